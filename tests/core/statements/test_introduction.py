"""An introduction: what one contact says to another about a third (spec 15.4)."""

import pytest

from p2pcard.core.formats import crypto
from p2pcard.core.statements import introduction, statement
from p2pcard.errors import (
    Malformed,
)
from tests.peers import MONTH, seed_of
from tests.resigned import (
    ANA,
    NUMBER,
    OFFER,
    TEO,
    signed,
)


def test_an_introduction_names_one_to_the_other_until_the_next_month():
    read = introduction.read(statement.read(bytes(OFFER)))
    assert (read.by, read.to, read.name, read.number) == (ANA, TEO, "Bea", NUMBER)
    assert (read.month, read.until) == (MONTH, MONTH + 1)


def test_an_introduction_holds_the_key_of_nobody_but_the_two_who_know_each_other():
    bea = crypto.public_key(seed_of("Bea"))
    assert bea not in bytes(OFFER)
    assert TEO in bytes(OFFER)


@pytest.mark.parametrize(
    "changed",
    [{f"f{field}": None} for field in range(1, 6)]
    + [{"f1": ANA}, {"f4": MONTH - 1}, {"f4": MONTH + 2}, {"f5": bytes(15)}, {"f1": bytes(33)}, {"f3": True}],
)
def test_an_introduction_that_lacks_something_or_says_what_none_can_say_is_malformed(changed):
    with pytest.raises(Malformed):
        introduction.read(signed(OFFER, **changed))
