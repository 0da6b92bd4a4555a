"""A vault on a disk that makes trouble: every failure leaves it as it was."""

from dataclasses import replace

import pytest

from p2pcard.core.book.settings import Settings
from p2pcard.core.formats import sealed
from p2pcard.edge.store import generations
from p2pcard.edge.store.vault import Vault
from p2pcard.errors import DiskFull, FolderMissing, FolderReadOnly, VaultFull
from tests.disks import make_read_only, needs_root, small_disk
from tests.peers import MONTH, chance_of
from tests.vaults import OTHER_PHRASE, PHRASE, ROOT, book_of, create, files, reopen

WAYS = {
    "save": lambda held: held.save(book_of(2), MONTH + 1),
    "erase": lambda held: held.save(book_of(2), MONTH + 1, erase_previous=True),
    "phrase": lambda held: held.rekey(OTHER_PHRASE, MONTH + 1),
    "backup": lambda held: held.write_backup(held.folder / "backup"),
}


pytestmark = pytest.mark.usefixtures("stretched_once")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@needs_root
def test_a_full_disk_changes_neither_the_vault_nor_what_is_on_disk(way, tmp_path):
    with small_disk(tmp_path / "disk", 2 * 256 + 200) as folder:
        with create(folder) as held:
            held.save(book_of(1), MONTH)
            before = files(folder)
            with pytest.raises(DiskFull):
                way(held)
            assert files(folder) == before
            assert (held.book, held.save_number, held.last_month, held.root()) == (book_of(1), 2, MONTH, ROOT)
            (folder / generations.PREVIOUS).unlink()
            held.save(book_of(3), MONTH)  # there is room again, and everything goes on
        with reopen(folder) as opened:
            assert (opened.book, opened.save_number) == (book_of(3), 3)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@needs_root
def test_a_disk_that_turns_read_only_changes_nothing(way, tmp_path):
    with small_disk(tmp_path / "disk", 2048) as folder:
        with create(folder) as held:
            held.save(book_of(1), MONTH)
            before = files(folder)
            make_read_only(folder)
            with pytest.raises(FolderReadOnly):
                way(held)
            assert (files(folder), held.book, held.root()) == (before, book_of(1), ROOT)
        with pytest.raises(FolderReadOnly):
            generations.destroy(folder)
        with reopen(folder) as held:
            assert held.book == book_of(1)
            with pytest.raises(FolderReadOnly):
                way(held)
        assert files(folder) == before


@needs_root
def test_a_vault_that_does_not_fit_is_not_begun(tmp_path):
    with small_disk(tmp_path / "disk", 128) as folder:
        with pytest.raises(DiskFull):
            create(folder)
        assert list(files(folder)) == [generations.LOCK]


def test_a_folder_that_went_away_keeps_the_book_in_hand(tmp_path):
    folder = tmp_path / "profile"
    with create(folder) as held:
        folder.rename(tmp_path / "elsewhere")
        with pytest.raises(FolderMissing):
            held.save(book_of(1), MONTH)
        (tmp_path / "elsewhere").rename(folder)
        held.save(book_of(1), MONTH)
    with reopen(folder) as opened:
        assert (opened.book, opened.save_number) == (book_of(1), 2)


@needs_root
def test_a_full_disk_keeps_nobody_out_where_the_save_before_was_still_to_be_erased(tmp_path):
    with small_disk(tmp_path / "disk", 4 * 256 + 100) as folder:
        with create(folder, book_of(1)) as held:
            old = (folder / generations.VAULT).read_bytes()
            held.save(held.book, MONTH, erase_previous=True)
        (folder / generations.PREVIOUS).write_bytes(old)  # as if power had gone between the two files
        (folder / "photographs").write_bytes(bytes(450_000))
        with reopen(folder) as opened:
            assert opened.book == book_of(1)
            assert not (folder / generations.PREVIOUS).exists()
            opened.save(book_of(2), MONTH)


LARGE = book_of(1).with_settings(Settings("x" * sealed.FIRST_STEP))
TOO_LARGE = {
    "save": lambda held: held.save(book_of(2).with_settings(LARGE.settings), MONTH + 1),
    "erase": lambda held: held.save(LARGE, MONTH + 1, erase_previous=True),
    "phrase": WAYS["phrase"],
    "backup": WAYS["backup"],
}


@pytest.mark.parametrize("way", TOO_LARGE.values(), ids=TOO_LARGE)
def test_more_than_a_file_can_hold_changes_neither_the_vault_nor_what_is_on_disk(way, folder):
    with create(folder, LARGE) as held:
        held.save(LARGE, MONTH)
    before, found = files(folder), generations.unlock(folder, PHRASE)
    small = replace(found, keys=replace(found.keys, limit=sealed.FIRST_STEP))
    with Vault.open(small, chance_of("me")) as held:
        with pytest.raises(VaultFull):
            way(held)
        assert files(folder) == before
        assert (held.book, held.save_number, held.last_month, held.root()) == (LARGE, 2, MONTH, ROOT)
        held.save(book_of(2), MONTH, erase_previous=True)  # something was let go of, and everything goes on
    with reopen(folder) as opened:
        assert (opened.book, opened.save_number) == (book_of(2), 3)
