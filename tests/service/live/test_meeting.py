"""A device with a fault stops and the others are told so; what comes before a meeting means nothing in it."""

import asyncio

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.book.routes import Mark
from p2pcard.core.exchange.events import (
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    Heard,
    PersonDone,
    ShowVouches,
    Stop,
    VouchFor,
)
from p2pcard.core.exchange.meeting import handshake, host
from p2pcard.core.exchange.meeting.events import (
    Agree,
    Counted,
    LeaveOut,
    NumberNow,
    PhraseNow,
    SentNow,
    TakeReader,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.host_states import Begin
from p2pcard.errors import (
    CardsMissing,
    MeetingBroken,
    MeetingLeft,
    MeetingStopped,
    MeetingStoppedHere,
    NumberLeft,
    NumberStopped,
    SomebodyLeft,
    Unreachable,
)
from p2pcard.service import codes
from p2pcard.service.live.exchange_store import ExchangeStore
from p2pcard.service.live.meeting import Meeting, Wish
from p2pcard.service.live.person import IgnoredNow, InvitationNow, PersonLeaves, Screen
from p2pcard.service.places import read_invitation
from tests.peers import chance_of, self_of
from tests.shells import LOOPBACK
from tests.talkers import FailsToShow, Fault, confirmed, gathered, numbered


async def ends(people):
    return [type(await each.end()) for each in people]


@pytest.mark.parametrize("screen", [PhraseNow, NumberNow])
def test_where_the_shell_of_the_host_has_a_fault_it_is_to_all_others_as_if_that_device_broke(two, screen):
    async def story():
        one, member = two
        one.shell = FailsToShow(screen)
        await gathered(one, member)
        one.shell.do(Begin(2))
        if screen is NumberNow:
            phrase = await one.shell.until(PhraseNow)
            await member.shell.until(PhraseNow)
            member.shell.do(Heard(" ".join(phrase.words)))
        return await ends(two)

    assert asyncio.run(story()) == [Fault, MeetingBroken]


def test_where_the_part_that_passes_messages_on_has_a_fault_all_others_read_that_somebody_stopped(
    two, monkeypatch
):
    def step(state, event):
        if isinstance(event, Begin):
            raise Fault
        return machine(state, event)

    async def story():
        await gathered(*two)
        two[0].shell.do(Begin(2))
        return await ends(two)

    machine = host.step
    monkeypatch.setattr(host, "step", step)
    told, stopped = asyncio.run(story())
    assert told is Fault
    assert issubclass(stopped, MeetingStopped)


def test_where_the_host_has_a_fault_while_one_more_comes_in_all_others_read_that_somebody_stopped(
    four, monkeypatch
):
    def answer(*first, **more):
        came.append(first)
        if len(came) > 1:
            raise Fault
        return greet(*first, **more)

    async def story():
        one, second, third = four[:3]
        await gathered(one, second)
        invited = await one.shell.until(InvitationNow)
        wish = Wish((LOOPBACK,), invitation=read_invitation(codes.text_of(invited.invitation)))
        third.begin(third.me.meet(wish, digits=False))
        return await ends((one, second)), await third.end()

    came, greet = [], handshake.answer
    monkeypatch.setattr(handshake, "answer", answer)
    ended, third = asyncio.run(story())
    assert ended == [Fault, MeetingStopped]
    assert type(third) is Unreachable


def test_two_go_on_without_a_third_whose_device_has_a_fault(four):
    async def story():
        one, second, third = four[:3]
        third.shell = FailsToShow(NumberNow)
        await gathered(one, second, third)
        one.shell.do(Begin(3))
        phrase = await one.shell.until(PhraseNow)
        for each in (second, third):
            await each.shell.until(PhraseNow)
            each.shell.do(Heard(" ".join(phrase.words)))
        gone = [await each.shell.until(WithoutNow) for each in (one, second)]
        await one.conversation.stop()
        return gone, await ends((one, second, third))

    gone, ended = asyncio.run(story())
    assert gone == [WithoutNow(())] * 2  # nobody counted yet
    assert ended[2] is Fault


def test_where_the_host_is_gone_as_cards_travel_the_other_is_told_that_they_are_missing(two):
    async def story():
        one, member = two
        one.shell = FailsToShow(SentNow)
        await numbered(one, member)
        await confirmed(one, member.shell)
        return [await each.end() for each in two]

    gone, missing = asyncio.run(story())
    assert isinstance(gone, Fault)
    assert isinstance(missing, CardsMissing)
    assert str(missing) == "Cards are missing: 1 of 1."
    assert two[1].names == set()


@pytest.mark.parametrize("who", ["a member", "the host"])
@pytest.mark.parametrize("event", [Stop(), PersonLeaves()], ids=["stops", "leaves"])
def test_the_others_are_told_whether_something_is_wrong_or_somebody_had_to_go(four, who, event):
    async def story():
        three = four[:3]
        await gathered(*three)
        three[0].shell.do(Begin(3))
        phrase = await three[0].shell.until(PhraseNow)
        for each in three[1:]:
            await each.shell.until(PhraseNow)
            each.shell.do(Heard(" ".join(phrase.words)))
            await each.shell.until(NumberNow)
        leaver = three[0] if who == "the host" else three[1]
        leaver.shell.do(event)
        if who == "a member" and isinstance(event, PersonLeaves):
            asked = [await each.shell.until(WithoutNow) for each in (three[0], three[2])]
            assert asked[0] == asked[1]
            three[0].shell.do(Stop())
        return [(each is leaver, kind) for each, kind in zip(three, await ends(three), strict=True)]

    ended = asyncio.run(story())
    (left,) = (kind for is_leaver, kind in ended if is_leaver)
    others = {kind for is_leaver, kind in ended if not is_leaver}
    if type(event) is Stop:
        assert (left, others) == (MeetingStoppedHere, {NumberStopped})
    elif who == "the host":
        assert (left, others) == (MeetingLeft, {NumberLeft})
    else:
        assert (left, others) == (MeetingLeft, {MeetingStoppedHere, NumberStopped})


def test_before_the_start_a_hosts_person_who_must_go_is_not_said_to_have_stopped_it(two):
    async def story():
        await gathered(*two)
        two[0].shell.do(PersonLeaves())
        return await ends(two)

    assert asyncio.run(story()) == [MeetingLeft, SomebodyLeft]


def test_of_two_the_other_is_told_that_somebody_left(two):
    async def story():
        one, member = two
        member.shell = FailsToShow(NumberNow)
        await gathered(one, member)
        one.shell.do(Begin(2))
        phrase = await one.shell.until(PhraseNow)
        await member.shell.until(PhraseNow)
        member.shell.do(Heard(" ".join(phrase.words)))
        return await ends(two)

    assert asyncio.run(story()) == [NumberLeft, Fault]


@pytest.mark.parametrize(
    "event",
    [
        Heard("word"),
        TakeReader(),
        Counted(2),
        Agree(),
        Begin(2),
        LeaveOut((2,)),
        Busy(),
        PersonDone(),
        VouchFor("Ben", may_introduce=False, mark=Mark.NO),
        AnswerVouch(bytes(32), yes=True),
        AnswerIntroduction(bytes(32), yes=True),
        DecideLater(bytes(32)),
        ShowVouches((), everybody=True),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_a_person_does_before_a_meeting_is_there_is_ignored_and_told(two, event):
    store, shown = ExchangeStore(two[0].me.vouching, How.PHRASE), list[Screen]()
    meeting = Meeting(Wish((LOOPBACK,)), shown.append, store, lambda: self_of("Ana"), chance_of("Ana"))
    meeting.handle(event)
    assert shown == [IgnoredNow()]
