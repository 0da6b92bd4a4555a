"""The host's part of a meeting: it puts lists together and passes messages on (spec 7.7).

Its own person's device is one more member, on line HOST. No member believes
it: the worst it can do is to stop the run. Its states:

    Gathering   JOIN, READ; Begin sends LIST if its person counted as many people as there are devices
    Opening     OPEN of all; then OPENS
    Sealing     SEAL of all; then SEALS
    Confirming  OK of all who stay; then OKS. Who leaves, or is not ready and is named by the host's person,
                is left out if all others agree (WITHOUT)
    Keying      KEYS of all who are still there, or 30 s; then BOXES
    Receipting  DONE of all who are still there, or 10 s; then DONES
    Wanting, Bundling   rounds of bundles (`host_rounds`), until the host's own person is done
    Ended

A member who breaks the rules is treated as one who left, and a member who left is not heard again.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, TypeVar

from p2pcard.core.exchange.events import Show
from p2pcard.core.exchange.meeting import host_rounds
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import Unready
from p2pcard.core.exchange.meeting.host_states import (
    HOST,
    Begin,
    Bundling,
    CameNow,
    Confirming,
    Ended,
    Event,
    From,
    Gathering,
    GoOn,
    Keying,
    Late,
    Left,
    Lines,
    NotStartedNow,
    Opening,
    Pause,
    Receipting,
    Sealing,
    State,
    Step,
    Tell,
    Wanting,
    handed_out,
)
from p2pcard.core.exchange.meeting.messages import (
    LEAST,
    MOST,
    NO_BOX,
    NOBODY,
    SEAL_SIZES,
    Abort,
    Boxes,
    Dones,
    Join,
    Keys,
    Listing,
    Message,
    Ok,
    Oks,
    Open,
    Opens,
    People,
    Read,
    Reader,
    Receipt,
    Seal,
    Seals,
    Without,
)
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from p2pcard.core.formats.frozen import put, without

OPENS_TIME: Final = 50  # seconds for devices alone
KEYS_TIME: Final = 30
RECEIPTS_TIME: Final = 10

_V = TypeVar("_V")


def step(state: State, event: Event) -> Step:
    """Take one step: the next state, and what to tell on which line."""
    match state, event:
        case Gathering(), _:
            return _gather(state, event)
        case Ended(), From(line, Join()):
            return state, (Tell(line, Abort(Why.STARTED)),)
        case Ended(), _:
            return state, ()
        case Wanting() | Bundling(), From() | Left() | Late():
            return host_rounds.step(state, event)
        case _, From(line, Join()) if line not in state.lines.order:
            return state, (Tell(line, Abort(Why.STARTED)),)
        case _, Begin():
            return state, ()
        case Confirming(), GoOn():
            return _go_on(state, event.without)
        case _, GoOn():
            return state, ()
        case _, Late():
            return _late(state)
        case _, From(line, message) if state.lines.hear(line):
            return _take(state, state.lines.order.index(line), message)
        case _, Left(line) if line in state.lines.order:
            return _leave(state, state.lines.order.index(line))
        case _:
            return state, ()


def _gather(state: Gathering, event: Event) -> Step:
    match event:
        case From(line, Join() as join) if line not in state.joined:
            return _joined(state, line, join)
        case From(line, Read()) if line in state.joined:
            if state.reader is not None:
                return state, _tell_reader(state, (line,))  # else one line could scroll every screen
            state = replace(state, reader=line)
            return state, _tell_reader(state, tuple(state.joined))
        case Left(line) | From(line, _) if line == HOST:
            others = tuple(each for each in state.joined if each != HOST)
            said = event.message if isinstance(event, From) else None
            why = said.why if isinstance(said, Abort) else Why.STOPPED
            return Ended(), tuple(Tell(each, Abort(why)) for each in others)
        case Left(line) | From(line, _) if line in state.joined:
            joined = without(state.joined, line)
            lost = state.reader == line
            left = Gathering(joined, None if lost else state.reader)
            told = _tell_reader(left, tuple(joined)) if lost else ()
            people = tuple(Tell(each, People(len(joined))) for each in joined)
            return left, (*told, *people, Show(CameNow(here=False)))
        case Begin(counted) if counted == len(state.joined) >= LEAST:
            return _list(state)
        case Begin(counted):
            return state, (Show(NotStartedNow(counted, len(state.joined))),)
        case _:
            return state, ()


def _joined(state: Gathering, line: int, join: Join) -> Step:
    if len(state.joined) >= MOST:
        return state, (Tell(line, Abort(Why.FULL)),)
    if any(join.commitment == each.commitment for each in state.joined.values()):
        return state, (Tell(line, Abort(Why.LIST)),)
    state = replace(state, joined=put(state.joined, line, join))
    told = _tell_reader(state, (line,)) if state.reader is not None else ()
    people = tuple(Tell(each, People(len(state.joined))) for each in state.joined)
    came = () if line == HOST else (Show(CameNow(here=True)),)
    return state, (*told, *people, *came)


def _tell_reader(state: Gathering, lines: tuple[int, ...]) -> tuple[Tell, ...]:
    commitment = b"" if state.reader is None else state.joined[state.reader].commitment
    return tuple(Tell(line, Reader(commitment)) for line in lines)


def _list(state: Gathering) -> Step:
    order = tuple(sorted(state.joined, key=lambda line: state.joined[line].commitment))
    joins = [state.joined[line] for line in order]
    reader = order.index(HOST if state.reader is None else state.reader)
    mode = Mode.DIGITS if any(join.digits for join in joins) else Mode.WORDS
    size = int(any(join.large for join in joins))
    listing = Listing(mode, size, joins[reader].commitment, tuple(join.commitment for join in joins))
    lines = Lines(order, reader)
    told = lines.tell(tuple(range(len(order))), listing)
    return Opening(lines, size, MappingProxyType({})), (*told, Pause(OPENS_TIME))


def _take(state: State, position: int, message: Message) -> Step:
    """Take the one message that this state waits for from each; anything else is leaving."""
    match state, message:
        case _, Abort(why) if isinstance(state, Opening | Sealing | Confirming):
            return _end(state.lines, why, position)
        case Opening(), Open(opening) if position not in state.had:
            return _opened(replace(state, had=put(state.had, position, opening)))
        case Sealing(), Seal(sealed) if position not in state.had and _fits(state, sealed):
            return _sealed(replace(state, had=put(state.had, position, sealed)))
        case Confirming(), Ok(staying, signature):
            if staying != state.staying or position not in staying:
                return state, ()  # over a list that has been overtaken
            return _confirmed(replace(state, had=put(state.had, position, signature)))
        case Keying(), Keys(boxes) if position not in state.had and len(boxes) == len(state.staying) - 1:
            return _keyed(replace(state, had=put(state.had, position, boxes)))
        case Keying() | Receipting(), Ok():
            return state, ()  # from a device that was asked before the keys went
        case Receipting(), Receipt(place) as done if place == position and position not in state.had:
            return _receipted(replace(state, had=put(state.had, position, done)))
        case _:
            return _leave(state, position)


def _fits(state: Sealing, sealed: bytes) -> bool:
    """Tell whether a seal has the one size of its run."""
    return len(sealed) == SEAL_SIZES[state.size] + crypto.TAG_SIZE


def _leave(state: State, position: int) -> Step:
    match state:
        case Opening() | Sealing():
            return _end(state.lines, Why.LEFT, position)
        case Confirming() if position in state.staying:
            staying = tuple(place for place in state.staying if place != position)
            lines = state.lines.without((position,))
            if not _can_stay(state, staying):
                return _end(lines, Why.LEFT, position)
            return _propose(replace(state, lines=lines), staying)
        case Keying():
            return _keyed(replace(state, lines=state.lines.without((position,))))
        case Receipting():
            return _receipted(replace(state, lines=state.lines.without((position,))))
        case _:
            return state, ()


def _propose(state: Confirming, staying: tuple[int, ...]) -> Step:
    """Ask those who stay whether to go on."""
    left = tuple(place for place in state.staying if place not in staying)
    dropped = state.lines.tell(left, Abort(Why.LEFT))
    told = state.lines.tell(staying, Without(staying))
    return Confirming(state.lines.without(left), staying, MappingProxyType({})), (
        *dropped,
        *told,
        Unready(staying),
    )


def _go_on(state: Confirming, left_out: tuple[int, ...]) -> Step:
    """Propose to leave out those who are still not ready; nothing that a person proposes ends a run."""
    staying = tuple(place for place in state.staying if place not in left_out or place in state.had)
    if staying == state.staying or not _can_stay(state, staying):
        return state, ()
    return _propose(state, staying)


def _can_stay(state: Confirming, staying: tuple[int, ...]) -> bool:
    """Tell whether a run can go on with these: without the reader, or alone, a new one is needed."""
    return state.lines.reader in staying and len(staying) >= LEAST


def _opened(state: Opening) -> Step:
    if len(state.had) < len(state.lines.order):
        return state, ()
    told = state.lines.tell(_all(state.lines), Opens(_in_order(state.had)))
    return Sealing(state.lines, state.size, MappingProxyType({})), (*told, Pause(OPENS_TIME))


def _sealed(state: Sealing) -> Step:
    if len(state.had) < len(state.lines.order):
        return state, ()
    everybody = _all(state.lines)
    told = state.lines.tell(everybody, Seals(_in_order(state.had)))
    return Confirming(state.lines, everybody, MappingProxyType({})), (*told, Unready(everybody))


def _confirmed(state: Confirming) -> Step:
    if missing := tuple(place for place in state.staying if place not in state.had):
        return state, (Unready(missing),)
    told = state.lines.tell(state.staying, Oks(state.staying, _in_order(state.had)))
    return Keying(state.lines, state.staying, MappingProxyType({})), (*told, Pause(KEYS_TIME))


def _keyed(state: Keying, *, late: bool = False) -> Step:
    """Hand out the boxes once everybody who is still there has sent theirs."""
    if not late and any(place not in state.had for place in state.lines.there(state.staying)):
        return state, ()
    told: tuple[Tell, ...] = ()
    for place, boxes in handed_out(state.had, state.staying, NO_BOX):
        told += state.lines.tell((place,), Boxes(boxes))
    return Receipting(state.lines, state.staying, MappingProxyType({})), (*told, Pause(RECEIPTS_TIME))


def _receipted(state: Receipting, *, late: bool = False) -> Step:
    if not late and any(place not in state.had for place in state.lines.there(state.staying)):
        return state, ()
    told = state.lines.tell(state.staying, Dones(_in_order(state.had)))
    after, begun = host_rounds.begin(state.lines, state.staying)
    return after, (*told, *begun)


def _late(state: State) -> Step:
    match state:
        case Opening() | Sealing():
            return _end(state.lines, Why.TIME, NOBODY)
        case Keying():
            return _keyed(state, late=True)
        case Receipting():
            return _receipted(state, late=True)
        case _:
            return state, ()


def _end(lines: Lines, why: Why, position: int) -> Step:
    others = tuple(place for place in _all(lines) if place != position)
    return Ended(), lines.tell(others, Abort(why, position))


def _in_order(had: Mapping[int, _V]) -> tuple[_V, ...]:
    return tuple(had[position] for position in sorted(had))


def _all(lines: Lines) -> tuple[int, ...]:
    return tuple(range(len(lines.order)))
