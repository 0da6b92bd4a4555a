"""Months are the only measure of time, and no clock but our own moves anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core import calendar, card, crypto
from p2pcard.core.book import Book, How
from p2pcard.core.card import Card
from p2pcard.core.forgetting import forget
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
    before = Book(ME).accept(bela, How.QR, MONTH, bytes(32)).with_setting("language", "es")
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
