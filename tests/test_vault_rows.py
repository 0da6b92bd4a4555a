"""What the rows hold is the book, whatever it lived through."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from p2pcard.core.book import Book, How
from p2pcard.core.forgetting import forget
from p2pcard.edge import saves
from tests.peers import MONTH, card_of, seed_of
from tests.vaults import ME

people = st.sampled_from([f"Person {number}" for number in range(5)])
steps = st.one_of(
    st.tuples(st.just("meet"), people, st.sampled_from(How), st.integers(1, 3), st.integers(0, 3)),
    st.tuples(st.just("forget"), people),
    st.tuples(st.just("own"), st.sampled_from(["neighbours", "clinic"]), st.integers(1, 3)),
    st.tuples(st.just("set"), st.sampled_from(["a", "b"]), st.text(max_size=5)),
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
            return book.with_setting(name, value)
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
