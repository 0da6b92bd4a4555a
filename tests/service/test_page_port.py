"""The port of the page is the same the next time, and nothing that lies there instead of it is believed."""

import socket

import pytest

from p2pcard.service import page_port


def test_a_port_is_kept_beside_the_profiles_for_its_owner_alone(tmp_path):
    assert page_port.read(tmp_path) == 0
    page_port.write(tmp_path, 41234)
    assert page_port.read(tmp_path) == 41234
    assert (tmp_path / page_port.NAME).stat().st_mode & 0o077 == 0
    page_port.write(tmp_path, 51234)
    assert page_port.read(tmp_path) == 51234


def test_no_home_is_made_for_it(tmp_path):
    page_port.write(tmp_path / "home", 41234)
    assert not (tmp_path / "home").exists()
    assert page_port.read(tmp_path / "home") == 0


@pytest.mark.parametrize(
    "data", [b"", b"x", b"-1", b"0", b"80", b"1023", b"65536", b"99999", b"41234\n1", b"\xff", b"4" * 9000]
)
def test_what_is_no_port_is_none(tmp_path, data):
    (tmp_path / page_port.NAME).write_bytes(data)
    assert page_port.read(tmp_path) == 0


def test_a_folder_in_its_place_and_a_home_that_cannot_be_written_cost_nothing(tmp_path):
    (tmp_path / page_port.NAME).mkdir()
    assert page_port.read(tmp_path) == 0
    page_port.write(tmp_path, 41234)
    assert page_port.read(tmp_path) == 0


def test_a_page_is_served_while_somebody_listens_at_its_port_and_they_are_not_told(tmp_path):
    assert not page_port.is_served(tmp_path)
    with socket.create_server((page_port.HOST, 0)) as door:
        page_port.write(tmp_path, door.getsockname()[1])
        assert page_port.is_served(tmp_path)
        door.setblocking(False)
        with pytest.raises(BlockingIOError):
            door.accept()
    assert not page_port.is_served(tmp_path)
