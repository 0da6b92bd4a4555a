"""Holding a live conversation from the terminal: to its end, or until somebody ends it."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from typing import Any

import click

from p2pcard.cardholder.person import Person
from p2pcard.cli.general import reason_of
from p2pcard.cli.session import Session, tell_program
from p2pcard.errors import Refusal


def person(session: Session) -> Person:
    """Return whoever holds this device: a program, or somebody at the terminal."""
    if session.json:
        from p2pcard.cli.jsonlines import JsonPerson

        return JsonPerson(session.keyboard)
    from p2pcard.cli.telling import TerminalPerson

    return TerminalPerson(session)


def hold(session: Session, conversation: Coroutine[Any, Any, None]) -> None:
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
        tell_program({"event": "aborted", "reason": reason})


async def _until_signal(conversation: Coroutine[Any, Any, None]) -> None:
    """Let a request to end (SIGTERM) end a conversation as Ctrl-C does: the others are told."""
    task = asyncio.ensure_future(conversation)
    with contextlib.suppress(NotImplementedError):  # Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await task
