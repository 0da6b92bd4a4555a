"""Whatever strangers announce disturbs nothing: late parts, nonsense, crowds, places elsewhere."""

import random
from ipaddress import IPv4Address, IPv4Interface

import pytest

from p2pcard.edge import lan
from p2pcard.edge.lan.address import Candidate, choose
from p2pcard.errors import NoNetwork
from tests.discovery import (
    GROUP,
    LATER,
    PTR,
    SERVICE,
    SOON,
    SRV,
    TXT,
    A,
    Announcing,
    answer,
    look,
    looking,
    multicaster,
    name,
    question,
    rows,
)
from tests.network import needs_networks, network


def _until_asked(door, kind):
    """Wait for a question of this kind, which ends with the kind and the class."""
    while b"\0" + bytes([0, kind]) not in door.recv(9000):
        pass


@needs_networks
def test_the_parts_of_an_announcement_may_come_late_and_apart():
    with network(2) as bed:
        first, second = bed.hosts
        pointer, text, service, address = rows(SOON, first.address)
        with multicaster(first) as door:
            found = looking(second)
            for asked, part in ((12, pointer), (SRV, service), (TXT, text), (A, address)):
                _until_asked(door, asked)
                assert not found.done()
                door.sendto(answer(part), GROUP)
            assert found.result() == [lan.Appeared(SOON, first.address, 4000)]


@needs_networks
@pytest.mark.parametrize(
    "stranger",
    [
        rows("Alices-Notebook"),
        rows("0011223344556677 "),
        rows("\x1b[31m0011223344"),
        rows("AABBCCDDEEFF0011"),
        rows(LATER, address="198.51.100.7"),
        rows(LATER, address="127.0.0.1"),
        rows(LATER, address="0.0.0.0"),  # noqa: S104 - nothing is bound to it
        rows(LATER, address="224.0.0.251"),
        rows(LATER, port=0),
    ],
    ids=lambda stranger: str(stranger[1][0][0]) + str(stranger[3][2]) + str(stranger[2][2][4:6]),
)
def test_what_cannot_be_one_of_us_in_this_room_is_not_told(stranger):
    with network(3) as bed, Announcing(bed.hosts[0]) as here, multicaster(bed.hosts[2]) as door:
        found = looking(bed.hosts[1], count=2, seconds=1.0)
        door.sendto(answer(*stranger), GROUP)
        assert found.result() == [here.sighting]


@needs_networks
def test_nonsense_disturbs_nothing(capfd):
    chance = random.Random(5)
    good = answer(*rows(LATER, "10.77.0.3"))
    with network(3) as bed:
        found = looking(bed.hosts[1], count=10_000, seconds=3.0)
        with multicaster(bed.hosts[2]) as door:
            for _ in range(1_000):
                bad = bytearray(good)
                for _ in range(chance.randrange(1, 9)):
                    bad[chance.randrange(len(bad))] = chance.randrange(256)
                door.sendto(bytes(bad)[: chance.randrange(len(bad))], GROUP)
                door.sendto(chance.randbytes(chance.randrange(300)), GROUP)
        with Announcing(bed.hosts[0]) as here:
            assert here.sighting in look(bed.hosts[1])
            assert here.sighting in found.result()
    assert capfd.readouterr() == ("", "")


# Read as text, each byte of this label is a sign of three bytes, and a label has 63 at most.
UNSAYABLE = b"\xff" * 63


@needs_networks
@pytest.mark.parametrize(
    "stranger",
    [
        ((SERVICE, PTR, name((UNSAYABLE, *SERVICE))),),
        (rows(SOON)[0], ((SOON.encode(), *SERVICE), SRV, bytes(6) + name((UNSAYABLE, b"local")))),
    ],
    ids=["an instance", "a server"],
)
def test_a_name_that_cannot_be_said_again_stops_no_question(stranger, caplog):
    with network(2) as bed, multicaster(bed.hosts[0]) as door:
        found = looking(bed.hosts[1])
        _until_asked(door, PTR)
        door.sendto(answer(*stranger), GROUP)
        for _ in range(2):
            _until_asked(door, PTR)
        door.sendto(answer(*rows(SOON, bed.hosts[0].address)), GROUP)
        assert found.result() == [lan.Appeared(SOON, bed.hosts[0].address, 4000)]
    assert caplog.messages == []


@needs_networks
def test_a_question_for_a_name_that_cannot_be_said_again_disturbs_nothing(caplog):
    with network(3) as bed, Announcing(bed.hosts[0]) as here, multicaster(bed.hosts[1], to=0) as door:
        both = bytearray(question((UNSAYABLE, b"local"), A) + question(SERVICE, PTR)[12:])
        both[5] = 2  # questions
        for _ in range(3):
            door.sendto(both, GROUP)
        assert look(bed.hosts[2]) == [here.sighting]
    assert caplog.messages == []


@needs_networks
def test_a_crowd_of_names_is_told_up_to_a_limit_and_each_once():
    crowd = [f"{number:016x}" for number in range(500)]
    with network(2) as bed:
        found = looking(bed.hosts[1], count=10_000, seconds=3.0)
        with multicaster(bed.hosts[0]) as door:
            for instance in crowd * 2:
                door.sendto(answer(*rows(instance)), GROUP)
        told = [sighting.instance for sighting in found.result()]
    assert len(told) == len(set(told)) == 64


def held(*places):
    return [Candidate(interface, IPv4Interface(at)) for interface, at in places]


LOOP, WIFI, CABLE = ("lo", "127.0.0.1/8"), ("wlan0", "192.168.1.7/24"), ("eth0", "10.0.0.5/8")
DOCKER, TUNNEL, ALONE = ("docker0", "172.17.0.1/16"), ("wg0", "10.9.0.2/24"), ("eth1", "169.254.3.4/16")


@pytest.mark.parametrize(
    ("places", "outward", "expected"),
    [
        ([LOOP], None, LOOP),
        ([LOOP, ALONE], None, ALONE),
        ([LOOP, ALONE, WIFI], None, WIFI),
        ([LOOP, WIFI, CABLE], WIFI, WIFI),
        ([LOOP, WIFI, CABLE], CABLE, CABLE),
        ([LOOP, DOCKER, WIFI], None, WIFI),
        ([LOOP, DOCKER, TUNNEL, WIFI], TUNNEL, WIFI),
        ([LOOP, DOCKER], None, DOCKER),
        ([LOOP, DOCKER, TUNNEL], TUNNEL, TUNNEL),
    ],
)
def test_one_address_is_chosen_and_it_is_the_one_of_the_room(places, outward, expected):
    towards = IPv4Address(outward[1].split("/")[0]) if outward else None
    assert choose(held(*places), towards) == IPv4Address(expected[1].split("/")[0])


def test_without_any_address_there_is_no_network():
    with pytest.raises(NoNetwork):
        choose([], None)
