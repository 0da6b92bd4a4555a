"""A revocation: "whatever my key says or said, do not count it", by its owner alone (spec section 15.5).

It follows from the root, so it is there from the first day and is the same
each time. It publishes the void secret, so that a device that kept no more than
the handles of a vouch learns that its author is gone.
"""

from typing import Final

from p2pcard.core.formats import recovery, wire
from p2pcard.core.statements import statement
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.core.statements.vouch import VOID_SIZE
from p2pcard.errors import Malformed

_SECRET: Final = 1
_KNOWN: Final = range(2)


def write(root: bytes) -> Statement:
    """Return the revocation of the identity that a 16-byte root stands for."""
    secret = recovery.void_secret(root)
    return statement.make(Kind.REVOCATION, {_SECRET: secret}, recovery.identity_seed(root))


def read(found: Statement) -> bytes:
    """Return the 16-byte void secret; raises Malformed or NewerVersion."""
    secret = wire.octets(found.fields_as(Kind.REVOCATION, _KNOWN), _SECRET, VOID_SIZE)
    if not secret:
        raise Malformed("a revocation: without its secret")
    return secret
