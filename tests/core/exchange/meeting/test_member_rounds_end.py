"""Members who leave the rounds of bundles, at any time: the others go on, and nothing that came is lost."""

from functools import partial
from typing import Any

import pytest

from p2pcard.core.exchange.events import Elapsed, PersonDone, Ready
from p2pcard.core.exchange.meeting import host_states, messages
from p2pcard.core.exchange.meeting.host_states import Bundling, Ended, Late, Wanting
from p2pcard.core.exchange.meeting.messages import Bundles, Dones, Round, Want
from tests.bags import Bag, withdrawal, withdrawals
from tests.gifts import Line, behind, expected, gathered, gifts_of_all, got, meet, stage

# Leaving

MOMENTS = [(Dones, True), (Want, False), (Round, True), (Bundles, False), (Bundles, True)]


@pytest.mark.parametrize("who", [0, 1])
@pytest.mark.parametrize(("kind", "down"), MOMENTS, ids=lambda each: getattr(each, "__name__", str(each)))
def test_whoever_leaves_at_any_moment_takes_along_what_they_did_not_send_and_a_host_the_rounds(
    kind, down, who
):
    gone: list[Any] = []

    def bend(line, message, way):
        if gone or (line, type(message), way) != (who, kind, down):
            return () if gone and line == who else (message,)
        gone.append(message)
        room.queue.append(partial(room.leave, line))
        return ()

    gifts = gifts_of_all(4)
    room = gathered(4, *gifts, bend=bend)
    meet(room)
    sent = (kind, down) == (Bundles, True)
    for line in {0, 1, 2, 3} - {who}:
        device = room.devices[line]
        assert (len(device.stored), device.ended, device.over) == (3, None, who == 0)
        theirs = expected(gifts, line, {0, 1, 2, 3} if sent else {0, 1, 2, 3} - {who})
        assert got(room, line) == (theirs if sent or who else {})
    assert gone
    assert stage(room) is (Wanting if who else Ended)


def test_a_device_that_says_nothing_is_waited_for_until_the_time_is_over():
    line = Line(lambda line, message, down: line == 2 and not down and isinstance(message, Want | Bundles))
    gifts = gifts_of_all(3)
    room = behind(3, *gifts, line=line)
    assert stage(room) is Wanting
    assert line.of(Round, True) == []
    room.host(Late())
    assert stage(room) is Bundling
    assert line.of(Bundles, True) == []
    room.host(Late())  # for the last few
    assert line.of(Bundles, True) == []
    room.host(Late())
    assert [got(room, each) for each in (0, 1)] == [expected(gifts, each, {0, 1}) for each in (0, 1)]
    assert got(room, 2) == expected(gifts, 2, {0, 1})
    assert room.devices[2].state.round == 1  # and it goes on with the others


# Being done


def test_whoever_is_done_between_the_rounds_goes_at_once_and_the_others_go_on():
    room = behind(3)
    room.person(1, PersonDone())
    assert [device.over for device in room.devices] == [False, True, False]
    room.give(0, 2, withdrawal(1))
    room.ready(0)
    assert got(room, 2) == {0: [withdrawal(1)]}
    room.done()
    assert all(device.over for device in room.devices)
    assert stage(room) is Ended


@pytest.mark.parametrize("kind", [Want, Bundles])
def test_whoever_is_done_while_a_round_is_asked_for_or_under_way_waits_for_what_comes_in_it(kind):
    held: list[Any] = []

    def hold(line, message, down):
        holds = line == 2 and not down and isinstance(message, kind) and not held
        held.extend([message] if holds else [])
        return holds

    room = behind(3, (0, 1, withdrawals(1)), line=Line(hold))
    room.person(1, PersonDone())
    assert not room.devices[1].over
    assert room.devices[1].state.done
    room.host(host_states.From(2, held[0]))
    assert room.devices[1].over
    assert got(room, 1) == {0: withdrawals(1)}
    assert [device.over for device in room.devices] == [False, True, False]


@pytest.mark.parametrize("event", [PersonDone(), Elapsed()])
def test_whoever_is_done_and_waits_no_longer_goes(event):
    room = behind(2, line=Line(lambda line, message, down: isinstance(message, Bundles)))
    room.person(1, PersonDone())
    assert not room.devices[1].over
    room.person(1, event)
    assert room.devices[1].over
    assert len(room.devices[1].stored) == 1


def test_when_the_hosts_person_is_done_all_lines_close_and_nothing_that_came_is_lost():
    gifts = gifts_of_all(3)
    room = behind(3, *gifts)
    room.person(0, PersonDone())
    assert stage(room) is Ended
    for line, device in enumerate(room.devices):
        assert device.over and device.ended is None
        assert got(room, line) == expected(gifts, line, range(3))


class Greedy(Bag):
    """Somebody who always has something more to say."""

    def ready(self):
        return Ready(waiting=True)


def test_somebody_who_always_wants_another_round_gets_64_and_then_it_is_over_for_all():
    line = Line()
    room = gathered(3, bend=line.bend)
    room.devices[1].bag = Greedy()
    meet(room)
    assert [len(device.bag.came) for device in room.devices] == [messages.ROUNDS] * 3 == [64] * 3
    assert all(device.over and len(device.stored) == 2 for device in room.devices)
    assert len(line.of(Round, True)) == 3 * 65
    assert stage(room) is Ended
