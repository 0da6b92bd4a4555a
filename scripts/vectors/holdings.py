"""What a vector says of a book: its vouches, endings, introductions, people (docs/spec.md, 14.3)."""

from collections.abc import Iterable
from typing import Any

from p2pcard.core.book import admission, verdict
from p2pcard.core.book.book import Book
from p2pcard.core.book.introductions import Offer
from p2pcard.core.book.vouches import Confirmation, Held

STRANGERS = bytes(30)  # how the keys of strangers begin


def holdings(book: Book) -> dict[str, Any]:
    """Return what is held, in an order that depends on nothing."""
    said = book.vouches
    return {
        "given": {key.hex(): _held(held) for key, held in said.given.items()},
        "mine": {key.hex(): [*_held((held,))[0], len(held.blobs)] for key, held in said.mine.items()},
        "shown": {key.hex(): _held(held) for key, held in said.shown.items()},
        "kept": {key.hex(): _kept(kept) for key, kept in said.kept.items()},
        "ended": sorted(handle.hex() for handle in said.ended),
        "revoked": sorted(key.hex() for key in said.revoked if not key.startswith(STRANGERS)),
        "offered": _offers(book.introductions.offered),
        "made": _offers(book.introductions.made),
        "contacts": {key.hex(): _contact(book, key) for key in book.contacts},
    }


def _held(held: Iterable[Held]) -> list[list[Any]]:
    return sorted([each.statement.id.hex(), each.acceptance is not None] for each in held)


def _kept(kept: Confirmation) -> dict[str, Any]:
    routes = sorted([route.until, [bytes(each).hex() for each in route.handles]] for route in kept.routes)
    return {"name": kept.name, "count": kept.count, "month": kept.month, "routes": routes}


def _offers(offers: Iterable[Offer]) -> list[list[Any]]:
    return sorted([each.statement.id.hex(), each.acceptance is not None] for each in offers)


def _contact(book: Book, key: bytes) -> dict[str, Any]:
    contact = book.contacts[key]
    came = contact.provenance
    return {
        "cards": [each.id.hex() for each in contact.cards],
        "how": came.how.value,
        "month": came.month,
        "first": came.first,
        "by": came.by.hex(),
        "mark": int(contact.mark),
    }


def answered(book: Book, key: bytes, month: int) -> dict[str, Any]:
    """Return the answer about a person."""
    found = verdict.answer(book, verdict.lay_out(book, month), key, month)
    return {
        "person": key.hex(),
        "month": month,
        "level": found.level.value,
        "own": found.verdict.own,
        "routes": sorted([each.hex() for each in route] for route in found.verdict.routes),
        "separate": len(found.verdict.separate),
        "people": found.people,
        "groups": sorted(sorted(each.hex() for each in group) for group in found.groups()),
        "lacking": sorted([held.says.by.hex(), why.value] for held, why in found.lacking),
    }


def checked(book: Book, circle: str, key: bytes, month: int) -> dict[str, Any]:
    """Return what a circle's rule says of a person."""
    found = admission.check(book, circle, book.contacts[key], month)
    counts = {"have": found.have, "need": found.need, "meets": found.met}
    return {"circle": circle, "person": key.hex(), "month": month, **counts}
