"""Making hostile bytes out of good ones: a few alterations in a row, of a dozen kinds."""

import random
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

SIZE_LIMIT: Final = 70_000  # more than any parser takes, so that what is too long is tried as well
TOKENS: Final = (
    *(b"\x00", b"\x01", b"\x7f", b"\x80", b"\xff", b"\x00\x00", b"\xff\xff", b"\x7f\xff", b"\xff" * 8),
    # heads of MessagePack: nil, yes, floats, extensions, texts, lists, maps, and numbers at their limits
    *(
        b"\xc0",
        b"\xc2",
        b"\xc3",
        b"\xcb" + bytes(8),
        b"\xd4\x00\x00",
        b"\xd6\xff" + bytes(4),
        b"\x90",
        b"\x91",
    ),
    *(
        b"\xdc\x00\x41",
        b"\xdd\x7f\xff\xff\xff",
        b"\xde\x00\x10",
        b"\xdf\xff\xff\xff\xff",
        b"\xdb\xff\xff\xff\xff",
    ),
    *(
        b"\xcc\x80",
        b"\xcd\xff\xff",
        b"\xce\xff\xff\xff\xff",
        b"\xcf" + b"\xff" * 8,
        b"\xd3" + b"\xff" * 8,
        b"\xe0",
    ),
    # what commands a terminal, turns a direction, hides, looks like something else, or is no text
    *(
        b"\x1b[2J",
        b"\x1b]0;x\x07",
        b"\r",
        b"\n",
        b"\t",
        "\x9b31m".encode(),
        "\u202e".encode(),
        "\u2066".encode(),
    ),
    *("\u200b".encode(), "\ufeff".encode(), "\u0301".encode() * 3, "\u0430".encode(), "أ".encode()),
    *("\U000e0041".encode(), "\u2028".encode(), b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"),
    # words of our texts
    *(
        b"P2PC:",
        b"-----BEGIN P2PCARD CARD-----\n",
        b"-----END P2PCARD BUNDLE-----\n",
        b"{",
        b"[" * 40,
        b'"',
        b"1e999",
    ),
    *(b"\\ud800", b"{0}", b"%s", b" ", b"  ", b"-", b"=", b"0" * 20, b"9" * 4500, b"null", b"true"),
)

Alter: TypeAlias = Callable[[bytearray, Sequence[bytes], random.Random], None]


def mutated(pool: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one input of the pool after one to eight alterations."""
    data = bytearray(min(chance.choice(pool), chance.choice(pool), key=len))  # short ones are tried faster
    for _ in range(chance.choice((1, 1, 1, 2, 2, 4, 8))):
        chance.choice(_WAYS)(data, pool, chance)
    return bytes(data[:SIZE_LIMIT])


def _place(data: bytearray, chance: random.Random) -> int:
    """Return a place in the data or at its end; a quarter of the time near the front, where heads are."""
    limit = len(data) if chance.random() < 0.75 else min(len(data), 8)
    return chance.randrange(limit + 1)


def _flip(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    if data:
        data[min(_place(data, chance), len(data) - 1)] = chance.randrange(256)


def _count(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    """Make a number a little larger or smaller: lengths and counts are such."""
    if data:
        place = min(_place(data, chance), len(data) - 1)
        data[place] = (data[place] + chance.choice((-2, -1, 1, 2))) % 256


def _insert(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    data[place:place] = chance.randbytes(chance.choice((1, 1, 2, 4, 33)))


def _insert_token(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    data[place:place] = chance.choice(TOKENS)


def _put_token(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    place, token = _place(data, chance), chance.choice(TOKENS)
    data[place : place + len(token)] = token


def _leave_out(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    del data[place : place + chance.choice((1, 1, 2, 4, 16, 64))]


def _cut(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    del data[_place(data, chance) :]


def _repeat(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    place, size = _place(data, chance), chance.choice((1, 2, 8, 64, 512))
    data[place:place] = data[place : place + size] * chance.choice((1, 2, 8, 70))


def _move(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    start, size = _place(data, chance), chance.choice((1, 2, 8, 32, 64))
    piece = data[start : start + size]
    place = _place(data, chance)
    data[place : place + len(piece)] = piece


def _splice(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    """Go on as another input does, mostly from the same place."""
    other, place = chance.choice(pool), _place(data, chance)
    data[place:] = other[place if chance.random() < 0.5 else chance.randrange(len(other) + 1) :]


def _borrow(data: bytearray, pool: Sequence[bytes], chance: random.Random) -> None:
    """Put a piece of another input over or between what is there."""
    other, place = chance.choice(pool), _place(data, chance)
    start, size = chance.randrange(len(other) + 1), chance.choice((2, 8, 32, 34, 64, 128))
    data[place : place + chance.choice((0, size))] = other[start : start + size]


_WAYS: Final[tuple[Alter, ...]] = (
    *(_flip, _flip, _set, _set, _count, _count, _insert, _insert_token, _put_token, _put_token),
    *(_leave_out, _leave_out, _cut, _repeat, _move, _splice, _borrow),
)
