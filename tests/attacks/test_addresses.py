"""Codes that lead elsewhere than to the person beside me, and devices that come from elsewhere."""

import contextlib
import os
import socket

import pytest

from p2pcard.core.exchange.invitation import Address, Invitation, SwapCode, read_invitation
from p2pcard.core.exchange.meeting import handshake
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.messages import MOST, Abort
from p2pcard.core.formats import armor
from p2pcard.service.live.uninvited import EACH
from tests.network import ROUTER, capture, needs_networks, network
from tests.people import people
from tests.rooms import Room
from tests.shells import ANA, LOOPBACK, PHRASE, device
from tests.strangers import Stranger, door_of
from tests.terminals import Terminal

pytestmark = needs_networks

FAR = "203.0.113.5"  # of RFC 5737: behind the router of the test bed
TOKEN = bytes(range(16))
WAYS = {
    "swap": (("swap", "--scan"), "code", lambda place: bytes(SwapCode(TOKEN, place))),
    "meet": (("meet", "--invitation"), "invitation", lambda place: bytes(Invitation(TOKEN, place))),
}


@pytest.fixture
def wall(tmp_path):
    """Somebody on a network, and behind its router a stranger whose codes hang on walls."""
    with network(2) as bed, Room(*people(1, tmp_path, bed.hosts)) as room:
        bed.switch.inside(os.system, f"ip -n {bed.switch.namespace} addr add {FAR}/32 dev lo")
        with bed.switch.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
            door.bind(("", 40000))  # on the router and behind it
            door.listen()
            door.settimeout(20)
            room.door, room.bed = door, bed
            yield room


def take(room, way, place):
    """Take a code with an address of a stranger's choice; wait for a question or the end."""
    words, field, write = WAYS[way]
    (person,) = room.people
    person.start(*person.words(*words))
    person.say(**{field: armor.to_typed(write(place))})
    room.until(lambda: person.last("leads-out") or person.ended)
    return person


def sent_to(packets, *places):
    """The packets to these addresses, of any kind."""
    return [packet for packet in packets if packet.target in places]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("host", "told"), [(FAR, "outside"), (ROUTER, "router")])
def test_a_code_on_a_wall_that_leads_out_is_asked_about_before_anything_is_sent(wall, way, host, told):
    place = Address(host, 40000)
    with capture(wall.bed.hosts[0]) as recording:
        person = take(wall, way, place)
        assert person.last("leads-out") == {
            "event": "leads-out",
            "address": host,
            "port": 40000,
            "way": told,
        }
        person.say(stop=True)
        wall.until(lambda: person.ended)
        assert sent_to(recording.stop(), host) == []
    assert person.code == 1
    person = take(wall, way, place)
    person.say(call=True)
    line, (came, _) = wall.door.accept()
    line.close()
    assert came == wall.bed.hosts[0].address


@pytest.mark.parametrize("way", WAYS)
def test_a_program_that_says_nothing_more_has_not_said_yes(wall, way):
    person = take(wall, way, Address(FAR, 40000))
    person.program.stdin.close()
    wall.until(lambda: person.ended)
    assert person.code == 1
    wall.door.setblocking(False)
    with pytest.raises(BlockingIOError):
        wall.door.accept()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (Address("127.0.0.1", 40000), "leads-here"),
        (Address("10.77.0.1", 40000), "leads-here"),
        (Address("0.0.0.0", 40000), "leads-nowhere"),  # noqa: S104  # it is refused and never bound
        (Address("224.0.0.251", 40000), "leads-nowhere"),
        (Address("255.255.255.255", 40000), "leads-nowhere"),
        (Address("10.77.0.255", 40000), "leads-nowhere"),
        (Address("10.77.0.2", 631), "leads-nowhere"),
    ],
)
def test_a_code_with_an_address_that_can_be_nobodys_is_refused_and_nothing_is_sent(wall, way, place, reason):
    with capture(wall.bed.hosts[0]) as near, capture(wall.bed.hosts[0], "lo") as inside:
        person = take(wall, way, place)
        assert sent_to(near.stop() + inside.stop(), place.host) == []
    assert person.code == 1
    assert person.last("aborted") == {"event": "aborted", "reason": reason}


@pytest.fixture
def open_room(tmp_path):
    """A host of an open meeting, and one more device near it."""
    with network(2) as bed, Room(*people(1, tmp_path, bed.hosts)) as room:
        bed.switch.inside(os.system, f"ip -n {bed.switch.namespace} addr add {FAR}/32 dev lo")
        room.people[0].meet("--host")
        room.until(lambda: room.people[0].last("invitation") and room.people[0].count == 1)
        room.bed = bed
        yield room


class From(Stranger):
    """A stranger whose line comes from an address of their device."""

    def __init__(self, host, source, address):
        self.socket = host.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.settimeout(20)
        self.socket.bind((source, 0))
        self.socket.connect((address.host, address.port))


def test_a_device_on_another_network_gets_no_answer_without_the_invitation(open_room):
    host = open_room.host
    invited = armor.read(host.last("invitation")["typed"])
    with From(open_room.bed.switch, FAR, door_of(host)) as stranger:
        stranger.say(os.urandom(32))
        assert stranger.hear() == b""
    with From(open_room.bed.switch, FAR, door_of(host)) as guest:
        guest.shake(Invitation(invited[2:18], door_of(host)).psk).join()
        open_room.until(lambda: host.count == 2)


def test_whoever_comes_through_the_router_is_sent_to_the_invitation(open_room):
    host = open_room.host
    with Stranger(open_room.bed.switch, door_of(host)) as stranger:
        assert stranger.shake().join().told() == bytes(Abort(Why.FULL))
        assert stranger.told() is None
    with Stranger(open_room.bed.hosts[1], door_of(host)) as neighbour:
        neighbour.shake().join()
        open_room.until(lambda: host.count == 2)
    assert len(host.all("came")) == 1


def test_one_device_takes_no_more_than_four_places_of_an_open_room(open_room):
    host, device = open_room.host, open_room.bed.hosts[1]
    invited = armor.read(host.last("invitation")["typed"])
    with contextlib.ExitStack() as lines:
        for count in range(EACH):
            lines.enter_context(Stranger(device, door_of(host))).shake().join()
            open_room.until(lambda count=count: host.count == count + 2)
        for _ in range(20):
            with Stranger(device, door_of(host)) as one_more:
                assert one_more.shake().join().told() == bytes(Abort(Why.FULL))
        guest = lines.enter_context(Stranger(device, door_of(host)))
        guest.shake(Invitation(invited[2:18], door_of(host)).psk).join()
        open_room.until(lambda: host.count == EACH + 2)
    open_room.until(lambda: host.count == 1)
    with Stranger(device, door_of(host)) as again:
        again.shake().join()
        open_room.until(lambda: host.count == 2)


def test_a_room_that_the_invited_filled_from_one_address_is_left_for_one_with_a_new_invitation(tmp_path):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room, contextlib.ExitStack() as lines:
        ana, ben = room.people
        seen = begin_by_invitation(room, ana)
        for _ in range(MOST - 1):
            lines.enter_context(Stranger(bed.hosts[2], door_of(ana))).shake(seen.psk).join()
        room.until(lambda: ana.count == MOST)
        ben.meet("--invitation")
        ben.say(invitation=armor.to_typed(bytes(seen)))
        room.until(lambda: ben.ended)
        assert ben.last("aborted")["reason"] == "full"
        assert "show the new invitation only to people who are here" in ben.complaint
        ana.say(stop=True)
        room.until(lambda: ana.ended)
        new = begin_by_invitation(room, ana)
        with Stranger(bed.hosts[2], door_of(ana)) as stranger:
            stranger.say(handshake.call(bytes(32), seen.psk)[1])
            assert stranger.hear() == b""
        ben.meet("--invitation")
        ben.say(invitation=armor.to_typed(bytes(new)))
        room.until(lambda: ana.count == 2)


def begin_by_invitation(room, host):
    """Start a meeting to which only the invited come; return its invitation."""
    host.meet("--invitation-only")
    room.until(lambda: host.last("invitation"))
    return read_invitation(armor.read(host.last("invitation")["typed"]))


def test_a_hundred_who_come_in_and_go_leave_the_hosts_screen_readable(tmp_path):
    with Terminal(device(tmp_path, ANA).home, "meet", "--host", "--address", LOOPBACK) as host:
        host.answer("(what you type is not shown):", PHRASE)
        host.until("and then:\n")
        door = read_invitation(armor.read(host.code())).address
        begun = host.shown.count("\n")
        for _ in range(100):
            with Stranger(Here(), door) as stranger:
                stranger.shake().join().told()
        host.until("are gone again.")
        with Stranger(Here(), door) as last:
            last.shake().join().told()
        assert host.shown.count("\n") - begun < 60


class Here:
    """This very device, on which programs of its own may be many."""

    def socket(self, *kind):
        return socket.socket(*kind)
