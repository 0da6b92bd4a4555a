"""A card says what its owner wrote, in one form only, and keeps what a newer version may add."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import calendar, wire
from p2pcard.core.statements import card, statement
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Kind
from p2pcard.errors import (
    EmptyText,
    HiddenCharacter,
    Malformed,
    MixedAlphabets,
    NewerVersion,
    Refusal,
    TextTooLong,
)
from tests.peers import MONTH, seed_of

SEED = seed_of("Ana")
ANA = Card("Ana", month=MONTH, until=MONTH + calendar.LIFE)
ANAS = card.write(ANA, SEED)
PLAIN = {1: 1, 2: MONTH, 3: "Ana", 5: MONTH + 12}
FULL = Card(
    name="Ana Ordóñez",
    channels=((0, "+34 600 000 000"), (1, "ana@example.org"), (1, "ana@example.com"), (9, "the red door")),
    offers=(1, 11, "two tents"),
    languages=("es", "en", "cat"),
    organisation="Barrio Norte",
    role="nurse",
    other_keys=((0, b"openpgp"), (1, b"ssh"), (2, b"age")),
    printable=True,
    exchange=bytes(range(32)),
    support=bytes(range(16)),
    series=2,
    sequence=7,
    month=MONTH,
    until=MONTH + 6,
)
LETTERS = st.characters(exclude_categories=["Cs"])
LINES = st.text(LETTERS, max_size=65)
CARDS = st.builds(
    Card,
    name=LINES,
    channels=st.lists(st.tuples(st.integers(0, 256), LINES), max_size=9).map(tuple),
    offers=st.lists(st.integers(0, 70000) | st.text(LETTERS, max_size=32), max_size=17).map(tuple),
    languages=st.lists(st.sampled_from(["es", "en", "cat", "ES", "e", "espa", ""]), max_size=3).map(tuple),
    organisation=LINES,
    other_keys=st.lists(st.tuples(st.integers(0, 256), st.binary(max_size=520)), max_size=5).map(tuple),
    printable=st.booleans(),
    exchange=st.sampled_from([b"", bytes(31), bytes(32)]),
    support=st.sampled_from([b"", bytes(15), bytes(16)]),
    series=st.integers(-1, 2**32),
    sequence=st.integers(-1, 2**64),
    month=st.integers(-1, 70000),
    until=st.integers(-1, 70000),
)


def but(**fields):
    """Ana's card with other fields."""
    return replace(ANA, **fields)


def made_of(fields):
    """A well-signed card of any fields."""
    return statement.make(Kind.CARD, fields, SEED)


@pytest.mark.parametrize("mine", [ANA, FULL])
def test_a_card_is_read_as_it_was_written(mine):
    made = card.write(mine, SEED)
    assert card.read(made) == mine
    assert card.read(statement.read(bytes(made))) == mine
    assert_trusted(made, mine)


@given(CARDS)
def test_whatever_can_be_written_can_be_read(mine):
    try:
        made = card.write(mine, SEED)
    except Refusal:
        return
    assert card.read(statement.read(bytes(made))) == mine
    assert_trusted(made, mine)


def assert_trusted(made, mine):
    """What is read without a look at the rules is what is read with one."""
    lines = [mine.name, mine.organisation, mine.role, *(line for _, line in mine.channels)]
    assert card.trusted_name(made.body) == mine.name
    assert card.trusted_words(made.body) == (lines, mine.offers, mine.languages)


@given(CARDS, st.integers(0, MONTH), st.integers(0, 24))
def test_dates_that_fit_leave_the_other_fields_as_they_are(mine, month, life):
    try:
        made = card.write(replace(mine, name="Ana", month=month, until=month + life), SEED)
    except Refusal:
        return
    assert card.write(card.read(made), SEED) == made
    assert_trusted(made, card.read(made))


def test_only_a_name_and_dates_are_needed():
    assert card.read(made_of(PLAIN)) == ANA
    assert card.write(ANA, SEED).fields().keys() == {0, 1, 2, 3, 5}


@pytest.mark.parametrize("field", PLAIN)
def test_without_one_of_them_it_is_no_card(field):
    with pytest.raises(Malformed):
        card.read(made_of({name: value for name, value in PLAIN.items() if name != field}))


def test_the_first_month_of_all_is_written_although_it_is_nought():
    first = but(month=0, until=12)
    assert card.read(card.write(first, SEED)) == first


@pytest.mark.parametrize("field", [4, 6, 7, 8, 9, 10, 11, 12, 13, 14])
@pytest.mark.parametrize("empty", [0, "", b"", (), False])
def test_a_field_that_is_there_but_empty_is_refused(field, empty):
    with pytest.raises(Malformed):
        card.read(made_of({**PLAIN, field: empty}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (1, "1"),
        (1, True),
        (2, "682"),
        (2, True),
        (3, b"Ana"),
        (4, "phone"),
        (4, (0, "1")),
        (4, (("0", "1"),)),
        (4, ((0, b"1"),)),
        (4, ((True, "1"),)),
        (4, ((0, "1", "2"),)),
        (4, ((0,),)),
        (5, "700"),
        (6, b"x"),
        (8, ((1,),)),
        (8, (True,)),
        (8, (b"van",)),
        (9, (1,)),
        (10, ((0, "text"),)),
        (10, (b"key",)),
        (11, "x" * 32),
        (12, 1),
        (13, "x" * 16),
        (14, "1"),
    ],
)
def test_a_value_of_another_kind_is_refused(field, value):
    with pytest.raises(Malformed):
        card.read(made_of({**PLAIN, field: value}))


@pytest.mark.parametrize("language", ["", "e", "span", "ES", "eS", "e1", "es-MX", "éé", "ѕе"])
def test_a_language_is_two_or_three_letters_a_to_z(language):
    with pytest.raises(Malformed):
        card.write(but(languages=(language,)), SEED)


@pytest.mark.parametrize("twice", [{"offers": (1, 1)}, {"offers": ("a", "a")}, {"languages": ("es", "es")}])
def test_nothing_is_offered_or_spoken_twice(twice):
    with pytest.raises(Malformed):
        card.write(but(**twice), SEED)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": ""}, EmptyText),
        ({"name": "x" * 61}, TextTooLong),
        ({"name": "Ana\u202e"}, HiddenCharacter),
        ({"name": "Аna"}, MixedAlphabets),
        ({"channels": ((0, ""),)}, EmptyText),
        ({"channels": ((0, "1\n2"),)}, HiddenCharacter),
        ({"offers": ("",)}, EmptyText),
        ({"organisation": " x"}, HiddenCharacter),
        ({"role": "x" * 61}, TextTooLong),
    ],
)
def test_the_owner_is_told_what_is_wrong_with_a_line(wrong, refusal):
    with pytest.raises(refusal):
        card.write(but(**wrong), SEED)


@pytest.mark.parametrize("field", ["name", "organisation", "role"])
def test_text_that_has_no_bytes_is_refused_before_it_is_signed(field):
    with pytest.raises(HiddenCharacter):
        card.write(but(**{field: "Ana\udcff"}), SEED)


@pytest.mark.parametrize("field", [15, 100, wire.CRITICAL_LIMIT])
def test_a_field_that_must_be_understood_is_from_a_newer_version(field):
    with pytest.raises(NewerVersion):
        card.read(made_of({**PLAIN, field: 1}))


@pytest.mark.parametrize("field", [wire.CRITICAL_LIMIT + 1, wire.FIELD_NAME_LIMIT])
@pytest.mark.parametrize("value", [1, 0, "", ((1, "x"),)])
def test_a_field_that_may_be_left_unread_stays_in_the_bytes(field, value):
    made = made_of({**PLAIN, field: value})
    passed_on = statement.read(bytes(made))
    assert card.read(passed_on) == ANA
    assert passed_on.fields()[field] == value
    assert passed_on.id != made_of(PLAIN).id


def test_a_statement_of_another_kind_is_no_card():
    other = statement.Statement(2, ANAS.author, ANAS.body, ANAS.signature)  # type: ignore[arg-type]  # kind 2
    with pytest.raises(Malformed):
        card.read(other)


def test_the_cards_of_one_person_differ_in_series_and_share_a_key():
    one, other = (card.write(but(series=series), SEED) for series in (0, 1))
    assert one.author == other.author
    assert one.id != other.id
