"""Several profiles at the terminal: whose cards are open is said, and a name is asked for if need be."""

import json

import pytest

from tests.shells import ANA, PHRASE, device
from tests.terminals import Terminal
from tests.vaults import stretch_once

HIDDEN = "(what you type is not shown):"
WHOSE = "This phrase opens several profiles of yours. Type the name of the one you mean:"
CHOICE = "Type a number, or a name or an offer to find:"
OTHER = "eleven quiet boats go home"


@pytest.fixture
def ana(tmp_path, monkeypatch):
    """Ana's device, on which she has two more profiles under one other phrase."""
    stretch_once(monkeypatch)
    made = device(tmp_path, ANA)
    made.use(OTHER)
    for name, card in (("Choir", "Mezzo"), ("Work", "Dr. Ruiz")):
        written = json.dumps({"name": card})
        made.do("--profile", name, "init", "--low-memory", "--card", "-", given=written)
    made.use(PHRASE)
    return made


def whose(ana, *words):
    """Whose cards a call without more opens."""
    return ana.do(*words, "card")["card"]["name"]


def test_a_phrase_is_enough_where_it_opens_one_profile(ana):
    assert whose(ana) == "Ana"
    ana.use(OTHER)
    assert ana.refused("card") == "several-profiles"
    assert ana.refused("--profile", "Family", "card") == "other-profile"
    for typed, name in (("Work", "Dr. Ruiz"), ("work", "Dr. Ruiz"), ("CHOIR", "Mezzo")):
        assert whose(ana, "--profile", typed) == name


def test_a_script_is_told_to_name_the_one_that_it_means(ana):
    ana.use(OTHER)
    refused = ana.run("--json", "people").values["refused"]
    assert refused["next"] == {"do": "name-profile"}
    assert refused["advice"] == "Say which one you mean: --profile NAME"


def test_that_a_name_is_not_that_of_the_cards_is_said_and_nothing_was_opened(ana):
    told = ana.run("--profile", "Family", "people").err.splitlines()
    assert told == [
        "This phrase opens other cards of yours, and not those of “Family”.",
        "Nothing was lost.",
        "Type the phrase of “Family”, or look whether its name is right.",
    ]
    assert ana.do("card")["card"]["name"] == "Ana"


def test_only_making_a_card_makes_a_profile(ana):
    before = sorted(ana.home.iterdir())
    for words in (("people",), ("wipe",), ("restore", "--previous"), ("card", "edit", "--card", "-")):
        assert ana.refused("--profile", "Family", *words, given="{}") in ("other-profile", "no-previous-save")
    assert ana.run("--profile", "Family", "doctor").code in (0, 1)
    assert sorted(ana.home.iterdir()) == before
    told = ana.run("init", "--low-memory", "--card", "-", given=json.dumps(ANA)).err.splitlines()
    assert told[-1] == "Use them, or keep the new ones apart: p2pcard --profile NAME init"


def test_the_guided_session_asks_for_the_name_where_the_phrase_does_not_tell(ana):
    with Terminal(ana.home) as session:
        session.answer(HIDDEN, OTHER)
        session.answer(WHOSE, "Family")
        session.until("This phrase opens other cards of yours, and not those of “Family”.")
        session.answer(HIDDEN, OTHER)
        session.answer(WHOSE, "work")
        assert "This is your profile “Work”.\n" in session.until(CHOICE)
        session.type("4")
        session.until("Dr. Ruiz")


def test_the_guided_session_asks_for_no_name_where_the_phrase_tells(ana):
    with Terminal(ana.home) as session:
        session.answer(HIDDEN, PHRASE)
        shown = session.until(CHOICE)
        assert WHOSE not in shown
        assert "This is your profile" not in shown  # it has no name
        session.type("q")
        assert session.end() == 0


def test_in_spanish_it_is_asked_in_spanish(ana):
    with Terminal(ana.home, "--lang", "es", "people", language="es") as session:
        session.answer("(no se ve lo que escribes):", OTHER)
        session.answer("Escribe el nombre del que quieres:", "Choir")
        session.until("Este es tu perfil «Choir».")
        assert session.end() == 0


def test_a_window_on_one_profile_keeps_nobody_out_of_another(ana):
    with Terminal(ana.home, "--profile", "Work") as session:
        session.answer(HIDDEN, OTHER)
        session.until(CHOICE)
        assert whose(ana) == "Ana"
        ana.use(OTHER)
        assert whose(ana, "--profile", "Choir") == "Mezzo"
        assert ana.refused("--profile", "Work", "card", code=3) == "vault-busy"
        assert ana.refused("card", code=1) == "several-profiles"
        session.type("15")  # these cards, whatever else is here
        session.answer("Type DELETE:", "DELETE")
        session.until("your other profiles are not.")
    assert ana.refused("--profile", "Work", "card") == "other-profile"
    assert whose(ana) == "Mezzo"
