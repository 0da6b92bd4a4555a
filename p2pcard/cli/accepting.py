"""Answering what waits for me: vouches about me, and introductions."""

from p2pcard.cli import asking
from p2pcard.cli.asking import YES
from p2pcard.cli.session import Session
from p2pcard.cli.tidings import AGREE, vouch_line, waiting_lines
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
    told = [vouch_line(session.cardholder.book, by) for by in vouches]
    for by in vouches:
        vouching.answer_vouch(by, yes=yes)
    for offer in offers:
        told += waiting_lines(session.cardholder.book, offer)
        vouching.answer_introduction(offer.statement.id, yes=yes)
    done = {"vouches": [by.hex() for by in vouches], "introductions": [o.statement.id.hex() for o in offers]}
    session.answer({"accepted" if yes else "declined": done}, *told, _answered(contact, yes=yes))


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
        session.note(vouch_line(me.book, held.says.by))
        if _agrees(session):
            me.vouching.answer_vouch(held.says.by, yes=True)
            session.note(_answered(me.book.contacts[held.says.by], yes=True))
    for offer in offers:
        for line in waiting_lines(me.book, offer):
            session.note(line)
        if _agrees(session):
            me.vouching.answer_introduction(offer.statement.id, yes=True)
            session.note(_answered(me.book.contacts[offer.says.by], yes=True))
    tell_waiting(session)


def tell_waiting(session: Session) -> None:
    """Remind a person of what they did not answer; programs know."""
    vouching = session.cardholder.vouching
    if not session.json and (vouching.offers() or vouching.introductions()):
        session.note(say("Something still waits for your answer: p2pcard accept"))


def _agrees(session: Session) -> bool:
    return asking.sure(session, say(AGREE, word=say(YES)), YES)


def _answered(contact: Contact, *, yes: bool) -> str:
    if not yes:
        return say("Thrown away. Nobody is told.")
    return say("You agreed. {name} gets to know it when you next swap or meet.", name=contact.name)
