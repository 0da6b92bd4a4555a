"""Commands about other people: who is there, one person, forgetting."""

from typing import TYPE_CHECKING

import click

from p2pcard.cli import asking
from p2pcard.cli.asking import YES
from p2pcard.cli.general import Command, pass_session, several_words
from p2pcard.cli.session import Session
from p2pcard.errors import NotConfirmed
from p2pcard.wording.catalogue import say

if TYPE_CHECKING:
    from p2pcard.core.book.book import Contact


@click.command(
    cls=Command,
    help=say(
        "List the people whose cards you hold. With words: those who fit by name, offer or language, then "
        "those who fit by the rest of their cards."
    ),
)
@click.argument("words", nargs=-1, metavar=say("[WORDS]..."))
@pass_session
def people(session: Session, words: tuple[str, ...]) -> None:
    """List people, those met last first."""
    book = session.opened.book
    from p2pcard.cli.listing import people_lines
    from p2pcard.jsonapi import cards
    from p2pcard.wording.people import language_words, offer_words

    found = session.cardholder.search(" ".join(words), offer_words(), language_words())
    if session.json:  # with ten thousand people, only what is shown is put together
        session.answer(cards.answer_people(book, found))
    else:
        session.answer({}, *people_lines(session, found))


@click.command(cls=Command, help=say("Show one person, and how you got their card."))
@several_words("name", metavar=say("NAME"))
@pass_session
def person(session: Session, name: str) -> None:
    """Show one person."""
    person_answer(session, session.opened.find(name))


@click.command(cls=Command, help=say("Forget a person. Nothing of them stays on this device."))
@several_words("name", metavar=say("NAME"))
@click.option("--yes", is_flag=True, help=say("Do not ask."))
@pass_session
def forget(session: Session, name: str, yes: bool) -> None:
    """Forget a person, after a question."""
    contact = session.opened.find(name)
    from p2pcard.wording.people import called_apart

    called = called_apart(session.cardholder.book, contact)
    question = say("Forget {name}? Type {word}:", name=called, word=say(YES))
    if not yes and not session.json and not asking.sure(session, question, YES):
        raise NotConfirmed(word=say(YES))
    session.cardholder.forget(contact)
    from p2pcard.jsonapi import cards
    from p2pcard.wording.people import FORGOTTEN

    session.answer(cards.answer_forgotten(contact), *(say(line) for line in FORGOTTEN))


def person_answer(session: Session, contact: "Contact", title: str = "") -> None:
    """Print one person."""
    from p2pcard.jsonapi import cards
    from p2pcard.wording.people import person_lines

    me = session.cardholder
    now = me.month if me.knows_month else None
    lines = ([title] if title else []) + person_lines(me.book, contact, now)
    if session.technical:
        lines.append(contact.key.hex())
    session.answer(cards.answer_person(me.book, contact), *lines)
