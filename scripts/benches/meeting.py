"""Meetings of real programs, one process a person, on this machine alone.

From "start" until everybody has stored everybody's card; vaults are opened
before, and scripted people type the phrase and the answer at once. Each size
runs in network namespaces, one a person, and on loopback. `LARGEST` people
once, in namespaces. Where none can be made, their rows say "missing".

Beside each row stands what cannot be less at this machine's own rates, which
are measured in the same run: the bytes that the host must move, over a socket
of its kind, and the signatures that everybody must verify (of each other
person: the card, its proof of being there, the OK and the receipt), on all
processors at once. The limits on a member's processor time and on the host's
memory are for `FULL` people.

A table of `TABLE` people is measured from starting the programs on, too:
importing, unlocking and finding each other.
"""

import asyncio
import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from p2pcard.core.exchange.meeting import messages
from p2pcard.core.formats import crypto
from p2pcard.core.statements import bundle
from p2pcard.core.statements.card import Card
from p2pcard.service.cardholder import Cardholder
from scripts.crowd import PHRASE, Crowd, Visitor

SIZES = (2, 10, 25, 50, 100)
LARGEST = 250
FULL = 100
TABLE, TABLE_LIMIT = 5, 10.0  # people, seconds
LIMITS = {10: 2.0, 100: 20.0}  # seconds
MEMBER_LIMIT = 0.5  # seconds of a member's processor time
HOST_LIMIT = 150  # MB
LOOPBACK = "127.0.0.1"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Rates:
    """What this machine does in a second."""

    moved: float  # bytes through a socket on loopback
    verified: float  # signatures on one processor

    @classmethod
    def measure(cls) -> "Rates":
        """Measure both, for a moment each."""
        return cls(_moved(300 * MEGABYTE), _verified(5_000))

    def limit(self, people: int) -> float:
        """Return the seconds in which so many people cannot but move and verify what they must."""
        processors = min(people, os.cpu_count() or 1)
        return _bytes(people) / self.moved + 4 * people * (people - 1) / self.verified / processors


def run() -> bool:
    """Print one row for each size and network, with its limits; return whether all were kept."""
    rates = Rates.measure()
    print(f"this machine: {rates.moved / MEGABYTE:.0f} MB/s on loopback, {rates.verified:.0f} signatures/s")
    print(
        f"{'people':<18}{'seconds':>9}{'goal':>6}{'least':>9}{'ratio':>7}"
        f"{'member CPU':>12}{'host CPU':>10}{'host':>8}"
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        homes = [_home(Path(folder, str(number)), number) for number in range(LARGEST)]
        rows = [(people, apart) for people in SIZES for apart in (True, False)]
        missing = _why_no_namespaces()
        kept = [_row(*row, homes, rates, missing) for row in (*rows, (LARGEST, True))]
        kept.append(_table(homes, missing))
        if missing:
            print(missing)
        return all(kept)


def _why_no_namespaces() -> str:
    """Return what to do to have network namespaces, or nothing where they can be made."""
    if not (shutil.which("ip") and shutil.which("bridge")):
        return "ip and bridge are missing, so no namespaces were made. On Debian: apt install iproute2"
    probe = f"p2pcard-{os.getpid()}"
    made = subprocess.run(("ip", "netns", "add", probe), capture_output=True, text=True, check=False)
    if made.returncode:
        reason = made.stderr.strip()
        return f"Namespaces cannot be made here ({reason}). As root they can: sudo scripts/bench meeting"
    subprocess.run(("ip", "netns", "delete", probe), check=True)
    return ""


def _table(homes: list[Path], missing: str) -> bool:
    """Print how long a table takes from starting its programs on; return whether the limit was kept."""
    if missing:
        print(f"{TABLE} people, from starting the programs: missing (limit {TABLE_LIMIT:.0f} s)")
        return True
    crowd = _met(TABLE, True, homes)
    seconds = crowd.stored - crowd.entered
    over = "" if seconds <= TABLE_LIMIT else "  OVER THE LIMIT"
    print(f"{TABLE} people, from starting the programs: {seconds:.1f} s (limit {TABLE_LIMIT:.0f} s){over}")
    return not over


def _met(people: int, apart: bool, homes: list[Path]) -> Crowd:
    """Hold one meeting with fresh copies of these homes; everybody has everybody's card."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _places(people, apart) as places:
        fresh = [Path(shutil.copytree(home, Path(folder, home.name))) for home in homes[:people]]
        visitors = [Visitor(home, *place) for home, place in zip(fresh, places, strict=True)]
        visitors[0].wish = (*visitors[0].wish, "--host")
        crowd = Crowd(visitors)
        asyncio.run(crowd.meet())
    if any(len(each.said["stored"]["cards"]) != people - 1 for each in visitors):
        raise RuntimeError("A member lacks a card.")
    return crowd


def _row(people: int, apart: bool, homes: list[Path], rates: Rates, missing: str) -> bool:
    """Print how long a meeting takes from its start on; return whether all limits were kept."""
    if apart and missing:
        print(f"{people:>4} {'namespaces':<13}{'missing':>9}{LIMITS.get(people, '-'):>6}", flush=True)
        return True
    crowd = _met(people, apart, homes)
    seconds, (host, *members) = crowd.stored - crowd.began, crowd.visitors
    member = statistics.median(each.worked for each in members)
    over = seconds > LIMITS.get(people, seconds)
    if people == FULL:
        over = over or member > MEMBER_LIMIT or host.memory / 1024 > HOST_LIMIT
    least = rates.limit(people)
    print(
        f"{people:>4} {'namespaces' if apart else 'loopback':<13}{seconds:>8.2f}s"
        f"{LIMITS.get(people, '-'):>6}{least:>8.3f}s{seconds / least:>7.1f}{member:>11.3f}s"
        f"{host.worked:>9.2f}s{host.memory / 1024:>6.0f}MB{'  OVER THE LIMIT' if over else ''}",
        flush=True,
    )
    return not over


@contextlib.contextmanager
def _places(people: int, apart: bool) -> Iterator[list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Give for each person the words before the program's own, and the address to meet at."""
    from tests.network import network

    if not apart:
        yield [((), ("--address", LOOPBACK))] * people
        return
    with network(people) as bed:
        yield [(("ip", "netns", "exec", host.namespace), ()) for host in bed.hosts]


def _home(folder: Path, number: int) -> Path:
    me = Cardholder(folder)
    me.create(PHRASE, Card(f"Person {number}", channels=((0, f"+49 30 {number:07}"),)), low_memory=True)
    me.lock()
    return folder


def _bytes(people: int) -> int:
    """Return the bytes that the host must move from LIST to the first round, by the sizes in spec 7.3."""
    n, others = people, people - 1
    ok, done = 2 + 2 * n + 64, 2 + 2 + 2 * others + 64
    up = 128 + 1024 + 16 + ok + others * messages.BOX_SIZE + done
    down = (
        36 + 32 * n + 128 * n + (1024 + 16) * n + 2 + 2 * n + 64 * n + others * messages.BOX_SIZE + done * n
    )
    rounds = 2 * others * (bundle.SMALL + crypto.TAG_SIZE)
    return others * (up + down + rounds)


def _moved(size: int) -> float:
    """Return the bytes a second that pass through a socket on loopback."""
    with socket.create_server((LOOPBACK, 0)) as server, socket.create_connection(server.getsockname()) as one:
        other, _ = server.accept()
        sender = threading.Thread(target=one.sendall, args=(bytes(size),))
        began, left = time.perf_counter(), size
        sender.start()
        while left:
            left -= len(other.recv(min(left, 1 << 20)))
        sender.join()
        other.close()
        return size / (time.perf_counter() - began)


def _verified(count: int) -> float:
    """Return the signatures a second that one processor verifies."""
    seed = bytes(range(32))
    key, message = crypto.public_key(seed), bytes(200)
    signature = crypto.sign(seed, message)
    began = time.perf_counter()
    for _ in range(count):
        crypto.verify(key, message, signature)
    return count / (time.perf_counter() - began)
