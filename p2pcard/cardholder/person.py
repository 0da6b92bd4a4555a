"""The person in the middle of a live conversation, as a shell presents them to the service.

A shell shows screens and turns what its person does into events; both are
values of `p2pcard.core.exchange`, `p2pcard.core.meeting.events`,
`p2pcard.core.meeting.stages`, `p2pcard.core.swap` and of this module.
"""

from dataclasses import dataclass
from typing import Protocol

from p2pcard.core.exchange import Act, Stop
from p2pcard.core.news import News
from p2pcard.errors import Refusal


class Person(Protocol):
    """Whoever holds the device."""

    def show(self, screen: object) -> None:
        """Tell the person."""

    async def say(self) -> object:
        """Wait for the next thing that the person does, as an event."""


@dataclass(frozen=True, slots=True)
class Gone(Stop):
    """Nobody can do anything here any more, as where a window was closed: others can go on without me."""


@dataclass(frozen=True, slots=True)
class RoleNow:
    """What this device is in the meeting: the host, perhaps for those invited alone, or a member."""

    host: bool
    only_invited: bool = False


@dataclass(frozen=True, slots=True)
class InvitationNow:
    """A way straight to this host, as bytes to be shown as a code and as text to type."""

    invitation: bytes


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

    code: bytes


@dataclass(frozen=True, slots=True)
class StrangerNow:
    """Somebody who has not seen the code tried it; so many so far."""

    count: int


@dataclass(frozen=True, slots=True)
class IgnoredNow:
    """What the person did means nothing at this moment."""


@dataclass(frozen=True, slots=True)
class NewsNow:
    """What somebody here sent behind the cards."""

    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class ToShowNow:
    """These people (keys) vouch for me; my person is asked to whom here it may be shown."""

    by: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ActedNow:
    """What my person asked for is done, and on its way to who is here."""

    act: Act


@dataclass(frozen=True, slots=True)
class RefusedNow:
    """What my person asked for cannot be done; the exchange goes on."""

    refusal: Refusal
