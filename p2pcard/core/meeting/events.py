"""What goes into a member's machine and what comes out, beside what swaps have too (spec 7.5).

A message from the line is an event as it is.
"""

from dataclasses import dataclass
from typing import TypeAlias

from p2pcard.core.exchange import (
    Busy,
    Confirm,
    Done,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Look,
    Pack,
    Packed,
    Ready,
    Saved,
    Show,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.meeting.messages import Message
from p2pcard.core.phrase import Mode

# Events


@dataclass(frozen=True, slots=True)
class TakeReader:
    """My person wants to be the one who reads."""


@dataclass(frozen=True, slots=True)
class Counted:
    """My person says: every number was said once and nobody lacks one."""


@dataclass(frozen=True, slots=True)
class Agree:
    """My person agrees to go on with those who stay."""


Event: TypeAlias = (
    Message | TakeReader | Heard | Counted | Agree | Stop | Elapsed | Dropped | Saved
    | Ready | Packed | Busy | Done
)  # fmt: skip

# Screens


@dataclass(frozen=True, slots=True)
class PeopleNow:
    """So many have joined, the host included."""

    count: int


@dataclass(frozen=True, slots=True)
class ReaderNow:
    """Somebody took the reader's role: me, or another."""

    mine: bool


@dataclass(frozen=True, slots=True)
class PhraseNow:
    """The phrase: its words on the reader's screen, blanks on all others; `asked`: I took the role."""

    words: tuple[str | None, ...]
    people: int
    mode: Mode
    asked: bool


@dataclass(frozen=True, slots=True)
class NumberNow:
    """My number, out of how many, and the answer word if I am the one to say it."""

    number: int
    people: int
    answer: str | None


@dataclass(frozen=True, slots=True)
class WithoutNow:
    """These numbers have left; my person is asked whether to go on with so many people."""

    numbers: tuple[int, ...]
    people: int


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


# Effects


@dataclass(frozen=True, slots=True)
class Send:
    """Send this to the host."""

    message: Message


Effect: TypeAlias = Send | Show | Wait | Keep | Confirm | Look | Pack | Unpack | Finish
