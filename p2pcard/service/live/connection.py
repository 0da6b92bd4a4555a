"""A line with a finished channel on it: whole messages in and out."""

import asyncio
from collections.abc import Callable
from typing import Final

from p2pcard.core.exchange import channel
from p2pcard.core.exchange.channel import Inbox
from p2pcard.core.exchange.noise import Channel, Handshake
from p2pcard.edge import lan
from p2pcard.edge.lan import Line
from p2pcard.errors import Refusal, Unreachable

PATIENCE: Final = 30  # seconds that a device may take to read what it is sent, or be out of reach
CONNECT_TIME: Final = 5.0  # seconds in which a device takes a line
HANDSHAKE_TIME: Final = 10  # seconds in which a device answers by itself
PARTING_TIME: Final = 5  # seconds that the other side may take to end a line that this side ended


class Connection:
    """One channel on one line; what does not open ends it."""

    def __init__(
        self, line: Line, finished: Channel, limit: Callable[[], int] = lambda: channel.MESSAGE_LIMIT
    ) -> None:
        self._line = line
        self._limit = limit  # bytes that a message may have by now
        self._sending = finished.sending
        self._inbox = Inbox(finished.receiving)
        self._turn = asyncio.Lock()

    async def send(self, *parts: bytes) -> None:
        """Send a whole message, whose parts are joined; a line that is gone takes it silently."""
        async with self._turn:
            self._sending, frames = channel.cut(self._sending, *parts)
            for frame in frames:
                await self._line.send(frame)

    async def receive(self) -> bytes | None:
        """Return the next whole message, or None when there will be no more."""
        while (frame := await self._line.receive()) is not None:
            try:
                self._inbox, message = self._inbox.take(frame, self._limit())
            except Refusal:
                self._line.cut()
                return None
            if message is not None:
                return message
        return None

    async def close(self) -> None:
        """End the line once what was sent has arrived, or the other side takes too long to end it, too."""
        try:
            async with asyncio.timeout(PARTING_TIME):
                await self._line.close()
        except TimeoutError:
            self.cut()

    def cut(self) -> None:
        """End the line now."""
        self._line.cut()


def _finish(state: Handshake, second: bytes) -> Channel:
    """Finish a handshake with its answer; who cannot give one that opens is not who was called."""
    try:
        return state.read(second)[0].finish()
    except Refusal as error:
        raise Unreachable from error


async def call(
    places: tuple[str, ...],
    port: int,
    own: tuple[str, ...],
    begin: Callable[[], tuple[Handshake, bytes]],
    finish: Callable[[Handshake, bytes], Channel] = _finish,
) -> tuple[Line, Channel]:
    """Open a line, send the first message that `begin` then makes, and `finish` with the answer.

    The line is to the first of `places`, IP addresses of one device, that answers; `own` are this device's.
    Raises Unreachable, and what `begin` and `finish` raise.
    """
    line = await lan.connect(places, port, CONNECT_TIME, PATIENCE, own)
    try:
        state, first = begin()
        async with asyncio.timeout(HANDSHAKE_TIME):
            await line.send(first)
            second = await line.receive()
        if second is None:
            raise Unreachable
        return line, finish(state, second)
    except BaseException as error:
        line.cut()
        if isinstance(error, TimeoutError):
            raise Unreachable from error
        raise
