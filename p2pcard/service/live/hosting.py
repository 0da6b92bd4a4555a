"""The host's side of a meeting's lines: who comes in, and what the host passes to each of them."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Final

from p2pcard.core.exchange.channel import MESSAGE_LIMIT
from p2pcard.core.exchange.events import Show
from p2pcard.core.exchange.meeting import handshake, host, host_states, messages, reading
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import Unready
from p2pcard.core.exchange.meeting.host_states import (
    HOST,
    Ended,
    From,
    Gathering,
    HostScreen,
    Late,
    Left,
    Pause,
    Tell,
)
from p2pcard.core.exchange.meeting.messages import Abort, Join, Message
from p2pcard.core.formats.crypto import Chance
from p2pcard.edge.lan import Line, Listener
from p2pcard.errors import Malformed, NewerVersion, Refusal
from p2pcard.service.live.connection import HANDSHAKE_TIME, PARTING_TIME, Connection
from p2pcard.service.live.pending import PendingHandshakes
from p2pcard.service.live.runner import Alarm
from p2pcard.service.live.tasks import StartTask, together
from p2pcard.service.live.trace import NO_TRACE, Trace
from p2pcard.service.live.uninvited import Uninvited

LINES: Final = 300  # open at once: the most people of a meeting, and lines beside them that are new
_PENDING: Final = 40  # lines whose handshake is not done, or that are to end
_BACKLOG: Final = 2 * MESSAGE_LIMIT  # bytes that one device may leave unread: two of the largest rounds
_BESIDE: Final = 512  # bytes that a message of any size takes beside its own


class _MemberLine:
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


class HostRunner:
    """Runs the machine of the host.

    `local` takes what is meant for the host's own device, and `show` what is meant for its person.
    """

    def __init__(
        self,
        local: Callable[[Message | Unready], None],
        show: Callable[[HostScreen], None],
        chance: Chance,
        trace: Trace = NO_TRACE,
    ) -> None:
        self.state: host_states.State = Gathering()
        self._local, self._show, self._chance = local, show, chance
        self._step = trace.of("host", host.step)
        self._events: asyncio.Queue[host_states.Event] = asyncio.Queue()
        self._members: dict[int, _MemberLine] = {}
        self._writing: set[asyncio.Task[None]] = set()
        self._pending = PendingHandshakes(_PENDING)
        self._alarm = Alarm(lambda: self.put(Late()))
        self._ended = asyncio.Event()
        self.started = asyncio.Event()  # nobody can join any more

    def put(self, event: host_states.Event) -> None:
        """Take an event when its turn comes."""
        self._events.put_nowait(event)

    async def run(self, listener: Listener, psk: bytes, uninvited: Uninvited | None) -> None:
        """Let devices in and pass messages on, until cancelled; late-comers are told so to the end.

        `uninvited` is who may come without the invitation, or None for nobody.
        Where this device has a fault, all others are told that somebody stopped, and the fault is raised.
        """
        async with together() as begin:
            begin(self._accept(listener, psk, uninvited))
            try:
                while True:
                    self._take(await self._events.get())
                    self._events.task_done()
            except Exception:
                await self._tell_all_stopped()
                raise
            finally:
                self._alarm.stop()

    async def part(self) -> None:
        """Wait for the end of the run, and until everybody has what was sent to them, or is too slow."""
        await self._ended.wait()
        for number in tuple(self._members):
            self._end(number)
        if self._writing:
            await asyncio.wait(self._writing, timeout=2 * PARTING_TIME)

    def _take(self, event: host_states.Event) -> None:
        self.state, effects = self._step(self.state, event)
        for effect in effects:
            match effect:
                case Tell(line, message) if line == HOST:
                    self._local(message)
                case Tell(line, message):
                    self._post(line, message)
                case Unready():
                    self._local(effect)
                case Show(screen):
                    self._show(screen)
                case Pause(seconds):
                    self._alarm.set(seconds)
        if not isinstance(self.state, Gathering):
            self.started.set()
        if isinstance(self.state, Ended):
            self._ended.set()

    async def _accept(self, listener: Listener, psk: bytes, uninvited: Uninvited | None) -> None:
        number = HOST
        async with together() as begin:
            async for line in listener:
                number += 1
                begin(self._serve(line, number, psk, uninvited))

    async def _tell_all_stopped(self) -> None:
        """Tell everybody, as far as they read it in time."""
        for number in tuple(self._members):
            self._post(number, Abort(Why.STOPPED))
        if self._writing:
            await asyncio.wait(self._writing, timeout=PARTING_TIME)

    async def _serve(self, line: Line, number: int, psk: bytes, uninvited: Uninvited | None) -> None:
        """Answer one device, then pass on what it says until it leaves."""
        try:
            await self._pass_on(line, number, psk, uninvited)
        except Exception:
            await self._tell_all_stopped()
            raise

    async def _pass_on(self, line: Line, number: int, psk: bytes, uninvited: Uninvited | None) -> None:
        with ExitStack() as held:
            with self._pending.waiting(line):
                try:
                    async with asyncio.timeout(HANDSHAKE_TIME):
                        connection, join, place = await self._greet(line, psk, uninvited)
                except (TimeoutError, Refusal):
                    line.cut()
                    return
                if not held.enter_context(place):
                    await connection.send(bytes(Abort(Why.FULL)))
                    await connection.close()
                    return
            await self._let_in(line, connection, number, join)

    async def _let_in(self, line: Line, connection: Connection, number: int, join: Join) -> None:
        async with together() as begin:
            writing = self._welcome(number, connection, begin)
            await self._listen(connection, number, join)
            self.put(Left(number))
            if number in self._members:
                self._end(number)
            with self._pending.waiting(line):  # else lines that were told to go, and stay, fill the listener
                await asyncio.wait((writing,), timeout=2 * PARTING_TIME)
            connection.cut()

    async def _greet(
        self, line: Line, psk: bytes, uninvited: Uninvited | None
    ) -> tuple[Connection, Join, AbstractContextManager[bool]]:
        """Finish the handshake and read the JOIN; return with them a place to hold, as far as there is one.

        Raises a Refusal for a device that says anything else, or that comes from elsewhere uninvited.
        """
        first = await line.receive() or b""
        only_invited = uninvited is None or not uninvited.is_answered(line.address)
        channel, second = handshake.answer(first, self._chance(32), psk, only_invited=only_invited)
        await line.send(second)
        connection = Connection(line, channel, lambda: host_states.size_limit(self.state))
        try:
            join = reading.read(await connection.receive() or b"", reading.FROM_MEMBERS)
        except NewerVersion:
            await connection.send(bytes(Abort(Why.VERSION)))
            await connection.close()
            raise
        if not isinstance(join, Join):
            raise Malformed("a meeting: something before JOIN")
        if uninvited is None or handshake.is_invited(first):
            return connection, join, nullcontext(enter_result=True)
        return connection, join, uninvited.place(line.address)

    def _welcome(self, number: int, connection: Connection, begin: StartTask) -> "asyncio.Task[None]":
        member = self._members[number] = _MemberLine(connection)
        writing = begin(member.write())
        self._writing.add(writing)
        writing.add_done_callback(self._writing.discard)
        return writing

    async def _listen(self, connection: Connection, number: int, join: Join) -> None:
        """Hand on what a device says, until it is heard no more.

        One message after the other: a device that floods waits. Nothing of a message is kept meanwhile.
        """
        self.put(From(number, join))
        await self._events.join()
        while host_states.hears(self.state, number) and await self._hear(connection, number):
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
        if (member := self._members.get(number)) is None:
            return
        member.post(message)
        if isinstance(message, Abort):
            self._end(number)

    def _end(self, number: int) -> None:
        """End a line behind what was sent on it."""
        self._members.pop(number).end()
