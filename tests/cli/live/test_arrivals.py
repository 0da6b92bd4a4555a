"""The host's screen stays readable, however many come in and go before the start."""

import pytest

from p2pcard.cli.live.arrivals import EACH, TOGETHER, Arrivals


def said(moves):
    """What the host's screen says of these comings (True) and goings (False)."""
    arrivals = Arrivals()
    return [line for here in moves for line in arrivals.lines(here=here)]


def test_each_of_the_first_has_a_line():
    assert said([True, False, True]) == ["Somebody came in.", "Somebody is gone again.", "Somebody came in."]
    assert len(said([True] * EACH)) == EACH


def test_behind_them_several_share_a_line_and_nobody_is_left_out_of_the_count():
    assert said([True] * (EACH + TOGETHER))[EACH:] == ["10 more came in."]
    assert said([True] * EACH + [True, False] * 5)[EACH:] == ["5 more came in.", "5 are gone again."]
    assert said([True] * (EACH + TOGETHER - 1))[EACH:] == []


@pytest.mark.parametrize(("moves", "lines"), [(249, 23), (300, 23), (10_000, 39)])
def test_a_flood_of_people_takes_few_lines(moves, lines):
    assert len(said([True] * moves)) == lines
    assert len(said([True, False] * (moves // 2))) == EACH + 2 * (lines - EACH)  # both have a line
