"""What is remembered, and what is kept: section 15.8."""

from tests.second_reader.counting import ended, largest, routes_to
from tests.second_reader.holding import Kept

HANDLE_LIFE = 26


def look_again(holder, month, over):
    """Let go what ended, keep what it confirmed, and forget; `forget` waits until the exchange is over."""
    over_now = {person: _over(holder, person) for person in holder.kept}
    for subject, authors in list(holder.shown.items()):
        holder.shown[subject] = {by: held for by, held in authors.items() if not ended(holder, held)}
    holder.mine = {by: held for by, held in holder.mine.items() if held.said["until"] >= month}
    holder.ended = {handle: came for handle, came in holder.ended.items() if month < came + HANDLE_LIFE}
    for offers in (holder.offered, holder.made):
        for name in [name for name, offer in offers.items() if offer.said["until"] < month]:
            del offers[name]
    people = [key for key in holder.contacts if key in holder.kept or holder.shown.get(key)]
    kept = {key: _kept(holder, key, month, over_now.get(key)) for key in people if key not in holder.revoked}
    holder.kept = {key: found for key, found in kept.items() if found}
    _let_go(holder, month, over)
    _forget(holder, month, over)


def _over(holder, person):
    """The handles of routes, or of their ends, that vouches in hand end."""
    found: set[tuple[bytes, ...]] = set()
    for last, over in _about(holder, person):
        if over:
            found.add((last.handles,))
        for first, over_too in _about(holder, last.said["key"]):
            if over_too:
                found.add((first.handles, last.handles))
    return found


def _about(holder, person):
    """The vouches in hand about somebody, and those whose place another one took; and whether each ended."""
    hand = [(held, ended(holder, held)) for held in holder.shown.get(person, {}).values()]
    past = [held for held in holder.past if held.said["subject"] == person]
    return hand + [(held, held.said["key"] in holder.revoked) for held in past]


def _let_go(holder, month, over):
    """Drop the vouches whose place another one took when they have nothing left to end."""
    handles = {each for kept in holder.kept.values() for route in kept.routes for each in route[1]}
    holder.past = [
        held
        for held in holder.past
        if _is_remembered(holder, held, month, over)
        and held.said["key"] not in holder.revoked
        and held.handles in handles
    ]


def _kept(holder, person, month, over_now):
    sets = largest(routes_to(holder, person, month))
    holder.chose |= len(sets) > 1
    now = [_route(holder, person, route) for route in sets[0]]
    before = holder.kept.get(person)
    name = holder.name(person)
    if before is None or before.name != name:
        return Kept(name, len(now), month, now) if now else None
    left = [route for route in before.routes if _is_left(holder, route, month, over_now)]
    if len(now) >= before.number:
        since = before.month if set(now) == set(before.routes) else month
        return Kept(name, len(now), since, now)
    return Kept(name, before.number, before.month, now if len(now) >= len(left) else left)


def _route(holder, person, route):
    """The last month and the handles of the vouches of a route."""
    steps = zip(route, (*route[1:], person), strict=True)
    vouches = [holder.shown[subject][by] for by, subject in steps]
    return min(held.said["until"] for held in vouches), tuple(held.handles for held in vouches)


def _is_left(holder, route, month, over_now):
    until, handles = route
    if until < month or handles in over_now or handles[-1:] in over_now:
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
    return month <= 1 + (held.since if holder.memory == "two-months" else held.said["until"])


def doubt(holder):
    """A mark counts less than before: only what is in hand confirms anybody."""
    for kept in holder.kept.values():
        kept.routes = []
