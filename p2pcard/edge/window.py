"""One window at a time: the lock of a folder (spec section 11)."""

import os
import sys
from pathlib import Path

from p2pcard.edge import disk
from p2pcard.errors import VaultBusy

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class WindowLock:
    """The right to write in a folder, held by one window of one program at a time.

    It ends with `release` or with the process, however that ends. Raises
    VaultBusy when another window holds it, NotAPlainFile, and what `disk` raises.
    """

    def __init__(self, path: Path) -> None:
        with disk.refusing(path.parent):
            self._file = disk.open_plain(path, os.O_RDWR | os.O_CREAT)
            try:
                _lock(self._file)
            except OSError as error:  # a network disk may have no locks at all
                self.release()
                if isinstance(error, BlockingIOError | PermissionError):
                    raise VaultBusy from error
                raise

    def release(self) -> None:
        """Let others in; a second call changes nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _lock(file: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
