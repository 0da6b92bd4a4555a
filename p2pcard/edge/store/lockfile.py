"""One program at a time: the lock of a folder (spec section 11)."""

import os
import sys
from pathlib import Path

from p2pcard.edge.store import disk
from p2pcard.errors import NoLocks, Refusal, VaultBusy

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FolderLock:
    """The right to write in a folder, held by one run of the program at a time.

    It ends with `release` or with the process, however that ends. `way` is where a folder in the place of
    the lock's file was put, or that place. Raises VaultBusy when another run holds it, NoLocks, and what
    `disk` raises; where it is to be had `or_not`, all of these but VaultBusy wait for `refuse_if_lacking`.
    """

    def __init__(self, path: Path, *, or_not: bool = False) -> None:
        self._file, self.way = -1, path
        self._lacks: Refusal | None = None
        try:
            self._take(path)
        except VaultBusy:
            raise
        except Refusal as refusal:
            if not or_not:
                raise
            self._lacks = refusal

    def _take(self, path: Path) -> None:
        with disk.refusing(path.parent):
            self.way = disk.make_way(path)
            self._file = disk.open_plain(path, os.O_RDWR | os.O_CREAT)
            try:
                _lock(self._file)
            except OSError as error:
                self.release()
                if isinstance(error, BlockingIOError | PermissionError):
                    raise VaultBusy from error
                raise NoLocks(place=path.parent) from error

    @property
    def is_held(self) -> bool:
        """Whether this run may write."""
        return self._file >= 0

    def refuse_if_lacking(self) -> None:
        """Raises what kept the lock from being had."""
        if self._lacks is not None:
            raise self._lacks.with_traceback(None)

    def release(self) -> None:
        """Let others in; a second call changes nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def refuse_if_without(folder: Path) -> None:
    """Try a lock where a folder is or would be made, and leave nothing.

    Raises NoLocks and what `disk` raises.
    """
    with disk.scratch(folder) as file:
        try:
            _lock(file)
        except OSError as error:
            raise NoLocks(place=folder) from error


def _lock(file: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
