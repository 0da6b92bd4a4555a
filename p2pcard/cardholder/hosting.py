"""The host's side of a meeting's lines: who comes in, and what the relay passes to whom."""

import asyncio
from collections.abc import Callable
from typing import Final

from p2pcard.cardholder.connection import HANDSHAKE_TIME, PARTING_TIME, Connection
from p2pcard.cardholder.porch import Porch
from p2pcard.cardholder.runner import Alarm
from p2pcard.cardholder.tasks import Begin, together
from p2pcard.core.channel import MESSAGE_LIMIT
from p2pcard.core.crypto import Chance
from p2pcard.core.meeting import door, messages, reading, relay, stages
from p2pcard.core.meeting.ending import Why
from p2pcard.core.meeting.messages import Abort, Join, Message
from p2pcard.core.meeting.stages import HOST, Ended, From, Gathering, Late, Left, Pause, Tell
from p2pcard.edge.lan import Line, Listener
from p2pcard.errors import Malformed, NewerVersion, Refusal

LINES: Final = 300  # open at once: the most people of a meeting, and a porch beside them
_PORCH: Final = 40  # lines whose handshake is not done
_BACKLOG: Final = 2 * MESSAGE_LIMIT  # bytes that one device may leave unread: two of the largest rounds
_BESIDE: Final = 512  # bytes that a message of any size takes beside its own


class _Guest:
    """One device that joined: its connection, and what it is still to be sent."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outbox: asyncio.Queue[tuple[bytes, ...] | None] = asyncio.Queue()  # None ends the line
        self._waiting = 0  # bytes

    def post(self, message: Message) -> None:
        """Send a message in its turn; a device that leaves too much unread is cut."""
        parts = messages.parts(message)
        self._waiting += _size(parts)
        self._outbox.put_nowait(parts)
        if self._waiting > _BACKLOG:
            self._connection.cut()

    def end(self) -> None:
        """End the line behind what was sent on it."""
        self._outbox.put_nowait(None)

    async def write(self) -> None:
        """Send what is posted, one message after the other, until the end."""
        while (parts := await self._outbox.get()) is not None:
            await self._connection.send(*parts)
            self._waiting -= _size(parts)
        await self._connection.close()


def _size(parts: tuple[bytes, ...]) -> int:
    return _BESIDE + sum(map(len, parts))


class Relay:
    """Runs the relay machine; `local` takes what is meant for the host's own device."""

    def __init__(self, local: Callable[[Message], None], chance: Chance) -> None:
        self.state: stages.State = Gathering()
        self._local, self._chance = local, chance
        self._events: asyncio.Queue[stages.Event] = asyncio.Queue()
        self._guests: dict[int, _Guest] = {}
        self._writing: set[asyncio.Task[None]] = set()
        self._porch = Porch(_PORCH)
        self._alarm = Alarm(lambda: self.put(Late()))
        self._ended = asyncio.Event()
        self.started = asyncio.Event()  # nobody can join any more

    def put(self, event: stages.Event) -> None:
        """Take an event when its turn comes."""
        self._events.put_nowait(event)

    async def run(self, listener: Listener, psk: bytes, *, only_invited: bool) -> None:
        """Let in whoever comes and pass messages on, until cancelled; late-comers are told so to the end."""
        async with together() as begin:
            begin(self._accept(listener, psk, only_invited=only_invited))
            try:
                while True:
                    self._take(await self._events.get())
                    self._events.task_done()
            finally:
                self._alarm.stop()

    async def part(self) -> None:
        """Wait for the end of the run, and until everybody has what was sent to them, or is too slow."""
        await self._ended.wait()
        for number in tuple(self._guests):
            self._end(number)
        if self._writing:
            await asyncio.wait(self._writing, timeout=2 * PARTING_TIME)

    def _take(self, event: stages.Event) -> None:
        self.state, effects = relay.step(self.state, event)
        for effect in effects:
            match effect:
                case Tell(line, message) if line == HOST:
                    self._local(message)
                case Tell(line, message):
                    self._post(line, message)
                case Pause(seconds):
                    self._alarm.set(seconds)
        if not isinstance(self.state, Gathering):
            self.started.set()
        if isinstance(self.state, Ended):
            self._ended.set()

    async def _accept(self, listener: Listener, psk: bytes, *, only_invited: bool) -> None:
        number = HOST
        async with together() as begin:
            async for line in listener:
                number += 1
                begin(self._serve(line, number, psk, only_invited=only_invited))

    async def _serve(self, line: Line, number: int, psk: bytes, *, only_invited: bool) -> None:
        """Answer one device, then pass on what it says until it leaves."""
        try:
            with self._porch.waiting(line):
                async with asyncio.timeout(HANDSHAKE_TIME):
                    connection, join = await self._greet(line, psk, only_invited=only_invited)
        except (TimeoutError, Refusal):
            line.cut()
            return
        async with together() as begin:
            writing = self._welcome(number, connection, begin)
            await self._listen(connection, number, join)
            self.put(Left(number))
            if number in self._guests:
                self._end(number)
            await asyncio.wait((writing,), timeout=2 * PARTING_TIME)
            connection.cut()

    async def _greet(self, line: Line, psk: bytes, *, only_invited: bool) -> tuple[Connection, Join]:
        """Finish the handshake and read the JOIN; raises a Refusal for whoever says anything else."""
        first = await line.receive() or b""
        channel, second = door.answer(first, self._chance(32), psk, only_invited=only_invited)
        await line.send(second)
        connection = Connection(line, channel, lambda: stages.size_limit(self.state))
        try:
            join = reading.read(await connection.receive() or b"", reading.FROM_MEMBERS)
        except NewerVersion:
            await connection.send(bytes(Abort(Why.VERSION)))
            await connection.close()
            raise
        if not isinstance(join, Join):
            raise Malformed
        return connection, join

    def _welcome(self, number: int, connection: Connection, begin: Begin) -> "asyncio.Task[None]":
        guest = self._guests[number] = _Guest(connection)
        writing = begin(guest.write())
        self._writing.add(writing)
        writing.add_done_callback(self._writing.discard)
        return writing

    async def _listen(self, connection: Connection, number: int, join: Join) -> None:
        """Hand on what a device says, until it is heard no more.

        One message after the other: whoever floods waits. Nothing of a message is kept meanwhile.
        """
        self.put(From(number, join))
        await self._events.join()
        while stages.hears(self.state, number) and await self._hear(connection, number):
            await self._events.join()

    async def _hear(self, connection: Connection, number: int) -> bool:
        """Hand on the next message; return False where there will be no more."""
        if (said := await connection.receive()) is None:
            return False
        try:
            self.put(From(number, reading.read(said, reading.FROM_MEMBERS)))
        except Refusal:
            connection.cut()
            return False
        return True

    def _post(self, number: int, message: Message) -> None:
        """Send a device a message in its turn; after ABORT there are no more."""
        if (guest := self._guests.get(number)) is None:
            return
        guest.post(message)
        if isinstance(message, Abort):
            self._end(number)

    def _end(self, number: int) -> None:
        """End a line behind what was sent on it."""
        self._guests.pop(number).end()
