"""Conversations for the fuzzer: what others say and what my own person does, piece after piece.

A case is a row of pieces, each behind its length in two bytes. A piece that begins with less than 80h is
a message from the line. With 40h added to its type it is written plainly, and the target signs, seals and
fills it up under keys that everybody knows. From 80h on something happens on my own device.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from p2pcard.core.exchange.events import (
    Again,
    Busy,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Look,
    Pack,
    Packed,
    PersonDone,
    Ready,
    Saved,
    Show,
    Stop,
    Unpack,
)
from p2pcard.core.exchange.meeting.comparing import Comparing
from p2pcard.core.exchange.meeting.events import Agree, Counted, LeaveOut, TakeReader, Unready
from p2pcard.errors import Differs, MeetingBroken, MoreLetters, NotAWord, Refusal, SwapBroken
from tests.fuzzing import Shape

PLAIN, MINE = 0x40, 0x80
HEARD, TAKE_READER, COUNTED, AGREE, STOP, ELAPSED, DROPPED, SAVED, READY, BUSY, DONE, UNREADY, LEAVE_OUT = (
    bytes((MINE + number,)) for number in range(13)
)
SIMPLE: dict[int, Any] = {
    TAKE_READER[0]: TakeReader(),
    AGREE[0]: Agree(),
    STOP[0]: Stop(),
    ELAPSED[0]: Elapsed(),
    DROPPED[0]: Dropped(),
    BUSY[0]: Busy(),
    DONE[0]: PersonDone(),
}
BY_HAND = (
    Heard,
    TakeReader,
    Counted,
    Agree,
    LeaveOut,
    Busy,
    PersonDone,
)  # at a wrong moment these are ignored
PIECES = 400  # of one case: more than 64 rounds need; time is for one piece, not for ten thousand


def joined(pieces: list[bytes]) -> bytes:
    """One case of these pieces."""
    return b"".join(len(each).to_bytes(2, "big") + each for each in pieces)


def pieces(data: bytes) -> list[bytes]:
    """The pieces of a case that have a first byte; the last one may be cut off."""
    found: list[bytes] = []
    while data and len(found) < PIECES:
        size = int.from_bytes(data[:2], "big")
        if size:
            found.append(data[2 : 2 + size])
        data = data[2 + size :]
    return [each for each in found if each]


def flat(value: object) -> bytes:
    """Write what became of a row of pieces when it was altered as values."""
    rows = [value]
    found: list[bytes] = []
    while rows:
        match rows.pop():
            case tuple() | list() as inside:
                rows += reversed(inside)
            case bytes(piece):
                found.append(piece[:0xFFFF])
            case int(number):
                found.append(bytes((number % 256,)))
            case _:  # no piece is made of anything else
                pass
    return joined(found[:PIECES])


CONVERSATION = Shape(lambda data: tuple(pieces(data)), flat)


@dataclass
class Played:
    """A machine as the program runs it: the book answers at once, but for the disk, which a piece stands for.

    `check(before, event, after, effects)` asserts what the machine promises; `refusing` are the states in
    which it may refuse, and `reason` is what every refusal is.
    """

    step: Callable[[Any, Any], tuple[Any, tuple[Any, ...]]]
    check: Callable[[Any, Any, Any, tuple[Any, ...]], None]
    refusing: tuple[type, ...]
    state: Any
    reason: type[Refusal] = Refusal
    ready: Ready = field(default_factory=Ready)
    endless: bool = False  # whether there is always more to send
    bundle: bytes = b""
    shown: list[object] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)
    came: list[bytes] = field(default_factory=list)
    finished: bool = False
    lost: bool = False  # the line is gone

    def take(self, event: object) -> None:
        """Take an event; raises what ended the conversation early."""
        before = self.state
        try:
            self.state, effects = self.step(before, event)
        except Refusal as refusal:
            if isinstance(refusal, MeetingBroken | SwapBroken) and isinstance(event, BY_HAND):
                return
            assert isinstance(before, self.refusing), f"refused in {type(before).__name__}"
            assert isinstance(refusal, self.reason), repr(refusal)
            assert not isinstance(refusal, NotAWord | MoreLetters | Differs), "what is asked again ended it"
            raise
        try:
            self.check(before, event, self.state, effects)
        except Refusal as refusal:  # by what looks at the machine's work
            raise AssertionError(f"something false was taken: {refusal!r}") from refusal
        if self.finished:
            assert (self.state, effects) == (before, ()), "something happens behind the end"
        self.do(effects)

    def do(self, effects: tuple[Any, ...]) -> None:
        """Do what the machine asks for, as `service.live.runner` does."""
        for effect in effects:
            match effect:
                case Show(screen) if not isinstance(screen, Again):  # what I typed is shown made harmless
                    self.shown.append(screen)
                case Keep(arrivals):
                    assert not self.kept, "kept twice"
                    self.kept = [arrivals]
                case Look():
                    self.take(self.ready)
                case Pack(people, size):
                    self.ready = self.ready if self.endless else Ready(asking=self.ready.asking)
                    self.take(Packed((self.bundle[:size].ljust(size, b"\x00"),) * len(people)))
                case Unpack(came):
                    self.came += [filled for _, filled in came]
                    self.take(self.ready)
                case Finish():
                    self.finished = True

    def mine(self, piece: bytes, said: Callable[[], str]) -> None:
        """Let something happen on my device; `said` is what would be right to type."""
        kind, rest = piece[0], piece[1:]
        if kind in SIMPLE:
            self.take(SIMPLE[kind])
        elif kind == HEARD[0]:
            self.take(Heard(rest.decode("utf-8", "replace") or said()))
        elif kind == COUNTED[0]:
            self.take(Counted(rest[0] if rest else self._people()))
        elif kind == UNREADY[0] and self._people():  # the host's machine speaks of those of the run alone
            self.take(Unready(tuple(place for place in rest if place < self._people())))
        elif kind == LEAVE_OUT[0]:
            self.take(LeaveOut(tuple(rest)))
        elif kind == SAVED[0]:
            stored, shared = (self._without(part) for part in (rest[:4], rest[4:8]))
            self.take(Saved(stored, tuple(position for position in stored if position not in shared)))
        elif kind == READY[0]:
            flags = rest[0] if rest else 0
            self.ready, self.bundle = Ready(bool(flags & 1), bool(flags & 2), bool(flags & 4)), rest[1:]
            self.endless = bool(flags & 8)
            self.take(self.ready)

    def _people(self) -> int:
        """How many take part, while that matters to what my person does; else nobody."""
        run = getattr(self.state, "run", None)
        return run.transcript.count if isinstance(self.state, Comparing) and run else 0

    def _without(self, skipped: bytes) -> tuple[int, ...]:
        """The positions of what was to be kept, without those that the book does not take."""
        bits = int.from_bytes(skipped, "big")
        arrivals = self.kept[0] if self.kept else ()
        return tuple(each.position for each in arrivals if not bits >> each.position % 32 & 1)

    def told(self) -> object:
        """What my person was shown and what is kept, for the judge to look at."""
        return self.shown, self.kept
