"""The facts about this device, as they are, without the phrase and without changing anything."""

import shutil

import pytest

from p2pcard.core.checkup import Screen
from p2pcard.core.statements.card import Card
from p2pcard.errors import DamagedOnlySave, NoVault
from p2pcard.service import checkup
from p2pcard.service.cardholder import Cardholder
from tests.vaults import PHRASE

SCREEN = Screen(shows_all_letters=True, columns=80, speaks_as_asked=True)
pytestmark = pytest.mark.usefixtures("stretched_once")


def test_of_a_new_device_there_is_a_disk_and_no_vault_and_looking_makes_none(tmp_path):
    home = tmp_path / "home"
    facts = checkup.look(Cardholder(home), SCREEN)
    assert isinstance(facts.cards, NoVault)
    assert (facts.disk.writable, facts.disk.private, facts.screen) == (True, True, SCREEN)
    assert abs(facts.disk.free - shutil.disk_usage(tmp_path).free) < 1 << 30
    assert not home.exists()


def test_whole_cards_are_told_from_damaged_ones_without_their_phrase(tmp_path):
    mine = Cardholder(tmp_path / "home")
    mine.create(PHRASE, Card("Me"), low_memory=True)
    mine.lock()
    assert checkup.look(Cardholder(tmp_path / "home"), SCREEN).cards is None
    for save in mine.folder.glob("*.p2pcard"):
        save.write_bytes(b"")
    assert isinstance(checkup.look(Cardholder(tmp_path / "home"), SCREEN).cards, DamagedOnlySave)


def test_a_folder_that_others_may_look_into_and_one_that_cannot_be_are_told(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    assert not checkup.look(Cardholder(home), SCREEN).disk.private
    (tmp_path / "file").touch()
    assert not checkup.look(Cardholder(tmp_path / "file" / "home"), SCREEN).disk.writable


def test_memory_is_asked_for_at_the_cost_that_this_device_pays(tmp_path, monkeypatch):
    asked = []

    def can_take(size):
        asked.append(size)
        return False

    monkeypatch.setattr(checkup, "can_take", can_take)
    for low in (True, False):
        monkeypatch.setattr(Cardholder, "needs_low_memory", low)
        assert not checkup.look(Cardholder(tmp_path), SCREEN).has_memory
    assert asked == [64 << 20, 256 << 20]
