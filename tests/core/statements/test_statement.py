"""A statement is the bytes that were signed: nothing else is read, and nothing is changed on the way."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import crypto, wire
from p2pcard.core.statements import statement
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.errors import BadKey, BadSignature, Malformed, NewerVersion, Refusal, TooLarge
from tests.peers import seed_of

SEED = seed_of("Ana")
KEY = crypto.public_key(SEED)
MADE = statement.make(Kind.CARD, {1: 7, 3: "Ana"}, SEED)
SMALL_ORDER = bytes([1]) + bytes(31)  # the neutral element, under which anything verifies
FIELDS = st.dictionaries(
    st.integers(1, 255),
    st.integers(0, 2**64 - 1) | st.text(max_size=30) | st.binary(max_size=30),
    max_size=20,
)


def signed(body, seed=SEED, version=1, kind=1, context=b"p2pcard/1/card\x00"):
    """A statement around any body, with a good signature."""
    return bytes((version, kind)) + body + crypto.sign(seed, context + body)


def test_what_was_made_is_read_the_same():
    read = statement.read(bytes(MADE))
    assert read == MADE
    assert bytes(read) == bytes(MADE)
    assert read.fields() == {0: KEY, 1: 7, 3: "Ana"}
    assert (read.kind, read.author) == (Kind.CARD, KEY)


@given(FIELDS)
def test_whatever_is_made_is_read_and_written_back_the_same(fields):
    made = statement.make(Kind.CARD, fields, SEED)
    assert statement.read(bytes(made)) == made
    assert statement.load_trusted(bytes(made)) == made
    assert statement.trusted_body(bytes(made)) == made.body
    assert made.fields() == {0: KEY, **fields}


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data):
    with pytest.raises(Refusal):
        statement.read(data)


@given(st.binary(max_size=200))
def test_bodies_that_are_not_canonical_are_refused_however_well_they_are_signed(rest):
    body = b"\x82\x00\xc4\x20" + KEY + rest
    data = signed(body)
    try:
        read = statement.read(data)
    except Malformed:
        return
    assert bytes(read) == data
    assert wire.encode(read.fields()) == body


@given(st.binary(max_size=150))
def test_whatever_is_taken_apart_is_put_together_the_same(rest):
    data = b"\x01\x01\x81\x00\xc4\x20" + rest
    try:
        found = statement.load_trusted(data)
    except Malformed:
        return
    assert bytes(found) == data


def test_bytes_behind_or_missing_are_refused():
    data = bytes(MADE)
    for size in range(len(data)):
        with pytest.raises((Malformed, BadSignature)):
            statement.read(data[:size])
    with pytest.raises(BadSignature):
        statement.read(data + b"\x00")


def test_every_flipped_bit_is_refused():
    data = bytes(MADE)
    for place in range(len(data) * 8):
        altered = bytearray(data)
        altered[place // 8] ^= 1 << place % 8
        with pytest.raises((Malformed, BadSignature, BadKey, NewerVersion)):
            statement.read(bytes(altered))


def test_the_shortest_statement_is_read_and_one_byte_less_is_not():
    data = signed(b"\x81\x00\xc4\x20" + KEY)
    assert len(data) == 102
    assert statement.read(data).fields() == {0: KEY}
    with pytest.raises(Malformed):
        statement.load_trusted(data[:-1])


@pytest.mark.parametrize("version", [0, 2, 255])
def test_another_version_is_from_a_newer_program(version):
    with pytest.raises(NewerVersion):
        statement.read(signed(MADE.body, version=version))


@pytest.mark.parametrize("kind", [0, max(Kind) + 1, 255])
def test_another_kind_is_from_a_newer_program(kind):
    with pytest.raises(NewerVersion):
        statement.read(signed(MADE.body, kind=kind))


def test_a_signature_for_another_context_does_not_count():
    for context in (b"", b"p2pcard/1/vouch\x00", b"p2pcard/2/card\x00", b"p2pcard/1/card"):
        with pytest.raises(BadSignature):
            statement.read(signed(MADE.body, context=context))


def test_the_context_names_the_program_the_version_and_the_kind():
    assert Kind.CARD.context == b"p2pcard/1/card\x00"
    assert len({kind.context for kind in Kind}) == len(Kind)


def test_a_signature_of_somebody_else_does_not_count():
    with pytest.raises(BadSignature):
        statement.read(signed(MADE.body, seed=seed_of("Bela")))


def test_a_key_under_which_anything_verifies_is_refused():
    body = wire.encode({0: SMALL_ORDER, 3: "Ana"})
    data = bytes((1, 1)) + body + SMALL_ORDER + bytes(32)
    with pytest.raises(BadKey):
        statement.read(data)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"\x81\x01\xc4\x20" + KEY, id="not in field 0"),
        pytest.param(b"\x81\x00\xc4\x1f" + KEY[:-1] + b"\x00", id="a short key"),
        pytest.param(b"\x81\x00\xd9\x20" + KEY, id="text instead of bytes"),
        pytest.param(b"\xde\x00\x01\x00\xc4\x20" + KEY[:-2], id="no room for the key"),
    ],
)
def test_a_body_that_does_not_begin_with_a_key_is_refused(body):
    with pytest.raises(Malformed):
        statement.read(signed(body))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"\xde\x00\x01\x00\xc4\x20" + KEY, id="a long map"),
        pytest.param(b"\x91\x00\xc4\x20" + KEY, id="a list"),
        pytest.param(b"\x82\x00\xc4\x20" + KEY + b"\x01", id="a field without a value"),
        pytest.param(b"\x82\x00\xc4\x20" + KEY + b"\x00\xc4\x20" + bytes(32), id="two keys"),
        pytest.param(b"\x81\x00\xc4\x20" + KEY + b"\x00", id="a byte behind"),
    ],
)
def test_a_well_signed_body_in_another_form_is_refused(body):
    with pytest.raises(Malformed):
        statement.read(signed(body))


@pytest.mark.parametrize("count", [14, 15, 16, 63])
def test_the_key_is_found_before_few_fields_and_many(count):
    made = statement.make(Kind.CARD, {number: 1 for number in range(1, count + 1)}, SEED)
    assert statement.read(bytes(made)).author == KEY


def test_an_id_leaves_the_signature_out_and_nothing_else():
    assert replace(MADE, signature=bytes(64)).id == MADE.id
    assert len(MADE.id) == 32
    others = [
        statement.make(Kind.CARD, {1: 7, 3: "Anna"}, SEED),
        statement.make(Kind.CARD, {1: 7, 3: "Ana"}, seed_of("Bela")),
    ]
    assert MADE.id not in {other.id for other in others}
    assert MADE.id == crypto.digest("p2pcard-stmt", bytes(MADE)[: -crypto.SIGNATURE_SIZE])


def test_recalling_does_not_look_at_the_signature():
    unsigned = replace(MADE, signature=bytes(64))
    assert statement.load_trusted(bytes(unsigned)) == unsigned
    with pytest.raises(BadSignature):
        statement.read(bytes(unsigned))


def filled(size):
    """A statement of this size."""
    made = statement.make(Kind.CARD, {1: bytes(size - 106)}, SEED)
    assert len(bytes(made)) == size
    return made


@pytest.mark.parametrize("size", [statement.SIZE_LIMIT - 1, statement.SIZE_LIMIT])
def test_up_to_2048_bytes_are_made_and_read(size):
    assert statement.SIZE_LIMIT == 2048
    made = filled(size)
    assert statement.read(bytes(made)) == made


def test_one_byte_more_is_neither_made_nor_read():
    with pytest.raises(TooLarge) as refusal:
        filled(statement.SIZE_LIMIT + 1)
    assert refusal.value.values == {"size": 2049, "limit": 2048}
    body = wire.encode({0: KEY, 1: bytes(statement.SIZE_LIMIT + 1 - 106)})
    with pytest.raises(TooLarge):
        statement.read(signed(body))


def test_two_statements_are_equal_when_their_bytes_are():
    assert {MADE, Statement(Kind.CARD, KEY, MADE.body, MADE.signature)} == {MADE}
