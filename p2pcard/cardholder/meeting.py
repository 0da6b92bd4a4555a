"""A meeting from this device: find the host or become it, take part, and leave (spec section 7)."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, cast

from p2pcard.cardholder.connection import PATIENCE, Connection, call
from p2pcard.cardholder.hosting import LINES, Relay
from p2pcard.cardholder.person import Gone, HostsNow, IgnoredNow, InvitationNow, Person, QuietNow, RoleNow
from p2pcard.cardholder.runner import Runner, hear
from p2pcard.cardholder.shelf import VaultShelf
from p2pcard.cardholder.tasks import first, stoppable, together, unless
from p2pcard.core.crypto import Chance
from p2pcard.core.exchange import Dropped, Stop
from p2pcard.core.invitation import TOKEN_SIZE, Address, Invitation
from p2pcard.core.meeting import door, ending, member, reading, stages
from p2pcard.core.meeting.ending import Why
from p2pcard.core.meeting.events import Send
from p2pcard.core.meeting.messages import Abort
from p2pcard.core.meeting.opening import Self
from p2pcard.core.meeting.stages import HOST, From, Left
from p2pcard.edge import lan
from p2pcard.errors import (
    CouldNotSave,
    MeetingBroken,
    MeetingEnded,
    MeetingLeft,
    MeetingStopped,
    NewerVersion,
    NoMulticast,
    Refusal,
    Unreachable,
)

LOOK_TIME: Final = 2.5  # seconds to look for a host, and up to one more by chance
TRIES: Final = 5  # times that hosts may vanish before they start, as when two make way for one another
CHANCES: Final = 2  # times that one and the same host may do so before it is overlooked
_FOR_HOST: Final = (stages.Begin, stages.GoOn)


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants to take part: as host by choice, behind an invitation, or as it comes."""

    address: str
    host: bool = False
    invitation: Invitation | None = None
    only_invited: bool = False


class Meeting:
    """One device's way through a meeting; `draw` makes what it brings anew for every run."""

    def __init__(
        self,
        wish: Wish,
        person: Person,
        shelf: VaultShelf,
        draw: Callable[[], Self],
        chance: Chance,
    ) -> None:
        self._wish, self._person, self._shelf, self._draw, self._chance = wish, person, shelf, draw, chance
        self._vanished: Counter[str] = Counter()  # how often each host left or was silent before a start
        self._runner: Runner | None = None
        self._relay: Relay | None = None
        self._stopped = asyncio.Event()
        self._gone = False  # then the line ends without a word, as one that breaks

    async def run(self) -> None:
        """Take part until the run is over; raises MeetingEnded, Unreachable or NoNetwork.

        Being cancelled is being stopped: the others are told.
        """
        try:
            await stoppable(self._run(), lambda: self._handle(Stop()))
        except MeetingStopped as ended:
            if self._stopped.is_set():
                raise MeetingLeft from ended
            raise

    async def _run(self) -> None:
        async with together() as begin:
            begin(hear(self._person, self._handle))
            if self._wish.invitation:
                await self._join(self._wish.invitation.address, self._wish.invitation.psk)
            else:
                await self._find()

    def _handle(self, event: Any) -> None:
        """Hand on what the person does to whatever runs just then."""
        if isinstance(event, Stop):
            self._stopped.set()  # for what no machine watches over
            self._gone = isinstance(event, Gone)
        if self._relay and isinstance(event, _FOR_HOST):
            self._relay.put(event)
        elif self._runner and not isinstance(event, _FOR_HOST):
            self._runner.put(event)
        elif not isinstance(event, Stop):
            self._person.show(IgnoredNow())

    async def _find(self) -> None:
        """Join the host that is there, or be the host; start over where a host makes way before the start."""
        for _ in range(TRIES):
            found = None if self._wish.host else await self._unless_stopped(self._look())
            if found is None:
                found = await self._host()
            if found is None:
                return
            with suppress(_Vanished):
                await self._join(Address(found.address, found.port), b"")
                return
            self._vanished[found.instance] += 1
        raise MeetingBroken

    async def _look(self) -> lan.Appeared | None:
        """Look around for a moment that differs between devices."""
        seconds = LOOK_TIME + int.from_bytes(self._chance(2), "big") / 0x10000
        with suppress(TimeoutError, NoMulticast):
            async with asyncio.timeout(seconds), lan.browse(self._wish.address) as sightings:
                async for sighting in sightings:
                    if isinstance(sighting, lan.Appeared) and self._may_be_host(sighting):
                        return sighting
        return None

    def _may_be_host(self, sighting: lan.Appeared) -> bool:
        """Tell whether it is worth a try: a name that leads nowhere must not keep a room from starting."""
        return self._vanished[sighting.instance] < CHANCES

    async def _join(self, address: Address, psk: bytes) -> None:
        """Take part as a member; raises _Vanished where the host left before the start."""
        self._person.show(RoleNow(host=False))
        try:
            called = call(address, *door.call(self._chance(32), psk))
            connection = Connection(*await self._unless_stopped(called))
        except Unreachable as error:
            if psk:
                raise
            raise _Vanished from error
        try:
            await self._attend(connection)
        finally:
            self._runner = None
            await connection.close()

    async def _attend(self, connection: Connection) -> None:
        async def send(effect: Send) -> None:
            await connection.send(bytes(effect.message))

        runner = self._begin_run(send)
        async with together() as begin:
            begin(_pump(connection, runner))
            try:
                await runner.run(*member.begin(self._draw()))
            except MeetingEnded as ended:
                if not self._gone:
                    await connection.send(bytes(Abort(ending.code(ended))))
                if isinstance(ended, MeetingBroken) and isinstance(runner.state, member.Waiting):
                    raise _Vanished from ended
                raise

    def _begin_run(self, send: Callable[[Send], Awaitable[None]]) -> Runner:
        self._runner = Runner(member.step, send, self._shelf, self._person, CouldNotSave)
        if self._stopped.is_set():
            self._runner.put(Stop())
        return self._runner

    async def _host(self) -> lan.Appeared | None:
        """Be the host; return another host to join instead, if this one is to make way before the start."""
        async with lan.listen(self._wish.address, LINES, PATIENCE) as listener, together() as begin:
            invitation = Invitation(self._chance(TOKEN_SIZE), Address(self._wish.address, listener.port))

            async def send(effect: Send) -> None:
                relay.put(From(HOST, effect.message))

            runner = self._begin_run(send)
            relay = self._relay = Relay(runner.put, self._chance)
            self._person.show(RoleNow(host=True, only_invited=self._wish.only_invited))
            self._person.show(InvitationNow(bytes(invitation)))
            begin(relay.run(listener, invitation.psk, only_invited=self._wish.only_invited))
            attending = begin(self._attend_here(runner, relay))
            announcing = begin(self._announce(listener.port, relay))
            try:
                await asyncio.wait((attending, announcing), return_when=asyncio.FIRST_COMPLETED)
                if announcing.done() and (found := announcing.result()) and not relay.started.is_set():
                    return cast("lan.Appeared", found)
                ended = await attending
                await relay.part()
            finally:
                self._runner = self._relay = None
        if ended:
            raise ended
        return None

    async def _attend_here(self, runner: Runner, relay: Relay) -> MeetingEnded | None:
        """Take part as the member that the host's own device is; return what ended the run early."""
        ended = None
        try:
            await runner.run(*member.begin(self._draw()))
        except MeetingEnded as early:
            if self._gone:
                raise
            ended = early
            relay.put(From(HOST, Abort(ending.code(ended))))
        relay.put(Left(HOST))
        return ended

    async def _announce(self, port: int, relay: Relay) -> lan.Appeared | None:
        """Be found until the start; return a host to make way for."""
        if self._wish.only_invited:
            return None
        instance = self._chance(8).hex()
        try:
            async with (
                lan.announce(self._wish.address, port, instance),
                lan.browse(self._wish.address, instance) as sightings,
            ):
                found = await first(self._watch(sightings, instance), relay.started.wait())
                return found if isinstance(found, lan.Appeared) else None
        except NoMulticast:
            self._person.show(QuietNow())
            return None

    async def _watch(self, sightings: lan.Sightings, own: str) -> lan.Appeared:
        """Show other hosts; of two that became host by themselves, the one with the smaller name stays.

        A host by choice never makes way: its person sees the other, and people decide.
        """
        others: set[str] = set()
        async for sighting in sightings:
            others.discard(sighting.instance)
            if isinstance(sighting, lan.Appeared):
                if not self._wish.host and sighting.instance < own and self._may_be_host(sighting):
                    return sighting
                others.add(sighting.instance)
            self._person.show(HostsNow(len(others)))
        raise AssertionError("Sightings have no end.")

    async def _unless_stopped(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Do something that no machine watches over; raises MeetingStopped when the person stops it."""
        return await unless(self._stopped, MeetingStopped, work)


class _Vanished(MeetingBroken):
    """The host left before the start; there may be another."""


async def _pump(connection: Connection, runner: Runner) -> None:
    """Hand on what the host says, and at last that it left or made no sense."""
    while (said := await connection.receive()) is not None:
        try:
            message = reading.read(said)
        except NewerVersion:
            message = Abort(Why.VERSION)
        except Refusal:
            break
        await runner.hand(message)
    for _ in ("the cards", "the receipts"):  # nothing of either will come any more
        runner.put(Dropped())
