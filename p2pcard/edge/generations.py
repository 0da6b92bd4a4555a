"""The files of a vault: the last save, the one before it, and the lock of the window that has it open.

There is always a whole save to open, whatever was interrupted (spec section 11).
"""

import contextlib
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from p2pcard.core import passphrase, sealed
from p2pcard.core.sealed import Container, Head, Lock, SlotKind, What
from p2pcard.edge import disk
from p2pcard.edge.keyring import Keyring
from p2pcard.edge.window import WindowLock
from p2pcard.errors import (
    CannotOpen,
    DamagedFile,
    DamagedOnlySave,
    DamagedVault,
    DiskFull,
    FolderMissing,
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
WINDOW: Final = "window.lock"

KeyOf = Callable[[Lock], bytes]  # what a phrase gives for a lock: slow, so each is paid for once


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A save that its phrase opened, and the folder's lock, held: its content has not been looked into."""

    folder: Path
    window: WindowLock
    keys: Keyring
    content: bytes = field(repr=False)
    data: bytes = field(repr=False)  # the whole file
    previous: bool  # it is the save before the last, to go back to
    # what the save before keeps where it has another store id, or nothing where the phrase does not open it
    beside: bytes | None = field(repr=False)


def is_there(folder: Path) -> bool:
    """Return whether a folder holds either save."""
    with disk.refusing(folder):
        return disk.is_there(folder / VAULT) or disk.is_there(folder / PREVIOUS)


def refuse_if_missing(folder: Path) -> None:
    """Raises NoVault where a folder holds no save, or what `disk.refuse_if_a_file` raises."""
    if not is_there(folder):
        disk.refuse_if_a_file(folder)
        raise NoVault


def refuse_if_busy(folder: Path) -> None:
    """Raises VaultBusy where another window holds the folder's lock now; it is not held any longer."""
    WindowLock(folder / WINDOW).release()


def refuse_if_damaged(folder: Path) -> None:
    """Take the last save apart as far as that needs no phrase.

    Raises NoVault, NotAFolder, DamagedVault where the save before it is whole, DamagedOnlySave,
    NewerVault and what `disk` raises.
    """
    refuse_if_missing(folder)
    try:
        _taken_apart(folder / VAULT)
    except NewerFile as error:
        raise NewerVault from error
    except (DamagedFile, NotASealedFile) as error:
        raise _damage(functools.partial(_taken_apart, folder / PREVIOUS)) from error


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[WindowLock]:
    """Hold the folder's lock, and go on holding it unless the block fails; sweep up after whoever crashed."""
    window = WindowLock(folder / WINDOW)
    with held_on(window):
        for name in (VAULT, PREVIOUS):
            disk.sweep(folder / name)
        yield window


@contextlib.contextmanager
def held_on(window: WindowLock) -> Iterator[None]:
    """Release a folder's lock if the block fails, and only then."""
    try:
        yield
    except BaseException:
        window.release()
        raise


def unlock(folder: Path, phrase: str, *, previous: bool = False) -> Unlocked:
    """Open the last save in `folder`, or with `previous` the one before it: slow by design.

    Raises NoVault, VaultBusy, WrongPhrase, DamagedVault, NewerVault,
    NotEnoughMemory, what `disk` raises, and for `previous` NoPreviousSave.
    """
    refuse_if_missing(folder)
    disk.forbid_core_dumps()
    with hold(folder) as window:
        name, other = (PREVIOUS, VAULT) if previous else (VAULT, PREVIOUS)
        key_of = functools.cache(functools.partial(sealed.phrase_key, passphrase.read(phrase)))
        try:
            data, keys, content = _unsealed(folder / name, key_of)
            beside = None if previous else _of_another_store(folder / other, keys.head, key_of)
        except NewerFile as error:
            raise NewerVault from error
        except (CannotOpen, DamagedFile, NotASealedFile) as error:
            if isinstance(error, CannotOpen) and not _opens(folder / other, key_of):
                raise WrongPhrase from error
            if previous:
                raise NoPreviousSave from error
            raise _damage(functools.partial(_unsealed, folder / other, key_of)) from error
        return Unlocked(folder, window, keys, content, data, previous, beside)


def _unsealed(path: Path, key_of: KeyOf) -> tuple[bytes, Keyring, bytes]:
    """Open one of the two saves: its bytes, its keys, what it keeps.

    Raises CannotOpen where the phrase does not open its slot, DamagedFile,
    NotASealedFile, NewerFile or NotEnoughMemory.
    """
    data, container = _taken_apart(path)
    keys = Keyring.unlock(container, key_of(container.slot(SlotKind.PHRASE).lock))
    return data, keys, sealed.unseal(container, keys.data_key)


def _taken_apart(path: Path) -> tuple[bytes, Container]:
    """Read a save: its bytes and its parts; raises DamagedFile, NotASealedFile or NewerFile.

    One that is missing, is no plain file or has no slot for a phrase is damaged, too.
    """
    try:
        data = disk.read_plain(path, sealed.SIZE_LIMIT)
        container = sealed.read(data, What.VAULT)
        container.slot(SlotKind.PHRASE)
    except (FolderMissing, NotAPlainFile, CannotOpen) as error:
        raise DamagedFile from error
    return data, container


def _damage(open_other: Callable[[], object]) -> Refusal:
    """Return what is to be said of a damaged last save; `open_other` tries the one before it."""
    try:
        open_other()
    except (CannotOpen, NewerFile, NotEnoughMemory):  # what opens it may be another phrase, program or device
        return DamagedVault()
    except Refusal:
        return DamagedOnlySave()
    return DamagedVault()


def _of_another_store(path: Path, head: Head, key_of: KeyOf) -> bytes | None:
    """Return what the save before keeps where its store id is not that of `head`, and None where it is.

    Nothing where the phrase does not open it. Raises NewerFile and NotEnoughMemory, since it may be opened
    elsewhere.
    """
    with contextlib.suppress(NotAPlainFile):
        try:
            start = disk.read_plain(path, len(bytes(head)))
        except FolderMissing:
            return None
        if start.startswith(bytes(head)):
            return None
    try:
        return _unsealed(path, key_of)[2]
    except (CannotOpen, DamagedFile, NotASealedFile):
        return b""


def finish(found: Unlocked) -> None:
    """Write over a previous save that was meant to be erased, or put it in the last one's place to go back.

    One that was meant to be erased has another store id than the last save: that was put in place, and the
    program ended before it had put the same save in place of this one. So it is older, or cannot be opened:
    whoever calls this has made sure of that.
    """
    before = found.folder / PREVIOUS
    if found.previous:
        disk.replace({found.folder / VAULT: found.data})
    elif found.beside is not None:
        try:
            disk.replace({before: found.data})
        except DiskFull:  # no reason to keep anybody out: what must go can go without a copy in its place
            disk.destroy((before,))


def destroy(folder: Path) -> None:
    """Overwrite and remove all that a vault keeps in `folder`, as well as the disk lets us.

    A flash disk may keep older copies, which open only with the phrase.
    Raises NoVault, VaultBusy or what `disk` raises.
    """
    refuse_if_missing(folder)
    with hold(folder) as window:
        disk.destroy((folder / VAULT, folder / PREVIOUS))
        window.release()
    with contextlib.suppress(OSError):  # only what the vault itself made is removed; the rest may stay
        (folder / WINDOW).unlink()
        folder.rmdir()


def _opens(path: Path, key_of: KeyOf) -> bool:
    """Return whether the phrase opens a save's slot; its body may be damaged all the same."""
    try:
        _, container = _taken_apart(path)
        Keyring.unlock(container, key_of(container.slot(SlotKind.PHRASE).lock))
    except (CannotOpen, DamagedFile, NotASealedFile, NewerFile):
        return False
    return True
