"""Commands about how long others' words are remembered, and about the end of one's own card."""

from typing import TYPE_CHECKING

import click

from p2pcard.cli import asking
from p2pcard.cli.asking import YES
from p2pcard.cli.general import Command, File, Group, pass_session
from p2pcard.cli.session import Session
from p2pcard.errors import NotConfirmed
from p2pcard.wording.catalogue import say

if TYPE_CHECKING:
    from pathlib import Path

MEMORIES = ("forget", "two-months", "until-expiry")  # the names of `Retention`, which help need not load


@click.group(cls=Group, invoke_without_command=True, help=say("See and change what this program remembers."))
@pass_session
@click.pass_context
def settings(ctx: click.Context, session: Session) -> None:
    """Show the settings where no subcommand is named."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(memory)


@settings.command("memory", help=say("How long you remember who vouches for whom among others."))
@click.argument(
    "kind", type=click.Choice(MEMORIES), required=False, metavar="[forget|two-months|until-expiry]"
)
@pass_session
def memory(session: Session, kind: str | None) -> None:
    """Show how long others' words are remembered, after changing it if asked."""
    me = session.opened
    from p2pcard.core.book.settings import Retention

    if kind:
        me.vouching.remember(Retention(kind))
    from p2pcard.jsonapi.vault import answer_memory
    from p2pcard.wording.vault import remembered

    now = me.book.settings.retention
    calls = (f"    p2pcard settings memory {each}" for each in MEMORIES)
    change = [] if kind or session.guided else [say("To change it, type one of these:"), *calls]
    session.answer(answer_memory(now), *remembered(now), *change)


@click.command(cls=Command, help=say("Get the notice that ends your card. Keep it on paper, with somebody."))
@click.option("--png", type=File(), help=say("Write the code to a PNG picture."))
@click.option("--svg", type=File(), help=say("Write the code to an SVG picture."))
@click.option("--text", is_flag=True, help=say("Show it as a block of text for a mail or a file."))
@click.option("--now", is_flag=True, help=say("End your card now, and begin anew with the same people."))
@pass_session
def revoke(session: Session, png: "Path | None", svg: "Path | None", text: bool, now: bool) -> None:
    """Show the notice that ends this identity, or end it."""
    if now and (png or svg or text):
        raise click.UsageError(say("Either --now or a notice to give away, not both."))
    if now:
        _begin_anew(session)
    else:
        _show_notice(session, png, svg, text=text)


def _show_notice(session: Session, png: "Path | None", svg: "Path | None", *, text: bool) -> None:
    from p2pcard.wording.vault import NOTICE

    session.note(say(NOTICE))
    me = session.opened
    from p2pcard.cli.cards import given_away
    from p2pcard.core.statements import bundle
    from p2pcard.service import codes

    question = say("See that nobody looks at this screen. Type {word} to see the notice:", word=say(YES))
    if session.somebody_types and not (png or svg) and not asking.sure(session, question, YES):
        raise NotConfirmed(word=say(YES))
    notice = bundle.write([me.vouching.revocation()])
    files = codes.write_pictures(notice, png, svg, say("A code for a camera"), smallest=True)
    given_away(session, notice, notice, files, text=text, command="p2pcard revoke")


def _begin_anew(session: Session) -> None:
    me = session.opened
    from p2pcard.wording.vault import END, END_WORD

    if not asking.sure(session, say(END, word=say(END_WORD)), END_WORD):
        raise NotConfirmed(word=say(END_WORD))
    me.begin_anew()
    from p2pcard.jsonapi.vault import answer_begun_anew
    from p2pcard.wording.vault import begun_anew

    session.answer(answer_begun_anew(me.book), *begun_anew(session.name_place))
