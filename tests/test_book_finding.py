"""Finding people by what somebody types, and noticing names that look alike."""

from dataclasses import replace

import pytest

from p2pcard.core import card, crypto, finding, vouches
from p2pcard.core.book import Book, How
from p2pcard.core.card import Card
from p2pcard.errors import NoSuchPerson, SeveralPeople
from tests.peers import MONTH, seed_of
from tests.vouchers import key_of, met, vouch_by

ME = crypto.public_key(seed_of("me"))
NAMES = ("Ana Peña", "Ana María Ruiz", "José", "Josefina", "Łukasz", "Ålice", "مريم", "Bo", "Ruth O'Neil")


def written(name, seed, **fields):
    return card.write(Card(name, month=MONTH, until=MONTH + 12, **fields), seed_of(seed))


def book_of(*people):
    """A book of people whose key is made from their place."""
    book = Book(ME)
    for place, name in enumerate(people):
        book = book.accept(written(name, f"{place}"), How.QR, MONTH)
    return book


BOOK = book_of(*NAMES)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ana Peña", "Ana Peña"),
        ("ana pena", "Ana Peña"),
        ("  ANA   PEÑA ", "Ana Peña"),
        ("Pen\u0303a", "Ana Peña"),
        ("pena", "Ana Peña"),
        ("maria", "Ana María Ruiz"),
        ("a r", "Ana María Ruiz"),
        ("jose", "José"),
        ("josef", "Josefina"),
        ("lukasz", "Łukasz"),
        ("alice", "Ålice"),
        ("مريم", "مريم"),
        ("Bo", "Bo"),
        ("ruth oneil", "Ruth O'Neil"),
        ("o’neil", "Ruth O'Neil"),
    ],
)
def test_a_person_is_found_by_name_or_a_part_of_it_without_accents_and_case(typed, name):
    assert BOOK.find(typed).name == name


@pytest.mark.parametrize("typed", ["", " ", "\t", "Zoe", "anamaria", "ana  maria x", "\u0301"])
def test_nobody_is_found_by_nothing_or_another_name(typed):
    with pytest.raises(NoSuchPerson) as refusal:
        BOOK.find(typed)
    assert refusal.value.values == {"name": typed}


def test_nothing_typed_finds_not_even_a_name_of_accents_alone():
    hebrew_point = "\u05b0"
    with pytest.raises(NoSuchPerson):
        book_of(hebrew_point).find("")


def test_several_people_are_listed_by_name_with_the_start_of_their_id():
    with pytest.raises(SeveralPeople) as refusal:
        BOOK.find("ana")
    ids = [crypto.public_key(seed_of(f"{place}")).hex()[:8] for place in (0, 1)]
    assert refusal.value.values == {
        "name": "ana",
        "people": f"Ana María Ruiz ({ids[1]}), Ana Peña ({ids[0]})",
    }


def test_two_people_of_one_name_are_told_apart_by_their_ids():
    book = book_of("Ana", "ANA")
    with pytest.raises(SeveralPeople):
        book.find("Ana")
    for key, contact in book.contacts.items():
        assert book.find(key.hex()) == contact
        assert book.find(key.hex()[:8].upper()) == contact


def test_seven_digits_of_an_id_are_not_enough():
    (key,) = book_of("Bo").contacts
    with pytest.raises(NoSuchPerson):
        book_of("Bo").find(key.hex()[:7])
    with pytest.raises(NoSuchPerson):
        book_of("Bo").find(key.hex()[1:])


def test_a_person_is_found_by_the_name_on_any_of_their_cards_and_once():
    book = book_of("Ana").accept(written("Dr. Ana Ruiz", "0", series=1), How.QR, MONTH)
    (contact,) = book.contacts.values()
    assert book.find("dr. ana ruiz") == book.find("ruiz") == book.find("ana") == contact


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana Peña", "Ana Pena"), ("Bill", "BiII"), ("Omar", "0mar"), ("Coco", "Сосо"), ("Maria", "Marıa")],
)
def test_people_whose_names_look_alike_are_shown_to_each_other(one, other):
    book = book_of(one, other, "Zoe")
    first, second, third = book.contacts.values()
    assert book.look_alikes(first) == (second,)
    assert book.look_alikes(second) == (first,)
    assert book.look_alikes(third) == ()


def test_a_look_alike_on_a_second_card_is_noticed_too():
    book = book_of("Coco Ruiz", "Zoe").accept(written("Сосо Ruiz", "1", series=1), How.QR, MONTH)
    first, second = book.contacts.values()
    assert book.look_alikes(first) == (second,)
    assert book.look_alikes(second) == (first,)


def test_a_name_that_others_give_to_two_people_fits_several():
    book = met("Ana")
    for name in ("Bo Ray", "Bo Sun"):
        held = vouches.hold(vouch_by("Ana", name), None, MONTH)
        book = replace(book, vouches=book.vouches.with_shown(held))
    assert finding.somebody(book, "ana") == key_of("Ana")
    assert finding.somebody(book, "ray") == key_of("Bo Ray")
    with pytest.raises(SeveralPeople) as refusal:
        finding.somebody(book, "bo")
    people = sorted(key_of(name).hex()[:8] for name in ("Bo Ray", "Bo Sun"))
    assert refusal.value.values == {"name": "bo", "people": ", ".join(people)}
    with pytest.raises(NoSuchPerson):
        finding.somebody(book, "")


def test_people_in_a_list_are_numbered_in_the_order_of_their_names():
    book = met("Teo", "أمل", "ana", "Ben")
    here = {key_of(name) for name in ("Teo", "أمل", "ana")}
    numbered = {"1": key_of("ana"), "2": key_of("Teo"), "3": key_of("أمل")}
    assert finding.numbered(book, here) == numbered
    assert list(finding.numbered(book, here)) == ["1", "2", "3"]
    assert finding.numbered(book, ()) == {}
