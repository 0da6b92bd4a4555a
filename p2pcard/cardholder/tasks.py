"""Several things at once, none of which outlives the block it was begun in."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias

from p2pcard.errors import Refusal

Begin: TypeAlias = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]

FAREWELL: Final = 2.0  # seconds that something may take to end by itself once it is to end


@asynccontextmanager
async def together() -> AsyncIterator[Begin]:
    """Give a way to begin tasks; those still running at the end of the block are ended with it.

    A task that fails ends the block at once, and the block fails as it did.
    """
    running: set[asyncio.Task[Any]] = set()
    try:
        async with asyncio.TaskGroup() as group:

            def begin(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
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


async def first(*works: Coroutine[Any, Any, Any]) -> Any:
    """Return the result of whatever is done first, and end the others."""
    async with together() as begin:
        tasks = [begin(work) for work in works]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task.done()).result()


async def unless(happened: asyncio.Event, refusal: type[Refusal], work: Coroutine[Any, Any, Any]) -> Any:
    """Return the result of `work`, or raise `refusal` once something has happened."""

    async def refuse() -> None:
        await happened.wait()
        raise refusal

    return await first(work, refuse())


async def stoppable(work: Coroutine[Any, Any, None], stop: Callable[[], None]) -> None:
    """Do some work; where it is cancelled, call `stop` and give it a moment to take its leave."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        stop()
        await asyncio.wait((task,), timeout=FAREWELL)
        raise
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
