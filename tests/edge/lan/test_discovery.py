"""Finding each other on networks of every kind, and what others can learn from it."""

import asyncio
import queue
import socket

import pytest

from p2pcard.edge import lan
from p2pcard.errors import NoMulticast, NoNetwork, Unreachable
from tests.discovery import (
    GROUP,
    LATER,
    PTR,
    SERVICE,
    SOON,
    TXT,
    A,
    Announcing,
    look,
    looking,
    multicaster,
    question,
    sightings,
)
from tests.network import alone, capture, needs_networks, network
from tests.packets import is_response, questions, records


@needs_networks
def test_who_announces_is_found_whoever_came_first_and_reached():
    with network(3) as bed:
        first, second, third = bed.hosts
        early = looking(second)
        with Announcing(first) as here:
            assert early.result() == [here.sighting]
            assert look(third) == [here.sighting]
            line = lan.connect((first.address,), here.port, 5, 5)
            assert third.inside(asyncio.run, _address_of(line)) == first.address


async def _address_of(opening):
    line = await opening
    line.cut()
    return line.address


@needs_networks
def test_a_goodbye_is_told_and_a_return_too():
    with network(2) as bed:
        first, second = bed.hosts
        told: queue.SimpleQueue[lan.Sighting] = queue.SimpleQueue()
        looking(second, count=3, tell=told.put)
        with Announcing(first) as here:
            assert told.get(timeout=20) == here.sighting
        assert told.get(timeout=20) == lan.Disappeared(SOON)
        with Announcing(first) as again:
            assert told.get(timeout=20) == again.sighting


@needs_networks
def test_two_who_announce_see_each_other_and_not_themselves():
    with network(2) as bed:
        first, second = bed.hosts
        with Announcing(first, SOON) as one, Announcing(second, LATER) as other:
            assert look(first, 2, 1.5, own=SOON) == [other.sighting]
            assert look(second, 2, 1.5, own=LATER) == [one.sighting]


@needs_networks
def test_two_programs_on_one_device_find_each_other():
    with network(1) as bed, Announcing(bed.hosts[0]) as here:
        assert look(bed.hosts[0]) == [here.sighting]


@needs_networks
def test_on_a_guest_network_nobody_is_found_or_reached():
    with network(2, isolated=True) as bed:
        first, second = bed.hosts
        assert second.inside(lan.local_addresses) == (second.address,)
        with Announcing(first) as here:
            assert look(second, seconds=2.0) == []
            with pytest.raises(Unreachable):
                second.inside(asyncio.run, lan.connect((first.address,), here.port, 0.5, 5))


@needs_networks
def test_without_multicast_nobody_is_found_but_an_address_is_reached():
    with network(2, multicast=False) as bed:
        first, second = bed.hosts
        with Announcing(first) as here:
            assert look(second, seconds=2.0) == []
            line = lan.connect((first.address,), here.port, 5, 5)
            assert second.inside(asyncio.run, _address_of(line)) == first.address


@needs_networks
def test_a_device_without_network_says_so_and_programs_on_it_still_find_each_other():
    with alone(loopback=True) as device:
        with pytest.raises(NoNetwork):
            device.inside(lan.local_addresses)
        with Announcing(device) as here:
            assert look(device) == [here.sighting]


@needs_networks
def test_a_device_with_nothing_says_so():
    with alone(loopback=False) as device:
        with pytest.raises(NoNetwork):
            device.inside(lan.local_addresses)
        with pytest.raises(NoMulticast):
            device.inside(asyncio.run, sightings(("127.0.0.1",), seconds=1.0))
        with pytest.raises(NoMulticast), Announcing(device):
            pass


@needs_networks
def test_losing_the_network_in_the_middle_is_quiet(capfd):
    with network(2) as bed:
        first, second = bed.hosts
        with Announcing(first):
            first.unplug()
            with pytest.raises(NoNetwork):
                first.inside(lan.local_addresses)
        assert look(second, seconds=1.0) == []
    assert capfd.readouterr() == ("", "")


@needs_networks
def test_lines_to_a_device_that_lost_its_network_end_by_themselves():
    with network(2) as bed:
        first, second = bed.hosts
        with Announcing(first) as here:
            assert second.inside(asyncio.run, _outlived(first, here.port)) == [None, None]


async def _outlived(other, port):
    """Wait for the end of two lines: nothing is on its way on one, and something on the other."""
    lines = [await lan.connect((other.address,), port, 5, patience=2) for _ in range(2)]
    await asyncio.to_thread(other.unplug)
    await lines[1].send(b"are you there?")
    async with asyncio.timeout(30):
        return await asyncio.gather(*(line.receive() for line in lines))


@needs_networks
def test_nothing_is_sent_before_something_is_asked_for():
    source = "import p2pcard.edge.lan as lan; print(lan.local_addresses())"
    with network(1) as bed, capture(bed.hosts[0]) as recording:
        assert bed.hosts[0].python(source).wait(60) == 0
        assert recording.stop() == []


def _messages(recording):
    return [packet.payload for packet in recording.stop() if packet.target_port == GROUP[1]]


@needs_networks
def test_what_is_on_the_wire_names_nobody_and_repeats_nothing_in_the_next_run():
    with network(2) as bed:
        first, second = bed.hosts
        bed.tunnel(first)
        with capture(second) as recording, capture(first, "proton0") as beside:
            for instance in (SOON, LATER):
                with Announcing(first, instance):
                    assert [found.instance for found in look(second)] == [instance]
            messages = _messages(recording)
            assert beside.stop() == []
    answers = [record for message in messages for record in records(message)]
    # a question names what its asker knows already, with the time that it means to remember it
    announced = [record for message in messages if is_response(message) for record in records(message)]
    assert {record.name for record in answers} == {
        SERVICE,
        *((n.encode(), *SERVICE) for n in (SOON, LATER)),
        *((n.encode(), b"local") for n in (SOON, LATER)),
    }
    assert {record.content for record in answers if record.type == A} == {socket.inet_aton(first.address)}
    assert {record.content for record in answers if record.type == TXT} == {b"\0"}
    assert {record.life for record in announced} == {30, 0}
    for instance in (SOON, LATER):
        lives = [record.life for record in announced if record.name[0] == instance.encode()]
        assert lives == sorted(lives, reverse=True), "something was announced after the goodbye"
    told = b"".join(messages).lower()
    assert socket.gethostname().lower().encode() not in told
    second_run = b"".join(messages[next(i for i, m in enumerate(messages) if LATER.encode() in m) :])
    assert SOON.encode() not in second_run


@needs_networks
@pytest.mark.parametrize("beside", [False, True])
def test_who_looks_beside_something_else_asks_for_answers_to_all(beside):
    with network(2) as bed, capture(bed.hosts[1]) as recording:
        first, second = bed.hosts
        with Announcing(first) as here:
            assert look(second, count=2, seconds=2.0, beside=beside) == [here.sighting]
        messages = _messages(recording)
    asked = [question for message in messages for question in questions(message)]
    assert {question.type for question in asked} >= {PTR}
    assert any(question.alone for question in asked) is not beside


@needs_networks
def test_a_question_from_another_network_is_not_answered():
    with network(2) as bed:
        first, second = bed.hosts
        here, there = bed.tunnel(first)
        asked = question(SERVICE, PTR)
        with Announcing(first), multicaster(second, 6000) as inside, multicaster(bed.switch, 6000) as outside:
            inside.sendto(asked, (first.address, 5353))
            assert SOON.encode() in inside.recv(9000)
            outside.settimeout(1)
            outside.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(there))
            for target in (here, GROUP[0]):
                outside.sendto(asked, (target, 5353))
                with pytest.raises(TimeoutError):
                    outside.recv(9000)


@needs_networks
def test_the_network_of_the_room_is_used_although_the_way_outside_is_a_tunnel():
    with network(1) as bed:
        bed.tunnel(bed.hosts[0])
        assert bed.hosts[0].inside(lan.local_addresses) == (bed.hosts[0].address,)
