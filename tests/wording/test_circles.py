"""Circles in sentences: how many are in them, what their rules ask, and what became of them."""

import pytest

from p2pcard.cli.next_steps import command
from p2pcard.core.book.circles import Circle, Place, Rule
from p2pcard.wording import circles
from tests.peers import MONTH
from tests.vouchers import key_of, met

STAYS = "What you vouched stays until it runs out. To take it back: p2pcard withdraw NAME"


@pytest.mark.parametrize(
    ("names", "line"), [((), "0 people"), (("Ana",), "1 person"), (("Ana", "Bo"), "2 people")]
)
def test_a_circle_is_told_with_how_many_are_in_it(names, line):
    counted_in = {key_of(name): Place(MONTH) for name in names}
    assert circles.circle_line("street", Circle(people=counted_in)) == f"street: {line}"


def test_where_there_is_no_circle_the_place_is_named_where_one_is_begun():
    assert circles.no_circle(command) == "You have no circle. Begin one: p2pcard circle new NAME"


def test_who_is_in_it_is_told_by_the_name_on_their_card():
    assert circles.counted_in(met("Ana").contacts[key_of("Ana")]) == "Ana is counted in."
    assert circles.begun("street") == "The circle “street” is there. Only you know of it."


@pytest.mark.parametrize(
    ("forgotten", "told"),
    [(None, []), (0, ["0 people are forgotten."]), (1, ["1 person is forgotten."])],
)
def test_who_was_forgotten_with_a_circle_is_told_only_if_that_was_asked_for(forgotten, told):
    lines = [*circles.left("street", forgotten, command)]
    assert lines == ["You left “street”. Nobody is told.", *told, STAYS]


def test_a_rule_is_told_number_by_number_and_as_the_line_that_is_handed_on():
    assert circles.rule_lines(Rule(2, 1, 3)) == (
        "A newcomer needs 2 people who vouch for them and do not depend on each other.",
        "On one person's word you take 1 newcomer in a quarter of a year.",
        "You cannot count a newcomer's own word for 3 quarters of a year.",
        "To hand this rule on, send the line: P2PCARD RULE people=2 budget=1 probation=3",
    )
    assert circles.rule_lines(Rule(1, 2, 1))[:3] == (
        "A newcomer needs 1 person who vouches for them.",
        "On one person's word you take 2 newcomers in a quarter of a year.",
        "You cannot count a newcomer's own word for 1 quarter of a year.",
    )
