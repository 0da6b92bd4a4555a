"""From whom a host hears in each stage, and how much at most."""

import pytest

from p2pcard.core.channel import MESSAGE_LIMIT
from p2pcard.core.meeting.messages import MOST, Join, Keys
from p2pcard.core.meeting.stages import (
    FEW_BYTES,
    SOME_BYTES,
    Bundling,
    Confirming,
    Ended,
    Gathering,
    Keying,
    Lines,
    Opening,
    Receipting,
    Sealing,
    Wanting,
    hears,
    size_limit,
)

LINES = Lines((4, 7, 9), 0, frozenset((1,)))  # the second in the list, on line 7, is gone
ALL = (0, 1, 2)
RUNNING = (
    Opening(LINES, 0, {}),
    Sealing(LINES, 0, {}),
    Confirming(LINES, ALL, {}),
    Keying(LINES, ALL, {}),
    Receipting(LINES, ALL, {}),
)
BEHIND = (Wanting(LINES, ALL, {}), Bundling(LINES, ALL, 0, {}, {}))


def test_while_people_gather_only_those_are_heard_who_joined_and_they_have_little_to_say():
    state = Gathering({4: Join(bytes(32), digits=False, large=False)})
    assert [line for line in range(10) if hears(state, line)] == [4]
    assert size_limit(state) == FEW_BYTES
    assert len(bytes(state.joined[4])) < FEW_BYTES


@pytest.mark.parametrize("state", RUNNING + BEHIND, ids=lambda state: type(state).__name__)
def test_in_a_run_those_of_the_list_are_heard_who_are_still_there(state):
    assert [line for line in range(10) if hears(state, line)] == [4, 9]
    assert size_limit(state) == (SOME_BYTES if state in RUNNING else MESSAGE_LIMIT)


def test_the_keys_for_the_largest_room_are_within_the_bound():
    assert len(bytes(Keys((bytes(48),) * (MOST - 1)))) < SOME_BYTES


def test_once_it_has_ended_no_line_is_closed_before_what_was_sent_on_it_is_out():
    assert hears(Ended(), 7)
