"""What a book holds beside cards as rows: vouches, what is kept of them, introductions, circles (spec 11.3).

Each table is a mapping from the key of a row to all of its cells, so what must
change between two books is what differs between two mappings.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from p2pcard.core.book import introductions, vouches
from p2pcard.core.book.book import Book
from p2pcard.core.book.circles import Circle, Place, Rule
from p2pcard.core.book.introductions import Introductions, Offer
from p2pcard.core.book.vouches import Confirmation, Held, KeptRoute, SupersededVouch, Vouches, Withdrawn
from p2pcard.core.formats.text import KEPT
from p2pcard.core.statements import statement, support
from p2pcard.core.statements.statement import Statement
from p2pcard.core.statements.vouch import HANDLE_SIZE, SECRET_SIZE, Handle

Cell: TypeAlias = "int | str | bytes"
Row: TypeAlias = tuple[Cell, ...]
Change: TypeAlias = tuple[str, Row]
Query: TypeAlias = Callable[[str], Iterable[tuple[Any, ...]]]

_GIVEN, _MINE, _SHOWN = "given", "mine", "shown"
_OFFERED, _MADE = "offered", "made"
_SELECT_VOUCHES: Final = (
    "SELECT role, subject, by, first, statement, acceptance, blobs FROM vouch ORDER BY role, subject, place"
)


def changes(old: Book, new: Book) -> Iterator[Change]:
    """Name every row that must change to turn what one book holds beside cards into what another does."""
    for name, table in TABLES.items():
        if getattr(old, table.part) is getattr(new, table.part):
            continue  # the usual case: only cards came
        before, after = dict(table.rows(old)), dict(table.rows(new))
        where = " AND ".join(f"{column} = ?" for column in table.key)
        for key in before.keys() - after.keys():
            yield f"DELETE FROM {name} WHERE {where}", key  # noqa: S608  # our own names of tables and columns
        places = ", ".join("?" * len(table.key + table.cells))
        for key, cells in after.items():
            if before.get(key) != cells:
                yield f"INSERT OR REPLACE INTO {name} VALUES ({places})", (*key, *cells)  # noqa: S608  # our own names of tables and columns


def read_vouches(query: Query) -> Vouches:
    """Read all vouches and what is kept of them."""
    given: defaultdict[bytes, list[Held]] = defaultdict(list)
    shown: defaultdict[bytes, list[Held]] = defaultdict(list)
    mine: dict[bytes, Held] = {}
    for role, subject, by, first, *parts in query(_SELECT_VOUCHES):
        held = _held(first, *parts)
        if role == _MINE:
            mine[by] = held
        else:
            (given if role == _GIVEN else shown)[subject].append(held)
    return Vouches(
        given=_tuples(given),
        mine=MappingProxyType(mine),
        shown=_tuples(shown),
        past=_read_past(query),
        kept=_read_kept(query),
        ended=MappingProxyType(dict(query("SELECT handle, month FROM ended"))),
        withdrawn=tuple(
            Withdrawn(*row) for row in query("SELECT secret, until FROM withdrawn ORDER BY place")
        ),
        revoked=MappingProxyType(
            {key: statement.load_trusted(data) for key, data in query("SELECT key, statement FROM revoked")}
        ),
    )


def read_former(query: Query) -> tuple[Statement, ...]:
    """Read the revocations of former identities."""
    return tuple(
        statement.load_trusted(data) for (data,) in query("SELECT statement FROM former ORDER BY place")
    )


def read_introductions(query: Query) -> Introductions:
    """Read the introductions under way."""
    found: defaultdict[str, list[Offer]] = defaultdict(list)
    for role, data, accepted in query(
        "SELECT role, statement, acceptance FROM introduction ORDER BY role, place"
    ):
        found[role].append(introductions.offer(statement.load_trusted(data), _maybe(accepted), KEPT))
    return Introductions(tuple(found[_OFFERED]), tuple(found[_MADE]))


def read_circles(query: Query) -> Mapping[str, Circle]:
    """Read the circles."""
    people: defaultdict[str, dict[bytes, Place]] = defaultdict(dict)
    for name, key, month, founder in query("SELECT circle, key, month, founder FROM counted"):
        people[name][key] = Place(month, founder=bool(founder))
    rows = query("SELECT name, people, budget, probation FROM circle ORDER BY name")
    return MappingProxyType(
        {name: Circle(Rule(*rule), MappingProxyType(people[name])) for name, *rule in rows}
    )


def _read_past(query: Query) -> Mapping[bytes, frozenset[SupersededVouch]]:
    past: defaultdict[bytes, set[SupersededVouch]] = defaultdict(set)
    for subject, by, handles, first, until in query("SELECT subject, by, handles, first, until FROM past"):
        (handle,) = _handles(handles)
        past[subject].add(SupersededVouch(by, subject, handle, first, until))
    return MappingProxyType({subject: frozenset(found) for subject, found in past.items()})


def _handles(data: bytes) -> tuple[Handle, ...]:
    cut = [data[at : at + HANDLE_SIZE] for at in range(0, len(data), HANDLE_SIZE)]
    return tuple(Handle(each[:SECRET_SIZE], each[SECRET_SIZE:]) for each in cut)


def _read_kept(query: Query) -> Mapping[bytes, Confirmation]:
    routes: defaultdict[bytes, list[KeptRoute]] = defaultdict(list)
    for subject, until, handles in query(
        "SELECT subject, until, handles FROM kept_route ORDER BY subject, place"
    ):
        routes[subject].append(KeptRoute(until, _handles(handles)))
    rows = query("SELECT subject, name, count, month FROM kept")
    kept = {row[0]: Confirmation(row[1], row[2], row[3], tuple(routes[row[0]])) for row in rows}
    return MappingProxyType(kept)


def _held(first: int, data: bytes, accepted: bytes, blobs: bytes) -> Held:
    cut = tuple(blobs[at : at + support.SIZE] for at in range(0, len(blobs), support.SIZE))
    return vouches.hold(statement.load_trusted(data), _maybe(accepted), first, cut, KEPT)


def _maybe(data: bytes) -> Statement | None:
    return statement.load_trusted(data) if data else None


def _tuples(found: Mapping[bytes, list[Held]]) -> Mapping[bytes, tuple[Held, ...]]:
    return MappingProxyType({key: tuple(held) for key, held in found.items()})


def _bytes(found: Statement | None) -> bytes:
    return bytes(found) if found else b""


Pairs: TypeAlias = Iterator[tuple[Row, Row]]


def _vouches(book: Book) -> Pairs:
    groups = [(_GIVEN, each) for each in book.vouches.given.values()]
    groups += [(_SHOWN, each) for each in book.vouches.shown.values()]
    groups += [(_MINE, (each,)) for each in book.vouches.mine.values()]
    for role, held in groups:
        for place, each in enumerate(held):
            says = each.says
            cells = (place, each.first, bytes(each.statement), _bytes(each.acceptance), b"".join(each.blobs))
            # two's complement: SQLite's numbers end at 2^63
            sequence = int.from_bytes(says.sequence.to_bytes(8, "big"), "big", signed=True)
            yield (role, says.subject, says.by, sequence), cells


def _kept(book: Book) -> Pairs:
    return (((subject,), (kept.name, kept.count, kept.month)) for subject, kept in book.vouches.kept.items())


def _kept_routes(book: Book) -> Pairs:
    for subject, kept in book.vouches.kept.items():
        for place, route in enumerate(kept.routes):
            yield (subject, place), (route.until, b"".join(map(bytes, route.handles)))


def _past(book: Book) -> Pairs:
    for found in book.vouches.past.values():
        for each in found:
            yield (each.subject, each.by, bytes(each.handle)), (each.first, each.until)


def _ended(book: Book) -> Pairs:
    return (((handle,), (month,)) for handle, month in book.vouches.ended.items())


def _withdrawn(book: Book) -> Pairs:
    return (((place,), (each.secret, each.until)) for place, each in enumerate(book.vouches.withdrawn))


def _revoked(book: Book) -> Pairs:
    return (((key,), (bytes(each),)) for key, each in book.vouches.revoked.items())


def _former(book: Book) -> Pairs:
    return (((place,), (bytes(each),)) for place, each in enumerate(book.former))


def _introductions(book: Book) -> Pairs:
    for role, offers in ((_OFFERED, book.introductions.offered), (_MADE, book.introductions.made)):
        for place, each in enumerate(offers):
            yield (role, place), (bytes(each.statement), _bytes(each.acceptance))


def _circles(book: Book) -> Pairs:
    for name, circle in book.circles.items():
        yield (name,), (circle.rule.people, circle.rule.budget, circle.rule.probation)


def _counted(book: Book) -> Pairs:
    for name, circle in book.circles.items():
        for key, place in circle.people.items():
            yield (name, key), (place.month, int(place.founder))


class Table(NamedTuple):
    """The part of a book that a table holds, its columns, and its rows: each a key with its cells."""

    part: str
    key: tuple[str, ...]
    cells: tuple[str, ...]
    rows: Callable[[Book], Pairs]


# As they are after the last migration; the migrations know nothing of them.
TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        "vouch": Table(
            "vouches",
            ("role", "subject", "by", "sequence"),
            ("place", "first", "statement", "acceptance", "blobs"),
            _vouches,
        ),
        "kept": Table("vouches", ("subject",), ("name", "count", "month"), _kept),
        "kept_route": Table("vouches", ("subject", "place"), ("until", "handles"), _kept_routes),
        "ended": Table("vouches", ("handle",), ("month",), _ended),
        "withdrawn": Table("vouches", ("place",), ("secret", "until"), _withdrawn),
        "revoked": Table("vouches", ("key",), ("statement",), _revoked),
        "former": Table("former", ("place",), ("statement",), _former),
        "introduction": Table(
            "introductions", ("role", "place"), ("statement", "acceptance"), _introductions
        ),
        "circle": Table("circles", ("name",), ("people", "budget", "probation"), _circles),
        "counted": Table("circles", ("circle", "key"), ("month", "founder"), _counted),
        "past": Table("vouches", ("subject", "by", "handles"), ("first", "until"), _past),
    }
)
