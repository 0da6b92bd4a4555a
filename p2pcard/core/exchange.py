"""What meetings and swaps have in common: events that come in, screens, and effects that go out (spec 7.2).

An effect says what to do now; a screen says what the person is told, as
values: words are the shell's part.
"""

from dataclasses import dataclass, field

from p2pcard.core.statement import Statement

# Events


@dataclass(frozen=True, slots=True)
class Heard:
    """My person typed what they heard: the phrase, for the reader the answer, in a swap the word."""

    typed: str


@dataclass(frozen=True, slots=True)
class Stop:
    """My person ends the exchange."""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time of the last Wait is over."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """The line is gone."""


@dataclass(frozen=True, slots=True)
class Saved:
    """These positions' cards are on disk."""

    stored: tuple[int, ...]


# Screens


@dataclass(frozen=True, slots=True)
class Again:
    """What was typed is asked again: no word at all (`differs` false), or another; so many tries are left."""

    differs: bool
    left: int
    typed: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A card that did not hold, by its number in the room; `reason` is its name for programs."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class StoredNow:
    """Whose cards are on my disk, the numbers whose cards are not, and why where that is known."""

    cards: tuple[Statement, ...]
    missing: tuple[int, ...]
    refused: tuple[Refused, ...]


# Effects


@dataclass(frozen=True, slots=True)
class Show:
    """Tell my person; what a screen can be is each exchange's own."""

    screen: object


@dataclass(frozen=True, slots=True)
class Wait:
    """Come back with Elapsed after so many seconds, instead of at any time asked for before."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A card that holds, with the pair secret that goes with it."""

    position: int
    card: Statement
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keep:
    """Store these in one save, then come back with Saved."""

    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class Confirm:
    """These people showed that they hold my card, and so the pair secret."""

    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class Finish:
    """The exchange is over; close the line."""
