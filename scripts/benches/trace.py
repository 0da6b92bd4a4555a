"""Who leads to a newcomer: one answer, all answers and memory, at 10,000 people and 100,000 vouches.

Then the same question about 1,000 people is put to three: to p2pcard, to
networkx (its own search for paths, its own matching) and to sq-wot, which gets
the people as certificates (scripts/split_network.py) and begins anew with each
answer. networkx must find the same numbers. sq-wot searches greedily: it may
find fewer routes, never more, and never none where there are some. Where it is
not installed, its row says "missing".
"""

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from p2pcard.core.book.routes import ActiveVouch, Mark, Network, lay_out
from p2pcard.core.formats import crypto
from scripts.split_network import HALF, WHOLE, split

ME = bytes(32)
VOUCHES_EACH = 10
MET = 150  # people I met and marked
GROUPS = 50  # as many as a person would look at
ONE_LIMIT, ALL_LIMIT, MEMORY_LIMIT = 1.0, 3_000.0, 300.0  # ms, ms, MB
ONE_BY_ONE = 9  # people that sq-wot is asked about one by one
MUCH = ("--trust-amount", "1000000")  # so that sq-wot does not stop at the first routes
PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)
AMOUNT = re.compile(r"^\[.\] ([0-9A-F]{40}) .* authenticated \((\d+)%\)$", re.MULTILINE)


class Town(NamedTuple):
    """People who vouch for neighbours, and now and then for a person many know."""

    people: list[bytes]
    marks: dict[bytes, Mark]  # of those I met
    vouches: list[ActiveVouch]

    def lay_out(self) -> Network:
        """Lay out what I hold of the town."""
        return lay_out(ME, self.marks, self.marks, self.marks, self.vouches)


class Measured(NamedTuple):
    """What one of the three took, in ms and MB, and how many separate routes it found to each person."""

    first: float
    more: float
    everything: float
    memory: float
    numbers: dict[bytes, int]


def run() -> bool:
    """Print one row for each measure; return whether all limits were kept and all answers agree."""
    kept = _large(_town(10_000))
    town = _town(1_000)
    print(f"\n{'1,000 people':<14}{'first answer':>16}{'one more':>14}{'all':>16}{'memory':>12}")
    ours = _row_of("p2pcard", _ask_us(town))
    theirs = _row_of("networkx", _ask_networkx(town))
    wrong = sum(theirs.numbers[each] != ours.numbers[each] for each in town.people)
    print(f"{'':<14}{wrong} numbers of {len(town.people):,} differ from ours")
    return _against_sq_wot(town, ours.numbers) and kept and not wrong


def answer_all(who: str, size: int) -> None:
    """Give all answers and print this process's peak in KB: run in a process of its own.

    What the system says of a child's peak would count our own memory, which
    the child is born with.
    """
    {"p2pcard": _ask_us, "networkx": _ask_networkx}[who](_town(size), alone=True)
    print(PEAK.findall(Path("/proc/self/status").read_text(encoding="ascii"))[0])


def _town(size: int) -> Town:
    """Make a town from a fixed seed."""
    chance = random.Random(size)  # noqa: S311 - the same town each time
    people = [crypto.digest("p2pcard-bench", number.to_bytes(4, "big")) for number in range(size)]
    marks = {person: Mark(chance.choice([0, 1, 2])) for person in chance.sample(people, MET)}
    vouches: list[ActiveVouch] = []
    for place, person in enumerate(people):
        known: set[int] = set()
        while len(known) < VOUCHES_EACH:
            far = chance.random() < 0.2
            other = int(size * chance.random() ** 3) if far else (place + chance.randint(-8, 8)) % size
            known |= {other} - {place}
        vouches += [ActiveVouch(person, people[other], chance.random() < 0.6) for other in sorted(known)]
    return Town(people, marks, vouches)


def _large(town: Town) -> bool:
    """Measure p2pcard against its limits."""
    size = len(town.people)
    network = town.lay_out()
    asked = random.Random(1).sample(town.people, size)  # noqa: S311 - the same order each time
    levels = Counter(network.answer(person).level.value for person in asked)
    print(f"{size:,} people, {len(town.vouches):,} vouches, {MET} met, levels {dict(sorted(levels.items()))}")
    one = [_milliseconds(partial(network.answer, person)) for person in asked]
    reached = [took for took, person in zip(one, asked, strict=True) if network.answer(person).separate]
    deep = [_milliseconds(partial(_groups, network, person)) for person in asked]
    rows = [
        _row("laying out, once", _milliseconds(town.lay_out), "ms"),
        _row("one answer, median", statistics.median(one), "ms", ONE_LIMIT),
        _row("one answer where others lead there, median", statistics.median(reached), "ms", ONE_LIMIT),
        _row("one answer, the slowest", max(one), "ms"),
        _row(f"one answer and up to {GROUPS} groups, median", statistics.median(deep), "ms", ONE_LIMIT),
        _row(f"one answer and up to {GROUPS} groups, the slowest", max(deep), "ms"),
        _row("all answers", _milliseconds(lambda: [network.answer(each) for each in asked]), "ms", ALL_LIMIT),
        _row("memory of a process that gives them all", _peak("p2pcard", size), "MB", MEMORY_LIMIT),
    ]
    return all(rows)


def _groups(network: Network, person: bytes) -> list[frozenset[bytes]]:
    return list(islice(network.answer(person).groups(), GROUPS))


def _ask_us(town: Town, alone: bool = False) -> Measured:
    """Ask p2pcard."""

    def count(network: Network, person: bytes) -> int:
        return len(network.answer(person).separate)

    return _ask("p2pcard", town, town.lay_out, count, alone)


def _ask_networkx(town: Town, alone: bool = False) -> Measured:
    """Ask networkx; how many may follow a vouch stands on its edge."""
    import networkx as nx  # type: ignore[import-untyped]  # networkx comes without types

    def graph() -> Any:
        known = nx.DiGraph()
        known.add_edges_from((ME, person, {"follow": mark}) for person, mark in town.marks.items() if mark)
        known.add_edges_from((each.by, each.subject, {"follow": each.may_introduce}) for each in town.vouches)
        return known

    def count(known: Any, person: bytes) -> int:
        paths = [path[1:-1] for path in nx.all_simple_paths(known, ME, person, cutoff=3)]
        single = {path[0] for path in paths if len(path) == 1}
        pairs = nx.Graph(
            (near, far)
            for near, far in (path for path in paths if len(path) == 2)
            if known.edges[ME, near]["follow"] == 2
            and known.edges[near, far]["follow"]
            and single.isdisjoint((near, far))
        )
        near_ends = {near for near in pairs if (near, person) not in known.edges}
        return len(single) + len(nx.bipartite.hopcroft_karp_matching(pairs, near_ends)) // 2

    return _ask("networkx", town, graph, count, alone)


def _ask(
    who: str, town: Town, prepare: Callable[[], Any], count: Callable[[Any, bytes], int], alone: bool
) -> Measured:
    """Ask one of those that answer inside this process."""
    began = time.perf_counter()
    prepared = prepare()
    count(prepared, town.people[0])
    first = (time.perf_counter() - began) * 1000
    numbers: dict[bytes, int] = {}
    times: list[float] = []
    for person in town.people:
        began = time.perf_counter()
        numbers[person] = count(prepared, person)
        times.append((time.perf_counter() - began) * 1000)
    memory = 0.0 if alone else _peak(who, len(town.people))
    return Measured(first, statistics.median(times), sum(times), memory, numbers)


def _against_sq_wot(town: Town, exact: dict[bytes, int]) -> bool:
    """Ask sq-wot and say how its numbers differ from the exact ones; return whether they may."""
    if not shutil.which("sq-wot"):
        print(f"{'sq-wot':<14}{'missing':>16}{'missing':>14}{'missing':>16}{'missing':>12}")
        print(f"{'':<14}sq-wot is missing, so nobody was asked but networkx. On Debian: apt install sq-wot")
        return True
    found = _row_of("sq-wot", _ask_sq_wot(town)).numbers
    fewer = sum(found[each] < exact[each] for each in town.people)
    wrong = sum(found[each] > exact[each] or (exact[each] > 0 == found[each]) for each in town.people)
    print(f"{'':<14}{fewer} numbers of {len(exact):,} are below ours, {wrong} above it or 0 where some are")
    return not wrong


def _ask_sq_wot(town: Town) -> Measured:
    """Ask sq-wot about some people one by one, and about all at once."""
    me, certificates, keyring = split(town.people, town.marks, town.vouches)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder, "keyring.pgp")
        file.write_bytes(keyring)
        ask = ("sq-wot", "--keyring", str(file), "--trust-root", me.fingerprint)
        some = [certificates[person] for person in town.people[:: len(town.people) // ONE_BY_ONE]]
        single = [_timed(*ask, "authenticate", *MUCH, each.name.decode(), each.fingerprint) for each in some]
        said, everything, memory = _timed(*ask, "list", *MUCH)
    amounts = {found[1]: int(found[2]) * WHOLE // 100 for found in AMOUNT.finditer(said)}
    numbers = {
        person: (amounts.get(certificate.fingerprint, 0) - WHOLE * (person in town.marks)) // HALF
        for person, certificate in certificates.items()
    }
    more = statistics.median(milliseconds for _, milliseconds, _ in single)
    return Measured(single[0][1], more, everything, max(memory, *(each[2] for each in single)), numbers)


def _timed(*command: str) -> tuple[str, float, float]:
    """Run a command; return what it says, how long it took in ms, and its peak in MB."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        milliseconds = (time.perf_counter() - began) * 1000
        said.seek(0)
        return said.read().decode(), milliseconds, used.ru_maxrss / 1024


def _peak(who: str, size: int) -> float:
    """Return the peak in MB of a process of its own that gives all answers."""
    program = f"from scripts.benches import trace; trace.answer_all({who!r}, {size})"
    root = Path(__file__).resolve().parent.parent.parent
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    return int(said.stdout) / 1024


def _row(name: str, measured: float, unit: str, limit: float | None = None) -> bool:
    kept = limit is None or measured <= limit
    limit_text = f"limit {limit:,.0f} {unit}" if limit else ""
    print(f"{name:<46}{measured:>12,.3f} {unit}{limit_text:>18}{'' if kept else '  OVER THE LIMIT'}")
    return kept


def _row_of(who: str, measured: Measured) -> Measured:
    times = f"{measured.first:>13,.2f} ms{measured.more:>11,.3f} ms{measured.everything:>13,.0f} ms"
    print(f"{who:<14}{times}{measured.memory:>9,.0f} MB")
    return measured


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
