"""How a session comes to open cards: a first card, another profile, or what to do where they do not open."""

import pytest

from tests.cli.guided.sitting import FIND, HIDDEN, sitting
from tests.disks import make_read_only, needs_root, small_disk
from tests.shells import ANA, PHRASE, device
from tests.terminals import Terminal

OTHER = "a red bicycle under nine stars"
LANGUAGE = "press Enter for English:"


def test_a_new_card_is_made_by_the_first_choice_and_the_language_is_asked_once(tmp_path):
    with Terminal(tmp_path / "new") as ana:
        ana.answer(LANGUAGE, "2")
        asked = ana.answer("Escribe un número:", "restore")
        assert "  1  Hacer una tarjeta nueva\n  2  Recuperar mis tarjetas de una copia\n" in asked
        assert "«restore» no es una de las opciones." in ana.answer("Escribe un número:", "1")
        assert "English" not in ana.answer("¿Cómo quieres que te llamen aquí?", "q")
        ana.until("No se cambió nada.")
        ana.answer("Escribe un número:", "q")
        assert ana.end() == 0
    assert not (tmp_path / "new").exists()


def test_the_first_card_leads_to_the_first_screen_and_names_choices_alone(tmp_path):
    with Terminal(tmp_path / "new", "--lang", "en") as ana:
        ana.answer("Type a number:", "1")
        for question, line in (("call you?", "Ana"), ("reach you?", ""), ("offer?", ""), ("speak?", "")):
            ana.answer(question, line)
        ana.answer(HIDDEN["en"], PHRASE)
        ana.answer("type it once more:", PHRASE)
        shown = ana.until(FIND["en"])
        assert "Swap it with somebody beside you: 1 (Swap cards with one person)\n" in shown
        assert "p2pcard" not in ana.shown
        ana.type("q")
        assert ana.end() == 0


@pytest.mark.parametrize("typed", ["", "?"])
def test_whoever_cannot_open_the_cards_has_choices_and_can_still_delete_everything(tmp_path, typed):
    ana = device(tmp_path, ANA)
    with Terminal(ana.home, "--lang", "en") as session:
        session.answer(HIDDEN["en"], typed)
        assert "  5  Delete everything\n" in session.answer("Type a number:", "3")
        assert "Nothing stands in the way." in session.answer(HIDDEN["en"], "")
        session.answer("Type a number:", "5")
        session.answer("Type DELETE:", "DELETE")
        assert session.end() == 0
    assert not [path for path in ana.home.rglob("*") if path.is_file()]


def test_after_three_wrong_phrases_there_are_choices_in_place_of_an_end(tmp_path):
    with Terminal(device(tmp_path, ANA).home, "--lang", "en") as session:
        for _ in range(3):
            session.answer(HIDDEN["en"], "some other words")
        assert "p2pcard" not in session.answer("Type a number:", "1")
        session.answer(HIDDEN["en"], PHRASE)
        session.until(FIND["en"])


def test_q_in_place_of_the_phrase_leaves(tmp_path):
    with Terminal(device(tmp_path, ANA).home, "--lang", "en") as session:
        session.answer(HIDDEN["en"], "q")
        assert session.end() == 0


def test_another_profile_is_named_in_the_session_and_begins_without_cards(tmp_path):
    ana = device(tmp_path, ANA)
    with sitting(ana) as session:
        session.terminal.type("13")
        session.terminal.answer("Enter: no change.", "clinic")
        session.terminal.answer("Enter: no change.", "")
        session.terminal.answer("Type n to make the first one:", "n")
        for question, line in (("call you?", "Dr. A"), ("reach you?", ""), ("offer?", ""), ("speak?", "")):
            session.terminal.answer(question, line)
        session.terminal.answer(HIDDEN["en"], OTHER)
        session.terminal.answer("type it once more:", OTHER)
        assert "Name: Dr. A" in session.terminal.until(FIND["en"])
        session.terminal.type("13")
        session.terminal.answer("Enter: no change.", "-")
        session.terminal.answer("Enter: no change.", "")
        session.terminal.answer("Type n to make the first one:", "")
        session.terminal.answer(HIDDEN["en"], PHRASE)
        session.terminal.until(FIND["en"])
        assert "Name: Ana" in session.choose("4", "")


@needs_root
def test_where_nothing_can_be_kept_another_folder_can_be_named(tmp_path):
    with small_disk(tmp_path / "disk", 700) as disk:
        make_read_only(disk)
        with Terminal(disk / "home", "--lang", "en") as new:
            assert new.end() == 1
            assert "can be read but not written." in new.shown
            assert "English" not in new.shown
