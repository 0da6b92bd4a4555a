"""The book as rows: the tables of the vault, what to change in them, and how a book is read back.

Knows the tables but no database: it gives SQL with its values and is given
rows. Only rows that differ between two books are named, so a save costs what
changed. Cards are not checked again on the way in, because the file that
holds the rows is sealed as a whole (spec section 11.3).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, Final, TypeAlias

from p2pcard.core.book.book import Book, Contact, How, OwnCard, Provenance, StoredPeople
from p2pcard.core.book.pair_secrets import PairSecret, Secrets
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Lost, Retention, Settings
from p2pcard.core.book.tally import Tally
from p2pcard.core.formats.frozen import OnDemand, changed
from p2pcard.core.statements import statement
from p2pcard.edge.store import vouch_rows
from p2pcard.edge.store.vouch_rows import Cell, Change, Query

Run: TypeAlias = Callable[..., Iterable[tuple[Any, ...]]]
PROFILE: Final = "profile"  # a single value, so that versions without it open the same tables


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
    for table in (
        "vouch (role TEXT, subject BLOB, by BLOB, sequence INTEGER, place INTEGER NOT NULL,"
        " first INTEGER NOT NULL, statement BLOB NOT NULL, acceptance BLOB NOT NULL, blobs BLOB NOT NULL,"
        " PRIMARY KEY (role, subject, by, sequence))",
        "kept (subject BLOB, name TEXT NOT NULL, count INTEGER NOT NULL, month INTEGER NOT NULL,"
        " PRIMARY KEY (subject))",
        "kept_route (subject BLOB, place INTEGER, until INTEGER NOT NULL, handles BLOB NOT NULL,"
        " PRIMARY KEY (subject, place))",
        "ended (handle BLOB, month INTEGER NOT NULL, PRIMARY KEY (handle))",
        "withdrawn (place INTEGER, secret BLOB NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (place))",
        "revoked (key BLOB, statement BLOB NOT NULL, PRIMARY KEY (key))",
        "former (place INTEGER, statement BLOB NOT NULL, PRIMARY KEY (place))",
        "introduction (role TEXT, place INTEGER, statement BLOB NOT NULL, acceptance BLOB NOT NULL,"
        " PRIMARY KEY (role, place))",
        "circle (name TEXT, people INTEGER NOT NULL, budget INTEGER NOT NULL, probation INTEGER NOT NULL,"
        " PRIMARY KEY (name))",
        "counted (circle TEXT, key BLOB, month INTEGER NOT NULL, founder INTEGER NOT NULL,"
        " PRIMARY KEY (circle, key))",
    ):
        run(f"CREATE TABLE {table} WITHOUT ROWID")
    for column in ("mark", "brought_in", "brought", "delivered_in", "delivered"):
        run(f"ALTER TABLE contact ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")


def _past_table(run: Run) -> None:
    """Make the table of version 3: vouches between others whose place another took."""
    run(
        "CREATE TABLE past (subject BLOB, by BLOB, handles BLOB, first INTEGER NOT NULL,"
        " until INTEGER NOT NULL, PRIMARY KEY (subject, by, handles)) WITHOUT ROWID"
    )


def _settings_table(run: Run) -> None:
    """Make the table of version 4: settings in columns of their own, where each was a text before."""
    old: dict[str, str] = dict(run("SELECT name, value FROM setting"))
    numbers = f"{old.get('brought-through', '0 0')} {old.get('lost-vouches', '1 0 0 0')}"
    known = old.get("recovery-words-known") == "yes"
    run("DROP TABLE setting")
    run(
        "CREATE TABLE settings (place INTEGER PRIMARY KEY, language TEXT NOT NULL, retention TEXT NOT NULL,"
        " words_known INTEGER NOT NULL, through_in INTEGER NOT NULL, through INTEGER NOT NULL,"
        " lost_since INTEGER NOT NULL, lost_until INTEGER NOT NULL, restored_in INTEGER NOT NULL,"
        " restored INTEGER NOT NULL)"
    )
    chosen = (old.get("language", ""), old.get("memory", "two-months"), int(known))
    run("INSERT INTO settings VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*chosen, *map(int, numbers.split())))


def _sure_column(run: Run) -> None:
    """Make the column of version 5: the month that is over for sure, none before one is noted."""
    run("ALTER TABLE settings ADD COLUMN sure INTEGER NOT NULL DEFAULT 65535")


# Each is applied once, in order; how many were is the version of the tables. Append, never change one.
# So each is fixed text: what read the tables of today would make a column that a later one adds.
MIGRATIONS: Final = (_first_tables, _vouch_tables, _past_table, _settings_table, _sure_column)


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
    if old.settings != new.settings:
        yield _PUT_SETTINGS, _settings_cells(new.settings)
    if old.settings.profile != new.settings.profile:
        profile = new.settings.profile
        yield _NO_PROFILE if profile is None else fact(PROFILE, profile)
    yield from _contact_changes(old.contacts, new.contacts)
    yield from vouch_rows.changes(old, new)


def fact(name: str, value: Cell) -> Change:
    """Set one of the single values."""
    return "INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value)


def facts(query: Query) -> dict[str, Any]:
    """Return the single values by name."""
    return dict(query("SELECT name, value FROM fact"))


def profile(query: Query) -> str | None:
    """Return the name of the profile, or None where no program wrote one; tables of any version will do."""
    name: str | None = facts(query).get(PROFILE)
    return name


def book(query: Run) -> Book:
    """Read the book that the rows hold; `query` is asked for people once somebody wants to know them."""
    keys = (key for (key,) in query("SELECT key FROM contact ORDER BY number"))
    own = query("SELECT label, statement FROM own ORDER BY place")
    return Book(
        me=facts(query)["me"],
        own=tuple(OwnCard(label, statement.load_trusted(card)) for label, card in own),
        contacts=OnDemand.of(keys, _People(query)),
        vouches=vouch_rows.read_vouches(query),
        introductions=vouch_rows.read_introductions(query),
        circles=vouch_rows.read_circles(query),
        former=vouch_rows.read_former(query),
        settings=replace(_settings(query), profile=profile(query)),
    )


def _settings(query: Query) -> Settings:
    """Read the settings, which stand in one row."""
    ((_, language, kept, known, *numbers),) = query("SELECT * FROM settings")
    return Settings(
        language, Retention(kept), bool(known), Tally(*numbers[:2]), Lost(*numbers[2:6]), *numbers[6:]
    )


def _settings_cells(settings: Settings) -> tuple[Cell, ...]:
    through, lost = settings.through_others, settings.lost
    numbers = (
        through.period,
        through.count,
        lost.since,
        lost.until,
        lost.restored,
        lost.times,
        settings.sure,
    )
    return (settings.language, settings.retention.value, int(settings.words_known), *numbers)


class _People(StoredPeople):
    """The people of a save: each is fetched when asked for, and what all are found by at once."""

    def __init__(self, query: Run) -> None:
        super().__init__()
        self._query = query

    def bodies(self, key: bytes) -> tuple[bytes, ...]:
        return self._bodies[key]

    def read(self, key: bytes) -> Contact:
        ((_, how, month, first, by, mark, *noted),) = self._query(_FETCH_CONTACT, (key,))
        cards = self._query("SELECT statement FROM card WHERE key = ? ORDER BY place", (key,))
        secrets = self._query("SELECT secret, confirmed FROM secret WHERE key = ? ORDER BY place", (key,))
        return Contact(
            key,
            tuple(statement.load_trusted(card) for (card,) in cards),
            Provenance(How(how), month, first, by),
            tuple(PairSecret(secret, confirmed=bool(confirmed)) for secret, confirmed in secrets),
            Mark(mark),
            Tally(*noted[:2]),
            Tally(*noted[2:]),
        )

    @cached_property
    def _bodies(self) -> Mapping[bytes, tuple[bytes, ...]]:
        bodies: defaultdict[bytes, tuple[bytes, ...]] = defaultdict(tuple)
        for key, card in self._query("SELECT key, statement FROM card ORDER BY key, place"):
            bodies[key] += (statement.trusted_body(card),)
        return bodies


def _contact_changes(old: Mapping[bytes, Contact], new: Mapping[bytes, Contact]) -> Iterator[Change]:
    for key in old.keys() - new.keys():
        yield "DELETE FROM contact WHERE key = ?", (key,)
        yield "DELETE FROM card WHERE key = ?", (key,)
        yield "DELETE FROM secret WHERE key = ?", (key,)
    for key in changed(old, new):
        held, contact = old.get(key), new[key]
        if held is contact:
            continue
        if held is None or _contact_cells(held) != _contact_cells(contact):
            yield _PUT_CONTACT, _contact_cells(contact)
        yield from _card_changes(key, held.cards if held else (), contact.cards)
        yield from _secret_changes(key, held.secrets if held else (), contact.secrets)


_NO_PROFILE: Final[Change] = ("DELETE FROM fact WHERE name = ?", (PROFILE,))
_PUT_SETTINGS: Final = "INSERT OR REPLACE INTO settings VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_CONTACT: Final = "key, how, month, first, by, mark, brought_in, brought, delivered_in, delivered"
_FETCH_CONTACT: Final = f"SELECT {_CONTACT} FROM contact WHERE key = ?"  # noqa: S608  # our own names of columns
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


def _secret_changes(key: bytes, old: Secrets, new: Secrets) -> Iterator[Change]:
    for place, held in enumerate(new):
        if old[place : place + 1] != (held,):
            yield (
                "INSERT OR REPLACE INTO secret VALUES (?, ?, ?, ?)",
                (key, place, held.secret, held.confirmed),
            )
    if len(old) > len(new):
        yield "DELETE FROM secret WHERE key = ? AND place >= ?", (key, len(new))
