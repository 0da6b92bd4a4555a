"""A live conversation is held to its end, or until somebody ends it from outside."""

import signal

import pytest

from tests.shells import ANA, LOOPBACK, Talk, device


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_meeting_says_so_and_leaves_the_vault_whole(ana, how):
    with Talk(ana, "meet", "--host", "--address", LOOPBACK) as meeting:
        meeting.until("in")
        meeting.process.send_signal(how)
        assert meeting.until("aborted") == {"event": "aborted", "reason": "stopped"}
        assert meeting.end() == 1
        assert meeting.process.stderr
        assert "Traceback" not in meeting.process.stderr.read()
    assert ana.run("people").code == 0
