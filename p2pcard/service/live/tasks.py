"""Several things at once, none of which outlives the block it was begun in."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

from p2pcard.errors import Refusal

T = TypeVar("T")


class StartTask(Protocol):
    """A way to begin tasks."""

    def __call__(self, work: Coroutine[None, None, T], /) -> "asyncio.Task[T]":
        """Begin some work."""


@asynccontextmanager
async def together() -> AsyncIterator[StartTask]:
    """Give a way to begin tasks; those still running at the end of the block are ended with it.

    A task that fails ends the block at once, and the block fails as it did.
    """
    running: set[asyncio.Task[object]] = set()
    try:
        async with asyncio.TaskGroup() as group:

            def begin(work: Coroutine[None, None, T], /) -> "asyncio.Task[T]":
                task = group.create_task(work)
                running.add(task)
                task.add_done_callback(running.discard)
                return task

            try:
                yield begin
            finally:
                for task in tuple(running):
                    task.cancel()
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from failures.exceptions[0].__cause__


async def first(*works: Coroutine[None, None, T]) -> T:
    """Return the result of whatever is done first, and end the others."""
    async with together() as begin:
        tasks = [begin(work) for work in works]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task.done()).result()


async def unless(happened: asyncio.Event, refusal: type[Refusal], work: Coroutine[None, None, T]) -> T:
    """Return the result of `work`, or raise `refusal` once something has happened."""

    async def refuse() -> T:
        await happened.wait()
        raise refusal

    return await first(work, refuse())
