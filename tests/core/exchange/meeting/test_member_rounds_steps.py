"""Every state of a member behind the cards with every event: what the table lists, and no more."""

import re
from dataclasses import replace
from typing import Any

import pytest

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
    Show,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.exchange.meeting import host_rounds, member, member_rounds, messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import Agree, Counted, SendToHost, StayNow, TakeReader
from p2pcard.core.exchange.meeting.member_rounds import ROUND_TIME, STAY_TIME, MemberBundling, MemberOver
from p2pcard.core.exchange.meeting.messages import ROUNDS, Bundles, Round, Want
from p2pcard.core.statements import bundle
from tests.recorded import ASKED, HEARD

step: Any = member_rounds.step


FRESH = replace(ASKED, wanted=False)
UNDER_WAY = replace(FRESH, size=0)
LATER = replace(FRESH, round=1)
BOTH = Packed((bundle.fill((), bundle.SMALL)[0],) * 2)
STATES = {
    "fresh": FRESH,
    "asked": ASKED,
    "under way": UNDER_WAY,
    "later": LATER,
    "later, asked": replace(LATER, wanted=True),
    "later, under way": replace(LATER, size=1),
    "asked, done": replace(ASKED, done=True),
    "under way, done": replace(UNDER_WAY, done=True),
    "last": replace(FRESH, round=ROUNDS - 1),
    "all over": replace(FRESH, round=ROUNDS),
    "all over, asked": replace(FRESH, round=ROUNDS, wanted=True),
}
NOTHING, SOMETHING, MUCH = Ready(), Ready(waiting=True), Ready(waiting=True, large=True)
EVENTS = {
    "nothing": NOTHING, "something": SOMETHING, "much": MUCH, "asking": Ready(asking=True), "Packed": BOTH,
    "ROUND": Round(0), "large ROUND": Round(1), "BUNDLES": HEARD[Bundles], "few": Bundles((bytes(528),)),
    "many": Bundles((bytes(528),) * 3), "Busy": Busy(), "PersonDone": PersonDone(), "Stop": Stop(),
    "Elapsed": Elapsed(),
    "Dropped": Dropped(), "ABORT": messages.Abort(Why.BROKEN),
    **{f"another {kind.__name__}": said for kind, said in HEARD.items() if kind not in (Bundles, Round)},
    "People": messages.People(2), "Reader": messages.Reader(b""), "Without": messages.Without((0, 1)),
    "TakeReader": TakeReader(), "Heard": Heard("acme"), "Counted": Counted(4), "Agree": Agree(),
    "Saved": Saved(()),
}  # fmt: skip
ENDS = ("Stop", "Elapsed", "Dropped", "ABORT")
IDLE = [name for name, state in STATES.items() if state.size is None]
FREE = [name for name in IDLE if not STATES[name].wanted]


def listed(name, event):
    """What the table of docs/spec.md, 7.9, says: the next state and what is done, or nothing."""
    state = STATES[name]
    over, asked = MemberOver(), replace(state, wanted=True)
    match event:
        case "nothing" | "asking" | "something" | "much" if name in FREE and not state.done:
            first = event in ("nothing", "asking")
            return (asked, [Want(int(event == "much"))]) if not first or state.round == 0 else None
        case "Busy" if name in FREE and not state.done:
            return asked, [Want(0)]
        case "ROUND" | "large ROUND" if name in IDLE:
            if state.round == ROUNDS:
                return over, [Finish]
            size = int(event != "ROUND")
            waits = [] if state.done else [Wait(STAY_TIME)]
            return replace(state, size=size, wanted=False), [*waits, Pack(state.people, (512, 4096)[size])]
        case "Packed" if name not in IDLE:
            return state, [Bundles]
        case "BUNDLES" if name not in IDLE:
            after = replace(state, size=None, round=state.round + 1)
            return (over, [Unpack, Finish]) if state.done else (after, [Wait(STAY_TIME), Unpack])
        case "PersonDone" if name not in FREE and not state.done:
            return replace(state, done=True), [Wait(ROUND_TIME)]
        case "PersonDone":
            return over, [Finish]
        case _:
            return (over, [Finish]) if event in ENDS else None


def fits(effect, wanted):
    """Whether an effect is the one that is listed: itself, its message, or its kind."""
    done = effect.message if isinstance(effect, SendToHost) else effect
    return done == wanted or type(done) is wanted


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("name", STATES)
def test_a_member_behind_the_cards_does_what_the_table_says_and_nothing_else(name, event):
    before = repr(STATES[name])
    after, effects = step(STATES[name], EVENTS[event])
    expected = listed(name, event)
    assert repr(STATES[name]) == before
    if expected is None:
        assert (after, effects) == (STATES[name], ())
    else:
        assert after == expected[0]
        assert len(effects) == len(expected[1])
        assert all(fits(*pair) for pair in zip(effects, expected[1], strict=True))
    assert member.step(STATES[name], EVENTS[event]) == (after, effects)


def test_the_table_in_the_module_names_each_event_of_this_one():
    rows = re.findall(r"^    MemberBundling +(.*?)  ", member_rounds.__doc__ or "", re.MULTILINE)
    named = {event for row in rows for event in row.split(", ")}
    assert named == {"Ready", "Busy", "ROUND", "Packed", "BUNDLES", "PersonDone", *ENDS}


def test_a_member_stays_for_two_quiet_minutes_and_asks_first_what_there_is():
    people = (b"one", b"")
    authors = {place: b"one" for place in ASKED.run.others(ASKED.staying)[:1]}
    state, effects = member_rounds.begin(ASKED.run, ASKED.staying, authors)
    assert state == MemberBundling(ASKED.run, ASKED.staying, people)
    assert effects == (Show(StayNow()), Wait(STAY_TIME), Look(people))
    assert (STAY_TIME, ROUND_TIME) == (120, 40)
    rest = ROUNDS // host_rounds.UNRESTED
    assert host_rounds.BUNDLES_TIME + max(host_rounds.WANTS_TIME, rest) <= ROUND_TIME
