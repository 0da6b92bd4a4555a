"""Going on without somebody needs everybody who stays, and what comes too late is told what it is."""

from typing import Any

import pytest

from p2pcard.core.exchange import StoredNow
from p2pcard.core.meeting import member, messages, relay, stages
from p2pcard.core.meeting.ending import Why
from p2pcard.core.meeting.events import (
    Agree,
    Counted,
    NumberNow,
    SentNow,
    WithoutNow,
)
from p2pcard.errors import (
    SomebodyLeft,
)
from tests import crowd
from tests.peers import room_of, self_of

step: Any = member.step
relay_step: Any = relay.step


@pytest.mark.parametrize("count", [3, 5])
def test_all_others_go_on_without_somebody_who_left_if_each_agrees(count):
    room = room_of(count)
    room.start()
    crowd.type_all(room)
    number = room.devices[1].last(NumberNow).number
    room.leave(1)
    stay = [device for line, device in enumerate(room.devices) if line != 1]
    assert all(device.last(WithoutNow) == WithoutNow((number,), count - 1) for device in stay)
    assert sum(bool(device.last(NumberNow).answer) for device in stay) == 1
    crowd.confirm_all(room)
    assert not any(device.last(SentNow) for device in stay[1:]) or count == 0
    crowd.agree(room)
    crowd.confirm_all(room)
    for device in stay:
        assert set(device.stored) == {other.me.card for other in stay} - {device.me.card}
        assert device.last(StoredNow).missing == (number,)


def test_the_host_may_propose_to_go_on_without_those_who_did_not_confirm():
    room = room_of(4)
    room.start()
    crowd.type_all(room)
    room.person(1, Counted())
    room.person(2, Counted())
    room.host(stages.GoOn())
    assert isinstance(room.devices[3].ended, SomebodyLeft)
    crowd.agree(room)
    crowd.confirm_all(room)
    assert [len(device.stored) for device in room.devices] == [2, 2, 2, 0]


def test_going_on_without_anybody_but_the_reader_needs_a_new_run():
    room = room_of(3)
    room.start()
    room.host(stages.GoOn())
    assert all(isinstance(device.ended, SomebodyLeft) for device in room.devices)


def test_a_device_that_sent_its_keys_still_signs_for_fewer_but_sends_no_more():
    room = room_of(4, bend=lambda line, m, down: () if isinstance(m, messages.Boxes) else (m,))
    room.start()
    crowd.careful(room)
    state = room.devices[1].state
    reader, mine = state.run.transcript.reader, state.run.position
    fewer = tuple(sorted({reader, mine, *state.run.others(state.staying)[:1]}))
    assert step(state, Agree()) == (state, ())
    state, effects = step(state, messages.Without(fewer))
    assert isinstance(effects[0].screen, WithoutNow)
    again, effects = step(state, Agree())
    assert [type(each.message) for each in effects] == [messages.Ok]
    assert again == state
    assert step(state, messages.Without(state.staying)) == (state, ())


def test_going_on_with_everybody_who_is_there_asks_nobody():
    room = room_of(4)
    room.start()
    state = room.relay
    assert isinstance(state, stages.Confirming)
    all_but_reader = {place: b"" for place in state.staying if place != state.lines.reader}
    full = stages.Confirming(state.lines, state.staying, all_but_reader)
    assert relay_step(full, stages.GoOn()) == (full, ())
    assert relay_step(state, stages.GoOn()) != (state, ())


def test_nobody_begins_alone():
    alone, _ = relay_step(stages.Gathering(), stages.From(0, self_of("P1").join))
    assert relay_step(alone, stages.Begin()) == (alone, ())


@pytest.mark.parametrize("said", [
    messages.Want(0), messages.Abort(Why.BROKEN), self_of("P1").join, messages.People(3),
])  # fmt: skip
def test_before_the_start_a_host_whose_own_device_breaks_the_rules_is_over_as_if_it_had_left(said):
    room = room_of(3)
    left = relay_step(room.relay, stages.Left(0))
    assert left[0] == stages.Ended()
    assert relay_step(room.relay, stages.From(0, said)) == left
    room.host(stages.From(0, said))
    room.start()
    assert isinstance(room.relay, stages.Ended)
