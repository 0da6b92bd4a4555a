"""A page with `console` blocks, played line by line by people with a terminal each.

In a block, `ana$ p2pcard card` starts a command of Ana's, a line that begins
with `> ` is typed, and all other lines are what her terminal shows. A block
of `console ben` goes on with the command of Ben's that is still running.
A name in braces stands for what varies: where it is shown first it is learned,
later and typed it is what was learned. A line of three dots stands for any
number of lines.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60  # seconds in which a terminal shows what it should
BLOCK = re.compile(r"^```console ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(\w+)\$ (.*)")
BRACES = re.compile(r"\\\{(\w+)\\\}")
ROW_ENDS = r"(?: | ?\n *)"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Terminal:
    """One person's terminal: a folder that is their home, and the command that runs in it."""

    def __init__(self, home: Path, path: str) -> None:
        home.mkdir(exist_ok=True)
        self.home = home
        self.environment = {"HOME": str(home), "PATH": path, "LANG": "C.UTF-8", "TERM": "xterm"}
        self.running: subprocess.Popen[bytes] | None = None
        self.shown = ""
        self.cut: list[str] = []  # three dots, if more may still come of what the page left out
        self._screen = -1
        self.writes = False  # whether the command writes a file, which others may wait for

    def start(self, command: str) -> None:
        """Start a command when the one before has ended well."""
        self.end()
        self.writes = " > " in command
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self.environment[name] = str(self.home / value)
            return
        self._screen, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 120, 0, 0))
        quiet = termios.tcgetattr(inside)
        quiet[3] &= ~termios.ECHO
        termios.tcsetattr(inside, termios.TCSANOW, quiet)
        self.running = subprocess.Popen(
            ["/bin/sh", "-c", command],
            env=self.environment,
            cwd=self.home,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self._screen, f"{line}\n".encode())

    def until(self, pattern: str) -> dict[str, str]:
        """Wait until what is shown, all of it, is this; return what its names stand for."""
        deadline = time.monotonic() + PATIENCE
        while not (found := re.fullmatch(pattern, self.shown, re.DOTALL)):
            if not self._read(deadline):
                raise AssertionError(f"{self.home.name} sees:\n{self.shown}\nand should see:\n{pattern}")
        self.shown = ""
        return found.groupdict()

    def end(self) -> None:
        """Wait for the end of what runs; it must have shown nothing more, and ended well."""
        if self.running is None:
            return
        while self._read(time.monotonic() + PATIENCE):
            pass
        os.close(self._screen)
        assert self.running.wait(PATIENCE) == 0, self.shown
        self.running = None
        if not self.cut:  # three dots at the end stand for all that came
            assert not self.shown.strip(), self.shown  # a last line end may come after what was waited for
        self.shown, self.cut = "", []

    def _read(self, deadline: float) -> bool:
        """Take what is shown next; tell whether there was something in time."""
        if not select.select([self._screen], [], [], max(0.0, deadline - time.monotonic()))[0]:
            return False
        with contextlib.suppress(OSError):  # Linux: the command has ended
            piece = os.read(self._screen, 65536).decode("utf-8", "replace")
            self.shown += COLOURS.sub("", piece).replace("\r\n", "\n")
            return bool(piece)
        return False


def play(page: str, folder: Path, path: str) -> list[str]:
    """Play all blocks of a page; return the commands that were run."""
    people: dict[str, Terminal] = {}
    try:
        return _play(page, folder, path, people)
    finally:
        for person in people.values():
            if person.running:
                person.running.kill()
                person.running.wait()


def _play(page: str, folder: Path, path: str, people: dict[str, Terminal]) -> list[str]:
    learned: dict[str, str] = {}
    commands: list[str] = []
    for who, block in BLOCK.findall(page):
        expected: list[str] = []
        for line in block.splitlines():
            command = COMMAND.fullmatch(line)
            if not command and not f"{line} ".startswith("> "):
                expected.append(line)
                continue
            _compare(people.get(who), expected, learned)
            expected = []
            if command:
                _finish_files(people)
                who = command[1]  # noqa: PLW2901  a block may be of both
                people.setdefault(who, Terminal(folder / who, path)).start(command[2])
                commands.append(command[2])
            else:
                people[who].type(line[2:].format(**learned))
        _compare(people.get(who), expected, learned)
    for person in people.values():
        person.end()
    return commands


def _finish_files(people: dict[str, Terminal]) -> None:
    """Wait until all files that somebody is writing are there."""
    for person in people.values():
        if person.writes:
            person.end()


def _compare(person: Terminal | None, expected: list[str], learned: dict[str, str]) -> None:
    """Wait until these lines are shown, and learn from them; three dots at the end go on next time."""
    if person and expected:
        learned |= person.until(pattern([*person.cut, *expected], learned))
        person.cut = expected[-1:] if expected[-1] == "..." else []


def pattern(lines: list[str], learned: dict[str, str]) -> str:
    """Return a regular expression for these lines, in which names not yet learned are groups."""
    whole = []
    for line in lines:
        cut = re.escape(line.rstrip()).replace(r"\ ", ROW_ENDS)  # a long line goes on in the next row
        whole.append(BRACES.sub(_group(learned), cut) + " *")
    # lines that are left out may all have been read already, with the end of the last one
    dotted = "\n".join(whole).replace("\\.\\.\\. *\n", r"(?:[^\n]*\n)*?")
    return r"\s*" + dotted.replace(r"\.\.\. *", r"(?:[^\n]*\n)*?[^\n]*") + r"\s*"


def _group(learned: dict[str, str]) -> Callable[[re.Match[str]], str]:
    def group(found: re.Match[str]) -> str:
        return re.escape(learned[found[1]]) if found[1] in learned else rf"(?P<{found[1]}>[^\n]+?)"

    return group
