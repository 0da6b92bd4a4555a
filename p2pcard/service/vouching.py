"""What a person can do about others' standing: vouch, take back, mark, accept, introduce, show and ask."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from p2pcard.core.book import admission, receiving, retention, search, sending, verdict, vouching
from p2pcard.core.book.book import Book, Contact, How
from p2pcard.core.book.introductions import Offer
from p2pcard.core.book.news import News
from p2pcard.core.book.pair_secrets import Before
from p2pcard.core.book.receiving import NO_SENDER, Came
from p2pcard.core.book.routes import NOBODY, Mark, People
from p2pcard.core.book.settings import Retention
from p2pcard.core.book.verdict import Answer
from p2pcard.core.book.vouches import Held
from p2pcard.core.book.vouching import Said
from p2pcard.core.statements import bundle, revocation
from p2pcard.core.statements.bundle import Shown
from p2pcard.core.statements.introduction import NUMBER_SIZE
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import Refusal
from p2pcard.service.book_store import BookStore


class Vouching:
    """One open vault, seen from what its person says about others; every change is one save."""

    def __init__(self, store: BookStore) -> None:
        self.store = store

    def settle(self) -> None:
        """Drop what is no longer to be remembered."""
        self.store.change(lambda book: retention.settle(book, self.store.month))

    def remember(self, kind: Retention) -> None:
        """Choose how long the vouches between others are remembered, from now on and for those in hand."""

        def remembering(book: Book) -> Book:
            settings = replace(book.settings, retention=kind)
            return retention.settle(book.with_settings(settings), self.store.month)

        self.store.change(remembering)

    # My word

    def give(
        self, contact: Contact, *, may_introduce: bool, mark: Mark | None = None, how: How | None = None
    ) -> None:
        """Vouch for somebody I met, and mark them or leave my mark; `how` we met, if not as it is noted.

        Raises NotMet, CardRevoked, StillNew or NoSuchPerson.
        """

        def given(book: Book) -> Book:
            held = book.current(contact)
            said = Said(may_introduce, how or held.provenance.how)
            book = vouching.give(book, self.store.root(), held, self.store.month, said, self.store.chance)
            if mark is None:
                return book
            return admission.mark(book, book.current(contact), mark, self.store.month)

        self.store.change(given)

    def withdraw(self, contact: Contact) -> None:
        """Take back my word for somebody; raises NoVouch or NoSuchPerson."""
        self.store.change(
            lambda book: vouching.withdraw(book, self.store.root(), book.current(contact), self.store.month)
        )

    def mark(self, contact: Contact, mark: Mark) -> None:
        """Decide whether somebody's word on newcomers counts.

        Raises NotMet, CardRevoked, StillNew or NoSuchPerson.
        """
        self.store.change(lambda book: admission.mark(book, book.current(contact), mark, self.store.month))

    def introduce(self, one: Contact, other: Contact) -> None:
        """Offer two people to each other; raises TheSamePerson, CardRevoked or NoSuchPerson."""
        number = self.store.chance(NUMBER_SIZE)

        def offered(book: Book) -> Book:
            both = book.current(one), book.current(other)
            return vouching.introduce(book, self.store.root(), *both, self.store.month, number)

        self.store.change(offered)

    def given(self) -> tuple[Held, ...]:
        """Return my word for people, also where they have not agreed yet."""
        return vouching.vouches_given(self.store.book, self.store.month)

    def about_me(self) -> tuple[Held, ...]:
        """Return the vouches about me that I agreed to and that count with others, the newest first."""
        return verdict.about_me(self.store.book, self.store.month)

    # What waits for me

    def vouches_to_answer(self) -> tuple[bytes, ...]:
        """Return who vouches for me and waits for my answer."""
        return vouching.vouches_to_answer(self.store.book, self.store.month)

    def introductions_to_answer(self) -> tuple[Offer, ...]:
        """Return the introductions that wait for my answer."""
        return vouching.introductions_to_answer(self.store.book, self.store.month)

    def answer_vouch(self, by: bytes, *, yes: bool) -> None:
        """Accept what somebody vouches about me, or throw it away; raises NothingToAccept."""
        self.store.change(
            lambda book: vouching.answer_vouch(book, self.store.root(), by, self.store.month, yes=yes)
        )

    def answer_introduction(self, id: bytes, *, yes: bool) -> None:
        """Agree to be introduced, or throw the introduction away; raises NothingToAccept."""
        self.store.change(
            lambda book: vouching.answer_introduction(book, self.store.root(), id, self.store.month, yes=yes)
        )

    # On the way to others, and from them

    def to_show(self) -> tuple[Shown, ...]:
        """Return the vouches about me that I can show; raises NothingToShow."""
        return sending.to_show(self.store.book, self.store.month)

    def bundle_for(self, contact: Contact | None, *, shown: bool, support: bool) -> bytes:
        """Return what I have for somebody as one bundle; raises what `sending.bundle_for` raises."""
        return sending.bundle_for(self.store.book, contact, self.store.month, shown=shown, support=support)

    def take(
        self, came: Iterable[tuple[bytes, bytes]], before: Before | None = None
    ) -> tuple[tuple[News, ...], ...]:
        """Take the filled-up bundles of several people, each behind its sender's key, in one save.

        `before` is what was held before the exchange, where one is going on.
        Returns what is new, by sender. What one sends harms no other. Raises what `Vault.save` raises.
        """
        bundles = []
        for sender, filled in came:
            with suppress(Refusal):  # nobody's nonsense is shown
                if items := bundle.read_filled(filled):  # most people in a room send an empty one
                    bundles.append((sender, items))
        if not bundles:
            return ()
        told: tuple[tuple[News, ...], ...] = ()

        def taken(book: Book) -> Book:
            nonlocal told
            book, told = receiving.take_round(book, bundles, self.store.month, before)
            return book

        self.store.change(taken)
        return tuple(filter(None, told))

    def take_file(self, data: bytes) -> tuple[News, ...]:
        """Take a bundle from a file or text.

        Raises what `bundle.read` raises, and where nothing enters, why the first item does not.
        """
        items, news = bundle.read(data), tuple[News, ...]()

        def taken(book: Book) -> Book:
            nonlocal news
            after, news, refused = receiving.take(book, items, Came(NO_SENDER, self.store.month))
            if refused and after == book:
                raise refused[0]
            return retention.settle(after, self.store.month)

        self.store.change(taken)
        return news

    def revocation(self) -> Statement:
        """Return the notice that ends this identity: for paper, or to be kept beside the backup."""
        return revocation.write(self.store.root())

    # The question

    def somebody(self, typed: str) -> bytes:
        """Return the key of the one person that a typed name means, also where others only vouch for them.

        Raises NoSuchPerson or SeveralPeople.
        """
        return search.somebody(self.store.book, typed)

    def answer(self, key: bytes, without: People = NOBODY) -> Answer:
        """Answer who stands behind somebody; `without` are people whose word counts for nothing this once."""
        network = verdict.lay_out(self.store.book, self.store.month)
        return verdict.answer(self.store.book, network, key, self.store.month, without)
