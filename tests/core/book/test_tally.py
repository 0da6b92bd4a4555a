"""A count begins anew with each period."""

from p2pcard.core.book.tally import Tally


def test_a_count_grows_in_its_period_and_begins_anew_in_another():
    twice = Tally().add(7).add(7)
    assert twice == Tally(7, 2)
    assert [twice.in_period(period) for period in (6, 7, 8)] == [0, 2, 0]
    assert twice.add(8) == Tally(8, 1)
    assert twice.add(6) == Tally(6, 1)


def test_of_a_period_that_is_over_nothing_is_left():
    tally = Tally(7, 2)
    assert [tally.since(period) for period in (6, 7, 8)] == [tally, tally, Tally()]


def test_a_count_of_a_period_that_has_not_come_is_one_of_this_period():
    assert [Tally(7, 2).until(period) for period in (6, 7, 8)] == [Tally(6, 2), Tally(7, 2), Tally(7, 2)]
