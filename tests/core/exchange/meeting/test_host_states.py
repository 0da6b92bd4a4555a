"""Which members a host hears in each state, and how much at most."""

import pytest

from p2pcard.core.exchange.channel import MESSAGE_LIMIT
from p2pcard.core.exchange.meeting.host_states import (
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
    handed_out,
    hears,
    size_limit,
)
from p2pcard.core.exchange.meeting.messages import MOST, Join, Keys

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


def test_each_gets_of_every_other_the_box_that_is_for_them():
    staying = (0, 2, 5)
    had = {
        sender: tuple(b"%d for %d" % (sender, each) for each in staying if each != sender)
        for sender in (0, 5)
    }
    assert dict(handed_out(had, staying, b"nothing")) == {
        0: (b"nothing", b"5 for 0"),
        2: (b"0 for 2", b"5 for 2"),
        5: (b"0 for 5", b"nothing"),
    }
