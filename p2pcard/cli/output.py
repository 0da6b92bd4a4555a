"""What is printed, where it cannot be: a full disk or a reader that left is told apart from all else.

The system says the same of a file, of a line to another device and of standard
output. Only here is it known which of them it was.
"""

import contextlib
import errno
import io
import os
import sys

TYPE_CHECKING = False  # typing itself takes longer to load than the version takes to be said
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Unwritten(Exception):
    """An answer, or a part of one, that standard output did not take; `reader_left` as behind `| head`."""

    def __init__(self, number: int | None) -> None:
        super().__init__()
        self.reader_left = number == errno.EPIPE


def guard() -> None:
    """From now on, raise Unwritten where an answer cannot be written; what stands beside answers is left out.

    What was closed before the program began is asked for nothing, and what is meant for it goes nowhere else.
    """
    sys.stdout = _Guarded(sys.stdout or _nowhere(), _raise)
    sys.stderr = _Guarded(sys.stderr or _nowhere(), lambda error: None)


def _nowhere() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  # pathlib takes too long to load


class _Guarded:
    """A stream that tells when it fails, and again whenever something is written after that."""

    def __init__(self, stream: "Any", failed: "Callable[[OSError], None]") -> None:
        self._stream, self._failed = stream, failed
        self._error: OSError | None = None

    def __getattr__(self, name: str) -> "Any":
        found = getattr(self._stream, name)
        return _Guarded(found, self._failed) if name == "buffer" else found

    def write(self, data: str | bytes) -> int:
        """Write, as the stream does; what is only looked into by trying fails again when it is meant."""
        if self._error is not None:
            self._failed(self._error)
            return len(data)
        self._try(lambda: self._stream.write(data))
        return len(data)

    def flush(self) -> None:
        """Flush, as the stream does; Python does so once more at its end."""
        if self._error is None:
            self._try(self._stream.flush)

    def _try(self, work: "Callable[[], object]") -> None:
        try:
            work()
        except OSError as error:
            self._error = error
            _let_go(self._stream)
            self._failed(error)


def _raise(error: OSError) -> None:
    raise Unwritten(error.errno)


def _let_go(stream: "Any") -> None:
    """Let what could not be written go, or Python tries once more at its end and fails in its own words."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
