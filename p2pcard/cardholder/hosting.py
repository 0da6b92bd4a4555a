"""The host's side of a meeting's lines: who comes in, and what the relay passes to whom."""

import asyncio
from collections.abc import Callable

from p2pcard.cardholder.link import HANDSHAKE_TIME, Link
from p2pcard.cardholder.runner import Alarm
from p2pcard.core.meeting import door, reading, relay, stages
from p2pcard.core.meeting.messages import Join, Message
from p2pcard.core.meeting.stages import HOST, Ended, From, Gathering, Late, Left, Pause, Tell
from p2pcard.edge.lan import Line, Listener
from p2pcard.errors import Malformed, Refusal

LINES = 300  # open at once: more than the most people, so that a few silent strangers crowd nobody out
PATIENCE = 30  # seconds that a device may take to read what it is sent


class Relay:
    """Runs the relay machine; `local` takes what is meant for the host's own device."""

    def __init__(self, local: Callable[[Message], None], chance: Callable[[int], bytes]) -> None:
        self.state: stages.State = Gathering()
        self._local, self._chance = local, chance
        self._events: asyncio.Queue[stages.Event] = asyncio.Queue()
        self._outboxes: dict[int, asyncio.Queue[bytes | None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._alarm = Alarm(lambda: self.put(Late()))
        self.started = asyncio.Event()  # nobody can join any more

    def put(self, event: stages.Event) -> None:
        """Take an event when its turn comes."""
        self._events.put_nowait(event)

    async def run(self) -> None:
        """Pass messages on until the run is over and the last of them has left."""
        while not isinstance(self.state, Ended):
            self.state, effects = relay.step(self.state, await self._events.get())
            if not isinstance(self.state, Gathering):
                self.started.set()
            for effect in effects:
                self._do(effect)
        self._alarm.stop()
        await self.close()

    async def close(self) -> None:
        """Close every line behind what was sent on it."""
        for outbox in self._outboxes.values():
            outbox.put_nowait(None)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def accept(self, listener: Listener, psk: bytes, *, only_invited: bool) -> None:
        """Let in whoever comes, until cancelled."""
        number = HOST
        async for line in listener:
            number += 1
            self._begin(self._serve(line, number, psk, only_invited=only_invited))

    async def _serve(self, line: Line, number: int, psk: bytes, *, only_invited: bool) -> None:
        """Answer one device, then pass on what it says until it leaves."""
        try:
            async with asyncio.timeout(HANDSHAKE_TIME):
                first = await line.receive() or b""
                channel, second = door.answer(first, self._chance(32), psk, only_invited=only_invited)
                await line.send(second)
                link = Link(line, channel)
                said = await link.receive() or b""
                if not isinstance(reading.read(said), Join):
                    raise Malformed
        except (TimeoutError, Refusal):
            line.cut()
            return
        self._outboxes[number] = asyncio.Queue()
        writing = self._begin(self._write(link, self._outboxes[number]))
        await self._listen(link, number, said)
        self.put(Left(number))
        self._outboxes[number].put_nowait(None)
        await writing

    async def _listen(self, link: Link, number: int, first: bytes) -> None:
        said: bytes | None = first
        while said is not None:
            try:
                self.put(From(number, reading.read(said)))
            except Refusal:
                link.cut()
                return
            said = await link.receive()

    async def _write(self, link: Link, outbox: "asyncio.Queue[bytes | None]") -> None:
        while (message := await outbox.get()) is not None:
            await link.send(message)
        await link.close()

    def _do(self, effect: stages.Effect) -> None:
        match effect:
            case Tell(line, message) if line == HOST:
                self._local(message)
            case Tell(line, message) if line in self._outboxes:
                self._outboxes[line].put_nowait(bytes(message))
            case Pause(seconds):
                self._alarm.set(seconds)

    def _begin(self, work: "asyncio._CoroutineLike[None]") -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
