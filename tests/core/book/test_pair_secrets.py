"""What two people share: kept until the other side is known to hold a newer one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.book import pair_secrets, receiving, retention
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.pair_secrets import SECRETS_LIMIT, Before, PairSecret
from p2pcard.core.book.receiving import Came
from p2pcard.core.exchange.events import Saved, Show, StoredNow
from p2pcard.core.exchange.meeting import member, messages
from p2pcard.core.formats import crypto
from p2pcard.core.statements.bundle import HeldSecrets
from p2pcard.errors import NothingForYou
from tests.peers import MONTH, card_of, room_of, seed_of

ME = crypto.public_key(seed_of("me"))
ANA = crypto.public_key(seed_of("Ana"))
CARD = card_of("Ana")
RUN = b"the transcript of this exchange"


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


def test_a_confirmation_of_one_that_is_not_held_changes_nothing():
    book = book_with(1, 2)
    assert book.confirm(ANA, secret(3)) is book


@pytest.mark.parametrize("count", [15, 16])
def test_up_to_sixteen_unconfirmed_ones_are_held(count):
    assert SECRETS_LIMIT == 16
    assert held(book_with(*range(1, count + 1))) == list(range(1, count + 1))


def test_where_sixteen_unconfirmed_ones_wait_a_new_one_is_not_taken_and_the_card_is():
    book = book_with(*range(1, 17))
    newer = card_of("Ana", sequence=2)
    after = book.accept(newer, How.QR, MONTH + 1, secret(17))
    assert held(after) == list(range(1, 17))
    assert after.contacts[ANA].cards == (newer,)
    assert after.contacts[ANA].provenance.month == MONTH + 1


def test_the_confirmed_one_stays_beside_sixteen_unconfirmed_ones():
    book = book_with(1).confirm(ANA, secret(1))
    for number in range(2, 20):
        book = book.accept(CARD, How.QR, MONTH, secret(number))
    assert held(book) == [-1, *range(2, 18)]


def told(book, before, *theirs, binding=RUN):
    """What is left when Ana's device told of these secrets; `before` are those of before the exchange."""
    older = tuple(PairSecret(secret(number)) for number in before)
    tags = pair_secrets.tags(tuple(PairSecret(secret(number)) for number in theirs), binding)
    came = Came(ANA, MONTH, Before(RUN, {ANA: older}))
    after, _, refused = receiving.take(book, [HeldSecrets(tags)], came)
    assert not refused
    return held(after)


def test_the_newest_that_both_hold_is_confirmed_and_every_older_one_is_erased():
    assert told(book_with(1, 2, 3), (1, 2), 1, 2) == [-2, 3]
    assert told(book_with(1, 2, 3), (1, 2), 1, 2, 3) == [-3]
    assert told(book_with(1, 2, 3), (1, 2), 3, 1) == [-3]


def test_what_was_there_before_and_the_other_does_not_hold_is_dropped_also_if_it_was_confirmed():
    assert told(book_with(1, 2, 3).confirm(ANA, secret(1)), (1, 2)) == [3]
    assert told(book_with(1, 2, 3), (1, 2), 1) == [-1, 3]
    assert told(book_with(1, 2), (1, 2)) == []


def test_what_came_in_this_exchange_stays_while_it_is_not_known_whether_the_other_holds_it():
    assert told(book_with(1), ()) == [1]
    assert told(book_with(1, 2), (1,), 7) == [2]


def test_what_was_told_in_another_exchange_fits_nothing():
    assert told(book_with(1, 2), (1,), 1, 2, binding=b"another transcript") == [2]


def test_what_is_told_outside_of_an_exchange_changes_nothing():
    book = book_with(1, 2).accept(card_of("Bela"), How.QR, MONTH, secret(9))
    item = HeldSecrets(pair_secrets.tags(book.contacts[ANA].secrets, RUN))
    for came in (
        Came(b"", MONTH),
        Came(ANA, MONTH),
        Came(ANA, MONTH, Before(RUN, {})),
        Came(b"forgotten meanwhile", MONTH, Before(RUN, {b"forgotten meanwhile": ()})),
    ):
        after, news, (refused,) = receiving.take(book, [item], came)
        assert (after, news) == (book, ())
        assert isinstance(refused, NothingForYou)


def test_a_pair_secret_that_goes_is_not_kept_by_the_save_before():
    book = book_with(1, 2)
    assert retention.drops(book, book.confirm(ANA, secret(2)))
    assert retention.drops(book, book.with_secrets(ANA, ()))
    assert not retention.drops(book, book.confirm(ANA, secret(1)))
    assert not retention.drops(book, book.accept(CARD, How.QR, MONTH, secret(3)))
    assert not retention.drops(Book(ME), book)


def test_to_confirm_touches_nobody_else():
    bela = crypto.public_key(seed_of("Bela"))
    book = book_with(1, 2).accept(card_of("Bela"), How.QR, MONTH, secret(9))
    confirmed = book.confirm(ANA, secret(2))
    assert confirmed.contacts[bela] is book.contacts[bela]
    assert confirmed.contacts[ANA].cards == book.contacts[ANA].cards
    assert confirmed.contacts[ANA].provenance == book.contacts[ANA].provenance


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 40)), max_size=60))
def test_whatever_happens_one_confirmed_one_leads_and_at_most_sixteen_wait(steps):
    book = book_with()
    for confirms, number in steps:
        before = held(book)
        numbers = [abs(each) for each in before]
        if confirms and numbers:
            book = book.confirm(ANA, secret(numbers[number % len(numbers)]))
        elif not confirms:
            book = book.accept(CARD, How.QR, MONTH, secret(number))
            assert held(book)[: len(before)] == before
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
