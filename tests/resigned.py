"""What Ana signs about Teo and to him, and the same truly signed with other fields."""

from p2pcard.core.formats import crypto, recovery
from p2pcard.core.statements import acceptance, introduction, revocation, statement, vouch
from p2pcard.core.statements.vouch import Manner
from tests.peers import MONTH, chance_of, seed_of

ROOT = chance_of("the root of Ana")(16)
SEED = recovery.identity_seed(ROOT)
ANA, TEO = crypto.public_key(SEED), crypto.public_key(seed_of("Teo"))
FIRST = 64 * MONTH + 1
NUMBER = bytes(range(16))


def vouch_for(name="Teo", root=ROOT, sequence=FIRST, **more):
    """A vouch about somebody."""
    given = {"month": MONTH, "how": Manner.QR, "may_introduce": False, **more}
    return vouch.issue(root, crypto.public_key(seed_of("Teo")), name, sequence, **given)


def fields_of(made, **changed):
    """The fields of a statement without its key; those called f1, f2 and so on are changed, or left out."""
    whole = made.fields() | {int(name[1:]): value for name, value in changed.items()}
    return {field: value for field, value in whole.items() if field and value is not None}


def signed(made, seed=SEED, **changed):
    """The same statement with other fields, truly signed and read."""
    return statement.read(bytes(statement.make(made.kind, fields_of(made, **changed), seed)))


VOUCH = vouch_for()
OFFER = introduction.write(TEO, "Bea", MONTH, NUMBER, SEED)
AGREED = acceptance.write(VOUCH, seed_of("Teo"))
GONE = revocation.write(ROOT)
