"""The vault: a book, sealed in one file that is replaced whole.

What is on disk is always a whole save: the last one, and beside it the one
before. Every failure leaves the vault, its book and the previous save as they
were. What this program did not put beside them is kept, and stops nothing
(spec section 11).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Self

from p2pcard.core.book import forgetting, retention
from p2pcard.core.book.book import Book
from p2pcard.core.formats import crypto, passphrase, recovery, sealed
from p2pcard.core.formats.crypto import Chance
from p2pcard.core.formats.sealed import Container, Cost, SlotKind, What
from p2pcard.edge.store import disk, generations, saves
from p2pcard.edge.store.generations import BESIDE, KEPT, PREVIOUS, VAULT, Moved, Unlocked
from p2pcard.edge.store.keyring import Keyring
from p2pcard.edge.store.lockfile import FolderLock
from p2pcard.edge.store.saves import Save
from p2pcard.errors import (
    BackupOfSomebodyElse,
    CannotOpen,
    DiskFull,
    DiskTrouble,
    KeptFull,
    Locked,
    NewerFile,
    NewerVault,
    Refusal,
    VaultExists,
)

Keep = Callable[[Book, bytes], Book | None]  # what may stay of a save beside, of its book and its root


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is in memory while a vault is open."""

    keys: Keyring
    image: bytes = field(repr=False)
    held: Save = field(repr=False)
    mark: bytes = field(repr=False)  # of the last save's file


class Vault:
    """An open vault; everything it holds on disk is in `folder`.

    Once it is closed, whatever is asked of it raises Locked.
    """

    def __init__(
        self, folder: Path, lock: FolderLock, keys: Keyring, image: bytes, data: bytes, chance: Chance
    ) -> None:
        self.folder, self._lock, self._chance = folder, lock, chance
        self._now: _Opened | None = _Opened(keys, image, saves.read(image), sealed.mark(data))
        # what became of things beside the last save, until somebody is told
        self.moved = [] if lock.way.name == generations.LOCK else [Moved(generations.LOCK, lock.way.name)]

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
        with generations.hold(folder) as lock:
            if generations.is_there(folder):
                raise VaultExists
            keys = Keyring.make(phrase, cost, chance)
            image = saves.write(Save(book, 1, month), keys.seal_root(root, chance))
            data = keys.seal(image, chance)
            disk.replace({folder / VAULT: data})
            return cls(folder, lock, keys, image, data, chance)

    @classmethod
    def open(cls, found: Unlocked, chance: Chance) -> Self:
        """Open the vault of a save that `unlock` opened; nothing that lies beside it is in the way.

        Raises NewerVault.
        """
        with generations.held_on(found.lock):
            try:
                image = saves.migrated(found.content)
            except NewerFile as error:
                raise NewerVault from error
            opened = cls(found.folder, found.lock, found.keys, image, found.data, chance)
            if found.lock.is_held:
                with suppress(Refusal):
                    opened._finish_erasing(found.data)
                    opened._look_beside()
            return opened

    @property
    def _opened(self) -> _Opened:
        if self._now is None:
            raise Locked
        return self._now

    @property
    def book(self) -> Book:
        """The book as it was saved last."""
        return self._opened.held.book

    @property
    def save_number(self) -> int:
        """How many times this vault was saved; shown at unlock so that an older copy is noticed."""
        return self._opened.held.number

    @property
    def last_month(self) -> int:
        """The month that was given to the last save."""
        return self._opened.held.month

    def save(self, book: Book, month: int, *, erase_previous: bool = False) -> None:
        """Replace the file by one that holds `book`; the save before stays beside it, unless it must go.

        `erase_previous` puts this save in its place too, under a new data key. Raises VaultFull and what
        `disk` raises.
        """
        now = self._opened
        if erase_previous:
            alike = partial(forgetting.forget_alike, before=now.held.book, after=book)
            self._start_anew(now.keys, book, month, self.root(), alike)
            return
        self._lock.refuse_if_lacking()
        saved = Save(book, self.save_number + 1, month, now.mark)
        image = saves.follow(now.image, now.held.book, saved)
        sealed_file = now.keys.seal(image, self._chance)
        disk.replace({self.folder / VAULT: sealed_file}, self._place_of_last(free=self._look_beside()))
        self._now = _Opened(now.keys, image, saved, sealed.mark(sealed_file))

    def refuse_if_read_only(self) -> None:
        """Raises what keeps this program from writing where the vault lies."""
        self._lock.refuse_if_lacking()

    def refuse_other_phrase(self, phrase: str) -> None:
        """Refuse a phrase that does not open this vault; raises WrongPhrase."""
        self._opened.keys.refuse_other_phrase(phrase)

    def rekey(self, phrase: str, month: int, cost: Cost = sealed.NORMAL) -> None:
        """Write all saves anew under another phrase and a new data key; raises WeakPhrase.

        What the old phrase opens is then nowhere in these files.
        """
        self._lock.refuse_if_lacking()
        keys = self._opened.keys.under(phrase, cost, self._chance)
        self._start_anew(keys, self.book, month, self.root(), lambda book, _: book)

    def become(self, root: bytes, book: Book, month: int) -> None:
        """Write both saves anew with another 16-byte root and its book; the old root is nowhere in them."""
        self._start_anew(self._opened.keys, book, month, root, lambda *_: None)

    def move(self, folder: Path) -> None:
        """Let the folder be another one, still held; raises what `disk.move` raises."""
        disk.move(self.folder, folder)
        self.folder = folder

    def root(self) -> bytes:
        """Open the 16-byte root, for signing and for the recovery words; keep it no longer than that."""
        now = self._opened
        return now.keys.open_root(saves.sealed_root(now.image))

    def refuse_backup_at(self, path: Path) -> None:
        """Refuse a place where a backup cannot be written.

        An older backup there is replaced; raises SomethingElseThere for anything else, and what `disk`
        raises.
        """
        disk.refuse_something_else(path, partial(sealed.is_a, What.BACKUP))
        disk.refuse_if_not_writable(path.parent)
        if disk.free_space(path.parent) < max(sealed.FIRST_STEP, len(self._opened.image)):
            raise DiskFull

    def write_backup(self, path: Path) -> None:
        """Write `backup` to a file; raises VaultFull and what `refuse_backup_at` raises."""
        self.refuse_backup_at(path)
        disk.replace({path: self.backup()})

    def backup(self) -> bytes:
        """Return a sealed copy of the book for the recovery words, without what a copy may not hold.

        Pair secrets and vouches between others are not in it. Raises VaultFull.
        """
        bare = replace(self._opened.held, book=retention.to_copy(self.book), replaced=b"")
        head = sealed.new_head(What.BACKUP, self._chance)
        data_key = self._chance(crypto.KEY_SIZE)
        backup_key = recovery.backup_key(self.root())
        slot = sealed.seal_key(head, sealed.RECOVERY, backup_key, data_key, self._chance)
        image, limit = saves.write(bare), self._opened.keys.limit
        return bytes(sealed.seal(head, (slot,), data_key, image, self._chance, limit))

    def close(self) -> None:
        """Let go of keys, image and book, and let other windows in."""
        self._now = None
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start_anew(self, keys: Keyring, book: Book, month: int, root: bytes, keep: Keep) -> None:
        """Save from nothing, so that not even an empty page remembers, in place of all files.

        Of a save that is kept beside stays what `keep` returns; what does not open is removed.
        """
        self._lock.refuse_if_lacking()
        keys = keys.fresh(self._chance)
        free = self._look_beside()
        last = self._place_of_last(free=free)
        if last is not None and not self._is_last():
            disk.keep(self.folder / VAULT, last)
        beside = {name: data for name in BESIDE if (data := generations.read(self.folder / name)) is not None}
        marks = b"".join((self._opened.mark, *map(sealed.mark, beside.values())))
        saved = Save(book, self.save_number + 1, month, marks)
        image = saves.write(saved, keys.seal_root(root, self._chance))
        sealed_file = keys.seal(image, self._chance)
        kept = {
            name: left
            for name, data in beside.items()
            if not (free and name == PREVIOUS) and (left := self._left(data, keys, keep))
        }
        files = {**kept, VAULT: sealed_file, PREVIOUS: kept.get(PREVIOUS, sealed_file)}
        if not free and PREVIOUS not in kept:
            way = disk.make_way(self.folder / PREVIOUS)
            self._note(Moved(PREVIOUS, "" if way.name == PREVIOUS else way.name))
        disk.replace({self.folder / name: data for name, data in files.items()})
        self._now = _Opened(keys, image, saved, sealed.mark(sealed_file))
        for name in KEPT:
            if name not in kept:
                self._remove(name)

    # What lies beside

    def _finish_erasing(self, data: bytes) -> None:
        """Erase what a save that was interrupted took the place of and had still to erase; `data` is mine."""
        for name in BESIDE:
            found = generations.read(self.folder / name)
            if found is None or not self._is_erased(found):
                continue
            if name != PREVIOUS:
                self._remove(name)
                continue
            try:
                disk.replace({self.folder / name: data})
            except DiskFull:  # what must go can go without a copy in its place
                disk.destroy((self.folder / name,), sealed.SIZE_LIMIT)

    def _look_beside(self) -> bool:
        """Put aside what lies where the save before belongs, unless that goes.

        Return whether the place is free: it is not where three other saves are kept already.
        """
        path = self.folder / PREVIOUS
        data = _readable(path)
        if self._goes(data) if data is not None else not disk.is_there(path):
            return True
        place = generations.free_place(self.folder, self._opens)
        if place is not None:
            disk.move(path, place)
        self._note(Moved(PREVIOUS, place.name if place else PREVIOUS))
        return place is not None

    def _place_of_last(self, *, free: bool) -> Path | None:
        """Return where the last save's file goes, and None where there is none that stays.

        As a rule that is the place of the save before, where it is `free`. What somebody put in the place of
        the last one meanwhile is kept, unless it goes. Raises KeptFull.
        """
        path, before = self.folder / VAULT, self.folder / PREVIOUS if free else None
        if self._is_last():
            return before
        data = _readable(path)
        if not disk.is_there(path) or (data is not None and self._is_earlier(data)):
            return None
        place = generations.free_place(self.folder, self._opens) or before
        if place is None:
            raise KeptFull
        self._note(Moved(VAULT, place.name))
        if not disk.is_plain(path):
            disk.move(path, place)
            return None
        return place

    def _is_last(self) -> bool:
        """Return whether the last save's file is the one that this vault opened or wrote."""
        data = _readable(self.folder / VAULT)
        return data is not None and sealed.mark(data) == self._opened.mark

    def _goes(self, data: bytes) -> bool:
        """Return whether this is the save before, one to be erased, or an earlier one."""
        marks = {self._opened.mark, *_marks(self._opened.held)}
        return sealed.mark(data) in marks or self._is_earlier(data)

    def _is_erased(self, data: bytes) -> bool:
        """Return whether the last save took the place of this one under other keys: it had to go."""
        now = self._opened
        return not data.startswith(bytes(now.keys.head)) and sealed.mark(data) in _marks(now.held)

    def _is_earlier(self, data: bytes) -> bool:
        """Return whether this is an earlier save under the same keys."""
        opened = self._opened.keys.opened(data)
        if opened is None or opened[0].head != self._opened.keys.head:
            return False
        return saves.number(opened[1]) < self.save_number

    def _opens(self, path: Path) -> bool:
        data = generations.read(path)
        return data is not None and self._opened.keys.opened(data) is not None

    def _left(self, data: bytes, keys: Keyring, keep: Keep) -> bytes | None:
        """Return a save beside under other keys, with what `keep` leaves of it; None for none."""
        opened = self._opened.keys.opened(data)
        if opened is None:
            return None
        try:
            image = saves.migrated(opened[1])
        except NewerFile:
            return None
        held, root = saves.read(image), opened[0].open_root(saves.sealed_root(image))
        book = keep(held.book, root)
        if book is None:
            return None
        left = saves.write(replace(held, book=book), keys.seal_root(root, self._chance))
        return keys.seal(left, self._chance)

    def _remove(self, name: str) -> None:
        """Overwrite and remove what is kept there, and note it."""
        path = self.folder / name
        if disk.is_there(path):
            disk.destroy((path,), sealed.SIZE_LIMIT)
            if not disk.is_there(path):
                self._note(Moved(name, ""))

    def _note(self, moved: Moved) -> None:
        if moved not in self.moved:
            self.moved.append(moved)


def _readable(path: Path) -> bytes | None:
    """Return what `generations.read` does; None where the disk does not give it out."""
    try:
        return generations.read(path)
    except DiskTrouble:
        return None


def _marks(held: Save) -> frozenset[bytes]:
    """Return the marks of the files that a save took the place of."""
    size, marks = sealed.MARK_SIZE, held.replaced
    return frozenset(marks[place : place + size] for place in range(0, len(marks), size))


def look_into(found: Unlocked) -> Save | None:
    """Return what a save that was opened holds, or None where a newer version wrote it."""
    try:
        return saves.read(saves.migrated(found.content))
    except NewerFile:
        return None


def read_backup(copy: Path | bytes, root: bytes) -> Save:
    """Open a backup, a file or its bytes, with the root that the recovery words stand for.

    Returns the save it was made of. Raises what `backup_in` raises, and BackupOfSomebodyElse.
    """
    container = backup_in(copy)
    try:
        slot = container.slot(SlotKind.RECOVERY)
        data_key = sealed.open_key(container.head, slot, recovery.backup_key(root))
    except CannotOpen as error:
        raise BackupOfSomebodyElse from error
    return saves.read(saves.migrated(sealed.unseal(container, data_key)))


def backup_in(copy: Path | bytes) -> Container:
    """Take a backup apart, which needs no words.

    Raises NotASealedFile, NewerFile, DamagedFile or what `disk` raises.
    """
    data = copy if isinstance(copy, bytes) else disk.read(copy, sealed.SIZE_LIMIT)
    return sealed.read(data, What.BACKUP)
