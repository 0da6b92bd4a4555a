"""A person who copies or types something wrongly is asked again; what they are told to type works there."""

import re
import signal

import pytest

from tests.shells import ANA, BEN, PHRASE, device
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
INVITATION = "from the first screen (q: stop):"


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
        invitation = host.code()
        for each in (ben, mei):
            each.answer(INVITATION, invitation)
        for _ in (ben, mei):
            host.until("Somebody came in.")
        host.type("3")
        host.until("slowly, twice:\n\n    ")
        words = host.until("\n").strip()
        for each in (ben, mei):
            each.until("three letters of each:")
        go(mei)
        ben.answer("Type yes to go on:", "yes")
        ben.answer("three letters of each:", words)
        shown = ben.until("type the last number:")
        assert "Whoever left and is still in the room counts off, too." in ben.shown
        answer = re.findall(r"you say this aloud, too: (\w+)", shown)
        ben.type("3")
        host.until("Somebody is no longer here.")
        host.answer("Type that word here (q: stop):", answer[0])
        for each, other in ((host, "Ben"), (ben, "Ana")):
            each.until(f"You now hold 1 card: {other}")
            each.until("vouch NAME")
            if each is host:
                host.type("")
        for each in (host, ben):
            assert each.end() == 0


@pytest.mark.parametrize("start", [False, True])
def test_where_the_window_of_who_started_is_closed_it_is_as_if_that_device_broke(tmp_path, start):
    with (
        Terminal(device(tmp_path, ANA).home, "meet", "--invitation-only", "--address", "127.0.0.1") as host,
        Terminal(device(tmp_path, BEN).home, "meet", "--invitation", "--address", "127.0.0.1") as ben,
    ):
        for each in (host, ben):
            each.answer(HIDDEN, PHRASE)
        host.until("and then:\n")
        ben.answer(INVITATION, host.code())
        host.until("Somebody came in.")
        if start:
            host.type("2")
            ben.until("three letters of each:")
        host.close_window()
        assert ben.end() == 1
        assert "The line to the device that started the meeting broke." in ben.shown
