"""Several things at once: none outlives its block, no failure is lost, and cancelled means stopped."""

import asyncio

import pytest

from p2pcard.cardholder.porch import Porch, to_go
from p2pcard.cardholder.tasks import first, stoppable, together


async def forever():
    await asyncio.Event().wait()


async def failing():
    raise ZeroDivisionError


async def result(value):
    return value


def test_a_task_that_fails_ends_the_block_with_its_own_error():
    async def story():
        async with together() as begin:
            begin(failing())
            await forever()

    with pytest.raises(ZeroDivisionError):
        asyncio.run(story())


def test_what_still_runs_at_the_end_of_the_block_is_ended():
    async def story():
        async with together() as begin:
            task = begin(forever())
            await asyncio.sleep(0)
        return task.cancelled()

    assert asyncio.run(story())


def test_an_error_in_the_block_itself_comes_out_as_it_is():
    async def story():
        async with together() as begin:
            begin(forever())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(story())


def test_the_first_result_counts():
    assert asyncio.run(first(forever(), result(7))) == 7


def test_the_first_failure_counts():
    with pytest.raises(ZeroDivisionError):
        asyncio.run(first(forever(), failing()))


def test_work_that_is_cancelled_is_asked_to_stop_and_takes_its_leave():
    async def story():
        asked, done = asyncio.Event(), []

        async def work():
            await asked.wait()
            done.append("leave")

        task = asyncio.create_task(stoppable(work(), asked.set))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return done

    assert asyncio.run(story()) == ["leave"]


def test_work_that_fails_fails_as_it_did():
    with pytest.raises(ZeroDivisionError):
        asyncio.run(stoppable(failing(), lambda: None))


@pytest.mark.parametrize(
    ("addresses", "place"),
    [("a", 0), ("ab", 0), ("aab", 0), ("abb", 1), ("babab", 0), ("abcbcb", 1), ("aaabbbb", 3)],
)
def test_who_has_to_go_is_the_longest_there_of_the_address_with_the_most(addresses, place):
    assert to_go(tuple(addresses)) == place


class Waiting:
    """A line on a porch."""

    def __init__(self, address):
        self.address, self.is_cut = address, False

    def cut(self):
        self.is_cut = True


def test_a_porch_has_room_for_so_many_and_no_device_crowds_out_another():
    porch, friend, strangers = Porch(4), Waiting("friend"), [Waiting("stranger") for _ in range(9)]
    waits = [porch.waiting(line) for line in (friend, *strangers)]
    for wait in waits:
        wait.__enter__()
    assert not friend.is_cut
    assert [line.is_cut for line in strangers] == [True] * 6 + [False] * 3
    for wait in waits:
        wait.__exit__(None, None, None)
    with porch.waiting(friend):
        assert not friend.is_cut
