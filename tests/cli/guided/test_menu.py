"""Lists of choices: what is no choice is said, q goes back one step, and nothing typed for a while locks."""

import pytest

from tests.cli.guided.sitting import BACK, sitting
from tests.shells import ANA, PHRASE, device


def test_a_number_that_is_no_choice_is_said_and_q_goes_back_one_step(tmp_path):
    with sitting(device(tmp_path, ANA)) as session:
        assert "There is no choice 99 here." in session.choose("4", "99", "q")
        assert "  3  How long I remember who vouches for whom\n" in session.choose("11", "?", "q")


@pytest.mark.parametrize("typed", ["?", "help"])
def test_help_in_a_list_shows_it_once_more(tmp_path, typed):
    with sitting(device(tmp_path, ANA)) as session:
        assert session.choose("4", typed, "").count("  1  Change it\n") == 2


def test_a_question_that_is_stopped_leads_back_and_changes_nothing(tmp_path):
    with sitting(device(tmp_path, ANA)) as session:
        for keys in (
            ("7", ("Enter alone: nowhere.", "q")),
            ("9", ("type or paste the text here.", "q")),
            ("13", ("Enter: no change.", "q")),
            ("3", ("Enter: everybody.", "q")),
        ):
            assert "Nothing was changed." in session.choose(*keys)


def test_the_end_of_typing_locks_and_ends_well(tmp_path):
    with sitting(device(tmp_path, ANA)) as session:
        session.terminal.type("4")
        session.terminal.until(BACK["en"])
        session.terminal.press("\x04")
        assert session.terminal.end() == 0


def test_where_nothing_is_typed_for_a_while_cards_are_locked_and_the_phrase_is_asked_for(tmp_path):
    waiting = device(tmp_path, ANA)
    program = tmp_path / "sooner"
    program.mkdir()
    (program / "sitecustomize.py").write_text("from p2pcard.cli.guided import menu\nmenu.IDLE_TIME = 1\n")
    with sitting(waiting, PYTHONPATH=str(program)) as session:
        session.terminal.until("Locked, because nothing was typed for a while.")
        session.terminal.answer("(what you type is not shown):", PHRASE)
        assert session.terminal.until("Your cards are open.")
