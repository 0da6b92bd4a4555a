"""What a bundle brought, in sentences, each with the one next step where there is one."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, assert_never

from p2pcard.core.book.book import Book
from p2pcard.core.book.introductions import Offer
from p2pcard.core.book.news import (
    AskAgain,
    IntroducedNow,
    IntroductionAccepted,
    IntroductionOffered,
    News,
    RenewNow,
    RevokedNow,
    VouchAccepted,
    VouchOffered,
    VouchOffMonth,
    VouchShown,
)
from p2pcard.errors import N_
from p2pcard.errors.next_step import Accept, BeginAnew, Place
from p2pcard.wording.catalogue import month, say
from p2pcard.wording.standing import BY_A_STRANGER, called

TO_AGREE: Final = N_("To agree: {next}")


def news_lines(book: Book, news: Iterable[News], name_place: Callable[[Place], str]) -> Iterator[str]:
    """Say what is new."""
    for each in news:
        yield from _lines(book, each, name_place)


def nothing_new() -> str:
    """Say that what came brought nothing."""
    return say("There is nothing new for you in this.")


def vouch_line(book: Book, by: bytes) -> str:
    """Say who vouches for me and under which name: a subject who agrees signs that, too."""
    held = book.vouches.mine.get(by)
    if held is None:
        return say("{name} vouches for you.", name=called(book, by))
    return say("{name} vouches for you, as “{own}”.", name=called(book, by), own=held.says.name)


def offer_lines(book: Book, by: bytes, name: str, *, again: bool) -> Iterator[str]:
    """Say who wants to introduce me, and to which person; where two do, that one may be asking around."""
    yield say("{by} wants to introduce you to “{name}”.", by=called(book, by), name=name)
    if again:
        yield say("Somebody else does, too. One of them may want to find out whom you know. Tell neither.")


def waiting_lines(book: Book, offer: Offer) -> Iterator[str]:
    """Say the same of an introduction that waits."""
    again = book.introductions.is_offered_twice(offer)
    return offer_lines(book, offer.says.by, offer.says.name, again=again)


def _lines(book: Book, news: News, name_place: Callable[[Place], str]) -> Iterator[str]:  # one case for each
    match news:
        case VouchOffered(by):
            yield vouch_line(book, by)
            yield say(TO_AGREE, next=name_place(Accept()))
        case VouchAccepted(subject):
            yield say("{name} agreed to what you said of them.", name=called(book, subject))
        case VouchShown(by, subject) if by not in book.contacts:
            yield say(BY_A_STRANGER, name=called(book, subject))
        case VouchShown(by, subject):
            yield say("{by} vouches for {name}.", by=called(book, by), name=called(book, subject))
        case IntroductionOffered(_, by, name, again):
            yield from offer_lines(book, by, name, again=again)
            yield say(TO_AGREE, next=name_place(Accept()))
        case IntroductionAccepted(by):
            yield say("{name} agreed to be introduced.", name=called(book, by))
        case IntroducedNow(by, key):
            yield say("{by} introduced you to {name}.", by=called(book, by), name=called(book, key))
        case RevokedNow(key) if key == book.me:
            yield say(
                "Somebody handed out the notice that ends your card. To begin anew: {next}",
                next=name_place(BeginAnew()),
            )
        case RevokedNow(key):
            yield say("The card of {name} is dead: its owner said so.", name=called(book, key))
            yield say("Meet {name} again and take the new card.", name=called(book, key))
        case RenewNow(key):
            yield say("Somebody's word for {name} does not count any more.", name=called(book, key))
            yield say("Please ask {name} to show again who vouches for them.", name=called(book, key))
        case AskAgain(by):
            yield say("Please ask {name} to vouch for you again.", name=called(book, by))
        case VouchOffMonth(by, when):
            yield say(
                "{name} vouches for you, but dated {when}, so it was not taken.",
                name=called(book, by),
                when=month(when),
            )
            yield say(
                "Tell {name}. Look at the clocks of both devices, then {name} can vouch again.",
                name=called(book, by),
            )
        case _:
            assert_never(news)
