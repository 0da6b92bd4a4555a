"""Writing my own cards with what my root gives: for the first time, anew, and after a restore (spec 5.4)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from p2pcard.core import calendar, card, crypto, recovery
from p2pcard.core.book import Book
from p2pcard.core.card import Card
from p2pcard.core.introductions import Introductions
from p2pcard.core.statement import Statement

# Added to every sequence after a restore, so that what friends hold is never newer.
RESTORED: Final = 1_000_000


def issue(root: bytes, mine: Card, sequence: int, month: int, *, short: bool = False) -> Statement:
    """Sign a card of the identity that a 16-byte root stands for, good for a year from `month`.

    A short card leaves out what programs use later, 54 bytes, so that its code
    is small enough for paper and old cameras. Raises what `card.write` raises.
    """
    whole = replace(
        mine,
        sequence=sequence,
        month=month,
        until=month + calendar.LIFE,
        exchange=b"" if short else crypto.exchange_public(recovery.exchange_secret(root)),
        support=b"" if short else recovery.support_secret(root),
    )
    return card.write(whole, recovery.identity_seed(root))


def reissue(book: Book, root: bytes, month: int) -> Book:
    """Return a restored book with my cards written anew under `root`.

    The same root goes on above every sequence that friends may hold; another
    one is a new identity and starts from 1, without anybody's vouches for the
    old one, or its own.
    """
    me = crypto.public_key(recovery.identity_seed(root))
    restored = replace(book, me=me, own=())
    if me != book.me:
        nobody: Mapping[bytes, Any] = MappingProxyType({})
        vouches = replace(book.vouches, given=nobody, mine=nobody)
        restored = replace(restored, vouches=vouches, introductions=Introductions())
    for own in book.own:
        mine = card.read(own.statement)
        sequence = mine.sequence + RESTORED if me == book.me else 1
        again = issue(root, mine, sequence, month, short=is_short(mine))
        restored = restored.with_own(own.label, again)
    return restored


def is_short(mine: Card) -> bool:
    """Tell whether a card of mine was written as a short one, and so stays one."""
    return not mine.support


def is_current(mine: Card, month: int) -> bool:
    """Tell whether a card of mine can be given away as it is: neither over nor from a month to come."""
    return mine.month <= month < mine.until
