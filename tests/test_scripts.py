"""What scripts rely on: exit codes, streams, where everything lies, and what no other process may see."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from p2pcard.edge.generations import WINDOW
from p2pcard.edge.window import WindowLock
from tests.shells import ANA, BEN, LOOPBACK, PHRASE, ROOT, Device, Talk, device, meet

SHELL = f'exec "{sys.executable}" -m p2pcard "$@"'


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


def in_shell(device, redirection, *arguments, **environment):
    """Run a command with its streams as the shell leaves them."""
    return subprocess.run(
        ["/bin/sh", "-c", f"{SHELL} {redirection}", "sh", "--home", str(device.home), *arguments],
        env={**os.environ, "LANGUAGE": "en", **device.environment, **environment},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


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
    window = WindowLock(folder / WINDOW)
    ana.use()  # a phrase that is asked for would be refused as not given
    for words in (("people",), ("restore", "--previous"), ("wipe",)):
        assert ana.refused(*words, code=3) == "vault-busy"
    window.release()
    assert ana.refused("people", code=2) == "no-phrase"


def test_json_may_be_asked_for_before_and_after_the_command(ana):
    home = ("--home", str(ana.home))
    answers = [
        ana.run("--json", "card", "list"),
        ana.run("card", "--json", "list"),
        ana.run("card", "list", "--json"),
    ]
    assert len({answer.out for answer in answers}) == 1
    assert answers[0].values["cards"][0]["name"] == "Ana"
    elsewhere = Device(ana.home.parent / "elsewhere", PHRASE)
    assert elsewhere.run("people", *home).code == 0


def test_one_object_stands_on_standard_output_and_nothing_else(ana):
    for words in (("people",), ("card",), ("show",), ("person", "Nobody"), ("wipe",)):
        answer = ana.run("--json", *words, given="no\n")
        assert answer.out.count("\n") == 1
        assert isinstance(json.loads(answer.out), dict)
    assert ana.run("--json").code == 2
    assert ana.run("--json").out == ""


def test_a_refusal_says_three_things_beside_the_answer(ana):
    refused = ana.run("person", "Nobody")
    assert refused.out == ""
    assert "Nobody" in refused.err
    assert "Traceback" not in refused.err


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
    assert json.loads(done.stdout) == {"people": []}
    here = in_shell(ana, "", "people", "--json", "--home=~/Ana", HOME=str(tmp_path))
    assert json.loads(here.stdout) == {"people": []}


@pytest.mark.parametrize("content", [None, b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_phrase_file_that_gives_no_phrase_is_wrong_use(ana, content):
    ana.phrase_file.unlink()
    if content is not None:
        ana.phrase_file.write_bytes(content)
    assert ana.refused("people", code=2) == "no-phrase"
    ana.phrase_file.unlink(missing_ok=True)
    ana.phrase_file.mkdir()
    assert ana.refused("people", code=2) == "no-phrase"


def test_the_phrase_comes_from_a_descriptor_before_the_file(ana):
    ana.use("not the right phrase at all")
    for redirection, words in (
        ("3<<EOF\n" + PHRASE + "\nEOF", ("--passphrase-fd", "3")),
        ("<<EOF\n" + PHRASE + "\nEOF", ("--passphrase-fd", "0")),
    ):
        done = in_shell(ana, redirection, "people", "--json", *words)
        assert (done.returncode, done.stdout) == (0, '{"people": []}\n'), done.stderr
    closed = in_shell(ana, "9<&-", "people", "--json", "--passphrase-fd", "9")
    assert closed.returncode == 2
    assert json.loads(closed.stdout)["refused"]["reason"] == "no-phrase"
    nothing_left = in_shell(ana, f"<<EOF\n{PHRASE}\nEOF", "card", "edit", "--passphrase-fd", "0")
    assert nothing_left.returncode == 2
    assert "Traceback" not in nothing_left.stderr


def test_without_a_phrase_and_without_a_terminal_nobody_is_asked(ana):
    done = in_shell(ana, "</dev/null", "people", P2PCARD_PASSPHRASE_FILE="")
    assert done.returncode == 2
    assert "P2PCARD_PASSPHRASE_FILE" in done.stderr
    fresh = Device(ana.home.parent / "fresh")
    card = ana.home.parent / "card.json"
    card.write_text(json.dumps(ANA))
    made = in_shell(fresh, "</dev/null", "init", "--card", str(card), P2PCARD_PASSPHRASE_FILE="")
    assert (made.returncode, made.stdout) == (2, "")
    assert not fresh.home.exists()


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
        (">/dev/full", ("people",), 1),
        (">/dev/full", ("--json", "person", "Nobody"), 1),
        (">/dev/full", ("--version",), 1),
        (">/dev/full", ("--help",), 1),
        (">/dev/full", ("card", "--help"), 1),
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


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_where_nobody_reads_the_version_or_the_help_is_left_out_quietly(option):
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "p2pcard", option]
    done = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_meeting_says_so_and_leaves_the_vault_whole(ana, how):
    with Talk(ana, "meet", "--host", "--address", LOOPBACK) as meeting:
        meeting.until("people")
        meeting.process.send_signal(how)
        assert meeting.until("aborted") == {"event": "aborted", "reason": "stopped"}
        assert meeting.end() == 1
        assert meeting.process.stderr
        assert "Traceback" not in meeting.process.stderr.read()
    assert ana.run("people").code == 0


def test_a_conversation_that_cannot_begin_is_refused_and_one_that_ends_early_is_aborted(ana):
    assert ana.run("meet", "--address", "no-address").code == 2
    assert ana.refused("swap", "--scan", given="not json\n", code=2) == "no-answer"
    assert ana.refused("swap", "--scan", given="[" * 100_000 + "\n", code=2) == "no-answer"
    assert ana.refused("meet", "--invitation", given='{"invitation": 7}\n') == "typed-wrong"
    for words in (("swap",), ("meet",), ("meet", "--host")):
        assert ana.refused(*words, "--address", "192.0.2.1") == "no-such-address"
    assert "no network address 192.0.2.1.\nNothing" in ana.run("swap", "--address", "192.0.2.1").err
    with Talk(ana, "swap", "--address", LOOPBACK) as swapping:
        swapping.until("code")
        swapping.say({"stop": True})
        assert swapping.until("aborted")["reason"] == "stopped"
        assert swapping.end() == 1
        assert [line for line in swapping.heard if "event" not in line] == []


def test_what_makes_no_sense_is_ignored_and_said(ana):
    with Talk(ana, "meet", "--host", "--address", LOOPBACK) as meeting:
        meeting.until("people")
        for answer in ({}, {"start": False}, {"counted": True, "agree": True}, {"dance": True}, {"heard": 7}):
            meeting.say(answer)
            meeting.until("ignored")
        meeting.say({"stop": True})
        assert meeting.until("aborted")["reason"] == "stopped"


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
        host.until("people", count=2)
        host.say({"start": True})
        phrase = host.until("phrase")["words"]
        guest.until("phrase")
        seen = seen_by_others(host.process) + seen_by_others(guest.process)
        secrets = [PHRASE, "600 100 101", "ben@example.org", *invitation.values(), " ".join(phrase)]
        assert [secret for secret in secrets if str(secret).encode() in seen and secret != "invitation"] == []
        assert not any(word.encode() in seen for word in phrase)
        host.say({"stop": True})


def test_a_meeting_and_a_second_one_leave_one_card_each(ana, tmp_path):
    ben = device(tmp_path, BEN)
    for _ in range(2):
        talks = meet(ana, ben)
        assert [talk.heard[-2]["event"] for talk in talks] == ["receipts", "receipts"]
        assert [talk.heard[-1]["event"] for talk in talks] == ["stay", "stay"]
    assert (ana.people(), ben.people()) == (["Ben"], ["Ana"])
    assert ana.do("people")["people"][0]["provenance"]["how"] == "phrase"
