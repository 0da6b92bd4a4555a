"""What I say about others, and agree to: vouching, taking it back, introducing, accepting (spec 15)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Final

from p2pcard.core.book import introductions, verdict, vouches
from p2pcard.core.book.book import Book, Contact, How
from p2pcard.core.book.introductions import Offer
from p2pcard.core.book.verdict import Lack
from p2pcard.core.book.vouches import Held, Withdrawn
from p2pcard.core.formats import calendar, crypto, frozen, recovery
from p2pcard.core.formats.crypto import Chance
from p2pcard.core.statements import acceptance, introduction, support, vouch
from p2pcard.core.statements.vouch import Manner
from p2pcard.errors import CardRevoked, NothingToAccept, NotMet, NoVouch, TheSamePerson

PER_MONTH: Final = 64  # sequences that a month has room for
AFTER_COPY: Final = 8  # sequences that are left free in a month each time a copy is restored in it
MANNERS: Final[Mapping[How, Manner]] = MappingProxyType({How.QR: Manner.QR, How.PHRASE: Manner.PHRASE})


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
    sequence = _next_sequence(book, root, contact.key, month)
    made = vouch.issue(root, contact.key, contact.name, sequence, month, manner, may_introduce=may_introduce)
    blobs = tuple(_blobs(book, month, chance))
    held = vouches.hold(made, None, month, support.fill(blobs, chance))
    return replace(book, vouches=book.vouches.with_given(held))


def withdraw(book: Book, root: bytes, contact: Contact, month: int) -> Book:
    """Take back my word for somebody, all of it that has not run out; raises NoVouch."""
    before, taken_back = book.vouches, _take_back(book, root, contact.key, month)
    after = taken_back.vouches
    if (after.withdrawn, after.ended) == (before.withdrawn, before.ended):
        raise NoVouch(name=contact.name)
    return taken_back


def vouches_to_answer(book: Book, month: int) -> tuple[bytes, ...]:
    """Return who vouches for me and waits for my answer."""
    mine = book.vouches.mine.items()
    return tuple(by for by, held in mine if verdict.lack(book, held, month) is Lack.ACCEPTANCE)


def vouches_given(book: Book, month: int) -> tuple[Held, ...]:
    """Return my newest vouch for each person, also where they have not agreed yet."""
    newest = (held[-1] for held in book.vouches.given.values())
    return tuple(each for each in newest if verdict.lack(book, each, month) in (None, Lack.ACCEPTANCE))


def answer_vouch(book: Book, root: bytes, by: bytes, month: int, *, yes: bool) -> Book:
    """Accept what somebody vouches about me, or throw it away; raises NothingToAccept."""
    if by not in vouches_to_answer(book, month):
        raise NothingToAccept
    return accept_vouch(book, root, by) if yes else decline_vouch(book, by, month)


def accept_vouch(book: Book, root: bytes, by: bytes) -> Book:
    """Agree to what somebody vouches about me."""
    held = book.vouches.mine[by]
    agreed = acceptance.write(held.statement, recovery.identity_seed(root))
    return replace(book, vouches=book.vouches.with_mine(replace(held, acceptance=agreed)))


def decline_vouch(book: Book, by: bytes, month: int) -> Book:
    """Throw away what somebody vouches about me for good; nobody is told.

    Its handle may be another one's, copied to make me decline that.
    """
    mine = frozen.without(book.vouches.mine, by)
    ended = frozen.put(book.vouches.ended, book.vouches.mine[by].statement.id, month)
    return replace(book, vouches=replace(book.vouches, mine=mine, ended=ended))


def introduce(book: Book, root: bytes, one: Contact, other: Contact, month: int, number: bytes) -> Book:
    """Offer two people I hold cards of to each other; `number` is 16 random bytes.

    Where that is under way already, nothing changes. Raises TheSamePerson or CardRevoked.
    """
    if one.key == other.key:
        raise TheSamePerson(name=one.name)
    if one.key in book.vouches.revoked or other.key in book.vouches.revoked:
        raise CardRevoked
    if _is_under_way(book, one, other, month):
        return book
    seed, made = recovery.identity_seed(root), book.introductions
    for to, about in ((one, other), (other, one)):
        written = introduction.write(to.key, about.name, month, number, seed)
        made = made.with_made(introductions.offer(written))
    return replace(book, introductions=made)


def _is_under_way(book: Book, one: Contact, other: Contact, month: int) -> bool:
    """Tell whether both hold, or are to get, an introduction of mine under one number."""
    made = [each.says for each in book.introductions.made if each.says.until >= month]
    first, second = ({says.number for says in made if says.to == key} for key in (one.key, other.key))
    return not first.isdisjoint(second)


def introductions_to_answer(book: Book, month: int) -> tuple[Offer, ...]:
    """Return the introductions that wait for my answer."""
    offered = book.introductions.current(month).offered
    open_ones = (offer for offer in offered if offer.acceptance is None)
    return tuple(offer for offer in open_ones if offer.says.by not in book.vouches.revoked)


def answer_introduction(book: Book, root: bytes, id: bytes, month: int, *, yes: bool) -> Book:
    """Agree to be introduced, or throw the introduction of this id away; raises NothingToAccept."""
    offer = next((each for each in introductions_to_answer(book, month) if each.statement.id == id), None)
    if offer is None:
        raise NothingToAccept
    return accept_introduction(book, root, offer) if yes else decline_introduction(book, offer, month)


def accept_introduction(book: Book, root: bytes, offer: Offer) -> Book:
    """Agree to be introduced: the introducer passes my card on once the other one agreed, too."""
    agreed = acceptance.write(offer.statement, recovery.identity_seed(root))
    return replace(book, introductions=book.introductions.with_offered(replace(offer, acceptance=agreed)))


def decline_introduction(book: Book, offer: Offer, month: int) -> Book:
    """Throw an introduction away for good; nobody is told."""
    ended = frozen.put(book.vouches.ended, offer.statement.id, month)
    left = book.introductions.without_offered(offer)
    return replace(book, introductions=left, vouches=replace(book.vouches, ended=ended))


def restored(book: Book, copied: int, month: int) -> Book:
    """Note that a copy of month `copied` was restored: what I vouched in between is not known."""
    before = book.settings.lost
    times = before.times + 1 if before.restored == month else 1
    found = replace(before.months(copied, month), restored=month, times=times)
    return book.with_settings(replace(book.settings, lost=found))


def _next_sequence(book: Book, root: bytes, subject: bytes, month: int) -> int:
    """Begin anew in each month, and pass over all that was used, is withdrawn, or may be on a lost device."""
    before, gone = book.vouches.given_to(subject), book.settings.lost
    free = AFTER_COPY * gone.times if gone.restored == month else 0
    sequence = max(month * PER_MONTH + 1 + free, before.says.sequence + 1 if before else 0)
    while vouch.withdrawal_handle(vouch.withdrawal_secret(root, subject, sequence)) in book.vouches.ended:
        sequence += 1
    return sequence


def _take_back(book: Book, root: bytes, subject: bytes, month: int) -> Book:
    withdrawn, ended = {each.secret: each for each in book.vouches.withdrawn}, dict(book.vouches.ended)
    for sequence, until in _sequences(book, subject, month):
        secret = vouch.withdrawal_secret(root, subject, sequence)
        withdrawn.setdefault(secret, Withdrawn(secret, until))
        ended.setdefault(vouch.withdrawal_handle(secret), month)
    given, (genuine, forged) = book.vouches.given, part(book, root, subject)
    ended |= {held.statement.id: month for held in forged if held.says.until >= month}
    whole = replace(
        book.vouches,
        given=frozen.put(given, subject, genuine) if genuine else frozen.without(given, subject),
        withdrawn=tuple(withdrawn.values()),
        ended=MappingProxyType(ended),
    )
    return replace(book, vouches=whole)


def part(book: Book, root: bytes, subject: bytes) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """Part my vouches for somebody, bare of blobs, from those of a thief with somebody else's handle."""
    parted: dict[bool, list[Held]] = {True: [], False: []}
    for held in book.vouches.given.get(subject, ()):
        secret = vouch.withdrawal_secret(root, subject, held.says.sequence)
        parted[held.says.handle.withdrawal == vouch.withdrawal_handle(secret)].append(held.bare)
    return tuple(parted[True]), tuple(parted[False])


def _sequences(book: Book, subject: bytes, month: int) -> Iterator[tuple[int, int]]:
    """Name each vouch that may still count, with its last month; also the first of each lost month.

    That one is on a lost device, whatever I vouched anew in that month.
    """
    given, gone = book.vouches.given.get(subject, ()), book.settings.lost
    for held in given:
        if held.says.until >= month:
            yield held.says.sequence, held.says.until
    for each in range(max(gone.since, month - calendar.LIFE), gone.until + 1):
        yield each * PER_MONTH + 1, each + calendar.LIFE


def _blobs(book: Book, month: int, chance: Chance) -> Iterator[bytes]:
    """Seal the newest vouches that let me introduce, each for those who hold its author's card."""
    mine = (held for held in verdict.about_me(book, month) if held.says.may_introduce)
    for held in islice((each for each in mine if _can_support(book, each)), support.COUNT):
        secret = book.contacts[held.says.by].support
        assert held.acceptance is not None  # noqa: S101  # what counts is accepted
        yield support.seal(secret, book.me, held.statement, held.acceptance, chance(crypto.XNONCE_SIZE))


def _can_support(book: Book, held: Held) -> bool:
    author = book.contacts.get(held.says.by)
    if author is None or held.acceptance is None or not author.support:
        return False
    return support.fits(held.statement, held.acceptance)
