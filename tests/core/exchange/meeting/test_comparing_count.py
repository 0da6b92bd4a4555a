"""Heads are counted aloud, and a device compares the last number that its person types with its own."""

from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange.events import Elapsed, Heard, Show, Wait
from p2pcard.core.exchange.meeting import comparing, member, messages
from p2pcard.core.exchange.meeting.events import (
    Agree,
    CountAgainNow,
    Counted,
    CountNow,
    InNow,
    LeaveOut,
    NotLeftOutNow,
    NotReadyNow,
    NumberNow,
    PhraseNow,
    Propose,
    SendToHost,
    TakeReader,
    WaitingNow,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.messages import Ok
from p2pcard.errors import CountDiffers, MeetingBroken, NumberStopped, TookTooLong
from tests import crowd
from tests.peers import room_of

step: Any = member.step


def typed(count=5):
    """A room of this size in which everybody has typed the phrase."""
    room = room_of(count)
    room.start()
    crowd.type_all(room)
    return room


@pytest.mark.parametrize("count", [2, 3, 12])
def test_the_number_of_all_who_take_part_confirms_and_my_person_reads_that_the_others_are_waited_for(count):
    room = typed(count)
    after, effects = step(room.devices[1].state, Counted(count))
    assert after.confirmed
    assert [type(each) for each in effects] == [SendToHost, Show]
    assert effects[1] == Show(WaitingNow())
    assert step(after, Counted(count + 1)) == (after, ())  # it is done


@pytest.mark.parametrize("number", [-1, 0, 1, 4, 6, 50, 10**9])
def test_another_number_confirms_nothing_and_the_room_counts_again(number):
    state = typed().devices[1].state
    again, effects = step(state, Counted(number))
    assert effects == (Show(CountAgainNow(2, 20)), Wait(20))
    assert not again.confirmed
    for typed_in_between in (number, 5):
        assert step(again, Counted(typed_in_between)) == (again, (Show(CountAgainNow(2, 0)),))
    ready, effects = step(again, Elapsed())
    assert effects == (Show(CountNow()), Wait(comparing.TALK_TIME))
    assert step(ready, Counted(5))[0].confirmed


def test_the_third_other_number_ends_the_run_for_all_and_the_others_are_told_whose_it_was():
    room = typed()
    number = room.devices[1].last(NumberNow).number
    for said in (4, 4, 4):
        assert not room.devices[1].ended
        room.person(1, Counted(said))
        room.person(1, Elapsed())
    assert isinstance(room.devices[1].ended, CountDiffers)
    for device in room.devices[:1] + room.devices[2:]:
        assert isinstance(device.ended, NumberStopped)
        assert str(number) in str(device.ended)


def test_where_no_room_counts_again_the_time_is_over_as_before():
    with pytest.raises(TookTooLong):
        step(typed().devices[1].state, Elapsed())


def test_nothing_that_a_member_is_shown_before_the_count_says_how_many_there_are():
    """A room of five and one of six show the same, but for a device's own number and the answer."""
    shown = []
    for room in (typed(5), typed(6)):
        room.leave(4)
        shown.append([[told(screen) for screen in device.shown] for device in room.devices[1:4]])
        for device in room.devices[1:4]:
            numbers = {screen.number for screen in device.shown if isinstance(screen, NumberNow)}
            assert numbers == {device.state.run.transcript.numbers[device.state.run.position]}
    assert shown[0] == shown[1]
    assert {type(screen) for screen in shown[0][0]} == {InNow, PhraseNow, NumberNow, WithoutNow}


def told(screen):
    """A screen without what belongs to one device alone."""
    return replace(screen, number=0, answer=None) if isinstance(screen, NumberNow) else screen


def test_where_somebody_left_before_my_count_all_heads_are_counted_still():
    """A number that was false before must not become right by sending a device away."""
    room = typed(5)
    room.person(1, Counted(4))
    room.person(1, Elapsed())
    room.leave(4)
    room.person(1, Agree())
    room.person(1, Counted(4))
    assert not room.devices[1].state.confirmed
    room.person(1, Elapsed())
    room.person(1, Counted(5))
    assert room.devices[1].state.confirmed


def test_where_somebody_left_behind_my_count_it_is_not_repeated():
    room = typed(4)
    for line in (1, 2):
        room.person(line, Counted(4))
    room.leave(3)
    signed: Any = step(room.devices[1].state, Agree())[1]
    assert isinstance(signed[0].message, Ok)
    assert signed[1] == Show(WaitingNow())


def test_a_count_before_the_phrase_or_by_the_reader_is_none():
    room = room_of(3)
    room.start()
    for line in (0, 1):
        with pytest.raises(MeetingBroken):
            step(room.devices[line].state, Counted(3))


# Who is not ready


def numbers_of(room, *lines):
    return tuple(sorted(crowd.numbers_of(room, lines)))


def say_answer(room):
    """The answer is said, and the host, who reads, types it."""
    room.person(0, Heard(next(n.answer for d in room.devices if (n := d.last(NumberNow)).answer)))


def test_the_host_sees_who_is_not_ready_behind_their_own_part_and_no_other_device_does():
    room = typed(4)
    room.person(1, Counted(4))
    assert not room.devices[0].last(NotReadyNow)
    say_answer(room)
    assert room.devices[0].last(NotReadyNow) == NotReadyNow(numbers_of(room, 2, 3))
    room.person(2, Counted(4))
    assert room.devices[0].last(NotReadyNow) == NotReadyNow(numbers_of(room, 3))
    assert not any(device.last(NotReadyNow) for device in room.devices[1:])
    room.person(3, Counted(4))
    assert crowd.everything_stored(room)


def test_whom_the_hosts_person_names_is_left_out_if_all_others_agree():
    room = typed(4)
    gone = numbers_of(room, 3)
    room.person(1, Counted(4))
    room.person(2, Counted(4))
    say_answer(room)
    room.person(0, LeaveOut(gone))
    assert [device.last(WithoutNow) for device in room.devices[:3]] == [WithoutNow(gone)] * 3
    assert not any(device.stored for device in room.devices)  # one who does not agree holds it up
    crowd.agree(room)
    crowd.confirm_all(room)
    assert [len(device.stored) for device in room.devices] == [2, 2, 2, 0]


@pytest.mark.parametrize("which", ["ready", "reader", "me", "nobody", "unknown", "too many", "one unknown"])
def test_nobody_is_left_out_who_is_not_waited_for_or_whom_the_meeting_needs(which):
    room = typed(4)
    room.person(1, Counted(4))
    say_answer(room)
    state = room.devices[0].state
    me, one, two, three = (room.devices[line].last(NumberNow).number for line in range(4))
    numbers = {
        "ready": (one,), "reader": (me,), "me": (me,), "nobody": (), "unknown": (5,),
        "too many": (one, two, three), "one unknown": (two, 77),
    }[which]  # fmt: skip
    assert step(state, LeaveOut(numbers)) == (state, (Show(NotLeftOutNow(numbers)),))


def test_the_reader_is_not_left_out_by_a_host_who_does_not_read():
    room = room_of(3)
    room.person(1, TakeReader())
    room.start()
    crowd.type_all(room)
    room.person(0, Counted(3))
    state = room.devices[0].state
    reader, other = numbers_of(room, 1), numbers_of(room, 2)
    assert step(state, LeaveOut(reader)) == (state, (Show(NotLeftOutNow(reader)),))
    (proposed,) = step(state, LeaveOut(other))[1]
    assert isinstance(proposed, Propose)
    assert step(state, LeaveOut((*reader, *other)))[0] == state


def test_a_member_whose_device_is_not_the_host_leaves_out_nobody():
    room = typed(4)
    numbers = numbers_of(room, 3)
    room.person(1, Counted(4))
    room.person(1, LeaveOut(numbers))
    assert room.devices[1].last(NotLeftOutNow) == NotLeftOutNow(numbers)
    assert not any(device.last(WithoutNow) for device in room.devices)


@pytest.mark.parametrize(("count", "reads", "ready", "offered"), [
    (2, 0, (), False), (3, 0, (), True), (3, 1, (), True), (3, 1, (2,), False), (2, 1, (), False),
])  # fmt: skip
def test_the_host_is_told_whether_the_meeting_can_go_on_without_one_it_waits_for(
    count, reads, ready, offered
):
    """Neither without the reader, nor alone."""
    room = room_of(count)
    if reads:
        room.person(reads, TakeReader())
    room.start()
    crowd.type_all(room)
    for line in (*ready, *([0] if reads else [])):
        room.person(line, Counted(count))
    if not reads:
        say_answer(room)
    assert room.devices[0].last(NotReadyNow).can_go_on is offered


def test_a_reader_whose_new_word_is_still_to_come_is_told_of_the_next_who_left_and_leaves_out_somebody():
    """Who would say that word may be the one who is not there."""
    room = typed(4)
    say_answer(room)
    room.leave(3)
    (number,) = numbers_of(room, 2)
    assert not room.devices[0].state.confirmed
    room.person(0, LeaveOut((number,)))
    assert room.devices[0].last(WithoutNow) == WithoutNow((number,))


def test_two_are_the_fewest_who_go_on():
    room = typed(3)
    both = numbers_of(room, 1, 2)
    say_answer(room)
    state = room.devices[0].state
    assert step(state, LeaveOut(both)) == (state, (Show(NotLeftOutNow(both)),))
    assert messages.LEAST == 2


def test_before_the_hosts_person_has_counted_nobody_can_be_left_out():
    state = typed(4).devices[0].state
    with pytest.raises(MeetingBroken):
        comparing.leave_out(state, state.run.numbers(state.run.others(state.staying)))
