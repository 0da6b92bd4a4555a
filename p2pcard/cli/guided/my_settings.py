"""What can be set: the language, the opening phrase, what is remembered, and the network address."""

import click

from p2pcard.cli import asking, keeping, settling, window
from p2pcard.cli.guided import menu
from p2pcard.cli.guided.choices import OF_SETTINGS
from p2pcard.cli.session import Session
from p2pcard.wording.catalogue import say, spoken


def open_settings(ctx: click.Context, session: Session) -> None:
    """Let one choose what to set."""
    actions: dict[str, menu.Action] = {"1": _language, "2": _words, "3": _memory, "4": _address}
    menu.choose_from(ctx, session, menu.filled(OF_SETTINGS), actions)


def _language(ctx: click.Context, session: Session) -> None:
    asking.choose_language(session)
    session.opened.choose_language(spoken())


def _words(ctx: click.Context, session: Session) -> None:
    ctx.invoke(keeping.passphrase)


def _memory(ctx: click.Context, session: Session) -> None:
    from p2pcard.wording.vault import MEMORIES

    ctx.invoke(settling.memory)
    question = say("Type a number, or press Enter to leave it as it is:")
    if kind := menu.pick(session, question, {kind: say(text) for kind, text in MEMORIES.items()}):
        ctx.invoke(settling.memory, kind=kind.value)


def _address(ctx: click.Context, session: Session) -> None:
    """Choose which address swaps and meetings use until this session ends."""
    from ipaddress import ip_address

    window.tell(say("Now: {text}", text=session.address or say("the one that the program finds")))
    question = say("Type an address like 192.168.1.20. -: the one that is found. Enter: leave it as it is.")
    while typed := asking.line(session, question):
        try:
            session.address = "" if typed == "-" else str(ip_address(typed))
        except ValueError:
            window.tell(say("“{text}” is not written like 192.168.1.20.", text=typed))
        else:
            window.tell(say("Done."))
            return
