"""A device calls a code once and answers one device under its own, and has one swap at a time."""

import asyncio

import pytest

from p2pcard.core.exchange import swap
from p2pcard.core.exchange.events import Heard, PersonDone, Stop
from p2pcard.core.exchange.invitation import Address
from p2pcard.core.exchange.swap import WordsNow
from p2pcard.errors import CodeUsed, OtherDevice, OwnCode, SwapBroken, SwapStopped, Unreachable
from p2pcard.service import codes
from p2pcard.service.live.person import BetweenNow, CodeNow
from p2pcard.service.places import read_swap
from tests.peers import chance_of
from tests.shells import LOOPBACK
from tests.talkers import Shell, swapping

SECRET = chance_of("somebody else")(32)


def framed(message):
    return len(message).to_bytes(2, "big") + message


class Stranger:
    """A device on the network that takes calls, keeps each first message, and answers as it likes."""

    def __init__(self, answer):
        self.heard, self._answer = [], answer

    async def __aenter__(self):
        self.server = await asyncio.start_server(self._take, LOOPBACK, 0)
        self.code = swap.code_for(SECRET, Address(LOOPBACK, self.server.sockets[0].getsockname()[1]))
        return self

    async def __aexit__(self, *_):
        self.server.close()
        await self.server.wait_closed()

    async def _take(self, reader, writer):
        self.heard.append((await reader.readexactly(50))[2:])
        writer.write(self._answer(self.code, self.heard[-1]))
        writer.close()


async def ended(talker, conversation):
    talker.begin(conversation)
    return type(await talker.end())


def test_a_scanner_calls_a_code_once_and_a_failure_of_the_network_makes_it_call_no_second_time(two):
    async def story():
        async with Stranger(lambda code, first: b"") as stranger:
            scanner = two[0]
            assert (
                await ended(scanner, scanner.me.swap(stranger.code, digits=False, own=(LOOPBACK,)))
                is Unreachable
            )
            with pytest.raises(CodeUsed):
                scanner.me.swap(stranger.code, digits=False, own=(LOOPBACK,))
            return stranger.heard

    assert len(asyncio.run(story())) == 1


def test_a_code_whose_device_could_not_be_reached_was_not_called_and_may_be_tried_again(two):
    async def story():
        async with Stranger(lambda code, first: b"") as stranger:
            code = stranger.code
        for _ in range(2):
            assert await ended(two[0], two[0].me.swap(code, digits=False, own=(LOOPBACK,))) is Unreachable

    asyncio.run(story())


@pytest.mark.parametrize("answer", [
    lambda code, first: framed(bytes(48)),
    lambda code, first: framed(swap.answer(code, SECRET, first)[1] + b"!"),
    lambda code, first: framed(swap.answer(code, SECRET, first)[1][:-1] + b"!"),
])  # fmt: skip
def test_an_answer_that_the_code_does_not_bind_ends_the_swap_as_that_of_another_device(two, answer):
    async def story():
        async with Stranger(answer) as stranger:
            return await ended(two[0], two[0].me.swap(stranger.code, digits=False, own=(LOOPBACK,)))

    assert asyncio.run(story()) is OtherDevice
    assert WordsNow not in two[0].shell.kinds


def test_a_shower_answers_one_first_message_and_no_other_even_at_the_same_moment(two):
    async def call(code, who):
        reader, writer = await asyncio.open_connection(code.address.host, code.address.port)
        writer.write(framed(swap.call(code, chance_of(who)(32))[1]))
        try:
            return await reader.read(50)
        except ConnectionError:
            return b""
        finally:
            writer.close()

    async def story():
        shower = two[0]
        shower.begin(shower.me.swap((LOOPBACK,), digits=False))
        code = read_swap(codes.text_of((await shower.shell.until(CodeNow)).code))
        answers = await asyncio.gather(*(call(code, str(number)) for number in range(5)))
        await shower.end()
        return answers

    assert sorted(map(len, asyncio.run(story()))) == [0, 0, 0, 0, 50]


def test_ones_own_code_is_refused_at_once_and_the_swap_that_shows_it_goes_on(two):
    async def story():
        shower, scanner = two
        shower.begin(shower.me.swap((LOOPBACK,), digits=False))
        code = read_swap(codes.text_of((await shower.shell.until(CodeNow)).code))
        with pytest.raises(OwnCode):
            shower.me.swap(code, digits=False, own=(LOOPBACK,))
        scanner.begin(scanner.me.swap(code, digits=False, own=(LOOPBACK,)))
        said = [await each.shell.until(WordsNow) for each in two]
        for each, words in zip(two, reversed(said), strict=True):
            each.shell.do(Heard(" ".join(words.words)))
        for each in two:
            each.shell.do(PersonDone())
        assert [await each.end() for each in two] == [None, None]
        with pytest.raises(OwnCode):
            shower.me.swap(code, digits=False, own=(LOOPBACK,))
        with pytest.raises(CodeUsed):
            scanner.me.swap(code, digits=False, own=(LOOPBACK,))

    asyncio.run(story())


def test_a_new_swap_ends_the_one_before(two):
    async def story():
        shower = two[0]
        await swapping(*two)
        before, running = shower.conversation, shower.running
        shower.shell = Shell()
        shower.begin(shower.me.swap((LOOPBACK,), digits=False))
        await shower.shell.until(CodeNow)
        await asyncio.wait((running,))
        assert not before.is_running
        shower.shell.do(Stop())
        return type(running.exception()), type(await two[1].end()), type(await shower.end())

    assert asyncio.run(story()) == (SwapStopped, SwapBroken, SwapStopped)


def test_after_three_swaps_in_a_row_that_ended_between_code_and_words_somebody_may_stand_between(two):
    async def broken():
        for each in two:
            each.shell = Shell()
        await swapping(*two)
        two[1].shell.do(Stop())
        assert [type(await each.end()) for each in two] == [SwapBroken, SwapStopped]
        return [each.shell.screens[-1] for each in two]

    async def whole():
        for each in two:
            each.shell = Shell()
        for each, words in zip(two, await swapping(*two), strict=True):
            each.shell.do(Heard(words))
            each.shell.do(PersonDone())
        assert [await each.end() for each in two] == [None, None]

    async def story():
        for _ in range(2):
            assert BetweenNow not in map(type, await broken())
        assert await broken() == [BetweenNow(3), BetweenNow(3)]
        assert await broken() == [BetweenNow(4), BetweenNow(4)]
        await whole()
        assert BetweenNow not in map(type, await broken())

    asyncio.run(story())


def test_a_swap_that_nobody_came_to_is_not_counted_among_those_in_a_row(two):
    async def story():
        for _ in range(4):
            two[0].shell = Shell()
            two[0].begin(two[0].me.swap((LOOPBACK,), digits=False))
            await two[0].shell.until(CodeNow)
            two[0].shell.do(Stop())
            assert type(await two[0].end()) is SwapStopped
            assert BetweenNow not in two[0].shell.kinds

    asyncio.run(story())
