"""Lists of people: a line each, or a fact each line for screen readers."""

from collections.abc import Sequence

from p2pcard.cli.phrasing import OFFER_WORDS, isolated, offer, people_count, person_lines
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.core import offers
from p2pcard.core.book import Contact


def offer_words() -> dict[int, str]:
    """Return what each offer is called in the language spoken now, and in English."""
    return {offers.NUMBERS[name]: f"{say(word)} {word} {name}" for name, word in OFFER_WORDS.items()}


def people_lines(session: Session, people: Sequence[Contact]) -> list[str]:
    """Return a list of people for the terminal."""
    if not people:
        return [say("Nobody yet. Meet somebody: p2pcard meet, or p2pcard swap")]
    me = session.cardholder
    now = None if me.clock_is_behind else me.month
    lines = [people_count(len(people))]
    for contact in people:
        lines.append("")
        lines += person_lines(me.book, contact, now) if session.plain else _short(contact)
    return lines


def _short(contact: Contact) -> list[str]:
    """Return a person in two lines: who and how to reach them, then what they offer and how we met."""
    from p2pcard.cli.phrasing import provenance

    cards = contact.read()
    ways = [isolated(text) for card in cards for _, text in card.channels]
    offered = [offer(each) for card in cards for each in card.offers]
    first = "  ".join([isolated(contact.name), *dict.fromkeys(ways)])
    second = [", ".join(dict.fromkeys(offered))] if offered else []
    return [first, "    " + "  ".join([*second, provenance(contact)])]
