"""What may enter the book, and that a refusal leaves it as it was."""

from dataclasses import FrozenInstanceError, replace

import pytest

from p2pcard.core.book.book import Book, How, OwnCard, Provenance
from p2pcard.core.book.forgetting import forget
from p2pcard.core.book.settings import Settings
from p2pcard.core.formats import crypto
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
from p2pcard.errors import Malformed, NoSuchCard, NoSuchPerson, OlderCard, Refusal, TwoVersions, YourOwnCard
from tests.peers import MONTH, card_of, seed_of

ME = crypto.public_key(seed_of("me"))
EMPTY = Book(ME)
ANA = crypto.public_key(seed_of("Ana"))
MET = (How.PHRASE, How.QR)
NOT_MET = (How.CARD_ONLY, How.INTRODUCED)


def anas(name="Ana", **fields):
    """A card of Ana's, under any name."""
    return card.write(Card(name, month=MONTH, until=MONTH + 12, **fields), seed_of("Ana"))


def held(book, key=ANA):
    return book.contacts[key]


def refused(book, refusal, *arguments):
    """Check that something is refused and changes nothing."""
    before = replace(book, contacts=dict(book.contacts))
    with pytest.raises(refusal) as raised:
        book.accept(*arguments)
    assert book == before
    return raised.value


@pytest.mark.parametrize("how", How)
def test_a_first_card_is_held_with_how_and_when_it_came(how):
    book = EMPTY.accept(anas(), how, MONTH)
    assert held(book).cards == (anas(),)
    assert held(book).provenance == Provenance(how, MONTH, MONTH)
    assert (held(book).name, held(book).key) == ("Ana", ANA)
    assert Book(ME) == EMPTY


def test_what_was_read_of_a_person_before_leads_to_what_is_held_now():
    before = held(EMPTY.accept(anas(), How.QR, MONTH))
    book = EMPTY.accept(anas(sequence=2), How.QR, MONTH)
    assert book.current(before) == held(book) != before
    with pytest.raises(NoSuchPerson) as refusal:
        EMPTY.current(before)
    assert refusal.value.values == {"name": "Ana"}


def test_a_newer_card_takes_the_place_of_the_older():
    book = EMPTY.accept(anas(), How.QR, MONTH).accept(anas(sequence=2), How.CARD_ONLY, MONTH)
    assert held(book).cards == (anas(sequence=2),)


def test_the_same_card_again_changes_nothing():
    book = EMPTY.accept(anas(), How.CARD_ONLY, MONTH)
    assert book.accept(anas(), How.CARD_ONLY, MONTH) == book


def test_of_two_signatures_of_one_card_the_first_is_kept():
    other = replace(anas(), signature=bytes(64))
    assert other.id == anas().id
    book = EMPTY.accept(anas(), How.QR, MONTH).accept(other, How.QR, MONTH)
    assert held(book).cards == (anas(),)


@pytest.mark.parametrize("how", NOT_MET)
def test_an_older_card_that_only_came_is_refused(how):
    book = EMPTY.accept(anas(sequence=2), How.QR, MONTH)
    refusal = refused(book, OlderCard, anas(), how, MONTH + 1)
    assert refusal.values == {"name": "Ana"}


@pytest.mark.parametrize("how", MET)
def test_an_older_card_of_a_person_in_front_of_me_counts_as_met_and_the_newer_stays(how):
    secret = bytes(range(32))
    book = EMPTY.accept(anas(sequence=2), How.CARD_ONLY, MONTH).accept(anas(), how, MONTH + 1, secret)
    assert held(book).cards == (anas(sequence=2),)
    assert held(book).provenance == Provenance(how, MONTH + 1, MONTH)
    assert [each.secret for each in held(book).secrets] == [secret]


@pytest.mark.parametrize("how", How)
def test_two_cards_with_one_number_are_refused_however_they_came(how):
    book = EMPTY.accept(anas(), How.QR, MONTH)
    refusal = refused(book, TwoVersions, anas(role="nurse"), how, MONTH, bytes(32))
    assert refusal.values == {"name": "Ana"}


@pytest.mark.parametrize("how", How)
def test_my_own_card_is_refused(how):
    refused(EMPTY, YourOwnCard, card_of("me"), how, MONTH, bytes(32))


def test_a_statement_that_is_no_card_is_refused():
    made = anas()
    book = EMPTY.accept(made, How.QR, MONTH)
    refused(book, Malformed, replace(made, body=made.body[:-1]), How.QR, MONTH)


def test_cards_of_one_person_stand_side_by_side_in_the_order_of_their_series():
    clinic, home, newer = anas("Dr. Ana", series=3), anas(), anas("Dr. Ana Ruiz", series=3, sequence=2)
    book = EMPTY.accept(clinic, How.QR, MONTH).accept(home, How.CARD_ONLY, MONTH)
    assert held(book).cards == (home, clinic)
    assert held(book).names == ("Ana", "Dr. Ana")
    assert held(book).name == "Ana"
    book = book.accept(newer, How.CARD_ONLY, MONTH)
    assert held(book).cards == (home, newer)
    refused(book, OlderCard, clinic, How.CARD_ONLY, MONTH)


def test_another_series_has_its_own_numbers():
    book = EMPTY.accept(anas(sequence=9), How.QR, MONTH).accept(anas(series=1), How.CARD_ONLY, MONTH)
    assert [each.sequence for each in held(book).read()] == [9, 1]


@pytest.mark.parametrize("first", How)
@pytest.mark.parametrize("then", How)
def test_how_a_card_came_is_never_weakened(first, then):
    strength = {How.CARD_ONLY: 0, How.INTRODUCED: 1, How.PHRASE: 2, How.QR: 2}
    book = EMPTY.accept(anas(), first, MONTH).accept(anas(), then, MONTH + 5)
    provenance = held(book).provenance
    assert strength[provenance.how] == max(strength[first], strength[then])
    if strength[then] >= strength[first]:
        assert provenance == Provenance(then, MONTH + 5, MONTH)
    else:
        assert provenance == Provenance(first, MONTH, MONTH)


def test_who_introduced_somebody_stays_known_when_they_are_met():
    introduced = replace(
        held(EMPTY.accept(anas(), How.INTRODUCED, MONTH)),
        provenance=Provenance(How.INTRODUCED, MONTH, MONTH, by=bytes(32)),
    )
    book = replace(EMPTY, contacts={ANA: introduced}).accept(anas(), How.QR, MONTH + 1)
    assert held(book).provenance == Provenance(How.QR, MONTH + 1, MONTH, by=bytes(32))


def test_to_have_met_is_to_have_stood_face_to_face():
    assert [how for how in How if how.met] == list(MET)


def test_one_persons_card_changes_nobody_else():
    book = EMPTY.accept(card_of("Bela"), How.QR, MONTH, bytes(32))
    after = book.accept(anas(), How.CARD_ONLY, MONTH)
    bela = crypto.public_key(seed_of("Bela"))
    assert after.contacts.keys() == {ANA, bela}
    assert held(after, bela) is held(book, bela)


def test_to_forget_leaves_no_trace():
    book = EMPTY.accept(card_of("Bela"), How.QR, MONTH, bytes(32))
    assert forget(book.accept(anas(), How.QR, MONTH, bytes(32)), bytes(16), ANA) == book
    assert forget(book, bytes(16), ANA) == book


def test_the_order_in_which_cards_come_does_not_matter():
    cards = [anas(), anas(sequence=2), anas(series=1), card_of("Bela")]
    one = other = EMPTY
    for each in cards:
        one = one.accept(each, How.QR, MONTH)
    for each in reversed(cards):
        other = other.accept(each, How.QR, MONTH)
    assert one == other


def test_a_book_never_changes():
    book = EMPTY.accept(anas(), How.QR, MONTH).with_settings(Settings("es"))
    with pytest.raises(FrozenInstanceError):
        book.me = bytes(32)  # type: ignore[misc]  # must fail
    with pytest.raises(TypeError):
        book.contacts[bytes(32)] = held(book)  # type: ignore[index]  # must fail
    with pytest.raises(FrozenInstanceError):
        book.settings.language = "en"  # type: ignore[misc]  # must fail
    with pytest.raises(FrozenInstanceError):
        held(book).cards = ()


def test_every_change_makes_another_book_and_leaves_the_first():
    book = EMPTY.accept(anas(), How.QR, MONTH, bytes(32)).with_own("home", card_of("me"))
    kept = replace(book, contacts=dict(book.contacts))
    for changed in (
        book.accept(card_of("Bela"), How.QR, MONTH),
        book.accept(anas(sequence=2), How.QR, MONTH, bytes(range(32))),
        book.confirm(ANA, bytes(32)),
        forget(book, bytes(16), ANA),
        book.with_own("clinic", card_of("me", series=1)),
        book.with_settings(Settings("es")),
    ):
        assert changed != book
        assert book == kept


def test_my_cards_keep_their_order_and_one_label_has_one_card():
    home, clinic, newer = card_of("me"), card_of("me", series=1), card_of("me", sequence=2)
    book = EMPTY.with_own("home", home).with_own("clinic", clinic)
    assert book.own == (OwnCard("home", home), OwnCard("clinic", clinic))
    book = book.with_own("home", newer)
    assert book.own == (OwnCard("home", newer), OwnCard("clinic", clinic))
    assert book.own_card() == book.own_card("home") == OwnCard("home", newer)
    assert book.own_card("clinic").statement == clinic


@pytest.mark.parametrize("book", [EMPTY, EMPTY.with_own("home", card_of("me"))])
def test_a_label_that_none_of_my_cards_has_is_refused(book):
    with pytest.raises(NoSuchCard) as refusal:
        book.own_card("clinic")
    assert refusal.value.values == {"name": "clinic"}


def test_without_a_card_of_my_own_there_is_no_first_one():
    with pytest.raises(Refusal):
        EMPTY.own_card()
