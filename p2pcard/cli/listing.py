"""Lists of people: a line each, or a fact each line for screen readers."""

from collections.abc import Sequence
from typing import Final

from p2pcard.cli.phrasing import LANGUAGE_WORDS, OFFER_WORDS, offer, people_count, person_lines
from p2pcard.cli.session import Session
from p2pcard.cli.words import in_each, isolated, say
from p2pcard.core import offers
from p2pcard.core.book import Book, Contact
from p2pcard.errors import N_

NOBODY: Final = N_("Nobody yet. Swap cards with somebody: p2pcard swap")
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
    ways = [isolated(text) for card in contact.read() for _, text in card.channels]
    return "  ".join([isolated(contact.name), *dict.fromkeys(ways)])


def _short(book: Book, contact: Contact) -> list[str]:
    """Return a person in two lines: who and how to reach them, then what they offer and how we met."""
    from p2pcard.cli.phrasing import dead, provenance

    offered = [offer(each) for card in contact.read() for each in card.offers]
    second = [", ".join(dict.fromkeys(offered))] if offered else []
    last = dead(contact) if contact.key in book.vouches.revoked else provenance(contact)
    return [in_one_line(contact), "    " + "  ".join([*second, last])]
