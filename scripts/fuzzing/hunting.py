"""Hunting in one target: first led by edges, then blindly from what was found, which is much faster."""

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from p2pcard.errors import Refusal
from scripts.fuzzing.edges import Edge, Edges
from scripts.fuzzing.mutating import mutated
from scripts.fuzzing.reshaping import reshaped
from tests.fuzzing import Target, judge

LED: Final = 0.1  # of the cases, and at most a third of the time
TOLD: Final = 20  # findings that are written out; one bug is found a thousand times


@dataclass
class Hunt:
    """What was found in one target."""

    name: str
    target: Target
    chance: random.Random
    cases: int = 0
    seconds: float = 0.0
    wrong: Counter[str] = field(default_factory=Counter)
    told: list[tuple[str, str, bytes]] = field(default_factory=list)
    edges: set[Edge] = field(default_factory=set)
    pool: list[bytes] = field(default_factory=list)
    tracer: Edges = field(default_factory=Edges)

    def run(self, begun: Iterable[bytes], cases: int, seconds: float) -> None:
        """Try what there is, then so many cases or seconds, whichever is over first."""
        start = time.perf_counter()
        self.pool = list(dict.fromkeys(begun)) or [b""]
        for data in self.pool:
            self._led(data)
        for data in self._until(start + seconds / 3, cases * LED):
            if self._led(data):
                self.pool.append(data)
        for data in self._until(start + seconds, cases):
            self._try(data)
        self.seconds = time.perf_counter() - start

    def reach(self, data: bytes) -> frozenset[Edge]:
        """Return the edges of one case."""
        return self.tracer.of(lambda: judge(self.target, data))

    def _until(self, end: float, cases: float) -> Iterator[bytes]:
        while self.cases < cases and time.perf_counter() < end:
            yield self._next()

    def _next(self) -> bytes:
        shape = self.target.shape
        if shape is None or self.chance.random() < 0.5:
            return mutated(self.pool, self.chance)
        try:
            value = shape.loads(self.chance.choice(self.pool))
            for _ in range(self.chance.choice((1, 1, 2, 3))):
                value = reshaped(value, self.chance)
            return shape.dumps(value)
        except (Refusal, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return mutated(self.pool, self.chance)  # what was taken, or became of it, has no such shape

    def _led(self, data: bytes) -> bool:
        """Try a case, and tell whether it went where none went before."""
        before = len(self.edges)
        self.edges |= self.tracer.of(lambda: self._try(data))
        return len(self.edges) > before

    def _try(self, data: bytes) -> None:
        self.cases += 1
        wrong, details = judge(self.target, data)
        if wrong:
            self.wrong[wrong] += 1
            if len(self.told) < TOLD:
                self.told.append((wrong, details, data))
