"""What goes into a member's machine and what comes out, beside what swaps have too (spec 7.5).

A message from the line is an event as it is.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from p2pcard.core.exchange.events import (
    Again,
    Busy,
    Confirm,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Look,
    Pack,
    Packed,
    PersonDone,
    Ready,
    Saved,
    Show,
    Stop,
    StoredNow,
    Unpack,
    Wait,
)
from p2pcard.core.exchange.meeting.messages import Message
from p2pcard.core.exchange.phrase import Mode

# Events


@dataclass(frozen=True, slots=True)
class TakeReader:
    """My person wants to be the one who reads."""


@dataclass(frozen=True, slots=True)
class Counted:
    """My person typed the last number that was counted off aloud, in the order of seats."""

    number: int


@dataclass(frozen=True, slots=True)
class Agree:
    """My person agrees to go on with those who stay."""


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """My person, who is the host's, proposes to go on without these numbers."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unready:
    """The host's machine tells its own device whose OK is missing: positions of those who stay."""

    positions: tuple[int, ...]


Event: TypeAlias = (
    Message | TakeReader | Heard | Counted | Agree | LeaveOut | Unready | Stop | Elapsed | Dropped | Saved
    | Ready | Packed | Busy | PersonDone
)  # fmt: skip

# Screens


@dataclass(frozen=True, slots=True)
class InNow:
    """I am in; how many others are is not told."""


@dataclass(frozen=True, slots=True)
class ReaderNow:
    """Somebody took the reader's role: me, or another."""

    mine: bool


@dataclass(frozen=True, slots=True)
class PhraseNow:
    """The phrase: its words on the reader's screen, blanks on all others; `asked`: I took the role."""

    words: tuple[str | None, ...] = field(repr=False)
    mode: Mode
    asked: bool


@dataclass(frozen=True, slots=True)
class NumberNow:
    """My device's number, by which it is named here, and the answer word if I am the one to say it.

    How many there are is not told: people count heads, and the device compares.
    """

    number: int
    answer: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CountAgainNow:
    """Another number was typed than there are devices: the room counts once more, for so many seconds.

    With 0, a number came before these were over, and was not looked at.
    """

    left: int
    seconds: int


@dataclass(frozen=True, slots=True)
class CountNow:
    """The room had time to count once more: a number is taken now."""


@dataclass(frozen=True, slots=True)
class WaitingNow:
    """My person has done their part; the others are waited for."""


@dataclass(frozen=True, slots=True)
class NotReadyNow:
    """The meeting waits for these numbers; the host's person alone is told, behind their own count.

    `can_go_on` tells whether it could go on without one of them.
    """

    numbers: tuple[int, ...]
    can_go_on: bool = True


@dataclass(frozen=True, slots=True)
class NotLeftOutNow:
    """Nobody is left out: of these numbers, one is not waited for, or the meeting needs it."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WithoutNow:
    """Somebody has left; my person is asked whether to go on with those who stay.

    `numbers` are those who left, and empty as long as my person may still type the count.
    """

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SentNow:
    """My card's key has left for these numbers."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StayNow:
    """The cards are stored; people may vouch for each other here until they are done."""


@dataclass(frozen=True, slots=True)
class ReceiptsNow:
    """The numbers that showed they stored my card, those that showed they did not, and those not known."""

    stored: tuple[int, ...]
    not_stored: tuple[int, ...]
    unknown: tuple[int, ...]


MeetingScreen: TypeAlias = (
    InNow | ReaderNow | PhraseNow | NumberNow | CountAgainNow | CountNow | WaitingNow | NotReadyNow
    | NotLeftOutNow | WithoutNow | SentNow | StayNow | ReceiptsNow | Again | StoredNow
)  # fmt: skip

# Effects


@dataclass(frozen=True, slots=True)
class SendToHost:
    """Send this to the host."""

    message: Message


@dataclass(frozen=True, slots=True)
class Propose:
    """Ask the host's machine, which runs on this device, to go on without these positions."""

    positions: tuple[int, ...]


ToHost: TypeAlias = SendToHost | Propose
Effect: TypeAlias = ToHost | Show[MeetingScreen] | Wait | Keep | Confirm | Look | Pack | Unpack | Finish
