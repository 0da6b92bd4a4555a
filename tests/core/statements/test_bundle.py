"""Bundles are read as a whole or not at all, and written back the same; the rule of a circle is a line."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_L
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from p2pcard.core.formats import armor, crypto
from p2pcard.core.statements import acceptance, bundle, introduction, revocation, statement, vouch
from p2pcard.core.statements.bundle import HeldSecrets, Introduced, Shown, Withdrawal
from p2pcard.core.statements.statement import Kind
from p2pcard.core.statements.vouch import Manner
from p2pcard.errors import (
    BadSignature,
    Malformed,
    NewerVersion,
    Refusal,
    TooLarge,
)
from tests.peers import MONTH, card_of, chance_of, seed_of

ROOT = chance_of("the root of Ana")(16)
TEO = crypto.public_key(seed_of("Teo"))
VOUCH = vouch.issue(ROOT, TEO, "Teo", 64 * MONTH + 1, MONTH, Manner.QR, may_introduce=False)
AGREED = acceptance.write(VOUCH, seed_of("Teo"))
OFFER = introduction.write(TEO, "Bea", MONTH, bytes(16), seed_of("Ana"))
ACCEPTED = acceptance.write(OFFER, seed_of("Teo"))
GONE = revocation.write(ROOT)
BLOBS = tuple(chance_of("blobs")(656) for _ in range(3))
ITEMS: list[bundle.Item] = [
    GONE,
    OFFER,
    AGREED,
    card_of("Teo"),
    Withdrawal(bytes(32)),
    Withdrawal(bytes(range(32))),
    Shown(VOUCH, None),
    Shown(VOUCH, AGREED),
    Shown(VOUCH, AGREED, BLOBS),
    Introduced(card_of("Teo"), OFFER, ACCEPTED),
    HeldSecrets((bytes(range(16)), bytes(range(1, 17)))),
]
MIXED = st.lists(st.sampled_from(ITEMS), max_size=4).filter(lambda items: len(bundle.write(items)) <= 8192)


def item(content):
    """An item of any content, in a bundle of its own."""
    return bundle.HEAD + len(content).to_bytes(2, "big") + content


def sized(made):
    return len(bytes(made)).to_bytes(2, "big") + bytes(made)


@given(MIXED)
def test_what_was_written_is_read_the_same(items):
    written = bundle.write(items)
    assert bundle.is_bundle(written)
    assert bundle.read(written) == tuple(items)
    assert bundle.write(bundle.read(written)) == written


@given(MIXED, st.integers(0, 8191))
def test_a_bundle_that_is_cut_is_refused_unless_an_item_ends_there(items, size):
    written = bundle.write(items)
    ends = list(accumulate([2, *(len(bundle.write_item(each)) for each in items)]))
    size %= len(written)
    if size in ends:
        assert bundle.read(written[:size]) == tuple(items[: ends.index(size)])
    else:
        with pytest.raises(Malformed):
            bundle.read(written[:size])


@given(st.binary(max_size=400), st.booleans())
def test_random_bytes_are_refused_or_hold_nothing_that_anybody_signed(data, headed):
    try:
        items = bundle.read(bundle.HEAD + data if headed else data)
    except Refusal:
        return
    assert {type(each) for each in items} <= {Withdrawal, HeldSecrets}


@pytest.mark.parametrize("good", ITEMS, ids=lambda each: type(each).__name__)
def test_one_bad_item_refuses_all(good):
    bad = bundle.write_item(GONE)[:-1] + b"\0"
    with pytest.raises(BadSignature):
        bundle.read(bundle.write([good]) + bad)
    with pytest.raises(BadSignature):
        bundle.read(bundle.HEAD + bad + bundle.write_item(good))


def statement_of(size):
    """A revocation of so many bytes, with a field that nobody knows."""
    short = len(bytes(statement.make(Kind.REVOCATION, {200: bytes(300)}, bytes(32)))) - 300
    return statement.make(Kind.REVOCATION, {200: bytes(size - short)}, bytes(32))


def test_8192_bytes_are_read_and_one_more_is_too_large():
    rest = bundle.SIZE_LIMIT - len(bundle.write([statement_of(2048)] * 3)) - 2
    largest, larger = (
        bundle.write([*[statement_of(2048)] * 3, statement_of(rest + over)]) for over in (0, 1)
    )
    assert len(largest) == bundle.SIZE_LIMIT == 8192
    assert len(bundle.read(largest)) == 4
    with pytest.raises(TooLarge):
        bundle.read(larger)


@pytest.mark.parametrize("data", [b"", b"\1", b"\1\x21", b"\1\x1f\0\1\2"])
def test_what_does_not_begin_like_a_bundle_is_malformed_and_called_none(data):
    with pytest.raises(Malformed):
        bundle.read(data)
    assert not bundle.is_bundle(data)


def test_a_bundle_of_another_version_is_newer_and_called_a_bundle():
    for version in (0, 2, 255):
        data = bytes((version,)) + bundle.write([GONE])[1:]
        with pytest.raises(NewerVersion):
            bundle.read(data)
        assert bundle.is_bundle(data)


@pytest.mark.parametrize("count", [0, 1, 16, 17])
def test_the_tags_of_pair_secrets_take_the_same_room_however_many_there_are(count):
    item = HeldSecrets(tuple(bytes((number,)) * 16 for number in range(1, count + 1)))
    assert len(bundle.write_item(item)) == 2 + 1 + 17 * 16
    assert bundle.read(bundle.write([item])) == (item,)
    assert not bundle.needs_large([item, *[Withdrawal(bytes(32))] * 6])


def test_behind_the_last_tag_of_pair_secrets_there_are_zeros_alone():
    data = bytearray(bundle.write([HeldSecrets((bytes(range(1, 17)),))]))
    data[-1] = 1
    with pytest.raises(Malformed):
        bundle.read(bytes(data))


@pytest.mark.parametrize("first", [0, 6, 127, 255])
def test_an_item_of_another_kind_is_newer(first):
    with pytest.raises(NewerVersion):
        bundle.read(item(bytes((first,)) + bytes(GONE)[1:]))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\2" + bytes(31),
        b"\2" + bytes(33),
        b"\3",
        b"\3\0" + bytes(4),
        b"\3\1" + sized(VOUCH) + sized(AGREED) + BLOBS[0],
        b"\3\3" + sized(VOUCH) + sized(AGREED) + BLOBS[0] + BLOBS[1],
        b"\3\0" + sized(VOUCH) + sized(AGREED) + BLOBS[0],
        b"\3\0" + sized(VOUCH),
        b"\4" + sized(card_of("Teo")) + sized(OFFER) + bytes(2),
        b"\4" + sized(card_of("Teo")) + sized(OFFER) + sized(ACCEPTED) + b"\0",
    ],
)
def test_an_item_with_too_little_or_too_much_in_it_is_malformed(content):
    with pytest.raises(Malformed):
        bundle.read(item(content))


def test_what_is_no_item_is_not_written():
    with pytest.raises(TypeError):
        bundle.write_item(b"a card that nobody read")  # type: ignore[arg-type]  # which types forbid


def test_what_a_withdrawal_and_blobs_hold_is_not_printed():
    assert "secret" not in repr(Withdrawal(bytes(32)))
    assert "blobs" not in repr(Shown(VOUCH, None, BLOBS))


# Filled up


def test_a_filled_bundle_has_its_size_whatever_is_in_it_and_says_what_went_in():
    several: list[list[bundle.Item]] = [[], [GONE], ITEMS[:-1]]
    for items in several:
        for size in (bundle.SMALL, bundle.LARGE):
            filled, taken = bundle.fill(items, size)
            assert len(filled) == size
            assert bundle.read_filled(filled) == taken
    assert bundle.fill(ITEMS[:-1], bundle.LARGE)[1] == tuple(ITEMS[:-1])


def test_what_does_not_fit_is_left_and_smaller_things_behind_it_are_not():
    large = Shown(VOUCH, AGREED, BLOBS)
    assert bundle.fill([large, GONE, large, Withdrawal(bytes(32))], bundle.SMALL)[1] == (
        GONE,
        Withdrawal(bytes(32)),
    )
    exact = statement_of(bundle.SMALL - 2 - 2 - 2)
    assert bundle.fill([exact, GONE], bundle.SMALL)[1] == (exact,)
    assert bundle.fill([statement_of(bundle.SMALL - 2 - 2 - 1), GONE], bundle.SMALL)[1] == (GONE,)
    assert not bundle.needs_large([exact])
    assert bundle.needs_large([statement_of(bundle.SMALL - 2 - 2 - 1)])
    assert not bundle.needs_large([])


def test_a_file_holds_what_has_room_in_8192_bytes_and_a_code_the_same_without_blobs_in_2048():
    large = Shown(VOUCH, AGREED, BLOBS)
    assert bundle.fitting([large] * 4) == (large,) * 3
    exact = statement_of(2048 - 2 - 2)
    assert bundle.fitting_code([exact]) == (exact,)
    assert bundle.fitting_code([statement_of(2048 - 2 - 1), GONE]) == (GONE,)
    bare = bundle.fitting_code([GONE, *[large] * 6])
    assert bare == (GONE, *[Shown(VOUCH, AGREED)] * 5)
    assert bundle.read(armor.from_qr(armor.to_qr(bundle.write(bare)))) == bare


@pytest.mark.parametrize("place", [127, 511])
def test_anything_but_zeros_behind_a_filled_bundle_is_malformed(place):
    filled = bundle.fill([GONE], bundle.SMALL)[0]
    assert bundle.read_filled(filled) == (GONE,)
    with pytest.raises(Malformed):
        bundle.read_filled(filled[:place] + b"\1" + filled[place + 1 :])


# On paper


def test_a_revocation_in_a_bundle_fits_a_code_of_version_6():
    text = armor.to_qr(bundle.write([GONE]))
    assert len(text) <= 195
    versions = []
    for drawn in (text, "P" * 195, "P" * 196):
        code = QRCode(error_correction=ERROR_CORRECT_L, border=0)
        code.add_data(data := QRData(drawn), optimize=0)
        assert data.mode == MODE_ALPHA_NUM
        code.make(fit=True)
        versions.append(code.version)
    assert versions == [6, 6, 7]
    assert bundle.read(armor.from_qr(text)) == (GONE,)
