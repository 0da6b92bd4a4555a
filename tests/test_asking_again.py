"""Whoever copies or types something wrongly is asked again; what they are told to type works there."""

import re
import signal

import pytest

from p2pcard.cli import filling
from tests.shells import ANA, BEN, PHRASE, device
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
CHOICE = "or press Enter to see all choices:"
CODE = "Type or paste it (q: stop):"
INVITATION = "from the first screen (q: stop):"


def test_enter_shows_a_code_as_text_and_it_may_be_copied_in_small_letters(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    with (
        Terminal(ana.home, "swap", "--address", "127.0.0.1") as shower,
        Terminal(ben.home, "swap", "--scan") as scanner,
    ):
        shower.answer(HIDDEN, PHRASE)
        shower.until("As text: ")
        shower.type("")
        shower.until("As text: ")
        code = re.sub(r" ?\n", "", shower.until("\n").strip())
        scanner.answer(HIDDEN, PHRASE)
        scanner.answer(CODE, f"P2PC:26O{code[8:]}")
        scanner.answer(CODE, code[:-4])
        told = scanner.answer(CODE, code.lower())
        assert "missing" in told or "damaged" in told, told
        scanner.until("Say this to the other person: ")
        shower.answer("Type it here:", scanner.until("\n").strip())
        assert (shower.end(), scanner.end()) == (0, 0)


def test_an_invitation_with_a_slip_is_asked_for_again_and_an_empty_one_leaves(tmp_path):
    with Terminal(device(tmp_path, ANA).home, "meet", "--host", "--address", "127.0.0.1") as host:
        host.answer(HIDDEN, PHRASE)
        host.until("and then:\n")
        invitation = host.until("\n").strip()
        ben = device(tmp_path, BEN).home
        with Terminal(ben, "meet", "--invitation", "--address", "127.0.0.1") as joiner:
            joiner.answer(HIDDEN, PHRASE)
            joiner.answer(INVITATION, f"{'2' if invitation[0] == '1' else '1'}{invitation[1:]}")
            assert "has a slip in group 1.\nLook at group 1" in joiner.answer(INVITATION, invitation)
            joiner.until("You are in.")
        with Terminal(ben, "meet", "--invitation", "--address", "127.0.0.1") as joiner:
            joiner.answer(HIDDEN, PHRASE)
            joiner.answer(INVITATION, "")
            assert joiner.end() == 2
            assert "A question was not answered." in joiner.shown


@pytest.mark.parametrize(
    ("command", "question", "told"),
    [
        (("swap", "--scan"), CODE, "You stopped the swap."),
        (("meet", "--invitation"), INVITATION, "You left the meeting."),
    ],
)
def test_q_alone_stops_where_a_code_is_asked_for(tmp_path, command, question, told):
    with Terminal(device(tmp_path, ANA).home, *command) as joiner:
        joiner.answer(HIDDEN, PHRASE)
        joiner.answer(question, "Q")
        assert joiner.end() == 1
        assert f"{told}\nNothing was stored.\n" in joiner.shown


def test_three_wrong_invitations_end_it(tmp_path):
    with Terminal(device(tmp_path, ANA).home, "meet", "--invitation") as joiner:
        joiner.answer(HIDDEN, PHRASE)
        for _ in range(3):
            joiner.answer(INVITATION, "abc")
        assert joiner.end() == 1
        assert joiner.shown.count("is not whole") == 3


def test_a_copy_is_looked_for_and_its_words_are_read_before_a_new_phrase(tmp_path):
    ana = device(tmp_path, ANA)
    copy, away = tmp_path / "copy", tmp_path / "away"
    with Terminal(ana.home, "backup", str(tmp_path / "nowhere" / "copy")) as keeping:
        keeping.answer(HIDDEN, PHRASE)
        assert keeping.end() == 1
        assert "twelve words" not in keeping.shown
    with Terminal(ana.home, "backup", str(copy)) as keeping:
        keeping.answer(HIDDEN, PHRASE)
        keeping.until("again:\n")
        words = keeping.until("Type all").removesuffix("Type all").split()
        keeping.answer("from your paper:", "a b c")
        keeping.answer("of twelve. Type the others:", " ".join(words))
        assert keeping.end() == 0
    with Terminal(away, "restore", str(tmp_path / "other"), "--lost") as restoring:
        assert restoring.end() == 1
        assert "There is no “" in restoring.shown
    with Terminal(away, "restore", str(copy), "--lost", "--low-memory") as restoring:
        restoring.answer("your twelve words:", " ".join([*words[:-1], "zzz"]))
        assert "Word 12 is not one of" in restoring.answer("your twelve words:", " ".join(words))
        restoring.answer(HIDDEN, PHRASE)
        restoring.answer("type it once more:", PHRASE)
        assert restoring.end() == 0


def test_in_the_guided_session_the_commands_of_its_own_advice_are_done(tmp_path):
    ana = device(tmp_path, ANA)
    ana.do("add", given=device(tmp_path, BEN).tell("show", "--text"))
    with Terminal(ana.home) as session:
        session.answer(HIDDEN, PHRASE)
        session.answer(CHOICE, "p2pcard people van")
        assert "Nobody among your people fits that. See everybody: p2pcard people" in session.until(CHOICE)
        session.type("people")
        assert "1 person\n\nBen  ben@example.org" in session.until(CHOICE)
        session.type("p2pcard people --json")
        assert '{"people": [{' in session.until(CHOICE)
        session.type("p2pcard person nobody")
        assert "You hold no card of “nobody”." in session.until(CHOICE)
        session.type("p2pcard swap --nothing")
        assert "--nothing" in session.until(CHOICE)
        session.type("p2pcard card --help")
        assert "Usage: p2pcard card" in session.until(CHOICE)
        session.type("p2pcard people --profile other")
        assert "There is no choice p2pcard people --profile other here." in session.until(CHOICE)
        session.type("4")
        assert "1 person\n\nBen  ben@example.org" in session.until(CHOICE)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("600 123 456, rosa@example.org", [["phone", "600 123 456"], ["email", "rosa@example.org"]]),
        (
            "signal teo.24, 600 123 456; a@b.org",
            [["signal", "teo.24"], ["phone", "600 123 456"], ["email", "a@b.org"]],
        ),
        ("address Calle Mayor 3, left", [["address", "Calle Mayor 3, left"]]),
        ("ask at the bakery, after nine", [["other", "ask at the bakery, after nine"]]),
    ],
)
def test_ways_to_be_reached_may_stand_between_commas(typed, understood):
    assert filling._channels(typed) == {"channels": understood}


def test_offers_may_stand_between_semicolons():
    assert filling._offers("van; first aid, Spanish") == {"offers": ["van", "first-aid"], "languages": ["es"]}


GOING = {
    "the device dies": lambda terminal: terminal.process.kill(),
    "the window is closed": lambda terminal: terminal.close_window(),
    "the window takes its program along": lambda terminal: terminal.process.send_signal(signal.SIGHUP),
    "Ctrl-D": lambda terminal: terminal.press("\x04"),
}


@pytest.mark.parametrize("go", GOING.values(), ids=GOING)
def test_whoever_goes_on_without_somebody_is_asked_for_the_words_again_and_counts_rightly(tmp_path, go):
    homes = [device(tmp_path, card).home for card in (ANA, BEN, {"name": "Mei"})]
    with (
        Terminal(homes[0], "meet", "--invitation-only", "--address", "127.0.0.1") as host,
        Terminal(homes[1], "meet", "--invitation", "--address", "127.0.0.1") as ben,
        Terminal(homes[2], "meet", "--invitation", "--address", "127.0.0.1") as mei,
    ):
        for each in (host, ben, mei):
            each.answer(HIDDEN, PHRASE)
        host.until("and then:\n")
        invitation = host.until("\n").strip()
        for each in (ben, mei):
            each.answer(INVITATION, invitation)
        host.until("3 people are here.")
        host.type("")
        host.until("slowly, twice:\n\n    ")
        words = host.until("\n").strip()
        for each in (ben, mei):
            each.until("three letters of each:")
        go(mei)
        ben.answer("Type yes to go on:", "yes")
        ben.answer("three letters of each:", words)
        ben.until("2 people take part.")
        answer = re.findall(r"you say this aloud, too: (\w+)", ben.shown + ben.until("type yes:"))
        ben.type("yes")
        host.until("2 people would be left.")
        assert "2 people take part." in host.answer("Type that word here:", answer[0])
        for each, other in ((host, "Ben"), (ben, "Ana")):
            each.until(f"You now hold 1 card: {other}")
            each.until("vouch NAME")
            if each is host:
                host.type("")
        for each in (host, ben):
            assert each.end() == 0
            assert "3 of 2" not in each.shown


@pytest.mark.parametrize("start", [False, True])
def test_where_the_window_of_who_started_is_closed_it_is_as_if_that_device_broke(tmp_path, start):
    with (
        Terminal(device(tmp_path, ANA).home, "meet", "--invitation-only", "--address", "127.0.0.1") as host,
        Terminal(device(tmp_path, BEN).home, "meet", "--invitation", "--address", "127.0.0.1") as ben,
    ):
        for each in (host, ben):
            each.answer(HIDDEN, PHRASE)
        host.until("and then:\n")
        ben.answer(INVITATION, host.until("\n").strip())
        host.until("2 people are here.")
        if start:
            host.type("")
            ben.until("three letters of each:")
        host.close_window()
        assert ben.end() == 1
        assert "The line to the device that started the meeting broke." in ben.shown


@pytest.mark.parametrize("command", [("meet", "--invitation-only"), ("swap",)])
def test_whoever_ends_their_input_is_told_that_they_left(tmp_path, command):
    with Terminal(device(tmp_path, ANA).home, *command, "--address", "127.0.0.1") as terminal:
        terminal.answer(HIDDEN, PHRASE)
        terminal.until("1 person is here." if command[0] == "meet" else "As text:")
        terminal.press("\x04")
        terminal.until("You left the meeting." if command[0] == "meet" else "You stopped the swap.")
        assert terminal.end() == 1
