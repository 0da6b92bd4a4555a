"""One person, and what can be done about them."""

from functools import partial

import click

from p2pcard.cli import asking, people, tracing, vouching, window
from p2pcard.cli.asking import YES
from p2pcard.cli.guided import files, giving, menu, who
from p2pcard.cli.guided.choices import OF_PERSON
from p2pcard.cli.session import Session
from p2pcard.core.book.book import Contact
from p2pcard.wording.catalogue import said, say
from p2pcard.wording.people import called_apart


def open_person(ctx: click.Context, session: Session, contact: Contact) -> None:
    """Show a person, and let one choose what to do."""
    ctx.invoke(people.person, name=contact.key.hex())
    actions: dict[str, menu.Action] = {
        "1": partial(_trace, contact),
        "2": partial(vouch, contact),
        "3": partial(_withdraw, contact),
        "4": partial(_mark, contact),
        "5": partial(_introduce, contact),
        "6": partial(giving.give, giving.Given(receiver=contact.key.hex())),
        "7": partial(_forget, contact),
    }
    labels = menu.filled(OF_PERSON, name=contact.name)
    menu.choose_from(ctx, session, labels, actions, lambda: contact.key in session.cardholder.book.contacts)


def vouch(contact: Contact, ctx: click.Context, session: Session) -> None:
    """Give one's word, and offer it as a file at once: else the person gets it at the next meeting."""
    ctx.invoke(vouching.vouch, name=contact.key.hex())
    question = say("Sooner? Type f to write a file for {name}, or press Enter to go on:", name=contact.name)
    if asking.one_of(session, question, ("", "f")):
        giving.write(giving.Given(receiver=contact.key.hex()), ctx, session)


def _trace(contact: Contact, ctx: click.Context, session: Session) -> None:
    key = contact.key.hex()
    ctx.invoke(tracing.trace, name=key)
    question = say("What if somebody were wrong? Type their name. p: a picture in a file. Enter: go on.")
    while typed := asking.line(session, question):
        if said(typed, "p"):
            if file := files.to_write(session, "p2pcard-routes.svg"):
                ctx.invoke(tracing.trace, name=key, svg=file)
        else:
            menu.do(ctx, session, partial(_without, key, typed))


def _without(key: str, other: str, ctx: click.Context, session: Session) -> None:
    ctx.invoke(tracing.trace, name=key, without=other)


def _withdraw(contact: Contact, ctx: click.Context, session: Session) -> None:
    called = called_apart(session.cardholder.book, contact)
    question = say("Take back your word for {name}? Type {word}:", name=called, word=say(YES))
    if asking.sure(session, question, YES):
        ctx.invoke(vouching.withdraw, name=contact.key.hex())


def _mark(contact: Contact, ctx: click.Context, session: Session) -> None:
    ctx.invoke(vouching.mark, name=contact.key.hex())


def _introduce(contact: Contact, ctx: click.Context, session: Session) -> None:
    question = say("To whom do you want to introduce {name}? Type a name:", name=contact.name)
    if other := who.who(session, question):
        window.tell(who.told_apart(other))
        ctx.invoke(vouching.introduce, name=contact.key.hex(), other=other.key.hex())


def _forget(contact: Contact, ctx: click.Context, session: Session) -> None:
    ctx.invoke(people.forget, name=contact.key.hex())
