"""Holding a live conversation from the terminal: to its end, or until somebody ends it."""

import asyncio
import contextlib
import signal

import click

from p2pcard.cli import background
from p2pcard.cli.ending import is_exhausted
from p2pcard.cli.session import Session, tell_program
from p2pcard.errors import DeviceExhausted, Refusal
from p2pcard.jsonapi.refusals import reason_of
from p2pcard.service.live.conversation import Conversation
from p2pcard.service.live.person import Person


def _person(session: Session) -> Person:
    """Return the person at this device, or the program in their place."""
    if session.json:
        from p2pcard.cli.live.program import JsonPerson

        return JsonPerson(session.keyboard)
    from p2pcard.cli.live.terminal import TerminalPerson

    return TerminalPerson(session)


def hold(session: Session, conversation: Conversation) -> None:
    """Hold a live conversation to its end on a loop of its own; for programs its early end is an event."""
    background.listen_to_logs()
    try:
        try:
            asyncio.run(_until_signal(conversation, _person(session)))
        except (OSError, MemoryError) as error:
            if is_exhausted(error):
                raise DeviceExhausted from error
            raise
    except Refusal as refusal:
        _tell_end(session, reason_of(refusal))
        raise
    except (asyncio.CancelledError, KeyboardInterrupt) as error:
        _tell_end(session, "stopped")
        raise click.Abort from error


def _tell_end(session: Session, reason: str) -> None:
    if session.json:
        session.told = True
        tell_program({"event": "aborted", "reason": reason})


async def _until_signal(conversation: Conversation, person: Person) -> None:
    """Let a request to end (SIGTERM) end a conversation as Ctrl-C does: the others are told."""
    task = asyncio.ensure_future(conversation.run(person))
    with contextlib.suppress(NotImplementedError):  # Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await task
