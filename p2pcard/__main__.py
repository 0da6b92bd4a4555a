"""Start p2pcard: `python -m p2pcard`. The one place that knows both shells: the terminal opens the page."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from p2pcard.cli import background, echo, start

if TYPE_CHECKING:
    from p2pcard.service.cardholder import Cardholder


def main() -> None:
    """Run p2pcard in a process of its own."""
    echo.begin()
    background.listen()
    start.main(serve_page)


def serve_page(
    me: "Cardholder", address: str, tell: Callable[[str], None], wishes: Callable[[], Awaitable[str | None]]
) -> None:
    """Hold the page until it is closed (see `web.serve`); raises WebNotInstalled."""
    import asyncio
    import os

    from p2pcard.errors import WebNotInstalled

    try:
        from p2pcard.web.serve import serve
    except ImportError as error:
        raise WebNotInstalled from error
    from p2pcard.web.engine import Engine, Patience

    asyncio.run(serve(Engine(me, address, os.urandom, Patience()), me.home, tell, wishes))


if __name__ == "__main__":
    main()
