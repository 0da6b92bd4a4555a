"""Files as wholes: written beside, flushed, put in place.

Whatever happens in between, a file holds its old bytes or its new ones, and a
failed write leaves nothing behind. Files are for their owner alone, and where
somebody may have planted a link, nothing but a plain file is opened. What the
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
from typing import BinaryIO, Final

from p2pcard.errors import (
    DiskFull,
    DiskTrouble,
    FolderMissing,
    FolderReadOnly,
    IsAFolder,
    NotAFolder,
    NotAPlainFile,
    NotPermitted,
    Refusal,
    SomethingElseThere,
)

if sys.platform != "win32":
    import fcntl
    import resource

NEW: Final = ".p2pcard-new"  # the ending of a file that is being written
_OWNER_ONLY: Final = 0o600
_PIECE: Final = 1 << 20  # bytes
_START: Final = 64  # bytes that say of what kind a file is
_BINARY: Final = getattr(os, "O_BINARY", 0)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)  # Windows has none

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
    with scratch(folder):
        pass


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[int]:
    """Give an empty file for a moment where a folder is or would be made; raises what the system refuses."""
    import tempfile

    with refusing(folder), tempfile.TemporaryFile(dir=_nearest(folder), prefix=".p2pcard-") as file:
        yield file.fileno()


def refuse_if_a_file(folder: Path) -> None:
    """Raises NotAFolder where a file is in the place of a folder, or of one above it.

    Raises FolderMissing where a link is there that leads nowhere.
    """
    with refusing(folder):
        nearest = _nearest(folder)
    with refusing(nearest):
        if not stat.S_ISDIR(nearest.stat().st_mode):
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


def is_there(path: Path) -> bool:
    """Return whether anything is at a path, be it a link that leads nowhere; raises OSError."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def is_plain(path: Path) -> bool:
    """Return whether a plain file is at a path, and no link to one; raises OSError."""
    return is_there(path) and stat.S_ISREG(path.lstat().st_mode)


def is_folder(path: Path) -> bool:
    """Return whether a folder is at a path, and no link to one; raises OSError."""
    return is_there(path) and stat.S_ISDIR(path.lstat().st_mode)


def stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what is another after each `replace` of a file; None for one that cannot be looked at."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def read(path: Path, limit: int) -> bytes:
    """Return a file's bytes, one more than `limit` at most; raises FolderMissing and the others."""
    with refusing(path), path.open("rb") as file:
        return _read(file, limit)


def read_plain(path: Path, limit: int) -> bytes:
    """Return a plain file's bytes, as `read`; raises NotAPlainFile for anything else but a folder."""
    with refusing(path), os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        return _read(file, limit)


def is_larger(path: Path, limit: int) -> bool:
    """Return whether a file has more bytes than `limit`; raises OSError."""
    return is_there(path) and path.lstat().st_size > limit


def open_plain(path: Path, flags: int) -> int:
    """Open a plain file, which may be made if `flags` of `os.open` say so, and return its descriptor.

    Nothing else is opened: a link may lead anywhere, reading a pipe waits for
    its writer, and reading a device may do anything. Raises NotAPlainFile,
    IsAFolder and OSError.
    """
    with contextlib.suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            raise IsAFolder(place=path)
        if not stat.S_ISREG(mode):
            raise NotAPlainFile(place=path)
    # a link that was planted since then is not followed either, where the system can tell
    return os.open(path, flags | _BINARY | _NO_LINK, _OWNER_ONLY)


def refuse_something_else(path: Path, is_of_its_kind: Callable[[bytes], bool]) -> None:
    """Refuse to write over anything but a file that begins as `is_of_its_kind` says; nothing is fine.

    Nothing but a plain file is opened. Raises SomethingElseThere, IsAFolder and
    what the system refuses, also where there is no folder for it.
    """
    with refusing(path.parent):
        path.parent.stat()
    try:
        start = read_plain(path, _START)
    except FolderMissing:
        return
    except NotAPlainFile as error:
        raise SomethingElseThere(place=path) from error
    if not is_of_its_kind(start):
        raise SomethingElseThere(place=path)


def create(path: Path) -> BinaryIO:
    """Make a file that was not there, for its owner alone, and return it open for writing.

    Raises SomethingElseThere and what else the system refuses.
    """
    with refusing(path):
        try:
            return os.fdopen(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _OWNER_ONLY), "wb", 0
            )
        except FileExistsError as error:
            raise SomethingElseThere(place=path) from error


def replace(contents: Mapping[Path, bytes], previous: Path | None = None) -> None:
    """Put bytes in place of files in one folder; all are written and flushed before the first is in place.

    With `previous`, what the first file held until now is kept there. Between
    the steps of putting in place, each path holds a whole file, old or new.
    A link in the place of any of them is replaced, and not followed.
    """
    first = next(iter(contents))
    with refusing(first.parent):
        try:
            for path, data in contents.items():
                _write(_beside(path), data)
            if previous is not None and is_plain(first):
                _keep(first, previous)
            for path in contents:
                _beside(path).replace(path)
        except BaseException:
            for path in (*contents, *([previous] if previous else [])):
                with contextlib.suppress(OSError):
                    _beside(path).unlink(missing_ok=True)
            raise
    _flush_folder(first.parent)


def keep(path: Path, place: Path) -> None:
    """Let `place` hold a file, too, without a moment in which either is missing."""
    with refusing(path.parent):
        _keep(path, place)


def move(path: Path, place: Path) -> None:
    """Give a file or a folder another place in the same one, where nothing is.

    Raises what the system refuses.
    """
    with refusing(path):
        path.rename(place)
    _flush_folder(place.parent)


def remove(path: Path) -> bool:
    """Remove what is at a path without looking into it; a folder that holds something stays: then False."""
    with refusing(path.parent):
        if not is_folder(path):
            path.unlink(missing_ok=True)
            return True
        with contextlib.suppress(OSError):
            path.rmdir()
        return not is_there(path)


def make_way(path: Path) -> Path:
    """Make a place free for a file, where a plain file may lie; return where what was there is now.

    A link, a pipe, a device or an empty folder is removed, and a folder that holds something gets another
    name beside it.
    """
    if is_plain(path) or remove(path):
        return path
    names = (path.with_name(f"{path.name}-{number}") for number in range(1, sys.maxsize))
    place = next(each for each in names if not is_there(each))
    move(path, place)
    return place


def sweep(path: Path) -> None:
    """Remove what an interrupted `replace` of this file left beside it."""
    with refusing(path.parent):
        _clear(_beside(path))


def destroy(paths: tuple[Path, ...], limit: int) -> None:
    """Overwrite files and remove them, as far as the disk lets us: it may keep older copies of its own.

    A file of more than `limit` bytes is none of ours, and only removed: it may be a hole that would fill the
    disk.
    A link, a pipe, a device or an empty folder in the place of one is removed and not opened; a folder that
    holds something stays.
    """
    with refusing(paths[0].parent):
        for path in filter(is_plain, paths):
            with os.fdopen(open_plain(path, os.O_RDWR), "r+b", buffering=0) as file:
                size = file.seek(0, os.SEEK_END)
                if size <= limit:
                    file.seek(0)
                    _write_all(file.fileno(), bytes(size))
                    _flush(file.fileno())
    for path in paths:
        remove(path)
    _flush_folder(paths[0].parent)


def forbid_core_dumps() -> None:
    """Tell the system never to write this process's memory to disk when it crashes (POSIX)."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _nearest(folder: Path) -> Path:
    """Return the folder, or the first above it where anything is."""
    return next(each for each in (folder, *folder.parents) if is_there(each))


def _clear(path: Path) -> None:
    """Make a place free for a file that is to be made there."""
    make_way(path)
    path.unlink(missing_ok=True)


def _read(file: BinaryIO, limit: int) -> bytes:
    data = bytearray()
    # in pieces: asked for `limit` bytes at once, Python reserves them all, whatever the file holds
    while piece := file.read(min(_PIECE, limit + 1 - len(data))):
        data += piece
    return bytes(data)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}{NEW}")


def _write(path: Path, data: bytes) -> None:
    """Write a file that was not there, for its owner alone, through to the disk."""
    _clear(path)
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
    _clear(beside)
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
