"""Copies, and what to do when a device is lost, taken or broken, or when everything is to go."""

from pathlib import Path

import click

from p2pcard.cli import asking, keeping, settling, window
from p2pcard.cli.guided import files, giving, menu
from p2pcard.cli.guided.choices import OF_LOST
from p2pcard.cli.session import Session
from p2pcard.errors import NothingBroughtBack
from p2pcard.wording.catalogue import say, spoken


def copy(ctx: click.Context, session: Session) -> None:
    """Make a copy of everything."""
    window.tell(say("Where shall the copy go? A stick that you keep in another place is best."))
    if file := files.to_write(session, "p2pcard-copy"):
        ctx.invoke(keeping.backup, file=file)


def lost(ctx: click.Context, session: Session) -> None:
    """Let one choose what happened, and what to do about it."""
    actions: dict[str, menu.Action] = {"1": bring_back, "2": go_back, "3": giving.notice, "4": _begin_anew}
    menu.choose_from(ctx, session, menu.filled(OF_LOST), actions)


def bring_back(ctx: click.Context, session: Session) -> None:
    """Bring back the cards of a copy, onto a device without cards."""
    session.cardholder.refuse_if_no_place()

    def copy_in(typed: str) -> Path:
        file = files.named(typed)
        session.cardholder.check_backup(file)
        return file

    question = say("Which file is the copy? For example one on a USB stick:")
    ctx.invoke(keeping.restore, file=asking.readable(session, question, copy_in, NothingBroughtBack))
    session.cardholder.choose_language(spoken())


def go_back(ctx: click.Context, session: Session) -> None:
    """Go back to another save, of all that are here; the last one until now is kept beside it."""
    ctx.invoke(keeping.restore, previous=True)


def wipe(ctx: click.Context, session: Session) -> None:
    """Delete everything of this profile, after a word typed in full."""
    ctx.invoke(keeping.wipe)
    raise menu.Left


def _begin_anew(ctx: click.Context, session: Session) -> None:
    ctx.invoke(settling.revoke, now=True)
