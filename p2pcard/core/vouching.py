"""What I say about others, and agree to: vouching, taking it back, introducing, accepting (spec 15)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from p2pcard.core import (
    acceptance,
    calendar,
    introduction,
    introductions,
    recovery,
    support,
    verdict,
    vouch,
    vouches,
)
from p2pcard.core.book import Book, Contact, How
from p2pcard.core.card import Card
from p2pcard.core.introductions import Offer
from p2pcard.core.vouch import Manner
from p2pcard.core.vouches import Held, Withdrawn
from p2pcard.errors import CardRevoked, NotMet, NoVouch, TheSamePerson

PER_MONTH: Final = 64  # sequences that a month has room for
RESTORED: Final = "restored-from"  # a setting: the month of the copy that this vault was made from
MANNERS: Final[Mapping[How, Manner]] = MappingProxyType({How.QR: Manner.QR, How.PHRASE: Manner.PHRASE})

Chance = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Said:
    """What I say in a vouch beside key and name: whether they may introduce others, and how we met."""

    may_introduce: bool
    how: How


def give(book: Book, root: bytes, contact: Contact, month: int, said: Said, chance: Chance) -> Book:
    """Vouch for somebody I met; raises NotMet or CardRevoked.

    A vouch that says less than the one before, or another name, takes that one back.
    """
    manner, may_introduce = MANNERS.get(said.how), said.may_introduce
    if manner is None or not contact.provenance.how.met:
        raise NotMet(name=contact.name)
    if contact.key in book.vouches.revoked:
        raise CardRevoked
    before = book.vouches.given_to(contact.key)
    if before is not None and (before.says.name != contact.name or before.says.may_introduce > may_introduce):
        book = _take_back(book, root, contact.key, month)
    sequence = _next_sequence(before, month)
    made = vouch.issue(root, contact.key, contact.name, sequence, month, manner, may_introduce=may_introduce)
    blobs = tuple(_blobs(book, chance))
    held = vouches.hold(made, None, month, support.fill(blobs, chance))
    return replace(book, vouches=book.vouches.with_given(held))


def withdraw(book: Book, root: bytes, contact: Contact, month: int) -> Book:
    """Take back my word for somebody, all of it that has not run out; raises NoVouch."""
    if not verdict.is_given(book, contact.key, month) and not _is_waiting(book, contact.key, month):
        raise NoVouch(name=contact.name)
    return _take_back(book, root, contact.key, month)


def accept_vouch(book: Book, root: bytes, by: bytes) -> Book:
    """Agree to what somebody vouches about me."""
    held = book.vouches.mine[by]
    agreed = acceptance.write(held.statement, recovery.identity_seed(root))
    return replace(book, vouches=book.vouches.with_mine(replace(held, acceptance=agreed)))


def decline_vouch(book: Book, by: bytes) -> Book:
    """Throw away what somebody vouches about me; nobody is told."""
    mine = MappingProxyType({author: held for author, held in book.vouches.mine.items() if author != by})
    return replace(book, vouches=replace(book.vouches, mine=mine))


def introduce(book: Book, root: bytes, one: Contact, other: Contact, month: int, number: bytes) -> Book:
    """Offer two people I hold cards of to each other; `number` is 16 random bytes. Raises TheSamePerson."""
    if one.key == other.key:
        raise TheSamePerson(name=one.name)
    seed, made = recovery.identity_seed(root), book.introductions
    for to, about in ((one, other), (other, one)):
        written = introduction.write(to.key, about.name, month, number, seed)
        made = made.with_made(introductions.offer(written))
    return replace(book, introductions=made)


def accept_introduction(book: Book, root: bytes, offer: Offer) -> Book:
    """Agree to be introduced: the introducer passes my card on once the other one agreed, too."""
    agreed = acceptance.write(offer.statement, recovery.identity_seed(root))
    return replace(book, introductions=book.introductions.with_offered(replace(offer, acceptance=agreed)))


def decline_introduction(book: Book, offer: Offer) -> Book:
    """Throw an introduction away; nobody is told."""
    return replace(book, introductions=book.introductions.without_offered(offer))


def support_of(cards: tuple[Card, ...]) -> bytes:
    """Return the support secret on somebody's cards, or nothing."""
    return next((each.support for each in cards if each.support), b"")


def _next_sequence(before: Held | None, month: int) -> int:
    """Begin anew in each month, so that neither a forgotten person nor an old copy makes one come twice."""
    least = month * PER_MONTH + 1
    return max(least, before.says.sequence + 1) if before else least


def _is_waiting(book: Book, subject: bytes, month: int) -> bool:
    held = book.vouches.given_to(subject)
    return held is not None and verdict.lack(book, held, month) is verdict.Lack.ACCEPTANCE


def _take_back(book: Book, root: bytes, subject: bytes, month: int) -> Book:
    withdrawn, ended = {each.secret: each for each in book.vouches.withdrawn}, dict(book.vouches.ended)
    for sequence, until in _sequences(book, subject, month):
        secret = vouch.withdrawal_secret(root, subject, sequence)
        withdrawn[secret] = Withdrawn(secret, until)
        ended[vouch.withdrawal_handle(secret)] = month
    whole = replace(book.vouches, withdrawn=tuple(withdrawn.values()), ended=MappingProxyType(ended))
    return replace(book, vouches=whole)


def _sequences(book: Book, subject: bytes, month: int) -> Iterator[tuple[int, int]]:
    """Name each vouch that may still count, with its last month; also those that an old copy did not know."""
    for held in book.vouches.given.get(subject, ()):
        if held.says.until >= month:
            yield held.says.sequence, held.says.until
    since = int(book.settings.get(RESTORED, month + 1))
    for lost in range(max(since, month - calendar.LIFE), month + 1):
        yield lost * PER_MONTH + 1, lost + calendar.LIFE


def _blobs(book: Book, chance: Chance) -> Iterator[bytes]:
    """Seal the newest vouches that let me introduce, each for those who hold its author's card."""
    mine = [held for held in book.vouches.mine.values() if held.acceptance and held.says.may_introduce]
    for held in sorted(mine, key=lambda each: -each.says.month)[: support.COUNT]:
        author = book.contacts.get(held.says.by)
        secret = support_of(author.read()) if author else b""
        if secret and held.acceptance and support.fits(held.statement, held.acceptance):
            yield support.seal(secret, book.me, held.statement, held.acceptance, chance(24))
