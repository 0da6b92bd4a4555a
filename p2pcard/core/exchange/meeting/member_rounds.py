"""What follows the cards: rounds of bundles between all who stay, until a person is done (spec 7.9).

    MemberBundling  Ready                 WANT, if it is the first or something waits
    MemberBundling  Busy                  WANT, so that the time begins anew for all
    MemberBundling  ROUND                 Pack; MemberOver where there were too many
    MemberBundling  Packed                BUNDLES, one box for each of the others
    MemberBundling  BUNDLES               Unpack, and MemberOver if my person is done
    MemberBundling  PersonDone            MemberOver, or behind the round that is under way
    MemberBundling  Stop, ABORT, Dropped  MemberOver
    MemberBundling  Elapsed               MemberOver

In each round every member sends to every other one, so that an observer of the
line does not see who has something for which member. Who asks for a round is
plain, by the size of WANT alone; the subject who agrees to a vouch asks next,
so that the order tells who vouched for which member (docs/threats.md). The
cards are on disk; whatever goes wrong here changes nothing about them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from p2pcard.core.exchange.events import (
    Busy,
    Dropped,
    Elapsed,
    Finish,
    Look,
    Pack,
    Packed,
    PersonDone,
    Ready,
    Show,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.exchange.meeting.events import Effect, Event, SendToHost, StayNow
from p2pcard.core.exchange.meeting.messages import BUNDLE_SIZES, ROUNDS, Abort, Bundles, Round, Want
from p2pcard.core.exchange.meeting.opening import Run
from p2pcard.core.formats import crypto
from p2pcard.errors import CannotOpen

STAY_TIME: Final = 120  # seconds of quiet after which a meeting is over by itself
ROUND_TIME: Final = 40  # seconds that a round under way is waited for: the host waits 30 for the slowest


@dataclass(frozen=True, slots=True)
class MemberBundling:
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
class MemberOver:
    """The run is over and what was to be stored is stored."""


Step: TypeAlias = tuple[MemberBundling | MemberOver, tuple[Effect, ...]]


def begin(run: Run, staying: tuple[int, ...], authors: Mapping[int, bytes]) -> Step:
    """Begin behind the receipts; `authors` are the keys of those whose cards I stored, by position."""
    people = tuple(authors.get(place, b"") for place in run.others(staying))
    return MemberBundling(run, staying, people), (Show(StayNow()), Wait(STAY_TIME), Look(people))


def step(state: MemberBundling, event: Event) -> Step:
    """Take one step; whatever does not belong here changes nothing."""
    match event:
        case Ready(waiting, large) if not state.wanted and state.size is None:
            if state.round and not waiting:
                return state, ()
            return replace(state, wanted=True), (SendToHost(Want(int(large))),)
        case Busy() if not state.wanted and state.size is None:
            return replace(state, wanted=True), (SendToHost(Want(0)),)
        case Round() if state.round >= ROUNDS:
            return MemberOver(), (Finish(),)
        case Round(size) if state.size is None:
            packed = Pack(state.people, BUNDLE_SIZES[size])
            waits = () if state.done else (Wait(STAY_TIME),)  # a round under way is not cut short
            return replace(state, size=size, wanted=False), (*waits, packed)
        case Packed(bundles) if state.size is not None:
            return state, (SendToHost(Bundles(_boxes(state, bundles))),)
        case Bundles(boxes) if state.size is not None and len(boxes) == len(state.people):
            return _passed(state, boxes)
        case PersonDone() if not state.done and (state.wanted or state.size is not None):
            return replace(state, done=True), (Wait(ROUND_TIME),)
        case PersonDone() | Stop() | Abort() | Dropped() | Elapsed():
            return MemberOver(), (Finish(),)
        case _:
            return state, ()


def _passed(state: MemberBundling, boxes: tuple[bytes, ...]) -> Step:
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
        return MemberOver(), (taken, Finish())
    return replace(state, round=state.round + 1, size=None), (Wait(STAY_TIME), taken)


def _boxes(state: MemberBundling, bundles: tuple[bytes, ...]) -> tuple[bytes, ...]:
    others = state.run.others(state.staying)
    return tuple(
        crypto.seal(_key(state.run, state.run.position, place), _nonce(state), bundle)
        for place, bundle in zip(others, bundles, strict=True)
    )


def _key(run: Run, sender: int, receiver: int) -> bytes:
    other = receiver if sender == run.position else sender
    return run.transcript.bundle_key(run.shared[other], sender, receiver)


def _nonce(state: MemberBundling) -> bytes:
    return bytes(crypto.NONCE_SIZE - 4) + state.round.to_bytes(4, "big")
