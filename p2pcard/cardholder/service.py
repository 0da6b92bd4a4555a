"""What a person can do: one method for each thing they come to do.

Joins core and edge and decides nothing itself. Chance and the calendar enter
the program in the constructor, and nowhere else. What only exchanges need is
loaded when one begins.
"""

import datetime
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from p2pcard.cardholder import codes
from p2pcard.cardholder.shelf import VaultShelf
from p2pcard.core import (
    armor,
    calendar,
    card,
    crypto,
    finding,
    forgetting,
    issuing,
    recovery,
    sealed,
    statement,
    text,
)
from p2pcard.core.book import Book, Contact, How, OwnCard
from p2pcard.core.card import Card
from p2pcard.core.statement import Statement
from p2pcard.edge import disk, generations, qr
from p2pcard.edge.memory import memory_size
from p2pcard.edge.vault import Vault, destroy, read_backup
from p2pcard.errors import CardExists, LastCard, Locked, NoVault, OtherWords, VaultExists

if TYPE_CHECKING:
    from p2pcard.cardholder.meeting import Wish
    from p2pcard.cardholder.person import Person
    from p2pcard.cardholder.swapping import Mine
    from p2pcard.core.invitation import SwapCode

WORDS_KNOWN = "recovery-words-known"  # a setting
FIRST_CARD = "card"  # the label of the first card, until its owner gives it another
BYTE_ORDER_MARK = "\ufeff"  # some editors put it before a text
TWO_GIGABYTES = 2 * 10**9  # below, opening a vault at full cost would crowd out everything else


def this_month() -> int:
    """Return the month that this device's clock shows."""
    today = datetime.datetime.now(tz=datetime.UTC)
    return calendar.month(today.year, today.month)


class Cardholder:
    """One person with one profile under `home`; locked until `unlock` or `create`."""

    def __init__(
        self,
        home: Path,
        profile: str = "",
        chance: Callable[[int], bytes] = os.urandom,
        clock: Callable[[], int] = this_month,
    ) -> None:
        name = crypto.digest("p2pcard-profile", text.tidy(profile).encode())[:8].hex()
        self.folder = home / name  # a locked device does not tell what a profile is called
        self._chance, self._clock = chance, clock
        self._vault: Vault | None = None

    # The vault

    @property
    def vault(self) -> Vault:
        """The open vault; raises Locked."""
        if self._vault is None:
            raise Locked
        return self._vault

    @property
    def is_open(self) -> bool:
        """Whether the vault is open."""
        return self._vault is not None

    @property
    def book(self) -> Book:
        """Everything this person holds; raises Locked."""
        return self.vault.book

    @property
    def clock_is_behind(self) -> bool:
        """Whether the clock stands before the month of the vault's last save, so that dates are not known."""
        return self._clock() < self.vault.last_month

    @property
    def month(self) -> int:
        """The month that counts here; a clock that went back does not take it along."""
        return max(self._clock(), self._vault.last_month if self._vault else 0)

    @property
    def needs_low_memory(self) -> bool:
        """Whether this device has less than 2 GB of memory."""
        return memory_size() < TWO_GIGABYTES

    def refuse_if_there(self) -> None:
        """Raises VaultExists before anybody answers questions in vain."""
        if generations.is_there(self.folder):
            raise VaultExists

    def refuse_if_missing(self) -> None:
        """Raises NoVault before anybody answers questions in vain."""
        if not generations.is_there(self.folder):
            raise NoVault

    def propose_phrase(self, language: str) -> str:
        """Return six words for opening the vault, fresh from chance."""
        return " ".join(recovery.opening_words(self._chance(recovery.OPENING_CHANCE), language))

    def create(self, phrase: str, mine: Card, *, low_memory: bool = False) -> None:
        """Make an identity, its vault and its first card; raises WeakPhrase, VaultExists."""
        root = self._chance(recovery.ROOT_SIZE)
        first = issuing.issue(root, mine, 1, self.month)
        book = Book(first.author).with_own(FIRST_CARD, first)
        self._create(phrase, root, book, low_memory=low_memory)

    def unlock(self, phrase: str, *, previous: bool = False) -> None:
        """Open the vault, or its save before the last (`previous`); raises what `Vault.open` raises."""
        self._vault = Vault.open(self.folder, phrase, self._chance, previous=previous)

    def lock(self) -> None:
        """Close the vault, and keep nobody's card in memory."""
        if self._vault is not None:
            self._vault.close()
            self._vault = None
            card.read.cache_clear()

    def change_phrase(self, phrase: str) -> None:
        """Seal the vault anew under another phrase; raises WeakPhrase."""
        self.vault.rekey(phrase, self.month)

    def wipe(self) -> None:
        """Destroy everything of this profile on this device."""
        self.lock()
        destroy(self.folder)

    def set(self, name: str, value: str) -> None:
        """Keep a setting."""
        self._save(self.book.with_setting(name, value))

    # Backup

    def recovery_words(self) -> tuple[str, ...]:
        """Return the twelve words that open this person's backups and give the identity back."""
        return recovery.recovery_words(self.vault.root(), self.book.settings.get("language", "en"))

    @property
    def knows_words(self) -> bool:
        """Whether the recovery words were shown and asked back before."""
        return self.book.settings.get(WORDS_KNOWN) == "yes"

    def check_words(self, typed: str) -> None:
        """Refuse twelve words that are not this person's; raises OtherWords or what reading them raises."""
        if recovery.read_recovery_words(typed) != self.vault.root():
            raise OtherWords

    def backup(self, path: Path) -> None:
        """Write a sealed copy of the book that the twelve words open; raises what `write_backup` raises."""
        self.vault.write_backup(path)

    def note_words_known(self) -> None:
        """Note that the person has the recovery words, so that they need not be shown again."""
        self.set(WORDS_KNOWN, "yes")

    def restore(self, path: Path, root: bytes, phrase: str, *, taken: bool, low_memory: bool = False) -> None:
        """Make a vault from a backup: the same identity, or a new one if the old device was taken.

        `root` is what the twelve words stand for. Raises what `read_backup` and `create` raise.
        """
        old = read_backup(path, root)
        if taken:
            root = self._chance(recovery.ROOT_SIZE)
        book = issuing.reissue(old, root, self.month)
        book = book.with_setting(WORDS_KNOWN, "" if taken else "yes")  # a new identity has other words
        self._create(phrase, root, book, low_memory=low_memory)

    # My cards

    def write_card(self, mine: Card, label: str = "") -> OwnCard:
        """Write one of my cards anew; raises NoSuchCard or what a card may not be."""
        own = self.book.own_card(label)
        before = card.read(own.statement)
        whole, short = replace(mine, series=before.series), issuing.is_short(before)
        made = issuing.issue(self.vault.root(), whole, before.sequence + 1, self.month, short=short)
        return self._keep_own(own.label, made)

    def new_card(self, label: str, mine: Card, *, short: bool = False) -> OwnCard:
        """Write one more card under a label of my own; raises CardExists or what a card may not be."""
        label = text.name(text.tidy(label))
        if any(own.label == label for own in self.book.own):
            raise CardExists(name=label)
        series = int.from_bytes(self._chance(4), "big") or 1
        whole = replace(mine, series=series)
        made = issuing.issue(self.vault.root(), whole, 1, self.month, short=short)
        return self._keep_own(label, made)

    def drop_card(self, label: str) -> None:
        """Drop one of my cards; raises NoSuchCard, or LastCard."""
        own = self.book.own_card(label)
        if len(self.book.own) == 1:
            raise LastCard
        self._save(replace(self.book, own=tuple(each for each in self.book.own if each != own)))

    def current_card(self, label: str = "") -> Statement:
        """Return a card of mine to give away, written anew first if its time is over or its date is odd."""
        own = self.book.own_card(label)
        mine = card.read(own.statement)
        if issuing.is_current(mine, self.month):
            return own.statement
        return self.write_card(mine, own.label).statement

    # Other people

    def add(self, text_or_code: str) -> Contact:
        """Hold a card that came as text; raises what `armor`, `statement` and `Book.accept` raise."""
        found = statement.read(armor.read(text_or_code.removeprefix(BYTE_ORDER_MARK)))
        self._save(self.book.accept(found, How.CARD_ONLY, self.month))
        return self.book.contacts[found.author]

    def add_file(self, path: Path) -> Contact:
        """Hold a card from a file: a picture of its code, or text. Raises what reading either raises."""
        data = disk.read(path, qr.FILE_LIMIT * qr.MILLION)
        try:
            return self.add(data.decode("utf-8"))
        except UnicodeDecodeError:  # no text, so a picture
            return self.add(codes.read_picture(data))

    def search(
        self, typed: str, offer_words: Mapping[int, str], language_words: Mapping[str, str]
    ) -> tuple[Contact, ...]:
        """Return the people whose cards hold what was typed, those met last first."""
        return finding.search(self.book, typed, offer_words, language_words)

    def forget(self, contact: Contact) -> None:
        """Forget a person, in both saves, under a new data key."""
        self.vault.save(forgetting.forget(self.book, contact.key), self.month, erase_previous=True)

    # Exchanges

    async def meet(self, person: "Person", wish: "Wish", label: str = "", *, digits: bool) -> None:
        """Take part in a meeting; raises MeetingEnded, Unreachable or NoNetwork."""
        from p2pcard.cardholder.meeting import Meeting
        from p2pcard.core.meeting.opening import Self
        from p2pcard.core.meeting.transcript import Fresh

        mine = self._mine(label, digits=digits)

        def draw() -> Self:
            return Self(mine.card, mine.prove, mine.digits, Fresh.draw(self._chance))

        await Meeting(wish, person, self._shelf(How.PHRASE), draw, self._chance).run()

    async def show_swap(self, person: "Person", address: str, label: str = "", *, digits: bool) -> None:
        """Show a code and swap with who scans it; raises SwapEnded or NoNetwork."""
        from p2pcard.cardholder.swapping import Swap

        mine = self._mine(label, digits=digits)
        await Swap(mine, person, self._shelf(How.QR), self._chance).show(address)

    async def scan_swap(self, person: "Person", code: "SwapCode", label: str = "", *, digits: bool) -> None:
        """Swap with whoever shows this code; raises SwapEnded or Unreachable."""
        from p2pcard.cardholder.swapping import Swap

        mine = self._mine(label, digits=digits)
        await Swap(mine, person, self._shelf(How.QR), self._chance).scan(code)

    def _mine(self, label: str, *, digits: bool) -> "Mine":
        from p2pcard.cardholder.swapping import Mine

        return Mine(self.current_card(label), self._prove, digits)

    def _prove(self, message: bytes) -> bytes:
        return crypto.sign(recovery.identity_seed(self.vault.root()), message)

    def _shelf(self, how: How) -> VaultShelf:
        return VaultShelf(self.vault, how, self.month)

    def _keep_own(self, label: str, made: Statement) -> OwnCard:
        self._save(self.book.with_own(label, made))
        return self.book.own_card(label)

    def _create(self, phrase: str, root: bytes, book: Book, *, low_memory: bool) -> None:
        cost = sealed.LOW_MEMORY if low_memory else sealed.NORMAL
        recovery.new_opening_phrase(phrase)  # a phrase that is refused makes no folders
        if not self.folder.parent.exists():  # nobody else need know how many profiles there are
            disk.make_folder(self.folder.parent)
        self._vault = Vault.create(self.folder, phrase, root, book, cost, self._chance, self.month)

    def _save(self, book: Book) -> None:
        if book != self.book:
            self.vault.save(book, self.month)
