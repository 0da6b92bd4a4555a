"""What scripts rely on: exit codes, streams, where everything lies, and what no other process may see."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from p2pcard.edge.store.generations import LOCK
from p2pcard.edge.store.lockfile import FolderLock
from tests.shells import ANA, BEN, LOOPBACK, PHRASE, ROOT, Talk, device, in_shell, meet


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


def test_done_refused_wrong_use_and_busy_have_their_own_exit_codes(ana):
    assert ana.run("people").code == 0
    assert ana.run("person", "Nobody").code == 1
    assert ana.run("no-such-command").code == 2
    assert ana.run("person").code == 2
    assert ana.run("people", "--no-such-option").code == 2
    with Talk(ana, "meet", "--host", "--address", LOOPBACK) as meeting:
        meeting.until("role")
        for words in (("people",), ("card",), ("restore", "--previous"), ("wipe",), ("meet",)):
            assert ana.refused(*words, given="DELETE\n", code=3) == "vault-busy"
    assert ana.run("people").code == 0


def test_that_another_window_is_open_is_said_before_anybody_types_a_phrase_or_a_word(ana):
    (folder,) = ana.home.iterdir()
    lock = FolderLock(folder / LOCK)
    ana.use()  # a phrase that is asked for would be refused as not given
    for words in (("people",), ("restore", "--previous"), ("wipe",)):
        assert ana.refused(*words, code=3) == "vault-busy"
    lock.release()
    assert ana.refused("people", code=2) == "no-phrase"


def test_homes_that_are_not_there_or_no_folders_are_refused_in_words(tmp_path, ana):
    file = tmp_path / "file"
    file.write_text("not a folder")
    written = json.dumps(ANA)
    assert ana.refused("--home", str(tmp_path / "none"), "people") == "no-vault"
    for home in (file, file / "inside"):
        for words in (("people",), ("wipe",), ("restore", "--previous"), ("init", "--card", "-")):
            assert ana.refused("--home", str(home), *words, given=written) == "not-a-folder"
        told = ana.run("--home", str(home), "people").err
        assert (
            told == f"“{file}” is a file, and not a folder.\nNothing was lost.\nGive the name of a folder.\n"
        )
    assert file.read_text() == "not a folder"
    assert ana.run("--home", "", "people").code == 2
    assert ana.run("--home", str(tmp_path) + "\udcff", "people").code == 2
    assert ana.run("--profile", "\udcff", "people").code == 2


def test_a_home_may_be_relative_and_begin_with_a_tilde(ana, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "p2pcard", "--json", "--home", "Ana", "people"],
        env={**os.environ, **ana.environment, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == {"people": [], "by_other_words": []}
    here = in_shell(ana, "", "people", "--json", "--home=~/Ana", HOME=str(tmp_path))
    assert json.loads(here.stdout) == {"people": [], "by_other_words": []}


@pytest.mark.parametrize(
    ("redirection", "words", "code"),
    [
        ("<&-", ("people",), 0),
        ("<&-", ("add",), 1),
        ("<&-", ("wipe",), 2),
        ("<&-", ("card", "edit"), 2),
        ("<&-", ("--json", "swap", "--scan"), 2),
        (">&-", ("people",), 0),
        ("2>&-", ("people",), 0),
        ("<&- >&- 2>&-", ("people",), 0),
    ],
)
def test_streams_that_are_closed_end_nothing_in_a_traceback(ana, redirection, words, code):
    done = in_shell(ana, redirection, *words)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_left_ends_the_program_quietly(ana):
    for _ in range(2):
        done = in_shell(ana, "| true", "people", "--json")
        assert "Traceback" not in done.stderr
    assert ana.run("people").code == 0


def seen_by_others(process):
    """What every process of this device may read about another one: how it was called."""
    place = Path("/proc") / str(process.pid)
    return (place / "cmdline").read_bytes() + (place / "environ").read_bytes()


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc")
def test_no_other_process_sees_cards_phrases_words_or_invitations(ana, tmp_path):
    ben = device(tmp_path, BEN)
    with (
        Talk(ana, "meet", "--host", "--address", LOOPBACK) as host,
        Talk(ben, "meet", "--invitation", "--address", LOOPBACK) as guest,
    ):
        invitation = host.until("invitation")
        guest.say({"invitation": invitation["typed"]})
        guest.until("role")
        host.until("came")
        before = seen_by_others(host.process) + seen_by_others(guest.process)
        host.say({"start": 2})
        host.until("phrase")
        guest.until("phrase")
        seen = seen_by_others(host.process) + seen_by_others(guest.process)
        assert seen == before, "what others see follows the phrase, which is drawn after the start"
        secrets = [PHRASE, "600 100 101", "ben@example.org", *invitation.values()]
        assert [secret for secret in secrets if str(secret).encode() in seen and secret != "invitation"] == []
        host.say({"stop": True})


def test_a_meeting_and_a_second_one_leave_one_card_each(ana, tmp_path):
    ben = device(tmp_path, BEN)
    for _ in range(2):
        talks = meet(ana, ben)
        assert [talk.heard[-2]["event"] for talk in talks] == ["receipts", "receipts"]
        assert [talk.heard[-1]["event"] for talk in talks] == ["stay", "stay"]
    assert (ana.people(), ben.people()) == (["Ben"], ["Ana"])
    assert ana.do("people")["people"][0]["provenance"]["how"] == "phrase"
