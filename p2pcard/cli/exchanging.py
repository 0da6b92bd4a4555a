"""Commands in which people stand face to face: swapping two cards, meeting in a room."""

import asyncio
import contextlib
import json
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from p2pcard.cli.general import Command, pass_session, reason_of
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import NoAnswer, Refusal

if TYPE_CHECKING:
    from p2pcard.cardholder.person import Person


def _ip(text: str) -> str:
    from ipaddress import IPv4Address

    return str(IPv4Address(text)) if text else ""


_address = click.option(
    "--address",
    metavar="IP",
    type=_ip,
    default="",
    help=say("Use this network address of the device."),
)
_label = click.option(
    "--card", "label", metavar=say("NAME"), default="", help=say("Give this one of your cards.")
)


@click.command(
    cls=Command, help=say("Swap cards with one person. One shows a code, the other takes it (--scan).")
)
@click.option("--scan", is_flag=True, help=say("Take the code that the other screen shows."))
@click.option(
    "--image", type=click.Path(path_type=Path), help=say("Take it from this picture of the other screen.")
)
@_label
@_address
@pass_session
def swap(session: Session, scan: bool, image: Path | None, label: str, address: str) -> None:
    """Swap cards with one person."""
    from p2pcard.cardholder.places import local_address

    me = session.opened
    person = _person(session)
    if scan or image:
        code = _code(
            session, "code", say("Type or paste the text that the other screen shows above its code:"), image
        )
        _live(session, me.scan_swap(person, code, label, digits=session.digits))
    else:
        _live(session, me.show_swap(person, local_address(address), label, digits=session.digits))


@click.command(
    cls=Command, help=say("Swap cards with a whole room. All who type this in one place swap at once.")
)
@click.option("--host", is_flag=True, help=say("Let this device start the meeting."))
@click.option("--invitation", is_flag=True, help=say("Come by the invitation on the first screen."))
@click.option(
    "--invitation-only", is_flag=True, help=say("Start the meeting, and let in only who has the invitation.")
)
@_label
@_address
@pass_session
def meet(
    session: Session, host: bool, invitation: bool, invitation_only: bool, label: str, address: str
) -> None:
    """Meet a whole room."""
    from p2pcard.cardholder.meeting import Wish
    from p2pcard.cardholder.places import local_address, read_invitation

    me = session.opened
    question = say("Type the invitation from the first screen:")
    invited = read_invitation(_code(session, "invitation", question, None)) if invitation else None
    place = local_address(address)
    wish = Wish(place, host=host or invitation_only, invitation=invited, only_invited=invitation_only)
    _live(session, me.meet(_person(session), wish, label, digits=session.digits))


def _person(session: Session) -> "Person":
    if session.json:
        from p2pcard.cli.jsonlines import JsonPerson

        return JsonPerson(session.keyboard)
    from p2pcard.cli.telling import TerminalPerson

    return TerminalPerson(session)


def _live(session: Session, conversation: Coroutine[Any, Any, None]) -> None:
    """Hold a live conversation to its end; for programs its early end is an event, too."""
    try:
        asyncio.run(_until_signal(conversation))
    except Refusal as refusal:
        _tell_end(session, reason_of(refusal))
        raise
    except (asyncio.CancelledError, KeyboardInterrupt) as error:
        _tell_end(session, "stopped")
        raise click.Abort from error


def _tell_end(session: Session, reason: str) -> None:
    if session.json:
        session.told = True
        click.echo(json.dumps({"event": "aborted", "reason": reason}))


async def _until_signal(conversation: Coroutine[Any, Any, None]) -> None:
    """Let a request to end (SIGTERM) end a conversation as Ctrl-C does: the others are told."""
    task = asyncio.ensure_future(conversation)
    with contextlib.suppress(NotImplementedError):  # Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await task


def _code(session: Session, name: str, question: str, image: Path | None) -> str:
    """Return a code from a picture, or from standard input: as text, or for programs as {name: text}."""
    if image:
        from p2pcard.cardholder import codes

        return codes.read_picture_file(image)
    if not session.json:
        return session.ask(question)
    line = session.keyboard.line()
    try:
        return str(json.loads(line or "")[name])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoAnswer from error
