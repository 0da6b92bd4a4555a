"""Runs of a meeting, remembered: the states they went through and the messages that led there."""

from typing import Any

from p2pcard.core.exchange.events import Busy, Dropped, Elapsed, Heard, Packed, PersonDone, Ready, Saved, Stop
from p2pcard.core.exchange.meeting import messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.comparing import Comparing
from p2pcard.core.exchange.meeting.events import Agree, Counted, LeaveOut, TakeReader, Unready
from p2pcard.core.exchange.meeting.messages import Want
from tests import crowd
from tests.peers import Room, room_of, self_of

LINE = 1  # whose steps are recorded


class Recorded(Room):
    """A room that remembers the first state of each kind, of one member and of the host."""

    def __init__(self, *arguments):
        self.states, self.hosts = {}, {}
        super().__init__(*arguments)

    def _event(self, line, event):
        super()._event(line, event)
        if line == LINE:
            self.states.setdefault(type(self.devices[line].state), self.devices[line].state)

    def _relay(self, event):
        super()._relay(event)
        self.hosts.setdefault(type(self.relay), self.relay)


def lived():
    """A whole run: states, stages, the last messages down and up, and LINE's state after typing."""
    down: dict[type, Any] = {}
    up: dict[type, Any] = {}

    def bend(line, message, is_down):
        if line == LINE:
            (down if is_down else up)[type(message)] = message
        return (message,)

    names = ["P1", "P2", "P3", "P4"]
    room = Recorded([self_of(name) for name in names], names, bend)
    room.start()
    crowd.type_all(room)
    typed = room.devices[LINE].state
    crowd.confirm_all(room)
    room.done()
    return room.states, room.hosts, down, up, typed


STATES, HOST, DOWN, UP, TYPED = lived()
RUN = STATES[Comparing].run
FEWER = messages.Without(tuple(sorted({RUN.position, RUN.transcript.reader, RUN.others(RUN.everybody)[-1]})))
EVENTS = {
    "JOIN": UP[messages.Join], "PEOPLE": messages.People(4), "READ": messages.Read(),
    "READER": messages.Reader(b""),
    "LIST": DOWN[messages.Listing], "OPEN": UP[messages.Open], "OPENS": DOWN[messages.Opens],
    "SEAL": UP[messages.Seal], "SEALS": DOWN[messages.Seals], "OK": UP[messages.Ok],
    "OKS": DOWN[messages.Oks],
    "KEYS": UP[messages.Keys], "BOXES": DOWN[messages.Boxes], "DONE": UP[messages.Receipt],
    "DONES": DOWN[messages.Dones], "WITHOUT": FEWER, "ABORT": messages.Abort(Why.STOPPED),
    "WANT": UP[messages.Want], "ROUND": DOWN[messages.Round], "BUNDLES": UP[messages.Bundles],
    "TakeReader": TakeReader(), "Heard": Heard(" ".join(RUN.transcript.phrase)), "Counted": Counted(4),
    "Unready": Unready((0, 1, 2, 3)), "LeaveOut": LeaveOut((9,)),
    "Agree": Agree(), "Stop": Stop(), "Elapsed": Elapsed(), "Dropped": Dropped(), "Saved": Saved((0,)),
    "Ready": Ready(), "Packed": Packed((bytes(512),) * 3), "Busy": Busy(), "PersonDone": PersonDone(),
}  # fmt: skip


def behind_receipts():
    """A run of three behind its receipts: the host's stage, and a member's state and last messages."""
    heard: dict[type, Any] = {}
    stage: list[Any] = []

    def bend(line, message, down):
        if line == 1 and isinstance(message, Want):
            stage.append((room.relay, room.devices[1].state))
        heard[type(message)] = message
        return (message,)

    room = room_of(3, bend=bend)
    room.start()
    crowd.careful(room)
    return (*stage[0], heard)


WANTS, ASKED, HEARD = behind_receipts()
