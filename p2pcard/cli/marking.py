"""Asking about a person one vouches for: whether one means it, and whether their word helps newcomers in."""

from typing import TYPE_CHECKING

from p2pcard.cli import asking
from p2pcard.cli.asking import YES
from p2pcard.cli.session import Session
from p2pcard.core.book.routes import Mark
from p2pcard.errors import NotConfirmed, NotMet
from p2pcard.wording import vouching
from p2pcard.wording.catalogue import say
from p2pcard.wording.people import fact

if TYPE_CHECKING:
    from p2pcard.core.book.book import Contact


def confirm(session: Session, contact: "Contact") -> None:
    """Say who a person is, and ask whether one means it; raises NotMet or NotConfirmed."""
    if not contact.provenance.how.met:
        raise NotMet(name=contact.name)
    session.note(fact(contact, known=session.cardholder.knows_month))
    if not asking.yes_or_no(session, vouching.meant(contact.name)):
        raise NotConfirmed(word=say(YES))


def ask_whether_it_counts(session: Session, contact: "Contact") -> tuple[Mark, bool]:
    """Ask the one question about a person's word on newcomers: what it means to me, and what others see."""
    for line in vouching.counts_lines(contact.name):
        session.note(line)
    now = vouching.answer_of(contact)
    typed = asking.one_of(session, vouching.counts_question(now), ("", *vouching.COUNTS))
    return vouching.counted(contact, typed or now)


def ask_mark(session: Session, contact: "Contact") -> Mark | None:
    """Ask for a private mark; an empty answer leaves it as it is."""
    session.note(vouching.whether_it_counts(contact.name))
    for mark, words in vouching.MARKS.items():
        session.note(f"{int(mark)}: {say(words)}")
    now = say(vouching.MARKS[contact.mark])
    question = say("Type the number, or press Enter for “{now}”:", now=now)
    typed = asking.one_of(session, question, ("", "0", "1", "2"))
    return Mark(int(typed)) if typed else None
