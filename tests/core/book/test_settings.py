"""What a person chose, and the months of which a device does not know what was vouched in them."""

import pytest

from p2pcard.core.book.settings import Lost, Retention, Settings


def test_where_nothing_was_chosen_others_vouches_are_remembered_for_two_months_and_nothing_is_lost():
    chosen = Settings()
    assert (chosen.language, chosen.retention, chosen.words_known) == ("", Retention.TWO_MONTHS, False)
    assert (chosen.through_others.count, chosen.lost.months(5, 4)) == (0, Lost(5, 4))


@pytest.mark.parametrize(
    ("since", "until", "whole"),
    [(3, 5, (3, 9)), (8, 12, (7, 12)), (7, 9, (7, 9)), (8, 8, (7, 9)), (3, 12, (3, 12))],
)
def test_months_that_are_lost_once_more_make_the_time_longer_and_never_shorter(since, until, whole):
    lost = Lost(restored=9, times=2).months(7, 9)
    assert lost == Lost(7, 9, 9, 2)
    assert lost.months(since, until) == Lost(whole[0], whole[1], 9, 2)
