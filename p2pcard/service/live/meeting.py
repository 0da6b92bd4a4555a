"""A meeting from this device: find the host or become it, take part, and leave (spec section 7)."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar, assert_never

from p2pcard.core.exchange.events import (
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    Dropped,
    Heard,
    PersonDone,
    ShowVouches,
    Stop,
    StoredNow,
    VouchFor,
)
from p2pcard.core.exchange.invitation import SECRET_SIZE, Invitation
from p2pcard.core.exchange.meeting import abort, handshake, member, reading
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import (
    Agree,
    Counted,
    Event,
    LeaveOut,
    Propose,
    SendToHost,
    SentNow,
    TakeReader,
    ToHost,
)
from p2pcard.core.exchange.meeting.host_states import HOST, Begin, From, GoOn, Left
from p2pcard.core.exchange.meeting.messages import Abort, Listing
from p2pcard.core.exchange.meeting.opening import MeetingMine
from p2pcard.core.formats.crypto import Chance
from p2pcard.edge import lan
from p2pcard.errors import (
    CardsMissing,
    CouldNotSave,
    MeetingBroken,
    MeetingEnded,
    MeetingLeft,
    MeetingStopped,
    MeetingStoppedHere,
    NewerVersion,
    NoMulticast,
    Refusal,
    Unreachable,
)
from p2pcard.service.live.connection import PATIENCE, Connection, call
from p2pcard.service.live.consent import Consent
from p2pcard.service.live.exchange_store import ExchangeStore
from p2pcard.service.live.hosting import LINES, HostRunner
from p2pcard.service.live.person import (
    CallAnyway,
    HostsNow,
    IgnoredNow,
    InvitationNow,
    PersonEvent,
    PersonGone,
    PersonLeaves,
    QuietNow,
    RoleNow,
    Screen,
)
from p2pcard.service.live.runner import Alarm, Runner
from p2pcard.service.live.tasks import first, together, unless
from p2pcard.service.live.trace import NO_TRACE, Trace
from p2pcard.service.live.uninvited import Uninvited
from p2pcard.service.places import in_code, places_of, ways_from

LOOK_TIME: Final = 2.5  # seconds to look for a host, and up to one more by chance
SETTLE_TIME: Final = 3.0  # seconds in which a host that became one by itself makes way: then two are two
TRIES: Final = 5  # times that hosts may vanish before they start, as when two make way for one another
CHANCES: Final = 2  # times that one and the same host may do so before it is overlooked

T = TypeVar("T")
MemberRunner: TypeAlias = Runner[member.State, Event, ToHost]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants to take part: as host by choice, behind an invitation, or as it comes."""

    addresses: tuple[str, ...]  # of this device, that it uses
    host: bool = False
    invitation: Invitation | None = None
    only_invited: bool = False


class Meeting:
    """One device's way through a meeting; `draw` makes what it brings anew for every run."""

    def __init__(
        self,
        wish: Wish,
        show: Callable[[Screen], None],
        store: ExchangeStore,
        draw: Callable[[], MeetingMine],
        chance: Chance,
        trace: Trace | None = None,
    ) -> None:
        self._trace = trace or NO_TRACE
        self._wish, self._show, self._store, self._draw, self._chance = wish, show, store, draw, chance
        self._vanished: Counter[str] = Counter()  # how often each host left or was silent before a start
        self._runner: MemberRunner | None = None
        self._hosting: HostRunner | None = None
        self._consent = Consent(show)
        self._stopped = asyncio.Event()
        self._gone = False  # then the line ends without a word, as one that breaks
        self._leaves = False  # my person must go, and nothing is wrong
        self._due: frozenset[int] = frozenset()  # the numbers that my card went to: theirs are to come
        self._missing: tuple[int, ...] = ()  # the numbers whose cards are not stored

    async def run(self) -> None:
        """Take part until the run is over; raises MeetingEnded, CardsMissing, Unreachable or NoNetwork."""
        try:
            if self._wish.invitation:
                address = self._wish.invitation.address
                await self._unless_stopped(self._consent.to_call(address, self._wish.addresses))
                await self._join(places_of(address), address.port, self._wish.invitation.psk)
            else:
                await self._find()
        except MeetingStopped as ended:
            if self._stopped.is_set():
                raise (MeetingLeft if self._gone or self._leaves else MeetingStoppedHere) from ended
            raise
        if missing := self._due.intersection(self._missing):  # of those left out none was to come
            raise CardsMissing(len(missing), len(self._due))

    def handle(self, event: PersonEvent) -> None:
        """Hand on what the person does to whatever runs just then."""
        match event:
            case Stop():
                self._stopped.set()  # for what no machine watches over
                self._gone |= isinstance(event, PersonGone)
                self._leaves |= isinstance(event, PersonLeaves)
                if self._runner:
                    self._runner.put(event)
            case CallAnyway():
                self._consent.give()
            case Begin():
                if self._hosting:
                    self._hosting.put(event)
                else:
                    self._show(IgnoredNow())
            case (
                Heard()
                | TakeReader()
                | Counted()
                | Agree()
                | LeaveOut()
                | Busy()
                | PersonDone()
                | VouchFor()
                | AnswerVouch()
                | AnswerIntroduction()
                | DecideLater()
                | ShowVouches()
            ):
                if self._runner:
                    self._runner.put(event)
                else:
                    self._show(IgnoredNow())
            case _:
                assert_never(event)

    async def _find(self) -> None:
        """Join the host that is there, or be the host; start over where a host makes way before the start."""
        for _ in range(TRIES):
            found = None if self._wish.host else await self._unless_stopped(self._look())
            if found is None:
                found = await self._host()
            if found is None:
                return
            with suppress(_Vanished):
                await self._join(found.addresses, found.port, b"", found.instance)
                return
            self._vanished[found.instance] += 1
        raise MeetingBroken

    async def _look(self) -> lan.Appeared | None:
        """Look around for a moment that differs between devices."""
        seconds = LOOK_TIME + int.from_bytes(self._chance(2), "big") / 0x10000
        with suppress(TimeoutError, NoMulticast):
            async with asyncio.timeout(seconds), lan.browse(self._wish.addresses) as sightings:
                async for sighting in sightings:
                    if isinstance(sighting, lan.Appeared) and self._may_be_host(sighting):
                        return sighting
        return None

    def _may_be_host(self, sighting: lan.Appeared) -> bool:
        """Tell whether it is worth a try: a name that leads nowhere must not keep a room from starting."""
        return self._vanished[sighting.instance] < CHANCES

    async def _join(self, places: tuple[str, ...], port: int, psk: bytes, instance: str = "") -> None:
        """Take part as a member of a host that was found by its instance, or by an invitation.

        Raises _Vanished where the host left before the start.
        """
        self._show(RoleNow(host=False))
        try:
            own = self._wish.addresses
            called = call(places, port, own, lambda: handshake.call(self._chance(32), psk))
            connection = Connection(*await self._unless_stopped(called))
        except Unreachable as error:
            if psk:
                raise
            raise _Vanished from error
        try:
            await self._attend(connection, instance)
        finally:
            self._runner = None
            await connection.close()

    async def _attend(self, connection: Connection, instance: str) -> None:
        async def send(effect: ToHost) -> None:
            if isinstance(effect, SendToHost):  # nobody proposes anything to a host on another device
                await connection.send(bytes(effect.message))

        runner = self._begin_run(send)
        listed = asyncio.Event()
        async with together() as begin:
            begin(_pump(connection, runner, listed))
            if instance:  # by an invitation one comes to the host that one wants
                begin(first(self._watch_beside(instance), _happened(listed)))
            try:
                await runner.run()
            except MeetingEnded as ended:
                if not self._gone and not self._leaves:
                    await connection.send(bytes(Abort(abort.code(ended))))
                if isinstance(ended, MeetingBroken) and isinstance(runner.state, member.Waiting):
                    raise _Vanished from ended
                raise

    def _begin_run(self, send: Callable[[ToHost], Awaitable[None]]) -> MemberRunner:
        begun = member.begin(self._draw())
        self._runner = Runner(
            begun, self._trace.of("member", member.step), send, self._store, self._tell, CouldNotSave
        )
        if self._stopped.is_set():
            self._runner.put(Stop())
        return self._runner

    def _tell(self, screen: Screen) -> None:
        """Show what the machine tells, and note whose cards are to come and did not."""
        match screen:
            case SentNow(numbers):
                self._due = frozenset(numbers)
            case StoredNow(_, missing, _):
                self._missing = missing
            case _:
                pass
        self._show(screen)

    async def _host(self) -> lan.Appeared | None:
        """Be the host; return another host to join instead, if this one is to make way before the start."""
        async with lan.listen(self._wish.addresses, LINES, PATIENCE) as listener, together() as begin:
            here = in_code(self._wish.addresses, listener.port)
            invitation = Invitation(self._chance(SECRET_SIZE), here)

            async def send(effect: ToHost) -> None:
                match effect:
                    case SendToHost(message):
                        hosting.put(From(HOST, message))
                    case Propose(positions):
                        hosting.put(GoOn(positions))

            runner = self._begin_run(send)
            hosting = self._hosting = HostRunner(runner.put, self._show, self._chance, self._trace)
            self._show(RoleNow(host=True, only_invited=self._wish.only_invited))
            self._show(InvitationNow(bytes(invitation)))
            uninvited = None if self._wish.only_invited else Uninvited(ways_from())
            begin(hosting.run(listener, invitation.psk, uninvited))
            attending = begin(self._attend_here(runner, hosting))
            announcing = begin(self._announce(listener.port, hosting))
            try:
                await asyncio.wait((attending, announcing), return_when=asyncio.FIRST_COMPLETED)
                if announcing.done() and (found := announcing.result()) and not hosting.started.is_set():
                    return found
                ended = await attending
                await hosting.part()
            finally:
                self._runner = self._hosting = None
        if ended:
            raise ended
        return None

    async def _attend_here(self, runner: MemberRunner, hosting: HostRunner) -> Exception | None:
        """Take part as the member that the host's own device is; return what ended the run early.

        Where that is a fault of this program, all others are told that somebody stopped; where nobody is here
        any more, they are told nothing, as by a device that broke.
        """
        ended: Exception | None = None
        try:
            await runner.run()
        except Exception as early:  # it is raised again once the others know
            if self._gone:
                raise
            ended = early
            why = abort.code(early) if isinstance(early, MeetingEnded) else Why.STOPPED
            hosting.put(From(HOST, Abort(Why.LEFT if self._leaves else why)))
        hosting.put(Left(HOST))
        return ended

    async def _announce(self, port: int, hosting: HostRunner) -> lan.Appeared | None:
        """Be found until the start; return a host to make way for."""
        if self._wish.only_invited:
            return None
        instance = self._chance(8).hex()
        try:
            async with (
                lan.announce(self._wish.addresses, port, instance),
                lan.browse(self._wish.addresses, instance, beside=True) as sightings,
            ):
                found: lan.Appeared | None = await first(
                    self._watch(sightings, instance), _happened(hosting.started)
                )
                return found
        except NoMulticast:
            self._show(QuietNow())
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
            self._show(HostsNow(len(others)))
        raise AssertionError("Sightings have no end.")

    async def _watch_beside(self, instance: str) -> None:
        """Show hosts beside the one I joined: else a room splits, and its members notice it at the count."""
        others: set[str] = set()
        alarm = Alarm(lambda: self._show(HostsNow(len(others))))
        try:
            async with lan.browse(self._wish.addresses, instance, beside=True) as sightings:
                async for sighting in sightings:
                    before = len(others)
                    others.discard(sighting.instance)
                    if isinstance(sighting, lan.Appeared):
                        others.add(sighting.instance)
                    if len(others) != before:
                        alarm.set(SETTLE_TIME)
        except NoMulticast:
            return
        finally:
            alarm.stop()

    async def _unless_stopped(self, work: Coroutine[None, None, T]) -> T:
        """Do something that no machine watches over; raises MeetingStopped when the person stops it."""
        return await unless(self._stopped, MeetingStopped, work)


class _Vanished(MeetingBroken):
    """The host left before the start; there may be another."""


async def _happened(event: asyncio.Event) -> None:
    await event.wait()


async def _pump(connection: Connection, runner: MemberRunner, listed: asyncio.Event) -> None:
    """Hand on what the host says, and at last that it left or made no sense; from LIST on it is `listed`."""
    while (said := await connection.receive()) is not None:
        try:
            message = reading.read(said)
        except NewerVersion:
            message = Abort(Why.VERSION)
        except Refusal:
            break
        if isinstance(message, Listing):
            listed.set()
        await runner.hand(message)
    for _ in ("the cards", "the receipts"):  # nothing of either will come any more
        runner.put(Dropped())
