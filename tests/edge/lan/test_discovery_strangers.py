"""Whatever strangers announce disturbs nothing: late parts, nonsense, crowds, places elsewhere."""

import random

import pytest

from p2pcard.edge import lan
from tests.discovery import (
    GROUP,
    LATER,
    SOON,
    SRV,
    TXT,
    A,
    Announcing,
    answer,
    look,
    looking,
    multicaster,
    rows,
    until_asked,
)
from tests.network import needs_networks, network


@needs_networks
def test_the_parts_of_an_announcement_may_come_late_and_apart():
    with network(2) as bed:
        first, second = bed.hosts
        pointer, text, service, address = rows(SOON, first.address)
        with multicaster(first) as door:
            found = looking(second)
            for asked, part in ((12, pointer), (SRV, service), (TXT, text), (A, address)):
                until_asked(door, asked)
                assert not found.done()
                door.sendto(answer(part), GROUP)
            assert found.result() == [lan.Appeared(SOON, (first.address,), 4000)]


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
