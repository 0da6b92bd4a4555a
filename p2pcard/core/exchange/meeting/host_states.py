"""The states of the host's part of a meeting, with what goes in and what comes out (spec 7.7)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, TypeAlias

from p2pcard.core.exchange.channel import MESSAGE_LIMIT
from p2pcard.core.exchange.events import Show
from p2pcard.core.exchange.meeting.events import Unready
from p2pcard.core.exchange.meeting.messages import Join, Message, Receipt

HOST: Final = 0  # the line of the host's own device


@dataclass(frozen=True, slots=True)
class From:
    """A message came on a line."""

    line: int
    message: Message


@dataclass(frozen=True, slots=True)
class Left:
    """A line is gone."""

    line: int


@dataclass(frozen=True, slots=True)
class Begin:
    """The host's person says that everybody is here, and how many hold a device."""

    counted: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """The host's person proposes to go on without these positions."""

    without: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """The time of the last Pause is over."""


Event: TypeAlias = From | Left | Begin | GoOn | Late


@dataclass(frozen=True, slots=True)
class Tell:
    """Send a message on a line."""

    line: int
    message: Message


@dataclass(frozen=True, slots=True)
class Pause:
    """Come back with Late after so many seconds, instead of at any time asked for before."""

    seconds: int


@dataclass(frozen=True, slots=True)
class CameNow:
    """Another device came in, or is gone; how many there are is the host's person's to count."""

    here: bool


@dataclass(frozen=True, slots=True)
class NotStartedNow:
    """The host's person counted another number than there are devices, or nobody else is here."""

    counted: int
    devices: int


HostScreen: TypeAlias = CameNow | NotStartedNow
Effect: TypeAlias = Tell | Pause | Unready | Show[HostScreen]


@dataclass(frozen=True, slots=True)
class Gathering:
    """Who has joined on which line, and the line of who took the reader's role."""

    joined: Mapping[int, Join] = field(default_factory=lambda: MappingProxyType({}))
    reader: int | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines in the order of LIST, and which of them are gone."""

    order: tuple[int, ...]
    reader: int
    gone: frozenset[int] = frozenset()

    def hear(self, line: int) -> bool:
        """Tell whether a line is one of the run's and not gone."""
        return line in self.order and self.order.index(line) not in self.gone

    def there(self, positions: tuple[int, ...]) -> tuple[int, ...]:
        """Return those of `positions` whose lines are not gone."""
        return tuple(place for place in positions if place not in self.gone)

    def without(self, positions: Iterable[int]) -> "Lines":
        """Return the lines when those of `positions` are gone, too."""
        return replace(self, gone=self.gone.union(positions))

    def tell(self, positions: tuple[int, ...], message: Message) -> tuple[Tell, ...]:
        """Tell all of `positions` that are still there."""
        return tuple(Tell(self.order[place], message) for place in self.there(positions))


@dataclass(frozen=True, slots=True)
class Opening:
    """LIST is out."""

    lines: Lines
    size: int
    had: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Sealing:
    """OPENS is out."""

    lines: Lines
    size: int
    had: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Confirming:
    """SEALS is out, and people talk; `had` are the OKs over those who stay."""

    lines: Lines
    staying: tuple[int, ...]
    had: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Keying:
    """OKS is out."""

    lines: Lines
    staying: tuple[int, ...]
    had: Mapping[int, tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Receipting:
    """BOXES is out."""

    lines: Lines
    staying: tuple[int, ...]
    had: Mapping[int, Receipt]


@dataclass(frozen=True, slots=True)
class Wanting:
    """DONES is out, or a round is over: who wants one, of which size.

    For the `first`, all are waited for; while the room `rests`, none begins.
    `slow`: the positions of those for whose bundles all others had to wait once.
    """

    lines: Lines
    staying: tuple[int, ...]
    had: Mapping[int, int]
    first: bool = False
    number: int = 0  # of rounds that were begun
    rests: bool = False
    slow: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bundling:
    """ROUND is out; `again` are those who want another one afterwards.

    `slow` as in Wanting; `few`: almost all have sent theirs, and the last few have a moment more.
    """

    lines: Lines
    staying: tuple[int, ...]
    size: int
    had: Mapping[int, tuple[bytes, ...]]
    again: Mapping[int, int]
    number: int = 1  # of this round and those before it
    slow: frozenset[int] = frozenset()
    few: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing more is passed on."""


FEW_BYTES: Final = 1024  # before the start; JOIN has 35, and may have more in another version
SOME_BYTES: Final = 1 << 14  # the largest is KEYS of 250 people: 11,953 bytes


State: TypeAlias = (
    Gathering | Opening | Sealing | Confirming | Keying | Receipting | Wanting | Bundling | Ended
)
Step: TypeAlias = tuple[State, tuple[Effect, ...]]


def hears(state: State, line: int) -> bool:
    """Tell whether something may still come on a line: not from who left, or broke the rules."""
    match state:
        case Gathering():
            return line in state.joined
        case Ended():
            return True  # all lines end with the run, behind what was sent on them
        case _:
            return state.lines.hear(line)


def size_limit(state: State) -> int:
    """Return how many bytes a message from a member has at most."""
    match state:
        case Gathering():
            return FEW_BYTES
        case Wanting() | Bundling():
            return MESSAGE_LIMIT
        case _:
            return SOME_BYTES


def handed_out(
    had: Mapping[int, tuple[bytes, ...]], staying: tuple[int, ...], nothing: bytes
) -> Iterator[tuple[int, tuple[bytes, ...]]]:
    """Give each of those who stay the boxes that the others had for them, `nothing` from who sent none.

    What one sends leaves out its sender, so that for all behind them it is one place further in front.
    """
    for rank, receiver in enumerate(staying):
        others = (sender for sender in staying if sender != receiver)
        yield (
            receiver,
            tuple(had[sender][rank - (receiver > sender)] if sender in had else nothing for sender in others),
        )
