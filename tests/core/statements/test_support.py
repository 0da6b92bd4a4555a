"""Vouches that travel sealed beside others: only who holds the right card reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import crypto, recovery
from p2pcard.core.statements import acceptance, statement, support, vouch
from p2pcard.core.statements.statement import Kind
from p2pcard.core.statements.vouch import Manner
from p2pcard.errors import CannotOpen, Malformed
from tests.peers import MONTH, chance_of, seed_of

ROOT = chance_of("the root of Ana")(16)
SECRET = recovery.support_secret(ROOT)
BEN = crypto.public_key(seed_of("Ben"))
NONCE = bytes(range(24))
ROOM = support.SIZE - 24 - 16 - 16


def vouch_for(name):
    """Ana's vouch for Ben under some name, which lets him introduce."""
    return vouch.issue(ROOT, BEN, name, 64 * MONTH + 1, MONTH, Manner.QR, may_introduce=True)


def vouch_of(size):
    """A vouch of so many bytes, with a field that nobody knows."""
    fields = {field: value for field, value in vouch_for("Ben").fields().items() if field}
    short = len(bytes(statement.make(Kind.VOUCH, {**fields, 200: bytes(100)}, bytes(32)))) - 100
    return statement.make(Kind.VOUCH, {**fields, 200: bytes(size - short)}, bytes(32))


def agreed(made):
    return acceptance.write(made, seed_of("Ben"))


def with_content(content):
    """A blob for the holders of Ana's card, with any content."""
    key = crypto.digest("p2pc-support", SECRET, BEN)
    tag = crypto.digest("p2pc-sup-tag", key, NONCE)[:16]
    return NONCE + tag + crypto.xseal(crypto.digest("p2pc-sup-key", key), NONCE, content, tag)


VOUCH = vouch_for("Ben")
AGREED = agreed(VOUCH)
BLOB = support.seal(SECRET, BEN, VOUCH, AGREED, NONCE)


def test_who_holds_the_authors_card_reads_the_vouch_beside_the_one_by_its_subject():
    assert support.open_blob(SECRET, BEN, BLOB) == (bytes(VOUCH), bytes(AGREED))


def test_for_everybody_else_a_blob_is_for_somebody_else():
    others = [bytes(16), recovery.support_secret(bytes(16)), SECRET[::-1]]
    assert [support.open_blob(secret, BEN, BLOB) for secret in others] == [None] * 3
    assert support.open_blob(SECRET, crypto.public_key(seed_of("Teo")), BLOB) is None


def test_who_has_no_support_secret_opens_nothing():
    with pytest.raises(CannotOpen):
        support.open_blob(b"", BEN, BLOB)


def test_a_blob_looks_like_chance_and_hides_what_is_in_it():
    long = support.seal(
        SECRET, BEN, vouch_for("Benjamin Button"), agreed(vouch_for("Benjamin Button")), NONCE
    )
    again = support.seal(SECRET, BEN, VOUCH, AGREED, bytes(24))
    assert len(BLOB) == len(long) == len(again) == support.SIZE == 656
    places = {place for place in range(656) if BLOB[place] == again[place]}
    assert len(places) < 20  # equal by chance
    assert [part for part in (VOUCH.author, BEN, SECRET, b"Ben") if part in BLOB] == []


@given(st.binary(min_size=656, max_size=656))
def test_random_bytes_are_for_somebody_else(blob):
    assert support.open_blob(SECRET, BEN, blob) is None


@given(st.integers(0, 8 * 656 - 1))
def test_no_bit_of_a_blob_can_be_turned(bit):
    place = bit // 8
    turned = BLOB[:place] + bytes((BLOB[place] ^ 1 << bit % 8,)) + BLOB[place + 1 :]
    if place < 40:
        assert support.open_blob(SECRET, BEN, turned) is None
    else:
        with pytest.raises(CannotOpen):
            support.open_blob(SECRET, BEN, turned)


@pytest.mark.parametrize("size", range(0, 656, 13))
def test_a_blob_that_is_cut_is_not_opened(size):
    try:
        found = support.open_blob(SECRET, BEN, BLOB[:size])
    except CannotOpen:
        found = None
    assert found is None


@pytest.mark.parametrize(
    "content",
    [
        bytes(ROOM - 1) + b"\1",
        ROOM.to_bytes(2, "big") + bytes(ROOM - 2),
        (ROOM - 2).to_bytes(2, "big") + bytes(ROOM - 2),
        bytes(2) + (ROOM - 3).to_bytes(2, "big") + bytes(ROOM - 4),
        b"\0",
        b"",
    ],
    ids=[
        "not zeros",
        "a vouch too long",
        "no acceptance",
        "an acceptance too long",
        "half a length",
        "nothing",
    ],
)
def test_a_content_of_another_form_is_malformed(content):
    with pytest.raises(Malformed):
        support.open_blob(SECRET, BEN, with_content(content))


def test_what_has_exactly_room_is_sealed_and_opened_and_one_byte_more_has_none():
    full, more = (vouch_of(ROOM - 4 - len(bytes(AGREED)) + over) for over in (0, 1))
    assert (support.fits(full, agreed(full)), support.fits(more, agreed(more))) == (True, False)
    blob = support.seal(SECRET, BEN, full, agreed(full), NONCE)
    assert len(blob) == support.SIZE
    assert support.open_blob(SECRET, BEN, blob) == (bytes(full), bytes(agreed(full)))


def test_the_largest_vouch_of_ours_fits_a_blob():
    longest = vouch_for("\U00020000" * 60)
    assert len(bytes(longest)) == 450  # sequences of today; the largest number takes six bytes more
    assert len(bytes(longest)) + 6 + len(bytes(AGREED)) + 4 <= ROOM
    assert support.fits(longest, agreed(longest))


def test_three_blobs_always_travel_whether_there_are_none_or_five():
    chance = chance_of("blobs")
    for count in range(6):
        blobs = tuple(bytes((number,)) * support.SIZE for number in range(count))
        filled = support.fill(blobs, chance)
        assert [len(blob) for blob in filled] == [support.SIZE] * support.COUNT
        assert filled[: min(count, 3)] == blobs[:3]
        assert len(set(filled)) == 3
