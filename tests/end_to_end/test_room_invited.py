"""Invitations: a way in where names do not travel, and refused in a sentence where they lead nowhere."""

import json

import pytest

from p2pcard.core.exchange.invitation import Address, Invitation, SwapCode
from p2pcard.core.formats import armor
from tests.network import alone, needs_networks, network
from tests.people import Person, home_of, people
from tests.rooms import Room
from tests.shells import Talk, device

TOKEN = bytes(range(16))
HERE = Address("127.0.0.1", 1024)  # nobody listens there
GOOD = bytes(Invitation(TOKEN, HERE))
SWAP = bytes(SwapCode(TOKEN, HERE))
REFUSED = {
    "cut short as a code": armor.to_qr(GOOD[:-1]),
    "cut short while it was typed": armor.to_typed(GOOD)[:-5],
    "one slip while it was typed": "1" + armor.to_typed(GOOD)[1:],
    "a swap's code": armor.to_qr(SWAP),
    "a newer version": armor.to_qr(b"\2" + GOOD[1:]),
    "another kind of address": armor.to_qr(GOOD[:18] + b"\3" + GOOD[19:]),
    "longer than any": armor.to_qr(GOOD + b"\0"),
    "much longer than any": "P2PC:" + "A" * 70_000,
    "something else": "https://example.org/",
    "nothing": "",
}


@pytest.fixture(scope="module")
def somebody(tmp_path_factory):
    return Person("Ana Ruiz", home_of("Ana Ruiz", tmp_path_factory.mktemp("people") / "Ana"))


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_invitation_is_refused_in_a_sentence(somebody, text):
    line = json.dumps({"invitation": text}) + "\n"
    refused_with_a_sentence(*somebody.run("meet", "--invitation", "--address", "127.0.0.1", typed=line))


def test_no_invitation_at_all_is_refused_in_a_sentence(somebody):
    refused_with_a_sentence(*somebody.run("meet", "--invitation", "--address", "127.0.0.1"))


def test_an_invitation_to_nobody_is_refused_in_a_sentence(tmp_path):
    ana = device(tmp_path, {"name": "Ana Ruiz"})
    with Talk(ana, "meet", "--invitation", "--address", "127.0.0.1") as talk:
        talk.say({"invitation": armor.to_typed(GOOD)})
        assert talk.end() == 1
        assert talk.process.stderr
        complaint = talk.process.stderr.read()
    assert "The other device does not answer." in complaint
    assert "Traceback" not in complaint
    assert [each["event"] for each in talk.heard] == ["role", "aborted"]


def refused_with_a_sentence(code, printed, complaint):
    assert code in {1, 2}, complaint
    values = json.loads(printed.splitlines()[-1])["refused"]
    assert values["text"].endswith(".")
    assert values["text"] in complaint
    assert "Traceback" not in complaint


@needs_networks
@pytest.mark.parametrize("form", ["typed", "text"])
def test_an_invitation_brings_in_where_names_do_not_travel(tmp_path, form):
    with network(2, multicast=False) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        host, member = room.people
        host.meet("--host")
        room.until(lambda: host.last("invitation"))
        member.meet("--invitation")
        member.say(invitation=host.last("invitation")[form])
        room.meet()
        assert room.all_hold_all()


@needs_networks
def test_an_invitation_with_another_token_gets_no_answer(tmp_path):
    with network(2) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        host, member = room.people
        host.meet("--host")
        room.until(lambda: host.last("invitation"))
        data = armor.read(host.last("invitation")["typed"])
        member.meet("--invitation")
        member.say(invitation=armor.to_typed(data[:2] + TOKEN + data[18:]))
        room.until(lambda: member.ended)
        assert member.code == 1
        assert "The other device does not answer." in member.complaint
        assert host.count == 1


@needs_networks
def test_an_invitation_ends_with_its_meeting(tmp_path):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        host, member = room.people
        host.meet("--host")
        room.until(lambda: host.last("invitation"))
        code = host.last("invitation")["typed"]
        member.meet("--invitation")
        member.say(invitation=code)
        room.meet()
        late = room.join(Person("Elif Kaya", home_of("Elif Kaya", tmp_path / "late"), bed.hosts[2]))
        late.meet("--invitation")
        late.say(invitation=code)
        room.over()
        assert late.code == 1
        assert "The other device does not answer." in late.complaint


@needs_networks
def test_on_a_guest_network_an_invitation_says_that_nobody_answers(tmp_path):
    with network(2, isolated=True) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        host, member = room.people
        host.meet("--host")
        room.until(lambda: host.last("invitation"))
        member.meet("--invitation")
        member.say(invitation=host.last("invitation")["typed"])
        room.until(lambda: member.ended)
        assert member.code == 1
        assert "Check that both are on the same Wi-Fi" in member.complaint


@needs_networks
@pytest.mark.parametrize("loopback", [False, True])
@pytest.mark.parametrize("words", [("meet",), ("meet", "--host"), ("swap",)])
def test_without_any_network_it_says_so(tmp_path, words, loopback):
    with alone(loopback=loopback) as host:
        person = Person("Ana Ruiz", home_of("Ana Ruiz", tmp_path / "Ana"), host)
        code, printed, complaint = person.run(*words)
        refused_with_a_sentence(code, printed, complaint)
        assert "This device is not connected to a network." in complaint


@needs_networks
@pytest.mark.parametrize("name", ["nordlynx", "proton0", "cscotun0", "wg0", "hall7"])
@pytest.mark.parametrize("made", ["a line of two", "no questions"])
def test_with_nothing_but_a_vpn_it_says_so_whatever_that_is_called(tmp_path, name, made):
    with network(1) as bed:
        bed.line_of_two(bed.hosts[0], name) if made == "a line of two" else bed.tunnel(bed.hosts[0], name)
        (person,) = people(1, tmp_path, bed.hosts)
        bed.hosts[0].unplug()
        code, _, complaint = person.run("meet", "--host")
        assert code == 1
        assert "This device is not connected to a network." in complaint


@needs_networks
def test_two_at_one_device_without_a_network_meet_at_its_own_address(tmp_path):
    with alone(loopback=True) as host, Room(*people(2, tmp_path, [host, host])) as room:
        here = ("--address", "127.0.0.1")
        first, second = room.people
        first.meet("--host", *here)
        room.until(lambda: first.last("invitation"))
        second.meet("--invitation", *here)
        second.say(invitation=first.last("invitation")["typed"])
        room.meet()
        assert room.all_hold_all()
