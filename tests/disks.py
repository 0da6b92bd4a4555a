"""Real small disks in memory: one that runs full, one that can only be read."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

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


def make_read_only(folder):
    """Let a mounted disk be read only from now on, also where a file on it is open."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
