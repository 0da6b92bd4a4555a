"""Strangers whose lines would cost a host, or every screen, more than they pay."""

import contextlib

import pytest

from p2pcard.core.exchange.invitation import read_invitation
from p2pcard.core.exchange.meeting.messages import Dones, Join, Read, Reader, Receipt, Seals, Want
from p2pcard.core.formats import armor
from p2pcard.service.live.hosting import LINES
from tests.network import needs_networks, network
from tests.people import people
from tests.rooms import Room, come
from tests.strangers import Stranger, door_of

pytestmark = needs_networks

BREACHES = {  # none of these is for a member to say while people gather
    "a wish": Want(0),
    "the longest list of cards": Seals((bytes(4190),) * 250),
    "the slowest to read": Dones((Receipt(0, tuple(range(250)), bytes(64)),) * 1800),
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
            room.until(lambda: room.host.count == 2)
            assert max(len(person.all("reader")) for person in room.people) < 10


def test_coming_in_to_read_and_leaving_again_and_again_is_shown_once(tmp_path):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        come(room)
        for _ in range(20):
            with Stranger(bed.hosts[2], door_of(room.host)) as stranger:
                stranger.shake().join()
                room.gather(3)
                stranger.tell(Read())
                while stranger.told() != bytes(Reader(stranger.commitment)):
                    pass
            room.gather(2)
        assert [len(person.all("reader")) for person in room.people] == [1, 1]


def is_full(line, invited):
    """Come in without the invitation, and stay when there is no place."""
    line.shake().join()


def breaks_a_rule(line, invited):
    """Come in with the invitation, say what nobody may say there, and stay."""
    line.shake(invited).join().tell(Want(0))


def is_there_already(line, invited):
    """Come in with the invitation and somebody's commitment, and stay."""
    line.shake(invited).tell(Join(bytes(32), digits=False, large=False))


@pytest.mark.parametrize("way", [is_full, breaks_a_rule, is_there_already])
def test_lines_that_are_told_to_go_and_stay_keep_nobody_out(tmp_path, way):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room, contextlib.ExitStack() as lines:
        ana, ben = room.people
        ana.meet("--host")
        room.until(lambda: ana.last("invitation"))
        invited = read_invitation(armor.read(ana.last("invitation")["typed"])).psk
        for _ in range(LINES + 20):
            way(lines.enter_context(Stranger(bed.hosts[2], door_of(ana))), invited)
        ben.meet()
        room.until(lambda: ben.last("in"))
        assert not ben.all("aborted")


def test_a_flood_of_knocks_leaves_the_code_of_a_swap_on_the_screen(tmp_path):
    with network(2) as bed, Room(*people(1, tmp_path, bed.hosts)) as room:
        (shower,) = room.people
        shower.start(*shower.words("swap"))
        room.until(lambda: shower.last("code"))
        for _ in range(120):
            with Stranger(bed.hosts[1], door_of(shower)) as stranger:
                stranger.say(bytes(48))
                assert stranger.hear() == b""
        shower.say(stop=True)
        room.over()
        assert [told["count"] for told in shower.all("stranger")] == [1, 10, 100]
