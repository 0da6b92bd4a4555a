"""What stands in the way on a device, judged from facts."""

from dataclasses import replace

import pytest

from p2pcard.core import checkup
from p2pcard.core.checkup import Check, Disk, Facts, Finding, Lan, Screen, Weight, is_ready, judge
from p2pcard.edge import qr
from p2pcard.errors import NoVault

FREE = Disk(writable=True, private=True, free=checkup.ROOM, has_locks=True)
ALONE = Lan(("192.168.1.20",), (), (), shows_hardware=False, can_listen=True, can_be_found=True)
OF_A_NETWORK = {Check.NETWORKS, Check.TWICE, Check.HARDWARE, Check.WAITING, Check.DISCOVERY}
WIDE = Screen(shows_all_letters=True, columns=checkup.CODE_COLUMNS, speaks_as_asked=True)
GOOD = Facts(cards=None, disk=FREE, has_memory=True, network=ALONE, reads_pictures=True, screen=WIDE)


def test_where_all_is_well_every_check_is_fine_and_in_order():
    assert judge(GOOD) == tuple(Finding(check, Weight.FINE) for check in Check)
    assert is_ready(judge(GOOD))


@pytest.mark.parametrize(
    ("check", "changed"),
    [
        (Check.CARDS, {"cards": NoVault()}),
        (Check.FOLDER, {"disk": replace(FREE, writable=False)}),
        (Check.SPACE, {"disk": replace(FREE, free=checkup.ROOM - 1)}),
        (Check.LOCKS, {"disk": replace(FREE, has_locks=False)}),
        (Check.MEMORY, {"has_memory": False}),
        (Check.NETWORK, {"network": None}),
    ],
)
def test_what_no_meeting_can_do_without_blocks(check, changed):
    found = judge(replace(GOOD, **changed))
    assert [each for each in found if each.weight is not Weight.FINE] == [Finding(check, Weight.BLOCKS)]
    assert not is_ready(found)


@pytest.mark.parametrize(
    ("check", "changed"),
    [
        (Check.PRIVACY, {"disk": replace(FREE, private=False)}),
        (Check.NETWORKS, {"network": replace(ALONE, others=("10.5.0.2",))}),
        (Check.TWICE, {"network": replace(ALONE, twice=("eth0", "wlan0"))}),
        (Check.HARDWARE, {"network": replace(ALONE, shows_hardware=True)}),
        (Check.WAITING, {"network": replace(ALONE, can_listen=False)}),
        (Check.DISCOVERY, {"network": replace(ALONE, can_be_found=False)}),
        (Check.PICTURES, {"reads_pictures": False}),
        (Check.LETTERS, {"screen": replace(WIDE, shows_all_letters=False)}),
        (Check.WINDOW, {"screen": replace(WIDE, columns=checkup.CODE_COLUMNS - 1)}),
        (Check.LANGUAGE, {"screen": replace(WIDE, speaks_as_asked=False)}),
    ],
)
def test_what_can_be_gone_around_does_not_block(check, changed):
    found = judge(replace(GOOD, **changed))
    assert [each for each in found if each.weight is not Weight.FINE] == [Finding(check, Weight.NOTE)]
    assert is_ready(found)


def test_nothing_is_said_about_a_network_or_a_folder_that_is_not_to_be_had():
    found = {each.check for each in judge(replace(GOOD, network=None))}
    assert set(Check) - found == OF_A_NETWORK
    found = {each.check for each in judge(replace(GOOD, disk=replace(FREE, writable=False)))}
    assert set(Check) - found == {Check.PRIVACY, Check.SPACE, Check.LOCKS}


def test_nothing_is_said_of_a_screen_that_nobody_need_look_at():
    found = {each.check for each in judge(replace(GOOD, screen=None))}
    assert found == {*Check} - {Check.LETTERS, Check.WINDOW, Check.LANGUAGE}


def test_the_width_is_that_of_the_largest_code_that_every_reader_keeps_up_with():
    assert checkup.CODE_COLUMNS == qr.STURDY + 2 * qr.NARROW
