"""A device that is slow: the room meets all the same."""

import os

import pytest

from tests.network import needs_networks, network
from tests.people import people
from tests.rooms import Room, come

pytestmark = needs_networks

SLOW_DISK = """
import sys
from pathlib import Path
from p2pcard.service.live.exchange_store import ExchangeStore
enough, keep = Path(sys.argv.pop(1)), ExchangeStore.keep
ExchangeStore.keep = lambda exchange, *what: (enough.read_bytes(), keep(exchange, *what))[1]
from p2pcard.__main__ import main
main()
"""


@pytest.mark.parametrize("patience", ["as long as the others wait", "longer than the others wait"])
def test_a_device_with_a_slow_disk_stores_all_and_the_others_are_told_what_is_known(tmp_path, patience):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        slow = room.people[2]
        come_with_slow_disk(room, slow, tmp_path / "enough")
        others = [person for person in room.people if person is not slow]
        room.begin()
        room.read()
        room.confirm(room.count_off())
        waited_for = "stored" if patience == "as long as the others wait" else "receipts"
        room.until(lambda: all(person.last(waited_for) for person in others))
        assert not slow.last("stored")
        (tmp_path / "enough").write_bytes(b"")
        room.over()
        assert room.all_hold_all()
        number = slow.last("number")["number"]
        for person in others:
            told = person.last("receipts")
            assert (number in told["unknown"]) == (waited_for == "receipts")
            assert (number in told["stored"]) == (waited_for == "stored")
            assert person.code == 0, person.complaint
        assert slow.code == 0, slow.complaint


def come_with_slow_disk(room, slow, enough):
    """All come; what the slow one's device stores waits until somebody opens the way `enough`."""
    os.mkfifo(enough)
    python, _, _, *words = slow.words("meet")
    room.people.remove(slow)
    come(room)
    room.join(slow).start(*words, command=(python, "-c", SLOW_DISK, enough))
    room.gather()
