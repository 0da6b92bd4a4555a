"""Keeping what a person holds: a vault under a phrase, its copies, and the identity behind it.

Chance and the calendar enter the program in the constructor, and nowhere else.
"""

import datetime
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from p2pcard.cardholder.circles import Circles
from p2pcard.cardholder.unlocking import Unlocking, folder_of, refuse_if_out_of_reach
from p2pcard.cardholder.vouching import Vouching
from p2pcard.core import (
    calendar,
    card,
    issuing,
    memory,
    passphrase,
    recovery,
    sealed,
    vouch,
    vouching,
)
from p2pcard.core.book import Book
from p2pcard.core.card import Card
from p2pcard.core.crypto import Chance
from p2pcard.core.memory import Memory
from p2pcard.edge import disk, generations
from p2pcard.edge.memory import memory_size
from p2pcard.edge.vault import Vault, backup_in, read_backup
from p2pcard.errors import DiskFull, Locked, OtherWords, VaultExists, WeakPhrase

WORDS_KNOWN = "recovery-words-known"  # a setting
FIRST_CARD = "card"  # the label of the first card, until its owner gives it another
LEAST_ROOM = 3 * sealed.FIRST_STEP  # bytes: the first save, the one before it, and one being written
TWO_GIGABYTES = 2 * 10**9  # below, opening a vault at full cost would crowd out everything else


def this_month() -> int:
    """Return the month that this device's clock shows."""
    today = datetime.datetime.now(tz=datetime.UTC)
    return calendar.month(today.year, today.month)


class Keeper:
    """The vault of one profile under `home`; locked until `unlock`, `create` or `restore`."""

    def __init__(
        self,
        home: Path,
        profile: str = "",
        chance: Chance = os.urandom,
        clock: Callable[[], int] = this_month,
    ) -> None:
        self.folder = folder_of(home, profile)
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

    def refuse_if_no_place(self) -> None:
        """Refuse to begin where no vault can be made, before anybody answers questions in vain.

        Raises VaultExists, NotAFolder, DiskFull and what else the disk says.
        """
        if generations.is_there(self.folder):
            raise VaultExists
        disk.refuse_if_a_file(self.folder)
        home = self.folder.parent
        disk.refuse_if_not_writable(home)
        if disk.free_space(home) < LEAST_ROOM:
            raise DiskFull

    def refuse_if_out_of_reach(self) -> None:
        """Raises NoVault, NotAFolder or VaultBusy before anybody answers questions in vain."""
        refuse_if_out_of_reach(self.folder)

    def propose_phrase(self, language: str) -> str:
        """Return six words for opening the vault, fresh from chance, and such that they may be taken."""
        while True:
            phrase = " ".join(recovery.opening_words(self._chance(recovery.OPENING_CHANCE), language))
            with suppress(WeakPhrase):  # six short words of few letters
                passphrase.new(phrase)
                return phrase

    def create(self, phrase: str, mine: Card, *, low_memory: bool = False) -> None:
        """Make an identity, its vault and its first card; raises WeakPhrase, VaultExists.

        With `low_memory`, and on a device that has little, opening takes less of it.
        """
        root = self._chance(recovery.ROOT_SIZE)
        first = issuing.issue(root, mine, 1, self.month)
        book = Book(first.author).with_own(FIRST_CARD, first)
        self._create(phrase, root, book, self.month, low_memory=low_memory)

    def unlock(self, phrase: str, *, previous: bool = False) -> None:
        """Open the vault, or its save before the last (`previous`); raises what `enter` raises."""
        self.enter(Unlocking(self.folder, phrase, previous=previous))

    def enter(self, unlocking: Unlocking) -> None:
        """Open the vault whose phrase is tried; raises what `generations.unlock` and `Vault.open` raise.

        In a new month, what is no longer to be remembered goes.
        """
        found = unlocking.result()
        self._vault = Vault.open(found, self._chance)
        if found.previous:  # what I said in the save that is gone is not known
            self._save(vouching.restored(self.book, self._vault.last_month, self.month))
        if self._clock() > self._vault.last_month or memory.memory(self.book) is Memory.FORGET:
            with suppress(DiskFull):  # no reason to keep anybody out
                self.vouching.settle()

    @property
    def vouching(self) -> Vouching:
        """What can be done about vouches and introductions; raises Locked."""
        return Vouching(self.vault, self.month, self._chance)

    @property
    def circles(self) -> Circles:
        """What can be done about circles; raises Locked."""
        return Circles(self.vault, self.month, self._chance)

    def lock(self) -> None:
        """Close the vault, and keep nobody's card in memory."""
        if self._vault is not None:
            self._vault.close()
            self._vault = None
            card.read.cache_clear()
            vouch.read.cache_clear()

    def change_phrase(self, phrase: str) -> None:
        """Seal the vault anew under another phrase; raises WeakPhrase."""
        self.vault.rekey(phrase, self.month)

    def wipe(self) -> None:
        """Destroy everything of this profile on this device."""
        self.lock()
        generations.destroy(self.folder)

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

    def refuse_backup_at(self, path: Path) -> None:
        """Refuse a place for a backup before anybody types words; raises what the vault raises."""
        self.vault.refuse_backup_at(path)

    def backup(self, path: Path) -> None:
        """Write a sealed copy of the book that the twelve words open; raises what `write_backup` raises."""
        self.vault.write_backup(path)

    def note_words_known(self) -> None:
        """Note that the person has the recovery words, so that they need not be shown again."""
        self.set(WORDS_KNOWN, "yes")

    def check_backup(self, path: Path) -> None:
        """Refuse a file that is no backup, before anybody types words; raises what `backup_in` raises."""
        backup_in(path)

    def restore(self, path: Path, root: bytes, phrase: str, *, taken: bool, low_memory: bool = False) -> None:
        """Make a vault from a backup: the same identity, or a new one if the old device was taken.

        `root` is what the twelve words stand for. Raises what `read_backup` and `create` raise.
        """
        copy = read_backup(path, root)
        month = max(self.month, copy.month)
        if taken:
            book, root = self._anew(copy.book, root, month)
        else:
            book = vouching.restored(issuing.reissue(copy.book, root, month), copy.month, month)
            book = book.with_setting(WORDS_KNOWN, "yes")
        self._create(phrase, root, book, month, low_memory=low_memory)

    def begin_anew(self) -> None:
        """Become a new identity with the same people; whom I meet gets the notice that ends the old one."""
        book, root = self._anew(self.book, self.vault.root(), self.month)
        self.vault.become(root, book, self.month)

    def _anew(self, book: Book, root: bytes, month: int) -> tuple[Book, bytes]:
        """Return a book under a new root, which ends the old one and has other recovery words."""
        new = self._chance(recovery.ROOT_SIZE)
        return issuing.begin_anew(book, root, new, month).with_setting(WORDS_KNOWN, ""), new

    def _create(self, phrase: str, root: bytes, book: Book, month: int, *, low_memory: bool) -> None:
        cost = sealed.LOW_MEMORY if low_memory or self.needs_low_memory else sealed.NORMAL
        passphrase.new(phrase)  # a phrase that is refused makes no folders
        if not self.folder.parent.exists():  # nobody else need know how many profiles there are
            disk.make_folder(self.folder.parent)
        self._vault = Vault.create(self.folder, phrase, root, book, cost, self._chance, month)

    def _save(self, book: Book) -> None:
        if book != self.book:
            self.vault.save(book, self.month)
