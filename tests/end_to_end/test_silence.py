"""Nothing is sent but in an exchange: no packet of any kind, and no socket is even made."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from p2pcard.core.exchange import swap
from p2pcard.core.exchange.invitation import Address
from p2pcard.core.formats import armor
from tests.network import capture, needs_networks, network
from tests.people import NAMES, Person, home_of, people
from tests.rooms import Room, say_words

pytestmark = needs_networks

HERE = Address("10.77.0.2", 40000)  # nobody is there
NOBODY = swap.code_for(bytes(32), HERE)
WATCHED = """
import sys
log = sys.argv.pop(1)
def watch(event, arguments):
    if event.startswith("socket."):
        with open(log, "a", encoding="utf-8") as file:
            file.write(event + chr(10))
sys.addaudithook(watch)
from p2pcard.__main__ import main
main()
"""


@pytest.fixture
def quiet(tmp_path):
    """Somebody on a network on which everything is recorded."""
    with network(1) as bed:
        person = Person(NAMES[0], home_of(NAMES[0], tmp_path / "home"), bed.hosts[0])
        with capture(bed.hosts[0], "eth0") as near, capture(bed.hosts[0], "lo") as inside:
            yield Watched(person, tmp_path / "sockets"), lambda: near.stop() + inside.stop()


@dataclass
class Watched:
    """Somebody whose program notes every socket that it makes."""

    person: Person
    log: Path

    def run(self, *words, typed="", expect=0):
        python, _, _, *general = self.person.words()
        code, printed, complaint = self.person.run_as(
            (python, "-c", WATCHED, self.log, *general, *words), typed
        )
        assert code == expect, (words, complaint)
        return printed

    @property
    def sockets(self):
        return self.log.read_text() if self.log.exists() else ""


def test_m16_everything_but_an_exchange_sends_nothing(quiet, tmp_path):
    me, packets = quiet
    other = people(2, tmp_path / "other")[1]
    block = json.loads(other.run("show")[1])["block"]
    fresh, again = ("--profile", "fresh"), ("--profile", "again")

    me.run("--help")
    me.run("init", *fresh, "--low-memory", "--card", "-", typed='{"name": "Ana"}')
    me.run("card")
    me.run("show")
    me.run("add", "-", typed=block)
    me.run("people")
    me.run("people", "van")
    me.run("person", other.name)
    me.run("forget", other.name, "--yes")
    words = json.loads(me.run("backup", tmp_path / "backup"))["words"]
    me.run("restore", tmp_path / "backup", *again, "--lost", "--low-memory", typed=" ".join(words) + "\n")
    me.run("wipe", *fresh, typed="DELETE\n")
    me.run("meet", "--invitation", expect=2)  # unlocked, and waiting for an answer that does not come
    me.person.phrases += "eight nine ten eleven twelve thirteen\n"
    me.run("passphrase")

    assert me.sockets == ""
    assert packets() == []


def test_m16_a_socket_would_have_been_noticed(quiet):
    me, packets = quiet
    printed = me.run("meet", "--host", "--invitation", expect=2)
    assert me.sockets == ""
    me.run("swap", "--scan", typed=json.dumps({"code": "nothing"}), expect=1)
    assert me.sockets == ""  # no conversation begins with what is no code
    assert packets() == []
    me.run("swap", "--scan", typed=json.dumps({"code": armor.to_qr(bytes(NOBODY))}), expect=1)
    assert "socket.connect" in me.sockets
    assert printed


def test_m16_before_and_after_a_swap_there_is_silence(tmp_path):
    with network(2) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        shower, scanner = room.people
        with capture(bed.switch, "br0") as before:
            shower.start(*shower.words("swap"))
            room.until(lambda: shower.last("code"))
            assert before.stop() == []
        scanner.start(*scanner.words("swap", "--scan"))
        scanner.say(code=shower.last("code")["text"])
        say_words(room, shower, scanner)
        room.over()
        with capture(bed.switch, "br0") as after:
            assert set(shower.people()) == {scanner.name}
            # The kernel may still ask for an address (ARP), and acknowledge what it had.
            assert [packet for packet in after.stop() if packet.payload] == []
