"""Answering what waits for me: vouches about me, and introductions."""

from p2pcard.cli import asking
from p2pcard.cli.asking import NO, YES
from p2pcard.cli.session import Session
from p2pcard.core.book.book import Contact
from p2pcard.errors import NothingToAccept
from p2pcard.jsonapi.standing import answer_answered, answer_waits
from p2pcard.wording.catalogue import QUIT, said, say
from p2pcard.wording.news import vouch_line, waiting_lines
from p2pcard.wording.vouching import answered, something_waits


def answer_one(session: Session, contact: Contact, *, yes: bool) -> None:
    """Answer all that waits from one person; raises NothingToAccept."""
    vouching = session.cardholder.vouching
    vouches = [by for by in vouching.vouches_to_answer() if by == contact.key]
    offers = [offer for offer in vouching.introductions_to_answer() if offer.says.by == contact.key]
    if not vouches and not offers:
        raise NothingToAccept
    told = [vouch_line(session.cardholder.book, by) for by in vouches]
    for by in vouches:
        vouching.answer_vouch(by, yes=yes)
    for offer in offers:
        told += waiting_lines(session.cardholder.book, offer)
        vouching.answer_introduction(offer.statement.id, yes=yes)
    session.answer(answer_answered(vouches, offers, yes=yes), *told, answered(contact, yes=yes))


def answer_waiting(session: Session) -> None:
    """Go through all that waits, a question each; programs get a list. Raises NothingToAccept."""
    me = session.opened
    vouches = [me.book.vouches.mine[by] for by in me.vouching.vouches_to_answer()]
    offers = me.vouching.introductions_to_answer()
    if session.json:
        session.answer(answer_waits(me.book, vouches, offers))
        return
    if not vouches and not offers:
        raise NothingToAccept
    for held in vouches:
        session.note(vouch_line(me.book, held.says.by))
        if (yes := _agrees(session)) is not None:
            me.vouching.answer_vouch(held.says.by, yes=yes)
            session.note(answered(me.book.contacts[held.says.by], yes=yes))
    for offer in offers:
        for line in waiting_lines(me.book, offer):
            session.note(line)
        if (yes := _agrees(session)) is not None:
            me.vouching.answer_introduction(offer.statement.id, yes=yes)
            session.note(answered(me.book.contacts[offer.says.by], yes=yes))
    tell_waiting(session)


def tell_waiting(session: Session) -> None:
    """Remind a person of what they did not answer; programs know."""
    vouching = session.cardholder.vouching
    if not session.json and (vouching.vouches_to_answer() or vouching.introductions_to_answer()):
        session.note(something_waits(session.name_place))


def _agrees(session: Session) -> bool | None:
    """Ask until the answer is yes, or no to throw it away; None for a person who decides later."""
    question = say(
        "Do you agree? Type {yes} or {no}, or press Enter to decide later:", yes=say(YES), no=say(NO)
    )
    while (typed := asking.answered(session, question)) and not said(typed, QUIT):
        if (yes := asking.is_yes(typed)) is not None:
            return yes
        asking.tell_no_choice(typed)
    return None
