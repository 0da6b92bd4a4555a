"""Why a voucher's own word should count: vouches about them, sealed for who holds the right card (spec 15.6).

Each is a vouch A -> B and B's acceptance. B seals it afresh for each newcomer T
that B vouches for, under a key that follows from the support secret on A's
card. The newcomer carries it and cannot read it; a checker who holds A's card can.
"""

from typing import Final

from p2pcard.core.formats import crypto
from p2pcard.core.formats.crypto import Chance
from p2pcard.core.formats.cursor import Cursor
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import CannotOpen

COUNT: Final = 3  # beside every vouch, random bytes where there are fewer, so that their number does not show
SIZE: Final = 656  # bytes of each: the largest vouch of ours (456) with an acceptance (137) fits
_FRAME: Final = crypto.XNONCE_SIZE + crypto.TAG_SIZE + crypto.TAG_SIZE
_CONTENT: Final = SIZE - _FRAME
_LENGTHS: Final = 4


def fits(vouch: Statement, acceptance: Statement) -> bool:
    """Tell whether a vouch with its acceptance has room in a blob; with fields we do not know it may not."""
    return len(bytes(vouch)) + len(bytes(acceptance)) + _LENGTHS <= _CONTENT


def seal(secret: bytes, signer: bytes, vouch: Statement, acceptance: Statement, nonce: bytes) -> bytes:
    """Seal a vouch about `signer` (a key) for the holders of its author's 16-byte support secret.

    `nonce` has 24 bytes and is used once; the result has SIZE bytes.
    """
    key = _key(secret, signer)
    parts = (bytes(vouch), bytes(acceptance))
    content = b"".join(len(part).to_bytes(2, "big") + part for part in parts).ljust(_CONTENT, b"\x00")
    tag = _tag(key, nonce)
    return nonce + tag + crypto.xseal(_seal_key(key), nonce, content, tag)


def open_blob(secret: bytes, signer: bytes, blob: bytes) -> tuple[bytes, bytes] | None:
    """Return the vouch and the acceptance in a blob, not yet checked; None where it is for somebody else.

    The tag is looked at first. Raises CannotOpen or Malformed for what has the right tag and is broken.
    """
    key, nonce = _key(secret, signer), blob[: crypto.XNONCE_SIZE]
    tag = blob[crypto.XNONCE_SIZE :][: crypto.TAG_SIZE]
    if tag != _tag(key, nonce):
        return None
    cursor = Cursor(crypto.xunseal(_seal_key(key), nonce, blob[len(nonce) + len(tag) :], tag))
    vouch, acceptance = cursor.take(cursor.u16()), cursor.take(cursor.u16())
    cursor.zeros()
    return vouch, acceptance


def fill(blobs: tuple[bytes, ...], chance: Chance) -> tuple[bytes, ...]:
    """Return exactly COUNT blobs: the first of these, and random bytes in place of those that lack."""
    return (*blobs[:COUNT], *(chance(SIZE) for _ in range(COUNT - len(blobs))))


def _key(secret: bytes, signer: bytes) -> bytes:
    if not secret:
        raise CannotOpen
    return crypto.digest("p2pc-support", secret, signer)


def _tag(key: bytes, nonce: bytes) -> bytes:
    return crypto.digest("p2pc-sup-tag", key, nonce)[: crypto.TAG_SIZE]


def _seal_key(key: bytes) -> bytes:
    return crypto.digest("p2pc-sup-key", key)
