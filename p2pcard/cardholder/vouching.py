"""What a person can do about others' standing: vouch, take back, mark, accept, introduce, show and ask."""

from collections.abc import Iterable
from contextlib import suppress

from p2pcard.core import (
    admission,
    bundle,
    finding,
    memory,
    receiving,
    revocation,
    sending,
    verdict,
    vouching,
)
from p2pcard.core.book import Book, Contact, How
from p2pcard.core.bundle import Shown
from p2pcard.core.crypto import Chance
from p2pcard.core.introduction import NUMBER_SIZE
from p2pcard.core.introductions import Offer
from p2pcard.core.memory import SETTING, Memory
from p2pcard.core.news import News
from p2pcard.core.receiving import NO_SENDER, Came
from p2pcard.core.routes import NOBODY, Mark, People
from p2pcard.core.statement import Statement
from p2pcard.core.verdict import Answer
from p2pcard.core.vouching import Said
from p2pcard.edge.vault import Vault
from p2pcard.errors import Refusal


class Vouching:
    """One open vault, seen from what its person says about others; every change is one save."""

    def __init__(self, vault: Vault, month: int, chance: Chance) -> None:
        self.vault, self.month, self.chance = vault, month, chance

    @property
    def book(self) -> Book:
        """Everything this person holds."""
        return self.vault.book

    def save(self, book: Book) -> None:
        """Save a book; where something about others is dropped, the save before must not keep it."""
        if book != self.book:
            self.vault.save(book, self.month, erase_previous=memory.drops(self.book, book))

    def settle(self) -> None:
        """Drop what is no longer to be remembered."""
        self.save(memory.settle(self.book, self.month))

    def remember(self, kind: Memory) -> None:
        """Choose how long the vouches between others are remembered, from now on and for those in hand."""
        book = self.book.with_setting(SETTING, kind.value)
        self.save(memory.settle(book, self.month))

    # My word

    def give(
        self, contact: Contact, *, may_introduce: bool, mark: Mark | None = None, how: How | None = None
    ) -> None:
        """Vouch for somebody I met, and mark them or leave my mark; `how` we met, if not as it is noted.

        Raises NotMet, CardRevoked or StillNew.
        """
        said = Said(may_introduce, how or contact.provenance.how)
        book = vouching.give(self.book, self.vault.root(), contact, self.month, said, self.chance)
        if mark is not None:
            book = admission.mark(book, book.contacts[contact.key], mark, self.month)
        self.save(book)

    def withdraw(self, contact: Contact) -> None:
        """Take back my word for somebody; raises NoVouch."""
        self.save(vouching.withdraw(self.book, self.vault.root(), contact, self.month))

    def mark(self, contact: Contact, mark: Mark) -> None:
        """Decide whether somebody's word on newcomers counts; raises NotMet, CardRevoked or StillNew."""
        self.save(admission.mark(self.book, contact, mark, self.month))

    def introduce(self, one: Contact, other: Contact) -> None:
        """Offer two people to each other; raises TheSamePerson or CardRevoked."""
        number = self.chance(NUMBER_SIZE)
        self.save(vouching.introduce(self.book, self.vault.root(), one, other, self.month, number))

    # What waits for me

    def offers(self) -> tuple[bytes, ...]:
        """Return who vouches for me and waits for my answer."""
        return vouching.vouches_to_answer(self.book, self.month)

    def introductions(self) -> tuple[Offer, ...]:
        """Return the introductions that wait for my answer."""
        return vouching.introductions_to_answer(self.book)

    def answer_vouch(self, by: bytes, *, yes: bool) -> None:
        """Accept what somebody vouches about me, or throw it away; raises NothingToAccept."""
        self.save(vouching.answer_vouch(self.book, self.vault.root(), by, self.month, yes=yes))

    def answer_introduction(self, id: bytes, *, yes: bool) -> None:
        """Agree to be introduced, or throw the introduction away; raises NothingToAccept."""
        self.save(vouching.answer_introduction(self.book, self.vault.root(), id, self.month, yes=yes))

    # On the way to others, and from them

    def to_show(self) -> tuple[Shown, ...]:
        """Return the vouches about me that I can show; raises NothingToShow."""
        return sending.to_show(self.book, self.month)

    def bundle_for(self, contact: Contact | None, *, shown: bool, support: bool) -> bytes:
        """Return what I have for somebody as one bundle; raises what `sending.bundle_for` raises."""
        return sending.bundle_for(self.book, contact, self.month, shown=shown, support=support)

    def take(self, came: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[News, ...], ...]:
        """Take the filled-up bundles of several people, each behind its sender's key, in one save.

        Returns what is new, by sender. What one sends harms no other. Raises what `Vault.save` raises.
        """
        bundles = []
        for sender, filled in came:
            with suppress(Refusal):  # nobody's nonsense is shown
                if items := bundle.read_filled(filled):  # most people in a room send an empty one
                    bundles.append((sender, items))
        if not bundles:
            return ()
        book, told = receiving.take_round(self.book, bundles, self.month)
        self.save(book)
        return tuple(filter(None, told))

    def take_file(self, data: bytes) -> tuple[News, ...]:
        """Take a bundle from a file or text.

        Raises what `bundle.read` raises, and where nothing enters, why the first item does not.
        """
        book, news, refused = receiving.take(self.book, bundle.read(data), Came(NO_SENDER, self.month))
        if refused and self.book == book:
            raise refused[0]
        self.save(memory.settle(book, self.month))
        return news

    def revocation(self) -> Statement:
        """Return the notice that ends this identity: for paper, or for whoever keeps the backup."""
        return revocation.write(self.vault.root())

    # The question

    def somebody(self, typed: str) -> bytes:
        """Return the key of one person of this name, also of one whom others only vouch for or with.

        Raises NoSuchPerson or SeveralPeople.
        """
        return finding.somebody(self.book, typed)

    def answer(self, key: bytes, without: People = NOBODY) -> Answer:
        """Answer who stands behind somebody; `without` are people whose word counts for nothing this once."""
        network = verdict.lay_out(self.book, self.month)
        return verdict.answer(self.book, network, key, self.month, without)
