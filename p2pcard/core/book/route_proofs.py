"""Which vouches form the routes that are kept, so that a revocation of their authors ends them (spec 15.8).

This finds void handles that were made up. Handles alone would not do: anybody
may copy them into a vouch of their own, and end another's word by that. So a
vouch must be about the same person, and of an author whose word can have counted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from p2pcard.core.book import vouches
from p2pcard.core.book.book import Book
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.vouches import KeptRoute, Name, SupersededVouch
from p2pcard.core.statements.vouch import Handle

NOBODY = b""


@dataclass(frozen=True, slots=True)
class RouteProof:
    """How vouches form a route that is kept, which has these handles.

    `near` is a person I marked; NOBODY where a vouch by them is not known any more.
    """

    near: bytes
    route: tuple[Handle, ...]
    vouches: tuple[SupersededVouch, ...]


def good_routes(book: Book, key: bytes, month: int) -> tuple[KeptRoute, ...]:
    """Return the routes kept about somebody that go on: no time, withdrawal or dead author ended them."""
    kept = book.vouches.kept.get(key)
    if kept is None:
        return ()
    dead = {
        way.route for way in proofs(book, key) if any(each.by in book.vouches.revoked for each in way.vouches)
    }
    return tuple(
        route
        for route in kept.routes
        if route.until >= month
        and route.handles not in dead
        and not any(handle.withdrawal in book.vouches.ended for handle in route.handles)
    )


def proofs(book: Book, key: bytes) -> Iterator[RouteProof]:
    """Walk through the ways in which vouches, in hand or past, form the routes kept about somebody."""
    starts: defaultdict[Handle, set[tuple[Handle, ...]]] = defaultdict(set)
    for route in book.vouches.kept[key].routes:
        starts[route.handles[-1]].add(route.handles[:-1])
    for last in _about(book, key) if starts else ():
        for start in starts.get(last.handle, ()):
            yield from _with_last(book, start, last)


def needed(book: Book, lasts: Callable[[SupersededVouch], int]) -> Set[Name]:
    """Name the vouches that tell when what is kept ends; `lasts` says until when one is remembered.

    One way for each route and person I marked is enough, the one that lasts
    longest: a person who may name others could form a route by any number of keys.
    """
    found: set[Name] = set()
    for key in book.vouches.kept:
        best: dict[tuple[bytes, tuple[Handle, ...]], tuple[int, bytes, RouteProof]] = {}
        for way in proofs(book, key):
            this = -min(map(lasts, way.vouches)), way.vouches[-1].by, way
            before = best.setdefault((way.near, way.route), this)
            if this[:2] < before[:2]:
                best[way.near, way.route] = this
        found |= {each.name for *_, way in best.values() for each in way.vouches}
    return found


def may_form(book: Book, key: bytes) -> bool:
    """Tell whether a person stands on a kept route, or is named by a person I let name others."""
    if any(book.mark_of(each.by) is Mark.THOSE_THEY_NAME for each in _about(book, key)):
        return True
    spoken = book.vouches.spoken_of(key) & book.vouches.kept.keys()
    return any(way.vouches[-1].by == key for person in spoken for way in proofs(book, person))


def _with_last(book: Book, start: tuple[Handle, ...], last: SupersededVouch) -> Iterator[RouteProof]:
    route = (*start, last.handle)
    if not start:
        if book.mark_of(last.by) is not Mark.NO:
            yield RouteProof(last.by, route, (last,))
        return
    yield RouteProof(NOBODY, route, (last,))
    for first in _about(book, last.by):
        if (first.handle,) == start and book.mark_of(first.by) is Mark.THOSE_THEY_NAME:
            yield RouteProof(first.by, route, (first, last))


def _about(book: Book, key: bytes) -> Iterator[SupersededVouch]:
    """Walk through the vouches of others about somebody, in hand and past."""
    yield from map(vouches.past, book.vouches.shown.get(key, ()))
    yield from book.vouches.past.get(key, ())
