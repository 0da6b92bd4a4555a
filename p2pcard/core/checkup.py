"""What stands in the way on a device, judged from facts that the service gathered.

A finding says which check, what was found, and how much it matters: a person
who has only findings that can be gone around is ready to meet others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from p2pcard.core.formats import sealed
from p2pcard.errors import Refusal

# A code that every reader keeps up with has 57 squares a side, and 2 of white on both sides of it.
CODE_COLUMNS: Final = 61
# Bytes of the largest book that was measured, three times: the save being written and the two before it.
ROOM: Final = 3 * (sealed.LAST_STEP // 10)


class Weight(StrEnum):
    """How much a finding matters."""

    FINE = "fine"
    NOTE = "note"  # there is a way around it
    BLOCKS = "blocks"


class Check(StrEnum):
    """What is looked at, in the order in which it is told."""

    CARDS = "cards"
    FOLDER = "folder"
    PRIVACY = "privacy"
    SPACE = "space"
    LOCKS = "locks"
    MEMORY = "memory"
    NETWORK = "network"
    NETWORKS = "networks"
    TWICE = "twice"
    HARDWARE = "hardware"
    WAITING = "waiting"
    DISCOVERY = "discovery"
    PICTURES = "pictures"
    LETTERS = "letters"
    WINDOW = "window"
    LANGUAGE = "language"


BLOCKING: Final = frozenset(
    (Check.CARDS, Check.FOLDER, Check.SPACE, Check.LOCKS, Check.MEMORY, Check.NETWORK)
)


@dataclass(frozen=True, slots=True)
class Disk:
    """The folder of everything: whether it can be written, who may look into it, free bytes around it.

    With locks, it keeps two programs that would write there apart.
    """

    writable: bool
    private: bool
    free: int
    has_locks: bool


@dataclass(frozen=True, slots=True)
class Lan:
    """The addresses that a meeting would use, the others there are, and what the system allows at the first.

    `twice` are the names of interfaces where more than one has the same of these
    addresses; one of the hardware is known again in every network.
    """

    addresses: tuple[str, ...]
    others: tuple[str, ...]
    twice: tuple[str, ...]
    shows_hardware: bool
    can_listen: bool
    can_be_found: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """What is seen: whether every letter can be shown, columns, and whether the language is the system's."""

    shows_all_letters: bool
    columns: int
    speaks_as_asked: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known about a device; `cards` is what opening them would be refused with, if it shows.

    No network is None, and so is a screen that nobody need look at, such as a browser's.
    """

    cards: Refusal | None
    disk: Disk
    has_memory: bool
    network: Lan | None
    reads_pictures: bool
    screen: Screen | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    check: Check
    weight: Weight


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Return what was found, in the order of the checks; of what is not to be had, only that."""
    return tuple(
        Finding(check, Weight.FINE if fine else Weight.BLOCKS if check in BLOCKING else Weight.NOTE)
        for check, fine in _checked(facts)
    )


def is_ready(findings: tuple[Finding, ...]) -> bool:
    """Tell whether nothing stands in the way that cannot be gone around."""
    return all(finding.weight is not Weight.BLOCKS for finding in findings)


def _checked(facts: Facts) -> Iterator[tuple[Check, bool]]:
    yield Check.CARDS, facts.cards is None
    yield Check.FOLDER, facts.disk.writable
    if facts.disk.writable:
        yield Check.PRIVACY, facts.disk.private
        yield Check.SPACE, facts.disk.free >= ROOM
        yield Check.LOCKS, facts.disk.has_locks
    yield Check.MEMORY, facts.has_memory
    yield Check.NETWORK, facts.network is not None
    if facts.network is not None:
        yield Check.NETWORKS, not facts.network.others
        yield Check.TWICE, not facts.network.twice
        yield Check.HARDWARE, not facts.network.shows_hardware
        yield Check.WAITING, facts.network.can_listen
        yield Check.DISCOVERY, facts.network.can_be_found
    yield Check.PICTURES, facts.reads_pictures
    if facts.screen is not None:
        yield Check.LETTERS, facts.screen.shows_all_letters
        yield Check.WINDOW, facts.screen.columns >= CODE_COLUMNS
        yield Check.LANGUAGE, facts.screen.speaks_as_asked
