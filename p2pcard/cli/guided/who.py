"""Asking for a person until one is meant; people of one name are told apart by what differs."""

from collections.abc import Sequence

from p2pcard.cli import asking, window
from p2pcard.cli.guided import menu
from p2pcard.cli.session import Session
from p2pcard.core.book.book import Contact
from p2pcard.errors import N_, NoSuchPerson
from p2pcard.wording.catalogue import happened, say

WHO = N_("Who? Type the name or a part of it:")


def who(session: Session, question: str = "") -> Contact | None:
    """Ask for a person until there is one; None for a person who leaves with Enter.

    Where there is nobody yet, that is said in place of the question.
    """
    from p2pcard.core.book.search import candidates

    book = session.opened.book
    if not book.contacts:
        from p2pcard.wording.people import nobody

        window.tell(nobody(session.name_place))
        return None
    while typed := asking.line(session, question or say(WHO)):
        if found := candidates(book, typed):
            return which(session, found)
        window.tell(happened(NoSuchPerson(name=typed)))
        window.tell(say("Type another part of the name, or press Enter to leave this."))
    return None


def which(session: Session, found: Sequence[bytes]) -> Contact | None:
    """Let somebody choose among the people that were found; None for nobody."""
    from p2pcard.core.book.search import numbered

    book = session.opened.book
    if len(found) == 1:
        return book.contacts[found[0]]
    keys = numbered(book, found).values()
    question = say("Which one? Type the number, or press Enter for nobody:")
    picked = menu.pick(session, question, {key: told_apart(book.contacts[key]) for key in keys})
    return book.contacts[picked] if picked else None


def told_apart(contact: Contact) -> str:
    """Return what tells a person apart from another of the same name: how to reach them, how they came."""
    from p2pcard.wording.people import provenance, reached

    return f"{'  '.join(reached(contact))}  {provenance(contact)}"
