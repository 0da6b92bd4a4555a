"""One person's device in a meeting, the host's own included (spec 7.5).

Nothing here believes the host. What a state holds is what is known by then:

    state      event                         next        what is done
    Waiting    PEOPLE, READER, TakeReader    Waiting     shown; READ
    Waiting    LIST, checked                 Opened      OPEN
    Opened     OPENS, each fits its C        Comparing   SEAL; the phrase, to the reader alone
    Comparing  SEALS                         Comparing   OK if all else is there
    Comparing  Heard, Counted, Agree         Comparing   numbers, the answer; OK
    Comparing  WITHOUT, a proper subset      Comparing   my person is asked
    Comparing  OKS, all valid over my S      Keyed       KEYS
    Keyed      WITHOUT, Agree                Keyed       OK, but no keys
    Keyed      BOXES                         Storing     the cards that hold are kept
    Keyed      Stop, ABORT, Elapsed, Dropped Storing     nothing came, and that is kept, too
    Storing    Saved                         Receiving   DONE
    Receiving  DONES                         Passing     receipts; bundles begin (`passing`)
    Receiving  Stop, ABORT, Elapsed, Dropped Over        nobody's receipt is known
    before     Stop, ABORT, Elapsed, Dropped refused with the reason

Any other pair is refused as MeetingBroken before Keyed, and a refusal ends the
run. From Keyed on it changes nothing: no host can make a device say that
nothing was stored when something was.
"""

from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from p2pcard.core import crypto
from p2pcard.core.exchange import (
    Confirm,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Refused,
    Saved,
    Show,
    Stop,
    StoredNow,
    Wait,
)
from p2pcard.core.meeting import cards, comparing, opening, passing
from p2pcard.core.meeting.cards import Results
from p2pcard.core.meeting.comparing import Comparing
from p2pcard.core.meeting.ending import Why, refusal
from p2pcard.core.meeting.events import (
    Agree,
    Counted,
    Effect,
    Event,
    PeopleNow,
    ReaderNow,
    ReceiptsNow,
    Send,
    SentNow,
    TakeReader,
    WithoutNow,
)
from p2pcard.core.meeting.messages import (
    Abort,
    Boxes,
    Done,
    Dones,
    Listing,
    Oks,
    Open,
    Opens,
    People,
    Read,
    Reader,
    Seals,
    Without,
)
from p2pcard.core.meeting.opening import Opened, Run, Self
from p2pcard.core.meeting.passing import Over, Passing
from p2pcard.errors import BadSignature

OPENS_TIME: Final = 60  # seconds: nobody acts in between
TALK_TIME: Final = 1800  # seconds for a hundred people to read, type and count
BOXES_TIME: Final = 40  # seconds: the host waits 30 for the slowest
RECEIPTS_TIME: Final = 20  # seconds: the host waits 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """I joined; people are still coming."""

    me: Self
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Keyed:
    """My card key has left for those who stay."""

    run: Run
    staying: tuple[int, ...]
    seals: tuple[bytes, ...]
    proposed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Storing:
    """The cards that hold are being saved."""

    run: Run
    staying: tuple[int, ...]
    results: Results


@dataclass(frozen=True, slots=True)
class Receiving:
    """My cards are on disk; the others' receipts are coming in."""

    run: Run
    staying: tuple[int, ...]
    results: Results
    stored: tuple[int, ...]


State: TypeAlias = Waiting | Opened | Comparing | Keyed | Storing | Receiving | Passing | Over
Step: TypeAlias = tuple[State, tuple[Effect, ...]]


def begin(me: Self) -> Step:
    """Join."""
    return Waiting(me), (Send(me.join),)


def step(state: State, event: Event) -> Step:  # noqa: C901, PLR0912  # the table of the machine is easier to check whole
    """Take one step: the next state, and what to do now; raises MeetingEnded."""
    match state, event:
        case Waiting() | Opened() | Comparing() as before, Abort() as abort:
            raise refusal(abort.why, _number(before, abort.position))
        case Waiting() | Opened() | Comparing(), Stop():
            raise refusal(Why.STOPPED)
        case Waiting() | Opened() | Comparing(), Dropped():
            raise refusal(Why.BROKEN)
        case Opened() | Comparing(), Elapsed():
            raise refusal(Why.TIME)
        case Waiting(), _:
            return _wait(state, event)
        case Opened(), Opens():
            return _compare(state, event)
        case Comparing(), _:
            return _talk(state, event)
        case Keyed(), _:
            return _collect(state, event)
        case Storing(), Saved(stored):
            return _receipt(state, stored)
        case Receiving(), Dones() | Dropped() | Elapsed() | Abort() | Stop():
            return _finish(state, event)
        case Passing(), _:
            return passing.step(state, event)
        case Storing() | Receiving() | Over(), _:
            return state, ()
        case _:
            raise refusal(Why.BROKEN)


def _wait(state: Waiting, event: Event) -> Step:
    match event:
        case People(count):
            return state, (Show(PeopleNow(count)),)
        case TakeReader():
            return replace(state, asked=True), (Send(Read()),)
        case Reader(commitment):
            mine = commitment == state.me.join.commitment
            return replace(state, asked=mine), (Show(ReaderNow(mine)),)
        case Listing():
            opening.check_listing(state.me, event, asked=state.asked)
            sent = Send(Open(state.me.opening))
            return Opened(state.me, event, state.asked), (sent, Wait(OPENS_TIME))
        case _:
            raise refusal(Why.BROKEN)


def _compare(state: Opened, opens: Opens) -> Step:
    run = opening.check_openings(state, opens)
    compared, shown = comparing.begin(run, asked=state.asked)
    return compared, (Send(opening.seal(run)), *shown, Wait(TALK_TIME))


def _talk(state: Comparing, event: Event) -> Step:
    match event:
        case Seals():
            return comparing.take_seals(state, event)
        case Heard(typed):
            return comparing.hear(state, typed)
        case Counted():
            return comparing.count(state)
        case Agree():
            return comparing.agree(state)
        case Without(staying):
            return comparing.without(state, staying)
        case Oks():
            comparing.check_oks(state, event)
            sent = SentNow(state.run.numbers(state.run.others(event.staying)))
            keys = cards.keys(state.run, event.staying)
            keyed = Keyed(state.run, event.staying, state.seals)
            return keyed, (Send(keys), Show(sent), Wait(BOXES_TIME))
        case _:
            raise refusal(Why.BROKEN)


def _collect(state: Keyed, event: Event) -> Step:
    """After my key has left nothing is gained by ending early: keep whatever comes."""
    match event:
        case Boxes(boxes) if len(boxes) == len(state.staying) - 1:
            results = cards.open_boxes(state.run, state.staying, state.seals, boxes)
        case Elapsed() | Dropped() | Abort() | Stop():
            results = Results((), ())
        case Without(staying) if comparing.is_fewer(state.run, state.proposed or state.staying, staying):
            gone = tuple(place for place in state.staying if place not in staying)
            asked = WithoutNow(state.run.numbers(gone), len(staying))
            return replace(state, proposed=staying), (Show(asked),)
        case Agree() if state.proposed:
            return state, (comparing.sign_ok(state.run, state.proposed),)
        case _:
            return state, ()
    return Storing(state.run, state.staying, results), (Keep(results.arrivals),)


def _receipt(state: Storing, stored: tuple[int, ...]) -> Step:
    run = state.run
    kept = tuple(each.card for each in state.results.arrivals if each.position in stored)
    missing = run.numbers(tuple(place for place in run.others(run.everybody) if place not in stored))
    signature = crypto.sign(run.me.fresh.signing, run.transcript.done(run.position, stored))
    receipt = Send(Done(run.position, stored, signature))
    unkept = [each.position for each in state.results.arrivals if each.position not in stored]
    refused = tuple(Refused(number, "two-versions") for number in run.numbers(tuple(unkept)))
    shown = Show(StoredNow(kept, missing, state.results.refused + refused))
    return Receiving(run, state.staying, state.results, stored), (receipt, shown, Wait(RECEIPTS_TIME))


def _finish(state: Receiving, event: Event) -> Step:
    """Believe a receipt only under its own signature; whoever gave none is not known, not guilty."""
    run, told = state.run, dict[int, bool]()
    for done in event.receipts if isinstance(event, Dones) else ():
        if done.position in run.others(run.everybody) and _signed(run, done):
            told[done.position] = run.position in done.stored
    yes = tuple(place for place, stored in told.items() if stored)
    no = tuple(place for place, stored in told.items() if not stored)
    unknown = tuple(place for place in run.others(run.everybody) if place not in told)
    confirmed = tuple(a for a in state.results.arrivals if a.position in state.stored and a.position in yes)
    shown = Show(ReceiptsNow(run.numbers(yes), run.numbers(no), run.numbers(unknown)))
    if not isinstance(event, Dones):  # nobody is there to pass anything on
        return Over(), (Confirm(confirmed), shown, Finish())
    authors = {a.position: a.card.author for a in state.results.arrivals if a.position in state.stored}
    after, begun = passing.begin(run, state.staying, authors)
    return after, (Confirm(confirmed), shown, *begun)


def _signed(run: Run, done: Done) -> bool:
    message = run.transcript.done(done.position, done.stored)
    try:
        crypto.verify(run.transcript.signing_key(done.position), message, done.signature)
    except BadSignature:
        return False
    return True


def _number(state: Waiting | Opened | Comparing, position: int) -> int:
    """Return the number of whoever ended the run, or 0 while there are none."""
    if isinstance(state, Comparing) and position in state.run.everybody:
        return state.run.transcript.numbers[position]
    return 0
