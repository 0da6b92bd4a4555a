"""What is remembered, and what is kept: section 15.8."""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain

from tests.second_reader.counting import ended, largest, routes_to
from tests.second_reader.holding import Held, Kept

HANDLE_LIFE = 26


def come(holder, last, month):
    """A month comes, or `last` had not come: section 15.8.4."""
    if month > last:
        holder.sure = last
    elif month < last:
        holder.sure = min(holder.sure, month)
        vouches = [*holder.mine.values(), *holder.past, *chain(*holder.given.values())]
        for held in (*vouches, *(each for all_by in holder.shown.values() for each in all_by.values())):
            held.since = min(held.since, month)
        holder.ended = {handle: min(came, month) for handle, came in holder.ended.items()}
        for key, kept in holder.kept.items():
            holder.kept[key] = replace(kept, month=min(kept.month, month))
    look_again(holder, month, over=True)


def look_again(holder, month, over):
    """Let go what ended, keep what it confirmed, and forget; `forget` waits until the exchange is over."""
    over_now = {person: _over(holder, person) for person in holder.kept}
    for subject, authors in list(holder.shown.items()):
        holder.shown[subject] = {by: held for by, held in authors.items() if not ended(holder, held)}
    sure = min(holder.sure, month)
    holder.mine = {by: held for by, held in holder.mine.items() if held.said["until"] >= sure}
    holder.ended = {handle: came for handle, came in holder.ended.items() if sure < came + HANDLE_LIFE}
    for offers in (holder.offered, holder.made):
        for name in [name for name, offer in offers.items() if offer.said["until"] < sure]:
            del offers[name]
    people = [key for key in holder.contacts if key in holder.kept or holder.shown.get(key)]
    kept = {key: _kept(holder, key, month, over_now.get(key)) for key in people if key not in holder.revoked}
    holder.kept = {key: found for key, found in kept.items() if found}
    _forget(holder, month, over)
    _let_go(holder, month, over)


def _over(holder, person):
    """The handles of the routes that somebody who is revoked helped to form."""
    return {
        way.route
        for way in ways(holder, person)
        if any(held.said["key"] in holder.revoked for held in way.vouches)
    }


@dataclass(frozen=True)
class Way:
    """Vouches that form a kept route of these handles, and who of them was marked, if that is known."""

    route: tuple[bytes, ...]
    marked: bytes | None
    vouches: tuple[Held, ...]


def ways(holder, person):
    """In which ways what is in hand, or had its place taken, forms the routes that are kept."""
    routes = {handles for _, handles in holder.kept[person].routes} if person in holder.kept else set()
    for last in about(holder, person):
        author = last.said["key"]
        if (last.handles,) in routes and holder.marks.get(author, 0) > 0:
            yield Way((last.handles,), author, (last,))
        for route in routes:
            if len(route) == 2 and route[1] == last.handles:
                yield Way(route, None, (last,))
                for first in about(holder, author):
                    if first.handles == route[0] and holder.marks.get(first.said["key"], 0) == 2:
                        yield Way(route, first.said["key"], (first, last))


def about(holder, person):
    """The vouches in hand about somebody, and those whose place another one took."""
    past = [held for held in holder.past if held.said["subject"] == person]
    return [*holder.shown.get(person, {}).values(), *past]


def _let_go(holder, month, over):
    """Drop the vouches whose place another one took when they have nothing left to end."""
    holder.past = [
        held
        for held in holder.past
        if _is_remembered(holder, held, month, over) and held.said["key"] not in holder.revoked
    ]
    found = defaultdict(list)
    for person in holder.kept:
        for way in ways(holder, person):
            found[person, way.route, way.marked].append(way)
    longest = [min(several, key=lambda way: _order(holder, way)) for several in found.values()]
    needed = {_ends(held) for way in longest for held in way.vouches}
    holder.past = [held for held in holder.past if _ends(held) in needed]


def _order(holder, way):
    """Which of several ways comes first: the one remembered longest, then the smallest last author."""
    return -min(_last_month(holder, held) for held in way.vouches), way.vouches[-1].said["key"]


def _ends(held):
    return held.said["key"], held.said["subject"], held.handles


def _kept(holder, person, month, over_now):
    sets = largest(routes_to(holder, person, month))
    holder.chose |= len(sets) > 1
    now = [_route(holder, person, route) for route in sets[0]]
    before = holder.kept.get(person)
    name = holder.name(person)
    if before is None or before.name != name:
        return Kept(name, len(now), month, now) if now else None
    sure = min(holder.sure, month)
    left = [route for route in before.routes if _is_left(holder, route, sure, over_now)]
    if len(now) >= before.number:
        since = before.month if set(now) == set(before.routes) else month
        return Kept(name, len(now), since, now)
    counting = [route for route in left if route[0] >= month]
    return Kept(name, before.number, before.month, now if now and len(now) >= len(counting) else left)


def _route(holder, person, route):
    """The last month and the handles of the vouches of a route."""
    steps = zip(route, (*route[1:], person), strict=True)
    vouches = [holder.shown[subject][by] for by, subject in steps]
    return min(held.said["until"] for held in vouches), tuple(held.handles for held in vouches)


def _is_left(holder, route, month, over_now):
    until, handles = route
    if until < month or handles in over_now:
        return False
    return not any(each[:32] in holder.ended for each in handles)


def _forget(holder, month, over):
    for subject, authors in list(holder.shown.items()):
        left = {by: held for by, held in authors.items() if _is_remembered(holder, held, month, over)}
        holder.shown[subject] = left
        if not left:
            del holder.shown[subject]
    for held in holder.mine.values():
        if not _is_remembered(holder, held, month, over):
            held.blobs = []


def _is_remembered(holder, held, month, over):
    if holder.memory == "forget":
        return not over
    if holder.memory == "until-expiry":
        month = min(month, holder.sure + 1)
    return month <= _last_month(holder, held)


def _last_month(holder, held):
    return 1 + (held.said["until"] if holder.memory == "until-expiry" else held.since)


def doubt(holder):
    """A mark counts less than before: only what is in hand confirms anybody."""
    for kept in holder.kept.values():
        kept.routes = []
