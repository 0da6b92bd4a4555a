"""What follows the cards: rounds of bundles between all who stay, until a person is done (spec 7.9).

    Passing   Ready                    WANT, if it is the first or something waits
    Passing   Busy                     WANT, so that the time begins anew for all
    Passing   ROUND                    Pack; Over where there were too many
    Passing   Packed                   BUNDLES, one box for each of the others
    Passing   BUNDLES                  Unpack, and Over if my person is done
    Passing   Done                     Over, or behind the round that is under way
    Passing   Stop, ABORT, Dropped     Over
    Passing   Elapsed                  Over

In each round everybody sends to everybody, so that the bundles tell nobody on
the line who has something for whom. Who asks for a round is plain, by the size
of WANT alone; whoever agrees to a vouch asks next, so that their order tells
whose word was for whom (docs/threats.md). The cards are on disk; whatever goes
wrong here changes nothing about them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from p2pcard.core import crypto
from p2pcard.core.exchange import (
    Busy,
    Done,
    Dropped,
    Elapsed,
    Finish,
    Look,
    Pack,
    Packed,
    Ready,
    Show,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.meeting.events import Effect, Event, Send, StayNow
from p2pcard.core.meeting.messages import BUNDLE_SIZES, ROUNDS, Abort, Bundles, Round, Want
from p2pcard.core.meeting.opening import Run
from p2pcard.errors import CannotOpen

STAY_TIME: Final = 120  # seconds of quiet after which a meeting is over by itself
ROUND_TIME: Final = 40  # seconds that a round under way is waited for: the host waits 30 for the slowest


@dataclass(frozen=True, slots=True)
class Passing:
    """The cards are stored; `people` are the keys of the others who stay, none where a card is not held.

    `size` is that of the round under way, if there is one; `wanted`: WANT is
    out and no ROUND has come; `done`: my person goes when the round is over.
    """

    run: Run
    staying: tuple[int, ...]
    people: tuple[bytes, ...]
    round: int = 0
    size: int | None = None
    wanted: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class Over:
    """The run is over and what was to be stored is stored."""


Step: TypeAlias = tuple[Passing | Over, tuple[Effect, ...]]


def begin(run: Run, staying: tuple[int, ...], authors: Mapping[int, bytes]) -> Step:
    """Begin behind the receipts; `authors` are the keys of those whose cards I stored, by position."""
    people = tuple(authors.get(place, b"") for place in run.others(staying))
    return Passing(run, staying, people), (Show(StayNow()), Wait(STAY_TIME), Look(people))


def step(state: Passing, event: Event) -> Step:  # noqa: C901, PLR0911  # the table of the machine is easier to check whole
    """Take one step; whatever does not belong here changes nothing."""
    match event:
        case Ready(waiting, large) if not state.wanted and state.size is None:
            if state.round and not waiting:
                return state, ()
            return replace(state, wanted=True), (Send(Want(int(large))),)
        case Busy() if not state.wanted and state.size is None:
            return replace(state, wanted=True), (Send(Want(0)),)
        case Round() if state.round >= ROUNDS:
            return Over(), (Finish(),)
        case Round(size) if state.size is None:
            packed = Pack(state.people, BUNDLE_SIZES[size])
            waits = () if state.done else (Wait(STAY_TIME),)  # a round under way is not cut short
            return replace(state, size=size, wanted=False), (*waits, packed)
        case Packed(bundles) if state.size is not None:
            return state, (Send(Bundles(_boxes(state, bundles))),)
        case Bundles(boxes) if state.size is not None and len(boxes) == len(state.people):
            return _passed(state, boxes)
        case Done() if not state.done and (state.wanted or state.size is not None):
            return replace(state, done=True), (Wait(ROUND_TIME),)
        case Done() | Stop() | Abort() | Dropped() | Elapsed():
            return Over(), (Finish(),)
        case _:
            return state, ()


def _passed(state: Passing, boxes: tuple[bytes, ...]) -> Step:
    """Open what came; a box that does not open is nobody's message."""
    came = []
    for place, person, box in zip(state.run.others(state.staying), state.people, boxes, strict=True):
        try:
            opened = crypto.unseal(_key(state.run, place, state.run.position), _nonce(state), box)
        except CannotOpen:
            continue
        if person:
            came.append((person, opened))
    taken = Unpack(tuple(came))
    if state.done:
        return Over(), (taken, Finish())
    return replace(state, round=state.round + 1, size=None), (Wait(STAY_TIME), taken)


def _boxes(state: Passing, bundles: tuple[bytes, ...]) -> tuple[bytes, ...]:
    others = state.run.others(state.staying)
    return tuple(
        crypto.seal(_key(state.run, state.run.position, place), _nonce(state), bundle)
        for place, bundle in zip(others, bundles, strict=True)
    )


def _key(run: Run, sender: int, receiver: int) -> bytes:
    other = receiver if sender == run.position else sender
    return run.transcript.bundle_key(run.shared[other], sender, receiver)


def _nonce(state: Passing) -> bytes:
    return bytes(crypto.NONCE_SIZE - 4) + state.round.to_bytes(4, "big")
