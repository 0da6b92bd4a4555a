"""What I have for somebody: what travels by itself, and what I choose to show (spec 16.4)."""

from collections.abc import Iterable, Iterator
from typing import Final

from p2pcard.core import bundle, verdict
from p2pcard.core.book import Book
from p2pcard.core.bundle import Introduced, Item, Shown, Withdrawal
from p2pcard.core.verdict import Lack

SMALL: Final = 512  # bytes of a bundle in a meeting where nobody shows a vouch
LARGE: Final = 4096  # and where somebody does: 249 of them fit one message
LENGTH: Final = 2  # bytes in front of a bundle that is filled up


def waiting(book: Book, key: bytes, month: int) -> Iterator[Item]:
    """Walk through all that I have for one person without being asked."""
    yield from book.former
    for each in book.vouches.withdrawn:
        yield Withdrawal(each.secret)
    mine = book.vouches.mine.get(key)
    if mine is not None and mine.acceptance is not None:
        yield mine.acceptance
    given = book.vouches.given_to(key)
    if given is not None and verdict.lack(book, given, month) is Lack.ACCEPTANCE:
        yield Shown(given.statement, None, given.blobs)
    yield from _introductions(book, key)


def mine_to_show(book: Book, month: int) -> tuple[Shown, ...]:
    """Return the vouches about me that I agreed to and that count, the newest first."""
    good = [
        held
        for held in book.vouches.mine.values()
        if held.acceptance
        and _counts(book, held.says.handle.withdrawal, held.says.by, held.says.until, month)
    ]
    newest = sorted(good, key=lambda held: (-held.says.month, held.says.by))
    return tuple(Shown(held.statement, held.acceptance, held.blobs) for held in newest)


def fill(items: Iterable[Item], size: int) -> tuple[bytes, tuple[Item, ...]]:
    """Put as many items as fit into a bundle of one size in all; return it, and the items that are left.

    Filled up with zeros behind its length, so that nobody sees how much is in it.
    """
    room = size - LENGTH - len(bundle.HEAD)
    taken: list[Item] = []
    left: list[Item] = []
    for item in items:
        needed = len(bundle.write_item(item))
        if needed <= room:
            taken.append(item)
            room -= needed
        else:
            left.append(item)
    written = bundle.write(taken)
    return (len(written).to_bytes(LENGTH, "big") + written).ljust(size, b"\x00"), tuple(left)


def needs_large(items: Iterable[Item]) -> bool:
    """Tell whether one of these does not fit a small bundle, or all of them together do not."""
    return sum(len(bundle.write_item(item)) for item in items) + LENGTH + len(bundle.HEAD) > SMALL


def _counts(book: Book, withdrawal: bytes, by: bytes, until: int, month: int) -> bool:
    return withdrawal not in book.vouches.ended and by not in book.vouches.revoked and until >= month


def _introductions(book: Book, key: bytes) -> Iterator[Item]:
    """Offer, answer, and bring together: a card moves only when both agreed."""
    for offer in book.introductions.offered:
        if offer.says.by == key and offer.acceptance is not None:
            yield offer.acceptance
    for offer in book.introductions.made:
        if offer.says.to != key:
            continue
        other = book.introductions.partner(offer)
        if offer.acceptance is None:
            yield offer.statement
        elif other is not None and other.acceptance is not None and other.says.to in book.contacts:
            card = book.contacts[other.says.to].cards[0]
            yield Introduced(card, other.statement, other.acceptance)
