"""A line carries frames whole and in order, ends when anything is wrong, and holds no more than it should."""

import asyncio
import contextlib
import socket
import struct
import sys

import pytest

from p2pcard.edge import lan

HOME = "127.0.0.1"
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing throws away what is on its way and says so


@contextlib.asynccontextmanager
async def two_ends(patience=5.0):
    async with lan.listen((HOME,), 4, patience) as listener:
        ours = await lan.connect((HOME,), listener.port, 5, patience)
        theirs = await anext(listener)
        yield ours, theirs
        ours.cut()


@contextlib.asynccontextmanager
async def a_stranger(patience=5.0, limit=4):
    """A line whose other end is a bare socket, with little room for what it has not read."""
    async with lan.listen((HOME,), limit, patience) as listener:
        with socket.socket() as stranger:
            stranger.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            stranger.connect((HOME, listener.port))
            yield stranger, await anext(listener)


def in_time(coroutine):
    return asyncio.run(asyncio.wait_for(coroutine, 60))


def test_frames_of_every_size_arrive_whole_and_in_order_both_ways():
    frames = [bytes([size % 251]) * size for size in (1, 2, 255, 256, 257, 40_000, 65_534, 65_535)]

    async def story():
        async with two_ends() as (ours, theirs):
            for sender, receiver in ((ours, theirs), (theirs, ours)):
                for frame in frames:
                    sending = asyncio.create_task(sender.send(frame))
                    assert await receiver.receive() == frame
                    await sending

    in_time(story())


@pytest.mark.parametrize("patience", [5, 30, 60])
def test_the_system_ends_a_line_whose_other_end_is_silent_for_as_long_as_it_may_be(patience):
    first = getattr(socket, "TCP_KEEPIDLE", getattr(socket, "TCP_KEEPALIVE", 0))  # the second on macOS

    async def story():
        async with two_ends(patience) as ends:
            for end in ends:
                held = end._writer.get_extra_info("socket")
                assert held.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
                names = (first, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT)
                idle, pause, times = (held.getsockopt(socket.IPPROTO_TCP, name) for name in names)
                assert times == 5  # a lost answer is no end
                assert idle == pause
                assert abs(idle + pause * times - patience) <= 1
                if sys.platform == "linux":
                    waits = held.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
                    assert waits == (idle + pause * times) * 1000

    in_time(story())


@pytest.mark.parametrize("size", [0, 65_536])
def test_a_frame_without_bytes_or_with_too_many_is_a_mistake_of_the_program(size):
    async def story():
        async with two_ends() as (ours, theirs):
            with pytest.raises(ValueError, match="65,535"):
                await ours.send(bytes(size))
            await ours.send(b"the line still works")
            assert await theirs.receive() == b"the line still works"

    in_time(story())


def test_frames_sent_at_once_by_several_never_mix():
    frames = {bytes([i]) * 5_000 for i in range(1, 30)}

    async def story():
        async with two_ends() as (ours, theirs):
            sending = asyncio.gather(*map(ours.send, frames))
            assert {await theirs.receive() for _ in frames} == frames
            await sending

    in_time(story())


@pytest.mark.parametrize("rest", [b"", b"\0", b"\0\3", b"\0\3ab", b"\xff\xff" + bytes(60_000)])
def test_what_is_cut_off_before_the_end_of_a_frame_is_no_frame(rest):
    async def story():
        async with a_stranger() as (stranger, line):
            stranger.sendall(b"\0\5whole" + rest)
            stranger.close()
            assert await line.receive() == b"whole"
            assert await line.receive() is None
            assert await line.receive() is None

    in_time(story())


def test_an_empty_frame_from_the_other_end_ends_the_line():
    async def story():
        async with a_stranger() as (stranger, line):
            stranger.sendall(b"\0\0\0\5after")
            assert await line.receive() is None
            assert await line.receive() is None

    in_time(story())


def test_a_line_that_was_reset_is_an_end_and_takes_frames_in_silence():
    async def story():
        async with a_stranger() as (stranger, line):
            stranger.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            stranger.close()
            assert await line.receive() is None
            for _ in range(20):
                await line.send(b"nobody reads this")
            await line.close()

    in_time(story())


def test_waiting_that_was_cancelled_in_the_middle_of_a_frame_loses_nothing():
    async def story():
        async with a_stranger() as (stranger, line):
            for piece in (b"\0", b"\5", b"who", b"le\0\4next"):
                waiting = asyncio.create_task(line.receive())
                await asyncio.wait([waiting], timeout=0.02)
                if not waiting.cancel():
                    break
                with contextlib.suppress(asyncio.CancelledError):
                    await waiting
                stranger.sendall(piece)
            assert await line.receive() == b"whole"
            assert await line.receive() == b"next"

    in_time(story())


def test_somebody_who_does_not_read_is_cut_and_holds_little_memory():
    async def story():
        async with a_stranger(patience=0.2) as (_, line):
            sent = 0
            while not line._writer.is_closing():
                await line.send(bytes(65_535))
                sent += 65_535
                assert line._writer.transport.get_write_buffer_size() <= 3 * 65_537
                assert sent < 100_000_000
            assert await line.receive() is None

    in_time(story())


def test_many_who_send_at_once_wait_in_turn():
    async def story():
        async with a_stranger() as (stranger, line):
            stranger.setblocking(False)
            sending = asyncio.gather(*(line.send(bytes(65_535)) for _ in range(300)))
            left = 300 * 65_537
            while left:
                left -= len(await asyncio.get_running_loop().sock_recv(stranger, 1 << 20))
                assert line._writer.transport.get_write_buffer_size() <= 3 * 65_537
            await sending

    in_time(story())


def test_giving_up_on_sending_again_and_again_does_not_pile_up_what_is_to_be_sent():
    async def story():
        async with a_stranger() as (_, line):
            for _ in range(100):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(line.send(bytes(65_535)), 0.002)
                assert line._writer.transport.get_write_buffer_size() <= 3 * 65_537
            line.cut()

    in_time(story())


def test_the_last_frame_arrives_although_the_sender_left_things_unread():
    async def story():
        loop = asyncio.get_running_loop()
        async with a_stranger() as (stranger, line):
            stranger.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while True:
                    stranger.send(bytes(65_535))
            for _ in range(3):
                await line.send(bytes(60_000))
            closing, received = asyncio.create_task(line.close()), 0
            await asyncio.wait([closing], timeout=0.1)
            while piece := await loop.sock_recv(stranger, 1 << 16):
                received += len(piece)
            stranger.close()
            await closing
            assert received == 3 * 60_002

    in_time(story())


def test_closing_ends_the_waiting_of_ones_own_receiver():
    async def story():
        async with two_ends() as (ours, theirs):
            mine, other = asyncio.create_task(ours.receive()), asyncio.create_task(theirs.receive())
            await ours.close()
            assert (await mine, await other) == (None, None)

    in_time(story())


def test_closing_does_not_wait_for_somebody_who_never_ends():
    async def story():
        async with a_stranger(patience=0.05) as (_, line):
            await line.close()
            assert await line.receive() is None

    in_time(story())
