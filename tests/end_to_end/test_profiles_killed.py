"""The program is killed at each step at the disk while a profile of the first release gets its name."""

import os
import random
import shutil
import signal
import subprocess
import sys

import pytest

from p2pcard.core.book.book import How
from p2pcard.edge.store import homes
from p2pcard.errors import NoVault, OtherProfile
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.profiles import cards_here
from tests.canaries import Watch, word
from tests.machines import DYING, steps_of
from tests.peers import MONTH, card_of
from tests.shells import PHRASE, ROOT
from tests.vaults import book_of, create, of_first_release, stretch_once

NAME = word(random.Random("a profile of the first release"))
WORDS = ("--profile", NAME, "--json", "people")
WATCH = Watch.of([NAME])


@pytest.fixture
def old(tmp_path, monkeypatch):
    """A home that the first release left, with somebody in it, and the phrase in a file beside it."""
    stretch_once(monkeypatch)
    (tmp_path / "phrase").write_text(PHRASE)
    book = book_of(2).accept(card_of("Ben"), How.QR, MONTH)
    create(of_first_release(tmp_path / "old", NAME), book, phrase=PHRASE).close()
    return tmp_path / "old"


def run(home, point=-1):
    """Open the profile by its name with the program, killed at a step at the disk, or at none."""
    return subprocess.run(
        [sys.executable, "-c", DYING, "kill", "disk", str(point), "--home", str(home), *WORDS],
        env={**os.environ, "P2PCARD_PASSPHRASE_FILE": str(home.parent / "phrase"), "PYTHONPATH": str(ROOT)},
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_whenever_it_is_killed_the_profile_opens_by_its_name_and_then_tells_it_to_nobody(old):
    whole = shutil.copytree(old, old.parent / "whole")
    steps, _ = steps_of(run(whole))
    assert [homes.is_of_first_release(each.folder) for each in cards_here(whole)] == [False]
    assert steps > 10
    names = set()
    for point in range(1, steps + 1):
        home = shutil.copytree(old, old.parent / f"killed {point}")
        assert run(home, point).returncode == -signal.SIGKILL
        assert WATCH.in_folders(home) == []
        (left,) = cards_here(home)
        names.add(homes.is_of_first_release(left.folder))
        with pytest.raises((NoVault, OtherProfile)):  # it never lies there for another name to be given to it
            Cardholder(home, "another").unlock(PHRASE)
        me = Cardholder(home, NAME)
        me.unlock(PHRASE)
        assert (me.book.settings.profile, len(me.book.contacts)) == (NAME, 3)
        me.lock()
        (left,) = cards_here(home)
        assert not homes.is_of_first_release(left.folder)
        assert left.amiss is None
        again = Cardholder(home)
        again.unlock(PHRASE)  # its phrase is enough from now on
        assert again.book.settings.profile == NAME
        again.lock()
    assert names == {True, False}  # it was killed before, and after
