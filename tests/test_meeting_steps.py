"""Every state of member and host with every event: what the tables list, and what they do not."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange import Busy, Done, Dropped, Elapsed, Heard, Packed, Ready, Saved, Stop
from p2pcard.core.meeting import member, messages, relay, stages
from p2pcard.core.meeting.comparing import Comparing
from p2pcard.core.meeting.ending import Why
from p2pcard.core.meeting.events import Agree, Counted, TakeReader
from p2pcard.core.meeting.member import Keyed, Receiving, Storing, Waiting
from p2pcard.core.meeting.opening import Opened
from p2pcard.core.meeting.passing import Over
from p2pcard.core.meeting.stages import (
    Begin,
    Bundling,
    Confirming,
    Ended,
    From,
    Gathering,
    GoOn,
    Keying,
    Late,
    Left,
    Opening,
    Receipting,
    Sealing,
    Wanting,
)
from p2pcard.errors import (
    MeetingBroken,
    MeetingStopped,
    Refusal,
    TookTooLong,
)
from tests import crowd
from tests.peers import Room, room_of, self_of

step: Any = member.step
relay_step: Any = relay.step
LINE = 1  # whose steps are recorded


class Recorded(Room):
    """A room that remembers the first state of each kind, of one member and of the host."""

    def __init__(self, *arguments):
        self.states, self.hosts = {}, {}
        super().__init__(*arguments)

    def _event(self, line, event):
        super()._event(line, event)
        if line == LINE:
            self.states.setdefault(type(self.devices[line].state), self.devices[line].state)

    def _relay(self, event):
        super()._relay(event)
        self.hosts.setdefault(type(self.relay), self.relay)


def lived():
    """A whole run: states, stages, the last messages down and up, and LINE's state after typing."""
    down: dict[type, Any] = {}
    up: dict[type, Any] = {}

    def bend(line, message, is_down):
        if line == LINE:
            (down if is_down else up)[type(message)] = message
        return (message,)

    names = ["P1", "P2", "P3", "P4"]
    room = Recorded([self_of(name) for name in names], names, bend)
    room.start()
    crowd.type_all(room)
    typed = room.devices[LINE].state
    crowd.confirm_all(room)
    room.done()
    return room.states, room.hosts, down, up, typed


STATES, HOST, DOWN, UP, TYPED = lived()
RUN = STATES[Comparing].run
FEWER = messages.Without(tuple(sorted({RUN.position, RUN.transcript.reader, RUN.others(RUN.everybody)[-1]})))
EVENTS = {
    "JOIN": UP[messages.Join], "PEOPLE": messages.People(4), "READ": messages.Read(),
    "READER": messages.Reader(b""),
    "LIST": DOWN[messages.Listing], "OPEN": UP[messages.Open], "OPENS": DOWN[messages.Opens],
    "SEAL": UP[messages.Seal], "SEALS": DOWN[messages.Seals], "OK": UP[messages.Ok],
    "OKS": DOWN[messages.Oks],
    "KEYS": UP[messages.Keys], "BOXES": DOWN[messages.Boxes], "DONE": UP[messages.Done],
    "DONES": DOWN[messages.Dones], "WITHOUT": FEWER, "ABORT": messages.Abort(Why.STOPPED),
    "WANT": UP[messages.Want], "ROUND": DOWN[messages.Round], "BUNDLES": UP[messages.Bundles],
    "TakeReader": TakeReader(), "Heard": Heard(" ".join(RUN.transcript.phrase)), "Counted": Counted(),
    "Agree": Agree(), "Stop": Stop(), "Elapsed": Elapsed(), "Dropped": Dropped(), "Saved": Saved((0,)),
    "Ready": Ready(), "Packed": Packed((bytes(512),) * 3), "Busy": Busy(), "Done": Done(),
}  # fmt: skip
ORDER = (Waiting, Opened, Comparing, Keyed, Storing, Receiving, Over)  # Passing has a table of its own


def member_table():
    """What member.__doc__ lists: (state, event) -> the name of the next state, or "refused"."""
    listed = {}
    names = {kind.__name__: (kind,) for kind in ORDER} | {"before": (Waiting, Opened, Comparing)}
    rows = [line for line in member.__doc__.splitlines() if line.startswith("    ")]
    for row in rows[1:]:
        before, events, after = row[4:15].strip(), row[15:45], row[45:].split()[0]
        for event in set(re.findall(r"\w+", events)) & set(EVENTS):
            listed.update({(kind, event): after for kind in names[before]})
    return listed


LISTED = member_table()
NO_CLOCK = {(Waiting, "Elapsed")}  # no time is running there


def ready_for(kind, name):
    """A state of this kind in which the listed step can be seen."""
    if kind is Comparing and name == "OKS":
        return step(TYPED, Counted())[0]
    if kind is Comparing and name == "Counted":
        return TYPED
    if kind is Keyed and name == "Agree":
        return step(STATES[Keyed], FEWER)[0]
    return STATES[kind]


def test_the_table_of_the_member_was_read():
    assert set(STATES) >= set(ORDER)
    assert LISTED[Opened, "OPENS"] == "Comparing"
    assert LISTED[Waiting, "Stop"] == "refused"
    assert len(LISTED) > 35


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize("kind", ORDER)
def test_a_member_does_what_its_table_says_and_nothing_else(kind, name):
    state = ready_for(kind, name)
    listed = LISTED.get((kind, name))
    if listed and listed != "refused":
        after, _ = step(state, EVENTS[name])
        assert type(after).__name__ == listed
    elif listed == "refused":
        expected = {
            "Stop": MeetingStopped,
            "ABORT": MeetingStopped,
            "Elapsed": TookTooLong,
            "Dropped": MeetingBroken,
        }
        with pytest.raises(MeetingBroken if (kind, name) in NO_CLOCK else expected[name]):
            step(state, EVENTS[name])
    elif kind in (Waiting, Opened, Comparing):
        with pytest.raises(MeetingBroken):
            step(state, EVENTS[name])
    else:
        assert step(state, EVENTS[name]) == (state, ())


@pytest.mark.parametrize("kind", ORDER)
def test_no_step_of_a_member_changes_the_state_it_came_from(kind):
    for name, event in EVENTS.items():
        state = ready_for(kind, name)
        before = repr(state)
        with suppress(Refusal):
            step(state, event)
        assert repr(state) == before


# The host

WHOSE = {
    Gathering: {"JOIN", "READ"}, Opening: {"OPEN"}, Sealing: {"SEAL"}, Confirming: {"OK"}, Keying: {"KEYS"},
    Receipting: {"DONE"}, Wanting: {"WANT"}, Bundling: {"WANT", "BUNDLES"}, Ended: set(),
}  # fmt: skip
BEHIND = (Keying, Receipting, Wanting, Bundling)
WITHOUT_HARM = {
    *((kind, "OK") for kind in BEHIND),  # from a device that was asked before the keys went
    *((Wanting, "DONE"), (Bundling, "DONE"), (Wanting, "BUNDLES")),  # from a device that was slow
}
MESSAGES = [name for name in EVENTS if name.isupper()]


def fresh(kind):
    """The first state of a stage: nothing of LINE's is in it yet, but in Gathering it has joined."""
    return HOST[kind] if kind is not Gathering else gathered()


def gathered():
    state: Any = Gathering()
    for line in range(4):
        state, _ = relay_step(state, From(line, self_of(f"P{line + 1}").join))
    return state


def ready(kind):
    state = fresh(kind)
    had = {place: value for place, value in getattr(state, "had", {}).items() if place != RUN.position}
    return state if kind in (Gathering, Ended) else type(state)(**{**fields(state), "had": had})


def fields(state):
    return {name: getattr(state, name) for name in state.__dataclass_fields__}


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("kind", WHOSE)
def test_the_host_takes_one_message_at_each_stage_and_any_other_is_leaving(kind, name):
    state = ready(kind)
    after, told = relay_step(state, From(LINE, EVENTS[name]))
    left = relay_step(state, Left(LINE))
    if kind is Gathering and name in ("JOIN", "READ"):
        assert (after.joined, after.reader) == (state.joined, LINE) or name == "JOIN"
        return
    if kind is Ended:
        assert after == state
        assert told == ((stages.Tell(LINE, messages.Abort(Why.STARTED)),) if name == "JOIN" else ())
    elif name in WHOSE[kind]:
        taken = {**getattr(after, "had", {}), **getattr(after, "again", {})}
        assert RUN.position in taken or type(after) is not kind
        assert (after, told) != left
    elif (kind, name) in WITHOUT_HARM:
        assert (after, told) == (state, ())
    elif name == "ABORT" and kind in (Opening, Sealing, Confirming):
        assert isinstance(after, Ended)
        assert {each.message for each in told} == {messages.Abort(Why.STOPPED, RUN.position)}
        assert LINE not in {each.line for each in told}
    else:
        assert (after, told) == left
        assert left != (state, ())


def test_a_receipt_under_another_position_is_leaving():
    state = ready(Receipting)
    other = replace(EVENTS["DONE"], position=RUN.others(RUN.everybody)[0])
    assert relay_step(state, From(LINE, other)) == relay_step(state, Left(LINE))


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("kind", [kind for kind in WHOSE if kind is not Gathering])
def test_a_line_that_is_not_of_the_run_is_told_that_it_has_started_and_else_not_heard(kind, name):
    after, told = relay_step(ready(kind), From(99, EVENTS[name]))
    assert after == ready(kind)
    assert told == ((stages.Tell(99, messages.Abort(Why.STARTED)),) if name == "JOIN" else ())
    assert relay_step(ready(kind), Left(99)) == (ready(kind), ())


@pytest.mark.parametrize("name", [name for name in MESSAGES if name != "JOIN"])
def test_a_line_that_has_not_joined_is_not_heard(name):
    assert relay_step(gathered(), From(99, EVENTS[name])) == (gathered(), ())
    assert relay_step(gathered(), Left(99)) == (gathered(), ())


NEXT = {
    (Gathering, Begin): Opening, (Gathering, GoOn): Gathering, (Gathering, Late): Gathering,
    (Opening, Begin): Opening, (Opening, GoOn): Opening, (Opening, Late): Ended,
    (Sealing, Begin): Sealing, (Sealing, GoOn): Sealing, (Sealing, Late): Ended,
    (Confirming, Begin): Confirming, (Confirming, GoOn): Ended, (Confirming, Late): Confirming,
    (Keying, Begin): Keying, (Keying, GoOn): Keying, (Keying, Late): Receipting,
    (Receipting, Begin): Receipting, (Receipting, GoOn): Receipting, (Receipting, Late): Wanting,
    (Wanting, Begin): Wanting, (Wanting, GoOn): Wanting, (Wanting, Late): Bundling,
    (Bundling, Begin): Bundling, (Bundling, GoOn): Bundling, (Bundling, Late): Wanting,
    (Ended, Begin): Ended, (Ended, GoOn): Ended, (Ended, Late): Ended,
}  # fmt: skip


@pytest.mark.parametrize(("pair", "then"), NEXT.items(), ids=lambda each: str(getattr(each, "__name__", "")))
def test_what_the_hosts_person_and_clock_bring_about(pair, then):
    """GoOn where nobody but the reader would stay ends the run; other cases of GoOn are in test_meeting."""
    kind, event = pair
    state = HOST[kind] if kind is not Gathering else gathered()
    after, told = relay_step(state, event())
    assert type(after) is then
    if then is kind:
        assert (after, told) == (state, ())


def test_who_leaves_after_the_boxes_or_again_is_not_waited_for():
    state = ready(Receipting)
    after, _ = relay_step(state, Left(LINE))
    told = [each.line for each in relay_step(after, Late())[1] if isinstance(each, stages.Tell)]
    assert len(set(told)) == 3
    assert LINE not in told
    confirming, _ = relay_step(ready(Confirming), Left(LINE))
    assert relay_step(confirming, Left(LINE)) == (confirming, ())
    assert relay_step(confirming, From(LINE, EVENTS["OK"])) == (confirming, ())
    everybody = room_of(4)
    everybody.start()
    crowd.type_all(everybody)
    crowd.confirm_all(everybody)
    behind = everybody.relay
    everybody.host(GoOn())
    assert isinstance(behind, Wanting)
    assert everybody.relay == behind
    everybody.done()
    everybody.host(GoOn())
    assert isinstance(everybody.relay, Ended)
