"""A line: one TCP connection that carries frames, each of 1 to 65,535 bytes.

A frame is its length as two bytes, big-endian, and then its bytes (spec section
6.3). A frame is never empty: a length of 0 ends the line, like any other
breakage. Both ends of a line bound what the other can make them hold: a reader
that does not read is cut, and a writer that floods waits.
"""

import asyncio
import contextlib
import errno
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from ipaddress import IPv4Address, ip_address
from typing import Final, TypeAlias

from p2pcard.core.exchange.network import bare
from p2pcard.edge.lan.address import source_of
from p2pcard.errors import NoNetwork, Unreachable

FRAME_LIMIT: Final = 0xFFFF
Place: TypeAlias = tuple[str, int] | tuple[str, int, int, int]  # as sockets of the two families want it

_HEAD: Final = 2  # bytes of the length before a frame
_WAITING: Final = 128  # connections the system holds until they are taken, as most systems allow
_OTHER_FILES: Final = 100  # open beside the lines: the vault, the terminal, other sockets
_RETRY: Final = 1.0  # seconds to wait when the system can open no more files
_PORTS: Final = 16  # ports that are tried until one is free at all addresses
_NEXT: Final = (
    0.3  # seconds until another address of the same device is tried beside the first, as RFC 8305 has it
)
_AUTO_FLOW_LABEL: Final = 70  # IPV6_AUTOFLOWLABEL of linux/in6.h
_ASKED: Final = 5  # times that a silent device is asked whether it is there, so that a lost answer is no end


class Line:
    """Frames in both directions with one other device, until either end closes.

    `address` is the other's IP address. A line that broke is told in
    one place: `receive` returns None. `patience` is how many seconds the other
    may take to read, and about how many it may be out of reach.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        address: str,
        patience: float,
        on_end: Callable[["Line"], object] = lambda line: None,
    ) -> None:
        self.address = address
        self._reader, self._writer = reader, writer
        self._patience, self._on_end = patience, on_end
        self._sending, self._receiving = asyncio.Lock(), asyncio.Lock()
        self._length = 0  # of the frame being received; 0 between two frames

    async def send(self, frame: bytes) -> None:
        """Send one frame, waiting until most of what was sent before is on its way.

        A line that is cut takes it silently; one whose other end does not read
        for `patience` seconds is cut. ValueError for a frame of no length or of
        more than 65,535 bytes.
        """
        if not 0 < len(frame) <= FRAME_LIMIT:
            raise ValueError("A frame has 1 to 65,535 bytes.")
        with self._ending():
            async with asyncio.timeout(self._patience), self._sending:
                await self._writer.drain()  # a wait that was cancelled may have left a frame behind
                self._writer.write(len(frame).to_bytes(_HEAD, "big") + frame)
                await self._writer.drain()

    async def receive(self) -> bytes | None:
        """Return the next frame, or None when there will be no more: the line is then closed.

        A wait that was cancelled loses nothing; the next one takes up where it
        stopped. There is no time limit: that is the caller's.
        """
        frame: bytes | None = None
        with self._ending():
            async with self._receiving:
                if not self._length:
                    self._length = int.from_bytes(await self._reader.readexactly(_HEAD), "big")
                if self._length and not self._writer.is_closing():
                    frame = await self._reader.readexactly(self._length)
                    self._length = 0
        if frame is None:
            self.cut()
        return frame

    async def close(self) -> None:
        """End the line when the other ended it too, or after `patience` seconds: what was sent arrives.

        Closing while something is unread would make the system throw away what
        is still on its way, so that is read and forgotten.
        """
        with self._ending():
            async with asyncio.timeout(self._patience), self._sending:
                self._writer.write_eof()
                async with self._receiving:
                    while await self._reader.read(FRAME_LIMIT):
                        pass
        self.cut()

    def cut(self) -> None:
        """End the line now, whatever is on its way."""
        self._writer.transport.abort()
        self._on_end(self)

    @contextlib.contextmanager
    def _ending(self) -> Iterator[None]:
        """Cut the line when what is done inside finds it broken or too slow."""
        try:
            yield
        except (OSError, EOFError):  # a timeout is an OSError, too
            self.cut()


class Listener:
    """The lines that others open to this device, in the order they come."""

    def __init__(self, port: int, limit: int, patience: float) -> None:
        self.port = port
        self._limit, self._patience = limit, patience
        self._came: asyncio.Queue[Line] = asyncio.Queue()
        self._lines: set[Line] = set()

    def __aiter__(self) -> AsyncIterator[Line]:
        return self

    async def __anext__(self) -> Line:
        """Return the next line. What comes while `limit` lines are open is closed unread."""
        return await self._came.get()

    async def take(self, listening: socket.socket) -> None:
        """Take the lines that come to one address, without end."""
        while True:
            try:
                taken, (address, *_) = await asyncio.get_running_loop().sock_accept(listening)
            except ConnectionError:  # it left before it was taken
                continue
            except OSError:  # there are too many open files
                await asyncio.sleep(_RETRY)
                continue
            if len(self._lines) >= self._limit:
                taken.close()
                continue
            try:
                line = await _line(taken, bare(address), self._patience, self._lines.discard)
            except OSError:
                taken.close()
                continue
            self._lines.add(line)
            self._came.put_nowait(line)

    def cut(self) -> None:
        """Cut every line that is still open."""
        for line in tuple(self._lines):
            line.cut()


@contextlib.asynccontextmanager
async def listen(addresses: tuple[str, ...], limit: int, patience: float) -> AsyncIterator[Listener]:
    """Listen on one free port of all `addresses`, IP addresses of this device, and on no others.

    At most `limit` lines are open at once; `patience` is in seconds, as in
    Line. Leaving the context cuts the lines that are still open.
    Raises NoNetwork when the device does not have one of them any more.
    """
    with contextlib.ExitStack() as doors:
        opened = [doors.enter_context(each) for each in _doors(addresses)]
        _allow_files(limit + _OTHER_FILES)
        listener = Listener(opened[0].getsockname()[1], limit, patience)
        taking = [asyncio.create_task(listener.take(each)) for each in opened]
        try:
            yield listener
        finally:
            for task in taking:
                task.cancel()
            await asyncio.gather(*taking, return_exceptions=True)
            listener.cut()


def _doors(addresses: tuple[str, ...]) -> list[socket.socket]:
    """Return sockets that listen on one and the same port of all addresses; raises NoNetwork."""
    for _ in range(_PORTS):
        opened: list[socket.socket] = []
        try:
            for address in addresses:
                family, there = _place(address, opened[0].getsockname()[1] if opened else 0)
                opened.append(_socket(family))
                # No SO_REUSEADDR: the port is new each time, and on some systems another
                # program could take it over.
                opened[-1].bind(there)
                opened[-1].listen(_WAITING)
        except OSError as error:
            for each in opened:
                each.close()
            if error.errno != errno.EADDRINUSE:
                raise NoNetwork from error
        else:
            return opened
    raise NoNetwork


async def connect(
    addresses: tuple[str, ...], port: int, timeout: float, patience: float, own: tuple[str, ...] = ()
) -> Line:
    """Open a line to a device that has IP `addresses`, within `timeout` seconds; `patience` as in Line.

    The first address that answers is the line's; `own` are those that this
    device shows on its network. Raises Unreachable. A name instead of an address
    is a ValueError, so that nothing is ever looked up.
    """
    for address in addresses:
        ip_address(address)
    opening = [
        asyncio.create_task(_open(address, port, own, _NEXT * later))
        for later, address in enumerate(addresses)
    ]
    opened = line = None
    try:
        async with asyncio.timeout(timeout):
            opened = await _first(opening)
        line = await _line(opened, bare(opened.getpeername()[0]), patience)
    except OSError as error:  # a timeout, too
        raise Unreachable from error
    finally:
        for task in opening:
            task.cancel()
        for made in await asyncio.gather(*opening, return_exceptions=True):
            if isinstance(made, socket.socket) and not (line is not None and made is opened):
                made.close()
    return line


async def _open(address: str, port: int, own: tuple[str, ...], later: float) -> socket.socket:
    """Open a connection after a while in seconds; raises OSError."""
    await asyncio.sleep(later)
    family, there = _place(address, port)
    opened = _socket(family)
    try:
        if source := source_of(address, own):
            opened.bind(_place(source, 0)[1])
        await asyncio.get_running_loop().sock_connect(opened, there)
    except BaseException:
        opened.close()
        raise
    return opened


async def _first(opening: Sequence["asyncio.Task[socket.socket]"]) -> socket.socket:
    """Return the first connection that is open; raises OSError where there will be none."""
    for opened in asyncio.as_completed(opening):
        with contextlib.suppress(OSError):
            return await opened
    raise ConnectionError


def _socket(family: socket.AddressFamily) -> socket.socket:
    """Make a socket of a line whose packets say no more than they must.

    Linux writes a number into the heads of IPv6 packets that is made from addresses and ports.
    """
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setblocking(False)
    if family == socket.AF_INET6:
        leave_unlabelled(made)
    return made


def leave_unlabelled(made: socket.socket) -> None:
    """Have the system write no flow label: where addresses and ports are the same, it would come again."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            made.setsockopt(socket.IPPROTO_IPV6, _AUTO_FLOW_LABEL, 0)


def _place(address: str, port: int) -> tuple[socket.AddressFamily, Place]:
    """Return the family of an IP address, and it with a port as a socket wants it.

    Raises OSError where there is no such interface as a link-local address has behind it.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return socket.AF_INET, (str(ip), port)
    scope = ip.scope_id or "0"
    number = int(scope) if scope.isdecimal() else socket.if_nametoindex(scope)
    return socket.AF_INET6, (bare(address), port, 0, number)


async def _line(
    connected: socket.socket,
    address: str,
    patience: float,
    on_end: Callable[[Line], object] = lambda line: None,
) -> Line:
    """Make a line of a connected socket; somebody waits for each frame, so none is held back."""
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    _notice_silence(connected, patience)
    reader, writer = await asyncio.open_connection(sock=connected, limit=FRAME_LIMIT)
    return Line(reader, writer, address, patience, on_end)


def _notice_silence(connected: socket.socket, patience: float) -> None:
    """Have the system end a line whose other end is out of reach for about `patience` seconds.

    A device that loses its network, or whose lid is closed, says no goodbye:
    people would look at their screens for half an hour. Systems name these
    settings differently, and what one does not have is left out.
    """
    pause = max(1, round(patience / (_ASKED + 1)))
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    values = {
        "TCP_KEEPIDLE": pause,  # seconds of silence before it is asked
        "TCP_KEEPALIVE": pause,  # the same on macOS
        "TCP_KEEPINTVL": pause,
        "TCP_KEEPCNT": _ASKED,
        "TCP_USER_TIMEOUT": pause * (_ASKED + 1) * 1000,  # milliseconds, while something is on its way
    }
    for name, value in values.items():
        if (option := getattr(socket, name, None)) is not None:
            with contextlib.suppress(OSError):
                connected.setsockopt(socket.IPPROTO_TCP, option, value)


def _allow_files(count: int) -> None:
    """Ask the system to let this program have `count` files open, where it starts with fewer."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < count:
            resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
