"""An acceptance: who agrees, and to what (spec 15.3)."""

from dataclasses import replace

import pytest

from p2pcard.core.statements import acceptance, statement
from p2pcard.errors import (
    BadAcceptance,
    Malformed,
)
from tests.peers import seed_of
from tests.resigned import (
    AGREED,
    FIRST,
    OFFER,
    SEED,
    TEO,
    VOUCH,
    signed,
    vouch_for,
)


def test_somebody_agrees_to_a_vouch_about_them_and_to_an_introduction_to_them():
    assert acceptance.read(statement.read(bytes(AGREED))) == VOUCH.id
    acceptance.check(AGREED, VOUCH, TEO)
    acceptance.check(acceptance.write(OFFER, seed_of("Teo")), OFFER, TEO)
    acceptance.check(
        AGREED, replace(VOUCH, signature=bytes(64)), TEO
    )  # to what is said, not to its signature


@pytest.mark.parametrize(
    "agreed",
    [
        acceptance.write(VOUCH, SEED),
        acceptance.write(VOUCH, seed_of("Bea")),
        acceptance.write(vouch_for(sequence=FIRST + 1), seed_of("Teo")),
        acceptance.write(vouch_for("Theo"), seed_of("Teo")),
        acceptance.write(OFFER, seed_of("Teo")),
    ],
    ids=["by the author", "by another", "of the next vouch", "of another name", "of an introduction"],
)
def test_an_acceptance_by_another_or_of_something_else_does_not_fit(agreed):
    with pytest.raises(BadAcceptance):
        acceptance.check(agreed, VOUCH, TEO)


@pytest.mark.parametrize("value", [None, b"", bytes(31), bytes(33), "x" * 32])
def test_an_acceptance_names_32_bytes(value):
    with pytest.raises(Malformed):
        acceptance.read(signed(AGREED, seed_of("Teo"), f1=value))
