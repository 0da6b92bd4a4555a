"""Where an answer cannot be written, that is said, and nothing that is not so about what was changed."""

import contextlib
import json
import os
import subprocess
import sys

import pytest

from tests.peers import card_of
from tests.shells import ANA, LOOPBACK, PATIENCE, PHRASE, ROOT, device

FULL, LEFT = 5, 141
SAYS = "The answer could not be written where it was to go."
NOTHING = "Nothing in your cards was changed."
CARD = json.dumps(ANA)
COMMANDS = [  # the words, what is typed, what the command ends with, and how often it saves
    (("card", "edit", "--help"), "", 0, 0),
    (("--json", "people"), "", 0, 0),
    (("show", "--text"), "", 0, 0),
    (("--json", "person", "Nobody"), "", 1, 0),
    (("--json", "card", "new", "clinic", "--card", "-"), CARD, 0, 1),
    (("forget", "Ben", "--yes"), "", 0, 1),
    (("passphrase",), "", 0, 1),
]
every_command = pytest.mark.parametrize(("words", "typed", "code", "saves"), COMMANDS)


@pytest.fixture
def ana(tmp_path):
    made = device(tmp_path, ANA)
    made.hold(card_of("Ben"))
    made.use(PHRASE, PHRASE)
    return made


def run(device, words, typed, **streams):
    """Run a command on these streams; return how it ended, and what stands on standard error."""
    options = {"stderr": subprocess.PIPE, **streams}
    process = device.process(*words, **options)
    _, complaint = process.communicate(typed)
    return process.returncode, complaint or ""


@contextlib.contextmanager
def nobody_reads():
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


def number(device):
    """The number of the last save, as it is told when the vault is opened."""
    return int(device.run("card").err.split("save number ")[1].split(".")[0])


@every_command
def test_an_answer_for_which_there_is_no_room_is_said_to_be_missing_and_what_was_done_to_be_done(
    ana, words, typed, code, saves
):
    before = number(ana)
    with open("/dev/full", "w") as full:  # noqa: PTH123  # a device, not a file
        ended, complaint = run(ana, words, typed, stdout=full)
    assert ended == FULL
    assert SAYS in complaint
    assert "Traceback" not in complaint
    assert "Nothing was lost" not in complaint.split(SAYS)[1]
    assert number(ana) == before + saves
    kept = f"What you did up to save number {before + saves} is saved." if saves else NOTHING
    assert kept in complaint


@every_command
def test_a_reader_that_left_ends_a_command_quietly_and_in_one_way(ana, words, typed, code, saves):
    before = number(ana)
    with nobody_reads() as pipe:
        ended, complaint = run(ana, words, typed, stdout=pipe)
    assert ended == LEFT
    assert SAYS not in complaint
    assert "Traceback" not in complaint
    assert number(ana) == before + saves


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_the_version_and_the_help_end_as_answers_do(option):
    for words in ((option,), ("--home", "home", option)):
        call = [sys.executable, "-m", "p2pcard", *words]
        with open("/dev/full", "w") as full, nobody_reads() as pipe:  # noqa: PTH123  # a device, not a file
            ends = [
                subprocess.run(call, stdout=place, cwd=ROOT, check=False, stderr=full)
                for place in (full, pipe)
            ]
        assert [each.returncode for each in ends] == [FULL, LEFT]


@pytest.mark.parametrize("streams", [">&-", "2>&-", "2>/dev/full", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_or_only_for_what_stands_beside_changes_nothing(ana, streams):
    shell = f'exec "{sys.executable}" -m p2pcard "$@" {streams}'
    for words, code in (
        (("--json", "people"), 0),
        (("person", "Nobody"), 1),
        (("forget", "Ben", "--yes"), 0),
    ):
        done = subprocess.run(
            ["/bin/sh", "-c", shell, "sh", "--home", str(ana.home), *words],
            env={**os.environ, "LANGUAGE": "en", **ana.environment},
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code
        assert "Traceback" not in done.stdout + done.stderr
    assert ana.people() == []


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", ">&- 2>&-"])
def test_wrong_use_stands_on_standard_output_never(ana, streams):
    shell = f'exec "{sys.executable}" -m p2pcard "$@" {streams}'
    words = ["/bin/sh", "-c", shell, "sh", "frobnicate"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


def test_both_streams_full_is_no_fault(ana):
    with open("/dev/full", "w") as full:  # noqa: PTH123  # a device, not a file
        assert run(ana, ("people",), "", stdout=full, stderr=full) == (FULL, "")


def test_letters_beyond_ascii_change_nothing_about_it(ana, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    with open("/dev/full", "w") as full:  # noqa: PTH123  # a device, not a file
        assert run(ana, ("people",), "", stdout=full)[0] == FULL
    with nobody_reads() as pipe:
        assert run(ana, ("people",), "", stdout=pipe)[0] == LEFT


def test_a_conversation_whose_program_reads_no_more_ends_and_frees_the_cards(ana):
    process = ana.process("--json", "meet", "--host", "--address", LOOPBACK)
    while json.loads(process.stdout.readline())["event"] != "in":
        pass
    process.stdout.close()
    process.stdin.write('{"dance": true}\n')
    assert process.wait(PATIENCE) == LEFT
    assert "Traceback" not in process.stderr.read()
    process.stdin.close()
    process.stderr.close()
    assert ana.run("people").code == 0


def test_the_guided_session_ends_where_its_answers_cannot_be_written(ana):
    with open("/dev/full", "w") as full:  # noqa: PTH123  # a device, not a file
        ended, complaint = run(ana, (), "4\n0\n", stdout=full)
    assert ended == FULL
    assert NOTHING in complaint
