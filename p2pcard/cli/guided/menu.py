"""Lists of choices: shown, chosen from, and left; locked where nothing is typed for a while."""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

import click

from p2pcard.cli import asking, window
from p2pcard.cli.asking import wants_help
from p2pcard.cli.general import tell_refusal
from p2pcard.cli.session import Session
from p2pcard.errors import NoAnswer, NotConfirmed, QuestionStopped, Refusal
from p2pcard.errors.refusal import NOTHING_CHANGED
from p2pcard.wording.catalogue import QUIT, said, say

IDLE_TIME: Final = 300  # seconds: long enough to talk, short enough for a device left on a table
DIGITS: Final = 3  # columns for what is typed

T = TypeVar("T")
Action = Callable[[click.Context, Session], object]


class Left(Exception):
    """Nothing more is typed: the window was closed, or the input ended."""


class LockedNow(Exception):
    """Nothing was typed for a while, and the cards were locked."""


def show(session: Session, choices: Mapping[str, str]) -> None:
    """Show what can be chosen; the words are filled in and translated already."""
    for key, label in choices.items():
        window.tell(f"{key}: {label}" if session.plain else f"{key:>{DIGITS}}  {label}")


def pick(session: Session, question: str, labels: Mapping[T, str]) -> T | None:
    """Let a person pick one of these by its number; None for a person who presses Enter."""
    numbers = {str(number): each for number, each in enumerate(labels, 1)}
    show(session, {number: labels[each] for number, each in numbers.items()})
    return numbers.get(asking.one_of(session, question, ("", *numbers)))


def typed(session: Session, question: str) -> str:
    """Wait for a line that chooses. Raises Left, or LockedNow after a while of nothing."""
    window.tell(question)
    line = session.keyboard.line_within(IDLE_TIME)
    if line is not None:
        return line.strip()
    if session.keyboard.ended:
        raise Left
    session.cardholder.lock()
    window.tell(say("Locked, because nothing was typed for a while. Nothing can be read here now."))
    raise LockedNow


def choose_from(
    ctx: click.Context,
    session: Session,
    labels: Mapping[str, str],
    actions: Mapping[str, Action],
    again: Callable[[], bool] = lambda: True,
) -> None:
    """Let a person choose until they go back with Enter or q, or until there is nothing `again`.

    The list is shown at first, and then only to a person who asks: it would drive every answer out of the
    window.
    """
    show(session, labels)
    question = say("Type a number, or press Enter to go back:")
    while line := typed(session, question):
        if said(line, QUIT):
            return
        if wants_help(line):
            show(session, labels)
        elif action := actions.get(line):
            do(ctx, session, action)
            if not again():
                return
        else:
            asking.tell_no_choice(line)
        question = say("Type a number, ? to see the choices, or press Enter to go back:")


def do(ctx: click.Context, session: Session, action: Action) -> None:
    """Do what was chosen; a refusal leads back to the choices, and a person who stopped knows that."""
    try:
        action(ctx, session)
    except (QuestionStopped, NotConfirmed):
        window.tell(say(NOTHING_CHANGED))
    except NoAnswer as unanswered:
        if session.keyboard.ended:
            raise Left from unanswered
        window.tell(say(unanswered.kept))
    except Refusal as refusal:
        tell_refusal(session, refusal)


def filled(choices: Mapping[str, str], **values: object) -> dict[str, str]:
    """Return choices with their labels in the person's language."""
    return {key: say(label, **values) for key, label in choices.items()}
