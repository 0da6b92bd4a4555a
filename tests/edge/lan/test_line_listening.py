"""Listening takes lines up to a limit on one address; connecting needs an address and gives up in time."""

import asyncio
import contextlib
import queue
import resource
import socket

import pytest

from p2pcard.edge import lan
from p2pcard.errors import NoNetwork, Unreachable
from tests.edge.lan.test_line import HOME, RESET, in_time
from tests.network import needs_networks, network


def test_a_flood_of_connections_stays_under_the_limit_and_nobody_hears_of_it(capfd, caplog):
    limit, taken = 100, set()

    async def take(listener):
        async for line in listener:
            taken.add(line)

    async def story():
        async with lan.listen((HOME,), limit, 5) as listener:
            taking = asyncio.create_task(take(listener))
            with contextlib.ExitStack() as strangers:
                for number in range(500):
                    door = strangers.enter_context(socket.socket())
                    door.setblocking(False)
                    await asyncio.get_running_loop().sock_connect(door, (HOME, listener.port))
                    if number % 2:
                        door.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                        door.close()
                    assert sum(not line._writer.is_closing() for line in taken) <= limit
            await asyncio.gather(*(line.receive() for line in tuple(taken)))
            before = len(taken)
            line = await lan.connect((HOME,), listener.port, 5, 5)
            closing = asyncio.create_task(line.close())
            while len(taken) == before:
                await asyncio.sleep(0)
            await asyncio.gather(*(line.receive() for line in tuple(taken)), closing)
            taking.cancel()

    in_time(story())
    assert len(taken) > limit
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])


def test_whoever_comes_beyond_the_limit_finds_the_line_ended_and_may_come_again():
    async def story():
        async with lan.listen((HOME,), 1, 5) as listener:
            first = await lan.connect((HOME,), listener.port, 5, 5)
            kept = await anext(listener)
            second = await lan.connect((HOME,), listener.port, 5, 5)
            taking = asyncio.ensure_future(anext(listener))
            assert await second.receive() is None
            await asyncio.gather(first.close(), kept.close())
            third = await lan.connect((HOME,), listener.port, 5, 5)
            await third.send(b"here I am")
            assert await (await taking).receive() == b"here I am"
            third.cut()

    in_time(story())


def test_a_system_that_allows_few_files_is_asked_for_as_many_as_the_lines_need():
    before = resource.getrlimit(resource.RLIMIT_NOFILE)

    async def story():
        async with lan.listen((HOME,), 300, 5):
            return resource.getrlimit(resource.RLIMIT_NOFILE)

    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        soft, hard = in_time(story())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert soft > 300
    assert hard == before[1]


def test_only_the_given_address_is_listened_on():
    async def story():
        async with lan.listen(("127.0.0.2",), 4, 5) as listener:
            with pytest.raises(Unreachable):
                await lan.connect((HOME,), listener.port, 5, 5)
            (await lan.connect(("127.0.0.2",), listener.port, 5, 5)).cut()

    in_time(story())


def test_leaving_cuts_the_lines_that_are_open():
    async def story():
        async with lan.listen((HOME,), 4, 5) as listener:
            line = await lan.connect((HOME,), listener.port, 5, 5)
            await anext(listener)
        assert await line.receive() is None
        with pytest.raises(Unreachable):
            await lan.connect((HOME,), listener.port, 5, 5)

    in_time(story())


def test_an_address_of_somebody_else_cannot_be_listened_on():
    async def story():
        async with lan.listen(("192.0.2.77",), 4, 5):
            pass

    with pytest.raises(NoNetwork):
        in_time(story())


def test_somebody_who_does_not_answer_is_not_waited_for():
    async def story():
        with contextlib.ExitStack() as open_doors, socket.socket() as deaf:
            deaf.bind((HOME, 0))
            deaf.listen(0)
            with pytest.raises(Unreachable):
                for _ in range(20):
                    line = await lan.connect((HOME,), deaf.getsockname()[1], 0.2, 5)
                    open_doors.callback(line.cut)
        await asyncio.sleep(0)

    in_time(story())


@pytest.mark.parametrize("name", ["localhost", "example.org", "10.77.0.1.", "fe80::1%lo%lo", ""])
def test_a_name_is_never_looked_up(name):
    with pytest.raises(ValueError, match=r"address|octets|empty"):
        in_time(lan.connect((name,), 80, 5, 5))


@needs_networks
@pytest.mark.parametrize("at", ["fd00:1::", "fe80::"])
@pytest.mark.parametrize("beside", [False, True])
def test_a_line_over_ipv6_carries_frames_and_tells_where_it_comes_from(at, beside):
    with network(2) as bed:
        ours, theirs = [f"{at}{number}" for number in (1, 2)]
        here = (bed.hosts[0].address,) if beside else ()
        for host, address in zip(bed.hosts, (ours, theirs), strict=True):
            host.use_six(f"{address}/64")
        scope = "%eth0" if at == "fe80::" else ""
        ports: queue.SimpleQueue[int] = queue.SimpleQueue()

        async def waits():
            async with lan.listen((*here, ours + scope), 4, 5) as listener:
                ports.put(listener.port)
                line = await anext(listener)
                return line.address, await line.receive()

        async def calls():
            line = await lan.connect((ours + scope,), ports.get(timeout=30), 5, 5)
            await line.send(b"over six")
            await line.close()

        waiting = bed.hosts[0].play(asyncio.run, asyncio.wait_for(waits(), 60))
        bed.hosts[1].inside(asyncio.run, calls())
        assert waiting.result(60) == (theirs, b"over six")


@needs_networks
def test_of_several_addresses_one_that_answers_is_enough_and_the_first_comes_first():
    with network(2) as bed:
        first, second = bed.hosts
        first.use_six("fd00:1::1/64")
        second.use_six("fd00:1::2/64")
        ports: queue.SimpleQueue[int] = queue.SimpleQueue()

        async def waits():
            async with lan.listen((first.address, "fd00:1::1"), 4, 5) as listener:
                ports.put(listener.port)
                return [(await anext(listener)).address for _ in range(2)]

        async def calls():
            port, nobody = ports.get(timeout=30), "10.77.0.99"
            for places in ((nobody, "fd00:1::1"), (first.address, "fd00:1::1")):
                (await lan.connect(places, port, 5, 5)).cut()

        waiting = first.play(asyncio.run, asyncio.wait_for(waits(), 60))
        second.inside(asyncio.run, calls())
        assert waiting.result(60) == ["fd00:1::2", second.address]


@needs_networks
def test_a_place_on_an_interface_that_is_not_there_is_out_of_reach():
    with pytest.raises(Unreachable):
        in_time(lan.connect(("fe80::1%none",), 4000, 5, 5))
