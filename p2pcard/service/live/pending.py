"""Lines that are nobody's part yet, or any more: few at a time, and no device crowds out another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol


class Caller(Protocol):
    """A line, as far as it matters here: the address it comes from, and that it can be cut."""

    address: str

    def cut(self) -> None:
        """End the line now."""


class PendingHandshakes:
    """Where lines wait until their handshake is done, or until they end; there is room for so many."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._waiting: list[Caller] = []

    @contextmanager
    def waiting(self, line: Caller) -> Iterator[None]:
        """Count a line among those that wait; one too many and some line is cut."""
        self._waiting.append(line)
        if len(self._waiting) > self._room:
            self._waiting.pop(to_go([each.address for each in self._waiting])).cut()
        try:
            yield
        finally:
            if line in self._waiting:
                self._waiting.remove(line)


def to_go(addresses: Sequence[str]) -> int:
    """Return which of these has to go, the longest there first: the first of the address with the most."""
    counts = Counter(addresses)
    most = max(counts.values())
    return next(place for place, address in enumerate(addresses) if counts[address] == most)
