"""Strangers who came in by a plain handshake and would cost the host, or every screen, more than they pay."""

import contextlib

import pytest

from p2pcard.core.meeting.messages import Done, Dones, Read, Seals, Want
from tests.network import needs_networks, network
from tests.people import people
from tests.rooms import Room, come
from tests.strangers import Stranger, door_of

pytestmark = needs_networks

BREACHES = {  # none of these is for a member to say while people gather
    "a wish": Want(0),
    "the longest list of cards": Seals((bytes(4190),) * 250),
    "the slowest to read": Dones((Done(0, tuple(range(250)), bytes(64)),) * 1800),
}


@pytest.mark.parametrize("breach", BREACHES.values(), ids=BREACHES)
def test_whoever_breaks_the_rules_while_people_gather_is_heard_no_more(tmp_path, breach):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        come(room)
        with Stranger(bed.hosts[2], door_of(room.host)) as stranger:
            stranger.socket.settimeout(5)
            stranger.shake().join()
            with contextlib.suppress(ConnectionError):  # the line may end before all of it is out
                stranger.tell(breach)
                while stranger.told() is not None:  # a TimeoutError where it is heard for longer
                    pass
        room.gather(2)
        room.meet()
        assert room.all_hold_all()


def test_asking_to_read_again_and_again_is_shown_to_nobody_else(tmp_path):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        come(room)
        with Stranger(bed.hosts[2], door_of(room.host)) as stranger:
            stranger.shake().join()
            room.gather(3)
            for _ in range(200):
                stranger.tell(Read())
            stranger.join()  # a breach, and so the end of it
            room.until(lambda: all(person.count == 2 for person in room.people))
            assert max(len(person.all("reader")) for person in room.people) < 10
