"""What the person types, line by line: waited for alone, or beside a live conversation.

One buffer serves both, so no line is lost where one follows the other.
"""

import os
import sys
from typing import Final

PIECE: Final = 65536
LINE_LIMIT: Final = 1 << 20  # bytes: nobody types more, and a program that sends more is stopped


class Keyboard:
    """Lines from standard input, without their ends; None when there are no more."""

    def __init__(self) -> None:
        self._buffer = b""
        self._ended = False

    def line(self) -> str | None:
        """Wait for the next line."""
        while (found := self._next()) is None and not self._ended:
            self._take(_read())
        return found

    def line_within(self, seconds: float) -> str | None:
        """Wait for the next line at most so long; None when none came, or none will (`ended`)."""
        while (found := self._next()) is None and not self._ended:
            if not _is_ready(seconds):
                return None
            self._take(_read())
        return found

    @property
    def ended(self) -> bool:
        """Whether there will be no more lines."""
        return self._ended and not self._buffer

    def hidden(self, question: str) -> str | None:
        """Ask for a line that is not shown while it is typed."""
        if sys.stdin is None or not sys.stdin.isatty():
            return self.line()
        import getpass

        try:
            return getpass.getpass(question + " ", stream=sys.stderr)
        except EOFError:
            return None

    def everything(self) -> str:
        """Return all that is left, at most LINE_LIMIT bytes."""
        while not self._ended and len(self._buffer) <= LINE_LIMIT:
            self._take(_read())
        found, self._buffer = self._buffer[:LINE_LIMIT], b""
        return found.decode("utf-8", "replace")

    async def line_soon(self) -> str | None:
        """Wait for the next line while other things go on."""
        from p2pcard.cli.stdin import read_soon

        while (found := self._next()) is None and not self._ended:
            self._take(await read_soon(PIECE))
        return found

    def _next(self) -> str | None:
        line, end, rest = self._buffer.partition(b"\n")
        if not end and not (self._ended and line):
            return None
        self._buffer = rest
        return line.removesuffix(b"\r").decode("utf-8", "replace")

    def _take(self, piece: bytes) -> None:
        self._buffer += piece
        self._ended = not piece or len(self._buffer) > LINE_LIMIT


def _read() -> bytes:
    """Read a piece of standard input; a closed one has ended."""
    return os.read(sys.stdin.fileno(), PIECE) if sys.stdin is not None else b""


def _is_ready(seconds: float) -> bool:
    """Wait until there is something to read; Windows can only wait without end."""
    if sys.platform == "win32" or sys.stdin is None:
        return True
    import select

    return bool(select.select([sys.stdin], [], [], seconds)[0])
