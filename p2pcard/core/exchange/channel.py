"""Whole messages over a finished Noise channel: cut into frames, and put together again.

    frame   = Noise transport message of: last (1 byte: 0 more follows, 1 last) | piece
    message = the pieces of the frames up to a last one; every piece before it is full

The mark of the last piece is inside what is sealed, so a cut line is never
taken for the end of a message (Noise specification, section 13; spec section 6.3).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from p2pcard.core.exchange import noise
from p2pcard.core.exchange.noise import Cipher
from p2pcard.core.formats.crypto import TAG_SIZE
from p2pcard.errors import Malformed

PIECE_LIMIT: Final = noise.MESSAGE_LIMIT - TAG_SIZE - 1
MESSAGE_LIMIT: Final = 1 << 20  # the largest is all SEALs of 250 people: 580,000 bytes


def cut(cipher: Cipher, *parts: bytes) -> tuple[Cipher, Iterator[bytes]]:
    """Return the cipher behind a message, and its sealed frames, each made when it is asked for.

    The message is `parts`, one behind the other; it is never put together as a
    whole, because a host sends large ones to hundreds at once. The cipher is
    ahead of frames that are never asked for: what follows them does not open.
    """
    count = max(1, -(-sum(map(len, parts)) // PIECE_LIMIT))
    return replace(cipher, count=cipher.count + count), _frames(cipher, parts, count)


def _frames(cipher: Cipher, parts: tuple[bytes, ...], count: int) -> Iterator[bytes]:
    for number, piece in enumerate(_pieces(parts), 1):
        cipher, frame = cipher.seal(bytes((number == count,)) + piece)
        yield frame


def _pieces(parts: tuple[bytes, ...]) -> Iterator[bytes]:
    """Cut a message into full pieces and a last one, which is empty only in an empty message."""
    waiting = bytearray()
    for part in parts:
        waiting += part
        while len(waiting) > PIECE_LIMIT:
            yield bytes(waiting[:PIECE_LIMIT])
            del waiting[:PIECE_LIMIT]
    yield bytes(waiting)


@dataclass(frozen=True, slots=True)
class Inbox:
    """What has come so far: the cipher for the next frame, and the pieces of an unfinished message."""

    cipher: Cipher
    pieces: bytes = b""

    def take(self, frame: bytes, limit: int = MESSAGE_LIMIT) -> tuple["Inbox", bytes | None]:
        """Return the next inbox, and the message if this frame ends one.

        Raises CannotOpen, or Malformed, also for more than `limit` bytes.
        """
        cipher, opened = self.cipher.unseal(frame)
        mark, piece = opened[:1], opened[1:]
        whole = self.pieces + piece
        if len(whole) > limit:
            raise Malformed("a message on a channel: longer than its limit")
        if mark == b"\x01":
            return Inbox(cipher), whole
        if mark == b"\x00" and len(piece) == PIECE_LIMIT:
            return Inbox(cipher, whole), None
        raise Malformed("a piece of a message: its mark or its length")
