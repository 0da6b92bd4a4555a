"""Files as wholes: written beside, flushed, put in place; one window at a time.

Whatever happens in between, a file holds its old bytes or its new ones, and a
failed write leaves nothing behind. Files are for their owner alone. What the
system refuses becomes a refusal here, after everything was put back
(spec section 11).
"""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from p2pcard.errors import (
    DiskFull,
    DiskTrouble,
    FolderMissing,
    FolderReadOnly,
    IsAFolder,
    NotAFolder,
    NotPermitted,
    Refusal,
    SomethingElseThere,
    VaultBusy,
)

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import resource

NEW: Final = ".p2pcard-new"  # the ending of a file that is being written
_OWNER_ONLY: Final = 0o600
_PIECE: Final = 1 << 20  # bytes
_START: Final = 64  # bytes that say of what kind a file is
_BINARY: Final = getattr(os, "O_BINARY", 0)

_REFUSALS: Final[Mapping[int, type[Refusal]]] = MappingProxyType(
    {
        errno.ENOSPC: DiskFull,
        errno.EDQUOT: DiskFull,
        errno.EFBIG: DiskFull,
        errno.EROFS: FolderReadOnly,
        errno.ENOENT: FolderMissing,
        errno.EACCES: NotPermitted,
        errno.EPERM: NotPermitted,
    }
)


@contextlib.contextmanager
def refusing(place: Path) -> Iterator[None]:
    """Turn what the system refuses inside the block into a refusal that names `place`."""
    try:
        yield
    except IsADirectoryError as error:
        raise IsAFolder(place=error.filename2 or error.filename) from error
    except NotADirectoryError as error:
        raise NotAFolder(place=_nearest(place)) from error
    except OSError as error:
        raise _REFUSALS.get(error.errno or 0, DiskTrouble)(place=place, reason=error.strerror) from error


def make_folder(folder: Path) -> None:
    """Make a folder that its owner alone can look into, with the folders above it."""
    with refusing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def refuse_if_not_writable(folder: Path) -> None:
    """Try to write where a folder is or would be made, and leave nothing; raises what the system refuses."""
    import tempfile

    with refusing(folder), tempfile.TemporaryFile(dir=_nearest(folder), prefix=".p2pcard-"):
        pass


def refuse_if_a_file(folder: Path) -> None:
    """Raises NotAFolder where a file is in the place of a folder, or of one above it."""
    with refusing(folder):
        if not (nearest := _nearest(folder)).is_dir():
            raise NotAFolder(place=nearest)


def refuse_if_missing(path: Path) -> None:
    """Raises FolderMissing where there is no file, IsAFolder, or what else the system refuses."""
    with refusing(path):
        if path.is_dir():
            raise IsAFolder(place=path)
        path.stat()


def is_private(folder: Path) -> bool:
    """Tell whether only its owner can look into a folder; one that is not there will be made so."""
    with refusing(folder):
        return sys.platform == "win32" or not folder.exists() or not folder.stat().st_mode & 0o077


def free_space(folder: Path) -> int:
    """Return the free bytes of the disk on which a folder is or would be."""
    import shutil

    with refusing(folder):
        return shutil.disk_usage(_nearest(folder)).free


def read(path: Path, limit: int) -> bytes:
    """Return a file's bytes, one more than `limit` at most; raises FolderMissing and the others."""
    data = bytearray()
    with refusing(path), path.open("rb") as file:
        # in pieces: asked for `limit` bytes at once, Python reserves them all, whatever the file holds
        while piece := file.read(min(_PIECE, limit + 1 - len(data))):
            data += piece
    return bytes(data)


def refuse_something_else(path: Path, is_of_its_kind: Callable[[bytes], bool]) -> None:
    """Refuse to write over anything but a file that begins as `is_of_its_kind` says; nothing is fine.

    Nothing but a plain file is opened: reading a pipe waits for its writer, and
    reading a device may do anything. Raises SomethingElseThere, IsAFolder and
    what the system refuses, also where there is no folder for it.
    """
    with refusing(path.parent):
        path.parent.stat()
    with refusing(path):
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return
    if stat.S_ISDIR(mode):
        raise IsAFolder(place=path)
    if not stat.S_ISREG(mode) or not is_of_its_kind(read(path, _START)):
        raise SomethingElseThere(place=path)


def replace(contents: Mapping[Path, bytes], previous: Path | None = None) -> None:
    """Put bytes in place of files in one folder; all are written and flushed before the first is in place.

    With `previous`, what the first file held until now is kept there. Between
    the steps of putting in place, each path holds a whole file, old or new.
    """
    first = next(iter(contents))
    with refusing(first.parent):
        try:
            for path, data in contents.items():
                _write(_beside(path), data)
            if previous is not None and first.exists():
                _keep(first, previous)
            for path in contents:
                _beside(path).replace(path)
        except BaseException:
            for path in (*contents, *([previous] if previous else [])):
                with contextlib.suppress(OSError):
                    _beside(path).unlink(missing_ok=True)
            raise
    _flush_folder(first.parent)


def sweep(path: Path) -> None:
    """Remove what an interrupted `replace` of this file left beside it."""
    with refusing(path.parent):
        _beside(path).unlink(missing_ok=True)


def destroy(paths: tuple[Path, ...]) -> None:
    """Overwrite files and remove them, as far as the disk lets us: it may keep older copies of its own."""
    with refusing(paths[0].parent):
        there = [path for path in paths if path.exists()]
        for path in there:
            with path.open("r+b", buffering=0) as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(0)
                _write_all(file.fileno(), bytes(size))
                _flush(file.fileno())
        for path in there:
            path.unlink()
    _flush_folder(paths[0].parent)


class WindowLock:
    """The right to write in a folder, held by one window of one program at a time.

    It ends with `release` or with the process, however that ends. Raises
    VaultBusy when another window holds it.
    """

    def __init__(self, path: Path) -> None:
        with refusing(path.parent):
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, _OWNER_ONLY)
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


def forbid_core_dumps() -> None:
    """Tell the system never to write this process's memory to disk when it crashes (POSIX)."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _nearest(folder: Path) -> Path:
    """Return the folder, or the first above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}{NEW}")


def _write(path: Path, data: bytes) -> None:
    """Write a file that was not there, for its owner alone, through to the disk."""
    path.unlink(missing_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _OWNER_ONLY)
    try:
        _write_all(file, data)
        _flush(file)
    finally:
        os.close(file)


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _keep(path: Path, previous: Path) -> None:
    """Let `previous` hold what `path` holds, without a moment in which either is missing."""
    beside = _beside(previous)
    beside.unlink(missing_ok=True)
    try:
        beside.hardlink_to(path)
    except OSError:  # a file system without links, such as a USB stick's
        _write(beside, path.read_bytes())
    beside.replace(previous)
    beside.unlink(missing_ok=True)  # POSIX: renaming one link of a file to another link of it does nothing


def _flush(file: int) -> None:
    if sys.platform == "darwin":
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)  # fsync there stops at the disk's own memory
    else:
        os.fsync(file)


def _flush_folder(folder: Path) -> None:
    """Flush the names; they are already in place, so where that cannot be done nothing is undone."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            file = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)


def _lock(file: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
