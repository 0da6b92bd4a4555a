"""My own cards: several of one person, written anew, listed, dropped, and shown in four ways."""

import json

import pytest
from PIL import Image

from p2pcard.core.formats import armor
from p2pcard.core.statements import card, statement
from tests.screens import seen
from tests.shells import ANA, BEN, device

CLINIC = {"name": "A.", "channels": [["signal", "a.77"]], "offers": ["accompaniment"]}


def own_cards(ana):
    return {each["label"]: each for each in ana.do("card", "list")["cards"]}


def test_a_card_shows_all_that_others_will_get_and_until_when(tmp_path):
    ana = device(tmp_path, ANA)
    mine = ana.do("card")["card"]
    assert {name: mine[name] for name in ANA} == ANA
    assert mine["label"] == "card"
    shown = ana.tell("card")
    for text in ("Ana", "600 100 101", "van", "Spanish", mine["until"][:4]):
        assert text in shown
    assert mine["id"] not in shown


def test_a_card_written_anew_goes_on_where_the_old_one_was(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    ben.do("add", given=ana.do("show")["block"])
    before = ana.do("card")["card"]
    after = ana.do("card", "edit", "--card", "-", given=json.dumps({**ANA, "offers": ["sofa"]}))["card"]
    assert after["offers"] == ["sofa"]
    assert (after["id"], after["label"]) == (before["id"], before["label"])
    assert ben.do("add", given=ana.do("show")["block"])["person"]["offers"] == ["sofa"]
    assert len(ben.people()) == 1


def test_an_empty_answer_keeps_what_is_on_the_card(tmp_path):
    ana = device(tmp_path, ANA)
    ana.tell("card", "edit", given="\n\nbabysitting\n\n")
    mine = ana.do("card")["card"]
    assert (mine["name"], mine["channels"], mine["offers"]) == ("Ana", ANA["channels"], ["babysitting"])


@pytest.mark.parametrize(
    ("typed", "channel"),
    [
        ("luz@example.org", ["email", "luz@example.org"]),
        ("@luz", ["other", "@luz"]),
        ("@luz.24", ["other", "@luz.24"]),
        ("luz@home", ["other", "luz@home"]),
        ("luz@home.", ["other", "luz@home."]),
        ("Signal @luz", ["signal", "@luz"]),
        ("email luz@home", ["email", "luz@home"]),
    ],
)
def test_what_is_a_mail_address_has_a_name_before_the_at_and_a_dot_behind_it(tmp_path, typed, channel):
    ana = device(tmp_path, ANA)
    ana.tell("card", "edit", given=f"\n{typed}\n\n\n\n")
    assert ana.do("card")["card"]["channels"] == [channel]


def test_several_cards_are_of_one_person_and_the_program_says_so(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    made = ana.run("card", "new", "clinic", "--card", "-", given=json.dumps(CLINIC))
    assert made.code == 0
    assert "one person" in made.err
    cards = own_cards(ana)
    assert list(cards) == ["card", "clinic"]
    assert cards["card"]["id"] == cards["clinic"]["id"]
    ben.do("add", given=ana.do("show")["block"])
    person = ben.do("add", given=ana.do("show", "clinic")["block"])["person"]
    assert person["channels"] == [*ANA["channels"], *CLINIC["channels"]]
    assert person["offers"] == ["van", "accompaniment"]
    assert len(ben.people()) == 1


def test_each_card_has_its_own_sequence(tmp_path):
    ana = device(tmp_path, ANA)
    ana.do("card", "new", "clinic", "--card", "-", given=json.dumps(CLINIC))
    for _ in range(3):
        ana.do("card", "edit", "clinic", "--card", "-", given=json.dumps(CLINIC))
    sequences = {}
    for label in ("card", "clinic"):
        sequences[label] = card.read(statement.read(armor.read(ana.do("show", label)["block"]))).sequence
    assert sequences == {"card": 1, "clinic": 4}
    assert own_cards(ana)["card"]["name"] == "Ana"


def test_a_card_that_is_dropped_is_gone_and_the_last_one_stays(tmp_path):
    ana = device(tmp_path, ANA)
    ana.do("card", "new", "clinic", "--card", "-", given=json.dumps(CLINIC))
    assert ana.do("card", "drop", "clinic") == {"dropped": "clinic"}
    assert list(own_cards(ana)) == ["card"]
    assert ana.refused("card", "drop", "card") == "last-card"
    assert list(own_cards(ana)) == ["card"]


def test_a_card_that_is_not_there_or_there_twice_is_refused(tmp_path):
    ana = device(tmp_path, ANA)
    for words in (("drop", "clinic"), ("edit", "clinic", "--card", "-")):
        assert ana.refused("card", *words, given=json.dumps(CLINIC)) == "no-such-card"
    assert ana.refused("show", "clinic") == "no-such-card"
    assert ana.refused("card", "new", "card", "--card", "-", given=json.dumps(CLINIC)) == "card-exists"


def test_what_no_card_can_hold_is_refused_with_the_field_it_stands_in(tmp_path):
    ana = device(tmp_path, ANA)
    for field, wrong in (
        ("languages", ["Spanish"]),
        ("languages", [7]),
        ("languages", ["es"] * 2),
        ("languages", ["aa", "ab", "ac", "ad", "ae", "af", "ag", "ah", "ai"]),
        ("offers", ["van", "van"]),
        ("offers", [f"offer of mine {number}" for number in range(17)]),
        ("offers", [7]),
        ("offers", "van"),
        ("channels", [["phone", str(number)] for number in range(9)]),
        ("channels", [["pigeon", "1"]]),
        ("channels", [["phone"]]),
        ("name", 7),
        ("keys", ["age"]),
        ("keys", [["pgp", "00"]]),
        ("keys", [["age", "zz"]]),
        ("keys", [["age", ""]]),
        ("keys", [["age", "00" * 513]]),
        ("printable", "yes"),
        ("nickname", "A"),
    ):
        written = json.dumps({**ANA, field: wrong})
        answer = ana.run("--json", "card", "edit", "--card", "-", given=written)
        assert answer.code == 1
        assert answer.values["refused"]["reason"] == "card-not-understood"
        assert field in answer.values["refused"]["text"]
    for written in ("[]", "7"):
        assert ana.refused("card", "edit", "--card", "-", given=written) == "card-not-understood"
    for written in ("", "{", "[" * 100_000, '{"name": "A", "name'):
        assert ana.refused("card", "edit", "--card", "-", given=written) == "not-json"
    assert ana.refused("card", "edit", "--card", "-", given='{"channels": []}') == "empty-text"
    assert ana.refused("card", "edit", "--card", str(tmp_path / "none")) == "folder-missing"
    assert ana.do("card")["card"]["name"] == "Ana"


def test_a_card_is_read_from_a_file_as_from_standard_input(tmp_path):
    ana = device(tmp_path, ANA)
    file = tmp_path / "card.json"
    file.write_text(json.dumps({"name": "Ána", "organisation": "Bakery", "role": "night shift"}))
    mine = ana.do("card", "edit", "--card", str(file))["card"]
    assert (mine["name"], mine["organisation"], mine["role"]) == ("Ána", "Bakery", "night shift")
    assert mine["channels"] == mine["offers"] == mine["languages"] == []


def test_pictures_and_text_hold_the_same_card(tmp_path):
    ana = device(tmp_path, ANA)
    png, svg = tmp_path / "a.png", tmp_path / "a.svg"
    shown = ana.do("show", "--png", str(png), "--svg", str(svg))
    assert shown["files"] == [str(png), str(svg)]
    assert seen(Image.open(png)) == [shown["text"]]
    assert "<svg" in svg.read_text()
    assert armor.read(shown["text"]) == armor.read(shown["block"])
    assert ana.tell("show", "--text").strip() == shown["block"].strip()
    assert png.stat().st_mode & 0o777 == svg.stat().st_mode & 0o777 == 0o600


def test_a_picture_that_cannot_be_written_is_refused(tmp_path):
    ana = device(tmp_path, ANA)
    assert ana.refused("show", "--png", str(tmp_path / "none" / "a.png")) == "folder-missing"


@pytest.mark.parametrize(("label", "call"), [("codes", "codes"), ("on paper", '"on paper"')])
def test_where_a_short_card_is_there_already_the_advice_is_to_show_it(tmp_path, label, call):
    ana = device(tmp_path, {**ANA, "offers": ["first-aid", "a story told in the evening"]})
    assert "p2pcard card new codes --short" in ana.tell("card")
    written = ana.tell("card", "new", label, "--short", "--card", "-", given=json.dumps({"name": "Ana"}))
    shown = ana.tell("card")
    assert f"For older cameras, show your short card: p2pcard show {call}\n" in shown
    assert "cameras" not in written
    assert "--short" not in shown


@pytest.mark.parametrize(
    ("typed", "call"),
    [
        (["show"], "p2pcard show"),
        (["show", "card"], "p2pcard show card"),
        (["revoke"], "p2pcard revoke"),
    ],
)
def test_the_advice_for_text_is_a_command_that_gives_it(tmp_path, typed, call):
    ana = device(tmp_path, ANA)
    assert f"To get this as text: {call} --text\n" in ana.tell(*typed)
    assert "-----BEGIN" in ana.tell(*call.split()[1:], "--text")
