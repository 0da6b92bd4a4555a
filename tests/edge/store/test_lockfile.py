"""One run of the program at a time has a folder, and its death frees it."""

import errno
import os
import subprocess
import sys

import pytest

from p2pcard.edge.store import generations, lockfile
from p2pcard.edge.store.lockfile import FolderLock
from p2pcard.errors import NoLocks, VaultBusy
from tests.peers import MONTH
from tests.vaults import OTHER_PHRASE, book_of, create, files, reopen

pytestmark = pytest.mark.usefixtures("stretched_once")


def test_one_window_at_a_time(tmp_path):
    first = FolderLock(tmp_path / "lock")
    with pytest.raises(VaultBusy) as refused:
        FolderLock(tmp_path / "lock")
    assert refused.value.exit_code == 3
    first.release()
    first.release()
    FolderLock(tmp_path / "lock").release()


def test_a_disk_without_locks_is_refused_and_nothing_stays_open(tmp_path, monkeypatch):
    taken = []

    def no_locks(file):
        taken.append(file)
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lockfile, "_lock", no_locks)
    with pytest.raises(NoLocks):
        FolderLock(tmp_path / "lock")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(*taken)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_where_there_are_no_locks_a_vault_is_read_and_says_so_once_it_is_to_be_saved(
    folder, monkeypatch, number
):
    create(folder, book_of(2)).close()

    def no_locks(file):
        raise OSError(number, "no locks")

    monkeypatch.setattr(lockfile, "_lock", no_locks)
    before = files(folder)
    with reopen(folder) as opened:
        assert opened.book == book_of(2)
        for save in (lambda: opened.save(book_of(1), MONTH), lambda: opened.rekey(OTHER_PHRASE, MONTH)):
            with pytest.raises(NoLocks):
                save()
    assert files(folder) == before


def test_another_window_is_refused_with_code_3_until_the_first_closes(folder):
    with create(folder):
        with pytest.raises(VaultBusy) as refused:
            reopen(folder)
        assert refused.value.exit_code == 3
        with pytest.raises(VaultBusy):
            generations.destroy(folder)
    reopen(folder).close()


def test_another_process_is_refused_and_its_death_frees_the_vault(folder):
    create(folder).close()
    story = (
        "import pathlib, tests.vaults\n"
        f"held = tests.vaults.reopen(pathlib.Path({str(folder)!r}))\n"
        "print('open', flush=True)\n"
        "input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", story], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(VaultBusy):
            reopen(folder)
        other.kill()
        other.wait()
    reopen(folder).close()
