"""What an introduction may change in a book: the offer, and the card that it brings (spec section 16.2)."""

from contextlib import suppress
from dataclasses import replace

from p2pcard.core.book import introductions
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.introductions import Offer
from p2pcard.core.book.news import IntroducedNow, IntroductionOffered, News
from p2pcard.core.statements import acceptance, card, vouch
from p2pcard.core.statements.bundle import Introduced
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import (
    BadAcceptance,
    CardRevoked,
    IntroductionRanOut,
    ManyIntroductions,
    NotForYou,
    NotIntroduced,
    OlderCard,
    UnknownVoucher,
)


def take_offer(book: Book, found: Statement, month: int) -> tuple[Book, tuple[News, ...]]:
    """Hold an introduction that was made to me; raises what it is refused with."""
    offer = introductions.offer(found)
    says = offer.says
    if says.by in book.vouches.revoked:
        raise CardRevoked
    if says.to != book.me:
        raise NotForYou(name=book.name_of(says.by))
    if says.until < month or says.month > month + vouch.AHEAD:
        raise IntroductionRanOut(name=book.name_of(says.by))
    if says.by not in book.contacts:
        raise UnknownVoucher
    waiting = book.introductions.offered
    if found.id in book.vouches.ended or any(each.statement.id == found.id for each in waiting):
        return book, ()
    if len(waiting) >= introductions.LIMIT:
        raise ManyIntroductions(limit=introductions.LIMIT)
    again = book.introductions.is_offered_twice(offer)
    held = replace(book, introductions=book.introductions.with_offered(offer))
    return held, (IntroductionOffered(found.id, says.by, says.name, again),)


def take_introduced(book: Book, item: Introduced, month: int) -> tuple[Book, tuple[News, ...]]:
    """Hold a card only where its owner and I agreed to the same introduction by the same person."""
    theirs = introductions.offer(item.introduction)
    name, revoked = card.read(item.card).name, book.vouches.revoked
    agreed = [each for each in book.introductions.current(month).offered if _fits(each, theirs)]
    mine = next((each for each in agreed if each.says.name == name), None)
    if not agreed and item.card.author in book.contacts:
        return book, ()  # it came before
    if mine is None or theirs.says.to != item.card.author or {theirs.says.to, mine.says.by} & revoked.keys():
        raise NotIntroduced
    try:
        acceptance.check(item.acceptance, item.introduction, item.card.author)
    except BadAcceptance as error:
        raise NotIntroduced from error
    held = book
    with suppress(OlderCard):  # the newer one that I hold stays, and nobody learns of it
        held = book.accept(item.card, How.INTRODUCED, month, by=mine.says.by)
    done = replace(held, introductions=held.introductions.without_offered(mine))
    return done, (IntroducedNow(mine.says.by, item.card.author),)


def _fits(mine: Offer, theirs: Offer) -> bool:
    same = (mine.says.by, mine.says.number) == (theirs.says.by, theirs.says.number)
    return same and mine.acceptance is not None
