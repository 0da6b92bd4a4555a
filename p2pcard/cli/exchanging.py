"""Commands in which people stand face to face: swapping two cards, meeting in a room."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeVar

import click

from p2pcard.cli import asking, window
from p2pcard.cli.general import Command, File, pass_session
from p2pcard.cli.session import Session
from p2pcard.errors import (
    N_,
    ExchangeEnded,
    MeetingLeft,
    NoAnswer,
    NotJson,
    QuestionStopped,
    SaidTwice,
    SwapStopped,
)
from p2pcard.wording.catalogue import say, works_in_digits

if TYPE_CHECKING:
    from pathlib import Path

    from p2pcard.core.exchange.invitation import SwapCode
    from p2pcard.service.live.meeting import Wish

T = TypeVar("T")
PASTE_CODE: Final = N_("Press Enter at the other screen to see the code as text. Type or paste it (q: stop):")
CODE_TAKEN: Final = N_(
    "You have their code. Next, each screen shows words: say yours aloud, and type theirs."
)
LOOKING: Final = N_("Looking for the others. If they began without you, wait until they are done.")
TYPE_INVITATION: Final = N_("Type the invitation from the first screen (q: stop):")


def _ip(text: str) -> str:
    from ipaddress import ip_address

    try:
        return str(ip_address(text)) if text else ""
    except ValueError as error:
        raise click.BadParameter(say("“{text}” is not written like 192.168.1.20.", text=text)) from error


own_address = click.option(
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
@click.option("--image", type=File(), help=say("Take it from this picture of the other screen."))
@_label
@own_address
@pass_session
def swap(session: Session, scan: bool, image: "Path | None", label: str, address: str) -> None:
    """Swap cards with one person."""
    trace = session.tracing  # a file that cannot be written is told before anybody types a phrase
    me = session.open(_load_conversations, image)
    from p2pcard.cli import accepting
    from p2pcard.cli.live import hold

    code = _swap_code(session, image) if scan or image else None
    _tell(session, say(CODE_TAKEN) if code else "")
    own = _places(address)
    hold.hold(session, me.swap(code or own, label, digits=works_in_digits(), own=own, trace=trace))
    accepting.tell_waiting(session)


@click.command(
    cls=Command, help=say("Swap cards with a whole room. All who type this in one place swap at once.")
)
@click.option("--host", is_flag=True, help=say("Let this device start the meeting."))
@click.option("--invitation", is_flag=True, help=say("Come by the invitation on the first screen."))
@click.option(
    "--invitation-only", is_flag=True, help=say("Start the meeting, and let in only who has the invitation.")
)
@_label
@own_address
@pass_session
def meet(
    session: Session, host: bool, invitation: bool, invitation_only: bool, label: str, address: str
) -> None:
    """Meet a whole room."""
    trace = session.tracing
    me = session.open(_load_conversations)
    from p2pcard.cli import accepting
    from p2pcard.cli.live import hold

    wish = _wish(session, address, host=host, invitation=invitation, only=invitation_only)
    _tell(session, "" if wish.host or wish.invitation else say(LOOKING))
    hold.hold(session, me.meet(wish, label, digits=works_in_digits(), trace=trace))
    _tell(session, say("The meeting is over."))
    accepting.tell_waiting(session)


def _wish(session: Session, address: str, *, host: bool, invitation: bool, only: bool) -> "Wish":
    from p2pcard.service.live.meeting import Wish
    from p2pcard.service.places import read_invitation

    invited = None
    if invitation:
        invited = _code(session, "invitation", TYPE_INVITATION, read_invitation, MeetingLeft)
    return Wish(_places(address), host=host or only, invitation=invited, only_invited=only)


def _swap_code(session: Session, image: "Path | None") -> "SwapCode":
    from p2pcard.service.places import is_swap, read_swap

    if image:
        from p2pcard.service import codes

        return read_swap(codes.read_picture_file(image, is_swap))
    return _code(session, "code", PASTE_CODE, read_swap, SwapStopped)


def _places(address: str) -> tuple[str, ...]:
    from p2pcard.service.places import local_addresses

    return local_addresses(address)


def _tell(session: Session, line: str) -> None:
    """Tell a person something, if there is something, that programs need not be told."""
    if line and not session.json:
        window.tell(line)


def _load_conversations() -> None:
    for name in ("service.live.meeting", "service.places", "cli.live.hold"):
        import_module(f"p2pcard.{name}")


def _code(
    session: Session, name: str, question: str, read: Callable[[str], T], stopped: type[ExchangeEnded]
) -> T:
    """Read a code from standard input: as text, or for programs as {name: text}.

    Raises `stopped` where a person wants to stop.
    """
    if not session.json:
        try:
            return asking.readable(session, say(question), lambda typed: read(_whole(session, typed)))
        except QuestionStopped as error:
            raise stopped from error
    from p2pcard.jsonapi import reading

    line = session.keyboard.line()
    try:
        found = reading.read(line or "", "")
        if found == {"stop": True}:
            raise stopped
        said = str(found[name])  # type: ignore[index,call-overload]  # what is no object has no names
    except (KeyError, TypeError, NotJson, SaidTwice) as error:
        raise NoAnswer from error
    return read(said)


def _whole(session: Session, typed: str) -> str:
    """Return a code that may have been copied in several lines, of which all but the last end with a hyphen.

    What was copied from a code in its capitals is written with no small letters.
    """
    while session.somebody_types and typed.endswith("-"):
        typed += asking.line(session, say("And the next line of it:"))
    return typed.upper() if typed[:5].upper() == "P2PC:" else typed
