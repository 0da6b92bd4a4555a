"""Names that cannot be said again stop neither a question nor an answer."""

import pytest

from p2pcard.edge import lan
from tests.discovery import (
    GROUP,
    PTR,
    SERVICE,
    SOON,
    SRV,
    A,
    Announcing,
    answer,
    look,
    looking,
    multicaster,
    name,
    question,
    rows,
    until_asked,
)
from tests.network import needs_networks, network

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
        until_asked(door, PTR)
        door.sendto(answer(*stranger), GROUP)
        for _ in range(2):
            until_asked(door, PTR)
        door.sendto(answer(*rows(SOON, bed.hosts[0].address)), GROUP)
        assert found.result() == [lan.Appeared(SOON, (bed.hosts[0].address,), 4000)]
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
