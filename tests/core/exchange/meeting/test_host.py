"""Every stage of the host with every message, and with what its person and its clock bring about."""

from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange.meeting import host, host_states, member, messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.host_states import (
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
from tests import crowd
from tests.peers import room_of, self_of
from tests.recorded import EVENTS, HOST, LINE, RUN

relay_step: Any = host.step


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
        assert told == ((host_states.Tell(LINE, messages.Abort(Why.STARTED)),) if name == "JOIN" else ())
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
    assert told == ((host_states.Tell(99, messages.Abort(Why.STARTED)),) if name == "JOIN" else ())
    assert relay_step(ready(kind), Left(99)) == (ready(kind), ())


@pytest.mark.parametrize("name", [name for name in MESSAGES if name != "JOIN"])
def test_a_line_that_has_not_joined_is_not_heard(name):
    assert relay_step(gathered(), From(99, EVENTS[name])) == (gathered(), ())
    assert relay_step(gathered(), Left(99)) == (gathered(), ())


NEXT = {
    (Gathering, Begin): Opening, (Gathering, GoOn): Gathering, (Gathering, Late): Gathering,
    (Opening, Begin): Opening, (Opening, GoOn): Opening, (Opening, Late): Ended,
    (Sealing, Begin): Sealing, (Sealing, GoOn): Sealing, (Sealing, Late): Ended,
    (Confirming, Begin): Confirming, (Confirming, GoOn): Confirming, (Confirming, Late): Confirming,
    (Keying, Begin): Keying, (Keying, GoOn): Keying, (Keying, Late): Receipting,
    (Receipting, Begin): Receipting, (Receipting, GoOn): Receipting, (Receipting, Late): Wanting,
    (Wanting, Begin): Wanting, (Wanting, GoOn): Wanting, (Wanting, Late): Bundling,
    (Bundling, Begin): Bundling, (Bundling, GoOn): Bundling, (Bundling, Late): Wanting,
    (Ended, Begin): Ended, (Ended, GoOn): Ended, (Ended, Late): Ended,
}  # fmt: skip


@pytest.mark.parametrize(("pair", "then"), NEXT.items(), ids=lambda each: str(getattr(each, "__name__", "")))
def test_what_the_hosts_person_and_clock_bring_about(pair, then):
    """GoOn where nobody would stay changes nothing; other cases are in test_comparing_without."""
    kind, event = pair
    state = HOST[kind] if kind is not Gathering else gathered()
    happened = {Begin: Begin(4), GoOn: GoOn((0, 1, 2, 3)), Late: Late()}[event]
    after, told = relay_step(state, happened)
    assert type(after) is then
    if then is kind:
        assert (after, told) == (state, ())


def test_who_leaves_after_the_boxes_or_again_is_not_waited_for():
    state = ready(Receipting)
    after, _ = relay_step(state, Left(LINE))
    told = [each.line for each in relay_step(after, Late())[1] if isinstance(each, host_states.Tell)]
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
    everybody.host(GoOn((0,)))
    assert isinstance(behind, Wanting)
    assert everybody.relay == behind
    everybody.done()
    everybody.host(GoOn((0,)))
    assert isinstance(everybody.relay, Ended)


def test_two_are_enough_to_begin():
    two = Gathering({line: self_of(f"P{line}").join for line in (0, 1)})
    after, told = relay_step(two, Begin(2))
    assert isinstance(after, Opening)
    assert {each.line for each in told if isinstance(each, host_states.Tell)} == {0, 1}


def test_devices_have_so_many_seconds_at_each_stage_and_members_wait_longer_than_the_host():
    assert (host.OPENS_TIME, host.KEYS_TIME, host.RECEIPTS_TIME) == (50, 30, 10)
    assert (member.OPENS_TIME, member.BOXES_TIME, member.RECEIPTS_TIME) == (60, 40, 20)


def test_who_comes_as_the_room_is_full_or_with_what_another_sent_is_told_so():
    state: Any = Gathering()
    joins = [
        replace(EVENTS["JOIN"], commitment=number.to_bytes(32, "big")) for number in range(messages.MOST)
    ]
    for line, join in enumerate(joins[:-1]):
        state, _ = relay_step(state, From(line, join))
    again = relay_step(state, From(messages.MOST, joins[0]))
    assert again == (state, (host_states.Tell(messages.MOST, messages.Abort(Why.LIST)),))
    state, _ = relay_step(state, From(messages.MOST, joins[-1]))
    late = relay_step(state, From(messages.MOST + 1, EVENTS["JOIN"]))
    assert late == (state, (host_states.Tell(messages.MOST + 1, messages.Abort(Why.FULL)),))


def test_an_ok_over_a_list_that_has_been_overtaken_changes_nothing():
    state = ready(Confirming)
    fewer = replace(EVENTS["OK"], staying=EVENTS["OK"].staying[:-1])
    assert relay_step(state, From(LINE, fewer)) == (state, ())


def test_where_too_few_would_stay_one_who_leaves_ends_the_run():
    pair = room_of(2)
    pair.start()
    crowd.type_all(pair)
    state, told = relay_step(pair.relay, Left(1))
    assert isinstance(state, Ended)
    assert {each.message.why for each in told} == {Why.LEFT}
