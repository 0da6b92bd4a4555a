"""Keeping what a person holds: a vault under a phrase, its copies, and the identity behind it.

Chance and the calendar enter the program in the constructor, and nowhere else.
"""

import datetime
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from p2pcard.core.book import issuing, passing, vouching
from p2pcard.core.book.book import Book
from p2pcard.core.book.settings import Retention
from p2pcard.core.formats import calendar, passphrase, recovery, sealed, text
from p2pcard.core.formats.crypto import Chance
from p2pcard.core.formats.sealed import Cost
from p2pcard.core.statements import card, vouch
from p2pcard.core.statements.card import Card
from p2pcard.edge.ram import memory_size
from p2pcard.edge.store import disk, generations, homes
from p2pcard.edge.store.generations import Found, Moved, Unlocked
from p2pcard.edge.store.vault import Vault, backup_in, look_into, read_backup
from p2pcard.errors import (
    DiskFull,
    DiskTrouble,
    FolderReadOnly,
    KeptFull,
    Locked,
    NoLocks,
    NotPermitted,
    OtherWords,
    Refusal,
    VaultExists,
    VaultFull,
    WeakPhrase,
)
from p2pcard.service.book_store import BookStore, Calendar
from p2pcard.service.circles import Circles
from p2pcard.service.unlocking import Unlocking, find, refuse_if_out_of_reach, refuse_if_taken
from p2pcard.service.vouching import Vouching

FIRST_CARD = "card"  # the label of the first card, until its owner gives it another
LEAST_ROOM = 3 * sealed.FIRST_STEP  # bytes: the first save, the one before it, and one being written
CANNOT_SAVE: Final = (DiskFull, DiskTrouble, FolderReadOnly, KeptFull, NoLocks, NotPermitted, VaultFull)
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
        self.home, self.profile = home, text.composed(profile)
        self._folder: Path | None = None  # of the vault that was opened or made; from then on it is this one
        self._chance, self._calendar = chance, Calendar(clock)
        self._store: BookStore | None = None
        self._watched: tuple[Path, object] | None = None  # a folder, and its stamp before anything was done
        self._opened = self._saved = 0  # numbers of saves
        self._told = 0  # of what became of things beside the last save
        self._called = ""  # the name by which the vault was found
        self._is_copy = False  # another save than the last one was opened, and what I said since is not noted

    # The vault

    @property
    def store(self) -> BookStore:
        """The book and the one place where it is changed; raises Locked."""
        if self._store is None:
            raise Locked
        return self._store

    @property
    def folder(self) -> Path:
        """Where the vault is that was opened or made; raises Locked before that."""
        if self._folder is None:
            raise Locked
        return self._folder

    @property
    def is_open(self) -> bool:
        """Whether the vault is open."""
        return self._store is not None

    @property
    def is_made(self) -> bool:
        """Whether there is a vault to be opened."""
        return bool(homes.folders(self.home, self.profile))

    @property
    def book(self) -> Book:
        """Everything this person holds; raises Locked."""
        return self.store.book

    @property
    def save_number(self) -> int:
        """How many times this vault was saved, so that an older copy is noticed; raises Locked."""
        return self.store.save_number

    @property
    def saved(self) -> int | None:
        """The number of the last save since this began: 0 where there was none, None where it is not known.

        What is on the disk decides: whatever goes wrong may do so in the middle of a save.
        """
        if not self._watched or generations.stamp(self._watched[0]) == self._watched[1]:
            return 0
        self._note_saves()
        return self._saved or None

    def _note_saves(self) -> None:
        if self._store is not None and self.save_number > self._opened:
            self._saved = self.save_number

    @property
    def knows_month(self) -> bool:
        """Whether it is known which month it is: the clock fits the last save, or the person said it."""
        return self._calendar.is_known(self.store.last_month)

    @property
    def is_asked(self) -> bool:
        """Whether the person was asked which month it is."""
        return self._calendar.asked

    @property
    def clock(self) -> int:
        """The month that the clock shows, whatever it is worth."""
        return self._calendar.clock()

    @property
    def month(self) -> int:
        """The month that counts here; a clock that cannot be right does not take it along."""
        return self._store.month if self._store else self._calendar.first

    def it_is(self, month: int | None) -> None:
        """Take the person's word for the month, None where they do not know; an open vault goes by it now."""
        self._calendar.tell(month)
        if self._store is not None:
            self._arrive()

    def refuse_if_clock_not_set(self) -> None:
        """Raises ClockNotSet where a card would get a month that was before there were any."""
        self._calendar.refuse_if_not_set()

    @property
    def needs_low_memory(self) -> bool:
        """Whether this device has less than 2 GB of memory."""
        return memory_size() < TWO_GIGABYTES

    def refuse_if_no_place(self) -> None:
        """Refuse to begin where no vault can be made, before anybody answers questions in vain.

        Where there are vaults, a new one needs a name; whether one goes by that name, its phrase alone tells.
        Raises VaultExists, NotAFolder, DiskFull and what else the disk says.
        """
        folders = homes.folders(self.home, self.profile)
        if folders and (not self.profile or homes.is_of_first_release(folders[0])):
            raise VaultExists
        homes.refuse_if_cut_off(self.home)
        disk.refuse_if_not_writable(self.home)
        if disk.free_space(self.home) < LEAST_ROOM:
            raise DiskFull

    def refuse_if_out_of_reach(self) -> None:
        """Raises NoVault, NotAFolder or VaultBusy before anybody answers questions in vain."""
        refuse_if_out_of_reach(self.home, self.profile)

    def refuse_if_busy(self, folder: Path) -> None:
        """Raises VaultBusy where another window has the vault in a folder open."""
        generations.refuse_if_busy(folder)

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

    def unlock(self, phrase: str) -> None:
        """Open the vault; raises what `enter` raises."""
        self.enter(self.unlocking(phrase))

    def unlocking(self, phrase: str, *, profile: str = "") -> Unlocking:
        """Begin to try a phrase, for `enter`; with the name of a profile where somebody was asked for it."""
        return Unlocking(self.home, profile or self.profile, phrase, folder=self._folder)

    def refuse_other_phrase(self, phrase: str) -> None:
        """Refuse a phrase that does not open the vault, which stays open; slow. Raises WrongPhrase."""
        self.store.refuse_other_phrase(phrase)

    def enter(self, unlocking: Unlocking) -> None:
        """Open the vault whose phrase is tried; raises what `unlocking.find` and `Vault.open` raise.

        Raises ClockAhead where the vault is open, but the clock shows a month far behind the last save:
        nothing is judged by that clock, and `it_is` goes on.
        """
        self._enter(unlocking.result(), unlocking.profile)

    def find_saves(self, phrase: str, *, profile: str = "") -> "FoundSaves":
        """Open every save on this device that a phrase opens, of the profile that is meant.

        Raises what `unlocking.find` and `generations.find` raise.
        """
        named = profile or self.profile
        found = find(self.home, named, phrase, generations.find, folder=self._folder)
        if isinstance(found, Refusal):
            raise found
        return FoundSaves(found, text.composed(named))

    def must_drop(self, found: "FoundSaves", save: "FoundSave") -> "tuple[FoundSave, ...]":
        """Return the saves of which one has to go for the last one to be kept; none where there is room."""
        names = {each.name for each in found.all.saves}
        if not generations.is_full(found.all.folder, names):
            return ()
        return tuple(each for each in found.saves if each.name in generations.KEPT and each != save)

    def go_back(self, found: "FoundSaves", save: "FoundSave", drop: str = "") -> None:
        """Go on with one of the found saves; the last one until now is kept beside it.

        Where three are kept already, the one named `drop` goes for it. Raises KeptFull where none is named,
        and what `enter` and `generations.go_back` raise.
        """
        self._watch(found.all.folder)
        back = generations.go_back(found.all, save.opened, drop)
        found.taken = self._is_copy = True
        self._enter(back, found.profile)

    def _enter(self, found: Unlocked, profile: str) -> None:
        self._watch(found.folder)
        self._hold(Vault.open(found, self._chance))
        self._opened, self._called = self.save_number, profile
        self._calendar.refuse_if_ahead(self.store.last_month)
        self._arrive()

    def tell_moved(self) -> tuple[Moved, ...]:
        """Return, once, what became of things that lay beside the last save."""
        moved = self._store.moved[self._told :] if self._store else ()
        self._told += len(moved)
        return moved

    def _arrive(self) -> None:
        """Go by the month that counts: in a new one, what is no longer to be remembered goes."""
        self._name()
        last, month = self.store.last_month, self.month
        if self._is_copy:  # what I said in the saves that are left out now is not known
            self.store.change(lambda book: vouching.restored(book, last, month))
            self._is_copy = False
        if month != last or self.book.settings.retention is Retention.FORGET:
            with suppress(*CANNOT_SAVE):  # no reason to keep anybody out
                self.vouching.settle()

    def _name(self) -> None:
        """Keep the name inside a vault that has none, and then let its folder tell nothing of it.

        A vault of the first release was found by that name. What the disk refuses waits for the next opening.
        """
        is_old = homes.is_of_first_release(self.store.folder)
        with suppress(Refusal):
            if self.book.settings.profile is None and (self._called or is_old):
                self.store.change(
                    lambda book: book.with_settings(replace(book.settings, profile=self._called))
                )
            if is_old:
                self._move(homes.unused(self.home, self._chance))

    def _move(self, folder: Path) -> None:
        self.store.move(folder)
        self._folder = folder
        self._watched = self._watched and (folder, self._watched[1])

    @property
    def vouching(self) -> Vouching:
        """What can be done about vouches and introductions; raises Locked."""
        return Vouching(self.store)

    @property
    def circles(self) -> Circles:
        """What can be done about circles; raises Locked."""
        return Circles(self.store)

    def lock(self) -> None:
        """Close the vault, and keep nobody's card in memory; what still holds the vault gets Locked."""
        if self._store is not None:
            self._note_saves()
            self._store.close()
            self._store = None
            card.read.cache_clear()
            vouch.read.cache_clear()

    def change_phrase(self, phrase: str, *, low_memory: bool = False) -> None:
        """Seal the vault anew under another phrase, at the cost of `create`; raises WeakPhrase."""
        self.store.rekey(phrase, self._cost(low_memory=low_memory))

    def wipe(self, folder: Path | None = None) -> None:
        """Destroy the vault that was opened or made, or that in `folder`; raises what `destroy` raises."""
        place = folder or self.folder
        self.lock()
        generations.destroy(place)
        if place == self._folder:
            self._folder = None

    def choose_language(self, code: str) -> None:
        """Keep the language to be spoken from now on."""
        self.store.change(lambda book: book.with_settings(replace(book.settings, language=code)))

    # Backup

    def recovery_words(self) -> tuple[str, ...]:
        """Return the twelve words that open this person's backups and give the identity back."""
        return recovery.recovery_words(self.store.root(), self.book.settings.language or "en")

    @property
    def knows_words(self) -> bool:
        """Whether the recovery words were shown and asked back before."""
        return self.book.settings.words_known

    def check_words(self, typed: str) -> None:
        """Refuse twelve words that are not this person's; raises OtherWords or what reading them raises."""
        if recovery.read_recovery_words(typed) != self.store.root():
            raise OtherWords

    def refuse_backup_at(self, path: Path) -> None:
        """Refuse a place for a backup before anybody types words; raises what the vault raises."""
        self.store.refuse_backup_at(path)

    def backup(self, path: Path) -> None:
        """Write a sealed copy of the book that the twelve words open; raises what `write_backup` raises."""
        self.store.write_backup(path)

    def backup_bytes(self) -> bytes:
        """Return the same copy for a shell that hands it on; raises VaultFull."""
        return self.store.backup()

    def note_words_known(self) -> None:
        """Note that the person has the recovery words, so that they need not be shown again.

        Where that cannot be saved they are shown again.
        """
        with suppress(*CANNOT_SAVE):
            self.store.change(lambda book: book.with_settings(replace(book.settings, words_known=True)))

    def check_backup(self, copy: Path | bytes, root: bytes | None = None) -> None:
        """Refuse a file, or bytes, that are no backup; with `root`, one that it does not open.

        Raises what `read_backup` raises.
        """
        if root is None:
            backup_in(copy)
        else:
            read_backup(copy, root)

    def restore(
        self, copy: Path | bytes, root: bytes, phrase: str, *, taken: bool, low_memory: bool = False
    ) -> None:
        """Make a vault from a backup, a file or its bytes.

        It is the same identity, or a new one if the old device was taken. `root` is what the twelve words
        stand for. Raises ClockAhead, and what `read_backup` and `create` raise.
        """
        saved = read_backup(copy, root)
        self._calendar.refuse_if_ahead(saved.month)
        month = self._calendar.month(saved.month)
        book = passing.arrive(saved.book, saved.month, month)
        if taken:
            book, root = self._anew(book, root, month)
        else:
            book = vouching.restored(issuing.reissue(book, root, month), saved.month, month)
            book = book.with_settings(replace(book.settings, words_known=True))
        self._create(phrase, root, book, month, low_memory=low_memory)

    def begin_anew(self) -> None:
        """Become a new identity with the same people; those I meet get the notice that ends the old one."""
        self.store.become(lambda book, root: self._anew(book, root, self.month))

    def _anew(self, book: Book, root: bytes, month: int) -> tuple[Book, bytes]:
        """Return a book under a new root, which ends the old one and has other recovery words."""
        new = self._chance(recovery.ROOT_SIZE)
        return issuing.begin_anew(book, root, new, month), new

    def _create(self, phrase: str, root: bytes, book: Book, month: int, *, low_memory: bool) -> None:
        cost = self._cost(low_memory=low_memory)
        passphrase.new(phrase)  # a phrase that is refused makes no folders
        self.refuse_if_no_place()
        refuse_if_taken(self.home, self.profile, phrase)
        if not self.home.exists():  # nobody else need know how many profiles there are
            disk.make_folder(self.home)
        folder = homes.for_a_new_vault(self.home, self._chance)
        self._watch(folder)
        named = book.with_settings(replace(book.settings, profile=self.profile))
        self._hold(Vault.create(folder, phrase, root, named, cost, self._chance, month))

    def _watch(self, folder: Path) -> None:
        self._watched = folder, generations.stamp(folder)

    def _cost(self, *, low_memory: bool) -> Cost:
        return sealed.LOW_MEMORY if low_memory or self.needs_low_memory else sealed.NORMAL

    def _hold(self, vault: Vault) -> None:
        self._folder = vault.folder
        self._store = BookStore(vault, self._calendar, self._chance)
        self._told = 0


@dataclass(frozen=True, slots=True)
class FoundSave:
    """A save to go back to: its number, its month, and how many people are in it."""

    opened: Unlocked
    number: int
    month: int
    people: int

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.opened.name

    @property
    def is_last(self) -> bool:
        """Whether it is the last save."""
        return self.name == generations.VAULT


class FoundSaves:
    """All saves of a profile that a phrase opened; the vault is held until one is taken, or they are closed.

    `saves` are those to go back to, the last one first; `closed` are the names of what nobody can open here.
    """

    def __init__(self, found: Found, profile: str) -> None:
        self.all, self.profile, self.taken = found, profile, False
        looked = {each: look_into(each) for each in found.saves}
        self.saves = tuple(
            FoundSave(each, held.number, held.month, len(held.book.contacts))
            for each, held in looked.items()
            if held
        )
        self.closed = (*(each.name for each, held in looked.items() if not held), *found.closed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others have the vault, unless one of them was taken."""
        if not self.taken:
            self.all.lock.release()
