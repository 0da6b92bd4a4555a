"""Line by line: what a screen reader or a terminal without colours is told, and nothing is lost by it."""

import re

import pytest

from p2pcard.cli.live.terminal import TerminalPerson
from p2pcard.cli.session import Session
from p2pcard.core.exchange.events import Again, Heard, Stop, StoredNow
from p2pcard.core.exchange.invitation import Address
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
    ReaderNow,
    ReceiptsNow,
    SentNow,
    TakeReader,
    WaitingNow,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.host_states import Begin, CameNow, NotStartedNow
from p2pcard.core.exchange.network import Way
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import CardSentNow, ReceiptNow, TypedNow, WordsNow
from p2pcard.core.formats import armor
from p2pcard.errors import Refusal
from p2pcard.service.live.person import (
    BetweenNow,
    CallAnyway,
    CodeNow,
    HostsNow,
    IgnoredNow,
    InvitationNow,
    LeadsOutNow,
    QuietNow,
    RoleNow,
    StrangerNow,
)
from p2pcard.wording import catalogue
from tests.peers import card_of
from tests.shells import ANA, BEN, PHRASE, device
from tests.shells import swap as swap_of
from tests.terminals import COLOURS, Terminal, controls

BLOCKS = set("█▀▄▌▐░▒▓│─┌┐└┘├┤═║")
AMAL = {"name": "أمل", "channels": [["phone", "600 100 105"]], "languages": ["ar"]}
HEARD = ("abc", "defg")
FAR = Address("203.0.113.5", 40000)
COMMANDS = (
    ("--help",),
    ("--version",),
    ("init",),
    ("card",),
    ("card", "list"),
    ("card", "edit"),
    ("card", "new", "short"),
    ("card", "drop", "short"),
    ("show",),
    ("show", "--text"),
    ("show", "--png", "code.png"),
    ("add",),
    ("swap", "--scan"),
    ("meet", "--invitation"),
    ("people",),
    ("people", "van"),
    ("person", "ben"),
    ("person", "\x1b[31mred\r\u202e"),
    ("person", "--technical", "ben"),
    ("forget", "ben"),
    ("passphrase",),
    ("backup", "copy.p2p"),
    ("restore",),
    ("restore", "no\x1b]0;title\x07where"),
    ("wipe",),
    ("dance",),
)
STAGES = (  # screens in the order in which a meeting and a swap show them, and what is typed after each
    (LeadsOutNow(FAR, Way.OUTSIDE), "", Stop()),
    (LeadsOutNow(FAR, Way.ROUTER), "q", Stop()),
    (LeadsOutNow(FAR, Way.ROUTER), "No", Stop()),
    (LeadsOutNow(FAR, Way.UNKNOWN), "go", None),
    (LeadsOutNow(FAR, Way.UNKNOWN), "YES", CallAnyway()),
    (RoleNow(True), None, None),
    (InNow(), None, None),
    (InvitationNow(b"\1" * 24), None, None),
    (QuietNow(), None, None),
    (HostsNow(1), "", None),
    (CameNow(here=True), "r", TakeReader()),
    (NotStartedNow(3, 14), "", None),
    (CameNow(here=False), "12", Begin(12)),
    (ReaderNow(True), None, None),
    (ReaderNow(False), None, None),
    (PhraseNow((None,) * 4, Mode.WORDS, False), "adv bif clo dec", "adv bif clo dec"),
    (PhraseNow((None,) * 3, Mode.DIGITS, False), "0123456789", "0123456789"),
    (Again(True, 2, "x"), "", None),
    (Again(False, 2, "\x1b[2J\u202ex"), None, None),
    (NumberNow(3, "adroitness"), "no", None),
    (NumberNow(3, None), "yes", None),
    (CountAgainNow(1, 20), "12", Counted(12)),
    (CountNow(), "14", Counted(14)),
    (WaitingNow(), "yes", None),
    (NotReadyNow((2, 5)), "w", None),
    (IgnoredNow(), "2", LeaveOut((2,))),
    (NotLeftOutNow((2,)), None, None),
    (WithoutNow((2,)), "yes", Agree()),
    (SentNow((1, 2)), None, None),
    (PhraseNow(HEARD, Mode.WORDS, True), "word", "word"),
    (NumberNow(2, None), "word", "word"),
    (SentNow((1, 2)), None, None),
    (StoredNow((card_of("أمل"),), (4,), ()), None, None),
    (ReceiptsNow((1,), (), ()), None, None),
    (ReceiptsNow((1,), (2,), (3,)), None, None),
    (CodeNow(b"\2" * 25), None, None),
    (StrangerNow(1), None, None),
    (BetweenNow(3), None, None),
    (WordsNow(("01234",), Mode.DIGITS), "12345", "12345"),
    (WordsNow(("aardvark", "adroitness"), Mode.WORDS), "two words", "two words"),
    (Again(False, 3, "sno bab", "sno"), "snowcap bab", "snowcap bab"),
    (TypedNow(), "again", None),
    (CardSentNow(), "again", None),
    (ReceiptNow(True), None, None),
    (ReceiptNow(False), "Q", Stop()),
)


@pytest.fixture(scope="module")
def ana(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plain")
    ana, ben, amal = device(folder, ANA), device(folder, BEN), device(folder, AMAL, "amal")
    swap_of(ana, ben)
    swap_of(ana, amal)
    return ana


def _meaning(person, line):
    """What a typed line means to the conversation at this moment."""
    found = person._meaning(line.strip())
    return found.typed if isinstance(found, Heard) else found


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_command_speaks_in_plain_lines(ana, language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        answer = ana.run("--plain", "--lang", language, *command, given="\n")
        assert answer.out or answer.err, command
        assert not controls(answer.out + answer.err), command
        assert not BLOCKS & set(answer.out + answer.err), command


def test_a_fact_is_a_label_and_a_value(ana):
    lines = ana.tell("--plain", "people", "ben").splitlines()
    assert lines[0] == "1 person"
    assert lines[2:5] == ["Name: Ben", "Email: ben@example.org", "Can offer: first aid"]


def test_every_screen_of_a_conversation_is_plain_and_every_answer_is_understood(me, capsys):
    person = TerminalPerson(Session(plain=True, cardholder=me))
    for screen, typed, meant in STAGES:
        person.show(screen)
        if typed is not None:
            assert _meaning(person, typed) == meant, screen
    shown = capsys.readouterr().out
    assert not controls(shown)
    assert not BLOCKS & set(shown)
    assert all(line.strip() == line or line.startswith("    ") for line in shown.splitlines())


def test_a_code_has_a_text_twin_drawn_or_not(capsys):
    told = []
    for plain in (True, False):
        TerminalPerson(Session(plain=plain)).show(CodeNow(b"\2" * 25))
        told.append(COLOURS.sub("", capsys.readouterr().out).splitlines())
    in_plain, drawn = told
    assert "As text: " + armor.to_typed(b"\2" * 25) in in_plain
    assert [line for line in drawn if not BLOCKS & set(line) and line.strip()] == in_plain


def test_a_right_to_left_name_turns_nothing_that_stands_around_it(ana):
    assert "Name: \u2068أمل\u2069\n" in ana.tell("person", "أمل")
    assert "Name: \u2068أمل\u2069\n" in ana.tell("person", "\u2068أمل\u2069")  # as copied from the screen
    assert "You hold no card of “\u2068أمينة\u2069”.\n" in ana.run("person", "أمينة").err


def test_a_right_to_left_text_is_set_apart_once(tmp_path):
    once = catalogue.say("{name}", name="أمل")
    assert once == "\u2068أمل\u2069"
    assert catalogue.say("{names}.", names=f"{once}, {once}") == f"{once}, {once}."
    assert catalogue.say("{place}", place=tmp_path / "أمل") == str(tmp_path / "أمل")  # may be copied


@pytest.mark.parametrize(
    "name", ["\x1b[31mRed", "Ro\rsa", "Ana\u202e", "A\nB", "Bo\x9bx", "T\u200beo", "\x07"]
)
def test_a_name_with_a_hostile_character_never_comes_in(name):
    with pytest.raises(Refusal):
        card_of(name)


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
@pytest.mark.parametrize("arguments", [(), ("people",), ("show",), ("person", "أمل")])
def test_on_a_terminal_that_asks_for_it_there_is_no_control_character(ana, arguments, environment):
    with Terminal(ana.home, *arguments, **environment) as terminal:
        terminal.answer("(what you type is not shown):", PHRASE)
        if not arguments:
            assert re.search(
                "\n *2:? +Swap cards with a whole room\n", terminal.until("or an offer to find:")
            )
            for keys in ("4", "2", "1", ""):
                terminal.type(keys)
            terminal.answer("or an offer to find:", "q")
        assert terminal.end() == 0
        assert not controls(terminal.shown)
        assert "NO_COLOR" in environment or not BLOCKS & set(terminal.shown)


def test_the_first_run_on_a_terminal_moves_no_cursor(tmp_path):
    with Terminal(tmp_path, "init", "--low-memory", TERM="dumb") as terminal:
        for question, line in (
            ("for English:", ""),
            ("call you?", "Rosa"),
            ("reach you?", ""),
            ("offer?", ""),
            ("speak?", ""),
        ):
            terminal.answer(question, line)
        for question in ("not shown):", "type it once more:"):
            terminal.answer(question, PHRASE)
        assert terminal.end() == 0
        assert not controls(terminal.shown)


@pytest.mark.parametrize("command", ["show", "people", "card"])
def test_without_colours_nothing_is_lost_because_only_the_code_has_any(ana, command):
    with Terminal(ana.home, command) as terminal:
        terminal.answer("(what you type is not shown):", PHRASE)
        assert terminal.end() == 0
        lines = terminal.shown.splitlines()
    coloured = [line for line in lines if "\x1b" in line]
    assert bool(coloured) == (command == "show")
    assert not controls(COLOURS.sub("", "\n".join(lines)))
    assert set("".join(COLOURS.sub("", line) for line in coloured)) <= BLOCKS | {" "}
    assert command != "show" or "To get this as text: p2pcard show --text" in lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u2068أمل\u2069", "\u2068أمل\u2069"),
        ("\u2068أمل\u2069, \u2068\u2068سما\u2069\u2069", "\u2068أمل\u2069, \u2068\u2068سما\u2069\u2069"),
        ("\u2068neB", "\ufffdneB"),
        ("neB\u2069", "neB\ufffd"),
        ("\u2069neB\u2068", "\ufffdneB\ufffd"),
        ("\u2067neB\u2069", "\ufffdneB\ufffd"),
    ],
)
def test_a_turn_of_direction_stays_only_where_it_is_undone(text, shown):
    assert catalogue.say("{text}", text=text) == shown
