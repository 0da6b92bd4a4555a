"""The book of an open vault: everybody reads it, and every change of it goes through one place.

A change is a function of the book as it stands when its turn comes, never of one that was read before.
So nothing is lost where several callers change the book, whether on one loop or in threads.
"""

import threading
from collections.abc import Callable
from pathlib import Path

from p2pcard.core.book import passing, retention
from p2pcard.core.book.book import Book
from p2pcard.core.formats import calendar
from p2pcard.core.formats.crypto import Chance
from p2pcard.core.formats.sealed import Cost
from p2pcard.edge.store.generations import Moved
from p2pcard.edge.store.vault import Vault
from p2pcard.errors import ClockAhead, ClockNotSet


class Calendar:
    """Which month counts: that of the clock, unless it cannot be right or the person says another."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self.clock = clock
        self.asked = False
        self._told: int | None = None

    def tell(self, month: int | None) -> None:
        """Take the person's word for the month, whatever the clock shows; None where they do not know it."""
        self._told, self.asked = month, True

    def month(self, last: int) -> int:
        """Return the month that counts where the last save was in `last`; a clock is not followed far."""
        return self._known(last) or last

    def is_known(self, last: int) -> bool:
        """Whether the month that counts is the one that it is, as far as anybody can tell."""
        return self._known(last) is not None

    def refuse_if_ahead(self, last: int) -> None:
        """Raises ClockAhead where nobody was asked yet about a clock that is far behind the last save."""
        now = self.clock()
        if not self.asked and now > last + calendar.SLACK:
            raise ClockAhead(now, last, calendar.write(now))

    def refuse_if_not_set(self) -> None:
        """Raises ClockNotSet where nobody was asked yet about a clock that was never set."""
        now = self.clock()
        if not self.asked and now < calendar.FIRST:
            raise ClockNotSet(now)

    @property
    def first(self) -> int:
        """The month that counts where nothing was saved yet."""
        return self.clock() if self._told is None else self._told

    def _known(self, last: int) -> int | None:
        now = self.clock()
        return self._told or (now if calendar.follows(now, last) else None)


class BookStore:
    """One open vault and its book; once it is closed, all of it raises Locked."""

    def __init__(self, vault: Vault, calendar: Calendar, chance: Chance) -> None:
        self._vault, self.chance = vault, chance
        self.calendar, self._turn = calendar, threading.Lock()

    @property
    def book(self) -> Book:
        """Everything this person holds."""
        return self._vault.book

    @property
    def month(self) -> int:
        """The month that counts here; a clock that cannot be right does not take it along."""
        return self.calendar.month(self.last_month)

    @property
    def last_month(self) -> int:
        """The month of the last save."""
        return self._vault.last_month

    @property
    def save_number(self) -> int:
        """How many times this vault was saved."""
        return self._vault.save_number

    def root(self) -> bytes:
        """Open the 16-byte root, for signing and for the recovery words; keep it no longer than that."""
        return self._vault.root()

    def change(
        self, make: Callable[[Book], Book], erases: Callable[[Book, Book], bool] = retention.drops
    ) -> None:
        """Save the book that `make` returns, in one save; where that and the month are the same, none.

        `erases` tells, of the book before and after, whether the save before must not keep what is gone.
        Raises what `make` and `Vault.save` raise; then nothing is changed.
        """
        with self._turn:
            before, month = self.book, self.month
            after = make(passing.arrive(before, self.last_month, month))
            if after != before or month != self.last_month:
                self._vault.save(after, month, erase_previous=erases(before, after))

    def refuse_if_read_only(self) -> None:
        """Raises what keeps anything from being saved where a vault lies that can only be read."""
        self._vault.refuse_if_read_only()

    @property
    def moved(self) -> tuple[Moved, ...]:
        """What became of things that lay beside the last save, since this vault was opened."""
        return tuple(self._vault.moved)

    def refuse_other_phrase(self, phrase: str) -> None:
        """Refuse a phrase that does not open the vault, which stays open; slow. Raises WrongPhrase."""
        self._vault.refuse_other_phrase(phrase)

    def rekey(self, phrase: str, cost: Cost) -> None:
        """Seal all saves anew under another phrase, at a cost; raises WeakPhrase."""
        with self._turn:
            self._vault.rekey(phrase, self.last_month, cost)

    def become(self, make: Callable[[Book, bytes], tuple[Book, bytes]]) -> None:
        """Save both saves anew with the book and the 16-byte root that `make` returns for those of now."""
        with self._turn:
            book, root = make(self.book, self.root())
            self._vault.become(root, book, self.last_month)

    @property
    def folder(self) -> Path:
        """Where the vault is."""
        return self._vault.folder

    def move(self, folder: Path) -> None:
        """Let the vault be in another folder; raises what `Vault.move` raises."""
        with self._turn:
            self._vault.move(folder)

    def refuse_backup_at(self, path: Path) -> None:
        """Refuse a place where a backup cannot be written; raises what `Vault.refuse_backup_at` raises."""
        self._vault.refuse_backup_at(path)

    def write_backup(self, path: Path) -> None:
        """Write a copy that the twelve words open; raises what `Vault.write_backup` raises."""
        with self._turn:
            self._vault.write_backup(path)

    def backup(self) -> bytes:
        """Return a copy that the twelve words open; raises what `Vault.backup` raises."""
        with self._turn:
            return self._vault.backup()

    def close(self) -> None:
        """Close the vault once a save that is going on is done."""
        with self._turn:
            self._vault.close()
