"""People at their terminals: the program run in this process, where speed matters, or in one of its own."""

import contextlib
import functools
import io
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from p2pcard.__main__ import serve_page
from p2pcard.cli import commands, start
from p2pcard.core.formats import armor, crypto
from p2pcard.wording import catalogue

ROOT = Path(__file__).resolve().parent.parent
PHRASE = "a kettle of seven lanterns"
LOOPBACK = "127.0.0.1"
PATIENCE = 60  # seconds within which a process says something, or the test fails
ANA = {
    "name": "Ana",
    "channels": [["phone", "600 100 101"]],
    "offers": ["van"],
    "languages": ["es"],
}
BEN = {"name": "Ben", "channels": [["email", "ben@example.org"]], "offers": ["first-aid"]}
_stretch = functools.cache(crypto.stretch)  # a phrase's cost is paid once for each salt: the function is pure
SHELL = f'exec "{sys.executable}" -m p2pcard "$@"'


@dataclass(frozen=True)
class Answer:
    """What one call of the program printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


def call(*arguments: str, given: str | bytes = "", **environment: str) -> Answer:
    """Run the program in this process, in English, with `given` on standard input."""
    typed = given.encode() if isinstance(given, str) else given
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        file.write(typed)
        file.seek(0)
        stdin = stack.enter_context(io.TextIOWrapper(file, "utf-8"))
        for place, name, value in (
            (sys, "argv", ["p2pcard", *arguments]),
            (sys, "stdin", stdin),
            (sys, "stdout", out),
            (sys, "stderr", err),
            (os, "environ", {**os.environ, "LANGUAGE": "en", **environment}),
            (crypto, "stretch", _stretch),
        ):
            stack.callback(setattr, place, name, getattr(place, name))
            setattr(place, name, value)
        code = _run()
    catalogue.install("en")
    return Answer(code, _text(out), _text(err))


def _run() -> int:
    try:
        start.main(serve_page)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return 0


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


class Device:
    """One person's device: a home folder, and a file with the phrase that opens it."""

    def __init__(self, home: Path, phrase: str = PHRASE) -> None:
        self.home = home
        self.phrase_file = home.parent / f"{home.name}.phrase"
        home.parent.mkdir(exist_ok=True)
        self.use(phrase)

    def use(self, *phrases: str) -> None:
        """Write these phrases to the file that is read for them."""
        self.phrase_file.write_text("".join(f"{phrase}\n" for phrase in phrases), encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        return {"P2PCARD_PASSPHRASE_FILE": str(self.phrase_file)}

    def run(self, *arguments: str, given: str | bytes = "") -> Answer:
        """Run a command, however it ends."""
        return call("--home", str(self.home), *arguments, given=given, **self.environment)

    def do(self, *arguments: str, given: str | bytes = "") -> dict[str, Any]:
        """Run a command that is done, and return its answer for programs."""
        answer = self.run("--json", *arguments, given=given)
        assert answer.code == 0, answer.err
        return answer.values

    def tell(self, *arguments: str, given: str | bytes = "") -> str:
        """Run a command that is done, and return its answer for people."""
        answer = self.run(*arguments, given=given)
        assert answer.code == 0, answer.err
        return answer.out

    def refused(self, *arguments: str, given: str | bytes = "", code: int = 1) -> str:
        """Run a command that is refused, and return the reason for programs."""
        answer = self.run("--json", *arguments, given=given)
        assert answer.code == code, answer
        assert set(answer.values) == {"refused"}
        assert set(answer.values["refused"]) == {"reason", "text", "kept", "advice", "next"}
        assert all(answer.values["refused"][part] in answer.err for part in ("text", "kept", "advice"))
        return str(answer.values["refused"]["reason"])

    def people(self, *words: str) -> list[str]:
        """Name the people that are found."""
        return [each["name"] for each in self.do("people", *words)["people"]]

    def hold(self, statement: object) -> None:
        """Hold a card that came as text."""
        self.do("add", given=armor.to_text(bytes(statement)))  # type: ignore[call-overload]  # a Statement

    def process(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        """Start the program in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "p2pcard", "--home", str(self.home), *arguments],
            env={**os.environ, "LANGUAGE": "en", **self.environment},
            cwd=ROOT,
            encoding="utf-8",
            bufsize=1,
            **{
                "stdin": subprocess.PIPE,
                "stdout": subprocess.PIPE,
                "stderr": subprocess.PIPE,
                **options,
            },
        )


def device(folder: Path, card: dict[str, Any], name: str = "") -> Device:
    """Give a person a device with a vault that holds their card."""
    made = Device(folder / (name or card["name"]))
    shutil.copytree(_vault_of(json.dumps(card)), made.home)
    return made


@functools.cache
def _vault_of(card: str) -> Path:
    """Make a vault once for all tests of this process that begin with one."""
    folder = Path(_templates.name) / str(len(list(Path(_templates.name).iterdir())))
    made = Device(folder)
    assert made.run("init", "--low-memory", "--card", "-", given=card).code == 0
    return folder


assert commands.p2pcard is not None  # loaded here, so that its help is in English whatever runs first
_templates = tempfile.TemporaryDirectory(prefix="p2pcard-tests-")


class Talk:
    """A live conversation of a device with a program in its person's place."""

    def __init__(self, device: Device, *arguments: str) -> None:
        self.process = device.process("--json", *arguments)
        self.lines: queue.Queue[str] = queue.Queue()
        self.heard: list[dict[str, Any]] = []
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put("")

    def __enter__(self) -> "Talk":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self._listening.join(PATIENCE)  # before what it reads from is closed
        self.process.communicate()

    def say(self, answer: dict[str, Any]) -> None:
        """Answer with one line."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(answer) + "\n")
        self.process.stdin.flush()

    def leave(self) -> None:
        """Say nothing more: standard input ends."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.stdin = None

    def until(self, event: str, **values: Any) -> dict[str, Any]:
        """Wait for an event, with these values if any are given."""
        while True:
            line = self.lines.get(timeout=PATIENCE)
            assert line, f"no {event}: {self.heard}"
            self.heard.append(json.loads(line))
            found = self.heard[-1]
            if found.get("event") == event and values.items() <= found.items():
                return found

    def end(self) -> int:
        """Wait for the end of the process; return what it ended with."""
        while line := self.lines.get(timeout=PATIENCE):
            self.heard.append(json.loads(line))
        return self.process.wait(PATIENCE)


def said_by(talk: Talk) -> str:
    """What the screen of somebody in a swap says."""
    return " ".join(talk.until("words")["say"])


def say_words(showing: Talk, scanning: Talk) -> None:
    """Each person says the words on their screen, and the other types them."""
    shown, scanned = said_by(showing), said_by(scanning)
    showing.say({"heard": scanned})
    scanning.say({"heard": shown})


def swap(
    shower: Device, scanner: Device, after: Callable[[Talk, Talk], None] = lambda *_: None
) -> tuple[Talk, Talk]:
    """Let two people swap their cards, and do something behind them; return both conversations, ended."""
    with (
        Talk(shower, "swap", "--address", LOOPBACK) as showing,
        Talk(scanner, "swap", "--scan", "--address", LOOPBACK) as scanning,
    ):
        scanning.say({"code": showing.until("code")["text"]})
        say_words(showing, scanning)
        after(showing, scanning)
        assert (showing.end(), scanning.end()) == (0, 0)
    return showing, scanning


def meet(host: Device, *others: Device, after: Callable[..., None] = lambda *_: None) -> list[Talk]:
    """Let people meet by the host's invitation, and do something behind the cards.

    Returns all conversations, ended.
    """
    with contextlib.ExitStack() as stack:
        talks = [stack.enter_context(Talk(host, "meet", "--invitation-only", "--address", LOOPBACK))]
        invitation = talks[0].until("invitation")["typed"]
        for other in others:
            talks.append(stack.enter_context(Talk(other, "meet", "--invitation", "--address", LOOPBACK)))
            talks[-1].say({"invitation": invitation})
            talks[0].until("came")
        talks[0].say({"start": len(talks)})
        phrase = talks[0].until("phrase")["words"]
        for talk in talks[1:]:
            talk.until("phrase")
            talk.say({"heard": " ".join(phrase)})
        answers = [talk.until("number")["answer"] for talk in talks]
        for talk in talks[1:]:
            talk.say({"counted": len(talks)})
        talks[0].say({"heard": next(answer for answer in answers if answer)})
        for talk in talks:
            talk.until("stay")
        after(*talks)
        talks[0].say({"done": True})
        assert [talk.end() for talk in talks] == [0] * len(talks)
    return talks


def in_shell(device, redirection, *arguments, **environment):
    """Run a command with its streams as the shell leaves them."""
    return subprocess.run(
        ["/bin/sh", "-c", f"{SHELL} {redirection}", "sh", "--home", str(device.home), *arguments],
        env={**os.environ, "LANGUAGE": "en", **device.environment, **environment},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
