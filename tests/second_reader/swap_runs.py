"""Plays the runs of the folder swap again, with machines of our own: section 14.3."""

import json
from typing import Any

from tests.second_reader import noise, swapping
from tests.second_reader.handed import inside, packed, ready, spelled
from tests.second_reader.handing import SIZE

SIDES = {"scanner": swapping.Scanner, "shower": swapping.Shower}
EVENTS: dict[str, Any] = {
    "stop": lambda rest: ("Stop",),
    "elapsed": lambda rest: ("Elapsed",),
    "dropped": lambda rest: ("Dropped",),
    "busy": lambda rest: ("Busy",),
    "done": lambda rest: ("Done",),
    "heard": lambda rest: ("Heard", json.loads(rest)),
    "ready": lambda rest: ("Ready", *ready(rest)),
    "packed": lambda rest: ("Packed", packed(rest, SIZE)),
    "<": lambda rest: ("message", bytes.fromhex(rest)),
}
SAVED = {"saved": (True,), "saved-bare": (True, False), "saved-nothing": (False,)}


def check_swap(vector):
    if "does" in vector:
        check_handshake(vector)
    else:
        SwapStage(vector).play()


def check_handshake(vector):
    code = swapping.read_code(vector.bytes("code"))
    if vector["does"] == "answer":
        shower = swapping.handshake(code, initiator=False, ephemeral=vector.bytes("shower.ephemeral"))
        swapping.accept_first(shower, vector.bytes("first"))
        return
    scanner = swapping.handshake(code, initiator=True, ephemeral=vector.bytes("scanner.ephemeral"))
    assert scanner.write() == vector.bytes("first")
    swapping.accept_second(scanner, code, vector.bytes("second"))


class SwapStage:
    """The machine of one side, or of both."""

    def __init__(self, vector):
        self.vector = vector
        self.whole = "first" in vector
        self.done: dict[str, list[tuple[str, str]]] = {name: [] for name in SIDES}
        self.sent: dict[str, list[str]] = {name: [] for name in SIDES}
        self.kept = {}
        self.framed = []
        self.waits = []
        self.told = "Greeting"
        if self.whole:
            self.binding, self.third, self.senders = self._handshake()
        else:
            self.binding, self.third = vector.bytes("binding"), vector.bytes("third")
            self.senders = {}
        names = list(SIDES) if self.whole else [vector["side"]]
        self.sides = {name: self._side(name) for name in names}

    def _handshake(self):
        code = swapping.read_code(self.vector.bytes("code"))
        ephemerals = [self.vector.bytes(f"{name}.ephemeral") for name in SIDES]
        assert swapping.code_of(ephemerals[1], code.host, code.port) == code.raw
        scanner = swapping.handshake(code, initiator=True, ephemeral=ephemerals[0])
        shower = swapping.handshake(code, initiator=False, ephemeral=ephemerals[1])
        first = scanner.write()
        assert first == self.vector.bytes("first")
        swapping.accept_first(shower, first)
        second = shower.write()
        assert second == self.vector.bytes("second")
        swapping.accept_second(scanner, code, second)
        assert (scanner.h, scanner.split()) == (shower.h, shower.split())
        to_responder, to_initiator, third = scanner.split()
        return scanner.h, third, {"scanner": noise.Sender(to_responder), "shower": noise.Sender(to_initiator)}

    def _side(self, name):
        seed, card = self.vector.bytes(f"{name}.seed"), self.vector.bytes(f"{name}.card")
        digits = self.vector[f"{name}.digits"] == "yes"
        return SIDES[name](seed, card, digits, self.binding, self.third)

    def play(self):
        for name, side in self.sides.items():
            self._did(name, side.begin())
        for line in map(spelled, self.vector.all("do")):
            self._line(*line.split(" ", 2))
        assert not any(self.done.values()) and not any(self.sent.values()), "a machine did more"
        self._as_told()
        assert not self.waits or self.whole
        if self.whole:
            assert [frame.hex() for frame in self.framed] == self.vector.all("frame")
            assert {side.secret.hex() for side in self.sides.values()} == {self.vector["secret"]}

    def _did(self, name, effects):
        for kind, *details in effects:
            if kind == "keep":
                self.kept[name] = details[0]
            elif kind == "send":
                self.sent[name].append(details[0].hex())
            elif kind == "wait":
                self.waits.append(details[0])
            else:
                self.done[name].append(_as_written(kind, *details))

    def _as_told(self):
        """One side alone is in the state that the file told last."""
        assert self.whole or [side.state for side in self.sides.values()] == [self.told]

    def _line(self, name, what, rest=""):
        if what in EVENTS or what in SAVED:
            self._as_told()
        if what == "is":
            self.told = rest
        elif what == "waits":
            assert self.waits.pop(0) == int(rest)
        elif what in EVENTS:
            self._did(name, self.sides[name].take(*EVENTS[what](rest)))
        elif what in SAVED:
            assert self.kept.pop(name) is not None
            self._did(name, self.sides[name].take("Saved", *SAVED[what]))
        elif what == ">":
            assert self.sent[name].pop(0) == rest
            if self.whole:
                self._over_the_line(name, bytes.fromhex(rest))
        else:
            assert self.done[name].pop(0) == (what, rest)

    def _over_the_line(self, name, raw):
        self.framed.append(self.senders[name].frames(raw))
        other = "shower" if name == "scanner" else "scanner"
        self._did(other, self.sides[other].take("message", raw))


def _as_written(kind, *details):
    if kind == "pack":
        return "packs", str(details[0])
    if kind == "unpack":
        return "unpacks", inside(details[0])
    if kind == "say":
        return "shows", json.dumps(details[0])
    return {"typed": "typed", "gives": "gives", "confirm": "confirms", "look": "looks", "finish": "finishes"}[
        kind
    ], ""
