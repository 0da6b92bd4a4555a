"""Finding each other over IPv6, alone and beside IPv4, and what others can learn from it."""

import asyncio
import queue
import socket
import struct
from ipaddress import IPv6Address

import pytest

from p2pcard.core.exchange.network import bare
from p2pcard.edge import lan
from p2pcard.errors import NoMulticast, Unreachable
from tests.discovery import (
    AAAA,
    GROUP,
    GROUP6,
    LATER,
    PTR,
    SERVICE,
    SOON,
    A,
    Announcing,
    answer,
    look,
    looking,
    multicaster,
    question,
    rows,
    sightings,
    until_asked,
)
from tests.network import OF_HARDWARE, capture, needs_networks, network
from tests.packets import ICMP6, IPV6, TCP, UDP, is_response, questions, records

pytestmark = needs_networks

UNREACHABLE = 1  # the first byte of an ICMPv6 message that something could not be delivered


def six_only(host):
    """Leave a device with one address of IPv6; return it as the program uses it."""
    host.use_only_six()
    return chosen(host)


def chosen(host):
    return host.inside(lan.local_addresses)


def as_heard_by(host, found):
    """What `host` hears of a device at these addresses: link-local ones are on its own interface."""
    scope = host.inside(lambda: socket.if_nametoindex("eth0"))
    places = tuple(f"{bare(each)}%{scope}" if "%" in each else each for each in found.used)
    return lan.Appeared(found.instance, places, found.port)


def multicaster6(host):
    """A bare socket on a device that speaks and hears mDNS over IPv6."""
    door = host.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    index = host.inside(socket.if_nametoindex, "eth0")
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("", GROUP6[1]))
    membership = socket.inet_pton(socket.AF_INET6, GROUP6[0]) + struct.pack("@I", index)
    door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, membership)
    door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
    door.settimeout(20)
    return door


def test_with_ipv6_alone_who_announces_is_found_and_reached_and_says_goodbye():
    with network(2) as bed:
        first, second = bed.hosts
        mine, theirs = six_only(first), six_only(second)
        told: queue.SimpleQueue[lan.Sighting] = queue.SimpleQueue()
        looking(second, count=2, tell=told.put, used=theirs)
        with Announcing(first, used=mine) as here:
            found = told.get(timeout=20)
            assert found == as_heard_by(second, here)
            line = second.inside(asyncio.run, _opened(found, theirs))
            assert line == bare(mine[0])
        assert told.get(timeout=20) == lan.Disappeared(SOON)


async def _opened(found, own):
    line = await lan.connect(found.addresses, found.port, 5, 5, own)
    line.cut()
    return line.address


def test_a_device_with_both_is_told_once_with_both_addresses_and_is_gone_once():
    with network(2) as bed:
        first, second = bed.hosts
        for host in bed.hosts:
            host.make_six()
        mine, theirs = chosen(first), chosen(second)
        assert len(mine) == len(theirs) == 2
        told: queue.SimpleQueue[lan.Sighting] = queue.SimpleQueue()
        looking(second, count=3, tell=told.put, used=theirs)
        with Announcing(first, used=mine) as here:
            assert told.get(timeout=20) == as_heard_by(second, here)
        assert told.get(timeout=20) == lan.Disappeared(SOON)
        with Announcing(first, LATER, used=mine) as again:
            assert told.get(timeout=20) == as_heard_by(second, again)


@pytest.mark.parametrize("blocked", ["ip", "ip6"])
def test_where_one_family_is_blocked_the_other_one_finds(blocked):
    with network(2) as bed:
        first, second = bed.hosts
        for host in bed.hosts:
            host.make_six()
        first.block(blocked, "udp dport 5353")
        with Announcing(first, used=chosen(first)) as here:
            assert look(second, used=chosen(second)) == [as_heard_by(second, here)]


def test_where_both_are_blocked_it_says_so_before_it_looks():
    with network(1) as bed:
        (host,) = bed.hosts
        host.make_six()
        used = chosen(host)
        host.block("ip", "udp dport 5353")
        host.block("ip6", "udp dport 5353")
        with pytest.raises(NoMulticast):
            host.inside(asyncio.run, sightings(used, seconds=1.0))
        with pytest.raises(NoMulticast), Announcing(host, used=used):
            pass


def test_what_is_on_the_wire_over_ipv6_names_nobody_and_repeats_nothing_in_the_next_run():
    with network(2) as bed:
        first, second = bed.hosts
        mine, theirs = six_only(first), six_only(second)
        with capture(second) as recording:
            for instance in (SOON, LATER):
                with Announcing(first, instance, mine):
                    assert [found.instance for found in look(second, used=theirs)] == [instance]
            said = [packet for packet in recording.stop() if packet.target_port == GROUP6[1]]
    assert {packet.kind for packet in said} == {IPV6}
    assert {packet.label for packet in said} == {0}
    announced = [
        record for packet in said if is_response(packet.payload) for record in records(packet.payload)
    ]
    assert {record.name for record in announced if record.type == AAAA} == {
        (instance.encode(), b"local") for instance in (SOON, LATER)
    }
    assert {record.content for record in announced if record.type == AAAA} == {
        IPv6Address(bare(mine[0])).packed
    }
    assert not [record for record in announced if record.type == A]
    assert {record.life for record in announced} == {30, 0}
    told = b"".join(packet.payload for packet in said)
    assert socket.gethostname().lower().encode() not in told.lower()
    later = next(i for i, packet in enumerate(said) if LATER.encode() in packet.payload)
    assert SOON.encode() not in b"".join(packet.payload for packet in said[later:])


@pytest.mark.parametrize("beside", [False, True])
def test_who_looks_beside_something_else_asks_all_over_ipv6_too_and_nothing_comes_back(beside):
    with network(2) as bed, capture(bed.switch, "br0") as recording:
        first, second = bed.hosts
        mine, theirs = six_only(first), six_only(second)
        with Announcing(first, used=mine) as here:
            seen = look(second, count=2, seconds=2.0, beside=beside, used=theirs)
            assert seen == [as_heard_by(second, here)]
        passed = recording.stop()
    asked = [
        asking
        for packet in passed
        if packet.target_port == GROUP6[1] and packet.source == bare(theirs[0])
        for asking in questions(packet.payload)
    ]
    assert {asking.type for asking in asked} >= {PTR}
    assert any(asking.alone for asking in asked) is not beside
    refused = [p for p in passed if p.protocol == ICMP6 and p.payload[0] == UNREACHABLE]
    assert not (beside and refused)


def test_neither_names_nor_lines_come_from_an_address_made_from_the_hardwares():
    with network(2) as bed:
        first, second = bed.hosts
        marked = [host.make_six(OF_HARDWARE) for host in bed.hosts]
        for number, host in enumerate(bed.hosts):
            host.do("sh", "-c", "echo 2 > /proc/sys/net/ipv6/conf/eth0/use_tempaddr")
            public = f"fd00:5::5054:ff:fe12:345{number}/64"
            host.run(f"addr add {public} dev eth0 mngtmpaddr valid_lft 900 preferred_lft 600")
            host.run(f"addr del {host.address}/24 dev eth0")
        mine, theirs = chosen(first), chosen(second)
        with capture(bed.switch, "br0") as recording, Announcing(first, used=mine) as here:
            (found,) = look(second, used=theirs)
            assert found == here.sighting
            second.inside(asyncio.run, _opened(found, theirs))
            local = lan.Appeared(SOON, (f"{marked[0]}%eth0",), here.port)
            with pytest.raises(Unreachable):
                second.inside(asyncio.run, _opened(local, theirs))  # nobody listens there
            passed = recording.stop()
    assert {packet.protocol for packet in passed} >= {TCP, UDP}
    called = [packet for packet in passed if packet.protocol == TCP and packet.source not in marked]
    assert {packet.target for packet in called} >= {marked[0], *mine}
    said = [packet for packet in passed if packet.protocol == UDP or packet in called]
    assert {packet.source for packet in said} == {*mine, *theirs}
    begun = [packet for packet in called if packet.source in theirs and packet.target in mine]
    assert {packet.label for packet in begun} == {0}


def test_a_question_over_ipv6_from_another_network_is_not_answered():
    with network(2) as bed:
        first, second = bed.hosts
        mine = six_only(first)
        second.use_only_six()
        bed.second(first)
        for host, name, address in ((first, "eth1", "fe80::c:1"), (bed.switch, "br2", "fe80::c:2")):
            host.do("sh", "-c", f"echo 0 > /proc/sys/net/ipv6/conf/{name}/disable_ipv6")
            host.run(f"addr add {address}/64 dev {name} nodad")
        asked = question(SERVICE, PTR)
        scope = second.inside(socket.if_nametoindex, "eth0")
        index = bed.switch.inside(socket.if_nametoindex, "br2")
        with (
            Announcing(first, used=mine),
            second.socket(socket.AF_INET6, socket.SOCK_DGRAM) as inside,
            bed.switch.socket(socket.AF_INET6, socket.SOCK_DGRAM) as outside,
        ):
            inside.settimeout(20)
            inside.sendto(asked, (*GROUP6, 0, scope))
            assert SOON.encode() in inside.recv(9000)
            outside.settimeout(1)
            for target in ("fe80::c:1", GROUP6[0]):
                outside.sendto(asked, (target, GROUP6[1], 0, index))
                with pytest.raises(TimeoutError):
                    outside.recv(9000)


def test_a_device_that_is_heard_on_two_ways_is_gone_once_neither_has_it():
    async def story():
        told, found = lan.Sightings(), lan.Appeared(SOON, ("10.77.0.1", "fe80::1%2"), 4000)
        for way in ("IPv4", "IPv6"):
            told.put(found, way)
        assert await anext(told) == found
        told.drop(SOON, "IPv4")
        next_one = asyncio.ensure_future(anext(told))
        await asyncio.sleep(0)
        assert not next_one.done()
        told.drop(SOON, "IPv6")
        assert await next_one == lan.Disappeared(SOON)

    asyncio.run(story())


@pytest.mark.parametrize(
    "address", ["2001:db8::9", "::1", "::", "ff02::fb", "::ffff:10.77.0.1", "fd00:99::1"]
)
def test_an_address_of_ipv6_that_cannot_be_in_this_room_is_not_told(address):
    with network(3) as bed:
        first, second, stranger = bed.hosts
        mine, theirs = six_only(first), six_only(second)
        stranger.use_only_six()
        pointer, text, service, (server, *_) = rows(LATER)
        packed = IPv6Address(address).packed
        with Announcing(first, used=mine) as here, multicaster6(stranger) as door:
            found = looking(second, count=2, seconds=1.0, used=theirs)
            door.sendto(answer(pointer, text, service, (server, AAAA, packed)), (*GROUP6, 0, 0))
            assert found.result() == [as_heard_by(second, here)]


def test_a_device_that_uses_ipv4_alone_calls_no_address_of_ipv6():
    with network(2) as bed, multicaster(bed.hosts[0]) as door:
        first, second = bed.hosts
        second.make_six(OF_HARDWARE)
        assert chosen(second) == (second.address,)
        *named, address = rows(SOON, first.address)
        found = looking(second)
        until_asked(door, PTR)
        door.sendto(answer(*named, (address[0], AAAA, IPv6Address("fe80::9").packed), address), GROUP)
        assert found.result() == [lan.Appeared(SOON, (first.address,), 4000)]
