"""The rule of a circle is a line that is read back or not understood, and a quarter has three months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.book import circles
from p2pcard.core.book.circles import Circle, Rule
from p2pcard.errors import (
    RuleNotUnderstood,
)
from tests.peers import MONTH


def test_a_rule_is_a_line_that_is_read_back():
    rules = [Rule(), Rule(1, 1, 0), Rule(9, 9, 9)]
    assert [str(rule) for rule in rules] == [
        "P2PCARD RULE people=2 budget=3 probation=2",
        "P2PCARD RULE people=1 budget=1 probation=0",
        "P2PCARD RULE people=9 budget=9 probation=9",
    ]
    assert [circles.read_rule(f"\t{rule}\r\n".replace(" ", "  ")) for rule in rules] == rules
    assert (Circle().rule, dict(Circle().people)) == (Rule(), {})


@given(st.integers(-1, 11), st.integers(-1, 11), st.integers(-1, 11))
def test_a_rule_beyond_its_limits_is_not_understood(people, budget, probation):
    rule = Rule(people, budget, probation)
    if 1 <= people <= 9 and 1 <= budget <= 9 and 0 <= probation <= 9:
        assert circles.read_rule(str(rule)) == rule
    else:
        with pytest.raises(RuleNotUnderstood):
            circles.read_rule(str(rule))


@pytest.mark.parametrize(
    "typed", ["", "P2PCARD RULE", "people=2 budget=3 probation=2", f"{Rule()}.", f"{Rule()} {Rule()}"]
)
def test_a_rule_with_less_or_more_is_not_understood(typed):
    with pytest.raises(RuleNotUnderstood):
        circles.read_rule(typed)


def test_a_quarter_has_three_months():
    first = circles.quarter(MONTH - MONTH % 12)
    assert [circles.quarter(MONTH - MONTH % 12 + later) - first for later in range(12)] == [
        0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3,
    ]  # fmt: skip
