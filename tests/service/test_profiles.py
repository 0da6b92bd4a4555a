"""What shows of vaults on a device without any phrase."""

import os

import pytest

from p2pcard.core.formats import sealed
from p2pcard.edge.store.generations import VAULT
from p2pcard.errors import DamagedOnlySave, NotAFolder
from p2pcard.service.profiles import cards_here
from tests.vaults import PHRASE, book_of, create, of_first_release

WHOLE = sealed.FIRST_STEP + 26 + 1 + 94 + 24 + 16  # bytes of a save of the first step
NOON = 1_764_590_400  # a second


@pytest.fixture
def three(tmp_path, stretched_once):
    """Three vaults, saved an hour after each other, the last one by the first release."""
    folders = [tmp_path / ("ab" * 16), tmp_path / ("cd" * 16), of_first_release(tmp_path, "clinic")]
    for hour, folder in enumerate(folders):
        create(folder, book_of(2 * hour)).close()
        os.utime(folder / VAULT, (NOON, NOON + 3600 * hour))
    return folders


def test_it_is_how_many_when_each_was_saved_last_and_its_size(three, tmp_path):
    found = cards_here(tmp_path)
    assert [each.folder for each in found] == three[::-1]
    assert [each.saved_at.timestamp() for each in found] == [NOON + 7200, NOON + 3600, NOON]
    assert [(each.size, each.amiss) for each in found] == [(WHOLE, None)] * 3


def test_what_is_damaged_so_that_it_shows_is_told_of_the_one_that_it_is(three, tmp_path):
    (three[1] / VAULT).write_bytes(b"")
    assert [type(each.amiss) for each in cards_here(tmp_path)].count(DamagedOnlySave) == 1
    (damaged,) = (each for each in cards_here(tmp_path) if each.amiss)
    assert (damaged.folder, damaged.size) == (three[1], 0)


def test_by_a_name_only_what_the_first_release_made_can_be_told(three, tmp_path):
    for name in ("clinic", "Clinic", " CLINIC"):
        assert [each.folder for each in cards_here(tmp_path, name)] == [three[2]]
    assert cards_here(tmp_path, "union") == ()


def test_looking_changes_nothing(three, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in (tmp_path, *tmp_path.rglob("*"))}
    cards_here(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path, *tmp_path.rglob("*"))} == before


def test_where_nothing_is_nothing_shows_and_a_file_is_no_home(tmp_path):
    assert cards_here(tmp_path / "nowhere") == ()
    (tmp_path / "file").write_text(PHRASE)
    with pytest.raises(NotAFolder):
        cards_here(tmp_path / "file")
