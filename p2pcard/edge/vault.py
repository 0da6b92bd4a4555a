"""The vault: a book in an in-memory database, sealed in one file that is replaced whole.

The only importer of sqlite3. What is on disk is always a whole save: the last
one, and beside it the one before. Every failure leaves the vault, its book
and the previous save as they were (spec section 11).
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Self

from p2pcard.core import crypto, memory, opening, recovery, sealed
from p2pcard.core.book import Book
from p2pcard.core.crypto import Chance
from p2pcard.core.sealed import Container, Cost, SlotKind, What
from p2pcard.edge import disk, generations, rows
from p2pcard.edge.generations import PREVIOUS, VAULT, WINDOW, Unlocked, destroy
from p2pcard.edge.keyring import Keyring
from p2pcard.edge.vouch_rows import Change
from p2pcard.errors import (
    BackupOfSomebodyElse,
    CannotOpen,
    DiskFull,
    NewerFile,
    NewerVault,
    VaultExists,
)

__all__ = ["PREVIOUS", "VAULT", "WINDOW", "Save", "Vault", "destroy", "migrated", "read_backup"]

Migrations = tuple[Callable[[rows.Run], None], ...]


@dataclass(frozen=True, slots=True)
class Save:
    """What one save holds: the book, how many saves there were with it, and its month."""

    book: Book
    number: int
    month: int


class Vault:
    """An open vault; everything it holds on disk is in `folder`."""

    def __init__(
        self, folder: Path, window: disk.WindowLock, keys: Keyring, image: bytes, chance: Chance
    ) -> None:
        self.folder, self._window, self._keys, self._image, self._chance = folder, window, keys, image, chance
        self._held = _held(image)

    @classmethod
    def create(
        cls, folder: Path, phrase: str, root: bytes, book: Book, cost: Cost, chance: Chance, month: int
    ) -> Self:
        """Make the vault of a 16-byte root in `folder` and open it; its first save is number 1.

        Raises WeakPhrase, VaultExists, VaultBusy, NotEnoughMemory or what `disk` raises.
        """
        opening.new_phrase(phrase)
        disk.forbid_core_dumps()
        disk.make_folder(folder)
        with generations.hold(folder) as window:
            if generations.is_there(folder):
                raise VaultExists
            keys = Keyring.make(phrase, cost, chance)
            image = _image(Save(book, 1, month), keys.seal_root(root, chance))
            disk.replace({folder / VAULT: keys.seal(image, chance)})
            return cls(folder, window, keys, image, chance)

    @classmethod
    def open(cls, found: Unlocked, chance: Chance) -> Self:
        """Open the vault of a save that `unlock` opened; raises NewerVault or what `disk` raises."""
        with generations.held_on(found.window):
            try:
                image = migrated(found.content)
            except NewerFile as error:
                raise NewerVault from error
            generations.finish(found)
            return cls(found.folder, found.window, found.keys, image, chance)

    @property
    def book(self) -> Book:
        """The book as it was saved last."""
        return self._held.book

    @property
    def save_number(self) -> int:
        """How many times this vault was saved; shown at unlock so that an older copy is noticed."""
        return self._held.number

    @property
    def last_month(self) -> int:
        """The month that was given to the last save."""
        return self._held.month

    def save(self, book: Book, month: int, *, erase_previous: bool = False) -> None:
        """Replace the file by one that holds `book`; the save before stays beside it, unless it must go.

        `erase_previous` puts this save in its place too, under a new data key.
        """
        if erase_previous:
            self._start_anew(self._keys, book, month, self.root())
            return
        saved = Save(book, self.save_number + 1, month)
        image = _changed(self._image, (*rows.changes(self.book, book), *_save_facts(saved)))
        sealed_file = self._keys.seal(image, self._chance)
        disk.replace({self.folder / VAULT: sealed_file}, self.folder / PREVIOUS)
        self._image, self._held = image, saved

    def rekey(self, phrase: str, month: int) -> None:
        """Write both saves anew under another phrase and a new data key; raises WeakPhrase.

        What the old phrase opens is then nowhere in these files.
        """
        self._start_anew(self._keys.under(phrase, self._chance), self.book, month, self.root())

    def become(self, root: bytes, book: Book, month: int) -> None:
        """Write both saves anew with another 16-byte root and its book; the old root is nowhere in them."""
        self._start_anew(self._keys, book, month, root)

    def root(self) -> bytes:
        """Open the 16-byte root, for signing and for the recovery words; keep it no longer than that."""
        with _database(self._image) as database:
            return self._keys.open_root(rows.facts(database.execute)["root"])

    def refuse_backup_at(self, path: Path) -> None:
        """Refuse a place where a backup cannot be written.

        An older backup there is replaced; raises SomethingElseThere for anything else, and what `disk`
        raises.
        """
        disk.refuse_something_else(path, partial(sealed.is_a, What.BACKUP))
        disk.refuse_if_not_writable(path.parent)
        if disk.free_space(path.parent) < max(sealed.FIRST_STEP, len(self._image)):
            raise DiskFull

    def write_backup(self, path: Path) -> None:
        """Write the book, without pair secrets and vouches between others, to a file for the recovery words.

        Raises what `refuse_backup_at` raises.
        """
        self.refuse_backup_at(path)
        bare = replace(self._held, book=memory.to_copy(self.book))
        head = sealed.new_head(What.BACKUP, self._chance)
        data_key = self._chance(crypto.KEY_SIZE)
        backup_key = recovery.backup_key(self.root())
        slot = sealed.seal_key(head, sealed.RECOVERY, backup_key, data_key, self._chance)
        disk.replace({path: bytes(sealed.seal(head, (slot,), data_key, _image(bare), self._chance))})

    def close(self) -> None:
        """Drop the keys, so that nothing can be saved any more, and let other windows in."""
        vars(self).pop("_keys", None)
        self._window.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start_anew(self, keys: Keyring, book: Book, month: int, root: bytes) -> None:
        """Save from nothing, so that not even an empty page remembers, in place of both files."""
        keys = keys.fresh(self._chance)
        saved = Save(book, self.save_number + 1, month)
        image = _image(saved, keys.seal_root(root, self._chance))
        sealed_file = keys.seal(image, self._chance)
        disk.replace({self.folder / VAULT: sealed_file, self.folder / PREVIOUS: sealed_file})
        self._keys, self._image, self._held = keys, image, saved


def read_backup(path: Path, root: bytes) -> Save:
    """Open a backup with the root that the recovery words stand for; return the save it was made of.

    Raises what `backup_in` raises, and BackupOfSomebodyElse.
    """
    container = backup_in(path)
    try:
        slot = container.slot(SlotKind.RECOVERY)
        data_key = sealed.open_key(container.head, slot, recovery.backup_key(root))
    except CannotOpen as error:
        raise BackupOfSomebodyElse from error
    return _held(migrated(sealed.unseal(container, data_key)))


def backup_in(path: Path) -> Container:
    """Take a backup apart, which needs no words.

    Raises NotASealedFile, NewerFile, DamagedFile or what `disk` raises.
    """
    return sealed.read(disk.read(path, sealed.SIZE_LIMIT), What.BACKUP)


def migrated(image: bytes, migrations: Migrations = rows.MIGRATIONS) -> bytes:
    """Return an image (or none, as empty bytes) with tables of the newest version.

    Raises NewerFile for tables that are newer still.
    """
    with _database(image) as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version > len(migrations):
            raise NewerFile
        if version == len(migrations):
            return image
        database.execute("BEGIN")
        for migrate in migrations[version:]:
            migrate(database.execute)
        database.execute(f"PRAGMA user_version = {len(migrations)}")
        database.execute("COMMIT")
        return database.serialize()


@contextlib.contextmanager
def _database(image: bytes) -> Iterator[sqlite3.Connection]:
    """Open an image in memory, where nothing is ever written to disk and what is deleted is overwritten."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("PRAGMA temp_store = MEMORY")  # else even this database would sort in files
        if image:
            database.deserialize(image)
        database.execute("PRAGMA journal_mode = OFF")  # after a failure the image is dropped as a whole
        database.execute("PRAGMA secure_delete = ON")
        yield database


def _changed(image: bytes, changes: Iterable[Change]) -> bytes:
    """Return an image in which these rows are changed."""
    with _database(image) as database:
        database.execute("BEGIN")
        for command, values in changes:
            database.execute(command, values)
        database.execute("COMMIT")
        return database.serialize()


def _image(saved: Save, sealed_root: bytes = b"") -> bytes:
    """Make an image from nothing; a backup's has no root, since whoever opens it has it."""
    changes = (*rows.changes(None, saved.book), *_save_facts(saved), rows.fact("root", sealed_root))
    return _changed(migrated(b""), changes)


def _save_facts(saved: Save) -> tuple[Change, ...]:
    return rows.fact("number", saved.number), rows.fact("month", saved.month)


def _held(image: bytes) -> Save:
    with _database(image) as database:
        facts = rows.facts(database.execute)
        return Save(rows.book(database.execute), facts["number"], facts["month"])
