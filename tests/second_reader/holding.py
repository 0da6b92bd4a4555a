"""What a device holds of its person and others: sections 9, 15.7, 15.8 and 16.2 speak of it."""

from dataclasses import dataclass, field
from typing import Any

from tests.second_reader import booking
from tests.second_reader.basics import digest
from tests.second_reader.vouching import Said


@dataclass
class Held:
    """A vouch with its acceptance, if there is one, and since when it is remembered."""

    said: Said
    acceptance: Said | None
    since: int
    blobs: list[bytes] = field(default_factory=list)

    @property
    def id(self):
        return self.said.statement.id

    @property
    def handles(self):
        return self.said["withdrawal"] + self.said["void"]


@dataclass
class Offer:
    """An introduction, and whether its receiver agreed."""

    said: Said
    agreed: bool = False

    @property
    def id(self):
        return self.said.statement.id


@dataclass
class Kept:
    """What stays of vouches: for each route its last month and the handles of its vouches."""

    name: str
    number: int
    month: int
    routes: list[tuple[int, tuple[bytes, ...]]]


@dataclass
class Circle:
    """A rule, and who is counted in: since when, and whether they were there from the start."""

    rule: dict[str, int]
    people: dict[bytes, tuple[int, bool]] = field(default_factory=dict)


class Holder:
    """One device."""

    def __init__(self, me):
        self.me = me
        self.book = booking.Book(me)
        self.introducers: dict[bytes, bytes] = {}
        self.marks: dict[bytes, int] = {}
        self.memory = "two-months"
        self.given: dict[bytes, list[Held]] = {}
        self.mine: dict[bytes, Held] = {}
        self.shown: dict[bytes, dict[bytes, Held]] = {}
        self.past: list[Held] = []  # whose place another one took
        self.kept: dict[bytes, Kept] = {}
        self.ended: dict[bytes, int] = {}
        self.revoked: set[bytes] = set()
        self.offered: dict[bytes, Offer] = {}
        self.made: dict[bytes, Offer] = {}
        self.delivered: dict[Any, int] = {}
        self.brought: dict[Any, int] = {}
        self.circles: dict[str, Circle] = {}
        self.sure = 65535
        self.chose = False  # whether there were several sets of routes to keep, of which any may be kept

    @property
    def contacts(self):
        return self.book.contacts

    def holds(self, key):
        return key in self.contacts

    def met(self, key):
        return self.holds(key) and self.contacts[key].how in booking.MET and key not in self.revoked

    def mark(self, key):
        return self.marks.get(key, 0) if self.met(key) else 0

    def accept(self, card, how, month, introducer=None):
        """Section 9, with who introduced them."""
        before = self.contacts.get(card.key)
        how_before = before.how if before else None
        self.book.accept(card, how, month)
        taken = how_before is None or how in booking.MET or how_before in (how, "card-only")
        if introducer and taken:
            self.introducers.setdefault(card.key, introducer)

    def name(self, key):
        """The name on the card of the lowest series."""
        cards = self.contacts[key].cards
        return cards[min(cards)].fields["name"]

    def every_shown(self):
        return [held for authors in self.shown.values() for held in authors.values()]


def fits_void(secret, handles):
    """Whether a void secret ends a vouch with these handles."""
    return digest("p2pc-void", secret, handles[:32])[:16] == handles[32:]
