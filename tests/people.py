"""People with a real program each.

Each person has a home with a vault and perhaps a device of the test bed; their
program runs there and speaks in JSON lines. What the programs say comes in one
queue, in which a story waits for what is to happen next (tests/rooms.py).
"""

import contextlib
import functools
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from p2pcard.core.statements.card import Card
from p2pcard.service.cardholder import Cardholder
from tests.network import ROOT, Host

PHRASE = "one two three four five six"
NAMES = (
    *("Ana Ruiz", "Berta Lang", "Chinwe Obi", "Dmitri Sorokin", "Elif Kaya", "Farid Haddad"),
    *("Gloria Paz", "Hanna Virtanen", "Ines Duarte", "Jorge Luna", "Keiko Mori", "Lars Holm"),
)
PATIENCE = 60  # seconds that anything may take


@functools.cache
def _templates():
    return tempfile.TemporaryDirectory(prefix="people-")


@functools.cache
def _template(name):
    """A vault with one card, made once: its opening phrase costs a tenth of a second."""
    folder = Path(_templates().name, str(len(list(Path(_templates().name).iterdir()))))
    mine = Card(name, channels=((0, phone_of(name)),), offers=(1, offer_of(name)), languages=("es",))
    me = Cardholder(folder)
    me.create(PHRASE, mine, low_memory=True)
    me.lock()
    return folder


def home_of(name, folder):
    """A fresh copy of a person's home in a folder."""
    return Path(shutil.copytree(_template(name), folder))


def phone_of(name):
    """The telephone number on a person's card."""
    return f"+49 30 {sum(map(ord, name)) * 7919 % 10**7:07}"


def offer_of(name):
    """What a person offers in words of their own."""
    return f"the loom of {name.split()[0]}"


def book_at(home):
    """What a home's vault holds."""
    me = Cardholder(home)
    me.unlock(PHRASE)
    book = me.book
    me.lock()
    return book


@dataclass
class Person:
    """Somebody with a home, a device (or this machine) and at most one running program."""

    name: str
    home: Path
    host: Host | None = None
    inbox: "queue.SimpleQueue[tuple[Person, Any]]" = field(default_factory=queue.SimpleQueue)
    events: list[dict[str, Any]] = field(default_factory=list)
    program: "subprocess.Popen[Any] | None" = None
    ended: bool = False
    phrases: str = PHRASE + "\n"  # what opens the vault, and what is to open it next

    def words(self, *words):
        """The command line of one call of the program."""
        return (sys.executable, "-m", "p2pcard", "--home", self.home, "--json", *words)

    @property
    def environment(self):
        """What the program finds around it: where the opening phrase is, and a plain terminal."""
        secret = self.home.with_name(self.home.name + ".phrase")
        secret.write_text(self.phrases)
        return {"P2PCARD_PASSPHRASE_FILE": str(secret), "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8"}

    def start(self, *words, command=()):
        """Start a command that lives; what it says goes to the inbox. `command` takes the program's place."""
        self.events, self.ended = [], False
        pipes: dict[str, Any] = {
            "stdin": subprocess.PIPE,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
        }
        words = (*command, *words) or self.words()
        if self.host:
            self.program = self.host.start(*words, env=self.environment, **pipes)
        else:
            self.program = subprocess.Popen(
                [str(w) for w in words], env={**os.environ, **self.environment}, **pipes
            )
        self._complaints: list[bytes] = []
        readers = (
            threading.Thread(target=self._read, args=(self.program,), daemon=True),
            threading.Thread(target=self._complain, args=(self.program,), daemon=True),
        )
        for reader in readers:
            reader.start()
        self._reader, self._complainer = readers
        return self

    def meet(self, *words):
        """Start a meeting."""
        return self.start(*self.words("meet", *words))

    def _read(self, program):
        with contextlib.suppress(ValueError, OSError):  # the pipe was closed
            for line in program.stdout:
                self.inbox.put((self, json.loads(line)))
        self.inbox.put((self, program))

    def _complain(self, program):
        with contextlib.suppress(ValueError, OSError):
            for line in program.stderr:
                self._complaints.append(line)

    @property
    def complaint(self):
        """What the program said beside its events, once it ended."""
        self._complainer.join(PATIENCE)
        return b"".join(self._complaints).decode()

    def say(self, line="", **answer):
        """Answer: a line as it is, or one JSON object."""
        assert self.program
        assert self.program.stdin
        with contextlib.suppress(BrokenPipeError):  # it has just ended
            self.program.stdin.write((line or json.dumps(answer)).encode() + b"\n")
            self.program.stdin.flush()

    def run(self, *words, typed=""):
        """Run a command to its end; return its exit code and what it printed, on both ways."""
        return self.run_as(self.words(*words), typed)

    def run_as(self, words, typed=""):
        """Run a whole command line on this person's device."""
        command = [str(word) for word in words]
        if self.host:
            command = ["ip", "netns", "exec", self.host.namespace, *command]
        environment = {**os.environ, **self.environment}
        done = subprocess.run(
            command, input=typed, env=environment, text=True, capture_output=True, check=False, timeout=120
        )
        return done.returncode, done.stdout, done.stderr

    def people(self):
        """What `people` prints: {name: how and when each was met}."""
        code, printed, complaint = self.run("people")
        assert code == 0, complaint
        return {each["name"]: each["provenance"] for each in json.loads(printed)["people"]}

    @property
    def book(self):
        """What the vault holds now."""
        return book_at(self.home)

    @property
    def held(self):
        """The names of the cards in the vault."""
        return {contact.name for contact in self.book.contacts.values()}

    def last(self, kind):
        """The last event of a kind, or nothing."""
        return next((event for event in reversed(self.events) if event["event"] == kind), None)

    def all(self, kind):
        """All events of a kind."""
        return [event for event in self.events if event["event"] == kind]

    @property
    def role(self):
        """What the device is in the meeting."""
        return (self.last("role") or {"role": ""})["role"]

    @property
    def count(self):
        """How many have joined since this device last took a role: a member knows of itself alone."""
        known = 0
        for event in self.events:
            known = (
                0
                if event["event"] == "role"
                else known + {"in": 1, "came": 1, "went": -1}.get(event["event"], 0)
            )
        return known

    @property
    def there(self):
        """Whether the program runs."""
        return self.program is not None and not self.ended

    @property
    def code(self):
        """How the program ended."""
        assert self.program
        return self.program.wait(PATIENCE)

    def kill(self, number=signal.SIGKILL):
        """End the program from outside."""
        assert self.program
        self.program.send_signal(number)


def people(count: int, folder: Path, hosts: Sequence[Host] = ()) -> list[Person]:
    """So many people with fresh homes, on these devices if there are any."""
    return [
        Person(name, home_of(name, folder / name.split()[0]), host)
        for name, host in zip(NAMES[:count], [*hosts, *[None] * count], strict=False)
    ]
