"""A circle: a name of my own, a rule for newcomers, and its members. None of it ever travels (spec 17).

Only a rule may be handed on, as a line of text that another person takes over or not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from p2pcard.errors import RuleNotUnderstood

QUARTER: Final = 3  # months
_TEXT: Final = re.compile(r"P2PCARD RULE people=([1-9]) budget=([1-9]) probation=([0-9])")


@dataclass(frozen=True, slots=True)
class Rule:
    """How many separate people must vouch for a newcomer, how many newcomers I take on one person's word in
    a quarter, and for how many quarters a newcomer cannot be marked.
    """

    people: int = 2
    budget: int = 3
    probation: int = 2

    def __str__(self) -> str:
        return f"P2PCARD RULE people={self.people} budget={self.budget} probation={self.probation}"


def read_rule(typed: str) -> Rule:
    """Read the text of a rule; raises RuleNotUnderstood."""
    found = _TEXT.fullmatch(" ".join(typed.split()))
    if not found:
        raise RuleNotUnderstood
    return Rule(*map(int, found.groups()))


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in a circle: since which month, and whether they were there from the start."""

    month: int
    founder: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A rule, and the people I count in by their keys."""

    rule: Rule = Rule()
    people: Mapping[bytes, Place] = field(default_factory=lambda: MappingProxyType({}))


def quarter(month: int) -> int:
    """Return the quarter of the year in which a month is, counted from January 1970."""
    return month // QUARTER
