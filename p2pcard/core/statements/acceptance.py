"""An acceptance: "I agree", signed over the id of a vouch about me or of an introduction (spec 15.3)."""

from typing import Final

from p2pcard.core.formats import wire
from p2pcard.core.statements import statement
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.errors import BadAcceptance, Malformed

ID_SIZE: Final = 32
_ID: Final = 1
_KNOWN: Final = range(2)


def write(accepted: Statement, seed: bytes) -> Statement:
    """Agree to a vouch or an introduction with my 32-byte seed."""
    return statement.make(Kind.ACCEPTANCE, {_ID: accepted.id}, seed)


def read(found: Statement) -> bytes:
    """Return the 32-byte id of what is accepted; raises Malformed or NewerVersion."""
    accepted = wire.octets(found.fields_as(Kind.ACCEPTANCE, _KNOWN), _ID, ID_SIZE)
    if not accepted:
        raise Malformed("an acceptance: of nothing")
    return accepted


def check(found: Statement, accepted: Statement, by: bytes) -> None:
    """Refuse an acceptance that is not `by` this key, or not of this statement; raises BadAcceptance."""
    if read(found) != accepted.id or found.author != by:
        raise BadAcceptance
