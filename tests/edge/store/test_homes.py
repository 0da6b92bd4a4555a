"""The folders of profiles: their names say nothing, those of the first release are found by name alone."""

import os
import tempfile
from pathlib import Path

import pytest

from p2pcard.edge.store import homes
from p2pcard.edge.store.generations import PREVIOUS, VAULT
from p2pcard.errors import FolderMissing, NotAFolder
from tests.disks import needs_root
from tests.peers import chance_of
from tests.vaults import of_first_release

PARTS = ("0a", "0b", "0c")


def folder_of(home, name, files=(VAULT,), at=0):
    """A folder that holds such files, written at that second."""
    folder = home / name
    folder.mkdir(parents=True)
    for file in files:
        (folder / file).write_bytes(b"sealed")
        os.utime(folder / file, (at, at))
    return folder


def test_the_folder_that_was_saved_last_comes_first_whatever_was_read_since(tmp_path):
    early, late, middle = (
        folder_of(tmp_path, part * 16, at=at) for part, at in (("0a", 1), ("0b", 3), ("0c", 2))
    )
    assert homes.folders(tmp_path, "") == homes.all_folders(tmp_path) == (late, middle, early)
    (early / VAULT).read_bytes()
    os.utime(early / VAULT, (9, 1))
    assert homes.folders(tmp_path, "") == (late, middle, early)


def test_the_later_of_two_saves_counts_and_one_alone_is_enough(tmp_path):
    one = folder_of(tmp_path, "0a" * 16, (PREVIOUS,), at=2)
    two = folder_of(tmp_path, "0b" * 16, (VAULT, PREVIOUS), at=1)
    os.utime(two / PREVIOUS, (3, 3))
    assert homes.folders(tmp_path, "") == (two, one)
    assert homes.saved_at(two) == 3 * 10**9
    assert homes.size(two) == len(b"sealed")


@pytest.mark.parametrize(
    "name", ["0a" * 15, "0a" * 17, "0A" * 16, "0g" * 16, "notes", "0a" * 15 + "-1", "٠" * 32, "0a" * 8]
)
def test_nothing_else_in_a_home_is_looked_into(tmp_path, name):
    folder_of(tmp_path, name)
    assert homes.folders(tmp_path, "") == ()
    assert homes.folders(tmp_path, "clinic") == ()


def test_folders_without_a_save_are_none(tmp_path):
    folder_of(tmp_path, "0a" * 16, ())
    folder_of(tmp_path, "0b" * 16, ("a photograph",))
    (tmp_path / ("0c" * 16)).write_bytes(b"a file")
    assert homes.folders(tmp_path, "") == ()


def test_what_the_first_release_made_is_found_under_its_name_and_comes_first(tmp_path):
    new = folder_of(tmp_path, "0a" * 16, at=9)
    old = {
        name: folder_of(tmp_path, of_first_release(tmp_path, name).name) for name in ("", "Work", "clinic")
    }
    assert homes.folders(tmp_path, "") == (old[""], new)
    assert homes.folders(tmp_path, "clinic") == (old["clinic"], new)
    for typed in ("Work", "work", "WORK", " work"):
        assert homes.folders(tmp_path, typed) == (old["Work"], new)
    assert homes.folders(tmp_path, "union") == (new,)
    assert set(homes.all_folders(tmp_path)) == {new, *old.values()}
    assert [homes.is_of_first_release(each) for each in (new, *old.values())] == [False, True, True, True]


def test_a_name_as_it_was_typed_goes_before_one_in_other_capitals(tmp_path):
    old = {name: folder_of(tmp_path, of_first_release(tmp_path, name).name) for name in ("Work", "work")}
    for typed, folder in old.items():
        assert homes.folders(tmp_path, typed) == (folder,)


def test_a_new_vault_gets_a_folder_of_chance_alone(tmp_path):
    drawn = [homes.for_a_new_vault(tmp_path, chance_of(f"turn {turn}")) for turn in range(50)]
    assert len(set(drawn)) == 50
    assert {len(each.name) for each in drawn} == {2 * homes.NAME_SIZE}
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_never_got_its_first_save_is_used_again(tmp_path):
    folder_of(tmp_path, "0a" * 16)
    begun = folder_of(tmp_path, "0b" * 16, ())
    assert homes.for_a_new_vault(tmp_path, chance_of("next")) == begun


def test_a_home_that_cannot_be_one_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "nowhere").symlink_to(tmp_path / "unplugged")
    for home, refusal in (("file", NotAFolder), ("file/below", NotAFolder), ("nowhere", FolderMissing)):
        with pytest.raises(refusal):
            homes.folders(tmp_path / home, "")
    assert homes.folders(tmp_path / "not yet", "") == ()


def test_a_folder_on_a_disk_that_is_not_there_is_told_and_one_that_is_there_is_followed(tmp_path):
    home = tmp_path / "home"
    away = folder_of(tmp_path / "stick", "kept")
    home.mkdir()
    link = home / ("0a" * 16)
    link.symlink_to(away)
    assert homes.folders(home, "") == (link,)
    homes.refuse_if_cut_off(home)
    away.rename(tmp_path / "unplugged")
    assert homes.folders(home, "") == ()
    with pytest.raises(FolderMissing):
        homes.refuse_if_cut_off(home)


@needs_root
def test_a_folder_that_may_not_be_looked_into_counts_as_a_vault():
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        home.chmod(0o755)
        folder = folder_of(home, "0a" * 16)
        folder.chmod(0)
        if not (child := os.fork()):  # as somebody else, because root may look into everything
            found: tuple[Path, ...] = ()
            try:
                os.setuid(65534)
                found = homes.folders(home, "")
            finally:
                os._exit(found != (folder,))
        assert os.waitpid(child, 0)[1] == 0
