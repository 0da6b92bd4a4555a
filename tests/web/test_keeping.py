"""What a person keeps: cards written on the page, settings, opening words, and the end of a card."""

import re

from tests.page_calls import with_page

OWN = "our boat lies upside down by the lake"
SVG = re.compile(r"<svg [^>]*>.*</svg>\n", re.DOTALL)


def test_a_card_is_changed_as_it_is_typed_and_what_nobody_is_asked_for_stays(ana):
    ana.do("card", "edit", "--card", "-", given='{"name": "Ana", "role": "cook", "offers": ["van"]}')
    (answers,) = with_page(ana.home, ("answers", {}))
    told = answers["answer"]
    assert told["answers"] == {"name": "Ana", "ways": "", "offers": "van", "languages": ""}
    assert told["besides"]["role"] == "cook"
    changed = {**told["answers"], "ways": "600 100 102"}
    (shown,) = with_page(ana.home, ("preview", {"answers": changed, "besides": told["besides"]}))
    assert "Role there: cook" in shown["lines"]
    with_page(ana.home, ("edit", {"card": shown["answer"]["card"]}))
    card = ana.do("card")["card"]
    assert (card["role"], card["channels"]) == ("cook", [["phone", "600 100 102"]])


def test_one_more_card_has_a_label_of_its_own_and_may_be_short(ana):
    new, again, cards = with_page(
        ana.home,
        ("new", {"card": {"name": "Ana"}, "label": "clinic", "short": True}),
        ("new", {"card": {"name": "Ana"}, "label": "clinic"}),
        ("cards", {}),
    )
    assert new["answer"]["card"]["label"] == "clinic"
    assert new["lines"] == ["Whoever holds two of your cards can see that they belong to one person."]
    assert again["refused"]["reason"] == "card-exists"
    assert [each["label"] for each in cards["answer"]["cards"]] == ["card", "clinic"]


def test_settings_are_shown_and_changed(ana):
    settings, memory, now = with_page(
        ana.home, ("settings", {}), ("memory", {"memory": "forget"}), ("memory", {})
    )
    assert settings["answer"] == {"memory": "two-months"}
    assert settings["lines"][0].startswith("Opened: 0 people, save number ")
    assert memory["answer"] == now["answer"] == {"memory": "forget"}


def test_other_opening_words_are_typed_twice_and_then_open_alone(ana):
    chosen = {"phrase": OWN, "again": OWN, "proposed": ""}
    slipped, changed = with_page(ana.home, ("passphrase", chosen | {"again": "x"}), ("passphrase", chosen))
    assert slipped["refused"]["reason"] == "different-phrase"
    assert changed["answer"] == {"changed": True}
    assert ana.refused("people") == "wrong-phrase"
    ana.use(OWN)
    assert ana.people() == []


def test_the_notice_that_ends_a_card_is_a_code_and_text_and_ends_nothing_by_being_shown(ana):
    (notice,) = with_page(ana.home, ("revoke", {}))
    assert notice["answer"]["block"].startswith("-----BEGIN P2PCARD BUNDLE-----\n")
    assert SVG.fullmatch(notice["picture"])
    assert notice["lines"] == ["With this notice anybody can end your card for good. Without it nobody can."]
    assert ana.do("revoke") == notice["answer"]


def test_a_card_is_ended_by_its_word_and_its_person_begins_anew(ana):
    before = ana.do("card")["card"]["id"]
    slip, anew = with_page(ana.home, ("anew", {"typed": "yes"}), ("anew", {"typed": "dead"}))
    assert slip["refused"]["reason"] == "not-confirmed"
    assert anew["answer"]["begun_anew"]["id"] != before
    assert "More, then Copy of everything" in anew["lines"][-1]
    assert ana.do("card")["card"]["id"] == anew["answer"]["begun_anew"]["id"]
