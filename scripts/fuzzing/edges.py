"""Which line followed which inside the program while something ran."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final, TypeAlias

import p2pcard

OURS: Final = str(Path(p2pcard.__file__).parent)
Edge: TypeAlias = tuple[int, int, int]  # which piece of code, and its two lines
Tracer: TypeAlias = Callable[[FrameType, str, Any], Any]


class Edges:
    """Collects the edges of one call after another; only our own files are looked at."""

    def __init__(self) -> None:
        self._numbers: dict[CodeType, int] = {}  # of each piece of code: -1 for those of others
        self._found: set[Edge] = set()

    def of(self, run: Callable[[], object]) -> frozenset[Edge]:
        """Return the edges of one call."""
        self._found = set()
        before = sys.gettrace()
        sys.settrace(self._called)
        try:
            run()
        finally:
            sys.settrace(before)
        return frozenset(self._found)

    def _called(self, frame: FrameType, event: str, argument: Any) -> Tracer | None:
        number = self._numbers.get(frame.f_code)
        if number is None:
            ours = frame.f_code.co_filename.startswith(OURS)
            number = self._numbers[frame.f_code] = len(self._numbers) if ours else -1
        return self._lines(number, frame.f_lineno) if number >= 0 else None

    def _lines(self, number: int, last: int) -> Tracer:
        found = self._found

        def step(frame: FrameType, event: str, argument: Any) -> Tracer:
            nonlocal last
            if event == "line":
                found.add((number, last, frame.f_lineno))
                last = frame.f_lineno
            elif event == "return":
                found.add((number, last, 0))
            return step

        return step
