"""Power goes out in the middle: afterwards a vault holds exactly the old book or the new one.

One child process for each moment: it is forked with everything ready, begins
to write, and is killed (SIGKILL) after a part of the time the operation takes,
drawn from a repeatable source.
"""

import functools
import os
import random
import select
import shutil
import signal
import sys
import time
from collections import Counter

import pytest

from p2pcard.edge.store import generations, vault
from p2pcard.errors import DamagedVault, NoVault, Refusal
from tests.peers import MONTH
from tests.vaults import (
    OTHER_PHRASE,
    PHRASE,
    ROOT,
    back,
    book_of,
    canary_book,
    create,
    leaks,
    reopen,
    stretch_once,
)

MOMENTS = 200
OLD, NEW = book_of(4), canary_book()

pytestmark = [
    pytest.mark.skipif(
        not hasattr(os, "fork"), reason="only a system with fork can be killed at a chosen moment"
    ),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


@functools.cache
def saved(folder):
    """A vault with two saves, the last one of OLD: made once, and copied for each moment."""
    with create(folder, book_of(3)) as made:
        made.save(OLD, MONTH)
    return folder


def saves(folder):
    """The same vault once more."""
    shutil.copytree(saved(folder.parent.parent / "saved"), folder)


class Operation:
    """Something that writes: what it starts from, what it does, and what must hold wherever it stopped."""

    def __init__(self, folder):
        self.folder = folder

    def begin(self):
        """Bring the folder to where the operation starts, and open what it needs."""
        saves(self.folder)
        self.vault = reopen(self.folder)

    def end(self):
        """Let go of what `begin` opened."""
        self.vault.close()

    def check(self):
        """Refuse anything but the old book or the new one; return which it is."""
        with reopen(self.folder) as opened:
            assert opened.root() == ROOT
            assert opened.book in (OLD, NEW)
            opened.save(book_of(1), MONTH)
            return "new" if opened.save_number == 4 else "old"


class Create(Operation):
    def begin(self):
        pass

    def end(self):
        pass

    def write(self):
        create(self.folder, NEW)

    def check(self):
        try:
            with reopen(self.folder) as opened:
                assert opened.book == NEW
        except NoVault:
            create(self.folder, NEW).close()
            return "old"
        return "new"


class Save(Operation):
    def write(self):
        self.vault.save(NEW, MONTH)


class SaveAndErase(Operation):
    def write(self):
        self.vault.save(NEW, MONTH, erase_previous=True)

    def check(self):
        with reopen(self.folder) as opened:
            assert opened.book in (OLD, NEW)
            outcome = "new" if opened.book == NEW else "old"
        with back(self.folder) as before:
            assert before.book == (NEW if outcome == "new" else book_of(3))
        return outcome


class Rekey(Operation):
    def write(self):
        self.vault.rekey(OTHER_PHRASE, MONTH)

    def check(self):
        try:
            phrase, opened = PHRASE, reopen(self.folder, PHRASE)
        except Refusal:
            phrase, opened = OTHER_PHRASE, reopen(self.folder, OTHER_PHRASE)
        with opened:
            assert opened.book == OLD
        back(self.folder, phrase).close()
        return "old" if phrase == PHRASE else "new"


class Backup(Operation):
    def begin(self):
        super().begin()
        self.path = self.folder.parent / "backup"
        self.vault.write_backup(self.path)
        self.vault.save(book_of(0), MONTH)

    def write(self):
        self.vault.write_backup(self.path)

    def check(self):
        people = len(vault.read_backup(self.path, ROOT).book.contacts)
        assert people in (0, 4)
        return "old" if people else "new"


class Restore(Operation):
    """Going back to the save before, because the last one is damaged."""

    def begin(self):
        saves(self.folder)
        (self.folder / generations.VAULT).write_bytes(b"damaged")

    def end(self):
        pass

    def write(self):
        back(self.folder).close()

    def check(self):
        try:
            with reopen(self.folder) as opened:
                assert opened.book == book_of(3)
        except DamagedVault:
            with back(self.folder) as opened:
                assert opened.book == book_of(3)
            return "old"
        return "new"


class Destroy(Operation):
    def begin(self):
        saves(self.folder)

    def end(self):
        pass

    def write(self):
        generations.destroy(self.folder)

    def check(self):
        try:
            with reopen(self.folder) as opened:
                assert opened.book == OLD
        except NoVault:
            return "new"
        except Refusal:
            generations.destroy(self.folder)
            return "between"
        return "old"


OPERATIONS = [Create, Save, SaveAndErase, Rekey, Backup, Restore, Destroy]


def run_and_kill(operation, seconds):
    """Fork a child that writes, kill it after so many seconds, and return how long it took to end."""
    sys.stdout.flush()
    ready_out, ready_in = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(ready_in, b"r")
            operation.write()
        finally:
            os._exit(0)
    os.close(ready_in)
    os.read(ready_out, 1)
    began = time.perf_counter()
    select.select([ready_out], [], [], seconds)  # the pipe closes when the child ends by itself
    took = time.perf_counter() - began
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ready_out)
    return took


@pytest.mark.parametrize("kind", OPERATIONS, ids=lambda kind: kind.__name__)
def test_killed_at_any_moment_the_old_book_or_the_new_one_is_there(kind, tmp_path, monkeypatch):
    stretch_once(monkeypatch)
    drawn = random.Random(kind.__name__)
    durations: list[float] = []
    outcomes: Counter[str] = Counter()
    for moment in range(MOMENTS):
        folder = tmp_path / str(moment) / "profile"
        operation = kind(folder)
        folder.parent.mkdir()
        operation.begin()
        if moment < 5:
            durations.append(run_and_kill(operation, 30))
            operation.end()
            assert operation.check() == "new"
        else:
            run_and_kill(operation, drawn.uniform(0, 1.2 * max(durations)))
            operation.end()
            assert leaks(folder.parent) == [], moment
            outcomes[operation.check()] += 1
        assert [path for path in folder.rglob("*new")] == []
        shutil.rmtree(folder.parent)
    assert outcomes["old"] and outcomes["new"], outcomes
