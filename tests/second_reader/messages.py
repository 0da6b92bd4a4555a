"""The messages of a meeting: section 7.3."""

from dataclasses import dataclass
from typing import Any

from tests.second_reader.basics import Cursor, Refusal, ascending, demand, u8, u16

TYPES = (
    *("JOIN", "PEOPLE", "READ", "READER", "LIST", "OPEN", "OPENS", "SEAL", "SEALS"),
    *("OK", "OKS", "KEYS", "BOXES", "DONE", "DONES", "WITHOUT", "ABORT", "WANT", "ROUND", "BUNDLES"),
)
REASONS = (
    *("MeetingStopped", "PhraseDiffers", "AnswerDiffers", "ListWrong", "ReaderDiffers", "OpeningWrong"),
    *("SomebodyLeft", "TookTooLong", "MeetingBroken", "AlreadyStarted", "MeetingFull", "OtherVersion"),
    "CouldNotSave",
)
MOST = 250
NOBODY = 0xFFFF


@dataclass(frozen=True)
class Message:
    """A message by its name, with its values by the names of 14.3."""

    name: str
    values: dict[str, Any]

    def __getitem__(self, name):
        return self.values[name]


def positions(numbers):
    return u16(len(numbers)) + b"".join(map(u16, numbers))


def message(name, *parts):
    return u8(TYPES.index(name) + 1) + b"".join(parts)


def abort(reason, position=NOBODY):
    return message("ABORT", u8(reason), u16(position))


def _positions(cursor):
    count = cursor.number(2)
    demand(count <= MOST, "Malformed")
    numbers = [cursor.number(2) for _ in range(count)]
    demand(ascending(numbers), "Malformed")
    return numbers


def _at_most(items):
    demand(len(items) <= MOST, "Malformed")
    return items


def _up_to(number, limit):
    demand(number <= limit, "Malformed")
    return number


def _version(cursor):
    version = cursor.number(1)
    demand(version == 1, "NewerVersion")
    return version


def _join(cursor):
    version = _version(cursor)
    flags = _up_to(cursor.number(1), 3)
    commitment = cursor.take(32)
    return {
        "commitment": commitment,
        "digits": bool(flags & 1),
        "large": bool(flags & 2),
        "version": version,
    }


def _reader(cursor):
    return {"commitment": cursor.take(32) if cursor.left() else b""}


def _list(cursor):
    version = _version(cursor)
    mode = _up_to(cursor.number(1), 1)
    size = _up_to(cursor.number(1), 1)
    reader = cursor.take(32)
    commitments = _at_most(cursor.each(32))
    return {"mode": mode, "size": size, "reader": reader, "commitments": commitments, "version": version}


def _alike(cursor, least):
    """A number of pieces, then as many, of one length."""
    count = cursor.number(2)
    demand(least <= count <= MOST and cursor.left() % count == 0, "Malformed")
    size = cursor.left() // count
    return [cursor.take(size) for _ in range(count)]


def _ok(cursor):
    return {"staying": _positions(cursor), "signature": cursor.take(64)}


def _oks(cursor):
    return {"staying": _positions(cursor), "signatures": _at_most(cursor.each(64))}


def _boxes(cursor):
    return {"boxes": _at_most(cursor.each(48))}


def _done(cursor):
    return {"position": cursor.number(2), "stored": _positions(cursor), "signature": cursor.take(64)}


def _dones(cursor):
    receipts = []
    while cursor.left():
        receipts.append(_done(cursor))
    return {"receipts": receipts}


def _abort(cursor):
    why = cursor.number(1)
    demand(1 <= why <= len(REASONS), "Malformed")
    return {"why": why, "position": cursor.number(2)}


BODIES = {
    "JOIN": _join,
    "PEOPLE": lambda cursor: {"count": cursor.number(2)},
    "READ": lambda cursor: {},
    "READER": _reader,
    "LIST": _list,
    "OPEN": lambda cursor: {"opening": cursor.take(128)},
    "OPENS": lambda cursor: {"openings": _at_most(cursor.each(128))},
    "SEAL": lambda cursor: {"sealed": cursor.rest()},
    "SEALS": lambda cursor: {"seals": _alike(cursor, 2)},
    "OK": _ok,
    "OKS": _oks,
    "KEYS": _boxes,
    "BOXES": _boxes,
    "DONE": _done,
    "DONES": _dones,
    "WITHOUT": lambda cursor: {"staying": _positions(cursor)},
    "ABORT": _abort,
    "WANT": lambda cursor: {"size": _up_to(cursor.number(1), 1)},
    "ROUND": lambda cursor: {"size": _up_to(cursor.number(1), 1)},
    "BUNDLES": lambda cursor: {"boxes": _alike(cursor, 1)},
}


def read_message(raw):
    cursor = Cursor(raw)
    number = cursor.number(1)
    if not 1 <= number <= len(TYPES):
        raise Refusal("Malformed")
    name = TYPES[number - 1]
    values = BODIES[name](cursor)
    cursor.end()
    return Message(name, values)
