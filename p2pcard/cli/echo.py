"""Whether the terminal shows what is typed: not before it is known what will be asked, and never a phrase.

An opening phrase may be typed before its question is on the screen. So nothing is
shown from the beginning, until a question comes that may be answered in the open.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from types import FrameType

PIECE: Final = 4096  # bytes: more than a terminal keeps of one line
ENDING: Final = ("SIGHUP", "SIGQUIT", "SIGTERM")  # SIGINT ends by an exception, as the end of a call does


class Echo:
    """The echo of one terminal, which is back whenever the program does not run, however it was ended."""

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._question = ""  # that waits for what is not shown
        self._hides = False
        self._handlers: dict[signal.Signals, Any] = {}

    def hide(self) -> None:
        """Show nothing that is typed from now on; what was typed before is kept."""
        if not self._hides:
            if not self.is_on():  # others turned it off, and it stays so
                return
            self._hides = True
            self._listen()
        self._set(on=False)

    def show(self) -> None:
        """Show what is typed from now on, if it was shown before."""
        if self._hides:
            self._hides = False
            if self.is_ours():
                self._set(on=True)
            for each, handler in self._handlers.items():
                if signal.getsignal(each) in (self._leave, self._return):  # a live conversation has its own
                    signal.signal(each, handler)
            self._handlers.clear()

    @contextmanager
    def asking(self, question: str) -> Iterator[Callable[[], None]]:
        """Ask, and once more where the program goes on after it was stopped; do not show the answer.

        What is given waits for something to read. Without it, a signal just before reading would be seen
        only behind what is typed next.
        """
        self.hide()
        sys.stderr.flush()
        ours, theirs = os.pipe()
        os.set_blocking(theirs, False)
        before = signal.set_wakeup_fd(theirs)
        self._question = question
        self._ask()
        try:
            yield lambda: self._wait(ours)
        finally:
            self._question = ""
            signal.set_wakeup_fd(before)
            os.close(ours)
            os.close(theirs)
            sys.stderr.write("\n")  # the one that was typed is not shown

    def _wait(self, signals: int) -> None:
        import select

        while self._terminal not in select.select([self._terminal, signals], [], [])[0]:
            os.read(signals, 4096)

    def is_ours(self) -> bool:
        """Whether this program has the terminal now; in the background it would be stopped for that."""
        with suppress(OSError):
            return os.tcgetpgrp(self._terminal) == os.getpgrp()
        return True  # it is nobody's, as where no shell began this

    def _ask(self) -> None:
        with suppress(OSError):  # a stream may be in the middle of writing when a signal comes
            os.write(2, f"{self._question} ".encode(sys.stderr.encoding, "replace"))

    def taken(self) -> bytes:
        """Return what the terminal keeps of a line that is not ended: for a moment it gives single letters.

        The terminal is as before at once, so that nothing is lost however the program ends.
        """
        import termios

        try:
            modes = termios.tcgetattr(self._terminal)
            letters = [*modes[:6], [*modes[6]]]
            letters[3] &= ~termios.ICANON
            letters[6][termios.VMIN] = letters[6][termios.VTIME] = 0  # what there is, also nothing
            termios.tcsetattr(self._terminal, termios.TCSANOW, letters)
            try:
                return os.read(self._terminal, PIECE)
            finally:
                termios.tcsetattr(self._terminal, termios.TCSANOW, modes)
        except (OSError, termios.error):  # the window was closed
            return b""

    def is_on(self) -> bool:
        """Whether the terminal shows what is typed."""
        import termios

        return bool(termios.tcgetattr(self._terminal)[3] & termios.ECHO)

    def _set(self, *, on: bool) -> None:
        import termios

        with suppress(termios.error):  # the window was closed
            modes = termios.tcgetattr(self._terminal)
            modes[3] = modes[3] | termios.ECHO if on else modes[3] & ~termios.ECHO
            termios.tcsetattr(self._terminal, termios.TCSANOW, modes)  # others throw away what was typed

    def _listen(self) -> None:
        """Give the echo back when the program is stopped or ended from outside, and take it again after that.

        A shell does neither for sure: each does it at another moment, and some never.
        """
        wanted = {**dict.fromkeys(ENDING, self._leave), "SIGTSTP": self._leave, "SIGCONT": self._return}
        for name, handler in wanted.items():
            number = signal.Signals[name]
            if signal.getsignal(number) is signal.SIG_DFL:  # not what somebody wants to be ignored
                self._handlers[number] = signal.signal(number, handler)

    def _leave(self, number: int, frame: "FrameType | None") -> None:
        """Give the echo back, and be stopped or ended as without this; then perhaps go on."""
        if self.is_ours():
            self._set(on=True)
        mine = signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
        signal.signal(number, mine)

    def _return(self, number: int, frame: "FrameType | None") -> None:
        if self.is_ours():
            self._set(on=False)
            if self._question:
                self._ask()


_echo = Echo(0) if sys.platform != "win32" else None


def begin() -> None:
    """Show nothing until a question comes, where a person sits at a terminal that no other program uses."""
    if _echo and _belongs_to_a_person() and _echo.is_ours():
        import atexit

        atexit.register(_echo.show)
        _echo.hide()


def show() -> None:
    """Show what is typed from now on."""
    if _echo:
        _echo.show()


@contextmanager
def hidden(question: str) -> Iterator[Callable[[], None]]:
    """Ask for something that is not shown at the terminal that is standard input; give what waits for it."""
    assert _echo is not None  # noqa: S101  # Windows asks in its own way
    import atexit

    atexit.register(_echo.show)
    try:
        with _echo.asking(question) as wait:
            yield wait
    finally:
        if not _belongs_to_a_person():  # a pager behind a pipe has the terminal next
            _echo.show()


def half_typed() -> bytes | None:
    """Return what was typed of a line that is not ended yet; None where no terminal shows what is typed."""
    if not _echo or not _belongs_to_a_person() or not _echo.is_ours() or not _echo.is_on():
        return None
    return _echo.taken()


def _belongs_to_a_person() -> bool:
    """Tell whether all that is said and typed is on a terminal."""
    return all(os.isatty(number) for number in (0, 1, 2))
