"""What the host's machine does with what comes, without any member's device (docs/spec.md, 7.7.3)."""

from dataclasses import dataclass

from p2pcard.core.exchange.meeting import host
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.host_states import (
    Begin,
    Event,
    From,
    Gathering,
    GoOn,
    Late,
    Left,
    Pause,
    State,
    Tell,
)
from p2pcard.core.exchange.meeting.messages import Abort, Message
from scripts.vectors.case import Word, hexed


@dataclass(frozen=True)
class Newer:
    """A JOIN of another version came on a line, which no machine is told of."""

    line: int


Events = list[tuple[str, Event | Newer]]
LATE: tuple[str, Event] = ("host late", Late())


def begin(counted: int) -> tuple[str, Event]:
    """Return that the host's person counted so many people who hold a device."""
    return f"host begin {counted}", Begin(counted)


def go_on(*without: int) -> tuple[str, Event]:
    """Return that the host's person proposes to go on without these positions."""
    return " ".join(("host go-on", *map(str, without))), GoOn(without)


def from_person(number: int, message: Message) -> tuple[str, Event]:
    """Return what a person's device says."""
    return f"{number} > {hexed(bytes(message))}", From(number - 1, message)


def newer(number: int, length: int) -> tuple[str, Newer]:
    """Return that a device says a JOIN of version 2, of so many bytes."""
    return f"{number} > {hexed(_newer(length))}", Newer(number - 1)


def too_long(number: int, length: int) -> tuple[str, Event]:
    """Return the same where so many bytes are too many."""
    return f"{number} > {hexed(_newer(length))}", Left(number - 1)


def _newer(length: int) -> bytes:
    return b"\1\2".ljust(length, b"\0")


def left(number: int) -> tuple[str, Event]:
    """Return that a person's line is gone."""
    return f"{number} left", Left(number - 1)


def hosted(events: Events) -> list[tuple[str, Word]]:
    """Play events to the host's machine and write down where it is then, and what it tells each line."""
    lines: list[tuple[str, Word]] = []
    state: State = Gathering()
    for text, event in events:
        before = state
        effects: tuple[object, ...] = (
            (Tell(event.line, Abort(Why.VERSION)),) if isinstance(event, Newer) else ()
        )
        if not isinstance(event, Newer):
            state, effects = host.step(state, event)
        said = [text]
        if type(state) is not type(before):
            said.append(f"host is {type(state).__name__}")
        told = [each for each in effects if isinstance(each, Tell)]
        said += _to_all(told) if _is_for_all(state, told) else [_to_one(each) for each in told]
        said += [f"host pauses {each.seconds}" for each in effects if isinstance(each, Pause)]
        lines += [("do", Word(each)) for each in said]
    return lines


def _to_one(tell: Tell) -> str:
    return f"{tell.line + 1} < {hexed(bytes(tell.message))}"


def _to_all(told: list[Tell]) -> list[str]:
    return [f"all < {hexed(bytes(told[0].message))}"]


def _is_for_all(state: State, told: list[Tell]) -> bool:
    """Tell whether all who are there are told the same; in a full room that would be many lines."""
    return (
        isinstance(state, Gathering)
        and len({bytes(each.message) for each in told}) == 1
        and {each.line for each in told} == set(state.joined)
        and len(told) > 1
    )
