"""A program in a person's place: what its lines mean, and what is said of those that mean nothing."""

import pytest

from tests.shells import ANA, LOOPBACK, Talk, device


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


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
        meeting.until("in")
        for answer in ({}, {"start": True}, {"counted": 2, "agree": True}, {"dance": True}, {"heard": 7}):
            meeting.say(answer)
            meeting.until("ignored")
        meeting.say({"stop": True})
        assert meeting.until("aborted")["reason"] == "stopped"


def test_a_program_may_stop_before_it_has_given_the_code(ana):
    assert ana.refused("swap", "--scan", given='{"stop": true}\n') == "stopped"
    assert ana.refused("meet", "--invitation", given='{"stop": true}\n') == "you-left"
