"""What is asked about a person one vouches for: who they are, and whether their word helps newcomers in."""

import pytest

from tests.peers import card_of
from tests.shells import PHRASE
from tests.standings import friends, mark_of, said_of
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
MEAN_IT = "Do you know Ben, and is this their card? Type yes to give your word, or press Enter for no:"
COUNTS = (
    "When Ben brings somebody new, does the word of Ben help them in?\n1: Not yet (most people choose this)\n"
)
ENTER = "Type a number, or press Enter for 1:"
DONE = (
    "You vouch for Ben. It counts once Ben agreed.\n"
    "Ben gets it when you next swap or meet.\n"
    'Or as text, for a file: p2pcard show --for "Ben" --text\n'
)


@pytest.fixture
def town(tmp_path):
    """Ana, Ben and Cleo, who have all met each other."""
    return friends(tmp_path)


def test_at_a_terminal_a_fact_and_two_questions_stand_one_after_the_other(town):
    ana, *_ = town
    with Terminal(ana.home, "vouch", "ben") as terminal:
        terminal.answer(HIDDEN, PHRASE)
        assert "Ben, " in terminal.answer(MEAN_IT, "ok")
        assert "You met, by a code and words" in terminal.shown
        assert COUNTS in terminal.answer(ENTER, "4")
        assert "There is no choice 4 here.\n" in terminal.answer(ENTER, "3")
        terminal.until(DONE)
        assert terminal.end() == 0
    (said,) = said_of(ana)
    assert (said["name"], said["how"], said["may_introduce"]) == ("Ben", "qr", True)
    assert mark_of(ana, "Ben") == "word"


@pytest.mark.parametrize(
    ("typed", "may_introduce", "mark"), [("", False, "no"), ("1", False, "no"), ("2", False, "word")]
)
def test_each_answer_means_one_thing_and_enter_promises_nothing(town, typed, may_introduce, mark):
    ana, *_ = town
    assert ana.tell("vouch", "Ben", given=f"yes\n{typed}\n").endswith(DONE)
    (said,) = said_of(ana)
    assert (said["how"], said["may_introduce"], said["accepted"]) == ("qr", may_introduce, False)
    assert mark_of(ana, "Ben") == mark


@pytest.mark.parametrize("typed", ["", "no", "n"])
def test_whoever_does_not_mean_it_does_not_vouch(town, typed):
    ana, *_ = town
    assert ana.run("vouch", "Ben", given=f"{typed}\n").code == 1
    assert said_of(ana) == []


@pytest.mark.parametrize("option", [("--may-introduce",), ("--mark", "named")])
def test_what_an_option_says_is_not_asked(town, option):
    ana, *_ = town
    answer = ana.run("vouch", "Ben", *option, given="yes\n")
    assert answer.code == 0, answer
    assert COUNTS not in answer.err + answer.out
    (said,) = said_of(ana)
    assert said["may_introduce"] is (len(option) == 1)
    assert mark_of(ana, "Ben") == ("no" if len(option) == 1 else "named")


@pytest.mark.parametrize("yes", ["sí", "SI", "s", "yes", "y", "ok"])
def test_in_spanish_the_same_questions_take_a_yes_in_any_form(town, yes):
    ana, *_ = town
    ana.tell("--lang", "es", "vouch", "Ben", given=f"{yes}\n3\n")
    (said,) = said_of(ana)
    assert said["may_introduce"] is True
    assert mark_of(ana, "Ben") == "word"


def test_whoever_was_not_met_is_refused_before_the_first_question(town):
    ana, *_ = town
    ana.hold(card_of("Dot"))
    answer = ana.run("vouch", "Dot", given="yes\n\n")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.endswith(
        "You have not met Dot in person.\nNothing was changed.\nMeet first, and swap cards: p2pcard swap\n"
    )
    for command in (("vouch", "Dot"), ("vouch", "Dot", "--yes"), ("mark", "Dot", "word")):
        assert ana.refused(*command) == "not-met"
    assert said_of(ana) == []


def test_an_empty_answer_leaves_a_mark_as_it_is(town):
    ana, *_ = town
    for mark in ("word", "named"):
        ana.do("mark", "Ben", mark)
        ana.tell("vouch", "Ben", given="yes\n\n")
        assert mark_of(ana, "Ben") == mark
