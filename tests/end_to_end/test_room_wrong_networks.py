"""Networks that stand in the way of a meeting: each is told in a sentence, and three actions mend it."""

import json

import pytest

from tests.network import needs_networks, network
from tests.people import people
from tests.rooms import Room, come
from tests.slow_lines import SlowLines
from tests.strangers import door_of

pytestmark = needs_networks

NO_ANSWER = "The other device does not answer."
HOTSPOT = "If it is no help, one of you opens a hotspot, and the others join it."


def gather_apart(room):
    """All start, nobody finds anybody, and each device waits as a host of its own."""
    for person in room.people:
        person.meet()
    room.until(lambda: all(person.role == "host" and person.last("invitation") for person in room.people))


def invite(person, code):
    """Come by an invitation: a command and a line."""
    person.meet("--invitation")
    person.say(invitation=code)
    return 2


def leave(room, person):
    """Stop what this person's device waits for: a line."""
    person.say(stop=True)
    room.until(lambda: not person.there)
    return 1


def test_on_a_guest_network_each_is_alone_and_a_hotspot_brings_all_together(tmp_path):
    with network(2, isolated=True) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        first, second = room.people
        gather_apart(room)
        room.until(lambda: [person.count for person in room.people] == [1, 1])
        leave(room, second)
        invite(second, first.last("invitation")["typed"])
        room.until(lambda: second.ended)
        assert NO_ANSWER in second.complaint
        assert HOTSPOT in second.complaint
        leave(room, first)  # the second's device has stopped by itself
        bed.hotspot()  # the first opens it, the second joins it: the second action of three
        for person in room.people:
            person.meet()
        room.meet()
        assert room.all_hold_all()
        assert [person.code for person in room.people] == [0, 0]


def test_on_a_guest_network_two_who_show_and_add_their_cards_as_text_need_no_line(tmp_path):
    with network(2, isolated=True) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        for giver, taker in (room.people, room.people[::-1]):
            code, shown, complaint = giver.run("show", "--text")
            assert code == 0, complaint
            code, _, complaint = taker.run("add", typed=json.loads(shown)["block"])
            assert code == 0, complaint
        assert room.all_hold_all()


def test_where_names_do_not_travel_all_who_are_alone_come_by_the_first_screen(tmp_path):
    with network(3, multicast=False) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        host, *others = room.people
        gather_apart(room)
        for person in others:
            assert leave(room, person) + invite(person, host.last("invitation")["typed"]) == 3
        room.meet()
        assert room.all_hold_all()
        assert [person.code for person in room.people] == [0, 0, 0]


def test_where_all_is_late_and_some_lines_are_lost_whoever_tries_again_comes_in(tmp_path):
    with network(6) as bed, Room(*people(5, tmp_path, bed.hosts)) as room:
        host, *others = room.people
        host.meet("--invitation-only")
        room.until(lambda: host.last("invitation"))
        with SlowLines(bed.hosts[5], door_of(host), seed=2) as radio:
            code = radio.leading_to(host.last("invitation")["typed"])
            for person in others:
                invite(person, code)
            room.until(lambda: sum(person.ended for person in others) == 2)
            lost = [person for person in others if person.ended]
            for person in lost:
                assert NO_ANSWER in person.complaint
                assert invite(person, code) == 2
            room.gather(5)
            room.meet()
        assert radio.lost == 2
        assert room.all_hold_all()
        assert [person.code for person in room.people] == [0] * 5


def test_where_the_host_may_not_send_to_the_group_it_says_so_and_the_invitation_is_the_way(tmp_path):
    with network(2) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        host, member = room.people
        bed.hosts[0].block("ip", "udp dport 5353")
        host.meet("--host")
        room.until(lambda: host.last("quiet") and host.last("invitation"))
        invite(member, host.last("invitation")["typed"])
        room.meet()
        assert room.all_hold_all()


@pytest.mark.parametrize("six", [False, True], ids=["IPv4", "IPv6"])
@pytest.mark.parametrize("who", ["a member", "the host"])
def test_a_cable_that_is_out_for_a_moment_in_the_middle_loses_nobody(tmp_path, six, who):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        for host in bed.hosts if six else ():
            host.use_only_six()
        come(room)
        room.begin()
        room.read()
        answer = room.count_off()
        away = bed.hosts[0 if who == "the host" else 2]
        bed.cut(away)
        room.confirm(answer)
        room.until(lambda: all(person.last("waiting") for person in room.people))
        assert not any(person.last("sent") for person in room.people)  # an OK is on its way, and cannot come
        bed.mend(away)
        room.over()
        assert room.all_hold_all()
        assert [person.code for person in room.people] == [0, 0, 0]


def test_of_two_networks_the_one_that_leads_on_is_used_and_the_other_one_if_the_person_says_so(tmp_path):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        host, _, elsewhere = room.people
        here, _ = bed.second(bed.hosts[0], bed.hosts[2])
        bed.hosts[2].unplug()
        code, printed, complaint = host.run("doctor")
        assert code == 0, complaint
        told = {each["check"]: each for each in json.loads(printed)["findings"]}
        assert told["networks"]["text"] == (
            f"This device is found only as {bed.hosts[0].address}. Its other addresses are: {here}"
        )
        host.meet("--host", "--address", here)
        room.until(lambda: host.last("invitation"))
        elsewhere.meet()
        room.until(lambda: host.count == 2)
