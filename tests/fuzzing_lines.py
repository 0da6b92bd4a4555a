"""What the network brings below all messages: a stream cut anywhere, and multicast DNS (`scripts/fuzz`)."""

import asyncio
import time
from collections.abc import Coroutine
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

from zeroconf import DNSQuestionType, IPVersion, ServiceInfo
from zeroconf._listener import AsyncListener  # what a socket of zeroconf hands its packets to
from zeroconf._services.browser import generate_service_query  # what a browser says when its time comes
from zeroconf.asyncio import AsyncServiceBrowser

from p2pcard.core.exchange.network import bare
from p2pcard.edge.lan import FRAME_LIMIT, Appeared, Disappeared, Line, discovery
from p2pcard.edge.lan.multicast import Multicast
from tests.discovery import AAAA, PTR, SERVICE, SOON, SRV, TXT, A, answer, question, rows
from tests.discovery import name as labelled
from tests.fuzzing import Target
from tests.fuzzing_conversations import CONVERSATION, joined, pieces

COMES, WAITS, GIVES_UP, ENDS, FLOODS, CUTS = (bytes((number,)) for number in range(6))
PATIENCE = 60.0
NAMES = 64  # that are looked at, at once
TURNS = 5  # of the event loop until what came is told
OWN = "0123456789abcdef"
ALL = {discovery._SERVICE}
NEAR = (IPv4Network("10.77.0.0/24"), IPv6Network("fe80::/64"))
SCOPE = 3
STRANGER = ("10.77.0.9", 5353)
ANNOUNCED = ServiceInfo(
    discovery._SERVICE,
    f"{OWN}.{discovery._SERVICE}",
    parsed_addresses=["10.77.0.2"],
    port=4001,
    server=f"{OWN}.local.",
)


class Wire(asyncio.Transport):
    """A transport of nothing but memory."""

    def __init__(self, protocol: asyncio.StreamReaderProtocol) -> None:
        super().__init__()
        self.ended = self.paused = False
        self._protocol = protocol
        protocol.connection_made(self)

    def is_closing(self) -> bool:
        return self.ended

    def abort(self) -> None:
        if not self.ended:
            self.ended = True
            asyncio.get_running_loop().call_soon(self._protocol.connection_lost, None)

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False


class Stream:
    """A line whose other end is a row of pieces, and somebody who waits for its frames."""

    def __init__(self) -> None:
        self.reader = asyncio.StreamReader(limit=FRAME_LIMIT)
        protocol = asyncio.StreamReaderProtocol(self.reader)
        self.wire = Wire(protocol)
        writer = asyncio.StreamWriter(self.wire, protocol, self.reader, asyncio.get_running_loop())
        self.line = Line(self.reader, writer, STRANGER[0], PATIENCE)
        self.waiting: asyncio.Task[bytes | None] | None = None
        self.came, self.got = bytearray(), list[bytes | None]()
        self.over = False  # the other end said that nothing more comes
        self.whole = True  # the line was not cut by us

    async def take(self, kind: bytes, said: bytes) -> None:
        """Let one thing happen, and then all that follows."""
        if kind in (COMES, FLOODS):
            for _ in range(1 if kind == COMES else 256):
                self.feed(said)
        elif kind == WAITS and self.waiting is None:
            self.waiting = asyncio.create_task(self.line.receive())
        elif kind == GIVES_UP and self.waiting is not None:
            self.waiting.cancel()
        elif kind == ENDS:
            self.reader.feed_eof()
            self.over = True
        elif kind == CUTS:
            self.line.cut()
            self.whole = False
        await self.turn()

    def feed(self, said: bytes) -> None:
        """Bytes come as far as there is room for them."""
        if not (self.wire.paused or self.wire.ended or self.over):
            self.came += said
            self.reader.feed_data(said)

    async def turn(self) -> None:
        """Give everything its turn, and note the frame that somebody waited for."""
        for _ in range(TURNS):
            await asyncio.sleep(0)
        if self.waiting is not None and self.waiting.done():
            if not self.waiting.cancelled():
                self.got.append(self.waiting.result())
            self.waiting = None

    def check(self) -> None:
        """What was given out is what came, whole and in order, and nothing behind an end."""
        expected, rest = frames(bytes(self.came))
        given = [each for each in self.got if each is not None]
        assert given == expected[: len(given)], "another frame came out than went in"
        ends = self.got[len(given) :]
        assert given + ends == self.got, "a frame came behind the end"
        assert not ends or self.wire.ended, "an end that left the line open"
        if ends and self.whole:
            assert len(given) == len(expected), "a whole frame was lost"
            assert self.over or rest[:2] == bytes(2), "an end without a reason"
        held = len(self.came) - sum(len(each) + 2 for each in given)
        assert held <= 4 * FRAME_LIMIT, "more is held than should be"
        assert self.waiting is None or len(given) == len(expected), "a frame that is there was not given out"


def frames(came: bytes) -> tuple[list[bytes], bytes]:
    """The whole frames of a stream, and what is behind them: an empty frame ends it."""
    found = []
    while size := int.from_bytes(came[:2], "big"):
        if len(came) < 2 + size:
            break
        found.append(came[2 : 2 + size])
        came = came[2 + size :]
    return found, came


async def streamed(data: bytes) -> object:
    """How many frames came out of a stream."""
    stream = Stream()
    try:
        for piece in pieces(data):
            await stream.take(piece[:1], piece[1:])
        stream.check()
    finally:
        stream.line.cut()
        await asyncio.gather(*filter(None, [stream.waiting]), return_exceptions=True)
    return len(stream.got)


async def sighted(data: bytes) -> object:
    """Who is told to be there after all packets, of what zeroconf made of them: there is no socket."""
    failed: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: failed.append(context))
    zeroconf = Multicast(interfaces=[], unicast=True, ip_version=IPVersion.V4Only)
    zeroconf.registry.async_add(ANNOUNCED)
    sightings = discovery.Sightings()
    seeker = discovery._Seeker(OWN, NEAR, SCOPE, sightings, None)
    await zeroconf.async_wait_for_start()
    browser = AsyncServiceBrowser(zeroconf, discovery._SERVICE, handlers=[seeker.changed])
    listener = AsyncListener(zeroconf)
    try:
        for packet in pieces(data):
            listener.datagram_received(packet, STRANGER)
            for asked in generate_service_query(
                zeroconf, time.monotonic() * 1000, ALL, True, DNSQuestionType.QU
            ):
                zeroconf.async_send(asked)
            for _ in range(TURNS):
                await asyncio.sleep(0)
            check(seeker)
        assert not failed, failed[0]
        return await told(sightings)
    finally:
        await browser.async_cancel()
        await seeker.stop()
        await zeroconf._async_close()


def check(seeker: discovery._Seeker) -> None:
    """What strangers can have this device do is bounded, and no question ends in an accident."""
    assert len(seeker._names) <= NAMES
    assert {*seeker._asking} <= seeker._names
    for asking in seeker._asking.values():
        if asking.done() and not asking.cancelled():
            asking.result()
    for instance, ways in seeker._sightings._here.items():
        (found,) = ways.values()
        assert found.instance == instance != OWN
        assert discovery._NAME.fullmatch(f"{instance}.{discovery._SERVICE}")
        assert 0 < len(found.addresses) <= 2
        assert all(any(ip_address(bare(each)) in near for near in NEAR) for each in found.addresses)
        assert 0 < found.port < 65536


async def told(sightings: discovery.Sightings) -> list[Appeared | Disappeared]:
    """All changes that there are now."""
    found = []
    for _ in sightings._here:
        found.append(await anext(sightings))
    return found


def run(story: Coroutine[Any, Any, object]) -> object:
    with asyncio.Runner() as runner:
        return runner.run(story)


def streams() -> list[bytes]:
    """Frames that come whole, in bytes, behind waits that were given up, with an end inside, and too many."""
    said = [COMES + bytes((0, size)) + b"x" * size for size in (1, 2, 90)]
    bits = [COMES + bytes((byte,)) for byte in b"\x00\x03abc"]
    return [
        joined([*said, WAITS, WAITS, WAITS, ENDS, WAITS]),
        joined([WAITS, *bits[:1], GIVES_UP, WAITS, *bits[1:3], GIVES_UP, WAITS, *bits[3:], WAITS, CUTS]),
        joined([COMES + b"\x00\x03a", WAITS, ENDS]),
        joined([*said[:1], COMES + bytes(2), *said[1:], WAITS, WAITS, WAITS]),
        joined(
            [FLOODS + b"\x00\xfe" + b"y" * 254, *([FLOODS + b"\x00\xfe" + b"z" * 254] * 3), *([WAITS] * 9)]
        ),
        joined([COMES + b"\xff\xff", WAITS, FLOODS + b"q" * 256, WAITS]),
    ]


def packets() -> list[bytes]:
    """Announcements whole and in parts, from elsewhere, too many, with a goodbye, and a question."""
    whole = answer(*rows(SOON))
    gone = whole.replace(b"\x00\x01\x00\x00\x00\x1e", b"\x00\x01\x00\x00\x00\x00")
    full, server = (SOON.encode(), *SERVICE), (SOON.encode(), b"local")
    parts = [answer(each) for each in rows(SOON)]
    many = [(SERVICE, PTR, labelled((b"%016x" % number, *SERVICE))) for number in range(70)]
    # Where a name is no UTF-8, zeroconf has a sign of three bytes for each byte, and a label has 63 at most.
    strange = labelled((b"\xff" * 63, b"local"))
    host = (full, SRV, bytes(4) + b"\x10\x00" + strange)
    return [
        joined([whole]),
        joined([*parts, gone]),
        joined([answer(*rows(SOON, "192.0.2.1")), answer((server, A, IPv4Address("10.77.0.3").packed))]),
        joined([answer(*rows(SOON)), answer((server, AAAA, IPv6Address("fe80::3").packed))]),
        joined([answer(*rows(SOON, port=0)), answer(*rows(OWN)), question(SERVICE, PTR)]),
        joined([answer(*many)]),
        joined([question((b"\xff" * 63, b"local"), A), answer((SERVICE, PTR, strange))]),
        joined([answer(rows(SOON)[0], host, (full, TXT, b"\x00"))]),
    ]


LINES = {
    "stream": Target(lambda data: run(streamed(data)), streams, shape=CONVERSATION),
    "discovery": Target(lambda data: run(sighted(data)), packets, share=0.5, shape=CONVERSATION),
}
