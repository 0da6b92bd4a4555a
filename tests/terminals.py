"""A real terminal of 24 lines and 80 columns with the program in it, and somebody who reads and types."""

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
ISOLATED = re.compile("\u2068([^\u2068\u2069]*)\u2069")  # what turns nothing that stands around it


class Terminal:
    """The program on a terminal of its own; what is typed waits for what is shown."""

    def __init__(self, home: Path, *arguments: str, language: str = "en", **environment: str) -> None:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        spoken = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "LANGUAGE": language, **environment}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "p2pcard", "--home", str(home), *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "HOME": str(home), "COLUMNS": "80", "LINES": "24", **spoken},
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
    def shown(self) -> str:
        """All that was shown so far; the terminal ends lines with a carriage return of its own."""
        return self._bytes.decode("utf-8", "replace").replace("\r\n", "\n")

    def until(self, text: str) -> str:
        """Wait until this is shown, after what was waited for before; return what came until then."""
        while text not in self.shown[self._read :]:
            assert self._more(), f"no “{text}” in:\n{self.shown[self._read :]}"
        place = self.shown.index(text, self._read) + len(text)
        found, self._read = self.shown[self._read : place], place
        return found

    def type(self, line: str) -> None:
        """Type a line."""
        self.typed.append(line)
        self.press(f"{line}\n")

    def press(self, keys: str) -> None:
        """Press keys, without Enter."""
        assert self._file is not None
        os.write(self._file, keys.encode())

    def close_window(self) -> None:
        """Take the terminal away from the program, if it still has one."""
        if self._file is not None:
            os.close(self._file)
        self._file = None

    def answer(self, question: str, line: str) -> str:
        """Wait for a question and answer it; return what was shown until it was asked."""
        found = self.until(question)
        self.type(line)
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
