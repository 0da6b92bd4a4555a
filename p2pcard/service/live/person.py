"""The person in the middle of a live conversation, as a shell presents them to the service.

A shell shows every `Screen` and turns what its person does into a `PersonEvent`. Both unions are
closed: a shell matches them to the end, so that the type checker names each shell that lacks one.
"""

from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from p2pcard.core.book.news import News
from p2pcard.core.exchange.events import Act, Busy, Heard, PersonDone, Stop
from p2pcard.core.exchange.invitation import Address
from p2pcard.core.exchange.meeting.events import Agree, Counted, LeaveOut, MeetingScreen, TakeReader
from p2pcard.core.exchange.meeting.host_states import Begin, HostScreen
from p2pcard.core.exchange.network import Way
from p2pcard.core.exchange.swap import SwapScreen
from p2pcard.errors import Refusal


@dataclass(frozen=True, slots=True)
class PersonGone(Stop):
    """Nobody can do anything here any more, as where a window was closed: others can go on without me."""


@dataclass(frozen=True, slots=True)
class PersonLeaves(Stop):
    """My person must go and nothing is wrong: others can go on without me, unless I am the host or read."""


@dataclass(frozen=True, slots=True)
class CallAnyway:
    """My person agrees that this device calls an address outside the network of the room."""


@dataclass(frozen=True, slots=True)
class LeadsOutNow:
    """The code leads to an address that may be anybody's; my person is asked before it is called."""

    address: Address
    way: Way


@dataclass(frozen=True, slots=True)
class RoleNow:
    """What this device is in the meeting: the host, perhaps for those invited alone, or a member."""

    host: bool
    only_invited: bool = False


@dataclass(frozen=True, slots=True)
class InvitationNow:
    """A way straight to this host, as bytes to be shown as a code and as text to type."""

    invitation: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class HostsNow:
    """So many other devices want to start a meeting here as well."""

    others: int


@dataclass(frozen=True, slots=True)
class QuietNow:
    """Names do not travel on this network, so others come by invitation alone."""


@dataclass(frozen=True, slots=True)
class CodeNow:
    """The code of a swap, to be scanned by the other device."""

    code: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class StrangerNow:
    """Somebody who has not seen the code tried it, the 1st, 10th, 100th ...; so many so far."""

    count: int


@dataclass(frozen=True, slots=True)
class BetweenNow:
    """So many swaps in a row ended between the code and the words: somebody may stand between."""

    swaps: int


@dataclass(frozen=True, slots=True)
class IgnoredNow:
    """What the person did means nothing at this moment."""


@dataclass(frozen=True, slots=True)
class NewsNow:
    """What somebody here sent behind the cards."""

    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class ToShowNow:
    """These people (keys) vouch for me; my person is asked who here may see it."""

    by: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ActedNow:
    """What my person asked for is done, and on its way to the people here."""

    act: Act


@dataclass(frozen=True, slots=True)
class RefusedNow:
    """What my person asked for cannot be done; the exchange goes on."""

    refusal: Refusal


PersonEvent: TypeAlias = (
    Heard | TakeReader | Counted | Agree | Begin | LeaveOut | Busy | PersonDone | Act | CallAnyway
    | Stop | PersonLeaves | PersonGone
)  # fmt: skip
AroundScreen: TypeAlias = (
    LeadsOutNow
    | RoleNow
    | InvitationNow
    | HostsNow
    | QuietNow
    | CodeNow
    | StrangerNow
    | BetweenNow
    | IgnoredNow
)
BookScreen: TypeAlias = NewsNow | ToShowNow | ActedNow | RefusedNow
Screen: TypeAlias = MeetingScreen | HostScreen | SwapScreen | AroundScreen | BookScreen


class Person(Protocol):
    """The person at this device, behind their shell."""

    def show(self, screen: Screen) -> None:
        """Tell the person."""

    async def say(self) -> PersonEvent:
        """Wait for the next thing that the person does, as an event."""
