"""What a host holds in memory of what devices said, and of what they still have to read."""

import asyncio
import gc
import tracemalloc

import pytest

from p2pcard.core.exchange.channel import MESSAGE_LIMIT
from p2pcard.core.exchange.meeting import handshake, messages, reading
from p2pcard.core.exchange.meeting.host_states import Lines, Wanting
from p2pcard.core.exchange.meeting.messages import MOST, Bundles, Join, Oks, People, Seals
from p2pcard.core.exchange.network import Way
from p2pcard.core.formats import crypto
from p2pcard.core.statements import bundle
from p2pcard.edge import lan
from p2pcard.service.live import hosting
from p2pcard.service.live.connection import Connection, call
from p2pcard.service.live.hosting import HostRunner
from p2pcard.service.live.tasks import together
from p2pcard.service.live.uninvited import Uninvited
from tests.edge.lan.test_line import HOME, in_time
from tests.peers import chance_of

LARGEST = Bundles((bytes(bundle.LARGE + crypto.TAG_SIZE),) * (MOST - 1))


class Watched(HostRunner):
    """A host that says when it has taken an event."""

    def __init__(self):
        super().__init__(lambda message: None, lambda screen: None, chance_of("host"))
        self.took = asyncio.Event()

    def _take(self, event):
        super()._take(event)
        self.took.set()


def hosted(story):
    """Play a story with a host and one device that joined, on line 1."""

    async def play():
        async with lan.listen((HOME,), 4, 30) as listener, together() as begin:
            host = Watched()
            begin(host.run(listener, b"", Uninvited(lambda address: Way.NEAR)))
            begun = handshake.call(chance_of("device")(32))
            called = call((HOME,), listener.port, (), lambda: begun)
            device = Connection(*await called)
            try:
                await device.send(bytes(Join(bytes(32), digits=False, large=False)))
                assert await device.receive() == bytes(People(1))
                return await story(host, device)
            finally:
                device.cut()

    return in_time(play())


@pytest.mark.parametrize(
    ("posted", "come"),
    [
        ([LARGEST] * 2, True),
        ([LARGEST] * 3, False),
        ([People(2)] * 4000, True),
        ([People(2)] * 4200, False),
    ],
    ids=["two rounds", "three rounds", "four thousand small ones", "more"],
)
def test_a_device_that_leaves_two_megabytes_unread_is_cut_and_none_that_has_less_to_read(posted, come):
    async def story(host, device):
        for message in posted:
            host._post(1, message)
        got: list[bytes] = []
        while len(got) < len(posted) and (said := await device.receive()) is not None:
            got.append(said)
        return got

    got = hosted(story)
    assert got == [bytes(each) for each in posted[: len(got)]]
    assert (len(got) == len(posted)) is come
    assert hosting._BACKLOG == 2 * MESSAGE_LIMIT


def test_whoever_reads_may_be_sent_any_number_of_messages():
    async def story(host, device):
        for number in range(8):
            host._post(1, LARGEST)
            assert reading.read(await device.receive()) == LARGEST, number
        return True

    assert hosted(story)


def test_a_host_keeps_nothing_of_what_a_device_said_while_it_waits_for_more():
    """A message of a megabyte that is of no use, from a device that was slow."""

    async def story(host, device):
        host.state = Wanting(Lines((0, 1), 0), (0, 1), {}, first=True)
        host.took.clear()
        tracemalloc.start()
        try:
            before, _ = tracemalloc.get_traced_memory()
            await device.send(*messages.parts(LARGEST))
            await host.took.wait()
            gc.collect()
            return tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()

    assert hosted(story) < MESSAGE_LIMIT // 4


@pytest.mark.parametrize("message", [LARGEST, Seals((b"one", b"two")), Oks((0, 1), (bytes(64),) * 2)])
def test_the_parts_of_a_message_are_its_bytes(message):
    assert b"".join(messages.parts(message)) == bytes(message)


def test_the_large_parts_of_a_message_are_no_copies():
    assert all(part is box for part, box in zip(messages.parts(LARGEST)[1:], LARGEST.boxes, strict=True))
