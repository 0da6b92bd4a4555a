"""What ends vouches, as it comes in a bundle: secrets of withdrawals, and revocations (spec section 16.2)."""

from dataclasses import replace
from typing import Final

from p2pcard.core import memory, revocation, vouch, vouches
from p2pcard.core.book import Book
from p2pcard.core.news import News, RevokedNow
from p2pcard.core.statement import Statement
from p2pcard.errors import ManyWithdrawals, NothingForYou

WITHDRAWALS_LIMIT: Final = 256  # from one contact in a year: more than one person gives words
REVOKED_LIMIT: Final = 512  # of people of whom nothing is known; a key costs nothing, so there must be an end


def take_withdrawal(book: Book, secret: bytes, sender: bytes, month: int) -> Book:
    """Keep the handle of a vouch that was taken back, whoever it may be about; raises ManyWithdrawals."""
    handle = vouch.withdrawal_handle(secret)
    if handle in book.vouches.ended:
        return book
    contact, year = book.contacts.get(sender), month // memory.YEAR
    if contact is not None:
        if contact.delivered.in_period(year) >= WITHDRAWALS_LIMIT:
            raise ManyWithdrawals
        book = book.with_contact(replace(contact, delivered=contact.delivered.add(year)))
    ended = vouches.put(book.vouches.ended, handle, month)
    return replace(book, vouches=replace(book.vouches, ended=ended))


def take_revocation(book: Book, found: Statement) -> tuple[Book, tuple[News, ...]]:
    """Keep a revocation; where there are very many, only of somebody or something I know of.

    Raises NothingForYou, or what `revocation.read` raises.
    """
    secret, key = revocation.read(found), found.author
    struck = memory.strike(book, secret)
    if key in book.vouches.revoked:  # by a thief perhaps, who knows the key but not this secret
        return struck, ()
    known = key == book.me or key in book.contacts
    full = len(book.vouches.revoked) >= REVOKED_LIMIT
    if full and not known and struck == book and not _is_in_hand(book, key):
        raise NothingForYou
    revoked = vouches.put(struck.vouches.revoked, key, found)
    told = (RevokedNow(key),) if known else ()
    return replace(struck, vouches=replace(struck.vouches, revoked=revoked)), told


def _is_in_hand(book: Book, key: bytes) -> bool:
    """Tell whether a vouch between others, also one whose place another took, is by or about somebody."""
    ends = [(held.says.by, held.says.subject) for held in book.vouches.everything_shown()]
    ends += [(each.by, each.subject) for past in book.vouches.past.values() for each in past]
    return any(key in pair for pair in ends)
