"""Behind the cards of a meeting, bundles go from everybody to everybody in rounds, until people are done."""

from functools import partial
from itertools import permutations
from typing import Any

import pytest

from p2pcard.core import bundle, crypto
from p2pcard.core.exchange import Done, Elapsed, Ready, StoredNow
from p2pcard.core.meeting import messages, stages
from p2pcard.core.meeting.events import StayNow
from p2pcard.core.meeting.messages import Bundles, Dones, Round, Want
from p2pcard.core.meeting.stages import Bundling, Ended, Late, Wanting
from p2pcard.errors import CannotOpen
from tests import crowd
from tests.bags import Bag, withdrawal, withdrawals
from tests.peers import room_of

SMALL, LARGE = bundle.SMALL + 16, bundle.LARGE + 16


class Line:
    """Notes every message of the rounds, and lets those through that a test does not hold back."""

    def __init__(self, hold=lambda line, message, down: False):
        self.hold = hold
        self.said: list[Any] = []

    def bend(self, line, message, down):
        if isinstance(message, Want | Round | Bundles):
            self.said.append((line, message, down))
        return () if self.hold(line, message, down) else (message,)

    def of(self, kind, down):
        """Who said, or was told, what of a kind, in order."""
        return [
            (line, message) for line, message, way in self.said if isinstance(message, kind) and way is down
        ]


def behind(count, *gifts, line=None, **options):
    """A room behind the cards; a gift is (from, to, items), and is there when the device is first asked."""
    room = room_of(count, bend=line.bend if line else None, **options)
    for giver, receiver, items in gifts:
        room.give(giver, receiver, *items)
    room.start()
    assert crowd.careful(room)
    return room


def gifts_of_all(count):
    """Something else from each to each of the others."""
    pairs = permutations(range(count), 2)
    return [(one, other, [withdrawal(100 * one + other)]) for one, other in pairs]


def got(room, line):
    """What came to somebody, by the line of who sent it."""
    lines = {device.key: number for number, device in enumerate(room.devices)}
    return {lines[person]: items for person, items in room.devices[line].bag.got().items()}


def stage(room):
    return type(room.relay)


def expected(gifts, line, senders):
    return {giver: items for giver, receiver, items in gifts if receiver == line and giver in senders}


# Rounds


def test_in_each_round_everybody_sends_to_everybody_whether_they_have_something_or_not():
    line = Line()
    room = behind(4, (1, 2, withdrawals(3)), line=line)
    for number in range(2):
        assert sorted(each for each, _ in line.of(Bundles, False)) == [0, 1, 2, 3]
        assert sorted(each for each, _ in line.of(Bundles, True)) == [0, 1, 2, 3]
        assert {len(message.boxes) for _, message, _ in line.said if isinstance(message, Bundles)} == {3}
        boxes = [box for _, message in line.of(Bundles, False) for box in message.boxes]
        assert {len(box) for box in boxes} == {SMALL}
        assert len(set(boxes)) == 12  # also where nothing is in them
        assert {device.state.round for device in room.devices} == {number + 1}
        line.said.clear()
        if number == 0:
            room.give(3, 0, withdrawal(7))
            room.ready(3)


def test_behind_the_receipts_every_device_asks_for_one_round_and_for_no_more_while_it_has_nothing():
    line = Line()
    room = behind(3, line=line)
    assert sorted(each for each, _ in line.of(Want, False)) == [0, 1, 2]
    for number in range(3):
        room.ready(number)
    assert len(line.of(Want, False)) == 3
    assert [device.bag.came for device in room.devices] == [
        [{other.key: bundle.fill((), bundle.SMALL)[0] for other in room.devices if other is not device}]
        for device in room.devices
    ]
    assert all(device.last(StayNow) and not device.over for device in room.devices)


@pytest.mark.parametrize("large", [False, True])
def test_a_round_has_one_size_for_all_and_is_large_if_anybody_needs_it(large):
    line = Line()
    room = behind(3, (2, 0, withdrawals(15 if large else 14)), (1, 0, withdrawals(1)), line=line)
    size = bundle.LARGE if large else bundle.SMALL
    assert {message for _, message in line.of(Round, True)} == {Round(int(large))}
    assert [device.bag.sizes for device in room.devices] == [[size]] * 3
    boxes = {len(box) for _, message, _ in line.said if isinstance(message, Bundles) for box in message.boxes}
    assert boxes == {size + crypto.TAG_SIZE}
    room.give(0, 1, withdrawal(1))
    room.ready(0)
    assert [device.bag.sizes for device in room.devices] == [[size, bundle.SMALL]] * 3


def test_what_does_not_fit_goes_in_the_rounds_behind():
    room = behind(2, (0, 1, withdrawals(250)))
    assert room.devices[0].bag.sizes == [bundle.LARGE] * 3
    assert got(room, 1) == {0: withdrawals(250)}


@pytest.mark.parametrize("count", [2, 5])
def test_what_is_sent_reaches_the_one_it_is_for_and_nobody_else(count):
    gifts = gifts_of_all(count)
    room = behind(count, *gifts)
    for line in range(count):
        assert got(room, line) == expected(gifts, line, range(count))
    assert not any(any(device.bag.items.values()) for device in room.devices)


def test_nobody_can_open_what_is_for_another():
    line = Line()
    room = behind(4, *gifts_of_all(4), line=line)
    runs = [device.state.run for device in room.devices]
    opened = 0
    for sender, message in line.of(Bundles, False):
        mine = runs[sender].position
        for place, box in zip(runs[sender].others(range(4)), message.boxes, strict=True):
            way = runs[sender].transcript.bundle_key(runs[sender].shared[place], mine, place)
            opened += crypto.unseal(way, bytes(12), box).startswith(b"\x00\x25\x01\x20\x00\x21\x02")
            back = runs[sender].transcript.bundle_key(runs[sender].shared[place], place, mine)
            thirds = [run for run in runs if run.position not in (mine, place)]
            keys = [run.transcript.bundle_key(each, mine, place) for run in thirds for each in run.shared]
            for key in (*keys, back):
                with pytest.raises(CannotOpen):
                    crypto.unseal(key, bytes(12), box)
            assert len(keys) == 8
    assert opened == 12


def test_a_bundle_for_somebody_whose_card_did_not_come_is_empty_and_theirs_is_left_unread():
    def bend(line, message, down):
        robbed = line == 1 and down and isinstance(message, messages.Boxes)
        return (messages.Boxes((messages.NO_BOX, *message.boxes[1:])),) if robbed else (message,)

    gifts = gifts_of_all(3)
    room = room_of(3, bend=bend)
    for giver, receiver, items in gifts:
        room.give(giver, receiver, *items)
    room.start()
    crowd.careful(room)
    run = room.devices[1].state.run
    places = {device.state.run.position: line for line, device in enumerate(room.devices)}
    unknown = places[run.others(run.everybody)[0]]
    (known,) = {0, 1, 2} - {1, unknown}
    assert len(room.devices[1].last(StoredNow).missing) == 1
    assert room.devices[1].bag.here == (b"", room.devices[known].key)
    assert got(room, 1) == expected(gifts, 1, {known})
    assert got(room, unknown) == expected(gifts, unknown, {known})
    assert got(room, known) == expected(gifts, known, {1, unknown})


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
    room = room_of(4, bend=bend)
    for giver, receiver, items in gifts:
        room.give(giver, receiver, *items)
    room.start()
    crowd.careful(room)
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
    room.host(Late())
    assert [got(room, each) for each in (0, 1)] == [expected(gifts, each, {0, 1}) for each in (0, 1)]
    assert got(room, 2) == expected(gifts, 2, {0, 1})
    assert room.devices[2].state.round == 1  # and it goes on with the others


# Being done


def test_whoever_is_done_between_the_rounds_goes_at_once_and_the_others_go_on():
    room = behind(3)
    room.person(1, Done())
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
    room.person(1, Done())
    assert not room.devices[1].over
    assert room.devices[1].state.done
    room.host(stages.From(2, held[0]))
    assert room.devices[1].over
    assert got(room, 1) == {0: withdrawals(1)}
    assert [device.over for device in room.devices] == [False, True, False]


@pytest.mark.parametrize("event", [Done(), Elapsed()])
def test_whoever_is_done_and_waits_no_longer_goes(event):
    room = behind(2, line=Line(lambda line, message, down: isinstance(message, Bundles)))
    room.person(1, Done())
    assert not room.devices[1].over
    room.person(1, event)
    assert room.devices[1].over
    assert len(room.devices[1].stored) == 1


def test_when_the_hosts_person_is_done_all_lines_close_and_nothing_that_came_is_lost():
    gifts = gifts_of_all(3)
    room = behind(3, *gifts)
    room.person(0, Done())
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
    room = room_of(3, bend=line.bend)
    room.devices[1].bag = Greedy()
    room.start()
    assert crowd.careful(room)
    assert [len(device.bag.came) for device in room.devices] == [messages.ROUNDS] * 3 == [64] * 3
    assert all(device.over and len(device.stored) == 2 for device in room.devices)
    assert len(line.of(Round, True)) == 3 * 65
    assert stage(room) is Ended
