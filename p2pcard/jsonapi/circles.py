"""Answers about circles as plain values (docs/json.md)."""

from collections.abc import Iterable, Mapping

from p2pcard.core.book.admission import Admission
from p2pcard.core.book.book import Contact
from p2pcard.core.book.circles import Circle, Rule
from p2pcard.core.formats import calendar
from p2pcard.jsonapi.values import Json


def answer_circle(name: str, circle: Circle) -> dict[str, Json]:
    """Answer with one circle."""
    return {"circle": write_circle(name, circle)}


def answer_circles(circles: Iterable[tuple[str, Circle]]) -> dict[str, Json]:
    """Answer with several circles, each with its name."""
    return {"circles": [write_circle(*each) for each in circles]}


def answer_left(name: str, forgotten: int) -> dict[str, Json]:
    """Answer which circle I left, and how many people are forgotten with it."""
    return {"left": {"name": name, "forgotten": forgotten}}


def answer_checks(contact: Contact, checks: Mapping[str, Admission]) -> dict[str, Json]:
    """Answer whether somebody meets the rules of circles, by their names."""
    written = [{"circle": name, **write_check(check)} for name, check in checks.items()]
    return {"person": contact.key.hex(), "checks": written}


def write_check(check: Admission) -> dict[str, Json]:
    """Return whether somebody meets a circle's rule, and why."""
    return {
        "meets": check.met,
        "have": check.have,
        "need": check.need,
        "own": check.own,
        "counted_in": calendar.write(check.place.month) if check.place else None,
        "founder": check.place is not None and check.place.founder,
        "renew": check.renew,
        "revoked": check.revoked,
        "spent": [key.hex() for key in check.spent],
        "through_spent": check.through_spent,
        "new": [key.hex() for key in check.new],
        "bound": [
            {"by": key.hex(), "others": [each.hex() for each in others]} for key, others in check.bound
        ],
    }


def write_circle(name: str, circle: Circle) -> dict[str, Json]:
    """Return a circle: its name, its rule, and the ids of the people I count in."""
    return {
        "name": name,
        "rule": write_rule(circle.rule),
        "people": sorted(key.hex() for key in circle.people),
    }


def write_rule(rule: Rule) -> dict[str, Json]:
    """Return a circle's rule, and the line by which it is handed on."""
    return {"people": rule.people, "budget": rule.budget, "probation": rule.probation, "text": str(rule)}
