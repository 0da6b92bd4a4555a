"""What a bundle brought, in sentences, each with the one next step where there is one."""

from collections.abc import Iterable, Iterator

from p2pcard.cli.standing import BY_A_STRANGER, called
from p2pcard.cli.words import say
from p2pcard.core.book import Book
from p2pcard.core.introductions import Offer
from p2pcard.core.news import (
    AskAgain,
    IntroducedNow,
    IntroductionAccepted,
    IntroductionOffered,
    News,
    RenewNow,
    RevokedNow,
    VouchAccepted,
    VouchOffered,
    VouchShown,
)
from p2pcard.errors import N_

AGREE = N_("Do you agree? Type {word}, or press Enter to decide later:")


def news_lines(book: Book, news: Iterable[News]) -> Iterator[str]:
    """Say what is new."""
    for each in news:
        yield from _vouches(book, each)
        yield from _introductions(book, each)
        yield from _ends(book, each)


def vouch_line(book: Book, by: bytes) -> str:
    """Say who vouches for me and under which name: whoever agrees signs that, too."""
    held = book.vouches.mine.get(by)
    if held is None:
        return say("{name} vouches for you.", name=called(book, by))
    return say("{name} vouches for you, as “{own}”.", name=called(book, by), own=held.says.name)


def offer_lines(book: Book, by: bytes, name: str, *, again: bool) -> Iterator[str]:
    """Say who wants to introduce me to whom; where two do, that one of them may be asking around."""
    yield say("{by} wants to introduce you to “{name}”.", by=called(book, by), name=name)
    if again:
        yield say("Somebody else does, too. One of them may want to find out whom you know. Tell neither.")


def waiting_lines(book: Book, offer: Offer) -> Iterator[str]:
    """Say the same of an introduction that waits."""
    again = book.introductions.is_offered_twice(offer)
    return offer_lines(book, offer.says.by, offer.says.name, again=again)


def _vouches(book: Book, news: News) -> Iterator[str]:
    match news:
        case VouchOffered(by):
            yield vouch_line(book, by)
            yield say("To agree: p2pcard accept")
        case VouchAccepted(subject):
            yield say("{name} agreed to what you said of them.", name=called(book, subject))
        case VouchShown(by, subject) if by not in book.contacts:
            yield say(BY_A_STRANGER, name=called(book, subject))
        case VouchShown(by, subject):
            yield say("{by} vouches for {name}.", by=called(book, by), name=called(book, subject))


def _introductions(book: Book, news: News) -> Iterator[str]:
    match news:
        case IntroductionOffered(_, by, name, again):
            yield from offer_lines(book, by, name, again=again)
            yield say("To agree: p2pcard accept")
        case IntroductionAccepted(by):
            yield say("{name} agreed to be introduced.", name=called(book, by))
        case IntroducedNow(by, key):
            yield say("{by} introduced you to {name}.", by=called(book, by), name=called(book, key))


def _ends(book: Book, news: News) -> Iterator[str]:
    match news:
        case RevokedNow(key) if key == book.me:
            yield say(
                "Somebody handed out the notice that ends your card. To begin anew: p2pcard revoke --now"
            )
        case RevokedNow(key):
            yield say("The card of {name} is dead: its owner said so.", name=called(book, key))
            yield say("Meet {name} again and take the new card.", name=called(book, key))
        case RenewNow(key):
            yield say("Somebody's word for {name} does not count any more.", name=called(book, key))
            yield say("Please ask {name} to show again who vouches for them.", name=called(book, key))
        case AskAgain(by):
            yield say("Please ask {name} to vouch for you again.", name=called(book, by))
