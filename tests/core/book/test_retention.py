"""What is remembered of others' vouches, and what stays when it is forgotten (spec 15.8)."""

from dataclasses import replace

import pytest

from p2pcard.core.book.retention import settle
from p2pcard.core.book.settings import Retention, Settings
from p2pcard.core.book.tally import Tally
from p2pcard.core.book.vouches import WITHDRAWN_LIFE
from tests.peers import MONTH
from tests.vouchers import (
    WORD,
    about,
    after,
    confirmed,
    held,
    key_of,
    met,
    shown,
    withdrawn,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
FORGET, TWO_MONTHS, UNTIL_EXPIRY = Retention


def kept(book):
    return book.vouches.kept.get(TEO)


def test_this_month_and_the_next_where_nothing_was_chosen():
    assert met().settings.retention is TWO_MONTHS


@pytest.mark.parametrize(
    ("kind", "last"), [(FORGET, MONTH - 1), (TWO_MONTHS, MONTH + 1), (UNTIL_EXPIRY, MONTH + 13)]
)
def test_what_others_show_is_held_as_long_as_was_chosen(kind, last):
    book = confirmed("Ana", "Ben", memory_kind=kind)
    assert len(book.vouches.shown[TEO]) == 2
    for month in range(MONTH, MONTH + 20):
        assert len(settle(book, month).vouches.shown.get(TEO, ())) == 2 * (month <= last)


def test_while_an_exchange_goes_on_what_is_to_be_forgotten_is_looked_at_together():
    book = held("Teo", book=met("Ana", "Ben", mark=WORD)).with_settings(Settings(retention=FORGET))
    one = after(book, shown("Ana", "Teo"))
    two = after(one, shown("Ben", "Teo"))
    assert (kept(one).count, kept(two).count) == (1, 2)
    over = settle(two, MONTH)
    assert over.vouches.shown == {}
    assert about(over, "Teo").people == 2
    assert after(settle(one, MONTH), shown("Ben", "Teo")).vouches.kept[TEO].count == 1


def test_choosing_to_forget_forgets_what_is_in_hand_and_keeps_what_it_confirmed():
    book = confirmed("Ana", "Ben")
    over = settle(book.with_settings(Settings(retention=FORGET)), MONTH)
    assert over.vouches.shown == {}
    assert kept(over) == kept(book)


def test_counts_end_with_their_quarter_or_year():
    july, quarter, year = 56 * 12 + 6, 56 * 4 + 2, 56
    book = met("Ana").with_settings(Settings("es", through_others=Tally(quarter, 2)))
    counted = replace(book.contacts[ANA], brought=Tally(quarter, 2), delivered=Tally(year, 7))
    book = book.with_contact(counted)
    assert settle(book, july + 2) == book
    october = settle(book, july + 3)
    assert october.settings == Settings("es")
    assert october.contacts[ANA] == replace(counted, brought=Tally())
    assert settle(book, july + 6).contacts[ANA] == replace(counted, brought=Tally(), delivered=Tally())


def test_vouches_about_me_stay_until_they_run_out():
    book = after(met("Ana"), shown("Ana", "me"))
    assert settle(book, MONTH + 12).vouches.mine == book.vouches.mine
    assert settle(book, MONTH + 13).vouches.mine == {}


@pytest.mark.parametrize(
    ("kind", "last"), [(FORGET, MONTH - 1), (TWO_MONTHS, MONTH + 1), (UNTIL_EXPIRY, MONTH + 12)]
)
def test_what_is_sealed_beside_them_is_carried_as_long_as_others_vouches_are_remembered(kind, last):
    item = shown("Ana", "me", blobs=tuple(bytes((number,)) * 656 for number in range(3)))
    book = after(met("Ana").with_settings(Settings(retention=kind)), item)
    assert book.vouches.mine[ANA].blobs == item.blobs
    for month in (MONTH, MONTH + 1, MONTH + 2, MONTH + 12):
        assert settle(book, month).vouches.mine[ANA].blobs == (item.blobs if month <= last else ())


def test_a_handle_is_kept_for_26_months():
    book = after(met("Ana"), withdrawn("Ben", "Teo"))
    assert WITHDRAWN_LIFE == 26
    assert settle(book, MONTH + 25).vouches.ended == book.vouches.ended
    assert settle(book, MONTH + 26).vouches.ended == {}
