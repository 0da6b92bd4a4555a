"""Lists of people: a line each, or a fact each line for screen readers."""

from collections.abc import Iterable, Sequence
from typing import Final

from p2pcard.cli.phrasing import LANGUAGE_WORDS, OFFER_WORDS, offer, people_count, person_lines
from p2pcard.cli.session import Session
from p2pcard.cli.words import in_each, isolated, say
from p2pcard.core import offers
from p2pcard.core.book import Book, Contact
from p2pcard.errors import N_

NOBODY: Final = N_("Nobody yet. Swap cards with somebody: p2pcard swap")
INDENT: Final = 4 * " "
WIDTH: Final = 80 - len(INDENT)  # columns beside it
OTHER_NAMES: Final = {"van": "camioneta"}  # words of some places for what others call otherwise


def offer_words() -> dict[int, str]:
    """Return what each offer may be called: in each of our languages, and by its name for programs."""
    return {
        offers.NUMBERS[name]: " ".join((*in_each(word), name, OTHER_NAMES.get(name, "")))
        for name, word in OFFER_WORDS.items()
    }


def language_words() -> dict[str, str]:
    """Return what each language may be called, in each of our languages."""
    return {code: " ".join(in_each(word)) for code, word in LANGUAGE_WORDS.items()}


def people_lines(session: Session, people: Sequence[Contact]) -> list[str]:
    """Return a list of people for the terminal."""
    me = session.cardholder
    if not people and me.book.contacts:
        return [say("Nobody among your people fits that. See everybody: p2pcard people")]
    if not people:
        return [say(NOBODY)]
    now = None if me.clock_is_behind else me.month
    lines = [people_count(len(people))]
    for contact in people:
        lines.append("")
        lines += person_lines(me.book, contact, now) if session.plain else _short(me.book, contact)
    return lines


def in_one_line(contact: Contact) -> str:
    """Return who a person is and how to reach them."""
    return "  ".join(_reached(contact))


def _reached(contact: Contact) -> list[str]:
    ways = (isolated(text) for card in contact.read() for _, text in card.channels)
    return [isolated(contact.name), *dict.fromkeys(ways)]


def _short(book: Book, contact: Contact) -> list[str]:
    """Return who a person is and how to reach them, then what they offer, then how we met."""
    from p2pcard.cli.phrasing import dead, provenance

    offered = [*dict.fromkeys(isolated(offer(each)) for card in contact.read() for each in card.offers)]
    offered[:-1] = [f"{each}," for each in offered[:-1]]
    last = dead(contact) if contact.key in book.vouches.revoked else provenance(contact)
    first, *more = _packed(_reached(contact), "  ")
    return [first, *(INDENT + line for line in (*more, *_packed(offered, " "), last))]


def _packed(pieces: Iterable[str], between: str) -> list[str]:
    """Put pieces on as few lines as hold them; only a piece that is too long makes a line too long."""
    lines: list[str] = []
    for piece in pieces:
        if lines and len(lines[-1] + between + piece) <= WIDTH:
            lines[-1] += between + piece
        else:
            lines.append(piece)
    return lines
