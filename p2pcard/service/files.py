"""Files that a person names: looked at before anybody is asked anything in vain, and made for a trace."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from p2pcard.edge.store import disk
from p2pcard.errors import FileTooLong
from p2pcard.service import letters

KIB: Final = 1024


def refuse_if_missing(path: Path) -> None:
    """Raises FolderMissing where there is no such file, IsAFolder, or what else the disk says."""
    disk.refuse_if_missing(path)


def read_written(path: Path, limit: int) -> str:
    """Return the text of a file of at most `limit` KiB that an editor or a program wrote.

    Raises FileTooLong, OldLetters and what `disk.read` raises.
    """
    data = disk.read(path, limit * KIB)
    if len(data) > limit * KIB:
        raise FileTooLong(file=str(path), limit=limit)
    return letters.written(data, str(path))


def lines_into(path: Path) -> Callable[[str], None]:
    """Make a new file for its owner alone, and return what writes a line into it.

    A line that cannot be written later is left out: what it tells of goes on.
    Raises SomethingElseThere or what else the disk says.
    """
    file = disk.create(path)

    def write(line: str) -> None:
        with contextlib.suppress(OSError):
            file.write(line.encode())

    return write


STICKS: Final = ("media/*/*", "run/media/*/*", "Volumes/*")  # where systems put what is plugged in


def sticks(root: Path = Path("/")) -> list[Path]:
    """Return the folders of what is plugged in and can be written, in the order of their names.

    `root` is where the tree of folders begins.
    """
    found = (each for pattern in STICKS for each in root.glob(pattern))
    return sorted(
        each for each in found if each.is_dir() and not each.is_symlink() and os.access(each, os.W_OK)
    )
