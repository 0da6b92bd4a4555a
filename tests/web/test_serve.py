"""Where the page is served, and how that ends."""

import signal
import socket

import pytest

from tests.browser import Served
from tests.shells import ANA, LOOPBACK, PATIENCE, device


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_asked_to(ana, end):
    with Served(ana) as served:
        served.process.send_signal(end)
        assert served.process.wait(PATIENCE) == 0


def test_the_port_is_random_once_and_then_the_same(ana, tmp_path):
    with Served(ana) as first:
        pass
    with Served(ana) as second:
        assert second.origin == first.origin
    with Served(device(tmp_path, ANA, "another")) as other:
        assert other.origin != first.origin


def test_a_port_that_is_taken_is_left_to_whoever_has_it(ana):
    with Served(ana) as first:
        pass
    port = int(first.origin.rpartition(":")[2])
    with socket.create_server((LOOPBACK, port)), Served(ana) as second:
        assert second.origin != first.origin
        assert second.link.startswith("http://127.0.0.1:")


def test_only_this_device_can_reach_it(ana):
    with Served(ana) as served:
        port = int(served.origin.rpartition(":")[2])
        with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), PATIENCE):
            pass
