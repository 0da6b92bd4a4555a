"""Giving something away: as a code here, as a picture, as text, or in a file."""

from typing import NamedTuple

import click

from p2pcard.cli import asking, cards, settling, window
from p2pcard.cli.guided import files, menu
from p2pcard.cli.session import Session
from p2pcard.errors import N_
from p2pcard.wording.catalogue import say

HOW = {
    "1": N_("Here, as a code for a camera"),
    "2": N_("As text, to send or to copy"),
    "3": N_("In a file"),
}


class Given(NamedTuple):
    """What is given away: a card of mine, what I have for a person, or who vouches for me."""

    label: str = ""
    receiver: str | None = None
    vouches: bool = False


def give(what: Given, ctx: click.Context, session: Session) -> None:
    """Ask how to give something away, and do it."""
    how = _how(session)
    if how == "3":
        write(what, ctx, session)
    elif how:
        ctx.invoke(
            cards.show, label=what.label, receiver=what.receiver, vouches=what.vouches, text=how == "2"
        )


def write(what: Given, ctx: click.Context, session: Session) -> None:
    """Ask for a file, and write it: a picture where its name ends so, else the text of it."""
    window.tell(say("A file whose name ends in .png or .svg is a picture, any other is text."))
    if not (file := files.to_write(session, "p2pcard-card.txt")):
        return
    kind = file.suffix.lower()
    if kind == ".png":
        ctx.invoke(cards.show, label=what.label, receiver=what.receiver, vouches=what.vouches, png=file)
    elif kind == ".svg":
        ctx.invoke(cards.show, label=what.label, receiver=what.receiver, vouches=what.vouches, svg=file)
    else:
        cards.write_text(session, file, **what._asdict())


def notice(ctx: click.Context, session: Session) -> None:
    """Ask how to keep the notice that ends my card, and show or write it."""
    how = _how(session)
    if how == "3":
        if file := files.to_write(session, "p2pcard-notice.png"):
            as_svg = file.suffix.lower() == ".svg"
            ctx.invoke(settling.revoke, svg=file if as_svg else None, png=None if as_svg else file)
    elif how:
        ctx.invoke(settling.revoke, text=how == "2")


def _how(session: Session) -> str:
    menu.show(session, menu.filled(HOW))
    return asking.one_of(session, say("Type a number, or press Enter to go back:"), ("", *HOW))
