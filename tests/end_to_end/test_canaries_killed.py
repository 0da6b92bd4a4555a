"""Nothing of names, numbers, offers, groups or circles is written anywhere, whenever the program is killed.

As in the tests of canaries, everything that is written anywhere on the
machine is looked through; here after each kill -9, with nothing tidied up.
"""

import random
import shutil
import signal

import pytest

from p2pcard.errors import DamagedVault, OtherProfile, WrongPhrase
from p2pcard.service.cardholder import Cardholder
from tests.canaries import Watch
from tests.disks import needs_root
from tests.machines import NEXT, Life, WatchedRoom, machine_in, resident, steps_of
from tests.network import needs_networks, network
from tests.rooms import come, say_words
from tests.shells import PHRASE
from tests.vaults import stretch_once

KILLS = 50


@pytest.fixture
def machine(tmp_path):
    """A machine on which nothing was written yet."""
    with machine_in(tmp_path) as made:
        yield made


def opens(home, words, new):
    """Whether the vaults that must be there open, by one phrase or, while it is changed, by the other."""
    for profile in ("", new) if "init" in words else ("",):
        me = Cardholder(home, profile)
        try:
            me.unlock(PHRASE)
        except OtherProfile:
            assert profile == new
        except (
            WrongPhrase,
            DamagedVault,
        ):  # the last save is under the next phrase, the one before it is not
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
            assert opens(machine.home(name), words, life.profile)
            deaths += 1
        machine.clear()
        life.home = after
    assert deaths == KILLS


def held(person):
    """The names of the cards in somebody's vault, which must open and be whole."""
    me = Cardholder(person.home)
    me.unlock(PHRASE)
    names = {contact.name for contact in me.book.contacts.values()}
    me.lock()
    return names


def meet_until(room, moment):
    """Bring a meeting to a moment."""
    come(room)
    if moment == "gathering":
        return
    room.begin()
    if moment == "phrase":
        return
    room.read()
    room.confirm(room.count_off())
    room.until(lambda: all(person.last(moment) for person in room.people))


def swap_until(room, moment):
    """Bring a swap to a moment."""
    shower, scanner = room.people
    shower.start(*shower.words("swap"))
    room.until(lambda: shower.last("code"))
    if moment == "code":
        return
    scanner.start(*scanner.words("swap", "--scan"))
    scanner.say(code=shower.last("code")["text"])
    room.until(lambda: scanner.last("words") and shower.last("words"))
    if moment == "words":
        return
    say_words(room, shower, scanner)
    room.until(lambda: any(person.last(moment) for person in room.people))


@needs_root
@needs_networks
@pytest.mark.parametrize(
    ("bring", "moment"),
    [(swap_until, each) for each in ("code", "words", "stored")]
    + [(meet_until, each) for each in ("gathering", "phrase", "sent", "stored", "stay")],
    ids=lambda each: each if isinstance(each, str) else each.__name__.partition("_")[0],
)
def test_m3_nothing_is_written_anywhere_when_all_are_killed_while_they_swap_or_meet(
    tmp_path, machine, bring, moment
):
    drawn = random.Random(f"{bring.__name__} {moment}")
    with network(2) as bed, WatchedRoom() as room:
        made = [
            resident(name, machine, host, drawn, tmp_path)
            for name, host in zip(("here", "there"), bed.hosts, strict=True)
        ]
        watch = Watch.of(text for _, _, texts in made for text in texts)
        room.look_for(watch, machine)
        before = {room.join(person).name: held(person) for person, _, _ in made}
        bring(room, moment)
        for person in room.present:
            person.kill()
        room.until(lambda: not room.present)
        room.look()
        assert set(room.found) == set()
        for person, other in zip(room.people, room.people[::-1], strict=True):
            added = held(person) - before[person.name]
            assert added in (set(), {other.name})
            assert added or moment != "stay"
