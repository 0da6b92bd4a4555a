"""A file is replaced whole or not at all, and what the system says becomes a sentence with a way out."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from p2pcard.edge.store import disk
from p2pcard.edge.store.lockfile import FolderLock
from p2pcard.errors import (
    DiskFull,
    DiskTrouble,
    FolderMissing,
    FolderReadOnly,
    IsAFolder,
    NotAFolder,
    NotPermitted,
)
from tests.disks import make_read_only, needs_root, small_disk


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_for_its_owner_alone_and_nothing_is_left_beside_it(tmp_path):
    disk.replace({tmp_path / "file": b"one"})
    assert (tmp_path / "file").read_bytes() == b"one"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["file"]


def test_what_was_there_is_kept_as_the_previous_one(tmp_path):
    for number in range(4):
        disk.replace({tmp_path / "file": b"%d" % number}, tmp_path / "before")
    assert (tmp_path / "file").read_bytes() == b"3"
    assert (tmp_path / "before").read_bytes() == b"2"
    assert names(tmp_path) == ["before", "file"]


def test_a_previous_one_that_is_the_same_file_leaves_nothing_over(tmp_path):
    disk.replace({tmp_path / "file": b"one"})
    (tmp_path / "before").hardlink_to(tmp_path / "file")
    disk.replace({tmp_path / "file": b"two"}, tmp_path / "before")
    assert names(tmp_path) == ["before", "file"]
    assert (tmp_path / "before").read_bytes() == b"one"


def test_a_disk_without_links_keeps_the_previous_one_as_a_copy(tmp_path, monkeypatch):
    def no_links(self, target):
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    for text in (b"one", b"two"):
        disk.replace({tmp_path / "file": text}, tmp_path / "before")
    assert ((tmp_path / "file").read_bytes(), (tmp_path / "before").read_bytes()) == (b"two", b"one")


def test_two_files_are_both_written_before_either_takes_its_place(tmp_path):
    disk.replace({tmp_path / "a": b"old"})
    with pytest.raises(DiskTrouble):  # beside the second no longer name may be
        disk.replace({tmp_path / "a": b"new", tmp_path / ("b" * 250): b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_folder_in_the_place_of_what_is_being_written_is_put_beside_it(tmp_path):
    for letter in (False, True, True):
        folder = tmp_path / f".file{disk.NEW}"
        folder.mkdir()
        if letter:
            (folder / "letter").write_bytes(b"Dear Ben")
        disk.replace({tmp_path / "file": b"new"})
    assert (tmp_path / "file").read_bytes() == b"new"
    assert names(tmp_path) == [f".file{disk.NEW}-1", f".file{disk.NEW}-2", "file"]


@pytest.mark.parametrize("place", ["link", "pipe", "file", "folder", "nothing"])
def test_way_is_made_for_a_file_and_a_folder_that_holds_something_is_not_removed(tmp_path, place):
    path, letter = tmp_path / "place", tmp_path / "letter"
    letter.write_bytes(b"Dear Ben")
    match place:
        case "link":
            path.symlink_to(letter)
        case "pipe":
            os.mkfifo(path)
        case "file":
            path.write_bytes(b"mine")
        case "folder":
            path.mkdir()
            (path / "letter").write_bytes(b"Dear Ben")
    way = disk.make_way(path)
    assert way == (tmp_path / "place-1" if place == "folder" else path)
    assert path.exists() is (place == "file")
    assert [each.read_bytes() for each in tmp_path.rglob("letter")] == [b"Dear Ben"] * (
        1 + (place == "folder")
    )


def test_more_than_a_save_can_be_is_removed_and_not_overwritten(tmp_path):
    (tmp_path / "hole").touch()
    os.truncate(tmp_path / "hole", 2**40)
    (tmp_path / "a look at its blocks").hardlink_to(tmp_path / "hole")
    disk.destroy((tmp_path / "hole",), 10)
    assert (tmp_path / "a look at its blocks").stat().st_blocks == 0
    assert names(tmp_path) == ["a look at its blocks"]


def test_a_leftover_of_a_crash_is_swept_up(tmp_path):
    (tmp_path / f".file{disk.NEW}").write_bytes(b"half")
    disk.sweep(tmp_path / "file")
    disk.sweep(tmp_path / "file")
    assert names(tmp_path) == []


def test_a_leftover_of_a_crash_is_no_obstacle(tmp_path):
    (tmp_path / f".file{disk.NEW}").write_bytes(b"half")
    disk.replace({tmp_path / "file": b"whole"})
    assert names(tmp_path) == ["file"]


def test_a_link_planted_beside_a_file_is_not_followed(tmp_path):
    (tmp_path / "target").write_bytes(b"mine")
    (tmp_path / f".file{disk.NEW}").symlink_to(tmp_path / "target")
    disk.replace({tmp_path / "file": b"whole"})
    assert (tmp_path / "target").read_bytes() == b"mine"


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FolderMissing) as refused:
        disk.replace({tmp_path / "gone" / "file": b""})
    assert "gone" in str(refused.value)
    with pytest.raises(FolderMissing):
        disk.read(tmp_path / "gone", 10)
    with pytest.raises(FolderMissing):
        FolderLock(tmp_path / "gone" / "lock")


def test_a_folder_below_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for act in (disk.make_folder, disk.refuse_if_a_file, disk.refuse_if_not_writable):
        with pytest.raises(NotAFolder) as refused:
            act(tmp_path / "file" / "folder")
        assert str(refused.value) == f"“{tmp_path / 'file'}” is a file, and not a folder."


def test_what_else_a_disk_does_is_told_in_the_systems_words(tmp_path):
    with pytest.raises(DiskTrouble) as refused, disk.refusing(tmp_path):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    assert os.strerror(errno.EIO) in str(refused.value)


def test_a_small_file_needs_no_more_memory_under_a_large_limit(tmp_path):
    (tmp_path / "file").write_bytes(bytes(100))
    source = (
        "import pathlib, resource, sys\n"
        "from p2pcard.edge.store import disk\n"
        "resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20))\n"
        "print(len(disk.read(pathlib.Path(sys.argv[1]), 1 << 30)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", source, tmp_path / "file"], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("100\n", 0), done.stderr


def test_no_more_than_the_limit_and_one_byte_is_read(tmp_path):
    (tmp_path / "file").write_bytes(b"x" * 100)
    assert len(disk.read(tmp_path / "file", 10)) == 11
    assert len(disk.read(tmp_path / "file", 100)) == 100


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, FolderReadOnly),
        (errno.EACCES, NotPermitted),
        (errno.EPERM, NotPermitted),
        (errno.EIO, DiskTrouble),
    ],
)
def test_what_the_system_refuses_becomes_a_refusal_that_says_nothing_was_lost(number, refusal, tmp_path):
    with pytest.raises(refusal) as refused, disk.refusing(tmp_path):
        raise OSError(number, os.strerror(number))
    assert "Nothing was lost" in refused.value.kept


def test_a_folder_in_the_place_of_a_file_is_named_and_stays_as_it_is(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for act in (lambda: disk.read(folder, 10), lambda: disk.replace({folder: b"new"})):
        with pytest.raises(IsAFolder) as refused:
            act()
        assert str(refused.value) == f"“{folder}” is a folder, and not a file."
    assert list(tmp_path.rglob("*")) == [folder]


@needs_root
def test_a_full_disk_keeps_the_old_file_and_nothing_else(tmp_path):
    with small_disk(tmp_path / "disk", 256) as folder:
        disk.replace({folder / "file": b"o" * 100_000}, folder / "before")
        with pytest.raises(DiskFull):
            disk.replace({folder / "file": b"n" * 200_000}, folder / "before")
        assert (folder / "file").read_bytes() == b"o" * 100_000
        assert names(folder) == ["file"]


@needs_root
def test_a_read_only_disk_keeps_everything(tmp_path):
    with small_disk(tmp_path / "disk", 256) as folder:
        disk.replace({folder / "file": b"old"})
        make_read_only(folder)
        for attempt in (
            lambda: disk.replace({folder / "file": b"new"}, folder / "before"),
            lambda: disk.destroy((folder / "file",), 10),
            lambda: disk.make_folder(folder / "other"),
        ):
            with pytest.raises(FolderReadOnly):
                attempt()
        assert disk.read(folder / "file", 10) == b"old"
        assert names(folder) == ["file"]


def as_nobody(story):
    """Run a story as a person without rights here."""
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            story()
        except NotPermitted:
            os._exit(42)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@needs_root
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_folder_of_somebody_else_is_refused(tmp_path):
    folder = tmp_path / "theirs"
    disk.make_folder(folder)
    assert as_nobody(lambda: disk.replace({folder / "file": b""})) == 42
    assert as_nobody(lambda: FolderLock(folder / "lock")) == 42
    assert names(folder) == []


def test_destroyed_files_are_overwritten_before_they_go(tmp_path):
    (tmp_path / "file").write_bytes(b"secret" * 1000)
    (tmp_path / "a look at its blocks").hardlink_to(tmp_path / "file")
    disk.destroy((tmp_path / "file", tmp_path / "never there"), 6000)
    assert (tmp_path / "a look at its blocks").read_bytes() == bytes(6000)
    assert not (tmp_path / "file").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no core dumps")
def test_a_crash_leaves_no_memory_on_disk():
    story = (
        "import resource; from p2pcard.edge.store import disk; disk.forbid_core_dumps();"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    told = subprocess.run([sys.executable, "-c", story], check=True, capture_output=True, text=True)
    assert told.stdout == "(0, 0)\n"


@pytest.mark.skipif(sys.platform != "linux", reason="an open file's name can be asked for on Linux only")
def test_the_bytes_are_flushed_before_they_get_their_name_and_the_name_after(tmp_path, monkeypatch):
    seen = []
    flush = os.fsync

    def flushing(file):
        seen.append((str(Path(f"/proc/self/fd/{file}").readlink()), names(tmp_path)))
        flush(file)

    monkeypatch.setattr(os, "fsync", flushing)
    disk.replace({tmp_path / "file": b"one"})
    beside = f".file{disk.NEW}"
    assert seen == [(str(tmp_path / beside), [beside]), (str(tmp_path), ["file"])]
