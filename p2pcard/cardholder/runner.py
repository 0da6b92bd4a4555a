"""One pure machine between a line, a clock, a person and the book: what it asks for is done here."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any, Final

from p2pcard.cardholder.person import IgnoredNow, Person
from p2pcard.cardholder.shelf import VaultShelf
from p2pcard.core.exchange import (
    Act,
    Arrival,
    Busy,
    Confirm,
    Done,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Look,
    Pack,
    Packed,
    Saved,
    Show,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.meeting.events import Agree, Counted, TakeReader
from p2pcard.core.meeting.stages import Begin, GoOn
from p2pcard.errors import MeetingBroken, Refusal, SwapBroken

# What a person does at a wrong moment is no harm.
_BY_HAND: Final = (Heard, TakeReader, Counted, Agree, Begin, GoOn, Busy, Done)


async def hear(person: Person, handle: Callable[[Any], None]) -> None:
    """Hand on what the person does, until they stop; in between, everything else has its turn."""
    event: object = None
    while not isinstance(event, Stop):
        event = await person.say()
        handle(event)
        await asyncio.sleep(0)


class Alarm:
    """One event at a later time; setting it anew forgets the one before."""

    def __init__(self, ring: Callable[[], object]) -> None:
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


class Runner:
    """Runs a machine's `step` on whatever is `put` until it finishes; `state` is its last state."""

    def __init__(
        self,
        step: Callable[[Any, Any], tuple[Any, tuple[Any, ...]]],
        send: Callable[[Any], Awaitable[None]],
        shelf: VaultShelf,
        person: Person,
        not_saved: type[Refusal],
    ) -> None:
        self.state: Any = None
        self._step, self._send, self._shelf, self._person = step, send, shelf, person
        self._not_saved = not_saved
        self._events: asyncio.Queue[object] = asyncio.Queue()
        self._alarm = Alarm(lambda: self.put(Elapsed()))
        self._finished = False

    def put(self, event: object) -> None:
        """Take an event when its turn comes."""
        self._events.put_nowait(event)

    async def hand(self, event: object) -> None:
        """Take an event, and come back when its turn is over: whoever floods waits."""
        self.put(event)
        await self._events.join()

    async def run(self, state: object, effects: tuple[object, ...]) -> None:
        """Run from a first step on; raises what ended the exchange early."""
        self.state = state
        try:
            await self._do(effects)
            while not self._finished:
                await self._take(await self._events.get())
                self._events.task_done()
        finally:
            self._alarm.stop()
            with suppress(Refusal):  # it is forgotten when the vault is opened next
                self._shelf.close()

    async def _take(self, event: object) -> None:
        if isinstance(event, Act):
            await self._act(event)
            return
        try:
            self.state, effects = self._step(self.state, event)
        except (MeetingBroken, SwapBroken):
            if not isinstance(event, _BY_HAND):
                raise
            self._person.show(IgnoredNow())
            return
        await self._do(effects)

    async def _do(self, effects: tuple[object, ...]) -> None:  # noqa: C901  # one line for each effect
        for effect in effects:
            match effect:
                case Show(screen):
                    self._person.show(screen)
                case Wait(seconds):
                    self._alarm.set(seconds)
                case Keep(arrivals):
                    await self._take(Saved(self._keep(arrivals)))
                case Confirm(arrivals):
                    with suppress(Refusal):  # the cards are on disk; older secrets are kept beside the new
                        self._shelf.confirm(arrivals)
                case Look(people):
                    self._show_all(self._shelf.arrive(people))
                    await self._take(self._shelf.ready())
                case Pack(people, size):
                    await self._take(Packed(self._shelf.pack(people, size)))
                case Unpack(came):
                    self._show_all(self._shelf.unpack(came))
                    await self._take(self._shelf.ready())
                case Finish():
                    self._finished = True
                case _:
                    await self._send(effect)

    async def _act(self, act: Act) -> None:
        """Do in the book what the person asks for, as soon as it is known who is here."""
        if not self._shelf.has_people:
            self._person.show(IgnoredNow())
            return
        self._show_all(self._shelf.do(act))
        await self._take(self._shelf.ready())

    def _show_all(self, screens: Iterator[object]) -> None:
        for screen in screens:
            self._person.show(screen)

    def _keep(self, arrivals: tuple[Arrival, ...]) -> tuple[int, ...]:
        try:
            return self._shelf.keep(arrivals)
        except Refusal as error:
            raise self._not_saved from error
