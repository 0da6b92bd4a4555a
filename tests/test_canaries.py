"""Nothing of names, numbers, offers, groups or circles is written on a machine, whenever the program dies.

Real programs run on a machine on which everything that is written, wherever
that is, comes to one folder; it is looked through while they run, afterwards,
and after each has been killed.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from p2pcard.cardholder.service import Cardholder
from p2pcard.core.book import Book, How
from p2pcard.errors import NoVault, WrongPhrase
from tests.canaries import Watch, number, word
from tests.disks import needs_root, overlaid
from tests.network import ROOT
from tests.peers import card_of
from tests.shells import PHRASE
from tests.standings import NOW, device_of
from tests.vaults import stretch_once
from tests.vouchers import ME

KILLS = 50
NEXT = "seven lamps over eleven rivers"
WHAT_COUNTS = {
    *(
        "open",
        "write",
        "fsync",
        "replace",
        "rename",
        "unlink",
        "link",
        "mkdir",
        "close",
        "flock",
        "ftruncate",
    ),
}
DYING = """
import os, signal, sys
where, at = sys.argv[1], int(sys.argv[2])
del sys.argv[1:3]
from p2pcard.cli.start import main
steps = {"disk": 0, "anywhere": 0}
def step(frame, event, what):
    steps["anywhere"] += 1
    steps["disk"] += event[:2] == "c_" and what.__name__ in WHAT_COUNTS
    if steps[where] == at:
        os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(step)
try:
    main()
finally:
    sys.setprofile(None)
    sys.stderr.write("STEPS {disk} {anywhere}".format(**steps))
""".replace("WHAT_COUNTS", repr(WHAT_COUNTS))


def drawn_card(drawn):
    """A card on which everything is to be looked for."""
    return {
        "name": word(drawn),
        "channels": [["phone", number(drawn)], ["email", f"{word(drawn)}@example.org"]],
        "offers": [word(drawn)],
        "organisation": word(drawn),
    }


def texts_of(card):
    """What is looked for of a card."""
    return [card["name"], card["organisation"], *card["offers"], *(text for _, text in card["channels"])]


@dataclass
class Life:
    """A vault with somebody in it who was met, the commands of an evening, and all that is looked for."""

    drawn: random.Random
    folder: Path

    def __post_init__(self):
        mine, changed, theirs = (drawn_card(self.drawn) for _ in range(3))
        circle, secret = word(self.drawn), self.drawn.randbytes(32)
        fields = {"offers": tuple(theirs["offers"]), "organisation": theirs["organisation"]}
        other = card_of(theirs["name"], channels=((0, theirs["channels"][0][1]),), **fields)
        book = Book(ME).accept(other, How.QR, NOW, secret).confirm(other.author, secret)
        self.home = device_of(self.folder, book).home
        looked_for = (*texts_of(mine), *texts_of(changed), *texts_of(theirs), circle, PHRASE, NEXT)
        self.watch = Watch.of(looked_for)
        self.commands = [
            (("--profile", "new", "init", "--low-memory", "--card", "-"), json.dumps(mine)),
            (("card", "edit", "--card", "-"), json.dumps(changed)),
            (("circle", "new", circle), ""),
            (("circle", "add", circle, theirs["name"], "--founder"), ""),
            (("mark", theirs["name"], "word"), ""),
            (("vouch", theirs["name"], "--yes"), ""),
            (("show", "--png", "HERE.png", "--svg", "HERE.svg"), ""),
            (("backup", "HERE.backup"), ""),
            (("forget", theirs["name"], "--yes"), ""),
            (("passphrase",), ""),
        ]

    def copied_to(self, machine, name):
        """Put a copy of this home onto a machine, and return its name there."""
        shutil.copytree(self.home, machine.home(name))
        return name


@dataclass
class Machine:
    """Where programs run, each with a home of its own, and everything that they wrote anywhere."""

    root: Path
    written: Path
    phrases: Path

    def home(self, name):
        """Where a home is as seen from here; the programs see it below their own root."""
        return self.root / "root" / name

    def run(self, name, words, given, where="disk", at=-1):
        """Run the program and kill it at a step; return how it ended, and its steps if it came to the end."""
        program = (sys.executable, "-c", DYING, where, at, "--home", f"/root/{name}", "--json")
        command = ["chroot", self.root, *program, *(each.replace("HERE", f"/root/{name}") for each in words)]
        surroundings = {
            "PYTHONPATH": str(ROOT),
            "P2PCARD_PASSPHRASE_FILE": str(self.phrases),
            "HOME": "/root",
        }
        done = subprocess.run(
            [str(each) for each in command],
            input=given,
            env={**os.environ, **surroundings},
            text=True,
            capture_output=True,
            check=False,
            timeout=60,
        )
        steps = done.stderr.rpartition("STEPS ")[2].split() if done.returncode == 0 else (0, 0)
        return done.returncode, *map(int, steps)

    def clear(self):
        """Take away all that the programs wrote where they may."""
        for path in self.home("").iterdir():
            if (self.written / "root" / path.name).exists():
                shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.fixture
def machine(tmp_path):
    """A machine on which nothing was written yet."""
    phrases = tmp_path / "phrases"
    phrases.write_text(f"{PHRASE}\n{NEXT}\n")
    with overlaid(tmp_path / "disk") as (root, written):
        yield Machine(root, written, phrases)


def opens(home, words):
    """Whether the vaults that must be there open, by one phrase or, while it is changed, by the other."""
    for profile in ("", "new") if "init" in words else ("",):
        me = Cardholder(home, profile)
        try:
            me.unlock(PHRASE)
        except NoVault:
            assert profile == "new"
        except WrongPhrase:
            assert "passphrase" in words
            me.unlock(NEXT)
        me.lock()
    return True


def points(drawn, disk, anywhere):
    """Where to kill a program that takes so many steps: three times at the disk, twice anywhere."""
    at = [("disk", drawn.randint(1, disk)) for _ in range(3)]
    return at + [("anywhere", drawn.randint(1, anywhere * 9 // 10)) for _ in range(2)]


@needs_root
def test_m3_nothing_is_written_anywhere_whenever_the_program_is_killed(tmp_path, machine, monkeypatch):
    stretch_once(monkeypatch)
    drawn = random.Random("killed")
    life, deaths = Life(drawn, tmp_path), 0
    for words, given in life.commands:
        (ended, disk, anywhere) = machine.run(life.copied_to(machine, "whole"), words, given)
        assert ended == 0
        after = shutil.copytree(machine.home("whole"), tmp_path / str(len(list(tmp_path.iterdir()))))

        def die(number_, point, words=words, given=given):
            return machine.run(life.copied_to(machine, str(number_)), words, given, *point)[0], point

        with ThreadPoolExecutor(2) as pool:
            ends = list(pool.map(die, range(5), points(drawn, disk, anywhere)))
        assert all(ended == -signal.SIGKILL for ended, _ in ends), ends
        deaths += len(ends)
        assert life.watch.in_folders(machine.written) == [], (words, ends)
        assert all(opens(machine.home(str(n)), words) for n in range(5)), (words, ends)
        machine.clear()
        life.home = after
    assert deaths == KILLS
