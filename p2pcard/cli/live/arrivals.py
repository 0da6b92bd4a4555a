"""Who comes in and goes before a meeting starts: each at first, then several in one line."""

from collections.abc import Iterator
from typing import Final

from p2pcard.wording.catalogue import say, say_count

EACH: Final = 12  # comings and goings that have a line each
TOGETHER: Final = 10  # behind them, the least that share a line
PART: Final = 4  # and in a long run one in so many of all before, so that a flood fills no window


class Arrivals:
    """What the host's screen says of comings and goings, in few lines however many there are."""

    def __init__(self) -> None:
        self._told = 0
        self._came = self._went = 0  # since the last line

    def lines(self, *, here: bool) -> Iterator[str]:
        """Take that somebody came in or is gone, and say so, now or with others later."""
        self._came, self._went = self._came + here, self._went + (not here)
        if self._told < EACH:
            yield say("Somebody came in.") if here else say("Somebody is gone again.")
        elif self._came + self._went < max(TOGETHER, self._told // PART):
            return
        else:
            if self._came:
                yield say_count("{count} more came in.", "{count} more came in.", self._came)
            if self._went:
                yield say_count("{count} is gone again.", "{count} are gone again.", self._went)
        self._told += self._came + self._went
        self._came = self._went = 0
