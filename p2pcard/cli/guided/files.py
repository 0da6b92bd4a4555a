"""Asking for a file: as a window names it into which one is dragged, and on the sticks that are there."""

import os
import shlex
from contextlib import suppress
from pathlib import Path

from p2pcard.cli import asking
from p2pcard.cli.general import expanded
from p2pcard.cli.guided import menu
from p2pcard.cli.session import Session
from p2pcard.service.files import sticks
from p2pcard.wording.catalogue import say


def named(typed: str) -> Path:
    """Return the file that was named, with its folder."""
    if os.name == "nt":
        return expanded(typed.strip('"')).absolute()
    with suppress(ValueError):  # several words, or half a pair of quotation marks: they belong to the name
        (typed,) = shlex.split(typed)
    return expanded(typed).absolute()


def to_write(session: Session, name: str) -> Path | None:
    """Ask where a file shall be: on a stick, or where the person says; None for nowhere.

    `name` is what it is called where only a folder is said.
    """
    found = {str(number): stick for number, stick in enumerate(sticks(), 1)}
    menu.show(session, {number: say("The stick {folder}", folder=stick) for number, stick in found.items()})
    if found:
        question = say("Type a number, or the file or folder where it shall be. Enter alone: nowhere.")
    else:
        question = say(
            "Type the file or folder where it shall be, such as ~/{name}. Enter alone: nowhere.", name=name
        )
    if not (typed := asking.line(session, question)):
        return None
    place = found.get(typed) or named(typed)
    return place / name if place.is_dir() else place


def to_read(session: Session, question: str) -> Path | None:
    """Ask which file to read; None for none."""
    typed = asking.line(session, question)
    return named(typed) if typed else None
