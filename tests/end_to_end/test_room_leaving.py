"""People who leave a meeting, at any moment and in any way: nobody holds anything half, and all are told."""

import signal

import pytest

from tests.network import needs_networks, network
from tests.people import people
from tests.rooms import Room, come

pytestmark = needs_networks


def kill_and_wait(room, who):
    who.kill()
    room.until(lambda: who.ended)


def test_a_member_who_dies_before_the_start_is_not_counted_any_more(tmp_path):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        come(room)
        kill_and_wait(room, room.people[2])
        room.meet()
        assert room.all_hold_all(but=[room.people[2]])
        assert room.people[2].held == set()


@pytest.mark.parametrize("moment", ["after the phrase", "after the count"])
def test_u22_a_member_who_dies_is_left_out_if_the_others_agree(tmp_path, moment):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        come(room)
        room.begin()
        gone = room.others[-1]
        if moment == "after the count":
            room.read()
            for person in room.others:
                person.say(counted=3)
            room.until(lambda: all(person.last("waiting") for person in room.others))
        kill_and_wait(room, gone)
        if moment == "after the phrase":
            room.read()
        (number,) = {1, 2, 3} - {person.last("number")["number"] for person in room.present}
        room.go_on()
        room.over()
        assert room.all_hold_all(but=[gone])
        assert gone.held == set()
        for person in room.people:
            if person is not gone:
                counted = moment == "after the count" and person is not room.people[0]  # who reads
                assert person.last("without")["numbers"] == ([number] if counted else [])
                assert person.last("stored")["missing"] == [number]
                assert person.code == 0, person.complaint


@pytest.mark.parametrize("who", ["a member", "the host"])
def test_u22_who_dies_as_cards_travel_holds_all_or_none_and_one_more_meeting_brings_the_rest(tmp_path, who):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        come(room)
        room.begin()
        room.read()
        gone = room.host if who == "the host" else room.others[-1]
        room.confirm(room.count_off())
        room.until(lambda: gone.last("sent"))
        gone.kill()
        room.over()
        names = {person.name for person in room.people}
        assert gone.held in (set(), names - {gone.name})
        for person in room.people:
            if person is gone:
                continue
            if not person.last("sent"):  # the last OK died with the host: nothing left this device
                assert person.last("aborted")["reason"] == "broken"
                assert person.held == set()
                continue
            shown = person.last("stored")
            assert person.code == (1 if shown["missing"] else 0), person.complaint
            assert ("Cards are missing:" in person.complaint) == bool(shown["missing"])
            assert person.held == {each["name"] for each in shown["cards"]}
            assert len(shown["missing"]) == 2 - len(person.held)
            told = person.last("receipts")
            assert len(told["stored"] + told["not_stored"] + told["unknown"]) == 2
        for person in room.people:
            person.meet()
        room.meet()
        assert room.all_hold_all()
        assert [person.code for person in room.people] == [0, 0, 0]


def test_where_the_host_dies_before_the_start_another_takes_its_place(tmp_path):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        come(room)
        kill_and_wait(room, room.people[0])
        room.meet()
        assert room.all_hold_all(but=[room.people[0]])


@pytest.mark.parametrize("moment", ["after the phrase", "after the count"])
def test_where_the_host_dies_all_are_told_and_nothing_is_stored(tmp_path, moment):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        come(room)
        room.begin()
        if moment == "after the count":
            room.read()
            for person in room.others:
                person.say(counted=3)
        room.host.kill()
        room.over()
        for person in room.people:
            assert person.held == set()
        for person in room.people[1:]:
            assert person.last("aborted")["reason"] == "broken"
            assert person.code == 1
            assert "The line to the device that started the meeting broke." in person.complaint


@pytest.mark.parametrize("who", ["a member", "the host"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_whoever_is_ended_from_outside_takes_leave_of_the_others(tmp_path, who, number):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        come(room)
        room.begin()
        ended = room.host if who == "the host" else room.others[-1]
        ended.kill(number)
        room.over()
        for person in room.people:
            assert person.held == set()
            if person is not ended:
                assert person.last("aborted")["reason"] == "stopped"
                assert person.code == 1
        assert "Traceback" not in ended.complaint


def test_whoever_never_types_the_count_is_left_out_when_the_host_goes_on(tmp_path):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        come(room)
        room.begin()
        room.read()
        typing, silent = room.others
        number = silent.last("number")["number"]
        room.host.say(leave_out=[number])  # too early: the host's person has not done their own part
        room.until(lambda: room.host.last("ignored"))
        typing.say(counted=3)
        room.host.say(heard=room.answer())
        room.until(lambda: (told := room.host.last("not-ready")) and told["numbers"] == [number])
        assert not any(person.last("without") for person in room.people)
        room.host.say(leave_out=[number])
        room.until(lambda: silent.ended)
        assert silent.last("aborted")["reason"] == "left"
        room.go_on()
        room.over()
        assert room.all_hold_all(but=[silent])
        assert silent.held == set()


@pytest.mark.parametrize("words", [("meet", "--host"), ("swap",)])
def test_whoever_can_type_nothing_more_leaves_at_once(tmp_path, words):
    with network(1) as bed, Room(*people(1, tmp_path, bed.hosts)) as room:
        (person,) = room.people
        python, module, name, home, folder, _, *words = person.words(*words)
        code, printed, complaint = person.run_as((python, module, name, home, folder, *words))
        assert code == 1
        assert "Traceback" not in printed + complaint
