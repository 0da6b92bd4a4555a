"""What people in the tests have for each other behind the cards, and what they got."""

from collections import defaultdict
from dataclasses import dataclass, field

from p2pcard.core.exchange.events import Look, Pack, Packed, Ready, Unpack
from p2pcard.core.statements import bundle
from p2pcard.core.statements.bundle import Item, Withdrawal


@dataclass
class Bag:
    """One person's: items for others by key, and what each Unpack brought, as it came.

    A test may put another one in its place; `asking` says that a question is on the screen.
    """

    items: defaultdict[bytes, list[Item]] = field(default_factory=lambda: defaultdict(list))
    came: list[dict[bytes, bytes]] = field(default_factory=list)
    asking: bool = False
    here: tuple[bytes, ...] | None = None  # the people the machine asked about
    sizes: list[int] = field(default_factory=list)  # that it asked for

    def answer(self, effect: Look | Pack | Unpack) -> Ready | Packed:
        """Do what the machine asks for; return the event that it then waits for."""
        match effect:
            case Look(people):
                self.here = people
            case Pack(people, size):
                self.sizes.append(size)
                return Packed(tuple(self._fill(person, size) for person in people))
            case Unpack(came):
                self.came.append(dict(came))
        return self.ready()

    def ready(self) -> Ready:
        """What is there for those who are here."""
        waiting = [self.items[person] for person in self.here or () if person and self.items[person]]
        return Ready(bool(waiting), any(map(bundle.needs_large, waiting)), self.asking)

    def got(self) -> dict[bytes, list[Item]]:
        """Everything that came and can be read, by who sent it."""
        found: defaultdict[bytes, list[Item]] = defaultdict(list)
        for came in self.came:
            for person, filled in came.items():
                found[person] += bundle.read_filled(filled)
        return {person: items for person, items in found.items() if items}

    def _fill(self, person: bytes, size: int) -> bytes:
        filled, taken = bundle.fill(self.items[person] if person else (), size)
        for item in taken:
            self.items[person].remove(item)
        return filled


def withdrawal(number: int) -> Withdrawal:
    """Something small to send, of which no two are alike."""
    return Withdrawal(number.to_bytes(32, "big"))


def withdrawals(count: int) -> list[Item]:
    """As many; 15 of them do not fit a small bundle."""
    return [withdrawal(number) for number in range(count)]
