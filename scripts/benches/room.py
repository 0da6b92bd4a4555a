"""Meetings on loopback: a table of five real programs, and rooms of 5, 25 and 100 devices in one process.

The limit is on the table: from starting five programs to all cards stored, in
at most 10 seconds. The people in it answer at once, so what is left is the
machines' own time: starting, unlocking, looking around, and the run.

A hundred interpreters do not fit on a small machine, so the devices of a
larger room share one process and one core. Its time is that of all devices
one after the other; divided by their number it is the work of each. The
physical cost is to move the same bytes over as many sockets, unsealed.
"""

import asyncio
import contextlib
import resource
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from p2pcard.cardholder import hosting, meeting
from p2pcard.cardholder.link import Link
from p2pcard.cardholder.meeting import Wish
from p2pcard.cardholder.person import InvitationNow
from p2pcard.cardholder.service import Cardholder
from p2pcard.core import invitation
from p2pcard.core.card import Card
from p2pcard.core.exchange import Heard, StoredNow
from p2pcard.core.meeting.events import Counted, NumberNow, PeopleNow, PhraseNow
from p2pcard.core.meeting.stages import Begin

HERE = "127.0.0.1"
PHRASE = "one two three four five six"
TABLE, TABLE_LIMIT = 5, 10.0  # people, seconds
ROOMS = (5, 25, 100)
FRAME = 2 + 16 + 1  # bytes around each piece of at most PIECE: length, tag, mark
PIECE = 65_535 - 17
MEGABYTE = 1_000_000


def run() -> bool:
    """Print one row for each measure, with its limit; return whether the limit was kept."""
    kept = _table()
    print(f"{'room, all on one core':<30}{'seconds':>9}{'each':>9}{'host sent':>11}{'plain':>9}{'ratio':>7}")
    for people in ROOMS:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            _room(people, Path(folder))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory held by this process, with {max(ROOMS)} devices in it: {memory:.0f} MB")
    return kept


def _table() -> bool:
    """Measure five real programs from their start on, with nothing told to them but to meet."""
    from tests.people import people
    from tests.rooms import Room

    with tempfile.TemporaryDirectory(prefix="bench-") as folder, Room(*people(TABLE, Path(folder))) as room:
        began = time.perf_counter()
        for person in room.people:
            person.meet("--address", HERE)
        room.gather()
        found = time.perf_counter() - began
        room.begin()
        room.read()
        room.confirm(room.count_off())
        room.until(lambda: all(person.last("stored") for person in room.people))
        seconds = time.perf_counter() - began
        room.over()
        kept = seconds <= TABLE_LIMIT and room.all_hold_all()
    over = "" if kept else "  OVER THE LIMIT"
    print(f"{TABLE} programs, from start to all stored: {seconds:.1f} s (limit {TABLE_LIMIT:.0f} s){over}")
    print(f"  of that, until all had found each other: {found:.1f} s")
    return kept


@dataclass
class Everybody:
    """The people of a room, who all do at once what their screens ask for."""

    count: int
    robots: list["Robot"] = field(default_factory=list)
    invited: "asyncio.Future[bytes]" = field(default_factory=asyncio.Future)
    stored: int = 0
    began: float = 0.0
    ended: float = 0.0
    waiting: int = 0
    numbered: int = 0
    phrase: str = ""
    answer: str = ""

    def all_do(self, event: Any, but: "Robot | None" = None) -> None:
        """Let all do the same thing, but one."""
        for robot in self.robots:
            if robot is not but:
                robot.events.put_nowait(event)


class Robot:
    """A person who answers at once."""

    def __init__(self, room: Everybody) -> None:
        self.room, self.events = room, asyncio.Queue[Any]()
        self.reads = False

    async def say(self) -> object:
        """Wait for what the room makes this person do."""
        return await self.events.get()

    def show(self, screen: object) -> None:
        """Do what the screen asks for, or let others do it."""
        room = self.room
        match screen:
            case InvitationNow(data):
                room.invited.set_result(data)
            case PeopleNow(count) if count == room.count and self is room.robots[0] and not room.began:
                room.began = time.perf_counter()
                self.events.put_nowait(Begin())
            case PhraseNow(words):
                self._hear(words)
            case NumberNow(_, _, answer):
                self._count(answer)
            case StoredNow():
                room.stored += 1
                room.ended = time.perf_counter()

    def _hear(self, words: tuple[str | None, ...]) -> None:
        room = self.room
        room.waiting += 1
        if None not in words:
            self.reads, room.phrase = True, " ".join(map(str, words))
        if room.waiting == room.count:  # nobody reads to those who do not listen yet
            reader = next(robot for robot in room.robots if robot.reads)
            room.all_do(Heard(room.phrase), but=reader)

    def _count(self, answer: str | None) -> None:
        room = self.room
        room.numbered += 1
        room.answer = answer or room.answer
        if room.numbered == room.count:
            reader = next(robot for robot in room.robots if robot.reads)
            room.all_do(Counted(), but=reader)
            reader.events.put_nowait(Heard(room.answer))


def _room(people: int, folder: Path) -> None:
    holders = [_holder(folder / str(number), number) for number in range(people)]
    counts = {"host": 0, "members": 0}
    with _counting(hosting, "host", counts), _counting(meeting, "members", counts):
        seconds = asyncio.run(_meet(holders))
    plain = asyncio.run(_plain(people - 1, counts["host"], counts["members"]))
    for holder in holders:
        if len(holder.book.contacts) != people - 1:
            raise RuntimeError("Somebody lacks a card.")
        holder.lock()
    print(
        f"{people:>4} devices{'':<18}{seconds:>8.2f}s{seconds / people * 1000:>7.1f}ms"
        f"{counts['host'] / MEGABYTE:>9.2f}MB{plain:>8.3f}s{seconds / plain:>7.0f}"
    )


def _holder(folder: Path, number: int) -> Cardholder:
    me = Cardholder(folder)
    me.create(PHRASE, Card(f"Person {number}", channels=((0, f"+49 30 {number:07}"),)), low_memory=True)
    return me


async def _meet(holders: list[Cardholder]) -> float:
    room = Everybody(len(holders))
    room.robots = [Robot(room) for _ in holders]
    async with asyncio.TaskGroup() as group:
        group.create_task(holders[0].meet(room.robots[0], Wish(HERE, host=True), digits=False))
        invited = Wish(HERE, invitation=invitation.read_invitation(await room.invited))
        for holder, robot in zip(holders[1:], room.robots[1:], strict=True):
            group.create_task(holder.meet(robot, invited, digits=False))
    return room.ended - room.began


@contextlib.contextmanager
def _counting(module: Any, who: str, counts: dict[str, int]) -> Any:
    """Count what a side sends on its links."""

    class Counting(Link):
        async def send(self, message: bytes) -> None:
            counts[who] += len(message) + FRAME * (len(message) // PIECE + 1)
            await super().send(message)

    module.Link, before = Counting, module.Link
    try:
        yield
    finally:
        module.Link = before


async def _plain(lines: int, host_sends: int, members_send: int) -> float:
    """Move as many bytes over as many sockets; return the seconds it takes."""
    down, up = b"\0" * (host_sends // lines), b"\0" * (members_send // lines)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(len(up))
        writer.write(down)
        await writer.drain()
        await reader.read(1)
        writer.close()

    async def call(port: int) -> None:
        reader, writer = await asyncio.open_connection(HERE, port)
        writer.write(up)
        await reader.readexactly(len(down))
        writer.close()

    server = await asyncio.start_server(serve, HERE, 0, backlog=lines)
    began = time.perf_counter()
    await asyncio.gather(*(call(server.sockets[0].getsockname()[1]) for _ in range(lines)))
    seconds = time.perf_counter() - began
    server.close()
    return seconds
