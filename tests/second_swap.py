"""Sides of a swap of the second implementation on real lines."""

import os

from tests.second_client import HERE, Line, Parcels, connect, listen
from tests.second_reader import swapping
from tests.second_reader.texts import read_any


class Swapper:
    """One side of a swap: its machine, its line, what it showed its person and has for the other."""

    def __init__(self, line, side):
        self.line = line
        self.side = side
        self.parcels = Parcels()
        self.shown = {}
        self.over = False

    def close(self):
        self.line.close()

    def happens(self, event, *details):
        self.did(self.side.take(event, *details))

    def step(self):
        message = self.line.receive()
        if message is None:
            self.happens("Dropped")
        else:
            self.happens("message", message)

    def until(self, done):
        while not done(self):
            self.step()

    def did(self, effects):
        for name, *details in effects:
            if name == "send":
                self.line.send(details[0])
            elif name == "keep":
                self.happens("Saved", True)
            elif name in ("look", "pack", "unpack"):
                self._hand(name, *details)
            elif name == "finish":
                self.over = True
                self.close()
            else:
                self.shown[name] = details

    def _hand(self, name, *details):
        self.parcels.share(self.side.other.key, self.side.secret, self.line.binding)
        if name == "pack":
            self.happens(*self.parcels.packed([self.side.other.key], *details))
            return
        for filled in details:
            self.parcels.unpack(self.side.other.key, filled)
        self.happens(*self.parcels.ready(), False)


def scan(text, person):
    """The scanner of the code of a swap."""
    code = swapping.read_code(read_any(text))
    line = connect(code.host, code.port)
    shaking = swapping.handshake(code, initiator=True, ephemeral=os.urandom(32))
    line.greet(shaking, lambda second: swapping.accept_second(shaking, code, second))
    return _begun(swapping.Scanner, person, line)


def _begun(kind, person, line):
    side = kind(person.seed, person.card, person.digits, line.binding, line.third)
    swapper = Swapper(line, side)
    swapper.did(side.begin())
    return swapper


class Shown:
    """A code of a swap that the second implementation shows."""

    def __init__(self, person):
        self.person = person
        self.secret = os.urandom(32)
        self.server = listen()
        self.code = swapping.code_of(self.secret, HERE, self.server.getsockname()[1])

    def let_in(self):
        line = Line(self.server.accept()[0])
        self.server.close()
        code = swapping.read_code(self.code)
        shaking = swapping.handshake(code, initiator=False, ephemeral=self.secret)
        line.welcome(shaking, lambda first: swapping.accept_first(shaking, first))
        return _begun(swapping.Shower, self.person, line)
