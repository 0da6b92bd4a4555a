"""Reading the messages of a meeting: the other half of `messages` (spec 7.3)."""

from collections.abc import Container, Iterator
from itertools import pairwise
from typing import Final

from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.messages import (
    BOX_SIZE,
    BUNDLE_SIZES,
    COMMITMENT_SIZE,
    LARGE,
    LEAST,
    MOST,
    OPEN_SIZE,
    SEAL_SIZES,
    VERSION,
    WANTS_DIGITS,
    Abort,
    Boxes,
    Bundles,
    Dones,
    Join,
    Keys,
    Listing,
    Message,
    Ok,
    Oks,
    Open,
    Opens,
    People,
    Read,
    Reader,
    Receipt,
    Round,
    Seal,
    Seals,
    Want,
    Without,
)
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from p2pcard.core.formats.cursor import Cursor
from p2pcard.errors import Malformed, NewerVersion

FROM_MEMBERS: Final = frozenset((0x01, 0x03, 0x06, 0x08, 0x0A, 0x0C, 0x0E, 0x11, 0x12, 0x14))
KINDS: Final = range(0x01, 0x15)


def read(data: bytes, kinds: Container[int] = KINDS) -> Message:
    """Read one message of these kinds; a host reads those FROM_MEMBERS, as others may take long to read.

    Raises Malformed, or NewerVersion where JOIN or LIST has another version.
    """
    cursor = Cursor(data)
    kind = cursor.u8()
    if kind not in kinds:
        raise Malformed("a message of a meeting: its kind")
    message = _READERS[kind - 1](cursor)
    cursor.end()
    return message


def _positions(cursor: Cursor) -> tuple[int, ...]:
    count = cursor.u16()
    if count > MOST:
        raise Malformed("a list of numbers in a meeting: more than can take part")
    found = tuple(cursor.u16() for _ in range(count))
    if any(a >= b for a, b in pairwise(found)):
        raise Malformed("a list of numbers in a meeting: not in order, or one twice")
    return found


def _join(cursor: Cursor) -> Join:
    _version(cursor)
    flags = cursor.u8()
    if flags > WANTS_DIGITS | LARGE:
        raise Malformed("JOIN: a flag that there is not")
    return Join(cursor.take(COMMITMENT_SIZE), bool(flags & WANTS_DIGITS), bool(flags & LARGE))


def _listing(cursor: Cursor) -> Listing:
    _version(cursor)
    mode, size = cursor.u8(), cursor.u8()
    if mode > Mode.DIGITS or size >= len(SEAL_SIZES):
        raise Malformed("LIST: its mode or the size of its seals")
    return Listing(Mode(mode), size, cursor.take(COMMITMENT_SIZE), cursor.each(COMMITMENT_SIZE, MOST))


def _size(cursor: Cursor) -> int:
    size = cursor.u8()
    if size >= len(BUNDLE_SIZES):
        raise Malformed("a size of bundles that there is not")
    return size


def _alike(cursor: Cursor, least: int) -> tuple[bytes, ...]:
    """Read a number of pieces, and as many pieces of one length."""
    count = cursor.u16()
    if not least <= count <= MOST or cursor.left() % count:
        raise Malformed("pieces of a round: how many, or their lengths")
    size = cursor.left() // count
    return tuple(cursor.take(size) for _ in range(count))


def _done(cursor: Cursor) -> Receipt:
    return Receipt(cursor.u16(), _positions(cursor), cursor.take(crypto.SIGNATURE_SIZE))


def _dones(cursor: Cursor) -> Iterator[Receipt]:
    while cursor.left():
        yield _done(cursor)


def _abort(cursor: Cursor) -> Abort:
    why = cursor.u8()
    if not 1 <= why <= len(Why):
        raise Malformed("ABORT: its reason")
    return Abort(Why(why), cursor.u16())


def _version(cursor: Cursor) -> None:
    if cursor.u8() != VERSION:
        raise NewerVersion


_READERS: Final = (
    _join,
    lambda cursor: People(cursor.u16()),
    lambda _: Read(),
    lambda cursor: Reader(cursor.take(COMMITMENT_SIZE) if cursor.left() else b""),
    _listing,
    lambda cursor: Open(cursor.take(OPEN_SIZE)),
    lambda cursor: Opens(cursor.each(OPEN_SIZE, MOST)),
    lambda cursor: Seal(cursor.take(cursor.left())),
    lambda cursor: Seals(_alike(cursor, LEAST)),
    lambda cursor: Ok(_positions(cursor), cursor.take(crypto.SIGNATURE_SIZE)),
    lambda cursor: Oks(_positions(cursor), cursor.each(crypto.SIGNATURE_SIZE, MOST)),
    lambda cursor: Keys(cursor.each(BOX_SIZE, MOST)),
    lambda cursor: Boxes(cursor.each(BOX_SIZE, MOST)),
    _done,
    lambda cursor: Dones(tuple(_dones(cursor))),
    lambda cursor: Without(_positions(cursor)),
    _abort,
    lambda cursor: Want(_size(cursor)),
    lambda cursor: Round(_size(cursor)),
    lambda cursor: Bundles(_alike(cursor, LEAST - 1)),
)
