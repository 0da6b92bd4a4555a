"""What is remembered of others' vouches, and what is left of them afterwards (spec section 15.8).

Whatever is dropped, what it confirmed stays: how many separate people, in
which month, and handles that tell when that ends and name nobody.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import Final

from p2pcard.core.book import pair_secrets, route_proofs, verdict
from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.circles import quarter
from p2pcard.core.book.routes import Network
from p2pcard.core.book.settings import Retention
from p2pcard.core.book.verdict import Lack
from p2pcard.core.book.vouches import WITHDRAWN_LIFE, Confirmation, Held, KeptRoute, SupersededVouch, Vouches
from p2pcard.core.formats import frozen
from p2pcard.core.statements import vouch

YEAR: Final = 12  # months


def settle(book: Book, month: int, *, over: bool = True) -> Book:
    """Return the book in which all that ended is gone, and what it confirmed is kept.

    What ends by its own month goes once that month is sure, since a clock may be wrong; what is
    remembered for two months goes by the month that counts. Idempotent. While an exchange
    goes on (`over` false), what is to be forgotten at once is still there, so that two vouches that come
    one after the other are looked at together.
    """
    sure = min(month, book.settings.sure)
    counted = book.settings.through_others.since(quarter(sure))
    cleared = replace(
        book,
        vouches=_ended(book, sure),
        introductions=book.introductions.current(sure),
        contacts=_counted_anew(book, sure),
        settings=replace(book.settings, through_others=counted),
    )
    network = verdict.lay_out(cleared, month)
    people = (cleared.vouches.shown.keys() | cleared.vouches.kept.keys()) & cleared.contacts.keys()
    people -= cleared.vouches.revoked.keys()  # nobody stands behind a card that is dead
    kept = {
        key: found
        for key in sorted(people)
        if (found := _kept(cleared, network, key, month, route_proofs.good_routes(book, key, sure)))
    }
    vouches = replace(
        cleared.vouches,
        shown=_remembered(cleared, month, over=over),
        kept=MappingProxyType(kept),
        mine=_carried(cleared, month, over=over),
    )
    left = replace(cleared, vouches=vouches)
    return replace(left, vouches=replace(vouches, past=_past(left, month, over=over)))


def strike(book: Book, secret: bytes) -> Book:
    """Return the book in which no kept route has a vouch whose author published this void secret."""
    kept = {
        key: replace(
            each,
            routes=tuple(
                route
                for route in each.routes
                if all(vouch.void_handle(secret, one.withdrawal) != one.void for one in route.handles)
            ),
        )
        for key, each in book.vouches.kept.items()
    }
    return replace(book, vouches=replace(book.vouches, kept=MappingProxyType(kept)))


def to_copy(book: Book) -> Book:
    """Return what a backup may hold, which outlives retention: no pair secret, no vouch between others.

    Nor what the profile is called: the person who brings it back says that anew.
    """
    bare = book.vouches.without_blobs()
    vouches = replace(bare, shown=MappingProxyType({}), past=MappingProxyType({}))
    bare_book = book.without_secrets().with_settings(replace(book.settings, profile=None))
    return replace(bare_book, vouches=vouches)


def to_renew(before: Book, after: Book) -> tuple[bytes, ...]:
    """Return the people to be asked anew, because less stands behind them than before, or another name."""
    found = []
    for key, old in before.vouches.kept.items():
        now = after.vouches.kept.get(key)
        there = key in after.contacts and key not in after.vouches.revoked  # else there is nobody to ask
        if there and len(now.routes if now else ()) < len(old.routes):
            found.append(key)
    return tuple(found)


def drops(before: Book, after: Book) -> bool:
    """Tell whether something is gone that no older save must keep.

    That is what tells of others (a vouch, a kept route, an introduction), and a pair secret.
    """
    return not _about_others(before) <= _about_others(after) or _ends_secrets(before, after)


def _ends_secrets(before: Book, after: Book) -> bool:
    known = (key for key in frozen.changed(before.contacts, after.contacts) if key in before.contacts)
    return any(
        not pair_secrets.holds(after.contacts[key].secrets, each.secret)
        for key in known
        for each in before.contacts[key].secrets
    )


def _about_others(book: Book) -> set[object]:
    vouches, introductions = book.vouches, book.introductions
    return {
        *(held.statement for held in (*vouches.everything_shown(), *vouches.mine.values())),
        *(offer.statement for offer in (*introductions.offered, *introductions.made)),
        *chain(*vouches.past.values()),
        *(route for kept in vouches.kept.values() for route in kept.routes),
        *(blob for held in (*vouches.mine.values(), *chain(*vouches.given.values())) for blob in held.blobs),
        *((each.key, each.brought, each.delivered) for each in book.contacts.values() if each.tallied),
    }


def _ended(book: Book, month: int) -> Vouches:
    """Drop what can never count again; what I took back I hand out until it would have run out."""
    vouches = book.vouches
    shown = {
        subject: tuple(
            each for each in held if verdict.lack(book, each, month) not in (Lack.WITHDRAWN, Lack.REVOKED)
        )
        for subject, held in vouches.shown.items()
    }
    return replace(
        vouches,
        given=_not_run_out(vouches.given, month),
        shown=MappingProxyType({subject: held for subject, held in shown.items() if held}),
        mine=MappingProxyType({by: held for by, held in vouches.mine.items() if held.says.until >= month}),
        ended=MappingProxyType(
            {w: came for w, came in vouches.ended.items() if came + WITHDRAWN_LIFE > month}
        ),
        withdrawn=tuple(each for each in vouches.withdrawn if each.until >= month),
    )


def _not_run_out(given: Mapping[bytes, tuple[Held, ...]], month: int) -> Mapping[bytes, tuple[Held, ...]]:
    """Return my vouches, without what is sealed beside those that have run out."""
    return MappingProxyType(
        {
            key: tuple(each.bare if each.says.until < month else each for each in held)
            for key, held in given.items()
        }
    )


def _kept(
    book: Book, network: Network, key: bytes, month: int, still: tuple[KeptRoute, ...]
) -> Confirmation | None:
    """Return what is to be kept about somebody: of the vouches in hand and what was kept, what tells more."""
    now = tuple(
        KeptRoute(min(until for until, _ in found), tuple(handle for _, handle in found))
        for route in network.answer(key).separate
        if (found := tuple(verdict.handles(book, key, route)))
    )
    name, before = book.contacts[key].name, book.vouches.kept.get(key)
    if before is not None and before.name != name:
        before, still = None, ()  # nobody vouched for the new name
    count = max(before.count if before else 0, len(now))
    if not count:
        return None
    if len(now) == count:
        since = before.month if before and before.routes == now else month
        return Confirmation(name, count, since, now)
    counting = sum(route.until >= month for route in still)
    best = now if now and len(now) >= counting else still
    return Confirmation(name, count, before.month if before else month, best)


def doubt(book: Book) -> Book:
    """Return the book in which nothing kept counts by itself, because somebody it may rest on counts no more.

    What rests on vouches in hand comes back when the book is settled; all others are to be asked anew.
    """
    kept = {key: replace(each, routes=()) for key, each in book.vouches.kept.items()}
    return replace(book, vouches=replace(book.vouches, kept=MappingProxyType(kept)))


def _counted_anew(book: Book, month: int) -> Mapping[bytes, Contact]:
    """Drop the counts of quarters and years that are over: they would tell for ever who brought a person."""
    stale = {}
    for key, each in book.contacts.items():
        brought, delivered = each.brought.since(quarter(month)), each.delivered.since(month // YEAR)
        if (brought, delivered) != (each.brought, each.delivered):
            stale[key] = replace(each, brought=brought, delivered=delivered)
    return MappingProxyType({**book.contacts, **stale}) if stale else book.contacts


def _remembered(book: Book, month: int, *, over: bool) -> Mapping[bytes, tuple[Held, ...]]:
    """Return the vouches between others that are still remembered."""
    kind, reached = book.settings.retention, _reached(book, month)
    recent = {
        subject: tuple(
            held for held in shown if _is_recent(kind, held.first, held.says.until, reached, over=over)
        )
        for subject, shown in book.vouches.shown.items()
    }
    return MappingProxyType({subject: held for subject, held in recent.items() if held})


def _past(book: Book, month: int, *, over: bool) -> Mapping[bytes, frozenset[SupersededVouch]]:
    """Return those of the vouches whose place another took that may still end what is kept.

    They are remembered as if they were in hand: what is shown later must not save what they formed.
    """
    kind, said, reached = book.settings.retention, book.vouches, _reached(book, month)
    recent = {
        subject: frozenset(
            each
            for each in past
            if each.by not in said.revoked and _is_recent(kind, each.first, each.until, reached, over=over)
        )
        for subject, past in said.past.items()
    }
    if not any(recent.values()):
        return MappingProxyType({})
    left = replace(book, vouches=replace(said, past=MappingProxyType(recent)))
    needed = route_proofs.needed(left, lambda each: _last_month(kind, each.first, each.until))
    alone = {
        subject: frozenset(each for each in past if each.name in needed) for subject, past in recent.items()
    }
    return MappingProxyType({subject: past for subject, past in alone.items() if past})


def _carried(book: Book, month: int, *, over: bool) -> Mapping[bytes, Held]:
    """Return the vouches about me, without the sealed ones between others beside them once forgotten."""
    kind, reached = book.settings.retention, _reached(book, month)
    return MappingProxyType(
        {
            by: held if _is_recent(kind, held.first, held.says.until, reached, over=over) else held.bare
            for by, held in book.vouches.mine.items()
        }
    )


def _reached(book: Book, month: int) -> int:
    """Return the month by which it is told what is still remembered: that of an expiry has to be sure."""
    until_expiry = book.settings.retention is Retention.UNTIL_EXPIRY
    return min(month, book.settings.sure + 1) if until_expiry else month


def _is_recent(kind: Retention, first: int, until: int, month: int, *, over: bool) -> bool:
    """Tell whether a vouch that came in this month and ends in that one is still remembered."""
    if kind is Retention.FORGET:
        return not over
    return month <= _last_month(kind, first, until)


def _last_month(kind: Retention, first: int, until: int) -> int:
    return 1 + (until if kind is Retention.UNTIL_EXPIRY else first)
