"""The vault: a book, sealed in one file that is replaced whole.

What is on disk is always a whole save: the last one, and beside it the one
before. Every failure leaves the vault, its book and the previous save as they
were (spec section 11).
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from p2pcard.core import crypto, memory, passphrase, recovery, sealed
from p2pcard.core.book import Book
from p2pcard.core.crypto import Chance
from p2pcard.core.sealed import Container, Cost, SlotKind, What
from p2pcard.edge import disk, generations, saves
from p2pcard.edge.generations import PREVIOUS, VAULT, Unlocked
from p2pcard.edge.keyring import Keyring
from p2pcard.edge.saves import Save
from p2pcard.edge.window import WindowLock
from p2pcard.errors import (
    BackupOfSomebodyElse,
    CannotOpen,
    DiskFull,
    NewerFile,
    NewerVault,
    OlderLastSave,
    VaultExists,
)


class Vault:
    """An open vault; everything it holds on disk is in `folder`."""

    def __init__(self, folder: Path, window: WindowLock, keys: Keyring, image: bytes, chance: Chance) -> None:
        self.folder, self._window, self._keys, self._image, self._chance = folder, window, keys, image, chance
        self._held = saves.read(image)

    @classmethod
    def create(
        cls, folder: Path, phrase: str, root: bytes, book: Book, cost: Cost, chance: Chance, month: int
    ) -> Self:
        """Make the vault of a 16-byte root in `folder` and open it; its first save is number 1.

        Raises WeakPhrase, VaultExists, VaultBusy, NotEnoughMemory or what `disk` raises.
        """
        passphrase.new(phrase)
        disk.forbid_core_dumps()
        disk.make_folder(folder)
        with generations.hold(folder) as window:
            if generations.is_there(folder):
                raise VaultExists
            keys = Keyring.make(phrase, cost, chance)
            image = saves.write(Save(book, 1, month), keys.seal_root(root, chance))
            disk.replace({folder / VAULT: keys.seal(image, chance)})
            return cls(folder, window, keys, image, chance)

    @classmethod
    def open(cls, found: Unlocked, chance: Chance) -> Self:
        """Open the vault of a save that `unlock` opened.

        Raises NewerVault, OlderLastSave or what `disk` raises.
        """
        with generations.held_on(found.window):
            try:
                image = saves.migrated(found.content)
                if found.beside:
                    _refuse_if_older(image, saves.migrated(found.beside))
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
        image = saves.follow(self._image, self.book, saved)
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
        return self._keys.open_root(saves.sealed_root(self._image))

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
        disk.replace({path: bytes(sealed.seal(head, (slot,), data_key, saves.write(bare), self._chance))})

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
        image = saves.write(saved, keys.seal_root(root, self._chance))
        sealed_file = keys.seal(image, self._chance)
        disk.replace({self.folder / VAULT: sealed_file, self.folder / PREVIOUS: sealed_file})
        self._keys, self._image, self._held = keys, image, saved


def _refuse_if_older(last: bytes, beside: bytes) -> None:
    """Raises OlderLastSave unless the save beside was made before the last one, as one to be erased was."""
    numbers = saves.number(last), saves.number(beside)
    if numbers[0] <= numbers[1]:
        raise OlderLastSave(last=numbers[0], beside=numbers[1])


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
    return saves.read(saves.migrated(sealed.unseal(container, data_key)))


def backup_in(path: Path) -> Container:
    """Take a backup apart, which needs no words.

    Raises NotASealedFile, NewerFile, DamagedFile or what `disk` raises.
    """
    return sealed.read(disk.read(path, sealed.SIZE_LIMIT), What.BACKUP)
