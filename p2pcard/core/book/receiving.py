"""What a bundle may change in a book: each item enters by its own rule or is refused by it (spec 16.2).

`sender` is the key of the person who delivers it live, in a meeting or swap; of a
file nobody knows who carried it.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from p2pcard.core.book import introducing, pair_secrets, retention, verdict, vouches, withdrawing
from p2pcard.core.book.book import Book
from p2pcard.core.book.news import (
    AskAgain,
    IntroductionAccepted,
    IntroductionOffered,
    News,
    RenewNow,
    VouchAccepted,
    VouchOffered,
    VouchOffMonth,
    VouchShown,
)
from p2pcard.core.book.pair_secrets import Before
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.verdict import Lack
from p2pcard.core.book.vouches import SHOWN_LIMIT, Held
from p2pcard.core.statements import acceptance, statement, support, vouch
from p2pcard.core.statements.bundle import HeldSecrets, Introduced, Item, Shown, Withdrawal
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.errors import (
    CardRevoked,
    ManyVouches,
    NotAccepted,
    NothingForYou,
    NotTheirs,
    Refusal,
    UnknownSubject,
    UnknownVoucher,
    VouchAhead,
    VouchCopied,
    VouchRanOut,
    VouchWithdrawn,
)

NO_SENDER: Final = b""
OWN_SEQUENCES: Final = (
    2**63
)  # of vouches of mine that others bring: behind the last of all I could say nothing


@dataclass(frozen=True, slots=True)
class Came:
    """Which person something came from, in which month, and in an exchange what was held before it."""

    sender: bytes
    month: int
    before: Before | None = None


Taken: TypeAlias = tuple[Book, tuple[News, ...]]
Entered: TypeAlias = tuple[Book, tuple[News, ...], tuple[Refusal, ...]]


def take(book: Book, items: Iterable[Item], came: Came) -> Entered:
    """Take all items of a bundle that may enter; return the book, what is new, and why others were refused.

    An item that is refused changes nothing and harms no other.
    """
    after, told, refused = _entered(book, items, came)
    after, (news, more) = _settled(book, after, came.month, (told,))
    return after, tuple(dict.fromkeys((*news, *more))), refused


def take_round(
    book: Book, bundles: Iterable[tuple[bytes, Iterable[Item]]], month: int, before: Before | None = None
) -> tuple[Book, tuple[tuple[News, ...], ...]]:
    """Take the bundles that came together in a room, each behind its sender's key.

    `before` is what was held before the exchange, where one is going on.
    Returns the book and what is new by sender, and behind that by all of them
    together: looking through a large book after each would take minutes.
    """
    after, told = book, []
    for sender, items in bundles:
        after, news, _ = _entered(after, items, Came(sender, month, before))
        told.append(news)
    return _settled(book, after, month, tuple(told))


def _entered(book: Book, items: Iterable[Item], came: Came) -> Entered:
    news: list[News] = []
    refused: list[Refusal] = []
    for item in items:
        try:
            book, told = _take(book, item, came)
            news += told
        except Refusal as refusal:
            refused.append(refusal)
            news += _off_month(book, item, refusal)
    return book, tuple(dict.fromkeys(news)), tuple(refused)


def _off_month(book: Book, item: Item, refusal: Refusal) -> Iterable[News]:
    """Tell of a vouch about me that was refused for its month: its author sees nothing of that."""
    if isinstance(item, Shown) and isinstance(refusal, VouchAhead | VouchRanOut):
        says = vouch.read(item.vouch)
        if says.subject == book.me and says.by in book.contacts:
            yield VouchOffMonth(says.by, says.month)


def _settled(
    before: Book, after: Book, month: int, told: tuple[tuple[News, ...], ...]
) -> tuple[Book, tuple[tuple[News, ...], ...]]:
    """Settle the book; of what was told leave out what is gone at once, and say who is to be asked again."""
    after = retention.settle(after, month, over=False)
    there = (tuple(each for each in news if not _is_gone(after, each, month)) for news in told)
    renew = (RenewNow(key) for key in retention.to_renew(before, after))
    return after, (*there, (*renew, *(AskAgain(by) for by in _ended_about_me(before, after))))


def _take(book: Book, item: Item, came: Came) -> Taken:
    match item:
        case Shown():
            return _take_vouch(book, item, came)
        case Withdrawal(secret):
            return withdrawing.take_withdrawal(book, secret, came.sender, came.month), ()
        case Introduced():
            return introducing.take_introduced(book, item, came.month)
        case HeldSecrets(tags):
            return _take_tags(book, tags, came), ()
    match item.kind:
        case Kind.ACCEPTANCE:
            return _take_acceptance(book, item)
        case Kind.INTRODUCTION:
            return introducing.take_offer(book, item, came.month)
        case Kind.REVOCATION:
            return withdrawing.take_revocation(book, item)
        case _:
            raise NothingForYou  # a card travels by itself, a vouch with what goes with it


def _take_tags(book: Book, tags: tuple[bytes, ...], came: Came) -> Book:
    """Compare the pair secrets of two people who exchanged cards just now."""
    held, before = book.contacts.get(came.sender), came.before
    if held is None or before is None or came.sender not in before.secrets:
        raise NothingForYou  # outside of an exchange nothing tells what was held before it
    left = pair_secrets.compare(held.secrets, before.secrets[came.sender], before.binding, tags)
    return book.with_secrets(came.sender, left)


def _take_vouch(book: Book, item: Shown, came: Came) -> Taken:
    held = vouches.hold(item.vouch, item.acceptance, came.month, item.blobs)
    _check(book, held, came)
    if held.says.by == book.me:
        return _take_own(book, held)
    if held.says.subject == book.me:
        return _take_offer(book, held)
    if held.acceptance is None:
        raise NotAccepted(name=held.says.name)
    if came.sender not in (NO_SENDER, held.says.subject):
        raise NotTheirs(name=held.says.name)
    if held.says.subject not in book.contacts:
        raise UnknownSubject(name=held.says.name)
    shown = _with_shown(book, held.bare)
    for each in _supporting(book, held, came):
        with suppress(Refusal):
            shown = _with_shown(shown, each)
    known, now = (each.vouches.about(held.says.subject, held.says.by) for each in (book, shown))
    new = now is not None and (known is None or known.statement != now.statement)
    return shown, (VouchShown(held.says.by, held.says.subject),) if new else ()


def _take_own(book: Book, held: Held) -> Taken:
    """Learn of my own vouch from its subject: that they agreed, or of one that was lost with a device."""
    if held.acceptance is None or held.statement.id in book.vouches.ended:
        return book, ()
    known = {each.statement.id for each in book.vouches.given.get(held.says.subject, ())}
    taken = held.says.sequence < OWN_SEQUENCES and held.says.subject in book.contacts
    if taken and held.statement.id not in known:
        book = replace(book, vouches=book.vouches.with_given(replace(held, acceptance=None, blobs=())))
    return _take_acceptance(book, held.acceptance)


def _check(book: Book, held: Held, came: Came) -> None:
    """Refuse a vouch that cannot count on this device, no matter which person it is about."""
    says = held.says
    if held.acceptance is not None:
        acceptance.check(held.acceptance, held.statement, says.subject)
    if says.handle.withdrawal in book.vouches.ended:
        raise VouchWithdrawn
    if says.by in book.vouches.revoked or says.subject in book.vouches.revoked:
        raise CardRevoked
    if vouch.is_ahead(says, came.month):
        raise VouchAhead
    if says.until < came.month:
        raise VouchRanOut(name=book.name_of(says.by))


def _take_offer(book: Book, held: Held) -> Taken:
    """Hold a vouch about me: the newest of each author."""
    by = held.says.by
    if by not in book.contacts:
        raise UnknownVoucher
    if any(_copies(held, each) for each in book.vouches.mine.values()):
        raise VouchCopied(name=book.name_of(by))
    before = book.vouches.mine.get(by)
    declined = held.statement.id in book.vouches.ended
    if declined or (before is not None and before.says.sequence >= held.says.sequence):
        return book, ()
    offered = () if held.acceptance else (VouchOffered(by),)
    return replace(book, vouches=book.vouches.with_mine(held)), offered


def _copies(held: Held, other: Held) -> bool:
    """Tell whether a vouch has the handle of another author's: nobody has two words end as one by chance."""
    same = held.says.handle.withdrawal == other.says.handle.withdrawal
    return same and held.says.by != other.says.by


def _with_shown(book: Book, held: Held) -> Book:
    """Hold a vouch about another person: the newest of each author, of at most so many authors.

    What is shown again is remembered from now on. An author I marked takes the place of another one.
    """
    subject, by = held.says.subject, held.says.by
    gone, others = book.vouches.about(subject, by), book.vouches.shown.get(subject, ())
    if gone is not None and not _follows(held, gone):
        return book
    if gone is None and len(others) >= SHOWN_LIMIT:
        gone = next((each for each in others if book.mark_of(each.says.by) is Mark.NO), None)
        if gone is None or book.mark_of(by) is Mark.NO:
            raise ManyVouches(name=held.says.name, limit=SHOWN_LIMIT)
    said = book.vouches if gone is None or gone.statement == held.statement else book.vouches.with_past(gone)
    return replace(book, vouches=said.with_shown(held))


def _follows(held: Held, before: Held) -> bool:
    """Tell whether a vouch is newer than the one held of the same author, or the same one."""
    return held.says.sequence > before.says.sequence or held.statement == before.statement


def _supporting(book: Book, held: Held, came: Came) -> Iterable[Held]:
    """Open the blobs beside a vouch that are for somebody I met, and check what is in them."""
    people = (
        [contact for contact in book.contacts.values() if contact.provenance.how.met] if held.blobs else []
    )
    for contact in people:
        secret = contact.support
        for blob in held.blobs if secret else ():
            with suppress(Refusal):
                opened = support.open_blob(secret, held.says.by, blob)
                if opened is None:
                    continue
                found = vouches.hold(statement.read(opened[0]), statement.read(opened[1]), came.month)
                _check(book, found, came)
                if found.says.by == contact.key and found.says.subject == held.says.by:
                    yield found


def _take_acceptance(book: Book, found: Statement) -> Taken:
    """Note that somebody agreed to a vouch or an introduction of mine."""
    accepted = acceptance.read(found)
    for held in book.vouches.given.get(found.author, ()):
        if held.statement.id == accepted:
            if held.acceptance is not None:
                return book, ()
            whole = book.vouches.with_given(replace(held, acceptance=found, blobs=()))
            return replace(book, vouches=whole), (VouchAccepted(found.author),)
    for offer in book.introductions.made:
        if offer.statement.id == accepted and offer.says.to == found.author:
            if offer.acceptance is not None:
                return book, ()
            agreed = book.introductions.with_made(replace(offer, acceptance=found))
            return replace(book, introductions=agreed), (IntroductionAccepted(found.author),)
    raise NothingForYou


def _is_gone(book: Book, news: News, month: int) -> bool:
    """Tell whether news is of a vouch or an introduction that something else ended at once."""
    match news:
        case VouchShown(by, subject):
            return book.vouches.about(subject, by) is None
        case VouchOffered(by):
            return verdict.lack(book, book.vouches.mine[by], month) is not Lack.ACCEPTANCE
        case IntroductionOffered(_, by):
            return by in book.vouches.revoked
        case _:
            return False


def _ended_about_me(before: Book, after: Book) -> Iterable[bytes]:
    """Name the authors of vouches about me that have just ended."""
    for by, held in before.vouches.mine.items():
        gone = held.says.handle.withdrawal in after.vouches.ended or by in after.vouches.revoked
        was = held.says.handle.withdrawal in before.vouches.ended or by in before.vouches.revoked
        if gone and not was:
            yield by
