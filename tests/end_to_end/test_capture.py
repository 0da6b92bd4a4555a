"""What an onlooker with a capture of the room can learn: no name, no key, nothing that returns.

Two meetings of the same ten people, and two swaps of the same two pairs, with
other addresses and another host the second time; all that over IPv4, and all
over IPv6. What is subtracted before looking for what returns: the headers of
Ethernet, ARP, IP, UDP and TCP, so addresses, ports and the system's own TCP
options, which tests of ours cannot vouch for; the two bytes of length before
each frame, which are compared as sizes; and what a device has in common with any
other, which is the protocol. Nobody says anything behind the cards there: a
person who does is seen to ask for a round, which tests/attacks/test_rounds.py
plays.
"""

import itertools
import random
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_address
from typing import Any

import pytest

from p2pcard.core.exchange.network import is_of_hardware
from p2pcard.core.formats import crypto
from tests.canaries import disguises
from tests.network import capture, needs_networks, network
from tests.packets import ICMP6, TCP, UDP
from tests.people import PHRASE, offer_of, people, phone_of
from tests.rooms import Room, say_words
from tests.streams import MDNS, runs, spoken, streams, strings

pytestmark = needs_networks

COUNT = 10
IGMP = 2
# mDNS, and how the system tells a switch that it listens there; for IPv6 a router is asked for, too
MULTICAST = ("224.0.0.251", "224.0.0.22", "ff02::fb", "ff02::16", "ff02::2")
ASKED_FOR = IPv6Network("ff02::1:ff00:0/104")  # who has an address of IPv6
PEOPLE_FRAME = (
    1 + 2 + 1 + 16
)  # PEOPLE in its frame: one comes for each who joins later, so it tells the order
NAMED = ("unshare", "--uts", "sh", "-c", 'hostname "$0" && exec "$@"')  # a device with a name of its own


@dataclass
class Night:
    """One evening: the capture of a meeting and of two swaps, and who had which address."""

    meeting: list[Any]
    swaps: list[Any]
    host: str
    addresses: dict[str, str]

    def conversations(self, packets):
        """{address: [what it sent, what it was sent], frame by frame}, for all but the one in the middle."""
        found: dict[str, list[Any]] = {}
        for (source, _, target, _), frames in streams(packets).items():
            if source != self.host:
                found.setdefault(source, [[], []])[0] = frames
            else:
                found.setdefault(target, [[], []])[1] = frames
        return found


def hostname_of(person):
    return f"laptop-of-{person.name.split()[0].lower()}"


def named(person, *words):
    return person.start(*person.words(*words), command=(*NAMED, hostname_of(person)))


def evening(folder, hosts_order, seed, six):
    """Let the people meet and swap on a fresh network; `hosts_order` says who gets which device."""
    with network(COUNT) as bed:
        for host in bed.hosts if six else ():
            host.use_only_six()
        everybody = people(COUNT, folder)
        for person, place in zip(everybody, hosts_order, strict=True):
            person.host = bed.hosts[place]
        order = random.Random(seed).sample(everybody, COUNT)
        with capture(bed.switch, "br0") as recording:
            meet(order)
            meeting = recording.stop()
        with capture(bed.switch, "br0") as recording:
            for shower, scanner in (everybody[0:2], everybody[2:4]):
                swap(shower, scanner)
            swaps = recording.stop()
        addresses = {
            person.name: bed.hosts[place].address
            for person, place in zip(everybody, hosts_order, strict=True)
        }
        return Night(meeting, swaps, addresses[order[0].name], addresses)


def meet(order):
    with Room(*order) as room:
        first, *others = order
        named(first, "meet", "--host")
        room.until(lambda: first.last("invitation"))
        for person in others:
            named(person, "meet")
        room.meet()
        assert room.all_hold_all()


def swap(shower, scanner):
    with Room(shower, scanner) as room:
        named(shower, "swap")
        room.until(lambda: shower.last("code"))
        named(scanner, "swap", "--scan")
        scanner.say(code=shower.last("code")["text"])
        say_words(room, shower, scanner)
        room.over()
        assert [person.code for person in room.people] == [0, 0]


@pytest.fixture(scope="module", params=["IPv4", "IPv6"])
def nights(request, tmp_path_factory):
    """Two evenings: nobody has the same device twice, and another one is the host."""
    plain, six = list(range(COUNT)), request.param == "IPv6"
    return [
        evening(tmp_path_factory.mktemp("one"), plain, "one", six),
        evening(tmp_path_factory.mktemp("two"), plain[3:] + plain[:3], "two", six),
    ]


def test_m1_no_name_number_offer_key_or_card_is_on_the_wire_in_any_form(nights, tmp_path):
    raw = b"\n".join(packet.raw for night in nights for packet in night.meeting + night.swaps)
    assert len(raw) > 100_000
    for person in people(COUNT, tmp_path):
        own = person.book.own_card().statement
        texts = (person.name, phone_of(person.name), offer_of(person.name), hostname_of(person), PHRASE)
        secrets = [text.encode() for text in texts] + [own.author, bytes(own)[:40], bytes(own)[-64:]]
        for form in itertools.chain.from_iterable(map(disguises, secrets)):
            assert form not in raw


def test_the_search_finds_what_is_planted(nights):
    def messages(night, name):
        return [*spoken(night.meeting, night.addresses[name]), crypto.digest("test", name.encode())[:4]]

    assert {name: len(found) for name, found in returning(nights, messages, 4).items()} == dict.fromkeys(
        nights[0].addresses, 1
    )


def returning(nights, spoken_by, size):
    """{who: byte strings that they said on both evenings, and nobody else on either}."""
    said = {
        name: [strings_of(spoken_by(night, name), size) for night in nights] for name in nights[0].addresses
    }
    return {
        name: found
        for name, (one, two) in said.items()
        if (found := one & two - set().union(*(a | b for other, (a, b) in said.items() if other != name)))
    }


def strings_of(pieces, size):
    return set().union(*(strings(piece, size) for piece in pieces))


def test_m1_nothing_in_multicast_messages_returns_with_a_person(nights):
    def messages(night, name):
        return spoken(night.meeting, night.addresses[name])

    # a device that hears the answer to another's question first need not ask itself
    asked = [name for name in nights[0].addresses if all(messages(night, name) for night in nights)]
    assert len(asked) > COUNT // 2
    assert returning(nights, messages, 4) == {}


def test_m1_nothing_that_a_device_sends_or_gets_returns_with_a_person(nights):
    for packets in ("meeting", "swaps"):

        def frames(night, name, packets=packets):
            ways = streams(getattr(night, packets))
            mine = [s for way, s in ways.items() if night.addresses[name] in (way[0], way[2])]
            return [sent.frame for conversation in mine for sent in conversation]

        # Two times 150,000 random bytes have about five strings of 4 in common, and none of 8.
        assert returning(nights, frames, 8) == {}


def test_m1_nothing_returns_at_the_same_place_of_the_same_message(nights):
    one, two = (night.conversations(night.meeting) for night in nights)
    compared = 0
    for name in nights[0].addresses:
        here, there = (
            each.get(night.addresses[name]) for each, night in zip((one, two), nights, strict=True)
        )
        if here and there:  # a member both times
            for sent, again in zip(itertools.chain(*here), itertools.chain(*there), strict=False):
                assert runs(sent.frame, again.frame, 4) == []
                compared += 1
    assert compared > 60


def test_m1_no_number_in_the_head_of_a_packet_is_made_from_addresses_and_ports(nights):
    """Linux makes a flow label so, which comes again where addresses and ports do."""
    for night in nights:
        said = [packet for packet in night.meeting + night.swaps if packet.protocol in {TCP, UDP}]
        assert {packet.label for packet in said if packet.payload} == {0}


def test_m1_no_address_on_the_wire_is_made_from_that_of_the_hardware(nights):
    for night in nights:
        sources = {packet.source for packet in night.meeting + night.swaps if packet.source}
        assert sources >= {*night.addresses.values()}
        assert not any(is_of_hardware(ip_address(source)) for source in sources)


def sizes(frames):
    """The sizes of frames in their order, without those that tell how many came later."""
    return tuple(len(sent.frame) for sent in frames if len(sent.frame) != PEOPLE_FRAME)


def test_m1_all_members_send_and_get_messages_of_the_same_sizes_in_the_same_order(nights):
    for night in nights:
        talks = night.conversations(night.meeting)
        assert len(talks) == COUNT - 1
        assert len({sizes(sent) for sent, _ in talks.values()}) == 1
        assert len({sizes(got) for _, got in talks.values()}) == 1
        later = sorted(len(got) - len(sizes(got)) for _, got in talks.values())
        assert later == list(range(1, COUNT))  # PEOPLE: one for each who joins, oneself included


def test_m1_both_meetings_and_both_swaps_look_alike(nights):
    meetings = [
        {(sizes(sent), sizes(got)) for sent, got in night.conversations(night.meeting).values()}
        for night in nights
    ]
    assert meetings[0] == meetings[1]
    for night in nights:
        ways = sorted(streams(night.swaps).items())
        shapes = {tuple(len(sent.frame) for sent in frames) for _, frames in ways}
        assert len(ways) == 4  # two pairs, two directions
        assert len(shapes) == 1  # of the one who shows the code, too
    assert len({frozenset(tuple(map(len_of, f)) for f in streams(n.swaps).values()) for n in nights}) == 1


def len_of(sent):
    return len(sent.frame)


def test_m2_order_and_sizes_link_nobody(nights, record_property):
    """Eight who are members twice are too few for a rate. Sizes and order are the same; time is reported."""
    features = []
    for night in nights:
        talks = night.conversations(night.meeting)
        names = {address: name for name, address in night.addresses.items()}
        features.append({names[address]: shape(sent, got) for address, (sent, got) in talks.items()})
    both = sorted(features[0].keys() & features[1].keys())
    hits = sum(nearest(features[0][name], {n: features[1][n] for n in both}) == name for name in both)
    record_property("m2_linked_by_time", f"{hits} of {len(both)}, by chance 1")
    assert len({tuple(f[0]) for f in features[0].values()} | {tuple(f[0]) for f in features[1].values()}) == 1


def shape(sent, got):
    """The sizes of what was sent, and the seconds between those frames."""
    times = [each.time for each in sent]
    return [len(each.frame) for each in sent], [b - a for a, b in itertools.pairwise(times)]


def nearest(feature, others):
    def distance(name):
        return sum((a - b) ** 2 for a, b in zip(feature[1], others[name][1], strict=True))

    return min(others, key=distance)


def test_m16_names_are_asked_of_nobody_and_only_devices_of_the_room_are_spoken_to(nights):
    for night in nights:
        for packet in night.meeting + night.swaps:
            if packet.protocol:
                assert packet.target_port != 53
                is_asked_for = ip_address(packet.target) in ASKED_FOR
                assert is_asked_for or packet.target in {*night.addresses.values(), *MULTICAST}
                assert packet.protocol in {IGMP, ICMP6, TCP, UDP}
                assert packet.protocol != UDP or packet.target_port == MDNS
