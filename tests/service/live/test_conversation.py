"""A conversation runs on the loop of any shell, ends when it is asked to, and outlives the shell in front."""

import asyncio
import signal

import pytest

from p2pcard.core.exchange.events import Heard, PersonDone, Stop, StoredNow
from p2pcard.core.exchange.meeting.events import InNow, NumberNow, PhraseNow, StayNow, WaitingNow
from p2pcard.core.exchange.meeting.host_states import Begin
from p2pcard.core.exchange.swap import CardSentNow, ReceiptNow, TypedNow, WordsNow
from p2pcard.errors import (
    MeetingBroken,
    MeetingLeft,
    MeetingStopped,
    MeetingStoppedHere,
    NumberStopped,
    SwapBroken,
    SwapStopped,
)
from p2pcard.service.live.person import CodeNow, PersonGone, RoleNow
from tests.people import NAMES
from tests.shells import LOOPBACK
from tests.talkers import FailsToShow, Fault, Shell, confirmed, gathered, numbered, swapping


def test_two_pairs_swap_under_one_loop_each_in_a_conversation_of_its_own(four):
    async def story():
        ana, ben, cleo, dai = four
        first, second = await asyncio.gather(swapping(ana, ben), swapping(cleo, dai))
        for each, words in zip(four, (*first, *second), strict=True):
            each.shell.do(Heard(words))
        return [await each.end() for each in four]

    assert asyncio.run(story()) == [None] * 4
    assert [each.names for each in four] == [{NAMES[1]}, {NAMES[0]}, {NAMES[3]}, {NAMES[2]}]


def test_a_shell_that_takes_over_a_swap_sees_what_still_matters_and_finishes_it(two):
    shower, scanner = two
    other = []

    async def story():
        typed = await swapping(shower, scanner)
        other.append(Shell())
        shower.conversation.attach(other[0])
        before = list(shower.shell.screens)
        assert other[0].screens == before
        shower.shell.do(Stop())  # a shell that was left behind is heard no more
        await asyncio.sleep(0)
        other[0].do(Heard(typed[0]))
        await other[0].until(TypedNow)
        scanner.shell.do(Heard(typed[1]))
        await shower.end()
        assert shower.shell.screens == before

    asyncio.run(story())
    assert other[0].kinds == [CodeNow, WordsNow, TypedNow, CardSentNow, StoredNow, ReceiptNow]
    assert (shower.names, scanner.names) == ({NAMES[1]}, {NAMES[0]})


def test_a_shell_that_takes_over_a_meeting_sees_what_still_matters_and_finishes_it(two):
    host, member = two
    again = []

    async def story():
        await numbered(host, member)
        again.append(Shell())
        member.conversation.attach(again[0])
        await confirmed(host, again[0])
        await again[0].until(StayNow)
        host.shell.do(PersonDone())
        return [await host.end(), await member.end()]

    assert asyncio.run(story()) == [None, None]
    assert again[0].kinds[:5] == [RoleNow, InNow, PhraseNow, NumberNow, WaitingNow]
    assert (host.names, member.names) == ({NAMES[1]}, {NAMES[0]})


def test_nothing_of_a_conversation_outlives_it(two):
    async def story():
        shower, scanner = two
        typed = await swapping(shower, scanner)
        assert shower.conversation.log.screens
        for each, words in zip(two, typed, strict=True):
            each.shell.do(Heard(words))
        for each in two:
            await each.end()
        return [each.conversation.log.screens for each in two]

    assert asyncio.run(story()) == [(), ()]


def test_a_conversation_that_another_ends_tells_the_others_and_forgets_what_it_showed(two):
    async def story():
        host, member = two
        await numbered(host, member)
        await host.conversation.stop()
        assert host.conversation.log.screens == ()
        return [await host.end(), await member.end()]

    ended = asyncio.run(story())
    assert [type(each) for each in ended] == [MeetingStoppedHere, NumberStopped]
    assert [each.names for each in two] == [set(), set()]


def test_of_a_conversation_that_is_abandoned_no_shell_sees_more_and_the_others_are_told(two):
    async def story():
        shower, scanner = two
        await swapping(shower, scanner)
        seen = list(shower.shell.screens)
        shower.conversation._exchange.handle(Heard("not the word"))  # and its answer is still to come
        shower.conversation.abandon()
        assert shower.conversation.log.screens == ()
        ended = [await shower.end(), await scanner.end()]
        assert shower.shell.screens == seen
        assert not shower.conversation.is_running
        return ended

    assert [type(each) for each in asyncio.run(story())] == [SwapStopped, SwapBroken]


def test_a_conversation_that_is_ended_before_it_runs_ends_as_it_begins(two):
    async def story():
        shower, _ = two
        conversation = shower.me.swap((LOOPBACK,), digits=False)
        await conversation.stop()
        shower.begin(conversation)
        return await shower.end()

    assert type(asyncio.run(story())) is SwapStopped


def test_a_conversation_whose_shell_is_cancelled_tells_the_others(two):
    async def story():
        host, member = two
        await gathered(host, member)
        host.running.cancel()
        return [await host.end(), await member.end()]

    ended = asyncio.run(story())
    assert [type(each) for each in ended] == [asyncio.CancelledError, MeetingStopped]


class FailsToHear(Shell):
    async def say(self):
        await super().say()
        raise Fault


@pytest.mark.parametrize("hears", [True, False], ids=["hears", "shows"])
def test_a_shell_that_fails_is_a_person_who_is_gone_and_its_fault_comes_out(two, hears):
    async def story():
        host, member = two
        host.shell = FailsToShow(PhraseNow) if hears else FailsToHear()
        await gathered(host, member)
        host.shell.do(Begin(2))
        return [await host.end(), await member.end()]

    failed, broken = asyncio.run(story())
    assert isinstance(failed, Fault)
    assert isinstance(broken, MeetingBroken)


def test_who_is_gone_stays_gone_however_the_conversation_ends_then(two):
    async def story():
        host, member = two
        await numbered(host, member)
        host.shell.do(PersonGone())
        await asyncio.sleep(0)
        await host.conversation.stop()
        return [await host.end(), await member.end()]

    assert [type(each) for each in asyncio.run(story())] == [MeetingLeft, MeetingBroken]


def test_a_conversation_leaves_the_signals_of_the_process_as_they_are(two):
    async def story():
        before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
        await swapping(*two)
        during = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
        await two[1].conversation.stop()
        assert [type(await each.end()) for each in two] == [SwapBroken, SwapStopped]
        return before == during

    assert asyncio.run(story())


def test_a_conversation_and_its_log_say_no_word_of_it(two):
    async def story():
        typed = await swapping(*two)
        said = [
            repr(thing)
            for each in two
            for thing in (each.conversation, each.conversation.log, each.conversation.log.screens)
        ]
        await two[1].conversation.stop()
        assert [type(await each.end()) for each in two] == [SwapBroken, SwapStopped]
        return " ".join(typed).split(), " ".join(said)

    words, said = asyncio.run(story())
    assert len(words) == 4
    assert not any(word in said for word in words)
    assert "WordsNow" in said
