"""How fields become bytes: one canonical form of MessagePack, and nothing else is read.

A body is a map with whole-number names in ascending order; a value is a whole
number from 0 up, text, bytes, yes or no, or a list of these. Each value has
exactly one encoding, the shortest, so whatever is accepted is written back
byte for byte (spec section 2). The only importer of msgpack.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias, TypeVar, cast

import msgpack

from p2pcard.errors import Malformed, NewerVersion

Value: TypeAlias = "int | str | bytes | bool | tuple[Value, ...]"
Fields: TypeAlias = Mapping[int, Value]
_T = TypeVar("_T")

SIZE_LIMIT: Final = 2048  # the largest card that a meeting's SEAL and, just, one QR code can hold
FIELD_LIMIT: Final = 64  # far above what any statement has
FIELD_NAME_LIMIT: Final = 255  # 0..127 must be understood, 128..255 may be left unread
CRITICAL_LIMIT: Final = 127
ITEM_LIMIT: Final = 64  # items of one list
DEPTH_LIMIT: Final = 3  # the map, a list in it, a pair in that
NUMBER_LIMIT: Final = 2**64 - 1  # the largest whole number that MessagePack can hold


def encode(fields: Fields) -> bytes:
    """Return the one encoding of `fields`; their values are the caller's own and within the limits."""
    return bytes(msgpack.packb(dict(sorted(fields.items())), use_bin_type=True))


def decode(data: bytes) -> dict[int, Value]:
    """Read a body of at most SIZE_LIMIT bytes; raises Malformed for all that `encode` would not write."""
    if len(data) > SIZE_LIMIT:
        raise Malformed("a body: longer than its limit")
    try:
        # msgpack raises ValueError and its children, and for bad UTF-8 or nesting likewise
        found = msgpack.unpackb(data, strict_map_key=False, use_list=False)
    except (ValueError, TypeError) as error:  # TypeError: a list or map as a field name
        raise Malformed("a body: no encoding that can be read") from error
    if not isinstance(found, dict) or len(found) > FIELD_LIMIT:
        raise Malformed("a body: no map, or one with too many fields")
    for name, value in found.items():
        _check_field_name(name)
        _check(value, 2)
    if encode(found) != data:
        raise Malformed("a body: not in the one encoding")
    return found


def load_trusted(data: bytes) -> dict[int, Value]:
    """Return the fields of a body that `decode` once read, without a look at any rule again."""
    return cast("dict[int, Value]", msgpack.unpackb(data, strict_map_key=False, use_list=False))


def only_known(fields: Fields, known: range) -> None:
    """Refuse a field that this version must understand and does not; raises NewerVersion."""
    if any(name <= CRITICAL_LIMIT and name not in known for name in fields):
        raise NewerVersion


def take(fields: Fields, field: int, kind: type[_T], default: _T | None = None) -> _T:
    """Return the value of a field, which must be of one type; raises Malformed."""
    value = fields.get(field, default)
    if type(value) is not kind:
        raise Malformed("a field: missing, or of another type")
    return value


def number(fields: Fields, field: int, limit: int) -> int:
    """Return a whole number up to `limit`, 0 where the field is not there; raises Malformed."""
    found = take(fields, field, int, default=0)
    if not 0 <= found <= limit:
        raise Malformed("a field: a number out of its range")
    return found


def octets(fields: Fields, field: int, size: int) -> bytes:
    """Return bytes of one size, none where the field is not there; raises Malformed."""
    found = take(fields, field, bytes, default=b"")
    if len(found) not in (0, size):
        raise Malformed("a field: bytes of another length")
    return found


def nothing_empty(fields: Fields, known: range, may_be_zero: int) -> None:
    """Refuse a known field that is there but empty, since it would be left out; raises Malformed."""
    if any(field in known and field != may_be_zero and not value for field, value in fields.items()):
        raise Malformed("a field: there and empty")


def _check_field_name(name: object) -> None:
    if type(name) is not int or not 0 <= name <= FIELD_NAME_LIMIT:
        raise Malformed("a field: its number")


def _check(value: object, depth: int) -> None:
    if type(value) is tuple:  # not an extension, which msgpack gives as a tuple with names
        if depth > DEPTH_LIMIT or len(value) > ITEM_LIMIT:
            raise Malformed("a list: too deep or too long")
        for item in value:
            _check(item, depth + 1)
    elif type(value) is int:
        if value < 0:
            raise Malformed("an item: a number below zero")
    elif type(value) not in (str, bytes, bool):
        raise Malformed("an item: its type")
