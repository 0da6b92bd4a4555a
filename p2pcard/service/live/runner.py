"""One pure machine between a line, a clock, a person and the book: what it asks for is done here."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Final, Generic, TypeAlias, TypeVar

from p2pcard.core.exchange.events import (
    Act,
    Arrival,
    Busy,
    Confirm,
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
    Unpack,
    Wait,
)
from p2pcard.core.exchange.meeting.events import Agree, Counted, LeaveOut, TakeReader, ToHost
from p2pcard.core.exchange.swap_bundles import SwapSend
from p2pcard.errors import Locked, MeetingBroken, Refusal, SwapBroken
from p2pcard.service.live.exchange_store import ExchangeStore
from p2pcard.service.live.person import IgnoredNow, Screen

# What a person does at a wrong moment is no harm.
_BY_HAND: Final = Heard | TakeReader | Counted | Agree | LeaveOut | Busy | PersonDone

DoneHere: TypeAlias = Show[Screen] | Wait | Keep | Confirm | Look | Pack | Unpack | Finish
MadeHere: TypeAlias = Elapsed | Saved | Ready | Packed

StateT = TypeVar("StateT")
EventT = TypeVar("EventT")
SentT = TypeVar("SentT", ToHost, SwapSend)


class Alarm:
    """One event at a later time; setting it anew forgets the one before."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float) -> None:
        """Ring once after so many seconds."""
        self.stop()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._ring)

    def stop(self) -> None:
        """Do not ring."""
        if self._timer:
            self._timer.cancel()


class Runner(Generic[StateT, EventT, SentT]):
    """Runs a machine's `step` from its first one on until it finishes; `state` is its last state."""

    def __init__(
        self,
        begun: tuple[StateT, tuple[DoneHere | SentT, ...]],
        step: Callable[[StateT, EventT | MadeHere], tuple[StateT, tuple[DoneHere | SentT, ...]]],
        send: Callable[[SentT], Awaitable[None]],
        store: ExchangeStore,
        show: Callable[[Screen], None],
        not_saved: type[Refusal],
    ) -> None:
        self.state: StateT = begun[0]
        self._begun: tuple[DoneHere | SentT, ...] = begun[1]
        self._step: Callable[[StateT, EventT | MadeHere], tuple[StateT, tuple[DoneHere | SentT, ...]]] = step
        self._send: Callable[[SentT], Awaitable[None]] = send
        self._store, self._show, self._not_saved = store, show, not_saved
        self._events: asyncio.Queue[EventT | MadeHere | Act] = asyncio.Queue()
        self._alarm = Alarm(lambda: self.put(Elapsed()))
        self._finished = False

    def put(self, event: EventT | MadeHere | Act) -> None:
        """Take an event when its turn comes."""
        self._events.put_nowait(event)

    async def hand(self, event: EventT) -> None:
        """Take an event, and come back when its turn is over: a device that floods waits."""
        self.put(event)
        await self._events.join()

    async def run(self) -> None:
        """Run to the end; raises what ended the exchange early."""
        try:
            await self._do(self._begun)
            while not self._finished:
                await self._take(await self._events.get())
                self._events.task_done()
        except Locked as error:  # as where the disk refuses, the others are told that it ends here
            raise self._not_saved from error
        finally:
            self._alarm.stop()
            with suppress(Refusal):  # it is forgotten when the vault is opened next
                self._store.close()

    async def _take(self, event: EventT | MadeHere | Act) -> None:
        if isinstance(event, Act):
            await self._act(event)
            return
        try:
            self.state, effects = self._step(self.state, event)
        except (MeetingBroken, SwapBroken):
            if not isinstance(event, _BY_HAND):
                raise
            self._show(IgnoredNow())
            return
        await self._do(effects)

    async def _do(self, effects: tuple[DoneHere | SentT, ...]) -> None:
        for effect in effects:
            match effect:
                case Show(screen):
                    self._show(screen)
                case Wait(seconds):
                    self._alarm.set(seconds)
                case Keep(arrivals, binding):
                    await self._take(self._keep(arrivals, binding))
                case Confirm(arrivals):
                    with suppress(Refusal):  # the cards are on disk; older secrets are kept beside the new
                        self._store.confirm(arrivals)
                case Look(people):
                    self._show_all(self._store.arrive(people))
                    await self._take(self._store.ready())
                case Pack(people, size):
                    await self._take(Packed(self._store.pack(people, size)))
                case Unpack(came):
                    self._show_all(self._store.unpack(came))
                    await self._take(self._store.ready())
                case Finish():
                    self._finished = True
                case _:
                    await self._send(effect)

    async def _act(self, act: Act) -> None:
        """Do in the book what the person asks for, as soon as it is known who is here."""
        if not self._store.has_people:
            self._show(IgnoredNow())
            return
        self._show_all(self._store.do(act))
        await self._take(self._store.ready())

    def _show_all(self, screens: Iterator[Screen]) -> None:
        for screen in screens:
            self._show(screen)

    def _keep(self, arrivals: tuple[Arrival, ...], binding: bytes) -> Saved:
        try:
            return self._store.keep(arrivals, binding)
        except Refusal as error:
            raise self._not_saved from error
