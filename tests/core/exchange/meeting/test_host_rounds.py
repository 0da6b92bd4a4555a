"""The rounds of bundles at the host: how each begins and ends, and when the room rests between two."""

from dataclasses import replace
from itertools import chain
from typing import Any

import pytest

from p2pcard.core.exchange.meeting import host, host_rounds, messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.host_states import (
    Bundling,
    Ended,
    From,
    Late,
    Left,
    Lines,
    Pause,
    Tell,
    Wanting,
)
from p2pcard.core.exchange.meeting.messages import Bundles, Round, Want
from tests.recorded import HEARD, WANTS

relay_step: Any = host.step


LINES = WANTS.lines
PLACES = {line: place for place, line in enumerate(LINES.order)}

HAD = Bundles((bytes(528),) * 2)


def played(state, *events):
    """The stage behind some events, and everything that was told, by line."""
    told: dict[int, list[Any]] = {}
    pauses = []
    for event in events:
        state, effects = relay_step(state, event)
        for effect in effects:
            if isinstance(effect, Tell):
                told.setdefault(effect.line, []).append(effect.message)
            pauses += [effect.seconds] if isinstance(effect, Pause) else []
    return state, told, pauses


STAGES = {
    "for the first round": WANTS,
    "in a round": played(WANTS, Late())[0],
    "between two rounds": played(WANTS, Late(), Late())[0],
}


def test_from_the_eighth_round_on_the_room_rests_before_another_one_longer_and_longer():
    rests = {number: rest_behind(number) for number in (1, 7, 8, 15, 16, 63)}
    assert rests == {1: 0, 7: 0, 8: 1, 15: 1, 16: 2, 63: 7}


def rest_behind(number):
    """How long the room rests behind the round of a number, though somebody wants another one."""
    begun = Bundling(LINES, WANTS.staying, 0, {}, {1: 1}, number)
    state, told, pauses = played(begun, *(From(line, HAD) for line in range(3)))
    if type(state) is Bundling:
        assert pauses == [5, 30]
        return 0
    assert (state.rests, state.had) == (True, {1: 1})
    state, more, _ = played(state, From(0, Want(0)), Left(2))  # nothing of this ends the rest
    assert type(state) is Wanting
    assert not any(isinstance(each, Round) for each in chain(*told.values(), *more.values()))
    state, told, _ = played(state, Late())
    assert (state, told[0]) == (Bundling(state.lines, WANTS.staying, 1, {}, {}, number + 1), [Round(1)])
    return pauses[-1]


def test_a_rest_in_which_nobody_wants_anything_begins_no_round():
    begun = Bundling(LINES, WANTS.staying, 0, {}, {}, 8)
    state, _, pauses = played(begun, *(From(line, HAD) for line in range(3)), Late())
    assert (state, pauses) == (Wanting(LINES, WANTS.staying, {}, number=8), [5, 1])
    assert type(played(state, From(1, Want(0)))[0]) is Bundling


def test_the_first_round_waits_for_all_and_takes_the_largest_size():
    state, told, _ = played(WANTS, From(0, Want(0)), From(2, Want(1)))
    assert (type(state), told) == (Wanting, {})
    state, told, pauses = played(state, From(1, Want(0)))
    assert isinstance(state, Bundling)
    assert (told, pauses) == ({line: [Round(1)] for line in range(3)}, [host_rounds.BUNDLES_TIME])


def test_behind_the_receipts_the_host_waits_10_seconds_for_devices_and_30_for_their_bundles():
    state, effects = host_rounds.begin(LINES, WANTS.staying)
    assert state == WANTS
    assert effects == (Pause(10),)
    assert host_rounds.BUNDLES_TIME == 30


def test_a_later_round_begins_as_soon_as_anybody_wants_it_and_there_is_no_time_for_it():
    state, _, _ = played(WANTS, Late(), *(From(line, HAD) for line in range(3)))
    assert state == Wanting(LINES, WANTS.staying, {}, number=1)
    assert relay_step(state, Late()) == (state, ())
    assert relay_step(state, Left(2))[0] == replace(state, lines=LINES.without((PLACES[2],)))
    state, told, _ = played(state, From(1, Want(1)))
    assert (type(state), told) == (Bundling, {line: [Round(1)] for line in range(3)})


def test_who_wants_another_round_in_a_round_gets_it_behind():
    state, told, pauses = played(WANTS, Late(), From(1, Want(1)), *(From(line, HAD) for line in range(3)))
    assert state == Bundling(LINES, WANTS.staying, 1, {}, {}, 2)
    assert [[type(each) for each in told[line]] for line in range(3)] == [[Round, Bundles, Round]] * 3
    assert told[0][-1] == Round(1)
    assert pauses == [30, 5, 30]


def test_boxes_of_one_who_left_behind_sending_them_are_handed_out_and_a_silent_ones_are_zeros():
    mine = {line: Bundles((bytes((line,)) * 528, bytes((line + 8,)) * 528)) for line in range(3)}
    state, told, _ = played(WANTS, Late(), From(2, mine[2]), Left(2), From(0, mine[0]), Late(), Late())
    assert isinstance(state, Wanting)
    assert 2 not in {line for line, each in told.items() if any(isinstance(m, Bundles) for m in each)}
    for line in (0, 1):
        others = [place for place in range(3) if place != PLACES[line]]
        boxes = dict(zip(others, told[line][-1].boxes, strict=True))
        for other, box in boxes.items():
            sender = LINES.order[other]
            rank = [place for place in range(3) if place != other].index(PLACES[line])
            assert box == (bytes(528) if sender == 1 else mine[sender].boxes[rank])


@pytest.mark.parametrize("bundling", [False, True])
def test_when_nobody_is_left_nothing_more_is_told(bundling):
    begun = [Late()] if bundling else []
    state, _, _ = played(WANTS, *begun)
    _, told, pauses = played(state, Left(1), Left(2), Left(0), Late(), From(1, Want(0)))
    assert (told, pauses) == ({}, [host_rounds.FEW_TIME] if bundling else [])
    empty = replace(state, lines=LINES.without(range(3)))
    assert played(empty, Late())[1:] == ({}, [])


@pytest.mark.parametrize("boxes", [0, 1, 3])
def test_a_member_who_sends_another_number_of_boxes_counts_as_gone(boxes):
    state, _, _ = played(WANTS, Late())
    sent = Bundles((bytes(528),) * boxes)
    assert relay_step(state, From(1, sent)) == relay_step(state, Left(1))


@pytest.mark.parametrize("again", [HAD, Bundles((bytes(528), bytes(9)))])
def test_boxes_that_come_twice_in_one_round_change_nothing(again):
    state, _, _ = played(WANTS, Late(), From(1, HAD))
    assert relay_step(state, From(1, again)) == (state, ())


@pytest.mark.parametrize("size", [0, 527, 529, 4112])
def test_a_member_who_sends_a_box_of_another_size_counts_as_gone(size):
    state, _, _ = played(WANTS, Late())
    sent = Bundles((bytes(528), bytes(size)))
    assert relay_step(state, From(1, sent)) == relay_step(state, Left(1))
    assert relay_step(state, From(1, HAD)) != relay_step(state, Left(1))


@pytest.mark.parametrize("state", STAGES.values(), ids=STAGES)
def test_when_the_hosts_own_device_leaves_or_counts_as_gone_the_run_is_over_in_every_stage(state):
    assert relay_step(state, Left(0)) == (Ended(), ())
    assert relay_step(state, From(0, messages.Abort(Why.STOPPED))) == (Ended(), ())


def test_where_the_hosts_own_device_is_gone_already_there_are_no_rounds():
    assert host_rounds.begin(LINES.without((PLACES[0],)), WANTS.staying) == (Ended(), ())
    assert isinstance(host_rounds.begin(LINES.without((PLACES[1],)), WANTS.staying)[0], Wanting)


@pytest.mark.parametrize("state", STAGES.values(), ids=STAGES)
def test_what_comes_late_from_a_slow_device_changes_nothing(state):
    done = replace(HEARD[messages.Receipt], position=PLACES[1])
    assert relay_step(state, From(1, done)) == (state, ())
    if isinstance(state, Wanting):
        assert relay_step(state, From(1, HAD)) == (state, ())


@pytest.mark.parametrize("sizes", [(0, 1), (1, 0), (1, 1), (0, 0)])
@pytest.mark.parametrize("state", STAGES.values(), ids=STAGES)
def test_of_what_one_member_wants_the_larger_counts(state, sizes):
    others = [From(line, Want(0)) for line in (0, 2)]
    boxes = [From(line, HAD) for line in range(3)] if isinstance(state, Bundling) else []
    wants = [From(1, Want(size)) for size in sizes]
    _, told, _ = played(state, *wants, *boxes, *others)
    if state is STAGES["between two rounds"]:  # where one is enough
        assert told[0] == [Round(sizes[0])]
    else:
        assert told[0][-1] == Round(max(sizes))


@pytest.mark.parametrize(("missing", "waits"), [(3, []), (2, [host_rounds.FEW_TIME])])
def test_the_last_few_are_a_quarter_of_those_who_are_there(missing, waits):
    lines, staying = Lines(tuple(range(9)), 0, frozenset()), tuple(range(9))
    boxes = Bundles((bytes(528),) * 8)
    before = Bundling(lines, staying, 0, dict.fromkeys(range(8 - missing), boxes.boxes), {}, 1)
    _, told, pauses = played(before, From(8 - missing, boxes))
    assert (told, pauses) == ({}, waits)
    assert (host_rounds.FEW_TIME, host_rounds.WANTS_TIME) == (5, 10)
