"""A real terminal with the program in it, and somebody who reads and types: 24 lines of 80 columns.

What is looked for is found wherever lines were cut: a space in it may be the end of a row.
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds within which something is shown, or the test fails
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
ROW_ENDS = r"(?: | ?\n *)"  # where a line was cut at a space, it may go on further to the right
ISOLATED = re.compile("\u2068([^\u2068\u2069]*)\u2069")  # what turns nothing that stands around it


class Shown(str):
    """What was shown: whether a text is in it does not depend on where its lines were cut."""

    __slots__ = ()

    def __contains__(self, text: str) -> bool:  # type: ignore[override]  # only texts are looked for
        return place_of(text, self) is not None


def place_of(text: str, shown: str, start: int = 0) -> "re.Match[str] | None":
    """Return where a text is in what was shown, if it is there; a space in it may be the end of a row."""
    return re.compile(re.escape(text).replace(r"\ ", ROW_ENDS)).search(shown, start)


def in_front() -> None:
    """Make standard input the terminal of this process, as a window does for its shell."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """The program on a terminal of its own, or a shell; what is typed waits for what is shown."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        language: str = "en",
        program: Path = ROOT,
        size: tuple[int, int] = (24, 80),
        inside: tuple[str, ...] = (),
        shell: tuple[str, ...] = (),
        **environment: str,
    ) -> None:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        lines, columns = map(str, size)
        window = {"COLUMNS": columns, "LINES": lines}
        spoken = {
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "LANGUAGE": language,
            **window,
            **environment,
        }
        self.process = subprocess.Popen(
            shell or [*inside, sys.executable, "-m", "p2pcard", "--home", str(home), *arguments],
            preexec_fn=in_front if shell else None,  # noqa: PLW1509  # no thread of ours holds a lock here
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=program,
            env={"PATH": os.environ["PATH"], "HOME": str(home), **spoken},
            start_new_session=True,
        )
        os.close(theirs)
        self._file: int | None = ours
        self._read = 0
        self.typed: list[str] = []
        self._bytes = b""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.close_window()

    @property
    def shown(self) -> Shown:
        """All that was shown so far; the terminal ends lines with a carriage return of its own."""
        return Shown(self._bytes.decode("utf-8", "replace").replace("\r\n", "\n"))

    def until(self, text: str) -> Shown:
        """Wait until this is shown, after what was waited for before; return what came until then."""
        while not (place := place_of(text, self.shown, self._read)):
            assert self._more(), f"no “{text}” in:\n{self.shown[self._read :]}"
        found, self._read = Shown(self.shown[self._read : place.end()]), place.end()
        return found

    def type(self, line: str) -> None:
        """Type a line."""
        self.typed.append(line)
        self.press(f"{line}\n")

    def press(self, keys: str) -> None:
        """Press keys, without Enter."""
        assert self._file is not None
        os.write(self._file, keys.encode())

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed now."""
        assert self._file is not None
        return bool(termios.tcgetattr(self._file)[3] & termios.ECHO)

    def close_window(self) -> None:
        """Take the terminal away from the program, if it still has one."""
        if self._file is not None:
            os.close(self._file)
        self._file = None

    def answer(self, question: str, line: str) -> Shown:
        """Wait for a question and answer it; return what was shown until it was asked."""
        found = self.until(question)
        self.type(line)
        return found

    def code(self) -> str:
        """Return the code to type that is shown next, in however many lines."""
        found = self.until("\n").strip()
        while found.endswith("-"):
            found += self.until("\n").strip()
        return found

    def end(self) -> int:
        """Wait for the end of the program; return what it ended with."""
        while self._more():
            pass
        return self.process.wait(PATIENCE)

    def _more(self) -> bool:
        assert self._file is not None
        assert select.select([self._file], [], [], PATIENCE)[0], f"silence after:\n{self.shown}"
        try:
            piece = os.read(self._file, 65536)
        except OSError:  # Linux says so when the other end is closed
            return False
        self._bytes += piece
        return bool(piece)


def controls(shown: str) -> set[str]:
    """Name the characters that do more than stand in a line."""
    return {each for each in bare(shown) if not each.isprintable() and each != "\n"}


def bare(text: str) -> str:
    """Return a text without the isolates that are opened and closed in it, as around right-to-left names."""
    inner = ISOLATED.sub(r"\1", text)
    return inner if inner == text else bare(inner)


def proposed(shown: str) -> str:
    """The six words that a first run proposes, which stand on a line of their own."""
    return next(line.strip() for line in shown.splitlines() if line.startswith("    "))
