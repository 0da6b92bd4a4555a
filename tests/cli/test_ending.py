"""A fault of the program is told as one, in the person's language, and nothing of what was there is told."""

import contextlib
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from p2pcard.wording.endings import REPORT_BEGINS, REPORT_ENDS
from tests.canaries import Watch, word
from tests.peers import card_of
from tests.shells import BEN, LOOPBACK, PHRASE, ROOT, Talk, device
from tests.terminals import Terminal

BROKEN = {
    "en": "Something in p2pcard itself is broken. You did nothing wrong.",
    "es": "Algo de p2pcard está roto. Tú no hiciste nada mal.",
}
BESIDE = {
    "en": "Something beside this broke in p2pcard. It goes on.",
    "es": "Algo aparte de esto se rompió en p2pcard. Sigue adelante.",
}
PLANTING = Path(__file__).resolve().parent.parent / "planting"
LINE = re.compile(
    r"[a-z0-9-]+ (\d[0-9a-z.]*|missing|unknown|linux|darwin|win32)"  # a version
    r"|(because of |one of them: )?[A-Z][A-Za-z]+"  # a type
    r"|  (p2pcard[a-z_.]*|[a-z_]+|unknown) \d+|  \.\.\."  # a module and a line
)
LATE = {  # where a command breaks, after the phrase was taken
    "people": "p2pcard.cli.listing:people_lines",
    "person": "p2pcard.wording.people:person_lines",
    "card": "p2pcard.cli.cards:card_answer",
}


class Planted:
    """A device whose home, whose card, whose machine and whose variables hold one strange word."""

    def __init__(self, tmp_path, monkeypatch):
        self.canary = word(random.Random(22))
        self.watch = Watch.of([self.canary, PHRASE])
        self.device = device(tmp_path / self.canary, {"name": self.canary})
        for name in ("USER", "LOGNAME", "HOME"):
            monkeypatch.setenv(name, f"/{self.canary}")
        monkeypatch.setenv("P2PCARD_CANARY", self.canary)
        self._setenv = monkeypatch.setenv

    def plant(self, place, way="raise"):
        """Break something in each program that begins from now on."""
        self._setenv("P2PCARD_PLANT", place)
        self._setenv("P2PCARD_WAY", way)
        self._setenv("PYTHONPATH", f"{PLANTING}{os.pathsep}{ROOT}")

    def heal(self):
        """Break nothing in programs that begin from now on."""
        self._setenv("PYTHONPATH", "")

    def run(self, *words, given=""):
        """Run a command in a process of its own; return how it ended and what it showed."""
        process = self.device.process(*words)
        out, err = process.communicate(given)
        return process.returncode, out, err

    def tells_nothing(self, *shown):
        """Check that nothing shown holds the word, and that no report is without its shape."""
        for each in shown:
            assert self.watch.seen(each.encode()) == []
            assert "Traceback" not in each
            assert 'File "' not in each
        return True


@pytest.fixture
def planted(tmp_path, monkeypatch):
    return Planted(tmp_path, monkeypatch)


def complaint_of(talk):
    """All that a conversation that has ended wrote beside its events."""
    assert talk.process.stderr
    return talk.process.stderr.read()


def report_in(shown):
    """The lines of the one report that was shown."""
    rest = shown.partition(f"{REPORT_BEGINS}\n")[2]
    report, _, after = rest.partition(f"\n{REPORT_ENDS}")
    assert REPORT_BEGINS not in after
    lines = report.split("\n")
    assert lines[0].startswith("p2pcard ")
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return lines


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("command", LATE)
def test_a_fault_in_a_command_is_said_in_the_persons_language_with_a_report_of_places_alone(
    planted, command, language
):
    planted.device.hold(card_of(planted.canary))
    files = {path: path.read_bytes() for path in planted.device.home.rglob("*") if path.is_file()}
    planted.plant(LATE[command])
    words = (command, planted.canary) if command == "person" else (command,)
    code, out, err = planted.run(*words, "--lang", language)
    assert (code, out) == (4, "")
    assert BROKEN[language] in err
    lines = report_in(err)
    assert "ValueError" in lines
    assert "because of KeyError" in lines
    assert any(re.fullmatch(r"  p2pcard\.cli\.start \d+", line) for line in lines)
    assert planted.tells_nothing(err)
    assert {path: path.read_bytes() for path in planted.device.home.rglob("*") if path.is_file()} == files


def test_a_program_gets_one_object_with_what_is_said_and_the_report(planted):
    planted.plant(LATE["card"])
    code, out, err = planted.run("--json", "card")
    assert code == 4
    fault = json.loads(out)["fault"]
    assert set(fault) == {"text", "kept", "advice", "saved", "report"}
    assert (fault["text"], fault["saved"]) == (BROKEN["en"], 0)
    assert [line for line in fault["report"] if not LINE.fullmatch(line)] == []
    assert "ValueError" in fault["report"]
    assert REPORT_BEGINS not in err
    assert planted.tells_nothing(out, err)


@pytest.mark.parametrize("words", [("--help",), ("people", "--help"), ("people",)])
def test_a_command_that_cannot_be_loaded_is_a_fault_also_for_its_help(planted, words):
    planted.plant("p2pcard.cli.people")
    code, out, err = planted.run(*words)
    assert (code, out) == (4, "")
    assert BROKEN["en"] in err
    assert report_in(err)
    assert planted.tells_nothing(err)


@pytest.mark.parametrize(
    "place", ["p2pcard.wording.catalogue", "p2pcard.wording.catalogue:say", "p2pcard.cli.session", "click"]
)
def test_where_no_words_can_be_loaded_a_fault_is_said_in_english(planted, place):
    planted.plant(place)
    for words in (("people",), ("--json", "people")):
        code, out, err = planted.run(*words)
        assert code == 4
        assert err.startswith("Something in p2pcard itself is broken.\n")
        assert "ValueError" in err
        assert out == "" or "ValueError" in json.loads(out)["fault"]["report"]
        assert planted.tells_nothing(out, err)


def test_what_click_would_take_for_somebody_who_left_is_a_fault(planted):
    planted.plant(LATE["people"], "EOFError")
    assert planted.run("people")[0] == 4
    planted.plant(LATE["people"], "BrokenPipeError")
    code, out, err = planted.run("people")
    assert (code, out) == (4, "")
    assert "BrokenPipeError" in report_in(err)


def test_what_the_device_has_too_little_of_is_no_fault(planted):
    planted.plant(LATE["card"], "MemoryError")
    code, out, err = planted.run("--json", "card")
    assert code == 3
    assert json.loads(out)["refused"]["reason"] == "device-exhausted"
    assert "too little to work with" in err
    assert planted.tells_nothing(out, err)


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_breaks_where_nobody_waits_is_told_once_and_ends_nothing(planted, language):
    planted.plant("p2pcard.edge.lan:listen", "beside")
    with Talk(planted.device, "meet", "--host", "--address", LOOPBACK, "--lang", language) as host:
        host.until("in")
        host.say({"stop": True})
        host.end()
        complaint = complaint_of(host)
    assert complaint.count(REPORT_BEGINS) == 4  # thrown away, in a thread, called by the loop, and a task
    assert BESIDE[language] in complaint
    assert BROKEN[language] not in complaint
    assert planted.tells_nothing(complaint, *map(json.dumps, host.heard))


def test_a_room_cannot_begin_where_too_few_files_may_be_open(planted):
    code = 0
    for files in range(6, 20):
        shell = f'ulimit -n {files}; exec "{sys.executable}" -m p2pcard "$@"'
        words = ("--home", str(planted.device.home), "meet", "--host", "--address", LOOPBACK)
        done = subprocess.run(
            ["/bin/sh", "-c", shell, "sh", *words],
            env={**os.environ, **planted.device.environment, "LANGUAGE": "en"},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr
        before, code = code, done.returncode
        assert code == 3 or (before, code) == (3, 1), done.stderr
        if code == 1:  # so many are enough, and the end of what is typed ends the meeting
            break
    assert code == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_fault_at_a_prompt_gives_the_terminal_back_with_the_report(planted, language):
    planted.plant("p2pcard.cli.asking:said")
    places = {name: os.environ[name] for name in ("PYTHONPATH", "P2PCARD_PLANT", "P2PCARD_CANARY")}
    more = {**places, **planted.device.environment}
    with Terminal(planted.device.home, "--lang", language, language=language, **more) as screen:
        screen.until("1")
        screen.type("14")
        screen.type("1")
        shown = screen.until(REPORT_ENDS)
        assert screen.process.wait(60) == 4
    assert BROKEN[language] in shown
    assert report_in(shown)
    assert planted.tells_nothing(shown)


@pytest.mark.parametrize("place", ["p2pcard.service.live.runner:Runner.put", "p2pcard.edge.lan:listen"])
def test_a_fault_in_a_conversation_ends_it_with_one_object(planted, place):
    planted.plant(place)
    with Talk(planted.device, "meet", "--host", "--address", LOOPBACK) as host:
        host.say({"start": 2})
        host.say({"reader": True})
        assert host.end() == 4
        complaint = complaint_of(host)
    assert set(host.heard[-1]) == {"fault"}
    assert BROKEN["en"] in complaint
    assert planted.tells_nothing(json.dumps(host.heard[-1]), complaint)


def test_the_step_that_broke_is_the_last_one_of_its_machine_in_the_trace(planted, tmp_path):
    planted.plant("p2pcard.core.exchange.meeting.member:_wait")
    file = tmp_path / "trace"
    with Talk(planted.device, "--trace", str(file), "meet", "--host", "--address", LOOPBACK) as host:
        host.say({"reader": True})
        assert host.end() == 4
    lines = file.read_text().splitlines()
    assert re.fullmatch(
        r"[0-9.]+ member Waiting [A-Z][A-Za-z]+ fault", [x for x in lines if "member" in x][-1]
    )
    assert planted.tells_nothing(*lines)


def test_a_device_that_has_too_little_left_ends_a_conversation_by_its_event(planted):
    planted.plant("p2pcard.service.live.runner:Runner.put", way="MemoryError")
    with Talk(planted.device, "meet", "--host", "--address", LOOPBACK) as host:
        host.say({"reader": True})
        assert host.end() == 3
    assert host.heard[-1] == {"event": "aborted", "reason": "device-exhausted"}


def test_a_report_that_no_program_can_be_told_is_shown(planted):
    planted.plant(LATE["card"])
    with Path("/dev/full").open("w") as full:
        process = planted.device.process("--json", "card", stdout=full)
        _, err = process.communicate("")
    assert process.returncode == 4
    assert report_in(err)
    assert planted.tells_nothing(err)


@pytest.mark.parametrize(
    ("command", "kept", "saved"),
    [
        (("people",), "Nothing in your cards was changed.", 0),
        (("card", "new", "clinic", "--card", "-"), "What you did up to save number {} is saved.", 3),
    ],
)
def test_what_became_of_ones_cards_is_said_as_far_as_it_is_known(planted, command, kept, saved):
    planted.plant("p2pcard.cli.session:Session.answer")
    code, out, err = planted.run("--json", *command, given='{"name": "Ana"}')
    assert (code, json.loads(out)["fault"]["saved"]) == (4, saved)
    assert kept.format(saved) in err


def test_where_a_save_was_on_its_way_nothing_is_promised(planted):
    planted.plant("p2pcard.edge.store.disk:_flush_folder")
    code, out, err = planted.run("--json", "card", "new", "clinic", "--card", "-", given='{"name": "Ana"}')
    assert (code, json.loads(out)["fault"]["saved"]) == (4, None)
    assert "Whether your last step is saved is not known." in err


@pytest.mark.parametrize(("broken", "reason"), [("host", "stopped"), ("guest", "left")])
def test_in_a_room_the_other_is_told_that_a_device_stopped(planted, tmp_path, broken, reason):
    ben = device(tmp_path, BEN)
    first, second = (planted.device, ben) if broken == "host" else (ben, planted.device)
    with contextlib.ExitStack() as stack:

        def begin(device, *words):
            if device is planted.device:
                planted.plant("p2pcard.core.exchange.meeting.comparing:hear")
            talk = stack.enter_context(Talk(device, "meet", *words, "--address", LOOPBACK))
            planted.heal()
            return talk

        host = begin(first, "--invitation-only")
        invitation = host.until("invitation")["typed"]
        guest = begin(second, "--invitation")
        guest.say({"invitation": invitation})
        host.until("came")
        host.say({"start": 2})
        host.until("phrase")
        guest.until("phrase")
        hurt, other = (host, guest) if broken == "host" else (guest, host)
        hurt.say({"heard": "aardvark"})
        assert hurt.end() == 4
        assert set(hurt.heard[-1]) == {"fault"}
        assert other.end() == 1
        assert other.heard[-1] == {"event": "aborted", "reason": reason}
        assert planted.tells_nothing(complaint_of(hurt), complaint_of(other))
    assert first.run("people").code == second.run("people").code == 0
