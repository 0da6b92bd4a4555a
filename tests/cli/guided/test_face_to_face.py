"""Swapping in the guided session: with one person in each way, without a camera, and with a room."""

import re

import pytest

from tests.cli.guided.sitting import FIND, sitting
from tests.network import needs_networks
from tests.shells import ANA, BEN, device

LOOPBACK = ("11", "4", ("Enter: leave it as it is.", "127.0.0.1"), "")
WAY = "Type a number, or press Enter to go back:"


def test_two_people_swap_by_a_code_that_one_shows_and_the_other_types(tmp_path):
    with sitting(device(tmp_path, ANA)) as ana, sitting(device(tmp_path, BEN)) as ben:
        for each in (ana, ben):
            each.choose(*LOOPBACK)
            each.terminal.type("1")
        ana.terminal.answer(WAY, "1")
        assert "takes this code with: 1 (Swap cards with one person)\n" in ana.terminal.until("As text:")
        code = ana.terminal.code() or ana.terminal.code()
        ben.terminal.answer(WAY, "3")
        first, last = code[:40], code[40:]
        ben.terminal.answer("Type or paste it (q: stop):", first)
        ben.terminal.answer("And the next line of it:", last)
        said = []
        for each in (ana.terminal, ben.terminal):
            each.until("on a call where you know the voice:")
            each.until("\n    ")
            said.append(each.until("\n").strip())
        for each, words in zip((ana.terminal, ben.terminal), reversed(said), strict=True):
            each.answer("three letters of each (q: stop):", words)
        for each in (ana, ben):
            each.terminal.until("You now hold 1 card:")
            each.terminal.until(FIND["en"])
            assert "p2pcard " not in each.terminal.shown


@pytest.mark.parametrize("way", ["1", "4"])
def test_whoever_stops_is_led_back_to_the_choices(tmp_path, way):
    with sitting(device(tmp_path, ANA)) as ana:
        ana.choose(*LOOPBACK)
        ana.terminal.type("1")
        ana.terminal.answer(WAY, way)
        ana.terminal.until("q: stop" if way == "1" else "Looking for the others.")
        ana.terminal.type("q")
        shown = ana.terminal.until(FIND["en"])
        assert not re.search(r"p2pcard \w", shown), shown


def test_without_a_camera_two_people_hold_a_meeting_of_two(tmp_path):
    with sitting(device(tmp_path, ANA)) as ana:
        ana.choose(*LOOPBACK)
        ana.terminal.type("1")
        assert "  4  No camera: we read aloud\n" in ana.terminal.answer(WAY, "4")
        ana.terminal.until("Both of you choose this, and one reads aloud what is shown.")
        ana.terminal.until("Looking for the others.")


def test_a_room_is_begun_for_invited_people_and_joined_by_the_invitation(tmp_path):
    with sitting(device(tmp_path, ANA)) as ana, sitting(device(tmp_path, BEN)) as ben:
        for each in (ana, ben):
            each.choose(*LOOPBACK)
            each.terminal.type("2")
        ana.terminal.answer("or press Enter for 1:", "4")
        assert "join with 2 (Swap cards with a whole room), and then:\n" in ana.terminal.until("and then:\n")
        invitation = ana.terminal.code()
        ben.terminal.answer("or press Enter for 1:", "3")
        ben.terminal.answer("from the first screen (q: stop):", invitation)
        ben.terminal.until("You are in.")
        ana.terminal.until("Somebody came in.")
        ana.terminal.type("2")
        ana.terminal.until("slowly, twice:\n\n    ")
        words = ana.terminal.until("\n").strip()
        ben.terminal.answer("three letters of each:", words)
        shown = ben.terminal.until("type the last number:")
        answer = re.findall(r"you say this aloud, too: (\w+)", shown)
        ben.terminal.type("2")
        ana.terminal.answer("Type that word here:", answer[0])
        for each in (ana, ben):
            each.terminal.until("You now hold 1 card:")
        ana.terminal.answer("To end it now, press Enter.", "")
        for each in (ana, ben):
            each.terminal.until(FIND["en"])


@needs_networks
def test_before_the_first_exchange_of_a_session_it_is_said_what_stands_in_the_way(tmp_path):
    without_network = ("unshare", "--net")
    with sitting(device(tmp_path, ANA), inside=without_network) as ana:
        told = ana.choose("2", ("Go on all the same? Type yes, or press Enter to go back:", ""))
        assert "In the way: This device is not connected to a network." in told
        assert "Fine:" not in told
        assert "Go on all the same?" not in ana.choose("2", ("or press Enter for 1:", ""))
