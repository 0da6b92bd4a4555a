"""Real small disks in memory: one runs full, one can only be read, one takes all that is written.

And a system that locks no files, as that of some network disks.
"""

import errno
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


# Has the kernel answer flock(2) with ENOLCK from now on, by a filter of seccomp(2), and becomes a program.
WITHOUT_LOCKS = """
import ctypes, os, platform, struct, sys
flock = {"x86_64": 73, "aarch64": 32}[platform.machine()]
rows = (0x20, 0, 0, 0), (0x15, 0, 1, flock), (0x06, 0, 0, 0x00050025), (0x06, 0, 0, 0x7FFF0000)
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *row) for row in rows))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rows), ctypes.addressof(code)))
libc = ctypes.CDLL(None)
assert libc.prctl(38, 1, 0, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS
assert libc.prctl(22, 2, program, 0, 0) == 0  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
os.execvp(sys.argv[1], sys.argv[1:])
"""


def make_read_only(folder):
    """Let a mounted disk be read only from now on, also where a file on it is open."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)


# Every single step of what is done to files

STEPS = ("open", "write", "fsync", "replace", "rename", "link", "unlink", "rmdir")


@contextmanager
def stepping(at, act):
    """Call `act` before the step of that number, from 1; return a list of one number: the steps so far."""
    real, count = {name: getattr(os, name) for name in STEPS}, [0]

    def counting(name):
        def step(*given, **more):
            count[0] += 1
            if count[0] == at:
                act()
            return real[name](*given, **more)

        return step

    for name in STEPS:
        setattr(os, name, counting(name))
    try:
        yield count
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def say_no():
    """Be a disk that does not work."""
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def killed_at(at, work):
    """Do `work` in a child that ends without a word before the step of that number; tell whether it did."""
    child = os.fork()
    if child == 0:
        try:
            with stepping(at, lambda: os._exit(9)):
                work()
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9), "what was done failed by itself"
    return code == 9
