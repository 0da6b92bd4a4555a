"""What ends vouches, as it comes in a bundle: secrets of withdrawals, and revocations (spec section 16.2)."""

from dataclasses import replace
from typing import Final

from p2pcard.core.book import retention, route_proofs
from p2pcard.core.book.book import Book
from p2pcard.core.book.news import News, RevokedNow
from p2pcard.core.formats import frozen
from p2pcard.core.statements import revocation, vouch
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import ManyWithdrawals, NothingForYou

WITHDRAWALS_LIMIT: Final = 256  # from one contact in a year: more than one person gives words
REVOKED_LIMIT: Final = (
    512  # for those of strangers there is room: a key costs nothing, so there must be an end
)
NAMED_LIMIT: Final = 1024  # and for those of people on a route, invented perhaps by one I let name others


def take_withdrawal(book: Book, secret: bytes, sender: bytes, month: int) -> Book:
    """Keep the handle of a vouch that was taken back, about any person at all; raises ManyWithdrawals."""
    handle = vouch.withdrawal_handle(secret)
    if handle in book.vouches.ended:
        return book
    contact, year = book.contacts.get(sender), month // retention.YEAR
    if contact is not None:
        if contact.delivered.in_period(year) >= WITHDRAWALS_LIMIT:
            raise ManyWithdrawals
        book = book.with_contact(replace(contact, delivered=contact.delivered.add(year)))
    ended = frozen.put(book.vouches.ended, handle, month)
    return replace(book, vouches=replace(book.vouches, ended=ended))


def take_revocation(book: Book, found: Statement) -> tuple[Book, tuple[News, ...]]:
    """Take what a revocation ends, and keep it; where there are very many, only of somebody I know of.

    Raises NothingForYou where it ends nothing and is not kept, or what `revocation.read` raises.
    """
    secret, key = revocation.read(found), found.author
    struck = retention.strike(book, secret)
    if key in book.vouches.revoked:  # by a thief perhaps, who knows the key but not this secret
        return struck, ()
    known = key == book.me or key in book.contacts
    if not known:
        on_route = struck != book or route_proofs.may_form(book, key)
        if len(book.vouches.revoked) >= (NAMED_LIMIT if on_route else REVOKED_LIMIT):  # there is no room
            left = replace(struck, vouches=struck.vouches.without_shown_of(key))
            if left == book:
                raise NothingForYou
            return left, ()
    revoked = frozen.put(struck.vouches.revoked, key, found)
    told = (RevokedNow(key),) if known else ()
    return replace(struck, vouches=replace(struck.vouches, revoked=revoked)), told
