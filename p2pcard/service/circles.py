"""What a person can do about circles: begin, count in, leave, rule and check; all of it stays here."""

from p2pcard.core.book import admission
from p2pcard.core.book.admission import Admission
from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.circles import Circle, Rule
from p2pcard.core.formats import text
from p2pcard.service.book_store import BookStore


class Circles:
    """The circles of one open vault; every change is one save."""

    def __init__(self, store: BookStore) -> None:
        self._store = store

    def begin(self, name: str, rule: Rule) -> str:
        """Begin a circle; return its name as it is kept. Raises CircleExists or what `text.name` raises."""
        kept = text.name(text.tidy(name))
        self._store.change(lambda book: admission.begin(book, kept, rule))
        return kept

    def named(self, typed: str) -> str:
        """Return how a circle is called, whatever accents and case were typed; raises NoSuchCircle."""
        return admission.named(self._store.book, typed)

    def find(self, name: str) -> Circle:
        """Return a circle; raises NoSuchCircle."""
        return admission.find(self._store.book, name)

    def count_in(self, name: str, contact: Contact, *, founder: bool, anyway: bool) -> None:
        """Count somebody in: a newcomer who meets the rule, or somebody who was there from the start.

        Raises NoSuchCircle, NotMet, CardRevoked, NotYet, OverBudget or NoSuchPerson.
        """

        def counted_in(book: Book) -> Book:
            held = book.current(contact)
            if founder:
                return admission.found(book, name, held, self._store.month)
            return admission.admit(book, name, held, self._store.month, anyway=anyway)

        self._store.change(counted_in)

    def leave(self, name: str, *, forget: bool) -> int:
        """Drop a circle with its rule, and with `forget` the people who are in no other; return how many."""
        gone = 0

        def left(book: Book) -> Book:
            nonlocal gone
            after = admission.leave(book, self._store.root(), name, self._store.month, forget=forget)
            gone = len(book.contacts) - len(after.contacts)
            return after

        self._store.change(left, erases=lambda before, after: True)
        return gone

    def change(self, name: str, rule: Rule) -> None:
        """Give a circle another rule; raises NoSuchCircle."""
        self._store.change(lambda book: admission.change(book, name, rule))

    def check(self, name: str, contact: Contact) -> Admission:
        """Put a circle's rule to what is known of somebody; raises NoSuchCircle."""
        return admission.check(self._store.book, name, contact, self._store.month)
