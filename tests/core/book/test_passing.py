"""A month comes, or turns out not to have come: what a wrong clock ended is back, what expired is gone."""

from dataclasses import replace

import pytest

from p2pcard.core.book import passing, sending, vouching
from p2pcard.core.book import vouches as said
from p2pcard.core.book.book import Book
from p2pcard.core.book.circles import Circle, Place
from p2pcard.core.book.retention import settle
from p2pcard.core.book.settings import Retention
from p2pcard.core.book.tally import Tally
from p2pcard.core.book.vouches import Withdrawn
from p2pcard.core.statements.vouch import Handle
from tests.peers import MONTH
from tests.vouchers import ROOT, about, confirmed, key_of, met, vouch_by

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
AHEAD = MONTH + 40


def now(book, last, month):
    """The book as it is when it is opened in another month."""
    return settle(passing.arrive(book, last, month), month)


@pytest.mark.parametrize("kind", Retention)
def test_what_a_wrong_clock_ended_counts_again_when_it_is_right(kind):
    book = confirmed("Ana", "Ben")
    book = settle(book.with_settings(replace(book.settings, retention=kind)), MONTH)
    assert about(book, "Teo").people == 2
    wrong = now(now(book, MONTH, AHEAD), AHEAD, AHEAD)
    assert about(wrong, "Teo", AHEAD).people == 0
    right = now(wrong, AHEAD, MONTH)
    assert about(right, "Teo").people == 2
    assert right.vouches.kept == book.vouches.kept
    if kind is Retention.UNTIL_EXPIRY:
        assert right.vouches.shown == book.vouches.shown


def test_what_others_said_is_forgotten_by_the_month_that_counts():
    book = settle(confirmed("Ana", "Ben"), MONTH)
    assert book.vouches.shown
    assert not now(book, MONTH, MONTH + 2).vouches.shown


def test_what_has_run_out_is_gone_once_a_later_month_came():
    book = confirmed("Ana", "Ben")
    mine = said.hold(vouch_by("Ana", "me"), None, MONTH)
    made = replace(book.vouches.with_mine(mine), withdrawn=(Withdrawn(bytes(16), MONTH + 12),))
    book = settle(replace(book, vouches=replace(made, ended={b"handle": MONTH})), MONTH)
    over = now(book, MONTH, AHEAD)
    assert (over.vouches.mine, over.vouches.withdrawn) != ({}, ())
    assert over.vouches.kept[TEO].routes
    gone = now(over, AHEAD, AHEAD + 1)
    assert (dict(gone.vouches.mine), gone.vouches.withdrawn, dict(gone.vouches.ended)) == ({}, (), {})
    assert gone.vouches.kept[TEO].routes == ()


def test_month_by_month_what_runs_out_is_gone_in_the_month_after_the_next():
    book, last = settle(confirmed("Ana", "Ben"), MONTH), MONTH
    for month in range(MONTH + 1, MONTH + 15):
        book, last = now(book, last, month), month
        assert bool(book.vouches.kept[TEO].routes) == (month <= MONTH + 13)


def test_what_this_device_noted_in_a_month_that_did_not_come_is_of_this_month():
    book = confirmed("Ana", "Ben")
    book = passing.arrive(book, MONTH, AHEAD)
    late = replace(
        book.contacts[TEO],
        provenance=replace(book.contacts[TEO].provenance, month=AHEAD, first=AHEAD),
        brought=Tally(AHEAD // 3, 3),
        delivered=Tally(AHEAD // 12, 7),
    )
    book = book.with_contact(late)
    book = replace(book, circles={"street": Circle(people={TEO: Place(AHEAD)})})
    right = passing.arrive(book, AHEAD, MONTH)
    found = right.contacts[TEO]
    assert (found.provenance.month, found.provenance.first) == (MONTH, MONTH)
    assert (found.brought, found.delivered) == (Tally(MONTH // 3, 3), Tally(MONTH // 12, 7))
    assert right.circles["street"].people[TEO].month == MONTH
    assert right.settings.sure == MONTH
    assert passing.arrive(right, MONTH, MONTH) is right


def test_an_introduction_that_ran_out_is_neither_asked_about_nor_handed_on_though_it_is_still_there():
    book = met("Ana", "Ben")
    book = passing.arrive(book, MONTH, AHEAD)
    one, other = book.contacts[ANA], book.contacts[BEN]
    book = vouching.introduce(book, ROOT, one, other, MONTH, bytes(16))
    assert len([*sending.waiting(book, ANA, MONTH)]) == len([*sending.waiting(book, ANA, AHEAD)]) + 1


def test_a_vouch_whose_place_was_taken_in_a_month_that_had_not_come_is_noted_for_the_month_that_is():
    past = said.SupersededVouch(ANA, TEO, Handle(bytes(32), bytes(16)), AHEAD, AHEAD + 12)
    book = Book(BEN)
    book = replace(book, vouches=replace(book.vouches, past={TEO: frozenset({past})}))
    (kept,) = passing.arrive(book, AHEAD, MONTH).vouches.past[TEO]
    assert (kept.first, kept.until) == (MONTH, AHEAD + 12)
