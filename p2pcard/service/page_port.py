"""The port of the page, which a browser ties the leave for the camera to: random once, then the same.

It lies beside the profiles and in none of them, because it is needed before one is opened.
"""

import contextlib
from pathlib import Path
from typing import Final

from p2pcard.edge.lan import address
from p2pcard.edge.store import disk
from p2pcard.errors import Refusal

NAME: Final = "page-port"
HOST: Final = "127.0.0.1"  # this device alone reaches the page
_ANY: Final = 0  # the system chooses
_LEAST: Final = 1024  # below are those of the system


def read(home: Path) -> int:
    """Return the port of last time, or 0 where none is known."""
    try:
        port = int(disk.read(home / NAME, len("65535\n")))
    except (Refusal, ValueError):
        return _ANY
    return port if _LEAST <= port <= 65535 else _ANY


def write(home: Path, port: int) -> None:
    """Keep a port for the next time, where there is a home already; if it cannot be kept, nothing is lost."""
    if home.is_dir() and read(home) != port:
        with contextlib.suppress(Refusal):
            disk.replace({home / NAME: f"{port}\n".encode()})


def is_served(home: Path) -> bool:
    """Tell whether a page of this home is served now: somebody listens at its port. They are not told."""
    return (port := read(home)) != _ANY and address.is_taken(HOST, port)
