"""Every state behind the cards with every event, of a member and the host: what the tables list, no more."""

import re
from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core import bundle
from p2pcard.core.exchange import (
    Busy,
    Done,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Look,
    Pack,
    Packed,
    Ready,
    Saved,
    Show,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.meeting import member, messages, passing, relay, rounds
from p2pcard.core.meeting.ending import Why
from p2pcard.core.meeting.events import Agree, Counted, Send, StayNow, TakeReader
from p2pcard.core.meeting.messages import ROUNDS, Bundles, Round, Want
from p2pcard.core.meeting.passing import ROUND_TIME, STAY_TIME, Over, Passing
from p2pcard.core.meeting.stages import Bundling, Ended, From, Late, Left, Pause, Tell, Wanting
from tests import crowd
from tests.peers import room_of

step: Any = passing.step
relay_step: Any = relay.step


def lived():
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


WANTS, ASKED, HEARD = lived()
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
    "many": Bundles((bytes(528),) * 3), "Busy": Busy(), "Done": Done(), "Stop": Stop(), "Elapsed": Elapsed(),
    "Dropped": Dropped(), "ABORT": messages.Abort(Why.BROKEN),
    **{f"another {kind.__name__}": said for kind, said in HEARD.items() if kind not in (Bundles, Round)},
    "People": messages.People(2), "Reader": messages.Reader(b""), "Without": messages.Without((0, 1)),
    "TakeReader": TakeReader(), "Heard": Heard("acme"), "Counted": Counted(), "Agree": Agree(),
    "Saved": Saved(()),
}  # fmt: skip
ENDS = ("Stop", "Elapsed", "Dropped", "ABORT")
IDLE = [name for name, state in STATES.items() if state.size is None]
FREE = [name for name in IDLE if not STATES[name].wanted]


def listed(name, event):  # noqa: C901, PLR0911  # a table in one place
    """What the table of docs/spec.md, 7.9, says: the next state and what is done, or nothing."""
    state = STATES[name]
    over, asked = Over(), replace(state, wanted=True)
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
        case "Done" if name not in FREE and not state.done:
            return replace(state, done=True), [Wait(ROUND_TIME)]
        case "Done":
            return over, [Finish]
        case _:
            return (over, [Finish]) if event in ENDS else None


def fits(effect, wanted):
    """Whether an effect is the one that is listed: itself, its message, or its kind."""
    done = effect.message if isinstance(effect, Send) else effect
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
    rows = re.findall(r"^    Passing +(.*?)   ", passing.__doc__ or "", re.MULTILINE)
    named = {event for row in rows for event in row.split(", ")}
    assert named == {"Ready", "Busy", "ROUND", "Packed", "BUNDLES", "Done", *ENDS}


def test_a_member_stays_for_two_quiet_minutes_and_asks_first_what_there_is():
    people = (b"one", b"")
    authors = {place: b"one" for place in ASKED.run.others(ASKED.staying)[:1]}
    state, effects = passing.begin(ASKED.run, ASKED.staying, authors)
    assert state == Passing(ASKED.run, ASKED.staying, people)
    assert effects == (Show(StayNow()), Wait(STAY_TIME), Look(people))
    assert (STAY_TIME, ROUND_TIME) == (120, 40)
    rest = ROUNDS // rounds.UNRESTED
    assert rounds.BUNDLES_TIME + max(rounds.WANTS_TIME, rest) <= ROUND_TIME


# The host

LINES = WANTS.lines
PLACES = {line: place for place, line in enumerate(LINES.order)}
HAD = Bundles((bytes(528),) * 2)


def played(state, *events):
    """The stage behind some events, and everything that was told, by line."""
    told: dict[int, list[Any]] = {}
    pauses = []
    for event in events:
        state, effects = relay_step(state, event)
        for effect in effects:
            if isinstance(effect, Tell):
                told.setdefault(effect.line, []).append(effect.message)
            pauses += [effect.seconds] if isinstance(effect, Pause) else []
    return state, told, pauses


def test_the_first_round_waits_for_all_and_takes_the_largest_size():
    state, told, _ = played(WANTS, From(0, Want(0)), From(2, Want(1)))
    assert (type(state), told) == (Wanting, {})
    state, told, pauses = played(state, From(1, Want(0)))
    assert isinstance(state, Bundling)
    assert (told, pauses) == ({line: [Round(1)] for line in range(3)}, [rounds.BUNDLES_TIME])


def test_behind_the_receipts_the_host_waits_10_seconds_for_devices_and_30_for_their_bundles():
    state, effects = rounds.begin(LINES, WANTS.staying)
    assert state == WANTS
    assert effects == (Pause(10),)
    assert rounds.BUNDLES_TIME == 30


def test_a_later_round_begins_as_soon_as_anybody_wants_it_and_there_is_no_time_for_it():
    state, _, _ = played(WANTS, Late(), *(From(line, HAD) for line in range(3)))
    assert state == Wanting(LINES, WANTS.staying, {}, number=1)
    assert relay_step(state, Late()) == (state, ())
    assert relay_step(state, Left(2))[0] == replace(state, lines=LINES.without((PLACES[2],)))
    state, told, _ = played(state, From(1, Want(1)))
    assert (type(state), told) == (Bundling, {line: [Round(1)] for line in range(3)})


def test_who_wants_another_round_in_a_round_gets_it_behind():
    state, told, pauses = played(WANTS, Late(), From(1, Want(1)), *(From(line, HAD) for line in range(3)))
    assert state == Bundling(LINES, WANTS.staying, 1, {}, {}, 2)
    assert [[type(each) for each in told[line]] for line in range(3)] == [[Round, Bundles, Round]] * 3
    assert told[0][-1] == Round(1)
    assert pauses == [30, 5, 30]


def test_boxes_of_one_who_left_behind_sending_them_are_handed_out_and_a_silent_ones_are_zeros():
    mine = {line: Bundles((bytes((line,)) * 528, bytes((line + 8,)) * 528)) for line in range(3)}
    state, told, _ = played(WANTS, Late(), From(2, mine[2]), Left(2), From(0, mine[0]), Late(), Late())
    assert isinstance(state, Wanting)
    assert 2 not in {line for line, each in told.items() if any(isinstance(m, Bundles) for m in each)}
    for line in (0, 1):
        others = [place for place in range(3) if place != PLACES[line]]
        boxes = dict(zip(others, told[line][-1].boxes, strict=True))
        for other, box in boxes.items():
            sender = LINES.order[other]
            rank = [place for place in range(3) if place != other].index(PLACES[line])
            assert box == (bytes(528) if sender == 1 else mine[sender].boxes[rank])


@pytest.mark.parametrize("bundling", [False, True])
def test_when_nobody_is_left_nothing_more_is_told(bundling):
    begun = [Late()] if bundling else []
    state, _, _ = played(WANTS, *begun)
    _, told, pauses = played(state, Left(1), Left(2), Left(0), Late(), From(1, Want(0)))
    assert (told, pauses) == ({}, [rounds.FEW_TIME] if bundling else [])
    empty = replace(state, lines=LINES.without(range(3)))
    assert played(empty, Late())[1:] == ({}, [])


@pytest.mark.parametrize("boxes", [0, 1, 3])
def test_a_member_who_sends_another_number_of_boxes_counts_as_gone(boxes):
    state, _, _ = played(WANTS, Late())
    sent = Bundles((bytes(528),) * boxes)
    assert relay_step(state, From(1, sent)) == relay_step(state, Left(1))


@pytest.mark.parametrize("again", [HAD, Bundles((bytes(528), bytes(9)))])
def test_boxes_that_come_twice_in_one_round_change_nothing(again):
    state, _, _ = played(WANTS, Late(), From(1, HAD))
    assert relay_step(state, From(1, again)) == (state, ())


@pytest.mark.parametrize("size", [0, 527, 529, 4112])
def test_a_member_who_sends_a_box_of_another_size_counts_as_gone(size):
    state, _, _ = played(WANTS, Late())
    sent = Bundles((bytes(528), bytes(size)))
    assert relay_step(state, From(1, sent)) == relay_step(state, Left(1))
    assert relay_step(state, From(1, HAD)) != relay_step(state, Left(1))


STAGES = {
    "for the first round": WANTS,
    "in a round": played(WANTS, Late())[0],
    "between two rounds": played(WANTS, Late(), Late())[0],
}


@pytest.mark.parametrize("state", STAGES.values(), ids=STAGES)
def test_when_the_hosts_own_device_leaves_or_counts_as_gone_the_run_is_over_in_every_stage(state):
    assert relay_step(state, Left(0)) == (Ended(), ())
    assert relay_step(state, From(0, messages.Abort(Why.STOPPED))) == (Ended(), ())


def test_where_the_hosts_own_device_is_gone_already_there_are_no_rounds():
    assert rounds.begin(LINES.without((PLACES[0],)), WANTS.staying) == (Ended(), ())
    assert isinstance(rounds.begin(LINES.without((PLACES[1],)), WANTS.staying)[0], Wanting)


@pytest.mark.parametrize("state", STAGES.values(), ids=STAGES)
def test_what_comes_late_from_a_slow_device_changes_nothing(state):
    done = replace(HEARD[messages.Done], position=PLACES[1])
    assert relay_step(state, From(1, done)) == (state, ())
    if isinstance(state, Wanting):
        assert relay_step(state, From(1, HAD)) == (state, ())


@pytest.mark.parametrize("sizes", [(0, 1), (1, 0), (1, 1), (0, 0)])
@pytest.mark.parametrize("state", STAGES.values(), ids=STAGES)
def test_of_what_one_member_wants_the_larger_counts(state, sizes):
    others = [From(line, Want(0)) for line in (0, 2)]
    boxes = [From(line, HAD) for line in range(3)] if isinstance(state, Bundling) else []
    wants = [From(1, Want(size)) for size in sizes]
    _, told, _ = played(state, *wants, *boxes, *others)
    if state is STAGES["between two rounds"]:  # where one is enough
        assert told[0] == [Round(sizes[0])]
    else:
        assert told[0][-1] == Round(max(sizes))
