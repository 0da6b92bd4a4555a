"""Strangers on the network of a meeting: they can be counted, and they cannot stop it or take part unseen."""

import asyncio
import os

import pytest

from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.messages import Abort, Join
from p2pcard.edge import lan
from tests.discovery import Announcing
from tests.network import needs_networks, network
from tests.people import people
from tests.rooms import Room, come
from tests.strangers import Flood, Stranger, door_of

pytestmark = needs_networks


@pytest.mark.parametrize(("lines", "held"), [(400, 350), (1000, 1000)])
def test_a_flood_of_lines_and_handshakes_does_not_stop_a_meeting(tmp_path, lines, held):
    with network(4) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        host, *members = room.people
        host.meet("--host")
        room.until(lambda: host.last("invitation"))
        with Flood(bed.hosts[3], door_of(host), lines, held) as flood:
            for person in members:
                person.meet()
            room.meet()
        assert flood.lines >= lines
        assert room.all_hold_all()
        assert [person.code for person in room.people] == [0, 0, 0]


def test_that_a_stranger_joins_is_told_to_the_host_and_so_is_its_leaving(tmp_path):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        come(room)
        with Stranger(bed.hosts[2], door_of(room.host)) as stranger:
            stranger.shake().join()
            room.gather(3)
        room.meet()
        assert room.all_hold_all()


def test_whoever_connects_and_says_nothing_is_in_nobodys_way(tmp_path):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        come(room)
        with (
            Stranger(bed.hosts[2], door_of(room.host)),
            Stranger(bed.hosts[2], door_of(room.host)) as shaken,
        ):
            shaken.shake()
            room.meet()
        assert room.all_hold_all()


def test_a_late_joiner_who_talks_on_is_told_once_and_left(tmp_path):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        come(room)
        room.begin()
        with Stranger(bed.hosts[2], door_of(room.host)) as stranger:
            stranger.shake().join()
            for _ in range(100):
                stranger.join()
            assert stranger.told() == bytes(Abort(Why.STARTED))
            assert stranger.told() is None
        room.read()
        room.confirm(room.count_off())
        room.over()
        assert room.all_hold_all()


def test_a_device_of_another_version_is_told_so(tmp_path):
    with network(2) as bed, Room(*people(1, tmp_path, bed.hosts)) as room:
        room.people[0].meet("--host")
        room.until(lambda: room.people[0].last("invitation"))
        with Stranger(bed.hosts[1], door_of(room.host)) as stranger:
            stranger.shake().tell(Join(os.urandom(32), digits=False, large=False, version=2))
            assert stranger.told() == bytes(Abort(Why.VERSION))
            assert stranger.told() is None


def test_where_only_the_invited_come_in_nobody_else_gets_an_answer(tmp_path):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        host, member = room.people
        host.meet("--invitation-only")
        room.until(lambda: host.last("invitation"))
        with Stranger(bed.hosts[2], door_of(host)) as stranger:
            stranger.say(os.urandom(32))
            assert stranger.hear() == b""
        member.meet("--invitation")
        member.say(invitation=host.last("invitation")["typed"])
        room.meet()
        assert room.all_hold_all()


class Hollow(Announcing):
    """A stranger who announces a place where nobody is, under a name that others make way for."""

    async def _announce(self):
        async with lan.announce((self.host.address,), 9, self.instance):
            self._there.set()
            await asyncio.to_thread(self._enough.wait)


def test_a_name_that_leads_nowhere_keeps_nobody_from_meeting(tmp_path):
    with (
        network(3) as bed,
        Hollow(bed.hosts[2], "0000000000000000"),
        Room(*people(2, tmp_path, bed.hosts)) as room,
    ):
        for person in room.people:
            person.meet()
        room.meet()
        assert room.all_hold_all()
