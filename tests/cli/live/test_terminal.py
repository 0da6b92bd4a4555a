"""A meeting at a terminal asks one question at a time, and says how it ended and for which people."""

import pytest

from p2pcard.cli.live.terminal import TerminalPerson
from p2pcard.cli.session import Session
from p2pcard.core.exchange.events import Again, Heard, Stop
from p2pcard.core.exchange.meeting.events import (
    Agree,
    CountAgainNow,
    Counted,
    CountNow,
    InNow,
    LeaveOut,
    NotLeftOutNow,
    NotReadyNow,
    NumberNow,
    PhraseNow,
    SentNow,
    TakeReader,
    WaitingNow,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.host_states import Begin, CameNow, NotStartedNow
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import WordsNow
from p2pcard.core.formats import armor
from p2pcard.service.live.person import CodeNow, InvitationNow, PersonLeaves, RoleNow
from tests.shells import ANA, PHRASE, device
from tests.terminals import COLOURS, Terminal

BLANKS = (None,) * 4
WORDS = ("aardvark", "adviser", "wallet", "yucatan")
INVITATION = InvitationNow(b"\1" * 25)
HEADS = "Count who holds a device here, you too. All in? Type how many: (r: read aloud yourself, q: stop)"
FOUND = "You are in. Wait until all are here. (r: read aloud yourself, q: leave)"
COUNT_OFF = "Count off aloud, in the order you sit: 1, 2, 3 ... Only people whose screen says this."
COUNTED = "When all have counted, and one of you said one more word, type the last number:"
WHO = "Who is left out gets no cards. Type their numbers, or press Enter to wait:"


class Play:
    """A person who is shown screens, and what they see and do."""

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


@pytest.mark.parametrize("line", ["no, Zoe is not here yet", "no", "yes", "q?", "", "-3", "3.5", "3333333"])
def test_a_host_who_types_anything_but_a_number_does_not_start_but_is_asked_again(play, line):
    play.show(RoleNow(True), INVITATION)
    assert play.type(line) == (None, [HEADS])
    assert play.type("3") == (Begin(3), [])


@pytest.mark.parametrize("line", ["?", "help", "ayuda"])
def test_a_host_who_asks_for_help_is_told_how_to_answer_and_asked_again(play, line):
    play.show(RoleNow(True), INVITATION)
    event, lines = play.type(line)
    assert (event, lines[-1]) == (None, HEADS)
    assert lines[0].startswith("Type your answer, then press Enter.")


@pytest.mark.parametrize("line", ["3", "03", " 3 ", "٣", "۳"])
def test_a_host_types_the_number_in_the_digits_of_their_keyboard(play, line):
    play.show(RoleNow(True), INVITATION)
    assert play.type(line.strip()) == (Begin(3), [])


def test_a_host_is_told_that_somebody_came_or_went_and_never_how_many_there_are(play):
    play.show(RoleNow(True), INVITATION)
    came, gone = play.show(CameNow(here=True)), play.show(CameNow(here=False))
    assert (came, gone) == (["Somebody came in."], ["Somebody is gone again."])


def test_a_difference_between_heads_and_devices_is_told_and_asked_again(play):
    play.show(RoleNow(True), INVITATION)
    play.type("7")
    told = ["You count 7, but 8 devices are here. Find out why first.", HEADS]
    assert play.show(NotStartedNow(7, 8)) == told
    assert play.show(NotStartedNow(2, 1)) == ["Nobody else is here yet.", HEADS]


def test_before_a_large_room_starts_its_host_is_told_what_one_open_device_shows(play):
    play.show(RoleNow(True), INVITATION)
    event, told = play.type("13")
    assert event is None
    assert told[0].startswith("If one device here is taken while it is open, all 13 names can be read.")
    assert told[1] == "To start all the same, type 13 once more:"
    assert play.type("14")[0] is None  # another number is another room
    assert play.type("14") == (Begin(14), [])
    assert play.type("12") == (Begin(12), [])


@pytest.mark.parametrize("line", ["", "yes", "hello", "3"])
def test_whoever_waits_is_told_what_can_be_typed(play, line):
    play.show(RoleNow(False), InNow())
    assert play.type(line) == (None, [FOUND])
    assert play.type("r") == (TakeReader(), [])


def test_beside_a_code_enter_shows_it_as_text_and_any_other_line_is_told_so(play):
    play.show(CodeNow(b"\2" * 25))
    assert play.type("hello") == (None, ["Press Enter to see the code as text, or type q to stop."])
    event, (shown,) = play.type("")
    assert (event, shown) == (None, "As text: " + armor.to_typed(b"\2" * 25))


def talking(play, *screens, host=False):
    """A member behind the phrase."""
    return play.show(RoleNow(host), PhraseNow(BLANKS, Mode.WORDS, False), NumberNow(2, None), *screens)


def test_whoever_goes_on_before_the_count_is_asked_for_the_count_behind_the_question_and_not_below_it(play):
    talking(play)
    shown = play.show(WithoutNow((1,)), NumberNow(2, "yucatan"))
    assert shown[-1] == "Type yes to go on:"
    event, shown = play.type("yes")
    assert event == Agree()
    assert shown[:2] == [COUNT_OFF, "Whoever left and is still in the room counts off, too."]
    assert shown[-1] == COUNTED
    assert play.type("4")[0] == Counted(4)


def test_whoever_goes_on_behind_the_count_is_told_the_new_word_and_counts_no_more(play):
    talking(play, WaitingNow())
    play.show(WithoutNow((1,)), NumberNow(2, "yucatan"))
    event, shown = play.type("yes")
    assert (event, shown[-1]) == (Agree(), "Say this aloud now: yucatan")
    assert COUNT_OFF not in shown


def test_before_the_count_whoever_left_is_not_named(play):
    talking(play)
    assert play.show(WithoutNow(())) == [
        "Somebody is no longer here. Ask aloud why, before anything else.",
        "Type yes to go on:",
    ]


def test_where_a_second_one_leaves_only_the_last_word_is_told(play):
    talking(play, WaitingNow())
    play.show(WithoutNow((1,)), NumberNow(2, "yucatan"), WithoutNow((4,)), NumberNow(2, "wallet"))
    assert [line for line in play.type("yes")[1] if "aloud" in line] == ["Say this aloud now: wallet"]


def test_before_the_numbers_whoever_goes_on_is_asked_for_the_words_again(play):
    play.show(RoleNow(False), PhraseNow(BLANKS, Mode.WORDS, False), WithoutNow((1,)))
    event, shown = play.type("yes")
    assert (event, shown[-1][-15:]) == (Agree(), "letters of each:"[-15:])
    assert play.type("aar adv wal yuc")[0] == Heard("aar adv wal yuc")


def test_the_reader_is_not_told_to_wait_for_words_that_nobody_types_again(play):
    shown = play.show(RoleNow(True), PhraseNow(WORDS, Mode.WORDS, True), NumberNow(3, None))
    assert "Wait until everybody else has typed it. Then let the count begin." in shown
    play.show(WaitingNow())
    shown = play.show(WithoutNow((1,)), NumberNow(3, None))
    assert shown[-1] == "To go on, ask who has a new word on their screen. Type that word here (q: stop):"
    assert len(shown) == 2
    assert play.type("wallet")[0] == Heard("wallet")


# The count


def test_no_screen_of_a_member_says_how_many_there_are(play):
    shown = [
        *play.show(InNow()),
        *talking(play),
        *play.show(CountAgainNow(2, 20), CountNow(), WithoutNow((1,))),
    ]
    assert not any(
        "people" in line and any(letter.isdigit() for letter in line) for line in {*shown} - {COUNT_OFF}
    )


def test_the_number_of_a_device_is_small_and_nobody_is_asked_to_count_it(play):
    shown = talking(play)
    assert shown.index(COUNT_OFF) < shown.index(
        "If asked: this device is number 2. Nobody counts that number."
    )


@pytest.mark.parametrize("line", ["yes", "all of them", "", "12a"])
def test_what_is_no_number_is_asked_again(play, line):
    talking(play)
    assert play.type(line) == (None, [COUNTED])
    assert play.type("12") == (Counted(12), [])


def test_where_the_number_is_another_the_room_is_asked_to_count_again_without_telling_the_right_one(play):
    talking(play)
    play.type("12")
    assert play.show(CountAgainNow(2, 20)) == [
        "The number of devices here is another one. Ask the room to count again, aloud.",
        "In 20 seconds you can type the last number. 2 tries are left.",
    ]
    assert play.show(CountAgainNow(2, 0)) == [
        "Not yet: first the room counts again. You are asked for the number in a moment."
    ]
    assert play.show(CountNow()) == [COUNTED]
    assert play.type("11")[0] == Counted(11)


# Who is not ready, and who is left out


def test_the_host_reads_who_is_not_ready_at_once_and_then_as_the_last_ones_get_ready(play):
    talking(play, WaitingNow(), host=True)
    told = play.show(NotReadyNow(tuple(range(1, 9))))
    assert told[0] == "Not ready yet: numbers 1, 2, 3, 4, 5, 6, 7, 8. Ask aloud. There is no hurry."
    assert told[1] == "(w: go on without somebody; all others must agree)"
    assert play.show(NotReadyNow((1, 2, 3, 4, 5, 6))) == []
    assert play.show(NotReadyNow((5,))) == ["Not ready yet: number 5. Ask aloud. There is no hurry."]


@pytest.mark.parametrize(
    ("line", "numbers"), [("5 7", (5, 7)), ("5,7", (5, 7)), ("7", (7,)), ("5, 7 ", (5, 7))]
)
def test_a_host_leaves_out_by_number(play, line, numbers):
    talking(play, WaitingNow(), NotReadyNow((5, 7)), host=True)
    assert play.type("w") == (None, [WHO])
    assert play.type("both of them") == (None, [WHO])
    assert play.type(line.strip()) == (LeaveOut(numbers), [])
    assert play.show(NotLeftOutNow(numbers)) == [
        "Nobody was left out: the meeting does not wait for them, or cannot go on without them."
    ]


def test_a_host_who_presses_enter_waits_on(play):
    talking(play, WaitingNow(), NotReadyNow((5,)), host=True)
    play.type("w")
    assert play.type("") == (None, [])


def test_before_somebody_is_waited_for_w_is_no_more_than_a_letter(play):
    talking(play, host=True)
    assert play.type("w") == (None, [COUNTED])


def test_where_nobody_can_be_left_out_the_host_is_not_offered_it(play):
    told = talking(play, WaitingNow(), NotReadyNow((2,), can_go_on=False), host=True)
    assert told[-1] == "Not ready yet: number 2. Ask aloud. There is no hurry."
    assert play.type("w") == (None, [])
    assert play.show(NotReadyNow((2,)))[-1] == "(w: go on without somebody; all others must agree)"
    assert play.type("w") == (None, [WHO])


# Leaving


@pytest.mark.parametrize(
    ("host", "words", "told"),
    [
        (False, BLANKS, "The others are asked whether to go on without me."),
        (False, WORDS, "It ends for all, because you read aloud."),
        (True, BLANKS, "It ends for all, because this device holds the meeting together."),
        (True, WORDS, "It ends for all, because this device holds the meeting together."),
    ],
)
def test_whoever_types_q_is_asked_what_the_others_are_to_be_told(play, host, words, told):
    play.show(RoleNow(host), PhraseNow(words, Mode.WORDS, False))
    event, shown = play.type("q")
    assert event is None
    assert shown == [
        f"Stop? 1: I must go. {told}",
        "2: Something is wrong. Stop for all. Nobody gets cards.",
        "Type 1 or 2, or press Enter to stay:",
    ]
    assert play.type("3") == (None, ["There is no choice 3 here.", "Type 1 or 2, or press Enter to stay:"])
    assert isinstance(play.type("1")[0], PersonLeaves)
    assert type(play.type("2")[0]) is Stop


def test_whoever_stays_is_asked_what_was_asked_before(play):
    talking(play)
    play.type("q")
    assert play.type("") == (None, [COUNTED])
    assert play.type("4")[0] == Counted(4)


def test_before_the_start_a_member_leaves_at_once_and_a_host_is_asked(play):
    play.show(RoleNow(False), InNow())
    assert isinstance(play.type("q")[0], PersonLeaves)
    play.show(RoleNow(True), INVITATION)
    assert play.type("q")[0] is None
    assert isinstance(play.type("1")[0], PersonLeaves)


def test_as_the_cards_travel_nobody_is_asked_any_more(play):
    talking(play, SentNow((1, 3)))
    assert type(play.type("q")[0]) is Stop


def test_what_is_typed_for_a_word_is_shown_by_the_terminal_alone_and_by_nothing_else(play):
    play.show(WordsNow(("aardvark", "adroitness"), Mode.WORDS))
    assert play.type("the word is mesa") == (Heard("the word is mesa"), [])
    shown = play.show(Again(differs=False, left=3, typed="the word is mesa"))
    assert shown == ["“the word is mesa” cannot be it. Listen once more, and type it all:"]


def test_whoever_types_a_word_where_digits_are_wanted_is_told_so(play):
    digits = "Here you need digits (0 to 9), not words. Listen once more, and type them all:"
    play.show(WordsNow(("01234",), Mode.DIGITS))
    assert play.show(Again(differs=False, left=3, typed="mesa")) == [digits]
    assert play.show(Again(differs=False, left=3, typed="12"))[0].startswith("“12” cannot be it.")
    play.show(RoleNow(False), PhraseNow((None,) * 3, Mode.DIGITS, False))
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
    shown = play.show(RoleNow(True), PhraseNow(WORDS, mode, False), NumberNow(3, None))
    assert shown[-1] == answer
    assert play.show(WithoutNow((1,)))[-1] == new


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        (Mode.WORDS, COUNTED),
        (
            Mode.DIGITS,
            "When all have counted, and one of you said three more digits, type to what number they counted:",
        ),
    ],
)
def test_all_others_are_told_what_to_wait_for_until_they_type_a_number(play, mode, told):
    shown = play.show(RoleNow(False), PhraseNow(BLANKS, mode, False), NumberNow(2, None))
    assert shown[-1] == told
    assert play.type("ready") == (None, [told])
    assert play.type("2")[0] == Counted(2)


@pytest.mark.parametrize("rows", [24, 60])
def test_beside_the_code_of_a_swap_it_stays_in_sight_how_it_is_taken(rows, capsys, monkeypatch):
    monkeypatch.setattr(Session, "window", property(lambda self: (rows, 80)))
    TerminalPerson(Session(plain=False)).show(CodeNow(b"\2" * 25))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "The other person takes this code with: p2pcard swap --scan"
    heights = [-(-len(COLOURS.sub("", line)) // 80) for line in lines]
    assert sum(heights) < rows  # and the line on which is typed


def test_whoever_leaves_is_told_that_they_did(tmp_path):
    ana = device(tmp_path, ANA)
    with Terminal(ana.home, "meet", "--invitation-only", "--address", "127.0.0.1") as meeting:
        meeting.answer("Your opening phrase (what you type is not shown):", PHRASE)
        begun = meeting.until("Type how many:")
        assert "The others join with p2pcard meet --invitation, and then:\n" in begun
        assert "who cannot find you" not in begun  # nobody can who is not invited
        meeting.type("q")
        meeting.answer("Type 1 or 2, or press Enter to stay:", "1")
        meeting.until(
            "You left the meeting.\nNothing was stored.\nTo come back, start again together: p2pcard meet"
        )
        assert meeting.end() == 1
