"""One person's device in a meeting, the host's own included (spec 7.5).

Nothing here believes the host. What a state holds is what is known by then:

    state      event                          next            what is done
    Waiting    PEOPLE                         Waiting         the first: I am in. No total: people count heads
    Waiting    READER, TakeReader             Waiting         shown; READ
    Waiting    LIST, checked                  Opened          OPEN
    Opened     OPENS, each fits its C         Comparing       SEAL; the phrase, to the reader alone
    Comparing  SEALS                          Comparing       OK if all else is there
    Comparing  Heard, Counted, Agree          Comparing       numbers, the answer; OK
    Comparing  Elapsed, as the room recounts  Comparing       a number is taken again
    Comparing  WITHOUT, a proper subset       Comparing       my person is asked
    Comparing  Unready                        Comparing       told to the host's person
    Comparing  LeaveOut, the count behind me  Comparing       Propose
    Comparing  OKS, all valid over my S       Keyed           KEYS
    Keyed      WITHOUT                        Keyed           my person is asked
    Keyed      Agree, or the reader's Heard   Keyed           OK, but no keys
    Keyed      BOXES                          Storing         the cards that hold are kept
    Keyed      Stop, ABORT, Elapsed, Dropped  Storing         nothing came, and that is kept, too
    Storing    Saved                          Receiving       DONE
    Receiving  DONES                          MemberBundling  receipts; bundles begin (`member_rounds`)
    Receiving  Stop, ABORT, Elapsed, Dropped  MemberOver      nobody's receipt is known
    Opened     Elapsed                        refused
    before     Stop, ABORT, Dropped           refused with the reason

Any other pair is refused as MeetingBroken before Keyed, as Elapsed in Comparing
is refused while no room recounts, and a refusal ends the run. From Keyed on it
changes nothing: no host can make a device say that nothing was stored when
something was.
"""

from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from p2pcard.core.exchange.events import (
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
    try_words,
)
from p2pcard.core.exchange.meeting import cards, comparing, member_rounds, opening
from p2pcard.core.exchange.meeting.abort import Why, refusal
from p2pcard.core.exchange.meeting.cards import Results
from p2pcard.core.exchange.meeting.comparing import TRIES, Comparing
from p2pcard.core.exchange.meeting.events import (
    Agree,
    Counted,
    Effect,
    Event,
    InNow,
    LeaveOut,
    ReaderNow,
    ReceiptsNow,
    SendToHost,
    SentNow,
    TakeReader,
    Unready,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.member_rounds import MemberBundling, MemberOver
from p2pcard.core.exchange.meeting.messages import (
    Abort,
    Boxes,
    Dones,
    Listing,
    Oks,
    Open,
    Opens,
    People,
    Read,
    Reader,
    Receipt,
    Seals,
    Without,
)
from p2pcard.core.exchange.meeting.opening import MeetingMine, Opened, Run
from p2pcard.core.formats import crypto
from p2pcard.errors import BadSignature

OPENS_TIME: Final = 60  # seconds: nobody acts in between
BOXES_TIME: Final = 40  # seconds: the host waits 30 for the slowest
RECEIPTS_TIME: Final = 20  # seconds: the host waits 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """I joined; people are still coming.

    `told` is what was shown last: whether I am the reader, or None for nothing.
    """

    me: MeetingMine
    asked: bool = False
    is_in: bool = False
    told: bool | None = None


@dataclass(frozen=True, slots=True)
class Keyed:
    """My card key has left for those who stay; `proposed` are fewer, `signed` the last of them I signed."""

    run: Run
    staying: tuple[int, ...]
    seals: tuple[bytes, ...]
    proposed: tuple[int, ...] = ()
    tries: int = TRIES
    signed: tuple[int, ...] = ()


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


State: TypeAlias = Waiting | Opened | Comparing | Keyed | Storing | Receiving | MemberBundling | MemberOver
Step: TypeAlias = tuple[State, tuple[Effect, ...]]


def begin(me: MeetingMine) -> Step:
    """Join."""
    return Waiting(me), (SendToHost(me.join),)


def step(state: State, event: Event) -> Step:
    """Take one step: the next state, and what to do now; raises MeetingEnded."""
    match state, event:
        case Waiting() | Opened() | Comparing() as before, Abort() as abort:
            raise refusal(abort.why, _number(before, abort.position))
        case Waiting() | Opened() | Comparing(), Stop():
            raise refusal(Why.STOPPED)
        case Waiting() | Opened() | Comparing(), Dropped():
            raise refusal(Why.BROKEN)
        case Opened(), Elapsed():
            raise refusal(Why.TIME)
        case Waiting(), _:
            return _wait(state, event)
        case Opened(), Opens():
            return _compare(state, event)
        case Comparing(), _:
            return _talk(state, event)
        case Keyed(), _:
            return _collect(state, event)
        case Storing(), Saved():
            return _receipt(state, event)
        case Receiving(), Dones() | Dropped() | Elapsed() | Abort() | Stop():
            return _finish(state, event)
        case MemberBundling(), _:
            return member_rounds.step(state, event)
        case Storing() | Receiving() | MemberOver(), _:
            return state, ()
        case _:
            raise refusal(Why.BROKEN)


def _wait(state: Waiting, event: Event) -> Step:
    match event:
        case People():
            return replace(state, is_in=True), (() if state.is_in else (Show(InNow()),))
        case TakeReader():
            return replace(state, asked=True), (SendToHost(Read()),)
        case Reader(commitment):
            mine = commitment == state.me.join.commitment
            is_answer = state.asked and not mine
            is_known = (
                mine == state.told and not is_answer
            )  # else a line that comes and goes scrolls every screen
            return replace(state, asked=mine, told=mine), (() if is_known else (Show(ReaderNow(mine)),))
        case Listing():
            opening.check_listing(state.me, event, asked=state.asked)
            sent = SendToHost(Open(state.me.opening))
            return Opened(state.me, event, state.asked), (sent, Wait(OPENS_TIME))
        case _:
            raise refusal(Why.BROKEN)


def _compare(state: Opened, opens: Opens) -> Step:
    run = opening.check_openings(state, opens)
    compared, shown = comparing.begin(run, asked=state.asked)
    return compared, (SendToHost(opening.seal(run)), *shown)


def _talk(state: Comparing, event: Event) -> Step:
    match event:
        case Seals():
            return comparing.take_seals(state, event)
        case Heard(typed):
            return comparing.hear(state, typed)
        case Counted(number):
            return comparing.count(state, number)
        case Elapsed():
            return comparing.recounted(state)
        case Agree():
            return comparing.agree(state)
        case Without(staying):
            return comparing.without(state, staying)
        case Unready(positions):
            return comparing.unready(state, positions)
        case LeaveOut(numbers):
            return comparing.leave_out(state, numbers)
        case Oks():
            comparing.check_oks(state, event)
            sent = SentNow(state.run.numbers(state.run.others(event.staying)))
            keys = cards.keys(state.run, event.staying)
            keyed = Keyed(state.run, event.staying, state.seals)
            return keyed, (SendToHost(keys), Show(sent), Wait(BOXES_TIME))
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
            asked = Show(WithoutNow(state.run.numbers(gone)))
            state = replace(state, proposed=staying, tries=TRIES)
            return state, (asked, comparing.number_now(state.run, staying))
        case Agree() | Heard() if state.proposed != state.signed:
            return _agree_late(state, event)
        case _:
            return state, ()
    return Storing(state.run, state.staying, results), (Keep(results.arrivals, state.run.transcript.digest),)


def _agree_late(state: Keyed, event: Agree | Heard) -> Step:
    """Sign fewer behind the keys: a member who agrees, the reader who types their fresh answer."""
    run, fewer = state.run, state.proposed
    if run.reads is isinstance(event, Agree) or not state.tries:
        return state, ()
    if isinstance(event, Heard):
        mode, answer = run.transcript.listing.mode, run.transcript.answer(fewer)
        tries, asked = try_words((answer,), event.typed, mode, state.tries)
        state = replace(state, tries=tries)
        if asked:
            return state, asked
    return replace(state, signed=fewer), (comparing.sign_ok(run, fewer),)


def _receipt(state: Storing, saved: Saved) -> Step:
    """Name the cards that I stored with their pair secrets, since a receipt confirms both."""
    run, stored = state.run, saved.stored
    named = tuple(place for place in stored if place not in saved.without_secret)
    kept = tuple(each.card for each in state.results.arrivals if each.position in stored)
    missing = run.numbers(tuple(place for place in run.others(run.everybody) if place not in stored))
    signature = crypto.sign(run.me.fresh.signing, run.transcript.done(run.position, named))
    receipt = SendToHost(Receipt(run.position, named, signature))
    unkept = [each.position for each in state.results.arrivals if each.position not in stored]
    refused = tuple(Refused(number, "two-versions") for number in run.numbers(tuple(unkept)))
    shown = Show(StoredNow(kept, missing, state.results.refused + refused))
    return Receiving(run, state.staying, state.results, stored), (receipt, shown, Wait(RECEIPTS_TIME))


def _finish(state: Receiving, event: Event) -> Step:
    """Believe a receipt only under its own signature; a member who gave none is not known, not guilty."""
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
        return MemberOver(), (shown, Finish())
    authors = {a.position: a.card.author for a in state.results.arrivals if a.position in state.stored}
    after, begun = member_rounds.begin(run, state.staying, authors)
    return after, (Confirm(confirmed), shown, *begun)


def _signed(run: Run, done: Receipt) -> bool:
    message = run.transcript.done(done.position, done.stored)
    try:
        crypto.verify(run.transcript.signing_key(done.position), message, done.signature)
    except BadSignature:
        return False
    return True


def _number(state: Waiting | Opened | Comparing, position: int) -> int:
    """Return the number of the member who ended the run, or 0 while there are none."""
    if isinstance(state, Comparing) and position in state.run.everybody:
        return state.run.transcript.numbers[position]
    return 0
