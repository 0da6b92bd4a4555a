"""Answering what waits for me: vouches about me, and introductions."""

from p2pcard.cli import asking
from p2pcard.cli.marking import YES
from p2pcard.cli.phrasing import isolated
from p2pcard.cli.session import Session
from p2pcard.cli.standing import called
from p2pcard.cli.words import say
from p2pcard.core.book import Contact
from p2pcard.core.vouch_values import write_offer, write_vouch
from p2pcard.errors import NothingToAccept


def answer_one(session: Session, contact: Contact, *, yes: bool) -> None:
    """Answer all that waits from one person; raises NothingToAccept."""
    vouching = session.cardholder.vouching
    vouches = [by for by in vouching.offers() if by == contact.key]
    offers = [offer for offer in vouching.introductions() if offer.says.by == contact.key]
    if not vouches and not offers:
        raise NothingToAccept
    for by in vouches:
        vouching.answer_vouch(by, yes=yes)
    for offer in offers:
        vouching.answer_introduction(offer.statement.id, yes=yes)
    done = {"vouches": [by.hex() for by in vouches], "introductions": [o.statement.id.hex() for o in offers]}
    session.answer({"accepted" if yes else "declined": done}, _answered(contact, yes=yes))


def answer_waiting(session: Session) -> None:
    """Go through all that waits, a question each; programs get a list. Raises NothingToAccept."""
    me = session.opened
    vouches = [me.book.vouches.mine[by] for by in me.vouching.offers()]
    offers = me.vouching.introductions()
    if session.json:
        introductions = [write_offer(me.book, offer) for offer in offers]
        session.answer(
            {"waiting": {"vouches": [write_vouch(held) for held in vouches], "introductions": introductions}}
        )
        return
    if not vouches and not offers:
        raise NothingToAccept
    for held in vouches:
        by = called(me.book, held.says.by)
        session.note(say("{name} vouches for you.", name=by))
        if _agrees(session):
            me.vouching.answer_vouch(held.says.by, yes=True)
            session.note(_answered(me.book.contacts[held.says.by], yes=True))
    for offer in offers:
        by, name = called(me.book, offer.says.by), isolated(offer.says.name)
        session.note(say("{by} wants to introduce you to “{name}”.", by=by, name=name))
        if _agrees(session):
            me.vouching.answer_introduction(offer.statement.id, yes=True)
            session.note(_answered(me.book.contacts[offer.says.by], yes=True))


def _agrees(session: Session) -> bool:
    question = say("Do you agree? Type {word}, or press Enter to decide later:", word=say(YES))
    return asking.sure(session, question, YES)


def _answered(contact: Contact, *, yes: bool) -> str:
    if not yes:
        return say("Thrown away. Nobody is told.")
    return say("You agreed. {name} gets to know it when you next swap or meet.", name=isolated(contact.name))
