"""What this device says of its memory is what can be had of it."""

import os
import resource
import subprocess
import sys

import pytest

from p2pcard.edge import ram

MEBIBYTE = 1 << 20


def test_the_size_of_the_memory_is_that_of_all_its_pages(monkeypatch):
    pages = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 1000}
    monkeypatch.setattr(os, "sysconf", pages.__getitem__)
    assert ram.memory_size() == 4_096_000


@pytest.mark.parametrize("error", [AttributeError, ValueError, OSError])
def test_where_the_system_does_not_tell_there_is_more_memory_than_anybody_needs(monkeypatch, error):
    def unknown(name):
        raise error

    monkeypatch.setattr(os, "sysconf", unknown)
    assert ram.memory_size() > 10**15


def test_what_the_system_would_not_give_is_not_to_be_had_and_the_rest_is():
    asked = "from p2pcard.edge.ram import can_take; print(can_take(64 << 20), can_take(4096 << 20))"
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)); {asked}"
    done = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"


def test_asking_takes_nothing():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert ram.can_take(512 * MEBIBYTE)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024
