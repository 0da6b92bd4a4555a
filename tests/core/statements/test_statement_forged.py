"""Ten thousand alterations of good statements: none is taken for what was signed."""

import random

import pytest

from p2pcard.core.formats import crypto, wire
from p2pcard.core.statements import card, statement
from p2pcard.core.statements.statement import Kind
from p2pcard.errors import Refusal
from tests.peers import MONTH, card_of, seed_of

ROUNDS = 10_000
GOOD = [
    card_of("Ana"),
    card_of("Bela", channels=((0, "+49 30 1234567"), (1, "bela@example.org")), exchange=bytes(range(32))),
    card_of("Çiğdem", offers=(1, 7, "two spare tents"), languages=("es", "tr"), support=bytes(16), series=3),
    card_of(
        "Dora", organisation="Clinic", role="nurse", other_keys=((1, b"ssh-ed25519 AAAA"),), printable=True
    ),
]
TOKENS = [bytes((number,)) for number in (0, 1, 0x7F, 0x80, 0x90, 0xA0, 0xC0, 0xC2, 0xC4, 0xCC, 0xDE, 0xFF)]


def altered(data, chance):
    """`data` with one to three alterations."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice((_flip, _replace, _insert, _leave_out, _swap, _token, _splice))(data, chance)
    return data


def _place(data, chance):
    return chance.randrange(max(len(data), 1))


def _flip(data, chance):
    place = _place(data, chance)
    return data[:place] + bytes((data[place] ^ 1 << chance.randrange(8),)) + data[place + 1 :]


def _replace(data, chance):
    place = _place(data, chance)
    return data[:place] + chance.randbytes(1) + data[place + 1 :]


def _insert(data, chance):
    place = _place(data, chance)
    return data[:place] + chance.randbytes(chance.randint(1, 4)) + data[place:]


def _leave_out(data, chance):
    place = _place(data, chance)
    return data[:place] + data[place + chance.randint(1, 4) :]


def _swap(data, chance):
    one, other = sorted((_place(data, chance), _place(data, chance)))
    return data[:one] + data[other:] + data[one:other]


def _token(data, chance):
    place = _place(data, chance)
    return data[:place] + chance.choice(TOKENS) + data[place + 1 :]


def _splice(data, chance):
    """The front of one statement and the back of another."""
    other = bytes(chance.choice(GOOD))
    place = _place(data, chance)
    return data[:place] + other[min(place, len(other) - 1) :]


def test_no_altered_statement_is_read_unless_it_is_one_of_the_good_ones():
    chance = random.Random(20261122)
    good = {bytes(made) for made in GOOD}
    read = refused = 0
    for _ in range(ROUNDS):
        data = altered(bytes(chance.choice(GOOD)), chance)
        try:
            found = statement.read(data)
        except Refusal:
            refused += 1
            continue
        assert bytes(found) == data
        assert data in good
        read += 1
    assert read + refused == ROUNDS
    assert refused > 0.9 * ROUNDS


def test_an_altered_body_signed_anew_is_read_whole_or_refused():
    chance = random.Random(20261123)
    read = refused = 0
    for _ in range(ROUNDS):
        body = altered(chance.choice(GOOD).body, chance)
        data = (
            b"\x01\x01"
            + body
            + crypto.sign(seed_of(chance.choice(("Ana", "Bela"))), Kind.CARD.context + body)
        )
        try:
            found = statement.read(data)
            card.read(found)
        except Refusal:
            refused += 1
            continue
        assert bytes(found) == data
        assert wire.encode(found.fields()) == body
        read += 1
    assert read > 100  # what was altered is often a letter of a name
    assert refused > 100


def test_a_card_that_is_read_can_be_written_again_by_its_owner():
    chance = random.Random(20261124)
    names = {bytes(made): name for made, name in zip(GOOD, ("Ana", "Bela", "Çiğdem", "Dora"), strict=True)}
    written = 0
    for _ in range(ROUNDS // 4):
        original = chance.choice(GOOD)
        seed = seed_of(names[bytes(original)])
        body = altered(original.body, chance)
        data = b"\x01\x01" + body + crypto.sign(seed, Kind.CARD.context + body)
        try:
            found = statement.read(data)
            fields = card.read(found)
        except Refusal:
            continue
        if max(found.fields()) > wire.CRITICAL_LIMIT:
            continue  # a field that we leave unread
        assert card.write(fields, seed) == found
        written += 1
    assert written > 100


@pytest.mark.parametrize("made", GOOD, ids=lambda made: card.read(made).name)
def test_the_good_ones_are_good(made):
    assert statement.read(bytes(made)) == made
    assert card.read(made).month == MONTH
