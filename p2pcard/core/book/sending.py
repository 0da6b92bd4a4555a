"""What I have for somebody: what travels by itself, and what I choose to show (spec 16.3)."""

from collections.abc import Iterator

from p2pcard.core.book import pair_secrets, verdict
from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.verdict import Lack
from p2pcard.core.statements import bundle
from p2pcard.core.statements.bundle import HeldSecrets, Introduced, Item, Shown, Withdrawal
from p2pcard.errors import NothingFor, NothingToShow


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
    yield from _introductions(book, key, month)


def held_secrets(book: Book, key: bytes, binding: bytes) -> HeldSecrets:
    """Tell somebody which pair secrets I hold with them; `binding` is that of the exchange."""
    return HeldSecrets(pair_secrets.tags(book.contacts[key].secrets if key in book.contacts else (), binding))


def mine_to_show(book: Book, month: int) -> tuple[Shown, ...]:
    """Return the vouches about me that I agreed to and that count, the newest first."""
    return tuple(Shown(held.statement, held.acceptance, held.blobs) for held in verdict.about_me(book, month))


def to_show(book: Book, month: int) -> tuple[Shown, ...]:
    """Return what `mine_to_show` does, for a person who asked for it; raises NothingToShow."""
    shown = mine_to_show(book, month)
    if not shown:
        raise NothingToShow
    return shown


def bundle_for(book: Book, contact: Contact | None, month: int, *, shown: bool, support: bool) -> bytes:
    """Return what I have for somebody as one bundle, and with `shown` who vouches for me.

    Without `support` it is small enough for a code. Raises NothingFor where
    there is nothing, or NothingToShow.
    """
    items: list[Item] = list(to_show(book, month)) if shown else []
    if contact:
        items = [*waiting(book, contact.key, month), *items]
        if not items:
            raise NothingFor(name=contact.name)
    return bundle.write(bundle.fitting(items) if support else bundle.fitting_code(items))


def _introductions(book: Book, key: bytes, month: int) -> Iterator[Item]:
    """Offer, answer, and bring together: a card moves only when both agreed; nobody is offered a dead key."""
    if key in book.vouches.revoked:
        return
    alive = book.contacts.keys() - book.vouches.revoked.keys()
    current = book.introductions.current(month)
    for offer in current.offered:
        if offer.says.by == key and offer.acceptance is not None:
            yield offer.acceptance
    for offer in current.made:
        other = current.partner(offer)
        if offer.says.to != key or other is None or other.says.to not in alive:
            continue
        if offer.acceptance is None:
            yield offer.statement
        elif other.acceptance:
            card = book.contacts[other.says.to].cards[0]
            yield Introduced(card, other.statement, other.acceptance)
