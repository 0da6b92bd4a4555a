"""A vouch: "I know this person, we met, and this is their key and name" (spec section 15).

It counts only with its subject's acceptance. It carries two handles, hashes of
secrets that only its author has: publishing the one secret withdraws this
vouch, and the other one is published by the author's revocation. A device that
keeps the handles learns of either later, and cannot tell from them who vouched.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from p2pcard.core.formats import calendar, crypto, recovery, text, wire
from p2pcard.core.statements import statement
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.errors import Malformed

SECRET_SIZE: Final = 32  # of a withdrawal
VOID_SIZE: Final = 16  # 128 bits: with them a revocation still fits one small code
HANDLE_SIZE: Final = SECRET_SIZE + VOID_SIZE
AHEAD: Final = 1  # months that the author's clock may be ahead of mine

_SUBJECT, _NAME, _SEQUENCE, _MAY_INTRODUCE, _MONTH, _UNTIL, _HOW, _WITHDRAWAL, _VOID = range(1, 10)
_KNOWN: Final = range(10)


class Manner(IntEnum):
    """How the two met; the number stands in the vouch."""

    QR = 1
    PHRASE = 2


@dataclass(frozen=True, slots=True)
class Handle:
    """What tells of a vouch's end: the hash of its withdrawal secret (32 bytes), and its void handle (16)."""

    withdrawal: bytes
    void: bytes

    def __bytes__(self) -> bytes:
        return self.withdrawal + self.void


@dataclass(frozen=True, slots=True)
class Vouch:
    """The fields of a vouch; months are whole months since January 1970."""

    by: bytes
    subject: bytes
    name: str
    sequence: int
    may_introduce: bool
    month: int
    until: int
    how: Manner
    handle: Handle


def issue(
    root: bytes, subject: bytes, name: str, sequence: int, month: int, how: Manner, *, may_introduce: bool
) -> Statement:
    """Vouch as the identity of a 16-byte root, for a year from `month`; raises what `text.name` raises.

    `sequence` counts my vouches about this subject from 1 and is never used twice.
    """
    handle = handle_of(root, withdrawal_secret(root, subject, sequence))
    fields: dict[int, wire.Value] = {
        _SUBJECT: subject,
        _NAME: text.name(name),
        _SEQUENCE: sequence,
        _MONTH: month,
        _UNTIL: month + calendar.LIFE,
        _HOW: int(how),
        _WITHDRAWAL: handle.withdrawal,
        _VOID: handle.void,
    }
    if may_introduce:
        fields[_MAY_INTRODUCE] = True
    return statement.make(Kind.VOUCH, fields, recovery.identity_seed(root))


@lru_cache(maxsize=4096)
def read(found: Statement, rules: text.Rules = text.STRICT) -> Vouch:
    """Read the fields of a vouch; raises Malformed, NewerVersion or what `rules` raise."""
    fields = found.fields_as(Kind.VOUCH, _KNOWN)
    how = wire.number(fields, _HOW, len(Manner))
    withdrawal = wire.octets(fields, _WITHDRAWAL, SECRET_SIZE)
    void = wire.octets(fields, _VOID, VOID_SIZE)
    subject = wire.octets(fields, _SUBJECT, crypto.KEY_SIZE)
    if not (how and withdrawal and void and subject) or subject == found.author:
        raise Malformed("a vouch: its manner, handle or subject is missing, or it is about its author")
    vouch = Vouch(
        by=found.author,
        subject=subject,
        name=rules.name(wire.take(fields, _NAME, str)),
        sequence=wire.number(fields, _SEQUENCE, wire.NUMBER_LIMIT),
        may_introduce=wire.take(fields, _MAY_INTRODUCE, bool, default=False),
        month=wire.take(fields, _MONTH, int),
        until=wire.number(fields, _UNTIL, calendar.MONTH_LIMIT),
        how=Manner(how),
        handle=Handle(withdrawal, void),
    )
    wire.nothing_empty(fields, _KNOWN, _MONTH)
    if not (vouch.sequence and vouch.until) or not vouch.month <= vouch.until <= vouch.month + calendar.LIFE:
        raise Malformed("a vouch: its sequence or its months")
    return vouch


def is_ahead(vouch: Vouch, month: int) -> bool:
    """Tell whether a vouch is dated so far ahead that it could outlive what is kept of its withdrawal."""
    return vouch.until > month + calendar.LIFE + AHEAD


def withdrawal_secret(root: bytes, subject: bytes, sequence: int) -> bytes:
    """Return the 32-byte secret that withdraws my vouch of this sequence about a subject."""
    key = recovery.withdrawal_key(root)
    return crypto.derive(key, "p2pc-withdraw-x", subject, sequence.to_bytes(8, "big"))


def withdrawal_handle(secret: bytes) -> bytes:
    """Return the handle that a published withdrawal secret fits."""
    return crypto.digest("p2pc-withdraw", secret)


def handle_of(root: bytes, secret: bytes) -> Handle:
    """Return both handles of my vouch with this withdrawal secret."""
    withdrawal = withdrawal_handle(secret)
    return Handle(withdrawal, void_handle(recovery.void_secret(root), withdrawal))


def void_handle(secret: bytes, withdrawal: bytes) -> bytes:
    """Return the handle of one vouch that an author's void secret fits."""
    return crypto.digest("p2pc-void", secret, withdrawal)[:VOID_SIZE]
