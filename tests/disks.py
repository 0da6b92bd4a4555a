"""Real small disks in memory: one runs full, one can only be read, one takes all that is written."""

import os
import shutil
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

needs_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="only root on Linux may mount the small disk this needs; run it as root or in a container",
)


@contextmanager
def small_disk(folder, kibibytes):
    """Mount a disk of so many KiB at `folder`, and take it away afterwards."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "p2pcard-test", folder], check=True)
    try:
        yield folder
    finally:
        while folder.is_mount():
            subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def overlaid(folder):
    """Mount this machine's files at `folder / "machine"`; what is written to them comes to that alone.

    Returns that folder, to be the root of programs, and the one in which all is
    found that they wrote, wherever that was. Their devices are a few, and new.
    """
    with small_disk(folder, 2**20) as disk:
        machine, written, work = (disk / name for name in ("machine", "written", "work"))
        for each in (machine, written, work):
            each.mkdir()
        layers = f"lowerdir=/,upperdir={written},workdir={work}"
        subprocess.run(["mount", "-t", "overlay", "-o", layers, "p2pcard-test", machine], check=True)
        subprocess.run(["mount", "--bind", "/proc", machine / "proc"], check=True)
        for place in {ROOT, Path(sys.prefix), Path(sys.base_prefix)}:  # each may be a disk of its own
            inside = machine.joinpath(*place.parts[1:])
            if not (inside.exists() and any(inside.iterdir())):
                inside.mkdir(parents=True, exist_ok=True)
                subprocess.run(["mount", "--bind", place, inside], check=True)
        (machine / "dev/shm").mkdir(parents=True, exist_ok=True)
        for name, minor in (("null", 3), ("urandom", 9)):
            if not (machine / "dev" / name).exists():
                os.mknod(machine / "dev" / name, stat.S_IFCHR | 0o666, os.makedev(1, minor))
        yield machine, written


def make_read_only(folder):
    """Let a mounted disk be read only from now on, also where a file on it is open."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
