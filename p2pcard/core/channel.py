"""Whole messages over a finished Noise channel: cut into frames, and put together again.

    frame   = Noise transport message of: last (1 byte: 0 more follows, 1 last) | piece
    message = the pieces of the frames up to a last one; every piece before it is full

The mark of the last piece is inside what is sealed, so a cut line is never
taken for the end of a message (Noise specification, section 13; spec section 6.3).
"""

from dataclasses import dataclass
from typing import Final

from p2pcard.core import noise
from p2pcard.core.crypto import TAG_SIZE
from p2pcard.core.noise import Cipher
from p2pcard.errors import Malformed

PIECE_LIMIT: Final = noise.MESSAGE_LIMIT - TAG_SIZE - 1
MESSAGE_LIMIT: Final = 1 << 20  # the largest is all SEALs of 250 people: 580,000 bytes


def cut(cipher: Cipher, message: bytes) -> tuple[Cipher, tuple[bytes, ...]]:
    """Return the next cipher and the sealed frames that carry `message`."""
    starts = range(0, max(len(message), 1), PIECE_LIMIT)
    frames = []
    for start in starts:
        piece = message[start : start + PIECE_LIMIT]
        last = start == starts[-1]
        cipher, frame = cipher.seal(bytes((last,)) + piece)
        frames.append(frame)
    return cipher, tuple(frames)


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
            raise Malformed
        if mark == b"\x01":
            return Inbox(cipher), whole
        if mark == b"\x00" and len(piece) == PIECE_LIMIT:
            return Inbox(cipher, whole), None
        raise Malformed
