"""A machine of which everything that is written is seen, and programs that live and die on it."""

import json
import os
import random
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from p2pcard.core.book.book import Book, How
from tests.canaries import Watch, number, word
from tests.disks import overlaid
from tests.network import ROOT
from tests.peers import card_of
from tests.people import PATIENCE, Person
from tests.rooms import Room
from tests.shells import PHRASE, device
from tests.standings import NOW, device_of
from tests.vouchers import ME

NEXT = "seven lamps over eleven rivers"
WHAT_COUNTS = {"write", "fsync", "replace", "rename", "unlink", "remove", "link", "mkdir", "ftruncate"}
WHOSE = {"module", "FileIO", "BufferedWriter", "BufferedRandom", "TextIOWrapper"}
DYING = """
import os, signal, sys, threading
fate, where, at = *sys.argv[1:3], int(sys.argv[3])
del sys.argv[1:4]
from p2pcard.__main__ import main
steps = {"disk": 0, "anywhere": 0}
def step(frame, event, what):
    steps["anywhere"] += 1
    if event[:2] == "c_" and what.__name__ in WHAT_COUNTS:  # and not of a string or a list
        steps["disk"] += type(what.__self__).__name__ in WHOSE
    if steps[where] == at:
        if fate == "fail":
            raise MemoryError
        os.kill(os.getpid(), signal.SIGKILL)
threading.setprofile(step)
sys.setprofile(step)
try:
    main()
finally:
    sys.setprofile(None)
    sys.stderr.write("STEPS {disk} {anywhere}".format(**steps))
""".replace("WHAT_COUNTS", repr(WHAT_COUNTS)).replace("WHOSE", repr(WHOSE))


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
        self.profile = word(self.drawn)
        fields = {"offers": tuple(theirs["offers"]), "organisation": theirs["organisation"]}
        other = card_of(theirs["name"], channels=((0, theirs["channels"][0][1]),), **fields)
        book = Book(ME).accept(other, How.QR, NOW, secret).confirm(other.author, secret)
        book = book.with_settings(replace(book.settings, profile=""))
        self.home = device_of(self.folder, book).home
        looked_for = (
            *texts_of(mine),
            *texts_of(changed),
            *texts_of(theirs),
            circle,
            self.profile,
            PHRASE,
            NEXT,
        )
        self.watch = Watch.of(looked_for)
        self.commands = [
            (("--profile", self.profile, "init", "--low-memory", "--card", "-"), json.dumps(mine)),
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

    def words(self, name, *program):
        """The command line of a program that has its home here."""
        return ["chroot", str(self.root), sys.executable, *program, "--home", f"/root/{name}", "--json"]

    @property
    def environment(self):
        """What a program finds around it."""
        return {
            "PYTHONPATH": str(ROOT),
            "P2PCARD_PASSPHRASE_FILE": str(self.phrases),
            "HOME": "/root",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(self, name, words, given, fate="kill", where="disk", at=-1):
        """Run the program, and kill it or let it fail at a step; return what it said and how it ended."""
        command = self.words(name, "-c", DYING, fate, where, str(at))
        return subprocess.run(
            [*command, *(each.replace("HERE", f"/root/{name}") for each in words)],
            input=given,
            env={**os.environ, **self.environment},
            text=True,
            capture_output=True,
            check=False,
            timeout=60,
        )

    def clear(self):
        """Take away all that the programs wrote where they may."""
        for path in self.home("").iterdir():
            if (self.written / "root" / path.name).exists():
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def steps_of(done):
    """How many steps a program took that came to its end: at the disk, and in all."""
    assert done.returncode == 0, done.stderr
    disk, anywhere = done.stderr.rpartition("STEPS ")[2].split()
    return int(disk), int(anywhere)


@dataclass
class Resident(Person):
    """Somebody whose program runs on a machine on which everything written is seen."""

    machine: Machine | None = None

    def words(self, *words):
        assert self.machine
        return (*self.machine.words(self.home.name, "-m", "p2pcard"), *words)

    @property
    def environment(self):
        assert self.machine
        return self.machine.environment


class WatchedRoom(Room):
    """A room in which whatever is written or shown to other programs is looked at after each event."""

    looks = 0

    def look_for(self, watch, machine):
        """Begin to look."""
        self.watch, self.machine, self.found = watch, machine, []

    def until(self, condition, seconds=PATIENCE):
        """Wait until something holds, and look for what can be read meanwhile."""
        super().until(lambda: self.look() or condition(), seconds)

    def look(self):
        """Look once at what was written, and at the programs that run."""
        self.looks += 1
        self.found += self.watch.in_folders(self.machine.written)
        for person in self.present:
            if person.program.poll() is None:
                self.found += self.watch.in_process(person.program.pid)


def resident(name, machine, host, drawn, folder):
    """Somebody with a card, another's card and a circle, all to be looked for; and what is looked for."""
    mine, theirs, circle = drawn_card(drawn), drawn_card(drawn), word(drawn)
    home = device(folder, mine, name)
    home.hold(card_of(theirs["name"], organisation=theirs["organisation"]))
    home.do("circle", "new", circle)
    shutil.copytree(home.home, machine.home(name))
    person = Resident(mine["name"], machine.home(name), host, machine=machine)
    return person, circle, [*texts_of(mine), theirs["name"], theirs["organisation"], circle, PHRASE]


@contextmanager
def machine_in(folder):
    """A machine on which nothing was written yet."""
    phrases = folder / "phrases"
    phrases.write_text(f"{PHRASE}\n{NEXT}\n")
    with overlaid(folder / "disk") as (root, written):
        yield Machine(root, written, phrases)
