"""What the host's machine does with what comes, without anybody's device (docs/spec.md, 7.7.3)."""

from p2pcard.core.meeting import relay
from p2pcard.core.meeting.messages import Message
from p2pcard.core.meeting.stages import Begin, Event, From, Gathering, GoOn, Late, Left, State, Tell
from scripts.vectors.case import Word, hexed

Events = list[tuple[str, Event]]
BEGIN: tuple[str, Event] = ("host begin", Begin())
GO_ON: tuple[str, Event] = ("host go-on", GoOn())
LATE: tuple[str, Event] = ("host late", Late())


def from_person(number: int, message: Message) -> tuple[str, Event]:
    """Return what a person's device says."""
    return f"{number} > {hexed(bytes(message))}", From(number - 1, message)


def left(number: int) -> tuple[str, Event]:
    """Return that a person's line is gone."""
    return f"{number} left", Left(number - 1)


def hosted(events: Events) -> list[tuple[str, Word]]:
    """Play events to the host's machine and write down what it tells whom."""
    lines: list[tuple[str, Word]] = []
    state: State = Gathering()
    for text, event in events:
        lines.append(("do", Word(text)))
        state, effects = relay.step(state, event)
        told = [(each.line + 1, each.message) for each in effects if isinstance(each, Tell)]
        lines += [("do", Word(f"{number} < {hexed(bytes(message))}")) for number, message in told]
    return lines
