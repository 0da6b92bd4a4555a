"""A month comes, or one turns out not to have come: what a book notes of it (spec section 15.8.4)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from p2pcard.core.book import retention
from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.circles import Circle, quarter
from p2pcard.core.book.vouches import Confirmation, Held, SupersededVouch
from p2pcard.core.formats import frozen

_K = TypeVar("_K")
_V = TypeVar("_V")


def arrive(book: Book, last: int, month: int) -> Book:
    """Return the book of month `last` in another month: a later one makes that one sure.

    An earlier one means that `last` had not come, so nothing that this device noted is later than `month`.
    """
    if month < last:
        return _set_back(book, month)
    return book.with_settings(replace(book.settings, sure=last)) if month > last else book


def _set_back(book: Book, month: int) -> Book:
    settings, vouches = book.settings, book.vouches
    lost = replace(settings.lost, restored=min(settings.lost.restored, month))
    through = settings.through_others.until(quarter(month))
    return replace(
        book,
        settings=replace(settings, through_others=through, lost=lost, sure=min(settings.sure, month)),
        contacts=_each(book.contacts, lambda each: _contact(each, month)),
        circles=_each(book.circles, lambda each: _circle(each, month)),
        vouches=replace(
            vouches,
            given=_each(vouches.given, lambda held: tuple(_held(each, month) for each in held)),
            mine=_each(vouches.mine, lambda held: _held(held, month)),
            shown=_each(vouches.shown, lambda held: tuple(_held(each, month) for each in held)),
            past=_each(vouches.past, lambda held: frozenset(_past(each, month) for each in held)),
            kept=_each(vouches.kept, lambda each: _kept(each, month)),
            ended=_each(vouches.ended, lambda came: min(came, month)),
        ),
    )


def _each(found: Mapping[_K, _V], change: Callable[[_V], _V]) -> Mapping[_K, _V]:
    """Return the mapping with each value changed; one that stays the same is not replaced."""
    for key, value in tuple(found.items()):
        if (now := change(value)) != value:
            found = frozen.put(found, key, now)
    return found


def _contact(contact: Contact, month: int) -> Contact:
    came = contact.provenance
    return replace(
        contact,
        provenance=replace(came, month=min(came.month, month), first=min(came.first, month)),
        brought=contact.brought.until(quarter(month)),
        delivered=contact.delivered.until(month // retention.YEAR),
    )


def _circle(circle: Circle, month: int) -> Circle:
    return replace(circle, people=_each(circle.people, lambda at: replace(at, month=min(at.month, month))))


def _held(held: Held, month: int) -> Held:
    return replace(held, first=min(held.first, month))


def _past(past: SupersededVouch, month: int) -> SupersededVouch:
    return replace(past, first=min(past.first, month))


def _kept(kept: Confirmation, month: int) -> Confirmation:
    return replace(kept, month=min(kept.month, month))
