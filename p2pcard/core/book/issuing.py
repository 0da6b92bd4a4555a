"""Writing my own cards with what my root gives: new ones, changed ones, and all after a restore (spec 5.4).

After a theft all of them are written under another root, by which one becomes a new identity.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from p2pcard.core.book.book import Book
from p2pcard.core.book.introductions import Introductions
from p2pcard.core.book.settings import Lost
from p2pcard.core.formats import calendar, crypto, frozen, recovery, text
from p2pcard.core.formats.crypto import Chance
from p2pcard.core.statements import card, revocation
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import CardExists, LastCard

# Added to every sequence after a restore, so that what friends hold is never newer.
RESTORED: Final = 1_000_000


def issue(
    root: bytes,
    mine: Card,
    sequence: int,
    month: int,
    *,
    short: bool = False,
    rules: text.Rules = text.STRICT,
) -> Statement:
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
    return card.write(whole, recovery.identity_seed(root), rules)


def change(book: Book, root: bytes, label: str, mine: Card, month: int) -> Book:
    """Return the book in which my card of this label, or my first one, says what `mine` does.

    Raises NoSuchCard or what `card.write` raises.
    """
    own = book.own_card(label)
    before = own.read()
    whole = replace(mine, series=before.series)
    made = issue(root, whole, before.sequence + 1, month, short=is_short(before))
    return book.with_own(own.label, made)


def add(book: Book, root: bytes, label: str, mine: Card, month: int, *, short: bool, chance: Chance) -> Book:
    """Return the book with one more card of mine, in a series of its own.

    Raises CardExists or what `card.write` raises.
    """
    if any(own.label == label for own in book.own):
        raise CardExists(name=label)
    series = int.from_bytes(chance(4), "big") or 1
    return book.with_own(label, issue(root, replace(mine, series=series), 1, month, short=short))


def drop(book: Book, label: str) -> Book:
    """Return the book without my card of this label; raises NoSuchCard or LastCard."""
    own = book.own_card(label)
    if len(book.own) == 1:
        raise LastCard
    return replace(book, own=tuple(each for each in book.own if each != own))


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
        held = replace(book.vouches, given=nobody, mine=nobody)
        restored = replace(restored, vouches=held, introductions=Introductions())
    for own in book.own:
        mine = own.read()
        sequence = mine.sequence + RESTORED if me == book.me else 1
        again = issue(root, mine, sequence, month, short=is_short(mine), rules=text.KEPT)
        restored = restored.with_own(own.label, again)
    return restored


def begin_anew(book: Book, old: bytes, new: bytes, month: int) -> Book:
    """Return the book of a new identity with the same people, which ends the one of the root `old`."""
    former = (*book.former, revocation.write(old))
    revoked = frozen.put(book.vouches.revoked, book.me, former[-1])
    bare = book.without_secrets()  # what was shared with the old one is over
    again = replace(reissue(bare, new, month), former=former)
    settings = replace(again.settings, words_known=False, lost=Lost())
    return replace(again, vouches=replace(again.vouches, revoked=revoked), settings=settings)


def is_short(mine: Card) -> bool:
    """Tell whether a card of mine was written as a short one, and so stays one."""
    return not mine.support


def is_current(mine: Card, month: int) -> bool:
    """Tell whether a card of mine can be given away as it is: neither over nor from a month to come."""
    return mine.month <= month < mine.until
