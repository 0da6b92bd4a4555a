"""Nothing of names, numbers, offers, groups or circles is written on a machine, whenever the program dies.

Real programs run on a machine on which everything that is written, wherever
that is, comes to one folder; it is looked through while they run, afterwards,
and after each has been killed.
"""

import os
import random
import shutil
import signal
import subprocess
import sys

import pytest

from p2pcard.cardholder.service import Cardholder
from p2pcard.errors import NoVault, WrongPhrase
from tests.canaries import Watch, number, word
from tests.disks import needs_root, overlaid
from tests.machines import NEXT, Life, Machine, Resident, drawn_card, steps_of, texts_of
from tests.network import capture, needs_networks, network
from tests.peers import card_of
from tests.people import PATIENCE
from tests.rooms import Room, come, swap
from tests.shells import PHRASE, device
from tests.vaults import stretch_once

KILLS = 50


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


def points(drawn, turn, disk, anywhere):
    """Where to kill a program of so many steps: one time anywhere, and by turns at each step at the disk."""
    at = [("disk", (turn + 10 * part) % disk + 1) for part in range(4)]
    return [*at, ("anywhere", drawn.randint(1, anywhere * 9 // 10))]


@needs_root
def test_m3_nothing_is_written_anywhere_whenever_the_program_is_killed(tmp_path, machine, monkeypatch):
    stretch_once(monkeypatch)
    drawn = random.Random("killed")
    life, deaths = Life(drawn, tmp_path), 0
    for turn, (words, given) in enumerate(life.commands):
        disk, anywhere = steps_of(machine.run(life.copied_to(machine, "whole"), words, given))
        after = shutil.copytree(machine.home("whole"), tmp_path / str(len(list(tmp_path.iterdir()))))

        for place, point in enumerate(points(drawn, turn, disk, anywhere)):
            name = life.copied_to(machine, str(place))
            assert machine.run(name, words, given, "kill", *point).returncode == -signal.SIGKILL
            assert life.watch.in_folders(machine.written) == [], (
                words,
                point,
            )  # before the next one tidies up
            assert opens(machine.home(name), words)
            deaths += 1
        machine.clear()
        life.home = after
    assert deaths == KILLS


@needs_root
def test_m4_a_program_that_fails_anywhere_says_nothing_that_is_kept(tmp_path, machine):
    drawn = random.Random("failing")
    life = Life(drawn, tmp_path)
    words, given = life.commands[1]
    total = steps_of(machine.run(life.copied_to(machine, "whole"), words, given))[1]
    tracebacks = 0
    for number_ in range(10):
        at = drawn.randint(total // 10, total * 9 // 10)
        done = machine.run(life.copied_to(machine, str(number_)), words, given, "fail", "anywhere", at)
        assert "MemoryError" in done.stderr
        tracebacks += done.returncode == 1 and "Traceback" in done.stderr
        assert life.watch.seen(done.stderr.encode()) == []
    assert tracebacks > 5
    assert life.watch.in_folders(machine.written) == []


@needs_root
@pytest.mark.parametrize("place", ["var/tmp/x", "root/.cache/x", "tmp/x", "dev/shm/x", "opt/x", "root/{}"])
def test_m3_what_is_written_anywhere_on_the_machine_is_found(machine, place):
    canary = word(random.Random(place))
    write = "import pathlib, sys; f = pathlib.Path(sys.argv[1]); f.parent.mkdir(parents=True, exist_ok=True)"
    source = f"{write}; f.write_text(sys.stdin.read())"
    command = ["chroot", machine.root, sys.executable, "-c", source, f"/{place.format(canary)}"]
    subprocess.run(command, input=canary[::-1], text=True, check=True)
    assert len(Watch.of([canary]).in_folders(machine.written)) == 1


def test_m3_a_canary_is_found_in_each_way_of_writing_it(tmp_path):
    drawn = random.Random("written")
    watch = Watch.of([word(drawn), number(drawn)])
    assert len(watch.forms) > 140
    for form, canary in watch.forms.items():
        (tmp_path / "file").write_bytes(os.urandom(99) + form + os.urandom(99))
        assert watch.in_folders(tmp_path) == [(tmp_path / "file", canary)]
        (tmp_path / "file").write_bytes(b"MIME" + form[:5] + b"\r\n" + form[5:])
        assert watch.in_folders(tmp_path) == [(tmp_path / "file", canary)]


def test_m3_a_canary_is_found_in_what_a_process_shows_and_holds_open(tmp_path):
    watch = Watch.of([word(random.Random("shown"))])
    (canary,) = (each.decode() for each in watch.canaries)
    waits = (
        "import sys, tempfile; f = tempfile.TemporaryFile(buffering=0); f.write(sys.stdin.buffer.readline())"
    )
    for arguments, around, given in ((canary, "", ""), ("", canary, ""), ("", "", canary), ("", "", "")):
        with subprocess.Popen(
            [sys.executable, "-c", f"{waits}; print(flush=True); input()", arguments],
            env={**os.environ, "SHOWN": around},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(f"{given}\n".encode())
            process.stdin.flush()
            process.stdout.readline()
            assert len(watch.in_process(process.pid)) == bool(arguments or around or given)
            process.kill()


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


@needs_root
@needs_networks
def test_m3_m4_nothing_can_be_read_while_people_swap_and_meet(tmp_path, machine):
    drawn = random.Random("met")
    with network(2) as bed, capture(bed.switch, "br0") as wire, WatchedRoom() as room:
        made = [
            resident(name, machine, host, drawn, tmp_path)
            for name, host in zip(("here", "there"), bed.hosts, strict=True)
        ]
        watch = Watch.of(text for _, _, texts in made for text in texts)
        room.look_for(watch, machine)
        for person, _, _ in made:
            room.join(person)
        swap(room, *room.people)
        for (person, circle, _), (other, _, _) in zip(made, made[::-1], strict=True):
            assert person.run("circle", "add", circle, other.name, "--founder")[0] == 0
            assert person.run("mark", other.name, "word")[0] == 0
            assert person.run("vouch", other.name, "--yes")[0] == 0
        come(room)
        room.meet()
        room.look()
        assert [person.code for person in room.people] == [0, 0]
        wire.stop()
    assert room.looks > 30
    assert set(room.found) == set()
    assert watch.seen(bytes(wire.pcap)) == []
