"""Several things at once: none outlives its block, no failure is lost, and cancelled means stopped."""

import asyncio

import pytest

from p2pcard.service.live.tasks import first, together


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
