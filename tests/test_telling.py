"""A meeting at a terminal asks one question at a time, and says how it ended and for whom."""

import pytest

from p2pcard.cardholder.person import CodeNow, RoleNow
from p2pcard.cli import words
from p2pcard.cli.session import Session
from p2pcard.cli.telling import TerminalPerson
from p2pcard.core.exchange import Again, Heard, Stop
from p2pcard.core.meeting.events import (
    Agree,
    Counted,
    NumberNow,
    PeopleNow,
    PhraseNow,
    TakeReader,
    WithoutNow,
)
from p2pcard.core.meeting.stages import Begin
from p2pcard.core.phrase import Mode
from p2pcard.core.swap import WordNeeded
from tests.shells import ANA, PHRASE, device
from tests.terminals import COLOURS, Terminal

BLANKS = (None,) * 4
WORDS = ("aardvark", "adviser", "wallet", "yucatan")
NUMBERED = "When all have said their numbers, and one of you one more word, type yes:"


class Play:
    """A person to whom screens are shown, and what they see and do."""

    def __init__(self, capsys):
        self.person, self._capsys = TerminalPerson(Session(plain=True)), capsys

    def show(self, *screens):
        for screen in screens:
            self.person.show(screen)
        return self._capsys.readouterr().out.splitlines()

    def type(self, line):
        return self.person._meaning(line), self._capsys.readouterr().out.splitlines()


@pytest.fixture
def play(capsys):
    return Play(capsys)


@pytest.mark.parametrize("line", ["no, Zoe is not here yet", "no", "?", "yes please", "q?"])
def test_a_host_who_types_anything_else_does_not_start_but_is_asked_again(play, line):
    play.show(RoleNow(True), PeopleNow(3))
    assert play.type(line) == (None, ["Is this everybody? Then press Enter. (q: stop)"])
    assert play.type("") == (Begin(), [])


@pytest.mark.parametrize(("language", "line"), [("en", "yes"), ("en", "YES"), ("es", "sí"), ("es", "Si")])
def test_a_host_may_say_yes_instead_of_pressing_enter(play, language, line):
    words.install(language)
    try:
        play.show(RoleNow(True), PeopleNow(3))
        assert play.type(line) == (Begin(), [])
    finally:
        words.install("en")


@pytest.mark.parametrize("line", ["", "yes", "hello"])
def test_a_host_who_is_alone_and_whoever_waits_are_told_what_can_be_typed(play, line):
    play.show(RoleNow(True), PeopleNow(1))
    assert play.type(line) == (None, ["Nobody else is here yet. (r: read aloud yourself, q: stop)"])
    play.show(RoleNow(False), PeopleNow(3))
    told = "You are in. Wait until all are here. (r: read aloud yourself, q: stop)"
    assert play.type(line) == (None, [told])
    assert play.type("r") == (TakeReader(), [])


def test_beside_a_code_enter_shows_it_as_text_and_any_other_line_is_told_so(play):
    play.show(CodeNow(b"\2" * 56))
    assert play.type("hello") == (None, ["Press Enter to see the code as text, or type q to stop."])
    event, (shown,) = play.type("")
    assert (event, shown[:14]) == (None, "As text: P2PC:")


def test_whoever_goes_on_without_somebody_sees_the_new_numbers_after_the_question_and_not_below_it(play):
    play.show(RoleNow(False), PhraseNow(BLANKS, 4, Mode.WORDS, False), NumberNow(2, 4, None))
    shown = play.show(WithoutNow((1,), 3), NumberNow(2, 3, "yucatan"))
    assert shown[-1] == "Type yes to go on:"
    event, shown = play.type("yes")
    assert event == Agree()
    assert shown[:2] == ["Your number is 2.", "3 people take part."]
    assert shown[-1] == NUMBERED
    assert play.type("yes")[0] == Counted()


def test_where_a_second_one_leaves_only_the_last_numbers_are_told(play):
    play.show(RoleNow(False), PhraseNow(BLANKS, 4, Mode.WORDS, False), NumberNow(2, 4, None))
    play.show(WithoutNow((1,), 3), NumberNow(2, 3, "yucatan"), WithoutNow((4,), 2), NumberNow(2, 2, None))
    assert [line for line in play.type("yes")[1] if "take part" in line] == ["2 people take part."]


def test_before_the_numbers_whoever_goes_on_is_asked_for_the_words_again(play):
    play.show(RoleNow(False), PhraseNow(BLANKS, 4, Mode.WORDS, False), WithoutNow((1,), 3))
    event, shown = play.type("yes")
    assert (event, shown[-1][-15:]) == (Agree(), "letters of each:"[-15:])
    assert play.type("aar adv wal yuc")[0] == Heard("aar adv wal yuc")


def test_the_reader_is_not_told_to_wait_for_words_that_nobody_types_again(play):
    shown = play.show(RoleNow(True), PhraseNow(WORDS, 4, Mode.WORDS, True), NumberNow(3, 4, None))
    assert "Wait until everybody else has typed it." in shown
    shown = play.show(WithoutNow((1,), 3), NumberNow(3, 3, None))
    assert "To go on, ask who has a new word on their screen. Type that word here (q: stop):" in shown
    assert "Wait until everybody else has typed it." not in shown


def test_what_is_typed_for_a_word_is_shown_by_the_terminal_alone_and_by_nothing_else(play):
    play.show(WordNeeded("Ana", Mode.WORDS))
    assert play.type("the word is mesa") == (Heard("the word is mesa"), [])
    shown = play.show(Again(differs=False, left=3, typed="the word is mesa"))
    assert shown == ["“the word is mesa” cannot be it. Listen once more, and type it all:"]


def test_whoever_types_a_word_where_digits_are_wanted_is_told_so(play):
    digits = "Here you need digits (0 to 9), not words. Listen once more, and type them all:"
    play.show(WordNeeded("Ana", Mode.DIGITS))
    assert play.show(Again(differs=False, left=3, typed="mesa")) == [digits]
    assert play.show(Again(differs=False, left=3, typed="12"))[0].startswith("“12” cannot be it.")
    play.show(RoleNow(False), PhraseNow((None,) * 3, 4, Mode.DIGITS, False))
    assert play.show(Again(differs=False, left=3, typed="one two three")) == [digits]


@pytest.mark.parametrize(
    ("mode", "answer", "new"),
    [
        (
            Mode.WORDS,
            "After the last number, one of the others says one more word. Type that word here:",
            "To go on, ask who has a new word on their screen. Type that word here (q: stop):",
        ),
        (
            Mode.DIGITS,
            "After the last number, one of the others says three more digits. Type them here:",
            "To go on, ask who has three new digits on their screen. Type them here (q: stop):",
        ),
    ],
)
def test_the_reader_is_told_what_is_said_behind_the_numbers_and_by_whom(play, mode, answer, new):
    shown = play.show(RoleNow(True), PhraseNow(WORDS, 4, mode, False), NumberNow(3, 4, None))
    assert shown[-1] == answer
    assert play.show(WithoutNow((1,), 3))[-1] == new


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        (Mode.WORDS, NUMBERED),
        (Mode.DIGITS, "When all have said their numbers, and one of you three more digits, type yes:"),
    ],
)
def test_all_others_are_told_what_to_wait_for_until_they_say_yes(play, mode, told):
    shown = play.show(RoleNow(False), PhraseNow(BLANKS, 4, mode, False), NumberNow(2, 4, None))
    assert shown[-1] == told
    assert play.type("ready") == (None, [told])
    assert play.type("yes")[0] == Counted()


def test_at_the_numbers_it_is_said_how_to_stop(play):
    shown = play.show(RoleNow(False), PhraseNow(BLANKS, 4, Mode.WORDS, False), NumberNow(2, 4, None))
    assert "Whoever has no number says so now. If anything is wrong, type q." in shown
    assert play.type("q")[0] == Stop()


@pytest.mark.parametrize("rows", [24, 60])
def test_beside_the_code_of_a_swap_it_stays_in_sight_how_it_is_taken(rows, capsys, monkeypatch):
    monkeypatch.setattr(Session, "window", property(lambda self: (rows, 80)))
    TerminalPerson(Session(plain=False)).show(CodeNow(b"\2" * 56))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "The other person takes this code with: p2pcard swap --scan"
    heights = [-(-len(COLOURS.sub("", line)) // 80) for line in lines]
    assert sum(heights) < rows  # and the line on which is typed


def test_whoever_leaves_is_told_that_they_did(tmp_path):
    ana = device(tmp_path, ANA)
    with Terminal(ana.home, "meet", "--invitation-only", "--address", "127.0.0.1") as meeting:
        meeting.answer("Your opening phrase (what you type is not shown):", PHRASE)
        begun = meeting.until("1 person is here.")
        assert "The others type p2pcard meet --invitation, and then:\n" in begun
        assert "Whoever cannot find you" not in begun  # nobody can who is not invited
        meeting.type("q")
        meeting.until(
            "You left the meeting.\nNothing was stored.\nTo come back, start again together: p2pcard meet"
        )
        assert meeting.end() == 1
