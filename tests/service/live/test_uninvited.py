"""Who comes to an open meeting without its invitation: nobody from elsewhere, and few from one address."""

import contextlib

import pytest

from p2pcard.core.exchange.network import Way
from p2pcard.service.live.uninvited import EACH, Uninvited

NEAR, ROUTER, FAR, NOT_KNOWN = "192.168.1.20", "192.168.1.1", "203.0.113.5", "192.168.2.20"
WAYS = {NEAR: Way.NEAR, ROUTER: Way.ROUTER, FAR: Way.OUTSIDE, NOT_KNOWN: Way.UNKNOWN}


@pytest.fixture
def uninvited():
    return Uninvited(lambda address: WAYS.get(address, Way.NEAR))


def test_only_a_device_from_another_network_gets_no_answer(uninvited):
    assert [address for address in WAYS if not uninvited.is_answered(address)] == [FAR]


@pytest.mark.parametrize(("address", "count"), [(NEAR, EACH), (NOT_KNOWN, EACH), (ROUTER, 0)])
def test_there_are_so_many_places_for_one_address(uninvited, address, count):
    with contextlib.ExitStack() as places:
        got = [places.enter_context(uninvited.place(address)) for _ in range(EACH + 3)]
        assert got == [True] * count + [False] * (EACH + 3 - count)
        with uninvited.place("192.168.1.77") as of_another:
            assert of_another
    with uninvited.place(NEAR) as again:
        assert again


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_programs_of_the_hosts_own_device_may_be_many(uninvited, address):
    with contextlib.ExitStack() as places:
        assert all(places.enter_context(uninvited.place(address)) for _ in range(60))
