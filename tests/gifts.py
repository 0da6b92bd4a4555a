"""Rooms in which people have something for each other behind the cards, and what came of it."""

from itertools import permutations
from typing import Any

from p2pcard.core.exchange.meeting.messages import Bundles, Round, Want
from tests import crowd
from tests.bags import withdrawal
from tests.peers import Room, self_of


class Line:
    """Notes every message of the rounds, and lets those through that a test does not hold back."""

    def __init__(self, hold=lambda line, message, down: False):
        self.hold = hold
        self.said: list[Any] = []

    def bend(self, line, message, down):
        if isinstance(message, Want | Round | Bundles):
            self.said.append((line, message, down))
        return () if self.hold(line, message, down) else (message,)

    def of(self, kind, down):
        """Who said, or was told, what of a kind, in order."""
        return [
            (line, message) for line, message, way in self.said if isinstance(message, kind) and way is down
        ]


def gathered(count, *gifts, bend=None, run="1"):
    """A room before its start; a gift is (from, to, items), and is there when the device is first asked."""
    names = [f"P{number}" for number in range(1, count + 1)]
    room = Room([self_of(name, run=run) for name in names], names, bend)
    for giver, receiver, items in gifts:
        room.give(giver, receiver, *items)
    return room


def behind(count, *gifts, line=None, bend=None):
    """The same behind the cards, where the first round is over if nobody holds it up."""
    return meet(gathered(count, *gifts, bend=line.bend if line else bend))


def meet(room):
    """Start, read aloud, type, count and answer."""
    room.start()
    assert crowd.careful(room)
    return room


def gifts_of_all(count):
    """Something else from each to each of the others."""
    pairs = permutations(range(count), 2)
    return [(one, other, [withdrawal(100 * one + other)]) for one, other in pairs]


def got(room, line):
    """What came to somebody, by the line of who sent it."""
    lines = {device.key: number for number, device in enumerate(room.devices)}
    return {lines[person]: items for person, items in room.devices[line].bag.got().items()}


def stage(room):
    """Where the host's machine is."""
    return type(room.relay)


def expected(gifts, line, senders):
    """What should have come to somebody from these senders."""
    return {giver: items for giver, receiver, items in gifts if receiver == line and giver in senders}
