"""The machines of a meeting and a swap, and their messages, read from the tables of docs/spec.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

ROOT: Final = Path(__file__).resolve().parent.parent.parent
SPEC: Final = ROOT / "docs" / "spec.md"
REFUSED: Final = "refused"
PEOPLE: Final = "people"
HOST: Final = "host's state"  # the head of the column that holds the host's states
Row: TypeAlias = dict[str, str]  # the head of each column -> the cell

STATE: Final = re.compile(r"(?<!`)\b(?:[A-Z][a-z]+)+\b")  # and neither S nor a refusal in backticks
TABLE: Final = re.compile(r"^\|(.*)\|\n\|[-|]+\|\n((?:\|.*\n)+)", re.MULTILINE)
DETAIL: Final = re.compile(
    r"\(.*|;.*| (of the right|of all|with|from|over|otherwise|on (a|any)|that holds)\b.*|, (once|behind|\d).*"
)


@dataclass(frozen=True, order=True)
class Step:
    """One arrow: in a state, on an event, to a state."""

    state: str
    event: str
    then: str


@dataclass(frozen=True)
class Machine:
    """All arrows of one side, in the order in which the specification lists them."""

    name: str
    sections: str
    steps: tuple[Step, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """The states in the order in which they are first named, and a refusal at the end."""
        named = list(dict.fromkeys(step.state for step in self.steps))
        ends = dict.fromkeys(step.then for step in self.steps if step.then not in named)
        return (*named, *sorted(ends, key=lambda end: end == REFUSED))

    def events(self, state: str, then: str) -> tuple[str, ...]:
        """On which events a state leads to another one, or stays."""
        found = (step.event for step in self.steps if (step.state, step.then) == (state, then))
        return tuple(dict.fromkeys(found))

    def targets(self, state: str) -> tuple[str, ...]:
        """To which other states a state leads."""
        return tuple(then for then in self.states if then != state and self.events(state, then))

    @property
    def arrows(self) -> frozenset[tuple[str, str]]:
        """Which state leads to which other one."""
        return frozenset((step.state, step.then) for step in self.steps if step.state != step.then)


@dataclass(frozen=True)
class Message:
    """One message of an exchange: which side says what to which."""

    sender: str
    receiver: str
    what: str


@dataclass(frozen=True)
class Exchange:
    """All messages of an exchange, in their order."""

    name: str
    section: str
    messages: tuple[Message, ...]

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides in the order in which they are named, people first."""
        named = dict.fromkeys(side for each in self.messages for side in (each.sender, each.receiver))
        return tuple(sorted(named, key=lambda side: side != PEOPLE))


def exchanges() -> tuple[Exchange, ...]:
    """Return what is said in a meeting and in a swap."""
    return _exchange("meeting", "7"), _exchange("swap", "8")


def machines() -> tuple[Machine, ...]:
    """Return the member of a meeting, its host, and a side of a swap: both are alike."""
    member_rounds, host_rounds = rows("7.9", "state"), rows("7.9", HOST)
    swap, bundles = rows("8.3", "state"), rows("8.5", "state")
    return (
        _machine("member of a meeting", "7.5 and 7.9", rows("7.5", "state") + member_rounds),
        _machine("host of a meeting", "7.7.3 and 7.9", rows("7.7.3", HOST) + host_rounds),
        _machine("side of a swap", "8.3 and 8.5", swap + bundles),
    )


def rows(section: str, first: str, second: str = "event") -> list[Row]:
    """Return the rows of the table in a section whose first column is called so, with another one beside."""
    text = SPEC.read_text(encoding="utf-8")
    begin = re.search(rf"^#+ {re.escape(section)}\.? .*\n", text, re.MULTILINE)
    if begin is None:
        raise LookupError(f"docs/spec.md has no section {section}")
    behind = text[begin.end() :]
    body = re.split(r"^#+ ", behind, maxsplit=1, flags=re.MULTILINE)[0]
    for head, lines in TABLE.findall(body):
        names = _cells(head)
        if names[0] == first and second in names:
            return [dict(zip(names, _cells(line.strip("|")), strict=True)) for line in lines.splitlines()]
    raise LookupError(f"section {section} of docs/spec.md has no table of {first} and {second}")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _exchange(name: str, section: str) -> Exchange:
    table = rows(section, "from", "to")
    return Exchange(name, section, tuple(Message(row["from"], row["to"], row["what"]) for row in table))


def _machine(name: str, sections: str, table: list[Row]) -> Machine:
    everywhere = list(dict.fromkeys(state for row in table for state in STATE.findall(_first(row))))
    return Machine(name, sections, tuple(step for row in table for step in _steps(row, everywhere)))


def _first(row: Row) -> str:
    return row.get("state") or row.get(HOST) or ""


def _steps(row: Row, everywhere: list[str]) -> Iterator[Step]:
    states = STATE.findall(_first(row))
    if _first(row).startswith("all but "):
        states = [state for state in everywhere if state not in states]
    event = DETAIL.sub("", re.sub(r"^any other (?=[A-Z])", "", row["event"].replace("`", ""))).strip()
    told = row["next state"]
    for state in states if event else ():
        for then in [state] * told.startswith("the same") + STATE.findall(told) or [REFUSED]:
            yield Step(state, event, then)
