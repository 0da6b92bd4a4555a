"""A crowd for the measure of meetings: real programs, each a process, and people who answer at once."""

import asyncio
import json
import os
import sys
import time
from asyncio import StreamReader
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parent.parent
PHRASE = "one two three four five six"
LINE_LIMIT = 1 << 20  # bytes of one line of JSON: the cards of 250 people are one line
AT_ONCE = 8  # programs that start at the same time, so that no vault waits for memory


@dataclass
class Visitor:
    """One person's program: what it printed last of each kind, and the processor time it took."""

    home: Path
    place: Sequence[str]  # the words before the program's own, which say on which device it runs
    wish: Sequence[str]
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    process: Process | None = None
    at_work: float = 0.0  # seconds of processor time when it took its role: everything is imported by then
    worked: float = 0.0  # from there until its cards were stored
    stored: float = 0.0  # when, by this machine's clock
    came: int = 0  # devices that came to it, where it is the host's
    memory: int = 0  # kB, the most it held between its role and the end of the exchange

    async def start(self) -> Process:
        """Start the program and wait for nothing."""
        words = (*self.place, sys.executable, "-m", "p2pcard", "--home", str(self.home), "--json", "meet")
        secret = self.home.with_name(self.home.name + ".phrase")
        secret.write_text(PHRASE + "\n")
        env = {**os.environ, "P2PCARD_PASSPHRASE_FILE": str(secret), "PYTHONPATH": str(ROOT)}
        self.process = await asyncio.create_subprocess_exec(
            *words, *self.wish, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=env, limit=LINE_LIMIT
        )
        return self.process

    def say(self, **answer: object) -> None:
        """Answer with one line."""
        if self.process and self.process.stdin:
            self.process.stdin.write(json.dumps(answer).encode() + b"\n")

    def note(self, event: dict[str, Any]) -> None:
        """Keep the last event of each kind, and measure where a measure begins or ends."""
        kind = event["event"]
        self.said[kind] = event
        self.came += kind == "came"
        if kind == "role":
            self.at_work = self._processor()
            self._proc("clear_refs").write_text("5")  # the most memory is counted from here on: not unlocking
        elif kind == "stored":
            self.stored, self.worked = time.perf_counter(), self._processor() - self.at_work
        elif kind == "receipts":
            status = self._proc("status").read_text().splitlines()
            self.memory = next(int(row.split()[1]) for row in status if row.startswith("VmHWM"))

    def _proc(self, name: str) -> Path:
        return Path("/proc", str(self.process.pid if self.process else "self"), name)

    def _processor(self) -> float:
        """Return the seconds of processor time that the program's threads took so far."""
        tasks = self._proc("task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


class Crowd:
    """All visitors of one meeting; the first one's device is the host."""

    def __init__(self, visitors: list[Visitor]) -> None:
        self.visitors = visitors
        self.entered = self.began = 0.0  # when the first program was started, and the meeting, by this clock
        self._heard = asyncio.Condition()

    async def meet(self) -> None:
        """Hold the meeting, until everybody has stored all cards and every program has ended."""
        self.entered = time.perf_counter()
        host, *others = self.visitors
        async with asyncio.TaskGroup() as group:
            await self._enter(group, host)
            await self._until(lambda: "invitation" in host.said)
            for first in range(0, len(others), AT_ONCE):
                entering = others[first : first + AT_ONCE]
                for visitor in entering:
                    await self._enter(group, visitor)
                await self._until(lambda entering=entering: all("in" in each.said for each in entering))
            await self._until(lambda: host.came == len(self.visitors) - 1)
            await self._talk(host)

    @property
    def stored(self) -> float:
        """When the last one had stored all cards, by this machine's clock."""
        return max(each.stored for each in self.visitors)

    async def _talk(self, host: Visitor) -> None:
        """Read, type, count off, confirm: everybody at once, as soon as all can."""
        self.began = time.perf_counter()
        host.say(start=len(self.visitors))
        await self._all("phrase")
        reader = next(each for each in self.visitors if None not in each.said["phrase"]["words"])
        others = [each for each in self.visitors if each is not reader]
        for each in others:
            each.say(heard=" ".join(reader.said["phrase"]["words"]))
        await self._all("number")
        for each in others:
            each.say(counted=len(self.visitors))
        reader.say(heard=next(filter(None, (each.said["number"]["answer"] for each in others))))
        await self._all("stay")
        host.say(done=True)

    async def _enter(self, group: asyncio.TaskGroup, visitor: Visitor) -> None:
        group.create_task(self._listen(visitor, await visitor.start()))

    async def _listen(self, visitor: Visitor, process: Process) -> None:
        said, complained = cast("StreamReader", process.stdout), cast("StreamReader", process.stderr)
        async for line in said:
            visitor.note(json.loads(line))
            async with self._heard:
                self._heard.notify_all()
        complaint = (await complained.read()).decode()
        if await process.wait():
            raise RuntimeError(f"A program ended with {process.returncode}: {complaint}")

    async def _all(self, kind: str) -> None:
        await self._until(lambda: all(kind in each.said for each in self.visitors))

    async def _until(self, condition: Any) -> None:
        async with self._heard:
            await self._heard.wait_for(condition)
