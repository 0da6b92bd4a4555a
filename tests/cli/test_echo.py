"""An opening phrase is never shown: not behind a stop, not before its question, and the echo comes back."""

import os
import signal
import sys

import pytest

from tests.shells import ANA, PHRASE, device
from tests.terminals import Terminal

QUESTION = "Your opening phrase (what you type is not shown):"
SHELLS = {
    "bash": ("bash", "--norc", "--noprofile", "--noediting", "-i"),
    "bash, with its own editing": ("bash", "--norc", "--noprofile", "-i"),
    "sh": ("sh", "-i"),
}
HALF = PHRASE[:9]


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


def call(ana, *words):
    return f"{sys.executable} -m p2pcard --home {ana.home} {' '.join(words)}"


@pytest.mark.parametrize("shell", SHELLS)
def test_behind_a_stop_the_phrase_is_asked_for_again_and_not_shown(ana, shell):
    with Terminal(ana.home, shell=SHELLS[shell], PS1="ready> ") as window:
        window.answer("ready> ", call(ana, "people"))
        window.until(QUESTION)
        window.press(HALF)
        window.press("\x1a")
        window.until("ready> ")
        window.type("fg")
        window.until(QUESTION)
        assert not window.echoes()
        window.type(PHRASE)
        window.until("Opened: 0 people")
        window.until("ready> ")
        window.type("stty -a")
        window.until(" echo ")
        assert HALF not in window.shown


@pytest.mark.parametrize("shell", SHELLS)
def test_a_program_that_was_stopped_unasked_hides_again(ana, shell):
    with Terminal(ana.home, shell=SHELLS[shell], PS1="ready> ") as window:
        window.answer("ready> ", f"echo $$; exec {call(ana, 'people')}")
        window.until(QUESTION)
        number = window.process.pid
        os.kill(number, signal.SIGSTOP)
        os.waitid(os.P_PID, number, os.WSTOPPED)
        os.kill(number, signal.SIGCONT)
        window.until(QUESTION)
        assert not window.echoes()
        window.type(PHRASE)
        window.until("Opened: 0 people")
        assert PHRASE not in window.shown


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_whoever_ends_the_program_at_the_question_has_a_terminal_that_shows_what_is_typed(ana, number):
    with Terminal(ana.home, "people") as window:
        window.until(QUESTION)
        assert not window.echoes()
        window.process.send_signal(number)
        ended = window.process.wait()
        assert window.echoes()
        assert ended == (1 if number == signal.SIGINT else -number)


def test_a_phrase_that_is_typed_before_its_question_is_taken_and_not_shown(ana, tmp_path):
    gate = tmp_path / "gate"  # the program looks there for a phrase first, and waits
    os.mkfifo(gate)
    with Terminal(ana.home, "people", P2PCARD_PASSPHRASE_FILE=str(gate)) as window:
        with gate.open("w"):
            window.type(PHRASE)
            assert QUESTION not in window.shown
        window.until(QUESTION)
        window.until("Opened: 0 people")
        assert PHRASE not in window.shown
        assert window.end() == 0


def test_a_new_phrase_that_is_typed_while_the_old_one_is_tried_is_not_shown(ana):
    other = "seven kettles of one lantern"
    with Terminal(ana.home, "passphrase") as window:
        window.answer(QUESTION, PHRASE)
        window.type(other)
        window.type(other)
        assert window.end() == 0
        assert other not in window.shown
        assert window.echoes()
    ana.use(other)
    assert ana.people() == []


def test_a_question_whose_answer_may_be_seen_shows_it(ana):
    with Terminal(ana.home, "card", "edit") as window:
        window.answer(QUESTION, PHRASE)
        window.until("call you?")
        window.press("Zenobia")
        window.until("Zenobia")
        assert PHRASE not in window.shown


def test_an_echo_that_others_turned_off_stays_off(ana):
    shell = ("sh", "-c", f"stty -echo; {call(ana, 'people')}; stty -a")
    with Terminal(ana.home, shell=shell) as window:
        window.answer(QUESTION, PHRASE)
        assert window.until(" -echo ").endswith(" -echo ")


def test_a_program_in_the_background_does_not_touch_the_terminal(ana):
    with Terminal(ana.home, shell=SHELLS["bash"], PS1="ready> ") as window:
        window.answer("ready> ", f"{call(ana, 'doctor')} & wait")
        assert "Stopped" not in window.until("Done")
