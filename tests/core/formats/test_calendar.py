"""Months are the only measure of time, and no clock but our own moves anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.book.book import Book, How
from p2pcard.core.book.forgetting import forget
from p2pcard.core.book.settings import Settings
from p2pcard.core.formats import calendar, crypto
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
from p2pcard.errors import MonthNotUnderstood
from tests.peers import MONTH, seed_of

ME = crypto.public_key(seed_of("me"))
MONTHS = st.integers(0, calendar.MONTH_LIMIT)


def test_months_are_counted_from_january_1970():
    assert calendar.month(1970, 1) == 0
    assert calendar.month(1970, 12) == 11
    assert calendar.month(2026, 11) == MONTH
    assert calendar.parts(calendar.MONTH_LIMIT) == (7431, 4)


@given(MONTHS)
def test_a_month_is_written_in_seven_characters_that_say_which_it_is(month):
    year, number = calendar.write(month).split("-")
    assert (len(year), len(number)) == (4, 2)
    assert calendar.month(int(year), int(number)) == month
    assert calendar.month(*calendar.parts(month)) == month


def card_from(month, sequence=1, name="Ana"):
    """Ana's card, written on a device whose clock shows this month."""
    made = Card(name, month=month, until=min(month + calendar.LIFE, calendar.MONTH_LIMIT), sequence=sequence)
    return card.write(made, seed_of("Ana"))


CLOCKS = [0, MONTH - 600, MONTH - 36, MONTH, MONTH + 36, calendar.MONTH_LIMIT]


@pytest.mark.parametrize("theirs", CLOCKS)
@pytest.mark.parametrize("how", How)
def test_a_card_of_any_month_is_accepted_and_noted_under_our_own(theirs, how):
    book = Book(ME).accept(card_from(theirs), how, MONTH)
    (contact,) = book.contacts.values()
    assert contact.provenance.month == contact.provenance.first == MONTH
    assert contact.read()[0].month == theirs


@pytest.mark.parametrize("theirs", CLOCKS)
def test_a_card_of_any_month_moves_nothing_but_its_owner(theirs):
    bela = card.write(Card("Bela", month=MONTH, until=MONTH + 12), seed_of("Bela"))
    before = Book(ME).accept(bela, How.QR, MONTH, bytes(32)).with_settings(Settings("es"))
    after = before.accept(card_from(theirs), How.CARD_ONLY, MONTH + 1)
    assert forget(after, bytes(16), crypto.public_key(seed_of("Ana"))) == before


@pytest.mark.parametrize("month", CLOCKS)
def test_the_sequence_orders_cards_and_never_the_month(month):
    newer, older = card_from(month, sequence=3), card_from(MONTH, sequence=2)
    held = Book(ME).accept(older, How.QR, MONTH).accept(newer, How.QR, MONTH)
    assert held == Book(ME).accept(newer, How.QR, MONTH).accept(older, How.QR, MONTH)
    (contact,) = held.contacts.values()
    assert contact.cards == (newer,)


@pytest.mark.parametrize(("ours", "theirs"), [(0, MONTH), (calendar.MONTH_LIMIT, MONTH), (MONTH, 0)])
def test_two_people_whose_clocks_are_years_apart_hold_each_others_cards(ours, theirs):
    ana, bela = crypto.public_key(seed_of("Ana")), crypto.public_key(seed_of("Bela"))
    belas = card.write(Card("Bela", month=theirs, until=theirs + 12), seed_of("Bela"))
    on_anas, on_belas = (
        Book(ana).accept(belas, How.QR, ours),
        Book(bela).accept(card_from(ours), How.QR, theirs),
    )
    assert on_anas.contacts[bela].provenance.month == ours
    assert on_belas.contacts[ana].provenance.month == theirs


def test_a_card_and_a_vouch_live_until_the_same_month_of_next_year():
    assert calendar.write(calendar.month(2026, 11) + calendar.LIFE) == "2027-11"


@pytest.mark.parametrize(
    ("typed", "found"), [("2026-03", (2026, 3)), (" 3 2026 ", (2026, 3)), ("12/2031", (2031, 12))]
)
def test_a_month_is_read_as_it_is_written_and_as_people_say_it(typed, found):
    assert calendar.read(typed) == calendar.month(*found)


@pytest.mark.parametrize("typed", ["", "soon", "2026-13", "0 2026", "12 2025", "2025-12", "3 2019"])
def test_what_is_no_month_of_this_program_is_not_understood(typed):
    with pytest.raises(MonthNotUnderstood):
        calendar.read(typed)
