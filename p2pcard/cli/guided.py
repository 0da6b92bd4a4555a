"""The guided session: numbered choices, one unlock, and locked again when nothing is typed for a while."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from p2pcard.cli import cards, exchanging, keeping, people
from p2pcard.cli.general import tell_refusal
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import N_, NoVault, Refusal

IDLE_TIME: Final = 300  # seconds: long enough to talk, short enough for a device left on a table
LEAVE: Final = "0"

Choice = Callable[[click.Context, Session], object]


def guide(ctx: click.Context, session: Session) -> None:
    """Lead a person through everything, choice by choice."""
    if not _has_vault(session):
        click.echo(say("Welcome. A few questions, and you have a card to swap."))
        ctx.invoke(keeping.init)
    while (choice := _choose(session)) != LEAVE:
        if choice in CHOICES:
            _do(ctx, session, CHOICES[choice][1])
        elif choice:
            click.echo(say("There is no choice {number} here.", number=choice))


def _has_vault(session: Session) -> bool:
    try:
        session.cardholder.refuse_if_missing()
    except NoVault:
        return False
    return True


def _choose(session: Session) -> str:
    """Show the choices and wait for one; after a while of nothing, lock."""
    session.opened  # noqa: B018  # asks for the opening phrase where it is locked
    click.echo("")
    for number, (label, _) in CHOICES.items():
        click.echo(f"{number:>3}  {say(label)}")
    click.echo(f"{LEAVE:>3}  {say(LEAVING)}")
    click.echo(say("Type a number:"))
    typed = session.keyboard.line_within(IDLE_TIME)
    if typed is None:
        if session.keyboard.ended:
            return LEAVE
        session.cardholder.lock()
        click.echo(say("Locked, because nothing was typed for a while."))
        return ""
    return typed.strip()


def _do(ctx: click.Context, session: Session, choice: Choice) -> None:
    try:
        choice(ctx, session)
    except Refusal as refusal:
        tell_refusal(session, refusal)


def _find(ctx: click.Context, session: Session) -> None:
    words = session.ask(say("What or whom are you looking for? A name, an offer, a language:"))
    ctx.invoke(people.people, words=tuple(words.split()))


def _person(ctx: click.Context, session: Session) -> None:
    ctx.invoke(people.person, name=session.ask(say("Whom? A name or a part of it:")))


def _forget(ctx: click.Context, session: Session) -> None:
    ctx.invoke(people.forget, name=session.ask(say("Whom? A name or a part of it:")))


def _add(ctx: click.Context, session: Session) -> None:
    ctx.invoke(cards.add, source=session.ask(say("In which file is the card, as a picture or as text?")))


def _backup(ctx: click.Context, session: Session) -> None:
    ctx.invoke(keeping.backup, file=Path(session.ask(say("To which file? For example one on a USB stick:"))))


LEAVING: Final = N_("Leave and lock")
CHOICES: Final[dict[str, tuple[str, Choice]]] = {
    "1": (N_("Meet: a whole room swaps cards"), lambda ctx, session: ctx.invoke(exchanging.meet)),
    "2": (N_("Swap with one person: show a code"), lambda ctx, session: ctx.invoke(exchanging.swap)),
    "3": (
        N_("Swap with one person: take their code"),
        lambda ctx, session: ctx.invoke(exchanging.swap, scan=True),
    ),
    "4": (N_("My people"), lambda ctx, session: ctx.invoke(people.people)),
    "5": (N_("Find somebody, or somebody with a van"), _find),
    "6": (N_("One person, and how I got their card"), _person),
    "7": (N_("My card"), lambda ctx, session: ctx.invoke(cards.card)),
    "8": (N_("Change my card"), lambda ctx, session: ctx.invoke(cards.edit)),
    "9": (N_("Show my card as a code"), lambda ctx, session: ctx.invoke(cards.show)),
    "10": (N_("Hold a card from a picture or a file"), _add),
    "11": (N_("Forget a person"), _forget),
    "12": (N_("Make a sealed copy of everything"), _backup),
    "13": (N_("Change my opening phrase"), lambda ctx, session: ctx.invoke(keeping.passphrase)),
}
