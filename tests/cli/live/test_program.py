"""A program in a person's place ends with its driver, and what was said before that counts."""

import pytest

from tests.shells import ANA, BEN, LOOPBACK, PATIENCE, Talk, device, meet, say_words

CLEO = {"name": "Cleo"}


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


@pytest.fixture
def ben(tmp_path):
    return device(tmp_path, BEN)


def ended(talk):
    """The exit code of a conversation, and what its program was told last."""
    return talk.end(), talk.heard[-1]


def swap(shower, scanner):
    """A swap up to where its words are asked for."""
    code = shower.until("code")["text"]
    scanner.say({"code": code})
    for each in (scanner, shower):
        each.until("words")


@pytest.mark.parametrize("arguments", [("meet", "--host"), ("meet",), ("swap",)])
def test_where_nobody_will_answer_any_more_a_conversation_ends_and_frees_the_vault(ana, arguments):
    with Talk(ana, *arguments, "--address", LOOPBACK) as talk:
        talk.leave()
        reason = "you-left" if "meet" in arguments else "stopped"
        assert ended(talk) == (1, {"event": "aborted", "reason": reason})
        assert ana.people() == []


def test_the_other_side_of_a_swap_is_told_when_a_driver_dies_at_the_words(ana, ben):
    with (
        Talk(ana, "swap", "--address", LOOPBACK) as shower,
        Talk(ben, "swap", "--scan", "--address", LOOPBACK) as scanner,
    ):
        swap(shower, scanner)
        shower.leave()
        assert ended(shower) == (1, {"event": "aborted", "reason": "stopped"})
        assert ended(scanner) == (1, {"event": "aborted", "reason": "broken"})


def test_a_script_that_said_all_that_is_needed_may_close_its_end(ana, ben):
    with (
        Talk(ana, "swap", "--address", LOOPBACK) as shower,
        Talk(ben, "swap", "--scan", "--address", LOOPBACK) as scanner,
    ):
        scanner.say({"code": shower.until("code")["text"]})
        say_words(shower, scanner)
        for each in (shower, scanner):
            each.leave()
        assert (shower.end(), scanner.end()) == (0, 0)
        assert {"event": "receipt", "stored": True} in shower.heard
    assert (ana.people(), ben.people()) == (["Ben"], ["Ana"])


def test_where_the_last_words_were_wrong_and_nobody_can_say_others_it_ends(ana, ben):
    with (
        Talk(ana, "swap", "--address", LOOPBACK) as shower,
        Talk(ben, "swap", "--scan", "--address", LOOPBACK) as scanner,
    ):
        swap(shower, scanner)
        shower.say({"heard": "no word at all"})
        shower.leave()
        shower.until("again")
        assert ended(shower) == (1, {"event": "aborted", "reason": "stopped"})
        assert ended(scanner)[0] == 1


def test_in_a_meeting_the_others_are_asked_to_go_on_without_a_device_whose_driver_died(ana, ben, tmp_path):
    others = [ben, device(tmp_path, CLEO)]
    with Talk(ana, "meet", "--invitation-only", "--address", LOOPBACK) as host:
        invitation = host.until("invitation")["text"]
        with (
            Talk(others[0], "meet", "--invitation", "--address", LOOPBACK) as second,
            Talk(others[1], "meet", "--invitation", "--address", LOOPBACK) as third,
        ):
            for talk in (second, third):
                talk.say({"invitation": invitation})
                talk.until("role")
                host.until("came")
            host.say({"start": 3})
            words = host.until("phrase")["words"]
            for talk in (second, third):
                talk.until("phrase")
                talk.say({"heard": " ".join(words)})
                talk.until("number")
            second.say({"counted": 3})
            second.until("waiting")
            third.leave()
            assert ended(third) == (1, {"event": "aborted", "reason": "you-left"})
            assert host.until("without")["numbers"] == []  # the host reads, and did not type the answer
            assert len(second.until("without")["numbers"]) == 1


def test_behind_the_cards_a_program_that_says_nothing_more_goes_before_the_others(ana, ben):
    codes = []

    def leave(_, member):
        member.leave()
        codes.append(member.process.wait(PATIENCE))

    meet(ana, ben, after=leave)
    assert codes == [0]


def test_a_line_that_is_too_long_is_ignored_and_the_next_one_is_heard(ana):
    with Talk(ana, "swap", "--address", LOOPBACK) as talk:
        talk.until("code")
        talk.say({"heard": "x" * (3 << 20)})
        talk.until("ignored")
        talk.say({"stop": True})
        assert ended(talk) == (1, {"event": "aborted", "reason": "stopped"})
