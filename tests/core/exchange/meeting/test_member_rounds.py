"""Behind the cards of a meeting, bundles go from everybody to everybody in rounds, until people are done."""

import pytest

from p2pcard.core.exchange.events import Busy, StoredNow
from p2pcard.core.exchange.meeting import messages
from p2pcard.core.exchange.meeting.events import StayNow
from p2pcard.core.exchange.meeting.messages import Bundles, Round, Want
from p2pcard.core.formats import crypto
from p2pcard.core.statements import bundle
from p2pcard.errors import CannotOpen
from tests.bags import withdrawal, withdrawals
from tests.gifts import Line, behind, expected, gathered, gifts_of_all, got, meet

SMALL = bundle.SMALL + crypto.TAG_SIZE


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


def test_whoever_begins_something_asks_for_a_round_so_that_the_time_begins_anew_for_all():
    line = Line()
    room = behind(3, line=line)
    room.person(1, Busy())
    assert line.of(Want, False)[3:] == [(1, Want(0))]
    assert [device.state.round for device in room.devices] == [2, 2, 2]
    assert all(set(device.bag.came[1]) == set(device.bag.came[0]) for device in room.devices)


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


def test_a_bundle_for_somebody_whose_card_the_book_refused_is_empty_and_theirs_is_left_unread():
    gifts = gifts_of_all(3)
    room = gathered(3, *gifts)
    room.devices[1].refuses = (room.devices[2].key,)
    meet(room)
    assert sorted(room.devices[1].bag.here) == [b"", room.devices[0].key]
    assert [got(room, line) for line in range(3)] == [
        expected(gifts, 0, {1, 2}), expected(gifts, 1, {0}), expected(gifts, 2, {0}),
    ]  # fmt: skip


def test_a_bundle_for_somebody_whose_card_did_not_come_is_empty_and_theirs_is_left_unread():
    def bend(line, message, down):
        robbed = line == 1 and down and isinstance(message, messages.Boxes)
        return (messages.Boxes((messages.NO_BOX, *message.boxes[1:])),) if robbed else (message,)

    gifts = gifts_of_all(3)
    room = behind(3, *gifts, bend=bend)
    run = room.devices[1].state.run
    places = {device.state.run.position: line for line, device in enumerate(room.devices)}
    unknown = places[run.others(run.everybody)[0]]
    (known,) = {0, 1, 2} - {1, unknown}
    assert len(room.devices[1].last(StoredNow).missing) == 1
    assert room.devices[1].bag.here == (b"", room.devices[known].key)
    assert got(room, 1) == expected(gifts, 1, {known})
    assert got(room, unknown) == expected(gifts, unknown, {known})
    assert got(room, known) == expected(gifts, known, {1, unknown})
