"""The book as rows: the tables of the vault, what to change in them, and how a book is read back.

Knows the tables but no database: it gives SQL with its values and is given
rows. Only rows that differ between two books are named, so a save costs what
changed. Cards are not checked again on the way in, because the file that
holds the rows is sealed as a whole (spec section 11.3).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from p2pcard.core import statement
from p2pcard.core.book import Book, Contact, How, OwnCard, PairSecret, Provenance, Tally
from p2pcard.core.routes import Mark
from p2pcard.edge import vouch_rows
from p2pcard.edge.vouch_rows import Cell, Change, Query

Run: TypeAlias = Callable[[str], object]


def _first_tables(run: Run) -> None:
    """Make the tables of version 1; `fact` holds single values, and its root is sealed once more."""
    for table in (
        "fact (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
        "setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "own (place INTEGER PRIMARY KEY, label TEXT NOT NULL, statement BLOB NOT NULL)",
        "contact (number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, how TEXT NOT NULL,"
        " month INTEGER NOT NULL, first INTEGER NOT NULL, by BLOB NOT NULL)",
        "card (key BLOB, place INTEGER, statement BLOB NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID",
        "secret (key BLOB, place INTEGER, secret BLOB NOT NULL, confirmed INTEGER NOT NULL,"
        " PRIMARY KEY (key, place)) WITHOUT ROWID",
    ):
        run(f"CREATE TABLE {table}")


def _vouch_tables(run: Run) -> None:
    """Make the tables of version 2: vouches and all that goes with them, and what is noted about contacts."""
    vouch_rows.make(run)
    for column in ("mark", "brought_in", "brought", "delivered_in", "delivered"):
        run(f"ALTER TABLE contact ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")


def _past_table(run: Run) -> None:
    """Make the table of version 3: vouches between others whose place another took."""
    vouch_rows.make_past(run)


# Each is applied once, in order; how many were is the version of the tables. Append, never change one.
MIGRATIONS: Final[tuple[Callable[[Run], None], ...]] = (_first_tables, _vouch_tables, _past_table)


def changes(old: Book | None, new: Book) -> Iterator[Change]:
    """Name every row that must change to turn one book's rows into another's; None has no rows."""
    if old is None:
        old = Book(me=b"")
    if old.me != new.me:
        yield fact("me", new.me)
    if old.own != new.own:
        yield "DELETE FROM own", ()
        for place, own in enumerate(new.own):
            yield "INSERT INTO own VALUES (?, ?, ?)", (place, own.label, bytes(own.statement))
    for name in old.settings.keys() - new.settings.keys():
        yield "DELETE FROM setting WHERE name = ?", (name,)
    for name, value in new.settings.items():
        if old.settings.get(name) != value:
            yield "INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value)
    yield from _contact_changes(old.contacts, new.contacts)
    yield from vouch_rows.changes(old, new)


def fact(name: str, value: Cell) -> Change:
    """Set one of the single values."""
    return "INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value)


def facts(query: Query) -> dict[str, Any]:
    """Return the single values by name."""
    return dict(query("SELECT name, value FROM fact"))


def book(query: Query) -> Book:
    """Read the book that the rows hold."""
    own = query("SELECT label, statement FROM own ORDER BY place")
    return Book(
        me=facts(query)["me"],
        own=tuple(OwnCard(label, statement.recall(card)) for label, card in own),
        contacts=MappingProxyType({contact.key: contact for contact in _contacts(query)}),
        vouches=vouch_rows.read_vouches(query),
        introductions=vouch_rows.read_introductions(query),
        circles=vouch_rows.read_circles(query),
        former=vouch_rows.read_former(query),
        settings=MappingProxyType(dict(query("SELECT name, value FROM setting ORDER BY name"))),
    )


def _contacts(query: Query) -> Iterator[Contact]:
    """Read all contacts, in the order in which they came."""
    cards: defaultdict[bytes, list[statement.Statement]] = defaultdict(list)
    for key, card in query("SELECT key, statement FROM card ORDER BY key, place"):
        cards[key].append(statement.recall(card))
    secrets: defaultdict[bytes, list[PairSecret]] = defaultdict(list)
    for key, secret, confirmed in query("SELECT key, secret, confirmed FROM secret ORDER BY key, place"):
        secrets[key].append(PairSecret(secret, confirmed=bool(confirmed)))
    people = query(f"SELECT {_CONTACT} FROM contact ORDER BY number")  # noqa: S608  # our own names of columns
    for key, how, month, first, by, mark, *noted in people:
        yield Contact(
            key,
            tuple(cards[key]),
            Provenance(How(how), month, first, by),
            tuple(secrets.get(key, ())),
            Mark(mark),
            Tally(*noted[:2]),
            Tally(*noted[2:]),
        )


def _contact_changes(old: Mapping[bytes, Contact], new: Mapping[bytes, Contact]) -> Iterator[Change]:
    for key in old.keys() - new.keys():
        yield "DELETE FROM contact WHERE key = ?", (key,)
        yield "DELETE FROM card WHERE key = ?", (key,)
        yield "DELETE FROM secret WHERE key = ?", (key,)
    for key, contact in new.items():
        held = old.get(key)
        if held is contact:
            continue
        if held is None or _contact_cells(held) != _contact_cells(contact):
            yield _PUT_CONTACT, _contact_cells(contact)
        yield from _card_changes(key, held.cards if held else (), contact.cards)
        yield from _secret_changes(key, held.secrets if held else (), contact.secrets)


_CONTACT: Final = "key, how, month, first, by, mark, brought_in, brought, delivered_in, delivered"
_UPDATE: Final = ", ".join(f"{column} = excluded.{column}" for column in _CONTACT.split(", ")[1:])
_PLACES: Final = ", ".join("?" * len(_CONTACT.split(", ")))
_PUT_CONTACT: Final = (
    f"INSERT INTO contact ({_CONTACT}) VALUES ({_PLACES}) ON CONFLICT (key) DO UPDATE SET {_UPDATE}"  # noqa: S608  # our own names of tables and columns
)


def _contact_cells(contact: Contact) -> tuple[Cell, ...]:
    came, brought, delivered = contact.provenance, contact.brought, contact.delivered
    noted = (brought.period, brought.count, delivered.period, delivered.count)
    return (contact.key, came.how.value, came.month, came.first, came.by, int(contact.mark), *noted)


def _card_changes(
    key: bytes, old: tuple[statement.Statement, ...], new: tuple[statement.Statement, ...]
) -> Iterator[Change]:
    for place, card in enumerate(new):
        if old[place : place + 1] != (card,):
            yield "INSERT OR REPLACE INTO card VALUES (?, ?, ?)", (key, place, bytes(card))
    if len(old) > len(new):
        yield "DELETE FROM card WHERE key = ? AND place >= ?", (key, len(new))


def _secret_changes(key: bytes, old: tuple[PairSecret, ...], new: tuple[PairSecret, ...]) -> Iterator[Change]:
    for place, held in enumerate(new):
        if old[place : place + 1] != (held,):
            yield (
                "INSERT OR REPLACE INTO secret VALUES (?, ?, ?, ?)",
                (key, place, held.secret, held.confirmed),
            )
    if len(old) > len(new):
        yield "DELETE FROM secret WHERE key = ? AND place >= ?", (key, len(new))
