"""Circles as programs are told of them."""

from p2pcard.core.book.circles import Circle, Place, Rule
from p2pcard.jsonapi import circles
from tests.peers import MONTH
from tests.schema import fits
from tests.vouchers import key_of

PEOPLE = {key_of(name): Place(MONTH) for name in ("Bo", "Ana")}
STREET = Circle(Rule(2, 1, 3), PEOPLE)


def test_a_circle_is_told_with_its_people_in_one_order_and_the_line_of_its_rule():
    told = circles.answer_circle("street", STREET)
    assert fits("answer-circle-new", told)
    assert told == {
        "circle": {
            "name": "street",
            "rule": {
                "people": 2,
                "budget": 1,
                "probation": 3,
                "text": "P2PCARD RULE people=2 budget=1 probation=3",
            },
            "people": sorted(key.hex() for key in PEOPLE),
        }
    }


def test_all_circles_are_told_in_the_order_given():
    told = circles.answer_circles([("b", STREET), ("a", Circle())])
    assert fits("answer-circle", told)
    assert told == {"circles": [circles.write_circle("b", STREET), circles.write_circle("a", Circle())]}
    assert circles.answer_circles([]) == {"circles": []}


def test_what_was_left_is_told_with_how_many_were_forgotten():
    told = circles.answer_left("street", 3)
    assert fits("answer-circle-leave", told)
    assert told == {"left": {"name": "street", "forgotten": 3}}
