"""The host's part of what follows the cards: rounds in which everybody sends to everybody (spec 7.9).

    Wanting    WANT of all, or 10 s, for the first round; of anybody for another: ROUND.
               From the eighth round on the room rests before it, longer and longer
    Bundling   BUNDLES of all who are still there, or 30 s; then BUNDLES to each.
               The last few have 5 s, and 25 more only if one of them never needed that before

The host ends it by leaving: all lines close with it.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.host_states import (
    HOST,
    Bundling,
    Ended,
    From,
    Late,
    Left,
    Lines,
    Pause,
    Step,
    Tell,
    Wanting,
    handed_out,
)
from p2pcard.core.exchange.meeting.messages import (
    BUNDLE_SIZES,
    Abort,
    Bundles,
    Join,
    Message,
    Ok,
    Receipt,
    Round,
    Want,
)
from p2pcard.core.formats import crypto
from p2pcard.core.formats.frozen import put

WANTS_TIME: Final = 10  # seconds for devices alone
BUNDLES_TIME: Final = 30
FEW_TIME: Final = 5  # for the last few: else one who is silent, or late on purpose, makes each round last 30
FEW: Final = 4  # the last few are one in so many, or a single one
UNRESTED: Final = 8  # rounds for each second of rest: one member could use up all rounds in a moment

_NONE: Final[Mapping[int, int]] = MappingProxyType({})


def begin(lines: Lines, staying: tuple[int, ...]) -> Step:
    """Begin behind DONES; a gone member is not waited for, and without the host's own device it is over."""
    if not _hosted(lines):
        return Ended(), ()
    return _wanted(Wanting(lines, staying, _NONE, first=True), (Pause(WANTS_TIME),))


def step(state: Wanting | Bundling, event: From | Left | Late) -> Step:
    """Take one step; a member who breaks the rules is treated as one who left."""
    match event:
        case From(line, Join()) if line not in state.lines.order:
            return state, (Tell(line, Abort(Why.STARTED)),)
        case From(line, message) if state.lines.hear(line):
            return _take(state, state.lines.order.index(line), message)
        case Left(line) if line in state.lines.order:
            return _leave(state, state.lines.order.index(line))
        case Late():
            if isinstance(state, Bundling):
                return _bundled(state, late=True)
            return _wanted(replace(state, first=False, rests=False), begun=state.first)
        case _:
            return state, ()


def _take(state: Wanting | Bundling, position: int, message: Message) -> Step:
    match state, message:
        case _, Ok() | Receipt():
            return state, ()  # from a device that was asked before the keys went, or was slow to save
        case Wanting(), Bundles():
            return state, ()  # from a device that was slow to send
        case Bundling(), Bundles() if position in state.had:
            return state, ()  # the same, and another round has begun
        case Wanting(), Want(size):
            return _wanted(replace(state, had=_larger(state.had, position, size)))
        case Bundling(), Want(size):
            return replace(state, again=_larger(state.again, position, size)), ()
        case Bundling(), Bundles(boxes) if _fits(state, boxes):
            return _bundled(replace(state, had=put(state.had, position, boxes)))
        case _:
            return _leave(state, position)


def _leave(state: Wanting | Bundling, position: int) -> Step:
    state = replace(state, lines=state.lines.without((position,)))
    if not _hosted(state.lines):
        return Ended(), ()
    return _wanted(state) if isinstance(state, Wanting) else _bundled(state)


def _wanted(state: Wanting, before: tuple[Pause, ...] = (), *, begun: bool = False) -> Step:
    """Begin a round: the first when all are ready or it is late, another one as soon as anybody wants it."""
    there = state.lines.there(state.staying)
    ready = all(place in state.had for place in there) if state.first else bool(state.had)
    if not there or state.rests or not (ready or begun):
        return state, before
    size = max(state.had.values(), default=0)
    told = state.lines.tell(state.staying, Round(size))
    nothing: Mapping[int, tuple[bytes, ...]] = MappingProxyType({})
    number = state.number + 1
    bundling = Bundling(state.lines, state.staying, size, nothing, _NONE, number, state.slow)
    return bundling, (*told, Pause(BUNDLES_TIME))


def _bundled(state: Bundling, *, late: bool = False) -> Step:
    """Hand out the bundles once everybody who is waited for has sent theirs.

    A device may need all the time once, as when its radio fails, but nobody can make the room wait each time.
    """
    there = state.lines.there(state.staying)
    missing = frozenset(there).difference(state.had)
    first = missing - state.slow
    if late and state.few and first:
        return replace(state, slow=state.slow | missing), (Pause(BUNDLES_TIME - FEW_TIME),)
    if late or not missing:
        return _hand_out(replace(state, slow=state.slow | missing))
    if state.few or (first and len(missing) > max(1, len(there) // FEW)):
        return state, ()
    return replace(state, few=True), (Pause(FEW_TIME),)


def _hand_out(state: Bundling) -> Step:
    """Give each what came for them; then perhaps begin anew."""
    told: tuple[Tell, ...] = ()
    nothing = bytes(BUNDLE_SIZES[state.size] + crypto.TAG_SIZE)
    for place, boxes in handed_out(state.had, state.staying, nothing):
        told += state.lines.tell((place,), Bundles(boxes))
    rest = state.number // UNRESTED
    wanting = Wanting(
        state.lines, state.staying, state.again, number=state.number, rests=rest > 0, slow=state.slow
    )
    after, begun = _wanted(wanting, (Pause(rest),) if rest else ())
    return after, (*told, *begun)


def _hosted(lines: Lines) -> bool:
    """Tell whether the host's own device still takes part."""
    return lines.hear(HOST)


def _larger(had: Mapping[int, int], position: int, size: int) -> Mapping[int, int]:
    """Keep the larger of the sizes that one member wants."""
    return put(had, position, max(size, had.get(position, size)))


def _fits(state: Bundling, boxes: tuple[bytes, ...]) -> bool:
    size = BUNDLE_SIZES[state.size] + crypto.TAG_SIZE
    return len(boxes) == len(state.staying) - 1 and all(len(box) == size for box in boxes)
