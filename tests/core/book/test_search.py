"""Finding people by what somebody types, and noticing names that look alike."""

from dataclasses import replace

import pytest

from p2pcard.core.book import search, vouches
from p2pcard.core.book.book import Book, How, StoredPeople
from p2pcard.core.formats import crypto
from p2pcard.core.formats.frozen import OnDemand
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
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
    assert search.find(BOOK, typed).name == name


@pytest.mark.parametrize("typed", ["", " ", "\t", "Zoe", "anamaria", "ana  maria x", "\u0301"])
def test_nobody_is_found_by_nothing_or_another_name(typed):
    with pytest.raises(NoSuchPerson) as refusal:
        search.find(BOOK, typed)
    assert refusal.value.values == {"name": typed}


def test_nothing_typed_finds_not_even_a_name_of_apostrophes_alone():
    with pytest.raises(NoSuchPerson):
        search.find(book_of("’"), "")


def test_several_people_are_listed_by_name_with_the_start_of_their_id():
    with pytest.raises(SeveralPeople) as refusal:
        search.find(BOOK, "ana")
    ids = [crypto.public_key(seed_of(f"{place}")).hex()[:8] for place in (0, 1)]
    assert refusal.value.values == {
        "name": "ana",
        "people": f"Ana María Ruiz ({ids[1]}), Ana Peña ({ids[0]})",
    }


def test_two_people_of_one_name_are_told_apart_by_their_ids():
    book = book_of("Ana", "ANA")
    with pytest.raises(SeveralPeople):
        search.find(book, "Ana")
    for key, contact in book.contacts.items():
        assert search.find(book, key.hex()) == contact
        assert search.find(book, key.hex()[:8].upper()) == contact


def test_seven_digits_of_an_id_are_not_enough():
    (key,) = book_of("Bo").contacts
    with pytest.raises(NoSuchPerson):
        search.find(book_of("Bo"), key.hex()[:7])
    with pytest.raises(NoSuchPerson):
        search.find(book_of("Bo"), key.hex()[1:])


def test_a_person_is_found_by_the_name_on_any_of_their_cards_and_once():
    book = book_of("Ana").accept(written("Dr. Ana Ruiz", "0", series=1), How.QR, MONTH)
    (contact,) = book.contacts.values()
    assert (
        search.find(book, "dr. ana ruiz") == search.find(book, "ruiz") == search.find(book, "ana") == contact
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Peña", "Ana Pena"),
        ("Bill", "BiII"),
        ("Omar", "0mar"),
        ("Coco", "Сосо"),
        ("Maria", "Marıa"),
        ("Carlos", "Carlᴏs"),
        ("Olga", "Olɡa"),
        ("ANA", "ꓮꓠꓮ"),
        ("ANNA", "ΑΝΝΑ"),
        ("Άννα", "ΑΝΝΑ"),
        ("علی\u200cرضا", "علي رضا"),
    ],
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


def vouched_for(*names):
    """A book of Ana, who vouches for people whose cards I do not hold."""
    book = met("Ana")
    for name in names:
        held = vouches.hold(vouch_by("Ana", name), None, MONTH)
        book = replace(book, vouches=book.vouches.with_shown(held))
    return book


def test_a_name_that_others_give_to_two_people_fits_several():
    book = vouched_for("Bo Ray", "Bo Sun")
    assert search.somebody(book, "ana") == key_of("Ana")
    assert search.somebody(book, "ray") == key_of("Bo Ray")
    with pytest.raises(SeveralPeople) as refusal:
        search.somebody(book, "bo")
    people = [f"{name} ({key_of(name).hex()[:8]})" for name in ("Bo Ray", "Bo Sun")]
    assert refusal.value.values == {"name": "bo", "people": ", ".join(people)}
    with pytest.raises(NoSuchPerson):
        search.somebody(book, "")


def test_of_those_whom_others_vouch_for_a_whole_name_comes_before_a_part_and_an_id_is_enough():
    book = vouched_for("Bo", "Bo Sun", "Zoe")
    assert search.somebody(book, "bo") == key_of("Bo")
    assert search.somebody(book, key_of("Bo Sun").hex()[:8]) == key_of("Bo Sun")
    with pytest.raises(NoSuchPerson):
        search.find(book, "bo")


def test_of_a_person_whose_card_i_hold_no_other_one_takes_the_place():
    for name in ("Ana Ruiz", "An"):  # where it stands in the middle, and where it fits even better
        assert search.somebody(vouched_for(name), "an") == key_of("Ana")


def test_who_may_be_meant_are_those_of_the_whole_name_alone_where_there_are_any():
    book = book_of("Ana", "Anabel", "ANA", "Mariana")
    first, part, second, _ = book.contacts
    assert list(search.candidates(book, "ana")) == [first, second]
    assert list(search.candidates(book, "an")) == [first, part, second]
    assert list(search.candidates(book, first.hex()[:8])) == [first]
    assert list(search.candidates(book, "Teo")) == []


def test_in_a_room_nobody_else_is_meant_and_only_by_whole_words_of_the_name_that_is_shown():
    book = book_of("Ana Ruiz", "Mariana", "Zoe").accept(written("Zoe Ruiz", "2", series=1), How.QR, MONTH)
    ana, mariana, zoe = book.contacts
    here = {ana, mariana, zoe, key_of("somebody whose card was kept back")}
    assert search.find(book, "ana", here).key == search.find(book, "ruiz", here).key == ana
    assert search.find(book, mariana.hex()[:8], here).key == mariana
    for typed, people in (
        ("ana", {mariana, zoe}),
        ("ruiz", {zoe}),
        (ana.hex(), {mariana}),
        ("zoe ruiz", here),
    ):
        with pytest.raises(NoSuchPerson):
            search.find(book, typed, people)


def test_in_a_room_the_beginning_of_a_word_means_nobody():
    book = book_of("Anabel Ruiz", "李小龍")
    anabel, li = book.contacts
    for typed, person in (("ana", anabel), ("rui", anabel), ("小龍", li)):
        assert search.candidates(book, typed) == [person]
        with pytest.raises(NoSuchPerson):
            search.find(book, typed, book.contacts)
    assert search.find(book, "ruiz anabel", book.contacts).key == anabel


def test_people_are_listed_those_met_most_recently_first_and_then_by_name():
    book = Book(ME)
    for name, how, month in (
        ("Met long ago", How.QR, MONTH - 2),
        ("Zoe", How.PHRASE, MONTH),
        ("Ámbar", How.QR, MONTH),
        ("Met last month", How.PHRASE, MONTH - 1),
        ("Only a card of today", How.CARD_ONLY, MONTH),
        ("Introduced last month", How.INTRODUCED, MONTH - 1),
    ):
        book = book.accept(written(name, name), how, month)
    assert [each.name for each in search.search(book, "", {}).people] == [
        "Ámbar",
        "Zoe",
        "Met last month",
        "Met long ago",
        "Only a card of today",
        "Introduced last month",
    ]
    assert [each.name for each in search.search(book, "met", {}).people] == ["Met last month", "Met long ago"]


def test_people_in_a_list_are_numbered_in_the_order_of_their_names():
    book = met("Teo", "أمل", "ana", "Ben")
    here = {key_of(name) for name in ("Teo", "أمل", "ana")}
    numbered = {"1": key_of("ana"), "2": key_of("Teo"), "3": key_of("أمل")}
    assert search.numbered(book, here) == numbered
    assert list(search.numbered(book, here)) == ["1", "2", "3"]
    assert search.numbered(book, {*here, key_of("nobody I hold")}) == numbered
    assert search.numbered(book, ()) == {}


def test_people_are_found_by_what_they_offer_in_words_and_by_code_and_by_the_language_that_they_share():
    book = Book(ME)
    for made in (
        written("Ana", "Ana", offers=(1, "saxophone"), languages=("es", "en")),
        written("Ben", "Ben", languages=("es",)),
        written("Mei", "Mei", languages=("zh",)),
    ):
        book = book.accept(made, How.QR, MONTH)

    def found(typed):
        return [
            each.name for each in search.search(book, typed, {1: "van furgoneta"}, {"es": "Español"}).people
        ]

    assert found("espanol") == found("es") == ["Ana", "Ben"]
    assert found("saxo") == found("furgoneta es") == ["Ana"]
    assert found("zh") == ["Mei"]
    assert found("van zh") == []


def fits(typed, name, **fields):
    """Whether somebody with this card is found near, elsewhere or not at all."""
    book = Book(ME).accept(written(name, "somebody", **fields), How.QR, MONTH)
    found = search.search(book, typed, {1: "van furgoneta", 2: "car"}, {"es": "Spanish español"})
    assert len(found.people) + len(found.by_other_words) <= 1
    return "near" if found.people else "elsewhere" if found.by_other_words else "not"


@pytest.mark.parametrize(
    ("typed", "name", "where"),
    [
        ("van", "Ivan Petrov", "not"),
        ("van", "Carmen Evans", "not"),
        ("van", "Nguyễn Văn", "near"),
        ("angelo", "Rita d'Angelo", "near"),
        ("dangelo", "Rita d’Angelo", "near"),
        ("D'ANGELO rita", "Rita d'Angelo", "near"),
        ("luc", "Jean-Luc", "near"),
        ("jean-luc", "Jean Luc", "near"),
        ("ean", "Jean-Luc", "not"),
        ("小龍", "李小龍", "near"),
        ("龍小", "李小龍", "not"),
        ("민수", "김민수", "near"),
        ("ชาย", "สมชาย", "near"),
        ("محم", "محمد خالد", "near"),
        ("حمد", "محمد خالد", "not"),
        ("...", "Ana", "not"),
        ("-", "Jean-Luc", "not"),
        ("\u0301", "Ana", "not"),
    ],
)
def test_a_name_fits_by_the_beginnings_of_its_words_and_where_words_have_no_spaces_by_any_part(
    typed, name, where
):
    assert fits(typed, name) == where
    person = Book(ME).accept(written(name, "somebody"), How.QR, MONTH)
    assert bool(search.candidates(person, typed)) == (where == "near")


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("van", "near"),
        ("furgo espa", "near"),
        ("saxo", "near"),
        ("phone", "not"),
        ("clinic", "elsewhere"),
        ("linic", "not"),
        ("van clinic", "elsewhere"),
        ("ana nurse", "elsewhere"),
        ("van car", "not"),
        ("600", "elsewhere"),
        ("00 34 600 10", "elsewhere"),
        ("+34-600-100", "elsewhere"),
        ("60", "elsewhere"),
        ("00 10", "not"),
        ("٦٠٠ ١٠٠", "elsewhere"),
        ("600 200", "not"),
        ("ana@", "near"),
        ("example.org", "elsewhere"),
        ("ruiz@example.org", "elsewhere"),
        ("xample", "not"),
    ],
)
def test_offers_and_languages_fit_beside_names_and_whatever_else_is_on_a_card_elsewhere(typed, where):
    ways = ((0, "+34 600 100 103"), (1, "ana.ruiz@example.org"))
    card = {"offers": (1, "saxophone"), "languages": ("es",)}
    assert fits(typed, "Ana", organisation="Street Clinic", role="nurse", channels=ways, **card) == where


def test_digits_that_are_a_word_fit_it_too_and_other_cards_of_a_person_count():
    assert fits("9 seats", "Ana", offers=("van with 9 seats",)) == "near"
    book = Book(ME).accept(written("Ana", "0", offers=(1,)), How.QR, MONTH)
    book = book.accept(written("Dr. Ruiz", "0", series=1, role="nurse"), How.QR, MONTH)
    assert len(search.search(book, "ruiz van", {1: "van"}).people) == 1
    assert len(search.search(book, "van nurse", {1: "van"}).by_other_words) == 1


def test_a_search_and_a_look_at_names_take_each_card_apart_once():
    book = book_of("Ana", "Mariana", "Zoe")
    people = Counted(book)
    counted = replace(book, contacts=OnDemand.of(book.contacts, people))
    found = search.search(counted, "ana", {}).people
    assert [each.name for each in found] == ["Ana"]
    assert counted.look_alikes(found[0]) == ()
    assert search.candidates(counted, "mar")
    assert people.asked == list(book.contacts)


class Counted(StoredPeople):
    """Stored people, with a note of each that was asked for cards, in order."""

    def __init__(self, book):
        super().__init__()
        self.book, self.asked = book, []

    def bodies(self, key):
        self.asked.append(key)
        return tuple(each.body for each in self.book.contacts[key].cards)

    def read(self, key):
        return self.book.contacts[key]
