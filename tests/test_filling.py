"""Writing a card question by question: what stands there is shown, `q` stops, no word to us goes on it."""

import pytest

from tests.shells import ANA, BEN, PHRASE, device
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
QUESTIONS = ("call you?", "reach you?", "can you offer?")


def test_whoever_changes_a_card_sees_what_is_there_as_they_would_type_it(tmp_path):
    ways = [["phone", "600 100 101"], ["email", "ana@example.org"], ["other", "ask at the bakery"]]
    ana = device(tmp_path, {**ANA, "channels": ways})
    with Terminal(ana.home, "card", "edit") as editing:
        editing.answer(HIDDEN, PHRASE)
        editing.answer("Now: Ana\n", "")
        shown = "Phone 600 100 101; Email ana@example.org; ask at the bakery"
        editing.answer(f"Now: {shown}\n", shown)
        editing.answer("Now: van, Spanish\n", "-")
        assert editing.end() == 0
    assert ana.do("card")["card"]["channels"] == ways
    with Terminal(ana.home, "card", "edit", "--plain") as editing:
        editing.answer(HIDDEN, PHRASE)
        editing.answer(QUESTIONS[0], "")
        editing.answer(QUESTIONS[1], "")
        editing.answer("Now: nothing\n", "")
        assert editing.end() == 0


@pytest.mark.parametrize("before", [0, 1, 2])
def test_q_stops_at_any_question_and_nothing_is_changed(tmp_path, before):
    ana = device(tmp_path, ANA)
    with Terminal(ana.home, "card", "edit") as editing:
        editing.answer(HIDDEN, PHRASE)
        assert "or q to stop." in editing.until(QUESTIONS[0])
        for question in QUESTIONS[1 : before + 1]:
            editing.type("Rosa")
            editing.until(question)
        editing.type("q")
        editing.until("You stopped.\nNothing was changed.\nTo begin again: p2pcard\n")
        assert editing.end() == 1
    card = ana.do("card")["card"]
    assert {name: card[name] for name in ANA} == ANA


@pytest.mark.parametrize("typed", ["--help", "help", "HELP", "-h", "?", "--lang es"])
def test_a_word_to_the_program_is_no_name_and_the_question_comes_again(tmp_path, typed):
    with Terminal(tmp_path / "new", "init", "--lang", "en") as ana:
        ana.answer(QUESTIONS[0], typed)
        told = f"“{typed}” does not go on a card. Answer the question, or type q to stop.\n"
        assert told in ana.answer(QUESTIONS[0], "Q")
        ana.until("You stopped.\nNothing was changed.\n")
        assert ana.end() == 1
    assert not (tmp_path / "new").exists()


def test_in_the_guided_session_stopping_leads_back_to_the_choices(tmp_path):
    with Terminal(device(tmp_path, BEN).home, "--lang", "es") as session:
        session.answer("(no se ve lo que escribes):", PHRASE)
        session.answer("para ver todas las opciones:", "8")
        session.answer("Ahora: Ben\n", "ayuda")
        session.answer("Ahora: Ben\n", "q")
        assert "No se cambió nada." in session.until("para ver todas las opciones:")
