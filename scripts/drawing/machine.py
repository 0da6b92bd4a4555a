"""The picture of one machine: its states in a column, and lanes beside it for what skips some of them."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from scripts.drawing.svg import LINE, Sheet, wrapped
from scripts.drawing.tables import REFUSED, Machine

WIDE: Final = 150  # of a state
LABEL: Final = 215  # the room for what stands on an arrow that goes to a lane
STAY: Final = 250  # the room for what changes nothing
LANE: Final = 22
EDGE: Final = 24


@dataclass
class Place:
    """Where a state stands, and where on its left side lines come in and go out."""

    top: float
    high: float
    comes: float
    goes: dict[str, tuple[float, list[str]]] = field(default_factory=dict)  # a state: how deep, what it says

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.high


def picture(title: str, machine: Machine) -> str:
    """Return the SVG of a machine."""
    return _Column(Sheet(title, " ".join(words(machine))), machine).svg()


def words(machine: Machine) -> list[str]:
    """Say what the picture shows: what leads out of each state, and what changes nothing there."""
    return [_sentences(machine, state) for state in machine.states if state != REFUSED]


def _sentences(machine: Machine, state: str) -> str:
    parts = [f"To {then}: {_joined(machine.events(state, then))}." for then in machine.targets(state)]
    stays = machine.events(state, state)
    parts = parts or ["It is an end."]
    return " ".join((f"{state}.", *parts, *[f"It stays: {_joined(stays)}."] * bool(stays)))


def _joined(events: tuple[str, ...]) -> str:
    return "; ".join(events)


class _Column:
    """One machine on its way onto a sheet."""

    def __init__(self, sheet: Sheet, machine: Machine) -> None:
        self.sheet, self.machine, self.states = sheet, machine, machine.states
        self.next = dict(pairwise(self.states))
        self.lanes = self._lanes()
        self.left = EDGE + len(self.lanes) * LANE + LABEL
        self.places = self._places()

    def svg(self) -> str:
        """Draw everything."""
        first = self.places[self.states[0]]
        middle = self.left + WIDE / 2
        self.sheet.dot(middle, first.top - 26, 6)
        self.sheet.path((middle, first.top - 20), (middle, first.top))
        for state, place in self.places.items():
            self._state(state, place)
            self._onwards(state, place)
        for then in self.lanes:
            self._lane(then)
        high = self.places[self.states[-1]].bottom + EDGE
        return self.sheet.svg(self.left + WIDE + STAY + EDGE, high)

    def _skips(self, state: str) -> list[str]:
        return [then for then in self.machine.targets(state) if then != self.next.get(state)]

    def _lanes(self) -> dict[str, float]:
        """Where the lane runs to each state that is reached by skipping others; the shortest is innermost."""
        order = self.states.index
        spans = {
            then: max(abs(order(then) - order(state)) for state in self.states if then in self._skips(state))
            for then in self.states
            if any(then in self._skips(state) for state in self.states)
        }
        nearest = sorted(spans, key=lambda then: -spans[then])
        return {then: EDGE + number * LANE for number, then in enumerate(nearest)}

    def _places(self) -> dict[str, Place]:
        places, top = {}, float(EDGE + 32)
        for state in self.states:
            deep = 22.0 if state in self.lanes else 4.0
            comes, goes = deep - 4, {}
            for then in self._skips(state):
                said = [
                    line for event in self.machine.events(state, then) for line in wrapped(event, LABEL - 12)
                ]
                deep += len(said) * LINE + 8
                goes[then] = (deep, said)
            high = max(46.0, deep + 12, len(self._stays(state)) * LINE + 14)
            places[state] = Place(top, high, comes, goes)
            top += high + max(34, len(self._says(state)) * LINE + 22)
        return places

    def _stays(self, state: str) -> list[str]:
        events = self.machine.events(state, state)
        return wrapped(f"stays: {_joined(events)}", STAY - 16) if events else []

    def _says(self, state: str) -> list[str]:
        then = self.next.get(state)
        events = self.machine.events(state, then) if then else ()
        return [line for event in events for line in wrapped(event, STAY)]

    def _state(self, state: str, place: Place) -> None:
        ends = not self.machine.targets(state)
        kind = "refused" if state == REFUSED else "final" if ends else ""
        self.sheet.box(self.left, place.top, WIDE, place.high, end=kind)
        self.sheet.text(
            self.left + WIDE / 2, place.top + place.high / 2 + 5, state, anchor="middle", bold=True
        )
        self.sheet.lines(self.left + WIDE + 16, place.top + 18, self._stays(state))

    def _onwards(self, state: str, place: Place) -> None:
        then = self.next.get(state)
        if then and self._says(state):
            middle = self.left + WIDE / 2
            self.sheet.path((middle, place.bottom), (middle, self.places[then].top))
            self.sheet.lines(middle + 12, place.bottom + LINE + 3, self._says(state))

    def _lane(self, then: str) -> None:
        """Draw one lane, all lines that join it, and its arrow."""
        x, target = self.lanes[then], self.places[then]
        ends = [target.top + target.comes]
        for place in self.places.values():
            if then in place.goes:
                deep, said = place.goes[then]
                y = place.top + deep
                self.sheet.path((self.left, y), (x, y), arrow=False)
                self.sheet.dot(x, y)
                self.sheet.lines(self.left - 8, y - 5 - (len(said) - 1) * LINE, said, anchor="end")
                ends.append(y)
        self.sheet.path((x, min(ends)), (x, max(ends)), arrow=False)
        self.sheet.path((x, ends[0]), (self.left, ends[0]))
