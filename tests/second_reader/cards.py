"""Statements and cards: sections 4 and 5."""

from dataclasses import dataclass
from typing import Any

from tests.second_reader import curve, fields, lines
from tests.second_reader.basics import Refusal, demand, digest

KINDS = {1: "card", 2: "vouch", 3: "acceptance", 4: "introduction", 5: "revocation"}
NAMES = {
    0: "key",
    1: "sequence",
    2: "month",
    3: "name",
    4: "channels",
    5: "until",
    6: "organisation",
    7: "role",
    8: "offers",
    9: "languages",
    10: "keys",
    11: "exchange",
    12: "printable",
    13: "support",
    14: "series",
}


@dataclass(frozen=True)
class Statement:
    """What one person signed, as it came."""

    raw: bytes
    author: bytes
    body: list[tuple[int, Any]]
    id: bytes


@dataclass(frozen=True)
class Card:
    """A statement of kind 1, with its fields by name."""

    statement: Statement
    fields: dict[str, Any]

    @property
    def key(self):
        return self.statement.author

    @property
    def raw(self):
        return self.statement.raw

    @property
    def series(self):
        return self.fields.get("series", 0)


def read_statement(raw):
    demand(len(raw) <= 2048, "TooLarge")
    demand(len(raw) >= 102, "Malformed")
    demand(raw[0] == 1, "NewerVersion")
    demand(raw[1] in KINDS, "NewerVersion")
    body, signature = raw[2:-64], raw[-64:]
    start = 3 if body[0] == 0xDE else 1
    demand(body[start : start + 3] == b"\x00\xc4\x20", "Malformed")
    author = body[start + 3 : start + 35]
    demand(len(author) == 32, "Malformed")
    curve.verify(author, _signed(raw[1], body), signature)
    return Statement(raw, author, fields.decode(body), digest("p2pcard-stmt", raw[:-64]))


def _signed(kind, body):
    return b"p2pcard/1/" + KINDS[kind].encode("ascii") + b"\0" + body


def _number(low, high):
    def check(value):
        demand(type(value) is int and low <= value <= high, "Malformed")

    return check


def _bytes(low, high):
    def check(value):
        demand(type(value) is bytes and low <= len(value) <= high, "Malformed")

    return check


def _line(limit):
    def check(value):
        demand(type(value) is str, "Malformed")
        lines.check_line(value, limit)

    return check


def _filled_line(limit):
    def check(value):
        demand(value != "", "Malformed")
        _line(limit)(value)

    return check


def _name(value):
    demand(type(value) is str, "Malformed")
    lines.check_name(value)


def _yes(value):
    demand(value is True, "Malformed")


def _list(limit, check_item):
    def check(value):
        demand(type(value) is list and 1 <= len(value) <= limit, "Malformed")
        for item in value:
            check_item(item)

    return check


def _pair(check_first, check_second):
    def check(value):
        demand(type(value) is list and len(value) == 2, "Malformed")
        check_first(value[0])
        check_second(value[1])

    return check


def _offer(value):
    if type(value) is str:
        lines.check_line(value, 30)
    else:
        _number(1, 65535)(value)


def _language(value):
    demand(type(value) is str and len(value) in (2, 3), "Malformed")
    demand(all("a" <= letter <= "z" for letter in value), "Malformed")


def _different(check_all):
    def check(value):
        check_all(value)
        demand(len(set(value)) == len(value), "Malformed")

    return check


CHECKS = {
    "key": _bytes(32, 32),
    "sequence": _number(1, 2**64 - 1),
    "month": _number(0, 65535),
    "name": _name,
    "channels": _list(8, _pair(_number(0, 255), _line(200))),
    "until": _number(1, 65535),
    "organisation": _filled_line(60),
    "role": _filled_line(60),
    "offers": _different(_list(16, _offer)),
    "languages": _different(_list(8, _language)),
    "keys": _list(4, _pair(_number(0, 255), _bytes(1, 512))),
    "exchange": _bytes(32, 32),
    "printable": _yes,
    "support": _bytes(16, 16),
    "series": _number(1, 2**32 - 1),
}


def read_card(raw):
    statement = read_statement(raw)
    demand(statement.raw[1] == 1, "Malformed")
    if any(15 <= number <= 127 for number, _ in statement.body):
        raise Refusal("NewerVersion")
    values = {NAMES[number]: value for number, value in statement.body if number in NAMES}
    demand(all(name in values for name in ("key", "sequence", "month", "name")), "Malformed")
    for name, value in values.items():
        CHECKS[name](value)
    demand(values["month"] <= values.get("until", 0) <= values["month"] + 24, "Malformed")
    return Card(statement, values)


def write_card(seed, values):
    """The statement of these fields; the key is that of the seed."""
    numbers = {name: number for number, name in NAMES.items()}
    mine = {**values, "key": curve.public_key(seed)}
    body = fields.encode([(numbers[name], value) for name, value in mine.items()])
    return b"\x01\x01" + body + curve.sign(seed, _signed(1, body))
