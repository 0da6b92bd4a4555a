"""Several things at once, none of which outlives the block it was begun in."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

Begin: TypeAlias = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]


@asynccontextmanager
async def together() -> AsyncIterator[Begin]:
    """Give a way to begin tasks; those still running at the end of the block are ended with it."""
    running: list[asyncio.Task[Any]] = []

    def begin(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        running.append(asyncio.create_task(work))
        return running[-1]

    try:
        yield begin
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def first(*works: Coroutine[Any, Any, Any]) -> Any:
    """Return the result of whatever is done first, and end the others."""
    async with together() as begin:
        tasks = [begin(work) for work in works]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task.done()).result()
