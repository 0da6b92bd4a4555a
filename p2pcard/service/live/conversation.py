"""A conversation that this device holds, whatever shells come and go in front of it.

It runs on the loop of the shell that begins it, beside whatever else runs there.
It owns neither that loop nor the signals of the process: a shell asks for its end.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from p2pcard.core.exchange.events import Stop
from p2pcard.service.live.person import Person, PersonEvent, PersonGone, Screen
from p2pcard.service.live.screen_log import ScreenLog
from p2pcard.service.live.tasks import StartTask, together

FAREWELL: Final = 2.0  # seconds that an exchange may take to tell the others that it ends


class Exchange(Protocol):
    """A meeting or a swap, as far as a conversation must know it."""

    async def run(self) -> None:
        """Take part until it is over; raises what ended it early."""

    def handle(self, event: PersonEvent) -> None:
        """Take what the person does."""


class Conversation:
    """One exchange, and the shell that is there just now; `log` is what a shell that was away still shows."""

    def __init__(self, prepare: Callable[[Callable[[Screen], None]], Exchange]) -> None:
        self.log = ScreenLog()
        self._exchange = prepare(self._show)
        self._person: Person | None = None
        self._begin: StartTask | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._work: asyncio.Task[None] | None = None
        self._is_abandoned = False

    @property
    def is_running(self) -> bool:
        """Whether it has begun and is not over."""
        return self._work is not None and not self._work.done()

    async def run(self, person: Person) -> None:
        """Hold it to its end, at first with this person; raises what ended it early.

        Where it is cancelled, or the shell fails, it is stopped: the others are told.
        """
        self._work = asyncio.create_task(self._hold())
        try:
            async with together() as self._begin:
                self.attach(person)
                await asyncio.shield(self._work)
        finally:
            if self.is_running:
                await self.stop()

    def attach(self, person: Person) -> None:
        """Go on with this person while it runs: they see what still matters, and are heard from now on."""
        if self._begin is None:
            raise RuntimeError("A conversation is run before another shell is attached to it.")
        if self._hearing:
            self._hearing.cancel()
        self._person = person
        for screen in self.log.screens:
            self._tell(person, screen)
        self._hearing = self._begin(self._hear(person))

    async def stop(self) -> None:
        """End it as its person would, and wait until it is over; one that never ran will end at its begin."""
        self._exchange.handle(Stop())
        if self._work:
            try:
                await asyncio.wait((self._work,), timeout=FAREWELL)
            finally:
                self._work.cancel()
            await asyncio.wait((self._work,))

    def end(self) -> None:
        """End it as its person would, without waiting; the shell in front of it still sees how."""
        self._exchange.handle(Stop())

    def abandon(self) -> None:
        """End it without waiting, as where the cards are locked: from now on no shell sees anything of it.

        What it showed is forgotten at once; the others are told while the loop goes on.
        """
        self._is_abandoned = True
        self.log.clear()
        self.end()

    async def _hold(self) -> None:
        try:
            await self._exchange.run()
        finally:
            self.log.clear()

    async def _hear(self, person: Person) -> None:
        """Hand on what a person does, until they stop; in between, everything else has its turn."""
        event: PersonEvent | None = None
        while not isinstance(event, Stop):
            with self._failing_is_going():
                event = await person.say()
            self._exchange.handle(event)
            await asyncio.sleep(0)

    def _show(self, screen: Screen) -> None:
        if self._is_abandoned:
            return
        self.log.note(screen)
        if self._person:
            self._tell(self._person, screen)

    def _tell(self, person: Person, screen: Screen) -> None:
        with self._failing_is_going():
            person.show(screen)

    @contextmanager
    def _failing_is_going(self) -> Iterator[None]:
        """Take a shell that fails for a person who is gone: a window that was closed cannot be written to."""
        try:
            yield
        except Exception:
            self._exchange.handle(PersonGone())
            raise
