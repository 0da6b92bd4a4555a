"""Lines that wait for their handshake: there is room for so many, and no device crowds out another."""

import pytest

from p2pcard.service.live.pending import PendingHandshakes, to_go


@pytest.mark.parametrize(
    ("addresses", "place"),
    [("a", 0), ("ab", 0), ("aab", 0), ("abb", 1), ("babab", 0), ("abcbcb", 1), ("aaabbbb", 3)],
)
def test_who_has_to_go_is_the_longest_there_of_the_address_with_the_most(addresses, place):
    assert to_go(tuple(addresses)) == place


class Waiting:
    """A line whose handshake is not done."""

    def __init__(self, address):
        self.address, self.is_cut = address, False

    def cut(self):
        self.is_cut = True


def test_there_is_room_for_so_many_handshakes_and_no_device_crowds_out_another():
    pending, friend, strangers = (
        PendingHandshakes(4),
        Waiting("friend"),
        [Waiting("stranger") for _ in range(9)],
    )
    waits = [pending.waiting(line) for line in (friend, *strangers)]
    for wait in waits:
        wait.__enter__()
    assert not friend.is_cut
    assert [line.is_cut for line in strangers] == [True] * 6 + [False] * 3
    for wait in waits:
        wait.__exit__(None, None, None)
    with pending.waiting(friend):
        assert not friend.is_cut
