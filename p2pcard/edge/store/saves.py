"""A save as an image: a book in an in-memory database, and the bytes of it that the vault seals.

The only importer of sqlite3 (spec section 11.3).
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from p2pcard.core.book.book import Book
from p2pcard.edge.store import rows
from p2pcard.edge.store.vouch_rows import Change, Row
from p2pcard.errors import NewerFile

Migrations = tuple[Callable[[rows.Run], None], ...]


@dataclass(frozen=True, slots=True)
class Save:
    """What one save holds: the book, how many saves there were with it, and its month.

    `replaced` are the marks of the files that it took the place of, 32 bytes each (spec section 11.5).
    """

    book: Book
    number: int
    month: int
    replaced: bytes = b""


def write(saved: Save, sealed_root: bytes = b"") -> bytes:
    """Make an image from nothing; a backup's has no root, since a person who opens it has it."""
    changes = (*rows.changes(None, saved.book), *_facts(saved), rows.fact("root", sealed_root))
    return _changed(migrated(b""), changes)


def follow(image: bytes, book: Book, saved: Save) -> bytes:
    """Make the image of a save out of an earlier one, that of `book`: only what differs is written."""
    return _changed(image, (*rows.changes(book, saved.book), *_facts(saved)))


def read(image: bytes) -> Save:
    """Read what an image holds."""
    asked = _Image(image)
    facts = rows.facts(asked)
    return Save(rows.book(asked), facts["number"], facts["month"], facts.get("replaced", b""))


class _Image:
    """An image that answers for as long as somebody may want to know more of it, in any thread."""

    def __init__(self, image: bytes) -> None:
        self._opened = _open(image)

    def __call__(self, command: str, values: Row = ()) -> list[tuple[Any, ...]]:
        return self._opened.execute(command, values).fetchall()

    def __del__(self) -> None:
        self._opened.close()


def number(image: bytes) -> int:
    """Return how many saves there were with the one that an image holds."""
    with database(image) as opened:
        return int(rows.facts(opened.execute)["number"])


def profile(image: bytes) -> str | None:
    """Return the name of the profile that an image holds, or None where no program wrote one."""
    with database(image) as opened:
        return rows.profile(opened.execute)


def sealed_root(image: bytes) -> bytes:
    """Return the root that an image holds, sealed as it is."""
    with database(image) as opened:
        return bytes(rows.facts(opened.execute)["root"])


def migrated(image: bytes, migrations: Migrations = rows.MIGRATIONS) -> bytes:
    """Return an image (or none, as empty bytes) with tables of the newest version.

    Raises NewerFile for tables that are newer still.
    """
    with database(image) as opened:
        version = opened.execute("PRAGMA user_version").fetchone()[0]
        if version > len(migrations):
            raise NewerFile
        if version == len(migrations):
            return image
        opened.execute("BEGIN")
        for migrate in migrations[version:]:
            migrate(opened.execute)
        opened.execute(f"PRAGMA user_version = {len(migrations)}")
        opened.execute("COMMIT")
        return opened.serialize()


@contextlib.contextmanager
def database(image: bytes) -> Iterator[sqlite3.Connection]:
    """Open an image in memory, where nothing is ever written to disk and what is deleted is overwritten."""
    with contextlib.closing(_open(image)) as opened:
        yield opened


def _open(image: bytes) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    opened.execute("PRAGMA temp_store = MEMORY")  # else even this database would sort in files
    if image:
        opened.deserialize(image)
    opened.execute("PRAGMA journal_mode = OFF")  # after a failure the image is dropped as a whole
    opened.execute("PRAGMA secure_delete = ON")
    return opened


def _facts(saved: Save) -> tuple[Change, ...]:
    counted = rows.fact("number", saved.number), rows.fact("month", saved.month)
    return *counted, rows.fact("replaced", saved.replaced)


def _changed(image: bytes, changes: Iterable[Change]) -> bytes:
    with database(image) as opened:
        opened.execute("BEGIN")
        for command, values in changes:
            opened.execute(command, values)
        opened.execute("COMMIT")
        return opened.serialize()
