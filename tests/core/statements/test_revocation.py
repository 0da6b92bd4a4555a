"""A revocation: the owner of a key declares it dead (spec 15.5)."""

import pytest

from p2pcard.core.formats import crypto, recovery
from p2pcard.core.statements import revocation, statement, vouch
from p2pcard.core.statements.statement import Kind
from p2pcard.errors import (
    BadSignature,
    Malformed,
)
from tests.peers import seed_of
from tests.resigned import (
    ANA,
    FIRST,
    GONE,
    ROOT,
    signed,
    vouch_for,
)


def test_a_revocation_fits_every_vouch_of_its_author_and_no_other():
    void = revocation.read(GONE)
    mine = [vouch.read(vouch_for(sequence=FIRST + number)).handle for number in range(3)]
    theirs = vouch.read(vouch_for(root=bytes(16))).handle
    assert [vouch.void_handle(void, handle.withdrawal) == handle.void for handle in mine] == [True] * 3
    assert vouch.void_handle(void, theirs.withdrawal) != theirs.void
    assert len({handle.void for handle in mine}) == 3


def test_a_revocation_follows_from_the_root_and_is_the_same_each_time():
    assert revocation.write(ROOT) == GONE
    assert GONE.author == ANA
    assert revocation.read(statement.read(bytes(GONE))) == recovery.void_secret(ROOT)


@pytest.mark.parametrize("value", [None, b"", bytes(15), bytes(17), "x" * 16])
def test_a_revocation_publishes_16_bytes(value):
    with pytest.raises(Malformed):
        revocation.read(signed(GONE, f1=value))


def test_nobody_can_revoke_the_key_of_another():
    forged = (
        bytes((1, Kind.REVOCATION)) + GONE.body + crypto.sign(seed_of("Teo"), GONE.kind.context + GONE.body)
    )
    with pytest.raises(BadSignature):
        statement.read(forged)
