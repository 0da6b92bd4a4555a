"""Going on without somebody needs everybody who stays, and what comes too late is told what it is."""

from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange.events import Again, Heard, Show, StoredNow
from p2pcard.core.exchange.meeting import comparing, host, host_states, member, messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import Agree, Counted, InNow, NumberNow, SentNow, WithoutNow
from p2pcard.errors import ListWrong, SomebodyLeft
from tests import crowd
from tests.peers import room_of, self_of

step: Any = member.step
relay_step: Any = host.step


@pytest.mark.parametrize("count", [3, 5])
def test_all_others_go_on_without_somebody_who_left_if_each_agrees(count):
    room = room_of(count)
    room.start()
    crowd.type_all(room)
    number = room.devices[1].last(NumberNow).number
    room.leave(1)
    stay = [device for line, device in enumerate(room.devices) if line != 1]
    assert all(device.last(WithoutNow) == WithoutNow(()) for device in stay)  # nobody counted yet
    assert sum(bool(device.last(NumberNow).answer) for device in stay) == 1
    crowd.confirm_all(room)
    assert not any(device.last(SentNow) for device in stay[1:]) or count == 0
    crowd.agree(room)
    crowd.confirm_all(room)
    for device in stay:
        assert set(device.stored) == {other.me.card for other in stay} - {device.me.card}
        assert device.last(StoredNow).missing == (number,)


def test_the_host_may_propose_to_go_on_without_those_who_did_not_confirm():
    room = room_of(4)
    room.start()
    crowd.type_all(room)
    room.person(1, Counted(4))
    room.person(2, Counted(4))
    room.host(host_states.GoOn((room.devices[3].state.run.position,)))
    assert isinstance(room.devices[3].ended, SomebodyLeft)
    crowd.agree(room)
    crowd.confirm_all(room)
    assert [len(device.stored) for device in room.devices] == [2, 2, 2, 0]


@pytest.mark.parametrize("lines", [(1, 2), (0,), (0, 1), ()])
def test_nothing_that_the_hosts_person_proposes_ends_a_run(lines):
    """Leaving out the reader, or all but one, would need a new run, so that it is not even proposed."""
    room = room_of(3)
    room.start()
    before = room.relay
    room.host(host_states.GoOn(tuple(room.devices[line].state.run.position for line in lines)))
    assert room.relay == before
    assert not any(device.ended or device.last(WithoutNow) for device in room.devices)


def test_a_device_that_sent_its_keys_still_signs_for_fewer_but_sends_no_more():
    room = room_of(4, bend=lambda line, m, down: () if isinstance(m, messages.Boxes) else (m,))
    room.start()
    crowd.careful(room)
    state = room.devices[1].state
    reader, mine = state.run.transcript.reader, state.run.position
    fewer = tuple(sorted({reader, mine, *state.run.others(state.staying)[:1]}))
    assert step(state, Agree()) == (state, ())
    state, effects = step(state, messages.Without(fewer))
    assert isinstance(effects[0].screen, WithoutNow)
    assert isinstance(effects[1].screen, NumberNow)
    again, effects = step(state, Agree())
    assert [type(each.message) for each in effects] == [messages.Ok]
    assert step(again, Agree()) == (again, ())  # one signature is enough
    assert step(state, messages.Without(state.staying)) == (state, ())


def test_behind_the_keys_the_reader_signs_for_fewer_only_once_their_new_word_was_typed():
    """Their yes alone would let keys go to those who stay without a word said between them and the reader."""
    room = room_of(4, bend=lambda line, m, down: () if isinstance(m, messages.Boxes) else (m,))
    room.start()
    crowd.careful(room)
    state = room.devices[0].state
    assert state.run.reads
    fewer = tuple(sorted({state.run.position, *state.run.others(state.staying)[:2]}))
    word = state.run.transcript.answer(fewer)
    other = "absurd" if word != "absurd" else "acme"
    assert step(state, Heard(word)) == (state, ())  # nobody left
    state, effects = step(state, messages.Without(fewer))
    assert effects[1].screen.answer is None
    assert step(state, Agree()) == (state, ())
    again, effects = step(state, Heard("no word at all"))
    assert (again, effects) == (state, (Show(Again(differs=False, left=3, typed="no word at all")),))
    signed, effects = step(state, Heard(word))
    assert [type(each.message) for each in effects] == [messages.Ok]
    assert step(signed, Heard(word)) == (signed, ())
    for left in (2, 1, 0):
        state, effects = step(state, Heard(other))
        assert effects == (Show(Again(differs=True, left=left, typed=other)),)
    assert step(state, Heard(word)) == (state, ())  # there are no more tries, and what was sent stays sent
    two = fewer if len(fewer) == 2 else tuple(sorted({state.run.position, fewer[-1], fewer[0]}))[:2]
    fewest = two if state.run.position in two else (*two[:1], state.run.position)
    state, _ = step(state, messages.Without(tuple(sorted(fewest))))
    assert state.tries == 3


def test_whoever_stays_with_the_last_number_is_shown_the_new_word_behind_the_keys():
    room = room_of(4, bend=lambda line, m, down: () if isinstance(m, messages.Boxes) else (m,))
    room.start()
    crowd.careful(room)
    transcript = room.devices[0].state.run.transcript
    gone = transcript.answerer(transcript_places(transcript))
    fewer = tuple(place for place in transcript_places(transcript) if place != gone)
    shown = {}
    for device in room.devices:
        if device.state.run.position != gone:
            _, effects = step(device.state, messages.Without(fewer))
            shown[device.state.run.position] = effects[1].screen.answer
    assert [place for place, answer in shown.items() if answer] == [transcript.answerer(fewer)]
    assert shown[transcript.answerer(fewer)] == transcript.answer(fewer) != transcript.answer((*fewer, gone))


def transcript_places(transcript):
    return tuple(range(transcript.count))


def test_whoever_got_ready_meanwhile_is_not_left_out():
    room = room_of(4)
    room.start()
    state = room.relay
    assert isinstance(state, host_states.Confirming)
    all_but_reader = {place: b"" for place in state.staying if place != state.lines.reader}
    full = host_states.Confirming(state.lines, state.staying, all_but_reader)
    assert relay_step(full, host_states.GoOn(tuple(all_but_reader)[:1])) == (full, ())
    assert relay_step(state, host_states.GoOn(tuple(all_but_reader)[:1])) != (state, ())
    assert relay_step(state, host_states.GoOn(())) == (state, ())


@pytest.mark.parametrize("counted", [0, 1, 2])
def test_nobody_begins_alone(counted):
    alone, _ = relay_step(host_states.Gathering(), host_states.From(0, self_of("P1").join))
    told = Show(host_states.NotStartedNow(counted, 1))
    assert relay_step(alone, host_states.Begin(counted)) == (alone, (told,))


@pytest.mark.parametrize("counted", [2, 4])
def test_a_host_whose_person_counts_another_number_than_there_are_devices_does_not_begin_but_is_told(counted):
    room = room_of(3)
    gathered = room.relay
    room.start(counted)
    assert room.relay == gathered
    assert room.host_shown[-1] == host_states.NotStartedNow(counted, 3)
    room.start(3)
    assert isinstance(room.relay, host_states.Confirming)


def test_the_hosts_person_is_told_that_a_device_came_or_went_and_not_how_many_there_are():
    room = room_of(3)
    room.leave(2)
    came, went = host_states.CameNow(here=True), host_states.CameNow(here=False)
    assert room.host_shown == [came, came, went]
    assert [device.shown for device in room.devices] == [[InNow()]] * 3


@pytest.mark.parametrize("said", [
    messages.Want(0), messages.Abort(Why.STOPPED), self_of("P1").join, messages.People(3),
])  # fmt: skip
def test_before_the_start_a_host_whose_own_device_breaks_the_rules_is_over_as_if_it_had_left(said):
    room = room_of(3)
    left = relay_step(room.relay, host_states.Left(0))
    assert left[0] == host_states.Ended()
    assert relay_step(room.relay, host_states.From(0, said)) == left
    room.host(host_states.From(0, said))
    room.start()
    assert isinstance(room.relay, host_states.Ended)


def test_before_the_start_the_others_are_told_why_the_hosts_person_ends_it():
    room = room_of(3)
    room.host(host_states.From(0, messages.Abort(Why.LEFT)))
    assert all(isinstance(device.ended, SomebodyLeft) for device in room.devices[1:])


@pytest.fixture
def compared():
    """A member who typed and counted in a room of four, and so signed for all."""
    room = room_of(4)
    room.start()
    crowd.type_all(room)
    return next(device.state for device in room.devices if not device.state.run.reads)


def test_only_a_proper_part_of_those_before_with_me_and_the_reader_is_fewer(compared):
    run, all_of_them = compared.run, compared.staying
    both = {run.position, run.transcript.reader}
    three = tuple(sorted({*both, *[each for each in all_of_them if each not in both][:1]}))
    assert comparing.is_fewer(run, all_of_them, three)
    assert comparing.is_fewer(run, all_of_them, tuple(sorted(both)))
    assert not comparing.is_fewer(run, all_of_them, all_of_them)
    assert not comparing.is_fewer(run, three, all_of_them)
    for needed in both:
        assert not comparing.is_fewer(run, all_of_them, tuple(each for each in three if each != needed))


def test_good_signatures_over_another_list_than_the_one_i_signed_count_for_nothing():
    room = room_of(3)
    room.start()
    crowd.type_all(room)
    by_place = {device.state.run.position: device.state for device in room.devices}
    mine = next(state for state in by_place.values() if not state.run.reads)
    fewer = tuple(sorted({mine.run.position, mine.run.transcript.reader}))
    made: list[Any] = [comparing.sign_ok(by_place[place].run, fewer).message for place in fewer]
    oks = messages.Oks(fewer, tuple(each.signature for each in made))
    comparing.check_oks(replace(mine, signed=fewer), oks)
    with pytest.raises(ListWrong):
        comparing.check_oks(replace(mine, signed=mine.staying), oks)


def test_signatures_of_another_number_or_that_do_not_hold_count_for_nothing(compared):
    run, staying = compared.run, compared.staying
    signed = replace(compared, signed=staying)
    fewer = tuple(each for each in staying if each in (run.position, run.transcript.reader))
    for state, oks in (
        (signed, messages.Oks(fewer, (bytes(64),) * 2)),
        (signed, messages.Oks(staying, (bytes(64),) * 3)),
        (signed, messages.Oks(staying, (bytes(64),) * 4)),
        (replace(compared, signed=()), messages.Oks((), ())),
    ):
        with pytest.raises(ListWrong):
            comparing.check_oks(state, oks)


def test_a_list_that_is_not_of_fewer_of_those_who_stay_ends_the_run():
    room = room_of(4)
    room.start()
    crowd.type_all(room)
    state = room.devices[1].state
    for staying in (state.staying, (), (0, 1, 2, 9)):
        with pytest.raises(ListWrong):
            step(state, messages.Without(staying))
