"""What follows the two cards of a swap: bundles both ways, until both have nothing more (spec 8.5).

    SwapBundling  Ready, the first        BUNDLE
    SwapBundling  Ready, something waits  BUNDLE
    SwapBundling  Ready, nothing more     END, once the other's first BUNDLE was taken
    SwapBundling  BUNDLE                  Unpack
    SwapBundling  END                     -
    SwapBundling  END, behind my own      SwapOver
    SwapBundling  PersonDone              Look: my person is waited for no longer
    SwapBundling  Stop, Elapsed, Dropped  SwapOver

Both cards are on both disks; whatever goes wrong here changes nothing about them.

    BUNDLE = 03h | length (2) | bundle | zeros to 4,097 bytes
    END    = 04h
"""

from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from p2pcard.core.exchange.events import (
    Busy,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Look,
    Pack,
    Packed,
    PersonDone,
    Ready,
    Saved,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.statements import bundle

ANSWER_TIME: Final = 300  # seconds for a person to answer a question on the screen
BUNDLES: Final = 64  # that one side may send: more than people can ask for
_BUNDLE: Final = b"\x03"
_END: Final = b"\x04"


@dataclass(frozen=True, slots=True)
class SwapBundling:
    """Both cards are stored; `person` is the other's key.

    `sent` and `heard` count bundles; `ended`: my END is out; `over`: theirs came; `done`: my person is.
    """

    person: bytes
    sent: int = 0
    heard: int = 0
    ended: bool = False
    over: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class SwapOver:
    """The swap is over."""


@dataclass(frozen=True, slots=True)
class SwapSend:
    """Send these bytes through the channel."""

    message: bytes


Event: TypeAlias = bytes | Heard | Ready | Packed | Busy | PersonDone | Stop | Elapsed | Dropped | Saved
Effect: TypeAlias = SwapSend | Look | Pack | Unpack | Wait | Finish
Step: TypeAlias = tuple[SwapBundling | SwapOver, tuple[Effect, ...]]


def begin(person: bytes) -> Step:
    """Begin when each side knows that the other holds its card."""
    return SwapBundling(person), (Wait(ANSWER_TIME), Look((person,)))


def step(state: SwapBundling, event: Event) -> Step:
    """Take one step; whatever does not belong here ends the swap, whose cards are stored."""
    match event:
        case Ready(waiting, _, asking) if not state.ended:
            return _ready(state, waiting=waiting, asking=asking and not state.done)
        case Packed((filled,)) if not state.ended:
            sent = replace(state, sent=state.sent + 1)
            return sent, (SwapSend(_BUNDLE + filled), Look((state.person,)))
        case bytes() if event == _END and not state.over:
            return _end(replace(state, over=True), ())
        case bytes() if _is_bundle(event) and not state.over and state.heard < BUNDLES:
            return replace(state, heard=state.heard + 1), (Unpack(((state.person, event[1:]),)),)
        case PersonDone():
            return replace(state, done=True), (Look((state.person,)),)
        case Ready() | Heard() | Saved() | Busy():
            return state, ()
        case _:
            return SwapOver(), (Finish(),)


def _is_bundle(message: bytes) -> bool:
    return message[:1] == _BUNDLE and len(message) == len(_BUNDLE) + bundle.LARGE


def _ready(state: SwapBundling, *, waiting: bool, asking: bool) -> Step:
    if (waiting or not state.sent) and state.sent < BUNDLES:
        return state, (Pack((state.person,), bundle.LARGE),)
    if asking or not state.heard:
        return state, ()
    return _end(replace(state, ended=True), (SwapSend(_END),))


def _end(state: SwapBundling, effects: tuple[Effect, ...]) -> Step:
    return (SwapOver(), (*effects, Finish())) if state.ended and state.over else (state, effects)
