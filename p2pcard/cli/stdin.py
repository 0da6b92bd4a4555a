"""Waiting for standard input beside a live conversation."""

import asyncio
import contextlib
import os
import sys
import threading


async def read_soon(size: int) -> bytes:
    """Read at most `size` bytes of standard input once there are any; none at its end."""
    if sys.stdin is None:
        return b""
    loop, number = asyncio.get_running_loop(), sys.stdin.fileno()
    ready: asyncio.Future[bytes] = loop.create_future()

    def take() -> None:
        if not ready.done():
            ready.set_result(os.read(number, size))

    try:
        loop.add_reader(number, take)
    except PermissionError:  # a plain file is always ready
        return os.read(number, size)
    except NotImplementedError:  # Windows: only a thread can wait there
        threading.Thread(target=lambda: _tell(loop, ready, os.read(number, size)), daemon=True).start()
        return await ready
    try:
        return await ready
    finally:
        loop.remove_reader(number)


def _tell(loop: asyncio.AbstractEventLoop, ready: "asyncio.Future[bytes]", piece: bytes) -> None:
    with contextlib.suppress(RuntimeError):  # the conversation is over and its loop closed
        loop.call_soon_threadsafe(ready.set_result, piece)
