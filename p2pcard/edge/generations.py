"""The files of a vault: the last save, the one before it, and the lock of the window that has it open.

There is always a whole save to open, whatever was interrupted (spec section 11).
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from p2pcard.core import sealed
from p2pcard.core.sealed import Head, Lock, SlotKind, What
from p2pcard.edge import disk
from p2pcard.edge.keyring import Keyring
from p2pcard.errors import CannotOpen, DamagedFile, DiskFull, NewerFile, NotASealedFile, NoVault, WrongPhrase

VAULT: Final = "vault.p2pcard"
PREVIOUS: Final = "vault-before.p2pcard"
WINDOW: Final = "window.lock"


def is_there(folder: Path) -> bool:
    """Return whether a folder holds either save."""
    return (folder / VAULT).exists() or (folder / PREVIOUS).exists()


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[disk.WindowLock]:
    """Hold the folder's lock, and go on holding it unless the block fails; sweep up after whoever crashed."""
    window = disk.WindowLock(folder / WINDOW)
    try:
        for name in (VAULT, PREVIOUS):
            disk.sweep(folder / name)
        yield window
    except BaseException:
        window.release()
        raise


def unlock(path: Path, other: Path, phrase: bytes) -> tuple[bytes, Keyring, bytes]:
    """Open one of the two saves: its bytes, its keys, what it keeps.

    Raises WrongPhrase, DamagedFile, also where the phrase opens the other
    save, NotASealedFile, NewerFile or NotEnoughMemory.
    """
    if not path.exists():
        raise DamagedFile
    data = disk.read(path, sealed.SIZE_LIMIT)
    container = sealed.read(data, What.VAULT)
    lock = container.slot(SlotKind.PHRASE).lock
    slot_key = sealed.phrase_key(phrase, lock)
    try:
        keys = Keyring.unlock(container, slot_key)
    except CannotOpen as error:
        if other.exists() and _opens(other, phrase, lock, slot_key):
            raise DamagedFile from error
        raise WrongPhrase from error
    return data, keys, sealed.unseal(container, keys.data_key)


def finish(folder: Path, data: bytes, head: Head, *, previous: bool) -> None:
    """Finish what an interrupted `rekey` left undone, or put the previous save in the last one's place.

    A previous save of another store id is one that was meant to be erased.
    """
    before = folder / PREVIOUS
    if previous:
        disk.replace({folder / VAULT: data})
    elif before.exists() and not disk.read(before, len(bytes(head))).startswith(bytes(head)):
        try:
            disk.replace({before: data})
        except DiskFull:  # no reason to keep anybody out: what must go can go without a copy in its place
            disk.destroy((before,))


def destroy(folder: Path) -> None:
    """Overwrite and remove all that a vault keeps in `folder`, as well as the disk lets us.

    A flash disk may keep older copies, which open only with the phrase.
    Raises NoVault, VaultBusy or what `disk` raises.
    """
    if not is_there(folder):
        raise NoVault
    with hold(folder) as window:
        disk.destroy((folder / VAULT, folder / PREVIOUS))
        window.release()
    with contextlib.suppress(OSError):  # only what the vault itself made is removed; the rest may stay
        (folder / WINDOW).unlink()
        folder.rmdir()


def _opens(path: Path, phrase: bytes, lock: Lock, slot_key: bytes) -> bool:
    """Return whether the phrase opens a save; `slot_key` is what it gives for `lock`, paid for already."""
    try:
        container = sealed.read(disk.read(path, sealed.SIZE_LIMIT), What.VAULT)
        its_lock = container.slot(SlotKind.PHRASE).lock
        Keyring.unlock(container, slot_key if its_lock == lock else sealed.phrase_key(phrase, its_lock))
    except (CannotOpen, DamagedFile, NotASealedFile, NewerFile):
        return False
    return True
