"""A statement: bytes that one person signed, kept and passed on exactly as they came.

    statement = version 01h | kind (1 byte) | body | signature (64 bytes)
    signed    = "p2pcard/1/" | name of the kind | 00h | body
    body      = a canonical map (spec section 2) whose field 0 is the signer's Ed25519 key

A Statement comes only from `make` (I signed it), `read` (I checked it) or
`load_trusted` (an earlier run checked it, and the vault kept it), so code that
is given one need not check it again (spec section 4).
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from p2pcard.core.formats import crypto, wire
from p2pcard.errors import Malformed, NewerVersion, TooLarge

VERSION: Final = 1
HEAD_SIZE: Final = 2
KEY_FIELD: Final = 0
SIZE_LIMIT: Final = wire.SIZE_LIMIT
_KEY_HEAD: Final = b"\x00\xc4\x20"  # field 0, then 32 bytes
_LEAST: Final = HEAD_SIZE + 1 + len(_KEY_HEAD) + crypto.KEY_SIZE + crypto.SIGNATURE_SIZE


class Kind(IntEnum):
    """What a statement says; the number is its second byte."""

    CARD = 1
    VOUCH = 2
    ACCEPTANCE = 3
    INTRODUCTION = 4
    REVOCATION = 5

    @property
    def context(self) -> bytes:
        """What is signed in front of the body, so that no statement can pass for another kind."""
        return b"p2pcard/1/" + self.name.lower().encode("ascii") + b"\x00"


@dataclass(frozen=True, slots=True)
class Statement:
    """A checked statement; `author` is the Ed25519 key that signed it."""

    kind: Kind
    author: bytes
    body: bytes
    signature: bytes

    def __bytes__(self) -> bytes:
        return bytes((VERSION, self.kind)) + self.body + self.signature

    @property
    def id(self) -> bytes:
        """The 32-byte name of what is said: it leaves the signature out, of which there may be many."""
        return crypto.digest("p2pcard-stmt", bytes((VERSION, self.kind)) + self.body)

    def fields(self) -> dict[int, wire.Value]:
        """Decode the body; raises Malformed."""
        return wire.decode(self.body)

    def fields_as(self, kind: Kind, known: range) -> dict[int, wire.Value]:
        """Decode the body of a statement of one kind; raises Malformed for another, or NewerVersion."""
        if self.kind is not kind:
            raise Malformed("a statement: of another kind")
        fields = self.fields()
        wire.only_known(fields, known)
        return fields


def make(kind: Kind, fields: wire.Fields, seed: bytes) -> Statement:
    """Sign `fields` (without field 0, which is added) with an identity's seed; raises TooLarge."""
    author = crypto.public_key(seed)
    body = wire.encode({KEY_FIELD: author, **fields})
    size = HEAD_SIZE + len(body) + crypto.SIGNATURE_SIZE
    if size > SIZE_LIMIT:
        raise TooLarge(size=size, limit=SIZE_LIMIT)
    return Statement(kind, author, body, crypto.sign(seed, kind.context + body))


def read(data: bytes) -> Statement:
    """Check a statement from outside: its frame, then its signature, then that its body is canonical.

    Raises TooLarge, Malformed, NewerVersion, BadKey or BadSignature.
    """
    if len(data) > SIZE_LIMIT:
        raise TooLarge(size=len(data), limit=SIZE_LIMIT)
    found = load_trusted(data)
    crypto.verify(found.author, found.kind.context + found.body, found.signature)
    found.fields()
    return found


def load_trusted(data: bytes) -> Statement:
    """Take apart what `read` or `make` once gave; the signature is not checked again.

    For the vault alone, whose file is sealed as a whole. Raises Malformed or NewerVersion.
    """
    if len(data) < _LEAST:
        raise Malformed("a statement: shorter than any can be")
    if data[0] != VERSION:
        raise NewerVersion
    try:
        kind = Kind(data[1])
    except ValueError as error:
        raise NewerVersion from error
    body = data[HEAD_SIZE : -crypto.SIGNATURE_SIZE]
    return Statement(kind, _author(body), body, data[-crypto.SIGNATURE_SIZE :])


def trusted_body(data: bytes) -> bytes:
    """Return the body of what `read` or `make` once gave."""
    return data[HEAD_SIZE : -crypto.SIGNATURE_SIZE]


def _author(body: bytes) -> bytes:
    """Find the signer's key at its fixed place, so that nothing else is read before the signature."""
    start = 3 if body[0] == 0xDE else 1  # a map of more than 15 fields counts them in two bytes
    key = body[start + len(_KEY_HEAD) :][: crypto.KEY_SIZE]
    if body[start : start + len(_KEY_HEAD)] != _KEY_HEAD or len(key) != crypto.KEY_SIZE:
        raise Malformed("a statement: its author stands not in its place")
    return key
