"""Commands about other people: who is there, one person, forgetting."""

from typing import TYPE_CHECKING

import click

from p2pcard.cli import asking
from p2pcard.cli.asking import YES
from p2pcard.cli.general import Command, pass_session, several_words
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import N_, NotConfirmed

if TYPE_CHECKING:
    from p2pcard.core.book import Contact

FORGOTTEN = (
    N_("Forgotten: nothing of them is left in your files."),
    N_("Copies that you made earlier still hold their card."),
    N_("So may old parts of the disk, for whoever has your phrase."),
)


@click.command(cls=Command, help=say("List the people whose cards you hold. With words: those who fit."))
@click.argument("words", nargs=-1, metavar=say("[WORDS]..."))
@pass_session
def people(session: Session, words: tuple[str, ...]) -> None:
    """List people, those met last first."""
    book = session.opened.book
    from p2pcard.cli.listing import language_words, offer_words, people_lines
    from p2pcard.core import values

    found = session.cardholder.search(" ".join(words), offer_words(), language_words())
    if session.json:  # with ten thousand people, only what is shown is put together
        session.answer({"people": [values.write_person(book, each) for each in found]})
    else:
        session.answer({}, *people_lines(session, found))


@click.command(cls=Command, help=say("Show one person, and how you got their card."))
@several_words("name", metavar=say("NAME"))
@pass_session
def person(session: Session, name: str) -> None:
    """Show one person."""
    person_answer(session, session.opened.book.find(name))


@click.command(cls=Command, help=say("Forget a person. Nothing of them stays on this device."))
@several_words("name", metavar=say("NAME"))
@click.option("--yes", is_flag=True, help=say("Do not ask."))
@pass_session
def forget(session: Session, name: str, yes: bool) -> None:
    """Forget a person, after a question."""
    contact = session.opened.book.find(name)
    question = say("Forget {name}? Type {word}:", name=contact.name, word=say(YES))
    if not yes and not session.json and not asking.sure(session, question, YES):
        raise NotConfirmed(word=say(YES))
    session.cardholder.forget(contact)
    values = {"forgotten": {"id": contact.key.hex(), "name": contact.name}}
    session.answer(values, *(say(line) for line in FORGOTTEN))


def person_answer(session: Session, contact: "Contact", title: str = "") -> None:
    """Print one person."""
    from p2pcard.cli.phrasing import person_lines
    from p2pcard.core import values

    me = session.cardholder
    now = None if me.clock_is_behind else me.month
    lines = ([title] if title else []) + person_lines(me.book, contact, now)
    if session.technical:
        lines.append(contact.key.hex())
    session.answer({"person": values.write_person(me.book, contact)}, *lines)
