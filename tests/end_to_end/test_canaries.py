"""Nothing of names, numbers, offers, groups or circles is written on a machine, however a program ends there.

Real programs run on a machine on which everything that is written, wherever
that is, comes to one folder; it is looked through while they run, afterwards,
and after each has been killed.
"""

import os
import random
import subprocess
import sys

import pytest

from tests.canaries import Watch, number, word
from tests.disks import needs_root
from tests.machines import Life, WatchedRoom, machine_in, resident, steps_of
from tests.network import capture, needs_networks, network
from tests.rooms import come, swap


@pytest.fixture
def machine(tmp_path):
    """A machine on which nothing was written yet."""
    with machine_in(tmp_path) as made:
        yield made


@needs_root
def test_m4_a_program_that_fails_anywhere_says_nothing_that_is_kept(tmp_path, machine):
    drawn = random.Random("failing")
    life = Life(drawn, tmp_path)
    words, given = life.commands[1]
    total = steps_of(machine.run(life.copied_to(machine, "whole"), words, given))[1]
    told = 0
    for number_ in range(10):
        at = drawn.randint(total // 10, total * 9 // 10)
        done = machine.run(life.copied_to(machine, str(number_)), words, given, "fail", "anywhere", at)
        assert "Traceback" not in done.stderr
        told += done.returncode == 3 and "This device gave p2pcard too little to work with" in done.stderr
        assert life.watch.seen(done.stderr.encode()) == []
    assert told > 5
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
