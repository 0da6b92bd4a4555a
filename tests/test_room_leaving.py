"""People who leave a meeting, at any moment and in any way: nobody holds anything half, and all are told."""

import signal

import pytest

from p2pcard.core.meeting.ending import Why
from p2pcard.core.meeting.messages import Abort
from tests.network import needs_networks, network
from tests.people import people
from tests.rooms import Room, come
from tests.strangers import Stranger, door_of

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
                person.say(counted=True)
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
                assert person.last("without") == {"event": "without", "numbers": [number], "people": 2}
                assert person.last("stored")["missing"] == [number]
                assert person.code == 0, person.complaint


@pytest.mark.parametrize("who", ["a member", "the host"])
def test_u22_whoever_dies_while_cards_travel_holds_all_or_none(tmp_path, who):
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
            assert person.code == 0, person.complaint
            shown = person.last("stored")
            assert person.held == {each["name"] for each in shown["cards"]}
            assert len(shown["missing"]) == 2 - len(person.held)
            told = person.last("receipts")
            assert len(told["stored"] + told["not_stored"] + told["unknown"]) == 2


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
                person.say(counted=True)
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


def test_whoever_never_types_is_left_out_when_the_host_goes_on(tmp_path):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        come(room)
        room.begin()
        silent = room.others[-1]
        heard = " ".join(room.reader.last("phrase")["words"])
        typing = room.others[0]
        wait_until_passed_on(room)  # before that a device has not all that its OK needs
        typing.say(heard=heard)
        room.until(lambda: typing.last("number"))
        typing.say(counted=True)
        wait_until_sent(room, typing)
        wait_until_passed_on(room)
        room.host.say(go_on=True)
        room.until(lambda: silent.ended)
        assert silent.last("aborted")["reason"] == "left"
        room.go_on()
        room.over()
        assert room.all_hold_all(but=[silent])
        assert silent.held == set()


def wait_until_sent(room, person):
    """Wait until a device has sent what its person did: it answers something that comes after it."""
    before = len(person.all("ignored"))
    person.say(reader=True)  # too late for that
    room.until(lambda: len(person.all("ignored")) > before)


def wait_until_passed_on(room):
    """Wait until the host's device has passed on all it was sent: it answers a late-comer after that."""
    with Stranger(room.host.host, door_of(room.host)) as late:
        late.shake().join()
        assert late.told() == bytes(Abort(Why.STARTED))


@pytest.mark.parametrize("words", [("meet", "--host"), ("swap",)])
def test_whoever_can_type_nothing_more_leaves_at_once(tmp_path, words):
    with network(1) as bed, Room(*people(1, tmp_path, bed.hosts)) as room:
        (person,) = room.people
        python, module, name, home, folder, _, *words = person.words(*words)
        code, printed, complaint = person.run_as((python, module, name, home, folder, *words))
        assert code == 1
        assert "Traceback" not in printed + complaint
