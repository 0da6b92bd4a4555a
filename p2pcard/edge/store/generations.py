"""The files of a vault: the last save, what lies beside it, and the lock of the program that has it open.

There is always a whole save to open, whatever was interrupted, and nothing
that lies beside the last save keeps anybody from it (spec section 11.5).
"""

import contextlib
import functools
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from p2pcard.core.formats import passphrase, sealed
from p2pcard.core.formats.sealed import Container, Lock, SlotKind, What
from p2pcard.edge.store import disk
from p2pcard.edge.store.keyring import Keyring
from p2pcard.edge.store.lockfile import FolderLock
from p2pcard.errors import (
    CannotOpen,
    DamagedFile,
    DamagedOnlySave,
    DamagedVault,
    DiskTrouble,
    EarlierPhrase,
    FolderInTheWay,
    FolderMissing,
    IsAFolder,
    KeptFull,
    NewerFile,
    NewerVault,
    NoPreviousSave,
    NotAPlainFile,
    NotASealedFile,
    NotEnoughMemory,
    NoVault,
    Refusal,
    WrongPhrase,
)

VAULT: Final = "vault.p2pcard"
PREVIOUS: Final = "vault-before.p2pcard"
KEPT: Final = tuple(f"vault-kept-{number}.p2pcard" for number in (1, 2, 3))
BESIDE: Final = (PREVIOUS, *KEPT)
LOCK: Final = "window.lock"  # a file of this name keeps programs of other versions out, too

COSTS: Final = (sealed.NORMAL, sealed.LOW_MEMORY)  # all that was ever written: another one was put there

KeyOf = Callable[[Lock], bytes]  # what a phrase gives for a lock: slow, so each is paid for once
T = TypeVar("T")


class Moved(NamedTuple):
    """What became of something beside the last save: it has another name, the same one, or none any more."""

    name: str
    now: str


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A save that its phrase opened, and the folder's lock: its content has not been looked into."""

    folder: Path
    lock: FolderLock
    keys: Keyring
    content: bytes = field(repr=False)
    data: bytes = field(repr=False)  # the whole file
    name: str = VAULT


class Found(NamedTuple):
    """All saves in a folder that one phrase opens, the last one first, and the folder's lock, held."""

    folder: Path
    lock: FolderLock
    saves: tuple[Unlocked, ...]  # one or more
    closed: tuple[str, ...]  # what else is there, by its name: nobody can open it with that phrase

    @property
    def content(self) -> bytes:
        """What the first of them keeps."""
        return self.saves[0].content


def is_there(folder: Path) -> bool:
    """Return whether a folder holds any save."""
    with disk.refusing(folder):
        return any(disk.is_there(folder / name) for name in (VAULT, *BESIDE))


def stamp(folder: Path) -> object:
    """Return what is another after each save in a folder."""
    return disk.stamp(folder / VAULT)


def refuse_if_missing(folder: Path) -> None:
    """Raises NoVault where a folder holds no save, or what `disk.refuse_if_a_file` raises."""
    if not is_there(folder):
        disk.refuse_if_a_file(folder)
        raise NoVault


def refuse_if_busy(folder: Path) -> None:
    """Raises VaultBusy where another program holds the folder's lock now; it is not held any longer."""
    with disk.refusing(folder):
        is_held_perhaps = disk.is_plain(folder / LOCK)
    if is_held_perhaps:
        FolderLock(folder / LOCK, or_not=True).release()


def refuse_if_damaged(folder: Path) -> None:
    """Take the last save apart as far as that needs no phrase.

    Raises NoVault, NotAFolder, DamagedVault where a save beside it is whole, DamagedOnlySave,
    NewerVault and what `disk` raises.
    """
    refuse_if_missing(folder)
    try:
        _taken_apart(folder / VAULT)
    except NewerFile as error:
        raise NewerVault from error
    except (DamagedFile, NotASealedFile) as error:
        raise _damage(folder, _taken_apart) from error


@contextlib.contextmanager
def hold(folder: Path, *, or_not: bool = False) -> Iterator[FolderLock]:
    """Hold the folder's lock, and keep it unless the block fails; sweep up after a crashed program.

    Where it is to be had `or_not`, a program that cannot write may still read.
    """
    lock = FolderLock(folder / LOCK, or_not=or_not)
    with held_on(lock):
        if lock.is_held:
            for name in (VAULT, *BESIDE):
                disk.sweep(folder / name)
        yield lock


@contextlib.contextmanager
def held_on(lock: FolderLock) -> Iterator[None]:
    """Release a folder's lock if the block fails, and only then."""
    try:
        yield
    except BaseException:
        lock.release()
        raise


def unlock(folder: Path, phrase: str) -> Unlocked:
    """Open the last save in `folder`: slow by design. Without a lock it may be read, and nothing saved.

    Raises NoVault, VaultBusy, WrongPhrase, EarlierPhrase, DamagedVault, NewerVault,
    NotEnoughMemory and what `disk` raises.
    """
    refuse_if_missing(folder)
    disk.forbid_core_dumps()
    with hold(folder, or_not=True) as lock:
        return _spelled(phrase, functools.partial(_opened, folder, lock))


def find(folder: Path, phrase: str) -> Found:
    """Open every save in `folder` that a phrase opens, to go back to one of them.

    Raises NoVault, VaultBusy, WrongPhrase, NoPreviousSave where none opens whatever the phrase is,
    NotEnoughMemory and what `disk` raises.
    """
    refuse_if_missing(folder)
    disk.forbid_core_dumps()
    with hold(folder) as lock:
        return _spelled(phrase, functools.partial(_found, folder, lock))


def _spelled(phrase: str, use: Callable[[bytes], T]) -> T:
    *others, last = passphrase.spellings(phrase)
    for spelling in others:
        with contextlib.suppress(WrongPhrase):
            return use(spelling)
    return use(last)


def look(folder: Path, phrase: str) -> bytes | None:
    """Return what the last save in `folder` keeps, or None where the phrase does not open it.

    Slow by design. It takes no lock, so another program may have the vault open. Raises NotEnoughMemory and
    what `disk` raises.
    """
    for spelling in passphrase.spellings(phrase):
        with contextlib.suppress(CannotOpen, DamagedFile, NotASealedFile, NewerFile):
            return _unsealed(folder / VAULT, functools.partial(sealed.phrase_key, spelling))[2]
    return None


def opens(folder: Path, phrase: str) -> bool:
    """Return whether the phrase is that of a save in `folder`, which may be damaged: slow by design."""
    for spelling in passphrase.spellings(phrase):
        key_of = functools.cache(functools.partial(sealed.phrase_key, spelling))
        if any(_lock_opened(folder / name, key_of) for name in (VAULT, *BESIDE)):
            return True
    return False


def _opened(folder: Path, lock: FolderLock, phrase: bytes) -> Unlocked:
    key_of = functools.cache(functools.partial(sealed.phrase_key, phrase))
    try:
        data, keys, content = _unsealed(folder / VAULT, key_of)
    except NewerFile as error:
        raise NewerVault from error
    except (CannotOpen, DamagedFile, NotASealedFile) as error:
        if isinstance(error, CannotOpen):
            _refuse_other_phrase(folder, key_of)
        raise _damage(folder, functools.partial(_unsealed, key_of=key_of)) from error
    return Unlocked(folder, lock, keys, content, data)


def _refuse_other_phrase(folder: Path, key_of: KeyOf) -> None:
    """Raises WrongPhrase where the phrase opens nothing, EarlierPhrase where that has another lock."""
    locks = {_lock_opened(folder / name, key_of) for name in BESIDE} - {None}
    if not locks:
        raise WrongPhrase
    if _taken_apart(folder / VAULT)[1].slot(SlotKind.PHRASE).lock not in locks:
        raise EarlierPhrase


def _found(folder: Path, lock: FolderLock, phrase: bytes) -> Found:
    key_of = functools.cache(functools.partial(sealed.phrase_key, phrase))
    saves: list[Unlocked] = []
    closed: dict[str, Refusal] = {}  # why each did not open
    for name in (VAULT, *BESIDE):
        try:
            data, keys, content = _unsealed(folder / name, key_of)
            saves.append(Unlocked(folder, lock, keys, content, data, name))
        except Refusal as error:
            if disk.is_there(folder / name):
                closed[name] = error
    if not saves:
        whys = closed.values()
        if lacking := next((why for why in whys if isinstance(why, NotEnoughMemory)), None):
            raise lacking
        raise WrongPhrase() if any(isinstance(why, CannotOpen) for why in whys) else NoPreviousSave()
    return Found(folder, lock, tuple(saves), tuple(closed))


def _unsealed(path: Path, key_of: KeyOf) -> tuple[bytes, Keyring, bytes]:
    """Open a save: its bytes, its keys, what it keeps.

    Raises CannotOpen where the phrase does not open its slot, DamagedFile,
    NotASealedFile, NewerFile or NotEnoughMemory.
    """
    data, container = _taken_apart(path)
    keys = _unlocked(container, key_of)
    return data, keys, sealed.unseal(container, keys.data_key)


def _unlocked(container: Container, key_of: KeyOf) -> Keyring:
    """Open the slot of a save; raises CannotOpen, or DamagedFile where another cost was put into it."""
    slot = container.slot(SlotKind.PHRASE)
    try:
        return Keyring.unlock(container, key_of(slot.lock))
    except CannotOpen:
        if slot.lock.cost != sealed.NORMAL:
            raise
    low = slot.lock._replace(cost=sealed.LOW_MEMORY)  # little beside what was paid already
    sealed.open_key(container.head, slot._replace(lock=low), key_of(low))
    raise DamagedFile


def _taken_apart(path: Path) -> tuple[bytes, Container]:
    """Read a save: its bytes and its parts; raises DamagedFile, NotASealedFile or NewerFile.

    One that is missing, is no plain file, or has no slot for a phrase at a cost that was ever written is
    damaged, too.
    """
    with disk.refusing(path):
        if disk.is_larger(path, sealed.SIZE_LIMIT):
            raise DamagedFile
    try:
        data = disk.read_plain(path, sealed.SIZE_LIMIT)
        container = sealed.read(data, What.VAULT)
        slot = container.slot(SlotKind.PHRASE)
    except (FolderMissing, IsAFolder, NotAPlainFile, CannotOpen) as error:
        raise DamagedFile from error
    if slot.lock.cost not in COSTS:
        raise DamagedFile
    return data, container


def read(path: Path) -> bytes | None:
    """Return the bytes of a plain file that is small enough for a save; None for whatever else is there.

    Raises DiskTrouble, behind which it may be whole.
    """
    try:
        with disk.refusing(path):
            large = disk.is_larger(path, sealed.SIZE_LIMIT)
        return None if large else disk.read_plain(path, sealed.SIZE_LIMIT)
    except DiskTrouble:
        raise
    except Refusal:
        return None


def reads(path: Path) -> bool:
    """Return whether the disk gives out what is there, so that what does not open is known not to."""
    try:
        read(path)
    except DiskTrouble:
        return False
    return True


def _damage(folder: Path, open_it: Callable[[Path], object]) -> Refusal:
    """Return what is to be said of a last save that cannot be read; `open_it` tries those beside it."""
    if not any(_may_open(open_it, folder / name) for name in BESIDE):
        return DamagedOnlySave()
    if disk.is_folder(folder / VAULT):
        return FolderInTheWay(place=folder / VAULT)
    return DamagedVault()


def _may_open(open_it: Callable[[Path], object], path: Path) -> bool:
    """Return whether a save is whole, or may be found so by another phrase, program or device."""
    try:
        open_it(path)
    except (CannotOpen, NewerFile, NotEnoughMemory):
        return True
    except Refusal:
        return False
    return True


def _lock_opened(path: Path, key_of: KeyOf) -> Lock | None:
    """Return the lock of a save whose slot the phrase opens; its body may be damaged all the same."""
    try:
        return _unlocked(_taken_apart(path)[1], key_of).lock
    except Refusal:
        return None


# What lies beside the last save


def free_place(folder: Path, opens: Callable[[Path], bool]) -> Path | None:
    """Return where something may be kept, or None where all places hold saves.

    Where there is no free one, what `opens` does not open is removed.
    """
    places = [folder / name for name in KEPT]
    for place in places:
        if not disk.is_there(place):
            return place
    for place in places:
        if reads(place) and not opens(place) and disk.remove(place):
            return place
    return None


def is_full(folder: Path, opened: Set[str]) -> bool:
    """Return whether each place for something to be kept has a save that is `opened`."""
    return all(disk.is_there(folder / name) and name in opened for name in KEPT)


def go_back(found: Found, save: Unlocked, drop: str = "") -> Unlocked:
    """Put one of the found saves in the place of the last one, which is kept.

    Where all places for that are taken, the one named `drop` is removed for it; raises KeptFull where none
    is named, and what `disk` raises.
    """
    last, opened = found.folder / VAULT, {each.name for each in found.saves}
    if disk.is_there(last):
        if drop in KEPT and drop != save.name:
            disk.remove(found.folder / drop)
        place = free_place(found.folder, lambda path: path.name in opened)
        if place is None:
            raise KeptFull
        disk.keep(last, place) if disk.is_plain(last) else disk.move(last, place)
    disk.replace({last: save.data})
    if save.name in KEPT:
        disk.remove(found.folder / save.name)
    return save


def destroy(folder: Path) -> None:
    """Overwrite and remove all that a vault keeps in `folder`, as well as the disk lets us.

    A flash disk may keep older copies, which open only with the phrase. A folder in the place of a file gets
    another name, where it holds something.
    Raises NoVault, VaultBusy or what `disk` raises.
    """
    refuse_if_missing(folder)
    with hold(folder, or_not=True) as lock:
        names = (VAULT, *BESIDE)
        disk.destroy(tuple(folder / name for name in names), sealed.SIZE_LIMIT)
        for name in names:
            disk.make_way(folder / name)
        lock.release()
    with contextlib.suppress(OSError):  # only what the vault itself made is removed; the rest may stay
        (folder / LOCK).unlink()
        folder.rmdir()
