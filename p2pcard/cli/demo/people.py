"""The people of the demo: each a process of their own, with a vault of their own."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

from p2pcard.errors import DemoFailed
from p2pcard.wording.catalogue import spoken

FOUNDERS: Final = (
    {"name": "Rosa", "channels": [["phone", "600 100 101"]], "offers": ["van"], "languages": ["es", "en"]},
    {"name": "Teo", "channels": [["signal", "teo.24"]], "offers": ["babysitting"], "languages": ["en"]},
    {"name": "Mei", "channels": [["email", "mei@example.org"]], "offers": ["first-aid"], "languages": ["en"]},
    {"name": "Julio", "channels": [["phone", "600 100 104"]], "offers": ["repairs"], "languages": ["es"]},
    {"name": "Amal", "channels": [["signal", "amal.31"]], "offers": ["cooking"], "languages": ["ar"]},
)
NEWCOMER: Final = {"name": "Nadia", "channels": [["phone", "600 100 106"]], "languages": ["es"]}
LOOPBACK: Final = "127.0.0.1"
PATIENCE: Final = 60  # seconds in which something must happen
PHRASE: Final = "five people in a room of their own"

Heard = tuple["Player", dict[str, Any]]


class Player:
    """One person: their device runs the same program, driven by JSON lines."""

    def __init__(self, folder: Path, role: dict[str, Any], heard: "queue.Queue[Heard]") -> None:
        self.name: str = role["name"]
        self._role, self._heard = role, heard
        self._home = folder / self.name
        phrase = folder / f"{self.name}.phrase"
        phrase.write_text(PHRASE, encoding="utf-8")
        self._environment = {**os.environ, "P2PCARD_PASSPHRASE_FILE": str(phrase)}
        self._device: subprocess.Popen[str] | None = None

    def run(self, *words: str, given: str = "") -> dict[str, Any]:
        """Run a command to its end and return its JSON answer; raises DemoFailed."""
        found: dict[str, Any] = json.loads(self._run(self._call(*words), given))
        return found

    def _run(self, call: list[str], given: str) -> str:
        done = subprocess.run(  # noqa: S603  # our own program
            call,
            input=given,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise DemoFailed(text=done.stderr.strip())
        return done.stdout

    def tell(self, *words: str) -> list[str]:
        """Run a command to its end and return the lines for people; raises DemoFailed."""
        return self._run(self._call(*words, json=False), "").splitlines()

    def begin(self) -> None:
        """Make this person's card and vault."""
        self.run("init", "--low-memory", "--card", "-", given=json.dumps(self._role))

    def enter(self, invitation: str = "") -> None:
        """Join a meeting on this person's device by its invitation, or begin one without.

        Nothing is announced, so that two demos on one device keep apart.
        """
        way = "--invitation" if invitation else "--invitation-only"
        self._device = subprocess.Popen(  # noqa: S603  # our own program
            self._call("meet", way, "--address", LOOPBACK),
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            bufsize=1,
        )
        threading.Thread(target=self._listen, args=(self._device,), daemon=True).start()
        if invitation:
            self.do({"invitation": invitation})

    def do(self, answer: dict[str, Any]) -> None:
        """Let this person type something."""
        if self._device and self._device.stdin:
            self._device.stdin.write(json.dumps(answer) + "\n")
            self._device.stdin.flush()

    def leave(self) -> None:
        """End this person's device, whatever it is doing."""
        if self._device:
            self._device.kill()
            self._device.wait()

    def _listen(self, device: "subprocess.Popen[str]") -> None:
        for line in device.stdout or ():
            self._heard.put((self, json.loads(line)))
        self._heard.put((self, {"event": "over"}))

    def _call(self, *words: str, json: bool = True) -> list[str]:
        isolated = ["-I"] if sys.flags.isolated else []
        how = ["--json"] if json else ["--lang", spoken()]
        return [sys.executable, *isolated, "-m", "p2pcard", *how, "--home", str(self._home), *words]
