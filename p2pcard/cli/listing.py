"""Lists of people: a line each, or a fact each line for screen readers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from p2pcard.cli.session import Session
from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.search import Found
from p2pcard.wording.catalogue import isolated, say
from p2pcard.wording.people import (
    by_other_words,
    dead,
    nobody,
    nobody_fits,
    offer,
    people_count,
    person_lines,
    provenance,
    reached,
)

INDENT: Final = 4 * " "
WIDTH: Final = 80 - len(INDENT)  # columns beside it


def people_lines(session: Session, found: Found, *, numbered: bool = False) -> list[str]:
    """Return a list of people for the terminal; those who fit only by other words stand below.

    They are `numbered` where one is chosen from the list.
    """
    me = session.cardholder
    if not any(found):
        return [nobody_fits(session.name_place) if me.book.contacts else nobody(session.name_place)]
    first = 1 if numbered else None
    lines = [people_count(len(found.people)), *_listed(session, found.people, first)] if found.people else []
    if found.by_other_words:
        between = [""] if lines else []
        first = len(found.people) + 1 if numbered else None
        lines += [*between, by_other_words(), *_listed(session, found.by_other_words, first)]
    return [*lines, *(_of_one_name((*found.people, *found.by_other_words)) if numbered else [])]


def _listed(session: Session, people: Iterable[Contact], first: int | None) -> list[str]:
    """Return the lines of people, numbered from `first` if there is one."""
    me = session.cardholder
    now = me.month if me.knows_month else None
    lines = list[str]()
    for place, contact in enumerate(people):
        number = "" if first is None else str(first + place)
        lines.append("")
        if session.plain:
            lines += [*([f"{number}:"] if number else []), *person_lines(me.book, contact, now)]
        else:
            called, *more = _short(me.book, contact)
            lines += [f"{number:>3}  {called}" if number else called, *more]
    return lines


def _of_one_name(people: Sequence[Contact]) -> list[str]:
    """Warn where several people in a list have one name."""
    count = Counter(contact.name for contact in people)
    return [
        say("{count} people are called {name}. Look at what differs.", count=number, name=name)
        for name, number in count.items()
        if number > 1
    ]


def _short(book: Book, contact: Contact) -> list[str]:
    """Return who a person is and how to reach them, then what they offer, then how we met."""
    offered = [*dict.fromkeys(isolated(offer(each)) for card in contact.read() for each in card.offers)]
    offered[:-1] = [f"{each}," for each in offered[:-1]]
    last = dead(contact) if contact.key in book.vouches.revoked else provenance(contact)
    first, *more = _packed(reached(contact), "  ")
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
