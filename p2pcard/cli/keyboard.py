"""What the person types, line by line: waited for alone, or beside a live conversation.

One buffer serves both, so no line is lost where one follows the other.
"""

import codecs
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from p2pcard.cli import echo
from p2pcard.cli.window import rows, size_of

if TYPE_CHECKING:
    import asyncio

PIECE: Final = 65536
LINE_LIMIT: Final = 1 << 20  # bytes: nobody types more, and what a program sends beyond that is not kept

MARKS: Final = {codecs.BOM_UTF8: "", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Keyboard:
    """Lines from standard input, without their ends and cut at LINE_LIMIT; None when there are no more."""

    def __init__(self) -> None:
        self._buffer = b""
        self._ended = False
        self._skips = False  # the rest of a line that was cut
        self._start: bytes | None = b""  # until it is known whether a mark of an editor stands there
        self._wide: codecs.IncrementalDecoder | None = None
        self._reading: asyncio.Task[bytes] | None = None  # what waits for more, beside a conversation

    def line(self) -> str | None:
        """Wait for the next line."""
        echo.show()
        return self._line()

    def _line(self, encoding: str = "utf-8", wait: Callable[[], None] = lambda: None) -> str | None:
        while (found := self._next(encoding)) is None and not self._ended:
            wait()
            self._take(_read())
        return found

    def line_within(self, seconds: float) -> str | None:
        """Wait for the next line at most so long; None when none came, or none will (`ended`)."""
        echo.show()
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
            return self._line()
        shown = "\n".join(rows(question, size_of(sys.stderr)[1]))
        if sys.platform == "win32":
            import getpass

            return getpass.getpass(shown + " ", stream=sys.stderr)
        with echo.hidden(shown) as wait:
            return self._line(sys.stdin.encoding, wait)

    def everything(self) -> bytes:
        """Return all that is left, at most LINE_LIMIT bytes."""
        echo.show()
        while not self._ended and len(self._buffer) <= LINE_LIMIT:
            self._take(_read())
        found, self._buffer = self._buffer[:LINE_LIMIT], b""
        return found

    async def line_soon(self) -> str | None:
        """Wait for the next line while other things go on."""
        import asyncio

        from p2pcard.cli.stdin import read_soon

        echo.show()
        while (found := self._next()) is None and not self._ended:
            self._reading = asyncio.ensure_future(read_soon(PIECE))
            try:
                await asyncio.wait([self._reading])
            finally:
                self._reading.cancel()
            if not self._reading.cancelled():
                self._take(self._reading.result())
        return found

    def half_typed(self) -> str:
        """Return what a person has typed of a line so far, which the terminal still kept to itself.

        It is part of the line, and can be shown again behind what is told meanwhile. The terminal then
        takes back no letter of it.
        """
        if (piece := echo.half_typed()) is None:
            return ""
        if piece:
            self._take(piece)
            if b"\n" in piece and self._reading:
                self._reading.cancel()  # who waits for a line looks again
        return self._buffer.rpartition(b"\n")[2].decode("utf-8", "replace")

    def _next(self, encoding: str = "utf-8") -> str | None:
        line, end, rest = self._buffer.partition(b"\n")
        if not end and not (self._ended and line) and len(line) <= LINE_LIMIT:
            return None
        self._buffer, self._skips = rest, not end
        return line[:LINE_LIMIT].removesuffix(b"\r").decode(encoding, "replace")

    def _take(self, piece: bytes) -> None:
        self._ended = not piece
        piece = self._unmarked(piece)
        if self._skips:
            _, end, piece = piece.partition(b"\n")
            self._skips = not end
        self._buffer += piece

    def _unmarked(self, piece: bytes) -> bytes:
        """Take away the mark that an editor puts in front of a file, and write UTF-16 as UTF-8."""
        if self._start is not None:
            self._start += piece
            if piece and any(mark.startswith(self._start) for mark in MARKS):  # it may still become one
                return b""
            piece, self._start = self._start, None
            mark = next(filter(piece.startswith, MARKS), b"")
            piece = piece.removeprefix(mark)
            if MARKS.get(mark):
                self._wide = codecs.getincrementaldecoder(MARKS[mark])("replace")
        return self._wide.decode(piece, final=self._ended).encode() if self._wide else piece


def _read() -> bytes:
    """Read a piece of standard input; a closed one has ended."""
    return os.read(sys.stdin.fileno(), PIECE) if sys.stdin is not None else b""


def _is_ready(seconds: float) -> bool:
    """Wait until there is something to read; Windows can only wait without end."""
    if sys.platform == "win32" or sys.stdin is None:
        return True
    import select

    return bool(select.select([sys.stdin], [], [], seconds)[0])
