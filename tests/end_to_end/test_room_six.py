"""Rooms with IPv6 alone, with both families, and with devices that have one of them each."""

import pytest

from p2pcard.core.exchange.invitation import read_invitation, read_swap
from p2pcard.core.formats import armor
from tests.network import needs_networks, network
from tests.people import people
from tests.rooms import Room, swap

pytestmark = needs_networks

LOCAL, PRIVATE, PUBLIC = "fe80::a:", "fd00:7::a:", "2001:db8:7::a:"
every_reach = pytest.mark.parametrize("reach", [LOCAL, PRIVATE, PUBLIC])


def give_six(hosts, reach, *, alone):
    """Each of these devices gets an address of IPv6, and with `alone` no other."""
    for number, host in enumerate(hosts):
        host.use_six(f"{reach}{number + 1}/64", alone)


def second_network(host):
    """Plug a device into one more network, on which there is nobody."""
    host.run(
        "link add more0 type veth peer name more1",
        "link set more1 up",
        "link set more0 up",
        "addr add 10.99.0.1/24 dev more0",
    )
    host.do("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/more0/disable_ipv6")
    host.run("addr add fe80::b:1/64 dev more0 nodad")


@every_reach
def test_with_nothing_but_ipv6_all_find_each_other(tmp_path, reach):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        give_six(bed.hosts, reach, alone=True)
        for person in room.people:
            person.meet()
        room.meet()
        assert room.all_hold_all()
        assert [person.code for person in room.people] == [0, 0, 0]


@pytest.mark.parametrize("reach", [LOCAL, PRIVATE])
def test_with_nothing_but_ipv6_an_invitation_leads_to_the_host_on_whichever_interface_it_is(tmp_path, reach):
    with network(2) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        second_network(bed.hosts[1])
        give_six(bed.hosts, reach, alone=True)
        host, member = room.people
        host.meet("--invitation-only")
        room.until(lambda: host.last("invitation"))
        code = host.last("invitation")["typed"]
        assert read_invitation(armor.read(code)).address.host == bed.hosts[0].address
        member.meet("--invitation")
        member.say(invitation=code)
        room.meet()
        assert room.all_hold_all()


@pytest.mark.parametrize("reach", [LOCAL, PRIVATE])
def test_with_nothing_but_ipv6_two_swap(tmp_path, reach):
    with network(2) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        second_network(bed.hosts[1])
        give_six(bed.hosts, reach, alone=True)
        shower, scanner = room.people
        swap(room, shower, scanner)
        assert room.all_hold_all()
        assert read_swap(armor.read(shower.last("code")["text"])).address.host == bed.hosts[0].address


def test_an_address_of_ipv6_that_the_person_chose_is_the_one_in_the_code(tmp_path):
    with network(2) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        give_six(bed.hosts, LOCAL, alone=False)
        shower, scanner = room.people
        shower.start(*shower.words("swap", "--address", f"{LOCAL}1%eth0"))
        room.until(lambda: shower.last("code"))
        assert read_swap(armor.read(shower.last("code")["text"])).address.host == f"{LOCAL}1"
        code, _, complaint = scanner.run("swap", "--address", f"{LOCAL}1%eth0")
        assert code == 1
        assert f"This device has no network address {LOCAL}1%eth0." in complaint


def test_a_host_with_both_is_found_by_those_who_have_one_of_them(tmp_path):
    with network(4) as bed, Room(*people(4, tmp_path, bed.hosts)) as room:
        host, four, six, _ = room.people
        give_six([bed.hosts[0], bed.hosts[3]], LOCAL, alone=False)
        bed.hosts[2].use_six(f"{LOCAL}77/64", alone=True)
        host.meet("--host")
        room.until(lambda: host.last("invitation"))
        for person in room.people[1:]:
            person.meet()
        room.meet()
        assert room.all_hold_all()
        assert [four.code, six.code] == [0, 0]


def test_two_hosts_with_one_family_each_are_shown_to_a_member_that_has_both(tmp_path):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        four, six, member = room.people
        bed.hosts[1].use_six(f"{LOCAL}1/64", alone=True)
        bed.hosts[2].use_six(f"{LOCAL}2/64")
        for host in (four, six):
            host.meet("--host")
        room.until(lambda: four.last("invitation") and six.last("invitation"))
        member.meet()
        room.until(lambda: member.last("hosts"))
        assert member.last("hosts")["others"] == 1
