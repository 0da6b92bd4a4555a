"""Commands about one's word: vouching, agreeing, taking back, marking, introducing."""

from typing import TYPE_CHECKING

import click

from p2pcard.cli.general import Command, pass_session, several_words
from p2pcard.cli.session import Session
from p2pcard.errors.next_step import ShowFor
from p2pcard.wording.catalogue import say

if TYPE_CHECKING:
    from p2pcard.core.book.book import Contact, How
    from p2pcard.core.book.routes import Mark

    _Said = tuple[How | None, Mark | None, bool | None]

# What can be typed: the names of `jsonapi.standing` and `core.book.book`, which help does not have to load.
_MARKS = ("no", "word", "named")
_MANNERS = ("qr", "phrase")


@click.command(cls=Command, help=say("Give your word for somebody. You know them, and this is their card."))
@several_words("name", metavar=say("NAME"))
@click.option("--how", type=click.Choice(_MANNERS), help=say("How you met: by a code, or by words."))
@click.option("--may-introduce", is_flag=True, help=say("Others may count what they say of newcomers."))
@click.option("--mark", type=click.Choice(_MARKS), help=say("For you alone: whether their word counts."))
@click.option("--yes", is_flag=True, help=say("Do not ask."))
@pass_session
def vouch(
    session: Session, name: str, how: str | None, may_introduce: bool, mark: str | None, yes: bool
) -> None:
    """Vouch for somebody, after two questions."""
    contact = session.opened.find(name)
    said = _given(how, mark, may_introduce)
    if not yes and not session.json:
        said = _asked(session, contact, *said)
    session.cardholder.vouching.give(contact, how=said[0], mark=said[1], may_introduce=bool(said[2]))
    _vouched(session, contact)


@click.command(cls=Command, help=say("Agree to what somebody says of you, or to be introduced."))
@several_words("name", required=False, metavar=say("[NAME]"))
@click.option("--no", "declined", is_flag=True, help=say("Throw it away instead. Nobody is told."))
@pass_session
def accept(session: Session, name: str, declined: bool) -> None:
    """Answer what waits for me: from one person, or all of it one by one."""
    if declined and not name:
        raise click.UsageError(say("Name the person whose word you do not want."))
    me = session.opened
    from p2pcard.cli.accepting import answer_one, answer_waiting

    if name:
        answer_one(session, me.find(name), yes=not declined)
    else:
        answer_waiting(session)


@click.command(cls=Command, help=say("Take back your word for somebody. What others get names nobody."))
@several_words("name", metavar=say("NAME"))
@pass_session
def withdraw(session: Session, name: str) -> None:
    """Take back what I vouched."""
    contact = session.opened.find(name)
    session.cardholder.vouching.withdraw(contact)
    from p2pcard.jsonapi.standing import answer_withdrawn
    from p2pcard.wording.vouching import withdrawn

    session.answer(answer_withdrawn(contact), *withdrawn(contact))


@click.command(cls=Command, help=say("Say whether somebody's word on newcomers counts. Only you see it."))
@click.argument("name", metavar=say("NAME"))
@click.argument("answer", type=click.Choice(_MARKS), required=False, metavar="[no|word|named]")
@pass_session
def mark(session: Session, name: str, answer: str | None) -> None:
    """Mark somebody I met."""
    contact = session.opened.find(name)
    from p2pcard.cli.marking import ask_mark

    _, marked, _ = _given(None, answer, False)
    if not answer and not session.json:
        marked = ask_mark(session, contact)
    if marked is not None:
        session.cardholder.vouching.mark(contact, marked)
    _marked(session, session.cardholder.book.contacts[contact.key])


@click.command(cls=Command, help=say("Offer two of your people to each other. Both must agree."))
@click.argument("name", metavar=say("NAME"))
@click.argument("other", metavar=say("NAME"))
@pass_session
def introduce(session: Session, name: str, other: str) -> None:
    """Offer two people to each other."""
    one, two = (session.opened.find(each) for each in (name, other))
    session.cardholder.vouching.introduce(one, two)
    _introduced(session, one, two)


def _given(how: str | None, mark: str | None, may_introduce: bool) -> "_Said":
    from p2pcard.core.book.book import How
    from p2pcard.jsonapi.standing import MARKS

    return How(how) if how else None, MARKS[mark] if mark else None, may_introduce or None


def _asked(
    session: Session, contact: "Contact", how: "How | None", mark: "Mark | None", may_introduce: bool | None
) -> "_Said":
    """Ask for what was not said with an option."""
    from p2pcard.cli import marking

    marking.confirm(session, contact)
    if mark is None and may_introduce is None:
        mark, may_introduce = marking.ask_whether_it_counts(session, contact)
    return how, mark, may_introduce


def _vouched(session: Session, contact: "Contact") -> None:
    from p2pcard.jsonapi.standing import answer_vouched
    from p2pcard.wording.vouching import vouched

    held = session.cardholder.book.vouches.given[contact.key][-1]
    as_file = say("Or as text, for a file: {next}", next=session.name_place(ShowFor(contact.name)))
    session.answer(answer_vouched(held), *vouched(contact), *([] if session.guided else [as_file]))


def _introduced(session: Session, one: "Contact", two: "Contact") -> None:
    from p2pcard.jsonapi.standing import answer_introduced
    from p2pcard.wording.vouching import introduced

    session.answer(answer_introduced((one, two)), *introduced(one, two))


def _marked(session: Session, contact: "Contact") -> None:
    from p2pcard.jsonapi.standing import answer_marked
    from p2pcard.wording.vouching import marked

    session.answer(answer_marked(contact), marked(contact))
