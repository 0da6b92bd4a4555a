"""Every state of a member with every event: what the table lists, and what it does not."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange.meeting import comparing, member, messages
from p2pcard.core.exchange.meeting.comparing import Comparing
from p2pcard.core.exchange.meeting.events import Counted
from p2pcard.core.exchange.meeting.member import Keyed, Receiving, Storing, Waiting
from p2pcard.core.exchange.meeting.member_rounds import MemberOver
from p2pcard.core.exchange.meeting.opening import Opened
from p2pcard.errors import (
    MeetingBroken,
    MeetingStopped,
    Refusal,
    TookTooLong,
)
from tests.recorded import EVENTS, FEWER, RUN, STATES, TYPED

step: Any = member.step
ORDER = (
    Waiting,
    Opened,
    Comparing,
    Keyed,
    Storing,
    Receiving,
    MemberOver,
)  # MemberBundling has a table of its own


def member_table():
    """What member.__doc__ lists: (state, event) -> the name of the next state, or "refused"."""
    listed = {}
    names = {kind.__name__: (kind,) for kind in ORDER} | {"before": (Waiting, Opened, Comparing)}
    rows = [line for line in member.__doc__.splitlines() if line.startswith("    ")]
    for row in rows[1:]:
        before, events, after = row[4:15].strip(), row[15:46], row[46:].split()[0]
        for event in set(re.findall(r"\w+", events)) & set(EVENTS):
            listed.update({(kind, event): after for kind in names[before]})
    return listed


LISTED = member_table()


def ready_for(kind, name):
    """A state of this kind in which the listed step can be seen."""
    if kind is Comparing and name in ("OKS", "LeaveOut"):
        return step(TYPED, Counted(4))[0]
    if kind is Comparing and name == "Counted":
        return TYPED
    if kind is Comparing and name == "Elapsed":
        return step(TYPED, Counted(5))[0]
    if kind is Keyed and name in ("Agree", "Heard"):
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
        with pytest.raises(expected[name]):
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


@pytest.mark.parametrize("count", [0, 2, 4])
def test_boxes_for_another_number_of_people_change_nothing(count):
    assert step(STATES[Keyed], messages.Boxes((bytes(48),) * count)) == (STATES[Keyed], ())


def test_people_have_half_an_hour_to_read_type_and_count():
    assert comparing.TALK_TIME == 1800


def test_seals_come_once_and_one_for_each_or_the_run_is_broken():
    seals = EVENTS["SEALS"]
    had, _ = step(STATES[Comparing], seals)
    for state, bent in ((had, seals), (STATES[Comparing], messages.Seals(seals.seals[:-1]))):
        with pytest.raises(MeetingBroken):
            step(state, bent)


def test_a_receipt_that_is_not_signed_by_its_sender_counts_for_nothing():
    dones = EVENTS["DONES"]
    bent = messages.Dones(
        tuple(
            each if each.position == RUN.position else replace(each, signature=bytes(64))
            for each in dones.receipts
        )
    )
    believed, doubted = (step(STATES[Receiving], each)[1][0].arrivals for each in (dones, bent))
    assert len(believed) == 3
    assert doubted == ()
