"""Running the page: its address on this device, the link that opens it, and the end of both."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Final

import uvicorn

from p2pcard.service import page_port
from p2pcard.web.app import App
from p2pcard.web.engine import Engine

WAITING: Final = 500  # connections that the page's browser, or anybody else on this device, may hold at once
FAREWELL: Final = 1  # seconds for what is being sent as the program ends


async def serve(
    engine: Engine, home: Path, tell: Callable[[str], None], wishes: Callable[[], Awaitable[str | None]]
) -> None:
    """Hold the page until it is closed, or the program is asked to end.

    Beside the profiles under `home` its port is kept. `tell` is given each link; `wishes` waits for the
    wish for another one, and returns None where none will come.
    """
    with _listening(home) as (door, port):
        origin = f"{page_port.HOST}:{port}"
        server = _Server(_config(App(engine, origin)))
        loop = asyncio.get_running_loop()
        with contextlib.suppress(NotImplementedError):  # Windows
            for each in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(each, engine.ended.set)

        async def links() -> None:
            asked: str | None = ""
            while asked is not None:
                tell(f"http://{origin}/#{engine.new_token()}")
                asked = await wishes()

        serving = asyncio.create_task(server.serve(sockets=[door]))
        telling = asyncio.create_task(links())
        try:
            await engine.ended.wait()
        finally:
            telling.cancel()
            await engine.close()
            server.over.set()
            await serving


class _Server(uvicorn.Server):
    """uvicorn, which leaves the signals of the process to us, and rests while nobody asks for anything."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.over = asyncio.Event()

    async def main_loop(self) -> None:
        """Wait for the end, where uvicorn looks for it, for the date and for limits, ten times a second."""
        await self.over.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield


def _config(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        limit_concurrency=WAITING,
        timeout_graceful_shutdown=FAREWELL,
    )


@contextlib.contextmanager
def _listening(home: Path) -> Iterator[tuple[socket.socket, int]]:
    """Listen at the port of last time, so that the browser remembers what it was allowed; else at another."""
    # Without its protocol named, a socket is none of TCP for asyncio, which then waits before each answer.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((page_port.HOST, page_port.read(home)))
        except OSError:
            door.bind((page_port.HOST, 0))
        port = int(door.getsockname()[1])
        page_port.write(home, port)
        door.listen(WAITING)
        yield door, port
