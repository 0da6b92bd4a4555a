"""An introduction: "I would like you to know somebody of this name", by one contact to another (spec 15.4).

It names one person to another and holds nobody's key but the receiver's. Both
receive one with the same number, and only when both agreed do their cards move.
It is not a vouch, and no route leads through it.
"""

from dataclasses import dataclass
from typing import Final

from p2pcard.core.formats import calendar, crypto, text, wire
from p2pcard.core.statements import statement
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.errors import Malformed

NUMBER_SIZE: Final = 16
LIFE: Final = 1  # until the end of the next month

_TO, _NAME, _MONTH, _UNTIL, _NUMBER = range(1, 6)
_KNOWN: Final = range(6)


@dataclass(frozen=True, slots=True)
class Introduction:
    """The fields of an introduction: `name` is that of the other one, `number` 16 bytes that both share."""

    by: bytes
    to: bytes
    name: str
    month: int
    until: int
    number: bytes


def write(to: bytes, name: str, month: int, number: bytes, seed: bytes) -> Statement:
    """Offer somebody of this name to the owner of a key; `number` has 16 bytes."""
    fields: dict[int, wire.Value] = {
        _TO: to,
        _NAME: text.name(name),
        _MONTH: month,
        _UNTIL: month + LIFE,
        _NUMBER: number,
    }
    return statement.make(Kind.INTRODUCTION, fields, seed)


def read(found: Statement, rules: text.Rules = text.STRICT) -> Introduction:
    """Read the fields of an introduction; raises Malformed, NewerVersion or what `rules` raise."""
    fields = found.fields_as(Kind.INTRODUCTION, _KNOWN)
    introduction = Introduction(
        by=found.author,
        to=wire.octets(fields, _TO, crypto.KEY_SIZE),
        name=rules.name(wire.take(fields, _NAME, str)),
        month=wire.take(fields, _MONTH, int),
        until=wire.number(fields, _UNTIL, calendar.MONTH_LIMIT),
        number=wire.octets(fields, _NUMBER, NUMBER_SIZE),
    )
    wire.nothing_empty(fields, _KNOWN, _MONTH)
    if not (introduction.to and introduction.number and introduction.until):
        raise Malformed("an introduction: its recipient, number or last month is missing")
    if introduction.to == introduction.by:
        raise Malformed("an introduction: to its own author")
    if not introduction.month <= introduction.until <= introduction.month + LIFE:
        raise Malformed("an introduction: its months")
    return introduction
