"""What the rows hold is the book, whatever it lived through."""

import re
from dataclasses import replace
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from p2pcard.core.book import search
from p2pcard.core.book.book import Book, Contact, How
from p2pcard.core.book.forgetting import forget
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Lost, Retention
from p2pcard.core.book.tally import Tally
from p2pcard.core.formats import text
from p2pcard.core.formats.frozen import changed
from p2pcard.edge.store import rows, saves
from tests.peers import MONTH, card_of, seed_of
from tests.vaults import ME

numbers = st.integers(0, 9999)
people = st.sampled_from([f"Person {number}" for number in range(5)])
steps = st.one_of(
    st.tuples(st.just("meet"), people, st.sampled_from(How), st.integers(1, 3), st.integers(0, 3)),
    st.tuples(st.just("forget"), people),
    st.tuples(st.just("own"), st.sampled_from(["neighbours", "clinic"]), st.integers(1, 3)),
    st.tuples(st.just("set"), st.just("language"), st.text(max_size=5)),
    st.tuples(st.just("set"), st.just("retention"), st.sampled_from(Retention)),
    st.tuples(st.just("set"), st.just("words_known"), st.booleans()),
    st.tuples(st.just("set"), st.just("through_others"), st.builds(Tally, numbers, numbers)),
    st.tuples(st.just("set"), st.just("lost"), st.builds(Lost, numbers, numbers, numbers, numbers)),
    st.tuples(st.just("confirm"), people),
)


def after(book, step):
    """The book after one step of a random life; a step that the book refuses changes nothing."""
    match step:
        case ("meet", name, how, series, secret):
            statement = card_of(name, series=series)
            return book.accept(statement, how, MONTH, seed_of(f"{name}{secret}") if secret else b"")
        case ("own", label, series):
            return book.with_own(label, card_of("me", series=series))
        case ("set", name, value):
            return book.with_settings(replace(book.settings, **{name: value}))
    held = next((c for c in book.contacts.values() if c.name == step[1]), None)
    if held is None:
        return book
    if step[0] == "forget":
        return forget(book, bytes(16), held.key)
    return book.confirm(held.key, held.secrets[-1].secret) if held.secrets else book


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(steps, st.booleans()), max_size=12))
def test_whatever_a_book_lives_through_is_what_the_rows_hold(life):
    book = Book(ME)
    image = saves.write(saves.Save(book, 1, MONTH))
    for step, with_reload in life:
        new = after(book, step)
        image = saves.follow(
            image, saves.read(image).book if with_reload else book, saves.Save(new, 1, MONTH)
        )
        held = saves.read(image).book
        assert held == new
        assert list(held.contacts) == list(new.contacts)
        book = new


# Only what is asked for is read


class Asked:
    """The rows of an image, with a note of each question: its table and its values."""

    def __init__(self, image):
        self.image, self.noted = image, []

    def __call__(self, command, values=()):
        self.noted.append((command.split(" FROM ")[1].split()[0], *values))
        with saves.database(self.image) as database:
            return database.execute(command, values).fetchall()


@cache
def town():
    """A book of people, some with two cards, names that look alike or are found by the same words."""
    book = Book(ME)
    for name, offers in (
        ("Ana Peña", (1,)),
        ("Ann Smith", ("vans",)),
        ("Arm", ()),
        ("Am", (2, 3)),
        ("José", ()),
    ):
        book = book.accept(card_of(name, offers=offers, languages=("es",)), How.QR, MONTH, seed_of(name))
    return book.accept(card_of("Am", series=2, organisation="Ana's Vans"), How.PHRASE, MONTH + 1)


def stored(book):
    """The same book as an image gives it, and what was asked of the image for people."""
    asked = Asked(saves.write(saves.Save(book, 1, MONTH)))
    held = rows.book(asked)
    asked.noted.clear()
    return held, asked


def test_opening_reads_nobody_and_finding_reads_only_those_who_are_found():
    held, asked = stored(town())
    assert len(held.contacts) == 5
    assert asked.noted == []
    assert search.candidates(held, "ana") == search.candidates(town(), "ana")
    assert len(search.candidates(held, "nobody")) == 0
    assert asked.noted == [("card",)]
    found = search.find(held, "arm")
    alike = held.look_alikes(found)
    assert alike == town().look_alikes(found)
    each = [(table, who.key) for who in (found, *alike) for table in ("contact", "card", "secret")]
    assert asked.noted == [("card",), *each]


WORDS = st.sampled_from(["van", "ana", "pena", "vans", "es", "spanish", "furgoneta", "o'", "jose", "", "x"])


@settings(deadline=None)
@given(st.lists(WORDS, max_size=3).map(" ".join))
def test_a_search_finds_the_same_people_whether_they_were_read_or_not(typed):
    held, _ = stored(town())
    offers, languages = {1: "van furgoneta", 2: "car"}, {"es": "Spanish español"}
    found = search.search(held, typed, offers, languages)
    assert found == search.search(town(), typed, offers, languages)
    assert found == slowly(town(), typed, offers, languages)


def slowly(book, typed, offers, languages):
    """A search over everybody's words one by one, as it is meant."""
    found: tuple[list[Contact], list[Contact]] = ([], [])
    for contact in book.contacts.values():
        near, far = [], []
        for card in contact.read():
            near += [
                card.name,
                *(each if isinstance(each, str) else offers.get(each, "") for each in card.offers),
            ]
            near += [f"{each} {languages.get(each, '')}" for each in card.languages]
            far += [card.organisation, card.role, *(line for _, line in card.channels)]
        for people, lines in zip(found, (near, near + far), strict=True):
            words = [
                text.plain(part)
                for line in lines
                for part in re.findall(r"[\w']+", f"{line} {line.replace(chr(39), ' ')}")
            ]
            if all(any(each.startswith(word) for each in words) for word in text.plain(typed).split()):
                people.append(contact)
                break
    return search.Found(
        *(
            tuple(sorted(people, key=lambda each: (-each.provenance.month, text.plain(each.name))))
            for people in found
        )
    )


def test_a_change_of_one_person_reads_nobody_else():
    held, asked = stored(town())
    key = search.candidates(held, "jose")[0]
    marked = held.with_contact(replace(held.contacts[key], mark=Mark.THEIR_WORD))
    assert [values[0] for _, values in rows.changes(held, marked)] == [key]
    assert marked != held
    assert [each for each in changed(town().contacts, held.contacts)] == list(held.contacts)
    assert asked.noted == [("card",), *((table, key) for table in ("contact", "card", "secret"))]


def test_rows_that_a_person_has_no_longer_are_gone():
    book = Book(ME)
    for number in range(3):
        book = book.accept(card_of("Ada", series=number + 1), How.QR, MONTH, seed_of(f"secret {number}"))
    (key,) = book.contacts
    fewer = replace(book.contacts[key], cards=book.contacts[key].cards[1:], secrets=())
    less = replace(book, contacts={key: fewer})
    image = saves.follow(saves.write(saves.Save(book, 1, MONTH)), book, saves.Save(less, 1, MONTH))
    assert saves.read(image).book == less
    with saves.database(image) as database:
        assert database.execute("SELECT count(*) FROM card").fetchone() == (2,)
        assert database.execute("SELECT count(*) FROM secret").fetchone() == (0,)
