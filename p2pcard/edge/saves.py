"""A save as an image: a book in an in-memory database, and the bytes of it that the vault seals.

The only importer of sqlite3 (spec section 11.3).
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from p2pcard.core.book import Book
from p2pcard.edge import rows
from p2pcard.edge.vouch_rows import Change
from p2pcard.errors import NewerFile

Migrations = tuple[Callable[[rows.Run], None], ...]


@dataclass(frozen=True, slots=True)
class Save:
    """What one save holds: the book, how many saves there were with it, and its month."""

    book: Book
    number: int
    month: int


def write(saved: Save, sealed_root: bytes = b"") -> bytes:
    """Make an image from nothing; a backup's has no root, since whoever opens it has it."""
    changes = (*rows.changes(None, saved.book), *_facts(saved), rows.fact("root", sealed_root))
    return _changed(migrated(b""), changes)


def follow(image: bytes, book: Book, saved: Save) -> bytes:
    """Make the image of a save out of an earlier one, that of `book`: only what differs is written."""
    return _changed(image, (*rows.changes(book, saved.book), *_facts(saved)))


def read(image: bytes) -> Save:
    """Read what an image holds."""
    with database(image) as opened:
        facts = rows.facts(opened.execute)
        return Save(rows.book(opened.execute), facts["number"], facts["month"])


def number(image: bytes) -> int:
    """Return how many saves there were with the one that an image holds."""
    with database(image) as opened:
        return int(rows.facts(opened.execute)["number"])


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
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        opened.execute("PRAGMA temp_store = MEMORY")  # else even this database would sort in files
        if image:
            opened.deserialize(image)
        opened.execute("PRAGMA journal_mode = OFF")  # after a failure the image is dropped as a whole
        opened.execute("PRAGMA secure_delete = ON")
        yield opened


def _facts(saved: Save) -> tuple[Change, ...]:
    return rows.fact("number", saved.number), rows.fact("month", saved.month)


def _changed(image: bytes, changes: Iterable[Change]) -> bytes:
    with database(image) as opened:
        opened.execute("BEGIN")
        for command, values in changes:
            opened.execute(command, values)
        opened.execute("COMMIT")
        return opened.serialize()
