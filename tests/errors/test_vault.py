"""A refusal about the clock leads to where the month is said, with the clock's own where it may be right."""

from p2pcard.errors import ClockAhead, ClockNotSet
from p2pcard.errors.next_step import SayMonth


def test_a_clock_that_may_be_right_is_proposed_and_one_that_was_never_set_is_not():
    ahead = ClockAhead(696, 682, "2028-01")
    assert (ahead.next, ahead.values) == (SayMonth("2028-01"), {"clock": 696, "saved_in": 682})
    assert ClockNotSet(0).next == SayMonth()
