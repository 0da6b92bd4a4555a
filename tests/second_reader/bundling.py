"""Bundles: section 16.1. An item is a dictionary, as the vectors have it."""

from tests.second_reader.basics import Cursor, Refusal, demand, u8, u16
from tests.second_reader.cards import read_statement

BLOB = 656


def read_bundle(data):
    demand(len(data) <= 8192, "TooLarge")
    demand(data != b"", "Malformed")
    demand(data[0] == 1, "NewerVersion")
    demand(data[1:2] == b"\x20", "Malformed")
    rest, items = Cursor(data[2:]), []
    while rest.left():
        items.append(_item(_piece(rest)))
    return items


def _piece(cursor):
    return cursor.take(cursor.number(2))


def _signed(raw):
    read_statement(raw)
    return raw


def _item(content):
    demand(content != b"", "Malformed")
    reader = READERS.get(content[0])
    if reader is None:
        raise Refusal("NewerVersion")
    cursor = Cursor(content)
    item = reader(cursor)
    cursor.end()
    return item


def _statement(cursor):
    return {"is": "statement", "statement": _signed(cursor.rest())}


def _withdrawal(cursor):
    cursor.take(1)
    return {"is": "withdrawal", "secret": cursor.take(32)}


def _vouch(cursor):
    cursor.take(1)
    number = cursor.number(1)
    demand(number in {0, 3}, "Malformed")
    vouch, acceptance = _signed(_piece(cursor)), _piece(cursor)
    return {
        "is": "vouch",
        "vouch": vouch,
        "acceptance": _signed(acceptance) if acceptance else None,
        "blobs": [cursor.take(BLOB) for _ in range(number)],
    }


def _introduced(cursor):
    cursor.take(1)
    names = ("card", "introduction", "acceptance")
    return {"is": "introduced", **{name: _signed(_piece(cursor)) for name in names}}


def _held(cursor):
    cursor.take(1)
    tags = [cursor.take(16) for _ in range(17)]
    while tags and not any(tags[-1]):
        tags.pop()
    demand(all(map(any, tags)), "Malformed")
    return {"is": "held", "tags": tags}


READERS = {1: _statement, 2: _withdrawal, 3: _vouch, 4: _introduced, 5: _held}


def write_bundle(items):
    contents = [WRITERS[item["is"]](item) for item in items]
    return b"\x01\x20" + b"".join(map(_sized, contents))


def _sized(data):
    return u16(len(data)) + data


def _written_vouch(item):
    head = b"\x03" + u8(len(item["blobs"]))
    return head + _sized(item["vouch"]) + _sized(item["acceptance"] or b"") + b"".join(item["blobs"])


WRITERS = {
    "statement": lambda item: item["statement"],
    "withdrawal": lambda item: b"\x02" + item["secret"],
    "vouch": _written_vouch,
    "held": lambda item: b"\x05" + b"".join(item["tags"]).ljust(272, b"\0"),
    "introduced": lambda item: (
        b"\x04" + _sized(item["card"]) + _sized(item["introduction"]) + _sized(item["acceptance"])
    ),
}
