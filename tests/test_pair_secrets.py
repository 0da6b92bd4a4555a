"""What two people share: kept until the other side is known to hold a newer one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core import crypto
from p2pcard.core.book import SECRETS_LIMIT, Book, How, PairSecret
from p2pcard.core.exchange import Saved, Show, StoredNow
from p2pcard.core.meeting import member, messages
from tests.peers import MONTH, card_of, room_of, seed_of

ME = crypto.public_key(seed_of("me"))
ANA = crypto.public_key(seed_of("Ana"))
CARD = card_of("Ana")


def secret(number):
    return bytes((number,)) * 32


def book_with(*numbers):
    """A book after so many meetings with Ana, none of them confirmed."""
    book = Book(ME).accept(CARD, How.CARD_ONLY, MONTH)
    for number in numbers:
        book = book.accept(CARD, How.QR, MONTH, secret(number))
    return book


def held(book):
    """The numbers of the secrets held, a confirmed one as negative."""
    return [each.secret[0] * (-1 if each.confirmed else 1) for each in book.contacts[ANA].secrets]


def test_a_card_alone_brings_no_secret_and_takes_none():
    assert held(book_with()) == []
    assert held(book_with(1).accept(CARD, How.CARD_ONLY, MONTH)) == [1]


def test_secrets_are_held_oldest_first_and_unconfirmed():
    book = book_with(1, 2)
    assert book.contacts[ANA].secrets == (PairSecret(secret(1)), PairSecret(secret(2)))


def test_the_same_secret_again_changes_nothing():
    assert book_with(1, 2, 1) == book_with(1, 2)
    confirmed = book_with(1).confirm(ANA, secret(1))
    assert confirmed.accept(CARD, How.QR, MONTH, secret(1)) == confirmed


def test_to_confirm_erases_every_older_one_and_keeps_the_newer():
    assert held(book_with(1, 2, 3).confirm(ANA, secret(2))) == [-2, 3]
    assert held(book_with(1, 2, 3).confirm(ANA, secret(3))) == [-3]
    assert held(book_with(1, 2, 3).confirm(ANA, secret(1))) == [-1, 2, 3]


def test_to_confirm_twice_changes_nothing():
    book = book_with(1, 2).confirm(ANA, secret(2))
    assert book.confirm(ANA, secret(2)) == book


def test_a_newly_confirmed_one_erases_the_one_confirmed_before():
    book = book_with(1).confirm(ANA, secret(1)).accept(CARD, How.QR, MONTH, secret(2))
    assert held(book) == [-1, 2]
    assert held(book.confirm(ANA, secret(2))) == [-2]


@pytest.mark.parametrize("count", [SECRETS_LIMIT - 1, SECRETS_LIMIT])
def test_up_to_four_unconfirmed_ones_are_held(count):
    assert SECRETS_LIMIT == 4
    assert held(book_with(*range(1, count + 1))) == list(range(1, count + 1))


def test_of_five_unconfirmed_ones_the_oldest_goes():
    assert held(book_with(1, 2, 3, 4, 5)) == [2, 3, 4, 5]
    assert held(book_with(1, 2, 3, 4, 5, 6)) == [3, 4, 5, 6]


def test_the_confirmed_one_stays_beside_four_unconfirmed_ones():
    book = book_with(1).confirm(ANA, secret(1))
    for number in (2, 3, 4, 5, 6):
        book = book.accept(CARD, How.QR, MONTH, secret(number))
    assert held(book) == [-1, 3, 4, 5, 6]


def test_to_confirm_touches_nobody_else():
    bela = crypto.public_key(seed_of("Bela"))
    book = book_with(1, 2).accept(card_of("Bela"), How.QR, MONTH, secret(9))
    confirmed = book.confirm(ANA, secret(2))
    assert confirmed.contacts[bela] is book.contacts[bela]
    assert confirmed.contacts[ANA].cards == book.contacts[ANA].cards
    assert confirmed.contacts[ANA].provenance == book.contacts[ANA].provenance


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 40)), max_size=40))
def test_whatever_happens_one_confirmed_one_leads_and_at_most_four_wait(steps):
    book = book_with()
    for confirms, number in steps:
        numbers = [abs(each) for each in held(book)]
        if confirms and numbers:
            book = book.confirm(ANA, secret(numbers[number % len(numbers)]))
        elif not confirms:
            book = book.accept(CARD, How.QR, MONTH, secret(number))
            assert number in [abs(each) for each in held(book)]
        after = held(book)
        assert all(each > 0 for each in after[1:])
        assert len([each for each in after if each > 0]) <= SECRETS_LIMIT
        assert len(set(after)) == len(after)


def test_a_card_that_the_book_refuses_is_named_as_missing_with_its_reason():
    seen = []

    def bend(line, message, down):
        if down and line == 1 and isinstance(message, messages.Boxes):
            seen.append((room.devices[1].state, message))
        return (message,)

    room = room_of(3, bend=bend)
    room.start()
    room.talk()
    storing, _ = member.step(*seen[0])
    _, effects = member.step(storing, Saved(()))
    shown = next(e.screen for e in effects if isinstance(e, Show) and isinstance(e.screen, StoredNow))
    assert not shown.cards
    assert {each.number for each in shown.refused} == set(shown.missing)
    assert {each.reason for each in shown.refused} == {"two-versions"}
