"""My own cards: changed, added and dropped in a book (spec 5.4)."""

import pytest

from p2pcard.core.book import issuing
from p2pcard.core.book.book import Book
from p2pcard.core.formats import crypto, recovery
from p2pcard.core.statements import card, revocation
from p2pcard.core.statements.card import Card
from p2pcard.errors import CardExists, LastCard, NoSuchCard
from tests.peers import MONTH, chance_of
from tests.vouchers import ROOT, met

ANA, CHOIR = Card("Ana"), Card("Ana of the choir")
FIRST = issuing.issue(ROOT, ANA, 1, MONTH)
BOOK = Book(FIRST.author).with_own("card", FIRST)


def added(book, label="choir", *, short=False, chance=bytes):
    return issuing.add(book, ROOT, label, CHOIR, MONTH, short=short, chance=chance)


def says(book, label=""):
    return card.read(book.own_card(label).statement)


@pytest.mark.parametrize("label", ["", "card"])
def test_a_changed_card_follows_the_one_before_in_its_place(label):
    book = issuing.change(added(BOOK), ROOT, label, Card("Ana Paz"), MONTH + 1)
    assert [own.label for own in book.own] == ["card", "choir"]
    now = says(book)
    assert (now.name, now.series, now.sequence, now.month) == ("Ana Paz", 0, 2, MONTH + 1)
    with pytest.raises(NoSuchCard):
        issuing.change(BOOK, ROOT, "choir", ANA, MONTH)


def test_a_card_that_was_added_has_a_series_of_its_own_and_stays_short_when_it_is_changed():
    book = added(BOOK, short=True, chance=chance_of("series"))
    series = says(book, "choir").series
    assert series > 1
    changed = issuing.change(book, ROOT, "choir", ANA, MONTH)
    now = says(changed, "choir")
    assert (now.series, now.sequence, now.support) == (series, 2, b"")
    assert says(added(BOOK), "choir").series == 1  # 0 is the first card's
    with pytest.raises(CardExists):
        added(book)


def test_a_card_is_dropped_unless_it_is_the_only_one():
    assert issuing.drop(added(BOOK), "choir") == BOOK
    with pytest.raises(NoSuchCard):
        issuing.drop(BOOK, "choir")
    with pytest.raises(LastCard):
        issuing.drop(BOOK, "card")


@pytest.mark.parametrize(("month", "current"), [(-1, False), (0, True), (11, True), (12, False)])
def test_a_card_is_given_away_as_it_is_from_its_month_until_the_one_before_its_last(month, current):
    mine = Card("Ana", month=MONTH, until=MONTH + 12)
    assert issuing.is_current(mine, MONTH + month) is current


def test_a_new_identity_keeps_the_cards_and_people_and_tells_them_that_the_old_one_ended():
    before = added(met("Ana", book=BOOK))
    new = chance_of("new root")(recovery.ROOT_SIZE)
    book = issuing.begin_anew(before, ROOT, new, MONTH)
    assert book.me == crypto.public_key(recovery.identity_seed(new))
    assert [says(book, label).name for label in ("card", "choir")] == ["Ana", "Ana of the choir"]
    assert {says(book, label).sequence for label in ("card", "choir")} == {1}
    assert book.contacts.keys() == before.contacts.keys()
    assert book.former == (revocation.write(ROOT),)
    assert book.vouches.revoked == {before.me: book.former[0]}
    assert not book.settings.words_known
