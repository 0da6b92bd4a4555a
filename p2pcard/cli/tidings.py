"""What a bundle brought, in sentences, each with the one next step where there is one."""

from collections.abc import Iterable, Iterator

from p2pcard.cli.phrasing import isolated
from p2pcard.cli.standing import called
from p2pcard.cli.words import say
from p2pcard.core.book import Book
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


def news_lines(book: Book, news: Iterable[News]) -> Iterator[str]:
    """Say what is new."""
    for each in news:
        yield from _vouches(book, each)
        yield from _introductions(book, each)
        yield from _ends(book, each)


def offer_lines(book: Book, by: bytes, name: str, *, again: bool) -> Iterator[str]:
    """Say who wants to introduce me to whom; where two do, that one of them may be asking around."""
    yield say("{by} wants to introduce you to “{name}”.", by=called(book, by), name=isolated(name))
    if again:
        yield say("Somebody else does, too. One of them may want to find out whom you know. Tell neither.")


def _vouches(book: Book, news: News) -> Iterator[str]:
    match news:
        case VouchOffered(by):
            yield say("{name} vouches for you.", name=called(book, by))
            yield say("To agree: p2pcard accept")
        case VouchAccepted(subject):
            yield say("{name} agreed to what you said of them.", name=called(book, subject))
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
            yield say("Something that {name} rested on has ended.", name=called(book, key))
            yield say("Please ask {name} to show it again.", name=called(book, key))
        case AskAgain(by):
            yield say("Please ask {name} to vouch for you again.", name=called(book, by))
