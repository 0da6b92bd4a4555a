"""What stands in the way is found on real devices: without a network, on two, with a small disk."""

import json
import os
import re
import socket
import subprocess
import sys

import pytest

from p2pcard.cli import doctor
from p2pcard.core import checkup
from p2pcard.core.checkup import Check
from p2pcard.wording import catalogue
from p2pcard.wording.checkup import FINE, FOUND
from tests.disks import WITHOUT_LOCKS, make_read_only, needs_root, small_disk
from tests.network import BY_CHANCE, OF_HARDWARE, ROUTER, alone, capture, needs_networks, network
from tests.packets import ICMP6
from tests.shells import ANA, PHRASE, ROOT, Device, call, device
from tests.terminals import Terminal

IGMP = 2  # in which a device says which groups it joins
OF_A_NETWORK = {"networks", "twice", "hardware", "waiting", "discovery"}


def weights(values):
    return {each["check"]: each["weight"] for each in values["findings"]}


def of_process(*arguments, before=(), **environment):
    """What a process of its own, started by the words `before`, answers."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "p2pcard", *map(str, arguments), "doctor"],
        env={**os.environ, "LANGUAGE": "en", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def on(host, home):
    """What a device of the test bed answers."""
    return json.loads(of_process("--json", "--home", home, before=("ip", "netns", "exec", host.namespace)))


def test_every_check_has_its_sentences():
    assert set(FINE) == {check.value for check in Check}
    assert {*FOUND, Check.CARDS} == set(FINE)  # of cards, what opening them would be refused with
    assert list(doctor.WEIGHTS) == [weight.value for weight in checkup.Weight]


def test_where_nothing_is_yet_the_next_step_is_a_card_and_nothing_is_made(tmp_path):
    new = Device(tmp_path / "new")
    assert weights(new.do("doctor"))["cards"] == "blocks"
    told = new.tell("doctor").splitlines()
    place = told.index("In the way: There are no cards of yours on this device yet.")
    assert told[place + 1] == "    Make a card with p2pcard init, or bring back a copy: p2pcard restore FILE"
    assert not new.home.exists()
    assert list(tmp_path.iterdir()) == [new.phrase_file]


def test_neither_a_phrase_nor_an_open_window_is_needed_and_the_cards_stay_as_they_are(tmp_path):
    ana = device(tmp_path, ANA)
    before = {file: file.read_bytes() for file in ana.home.rglob("*") if file.is_file()}
    answer = call("--home", str(ana.home), "--json", "doctor", P2PCARD_PASSPHRASE_FILE=str(tmp_path / "none"))
    assert answer.code == 0
    assert weights(answer.values)["cards"] == "fine"
    assert {file: file.read_bytes() for file in ana.home.rglob("*") if file.is_file()} == before
    assert PHRASE not in answer.out + answer.err


def test_a_folder_that_others_can_look_into_is_named_with_what_closes_it(tmp_path):
    ana = device(tmp_path, ANA)
    ana.home.chmod(0o755)
    assert weights(ana.do("doctor"))["privacy"] == "note"
    assert f"    Close it to them: chmod 700 {ana.home}\n" in ana.tell("doctor")
    ana.home.chmod(0o700)
    assert weights(ana.do("doctor"))["privacy"] == "fine"


def test_a_folder_inside_a_file_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    found = weights(Device(tmp_path / "there").do("--home", str(tmp_path / "file" / "in"), "doctor"))
    assert found["folder"] == "blocks"
    assert {"privacy", "space", "locks"}.isdisjoint(found)


@needs_root
def test_a_small_disk_has_too_little_room_and_one_to_read_from_has_none(tmp_path):
    with small_disk(tmp_path / "disk", 1000) as disk:
        there = Device(tmp_path / "there")
        found = there.do("--home", str(disk / "home"), "doctor")
        assert weights(found)["folder"] == "fine"
        assert weights(found)["space"] == "blocks"
        make_read_only(disk)
        assert weights(there.do("--home", str(disk / "home"), "doctor"))["folder"] == "blocks"


@pytest.mark.skipif(sys.platform != "linux", reason="the filter of the system's calls is Linux's")
def test_a_disk_without_locks_is_in_the_way_and_every_command_that_saves_says_so(tmp_path):
    ana = device(tmp_path, ANA)
    without_locks = (sys.executable, "-c", WITHOUT_LOCKS)
    card = tmp_path / "card.json"
    card.write_text(json.dumps({"name": "Ana"}))
    told = of_process("--home", ana.home, before=without_locks).splitlines()
    said = f"The disk of “{ana.home}” cannot keep two programs from writing there at once."
    assert told[told.index(f"In the way: {said}") + 1] == "    Choose another folder with --home."
    assert told[-1] == "1 thing stands in the way."
    for words, reason in (
        (("people",), None),
        (("show",), None),
        (("card", "edit", "--card", str(card)), "no-locks"),
        (("meet",), "no-locks"),
        (("swap",), "no-locks"),
    ):
        done = subprocess.run(
            [*without_locks, sys.executable, "-m", "p2pcard", "--home", str(ana.home), "--json", *words],
            env={**os.environ, "P2PCARD_PASSPHRASE_FILE": str(ana.phrase_file)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert json.loads(done.stdout.splitlines()[0]).get("refused", {}).get("reason") == reason
        assert ("cannot keep two programs from writing there at once" in done.stderr) is bool(reason)
    assert weights(ana.do("doctor"))["locks"] == "fine"


def test_too_little_memory_is_found_before_it_is_needed(tmp_path):
    limited = ("sh", "-c", 'ulimit -v 250000 && exec "$0" "$@"')
    told = of_process("--home", tmp_path / "new", before=limited)
    assert "In the way: There is too little memory to open your cards.\n" in told


@pytest.mark.parametrize("package", ["zxingcpp", "PIL.Image"])
def test_without_the_extra_it_says_what_to_install(package, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, package, None)
    assert weights(Device(tmp_path / "new").do("doctor"))["pictures"] == "note"
    assert '    Install them with: pip install "p2pcard[scan]"\n' in Device(tmp_path / "new").tell("doctor")


# The network


@needs_networks
def test_a_device_on_a_network_is_fine_and_nothing_but_the_groups_name_leaves_it(tmp_path):
    with network(2) as bed, capture(bed.hosts[0]) as recording:
        found = on(bed.hosts[0], device(tmp_path, ANA).home)
        sent = [packet for packet in recording.stop() if packet.source == bed.hosts[0].address]
    assert found["ready"]
    assert {weights(found)[check] for check in ("network", *OF_A_NETWORK)} == {"fine"}
    assert {packet.protocol for packet in sent} <= {IGMP}
    assert bed.hosts[0].address in next(
        each["text"] for each in found["findings"] if each["check"] == "network"
    )


@needs_networks
@pytest.mark.parametrize("loopback", [True, False])
def test_a_device_without_a_network_says_so_and_nothing_more_about_it(tmp_path, loopback):
    with alone(loopback) as host:
        found = on(host, device(tmp_path, ANA).home)
    assert not found["ready"]
    assert weights(found)["network"] == "blocks"
    assert OF_A_NETWORK.isdisjoint(weights(found))


@needs_networks
def test_a_network_that_was_unplugged_is_none(tmp_path):
    with network(1) as bed:
        bed.hosts[0].unplug()
        assert weights(on(bed.hosts[0], tmp_path))["network"] == "blocks"


@needs_networks
def test_the_address_of_a_tunnel_or_a_second_network_is_told_and_how_to_choose_it(tmp_path):
    with network(1) as bed:
        host = bed.hosts[0]
        here, _ = bed.tunnel(host)
        found = on(host, tmp_path)
        (told,) = [each for each in found["findings"] if each["check"] == "networks"]
        assert told["weight"] == "note"
        assert told["text"] == f"This device is found only as {host.address}. Its other addresses are: {here}"
        assert told["advice"].endswith(" with --address.")
        assert told["next"] == {"do": "choose-address"}
        for row in (
            "link add more0 type veth peer name more1",
            "addr add 10.99.0.1/24 dev more0",
            "link set more0 up",
            "link set more1 up",
        ):
            subprocess.run(["ip", "-n", host.namespace, *row.split()], check=True)
        assert f"{here}, 10.99.0.1" in str(on(host, tmp_path)["findings"])


@needs_networks
def test_where_the_system_allows_no_multicast_the_invitation_is_the_way(tmp_path):
    with network(1) as bed:
        limit = "echo 0 > /proc/sys/net/ipv4/igmp_max_memberships"
        subprocess.run(["ip", "netns", "exec", bed.hosts[0].namespace, "sh", "-c", limit], check=True)
        found = on(bed.hosts[0], tmp_path)
    assert weights(found)["discovery"] == "note"
    advice = next(each["advice"] for each in found["findings"] if each["check"] == "discovery")
    assert advice.endswith(": p2pcard meet --invitation")
    assert ROUTER not in str(found)


@needs_networks
@pytest.mark.parametrize("family", ["ip", "ip6"])
def test_where_something_on_the_device_blocks_what_it_sends_to_the_group_the_invitation_is_the_way(
    tmp_path, family
):
    with network(1) as bed, capture(bed.switch, "br0") as recording:
        (host,) = bed.hosts
        if family == "ip6":
            host.use_only_six()
        host.block(family, "udp dport 5353")
        found = on(host, tmp_path)
        sent = [packet for packet in recording.stop() if packet.source == host.address]
    assert weights(found)["discovery"] == "note"
    assert {packet.protocol for packet in sent} <= {IGMP, ICMP6}


@needs_networks
def test_the_same_address_on_two_networks_is_told_with_their_names(tmp_path):
    with network(1) as bed:
        (host,) = bed.hosts
        host.run("link add more0 type veth peer name more1", "link set more1 up", "link set more0 up")
        host.run(f"addr add {host.address}/24 dev more0")
        found = on(host, tmp_path)
    (told,) = [each for each in found["findings"] if each["check"] == "twice"]
    assert told["weight"] == "note"
    text = f"This device has the address {host.address} on more than one network: eth0, more0"
    assert told["text"] == text
    assert told["advice"].startswith("If nobody finds you, turn one of these networks off")


@needs_networks
def test_an_address_made_from_the_hardwares_is_told_and_one_made_by_chance_is_fine(tmp_path):
    with network(2) as bed:
        marked, other = bed.hosts
        told = {}
        for host, made_of in ((marked, OF_HARDWARE), (other, BY_CHANCE)):
            address = host.make_six(made_of)
            assert weights(on(host, tmp_path))["hardware"] == "fine"  # an address of IPv4 is used beside
            host.run(f"addr del {host.address}/24 dev eth0")
            told[host.namespace] = on(host, tmp_path)
            assert address in str(told[host.namespace]["findings"])
    assert weights(told[marked.namespace])["hardware"] == "note"
    assert {weights(told[other.namespace])[check] for check in ("network", *OF_A_NETWORK)} == {"fine"}


@needs_networks
def test_the_addresses_of_both_families_are_told(tmp_path):
    with network(1) as bed:
        (host,) = bed.hosts
        six = host.make_six()
        text = next(each["text"] for each in on(host, tmp_path)["findings"] if each["check"] == "network")
    assert text == f"This device is on a network, as {host.address}, {six}."


@needs_networks
def test_that_a_network_passes_no_multicast_on_does_not_show_and_is_not_denied(tmp_path):
    with network(2, multicast=False) as bed:
        found = on(bed.hosts[0], tmp_path)
    assert weights(found)["discovery"] == "fine"
    said = next(each["text"] for each in found["findings"] if each["check"] == "discovery")
    assert said.endswith("Whether the network lets it find them shows when you meet.")


@needs_networks
def test_where_no_port_is_left_somebody_else_starts(tmp_path):
    with network(1) as bed:
        host = bed.hosts[0]
        limit = "echo 40000 40000 > /proc/sys/net/ipv4/ip_local_port_range"
        subprocess.run(["ip", "netns", "exec", host.namespace, "sh", "-c", limit], check=True)
        with host.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
            taken.bind((host.address, 40000))
            taken.listen()
            found = on(host, tmp_path)
    assert (weights(found)["network"], weights(found)["waiting"]) == ("fine", "note")


# The window and the language


def test_a_narrow_window_is_told_how_wide_it_must_be(tmp_path):
    with Terminal(tmp_path, "doctor", COLUMNS="60") as terminal:
        assert terminal.end() == 0
        assert "This window has 60 columns, and the largest codes need 61.\n" in terminal.shown
    with Terminal(tmp_path, "doctor", COLUMNS="61") as terminal:
        assert terminal.end() == 0
        assert "Fine: This window is wide enough for codes.\n" in terminal.shown


def test_a_window_without_the_letters_is_told_in_those_it_has(tmp_path):
    told = of_process("--home", tmp_path, "--lang", "es", PYTHONIOENCODING="koi8-r")
    assert "UTF-8" in told
    assert "Todav?a" in told


def test_whoever_closed_what_it_would_be_printed_to_gets_no_error(tmp_path):
    assert of_process("--home", tmp_path, before=("sh", "-c", 'exec "$0" "$@" >&-')) == ""


@pytest.mark.parametrize(
    ("environment", "ours"),
    [
        ({}, True),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "es_ES.UTF-8"}, True),
        ({"LANG": "POSIX", "LC_ALL": ""}, True),
        ({"LANGUAGE": "fr:es", "LANG": "fr_FR.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "de_DE.UTF-8"}, False),
        ({"LANG": "fr_FR.UTF-8"}, False),
    ],
)
def test_a_language_that_is_not_spoken_here_is_noticed(environment, ours):
    assert catalogue.is_ours(environment) == ours


def test_whoever_names_a_language_gets_it(tmp_path):
    assert "Choose one of these with --lang: en, es\n" in of_process("--home", tmp_path, LANGUAGE="fr")
    assert "Bien. El idioma es Español.\n" in of_process("--home", tmp_path, "--lang", "es", LANGUAGE="fr")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_line_says_in_words_how_much_it_matters(tmp_path, language):
    told = call("--home", str(tmp_path), "--plain", "--lang", language, "doctor").out.splitlines()
    place = ("en", "es").index(language)
    first = [catalogue.in_each(template)[place].partition("{")[0] for template in doctor.WEIGHTS.values()]
    assert all(line.startswith((*first, "    ")) for line in told[:-1])
    assert re.search(r"\.$", told[-1])
