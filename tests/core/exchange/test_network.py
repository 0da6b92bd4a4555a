"""Which address of this device is the one of the room, and whether that of a code stays in its network."""

from ipaddress import IPv4Address, ip_address, ip_interface

import pytest

from p2pcard.core.exchange.invitation import Address
from p2pcard.core.exchange.network import (
    Interface,
    Link,
    Way,
    choose,
    having,
    is_of_hardware,
    judge,
    others,
    places,
    source,
    twice,
    way_from,
)
from p2pcard.errors import LeadsHere, LeadsNowhere, NoNetwork

LAN = Link()
TUN = Link(has_arp=False, has_multicast=False, is_point_to_point=True)
UNPLUGGED = Link(has_carrier=False)


def held(*places, link=LAN):
    """Interfaces as (name, address), or with what the system tells of them behind."""
    return [Interface(name, ip_interface(at), *(told or (link,))) for name, at, *told in places]


LOOP, WIFI, CABLE = ("lo", "127.0.0.1/8"), ("wlan0", "192.168.1.7/24"), ("eth0", "10.0.0.5/8")
DOCKER, TUNNEL, ALONE = (
    ("docker0", "172.17.0.1/16"),
    ("nordlynx", "10.9.0.2/24", TUN),
    ("eth1", "169.254.3.4/16"),
)
PUBLIC = ("eth0", "8.8.8.8/24")


def towards(place):
    return {ip_interface(place[1]).ip} if place else ()


def at(place):
    return (str(ip_interface(place[1]).ip),)


@pytest.mark.parametrize(
    ("places", "outward", "expected"),
    [
        ([LOOP, ALONE], None, ALONE),
        ([LOOP, ALONE, WIFI], None, WIFI),
        ([LOOP, WIFI, CABLE], WIFI, WIFI),
        ([LOOP, WIFI, CABLE], CABLE, CABLE),
        ([LOOP, DOCKER, WIFI], None, WIFI),
        ([LOOP, DOCKER, TUNNEL, WIFI], TUNNEL, WIFI),
        ([LOOP, TUNNEL, ALONE], TUNNEL, ALONE),
        ([LOOP, DOCKER], None, DOCKER),
    ],
)
def test_one_address_is_chosen_and_it_is_the_one_of_the_room(places, outward, expected):
    assert choose(held(*places), towards(outward), ()) == at(expected)


# Of two addresses the first one is chosen: what speaks against the other comes earlier in the order.
BETTER = {
    "any to that of a lone device": (("docker0", "8.8.8.8/24"), ALONE, ALONE),
    "any ordinary one to a tunnel that leads outside": (PUBLIC, TUNNEL, TUNNEL),
    "one with a cable to one whose cable is out": (WIFI, ("eth0", "10.0.0.5/8", UNPLUGGED), None),
    "any ordinary one to a line without a way to ask for addresses": (
        PUBLIC,
        ("eth9", "10.1.0.1/24", Link(has_arp=False)),
        None,
    ),
    "any ordinary one to a line without multicast": (
        PUBLIC,
        ("eth9", "10.1.0.1/24", Link(has_multicast=False)),
        None,
    ),
    "any ordinary one to a line between two": (
        PUBLIC,
        ("eth9", "10.1.0.1/24", Link(is_point_to_point=True)),
        None,
    ),
    "a network that is called like a tunnel and is none to a private one": (
        ("tun-hall", "192.168.7.1/24"),
        WIFI,
        ("tun-hall", "192.168.7.1/24"),
    ),
    "a public one that leads outside to a private one": (PUBLIC, WIFI, PUBLIC),
    "one that leads outside to a container's": (WIFI, DOCKER, WIFI),
    "a private one to a public one": (WIFI, PUBLIC, None),
    "of two private ones, the one that leads outside": (CABLE, WIFI, CABLE),
    "where the system tells nothing, another to one called as tunnels are": (
        ("en0", "192.168.1.7/24", None),
        ("utun4", "10.9.0.2/24", None),
        ("utun4", "10.9.0.2/24", None),
    ),
}


@pytest.mark.parametrize("rule", BETTER)
def test_what_speaks_against_an_address_has_an_order(rule):
    better, worse, outward = BETTER[rule]
    for order in ((better, worse), (worse, better)):
        assert choose(held(*order), towards(outward), ()) == at(better)


def test_a_network_with_a_router_comes_before_one_without():
    router = [IPv4Address("10.200.0.1")]
    for order in ((("eth1", "10.200.0.7/24"), WIFI), (WIFI, ("eth1", "10.200.0.7/24"))):
        assert choose(held(*order), (), router) == ("10.200.0.7",)


def test_of_addresses_that_are_equally_good_the_first_of_the_system_is_chosen():
    for order in ((WIFI, CABLE), (CABLE, WIFI)):
        assert choose(held(*order), (), ()) == at(order[0])


@pytest.mark.parametrize(
    "places",
    [
        (),
        (LOOP,),
        (LOOP, ("eth0", "10.0.0.5/8", UNPLUGGED)),
        (LOOP, TUNNEL),
        (LOOP, TUNNEL, ("eth0", "10.0.0.5/8", UNPLUGGED)),  # the tunnel of a VPN stays when its Wi-Fi goes
        (LOOP, ("utun4", "10.9.0.2/24", None)),
        (LOOP, ("rmnet0", "100.70.0.9/30", Link(has_arp=False))),
        (LOOP, ("veth5a", "fe80::7/64")),
    ],
)
def test_without_an_address_that_others_can_reach_there_is_no_network(places):
    with pytest.raises(NoNetwork):
        choose(held(*places), (), ())


def test_the_other_addresses_are_those_where_people_may_be_tunnels_included():
    places = held(LOOP, WIFI, CABLE, DOCKER, TUNNEL, ALONE, ("wlan0", "fe80::7/64"))
    assert others(places, ("192.168.1.7",)) == ("10.0.0.5", "10.9.0.2")
    out = ("eth0", "10.0.0.5/8", UNPLUGGED)
    assert others(held(LOOP, WIFI, DOCKER, out), ("192.168.1.7",)) == ()
    told_nothing = ("en1", "10.0.0.5/8", None)
    assert others(held(WIFI, told_nothing), ("192.168.1.7",)) == ("10.0.0.5",)


# IPv6. In the middle of an address that is made from the hardware's are ff:fe.

OF_HARDWARE, STEADY = "fe80::5054:ff:fe12:3456/64", "fe80::9c1:44ab:7e02:51d3/64"

HERE_STEADY = "fe80::9c1:44ab:7e02:51d3%5"


def six(address, name="wlan0", link=LAN, **told):
    return Interface(name, ip_interface(address), link, scope=len(name), **told)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([six(STEADY)], HERE_STEADY),
        ([six(OF_HARDWARE)], "fe80::5054:ff:fe12:3456%5"),
        ([six(OF_HARDWARE), six(STEADY)], HERE_STEADY),
        ([six(OF_HARDWARE), six("2001:db8::5054:ff:fe12:3456/64"), six("2001:db8::77/64")], "2001:db8::77"),
        ([six(STEADY), six("2001:db8::77/64", is_temporary=True)], HERE_STEADY),
        ([six(STEADY), six("fd00::8/64"), six("fd00::9/64", is_temporary=True)], "fd00::9"),
        ([six(STEADY), six("fd00::8/64")], "fd00::8"),
        (
            [six(STEADY), six("fd00::9/64", is_temporary=True, is_deprecated=True)],
            HERE_STEADY,
        ),
        ([six(STEADY), six("fd00::9/128", is_temporary=True)], HERE_STEADY),
        (
            [six("fe80::1/64", "wg0", TUN), six("fe80::2/64", "veth12"), six(STEADY)],
            HERE_STEADY,
        ),
    ],
)
def test_of_the_addresses_of_ipv6_one_that_tells_little_and_reaches_all_is_chosen(places, expected):
    for order in (places, places[::-1]):
        assert choose([*held(LOOP), *order], (), ()) == (expected,)


def test_both_families_are_used_on_one_interface_and_codes_carry_ipv4():
    elsewhere = six("fd00:9::9/64", "eth0", is_temporary=True)
    assert choose([elsewhere, six(STEADY), *held(WIFI)], (), ()) == (
        "192.168.1.7",
        HERE_STEADY,
    )


def test_beside_ipv4_an_address_made_from_the_hardwares_is_not_used():
    assert choose([six(OF_HARDWARE), *held(WIFI)], (), ()) == ("192.168.1.7",)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("fe80::5054:ff:fe12:3456", True),
        ("2001:db8::5054:ff:fe12:3456", True),
        ("fe80::5054:ff:ff12:3456", False),
        ("fe80::ff:fe12:3456:0", False),
        ("10.255.254.1", False),
    ],
)
def test_an_address_made_from_the_hardwares_is_known_by_its_middle(address, expected):
    assert is_of_hardware(ip_address(address)) == expected


def test_of_another_network_with_both_families_one_address_is_named():
    other = [*held(CABLE), six("fd00::8/64", "eth0"), six("fd00:3::8/64", "eth3"), six("fe80::8/64", "eth3")]
    mine = [*held(WIFI), six("fd00:4::8/64"), six(STEADY)]
    assert others([*mine, *other], ("192.168.1.7", "fd00:4::8")) == ("10.0.0.5", "fd00:3::8")


def test_the_same_address_on_two_networks_is_told_with_both_names():
    both = (("eth0", "192.168.1.7/24"), ("wlan0", "192.168.1.7/24"))
    assert twice(held(LOOP, *both), ("192.168.1.7",)) == ("eth0", "wlan0")
    assert twice(held(LOOP, both[0], ("wlan0", "192.168.1.8/24")), ("192.168.1.7",)) == ()
    assert twice(held(both[0], (*both[1], UNPLUGGED)), ("192.168.1.7",)) == ()
    link_local = [six("fe80::8/64", "eth3"), six("fe80::8/64")]
    assert twice(link_local, ("fe80::8%5",)) == ()  # its interface tells the two apart
    assert twice([six("fd00::8/64", "eth3"), six("fd00::8/64")], ("fd00::8",)) == ("eth3", "wlan0")


def test_a_link_local_address_in_a_code_is_called_on_each_interface_of_a_room_and_no_other():
    around = [
        six(STEADY),
        six("fe80::8/64", "eth0"),
        six("fd00::8/64", "eth0"),
        six("fe80::9/64", "tun0", TUN),
        six("fe80::9/64", "eth22", UNPLUGGED),
    ]
    assert places(Address("fe80::abcd", 2000), around) == ("fe80::abcd%5", "fe80::abcd%4")
    assert judge(Address("fe80::abcd", 2000), around, (), loopback=False) is Way.NEAR
    assert places(Address("fd00::abcd", 2000), around) == ("fd00::abcd",)
    assert places(Address("192.168.1.20", 2000), around) == ("192.168.1.20",)
    told_nothing = [six("fe80::8/64", "en0", None), six("fe80::9/64", "utun33", None)]
    assert places(Address("fe80::abcd", 2000), told_nothing) == ("fe80::abcd%3",)
    assert judge(Address("fe80::abcd", 2000), told_nothing, (), loopback=False) is Way.UNKNOWN
    assert judge(Address("fe80::abcd", 2000), held(WIFI), (), loopback=False) is Way.OUTSIDE


def test_a_link_local_line_is_near_whatever_else_has_such_addresses():
    around = [six(STEADY), six("fe80::9/64", "tun0", TUN)]
    assert way_from("fe80::abcd", around, ()) is Way.NEAR


@pytest.mark.parametrize(
    ("place", "own", "expected"),
    [
        ("192.168.1.20", ("192.168.1.7", "fd00::9"), ""),
        ("fd00::20", ("192.168.1.7",), ""),
        ("fd00::20", ("192.168.1.7", "fd00::9"), "fd00::9"),
        ("fe80::20%5", ("fd00::9",), "fd00::9"),
        ("fe80::20%wlan0", ("fd00::9",), "fd00::9"),
        ("fe80::20%4", ("fd00::9",), ""),
        ("2001:db8::20", ("fd00::9",), "fd00::9"),
        ("fd00::20", (HERE_STEADY,), HERE_STEADY),
        ("2001:db8::20", (HERE_STEADY,), ""),
    ],
)
def test_a_place_is_called_from_the_address_that_was_chosen(place, own, expected):
    around = [*held(WIFI), six("fd00::9/64"), six(STEADY), six("fe80::8/64", "eth0")]
    assert source(place, own, around) == expected


def test_an_address_is_found_with_its_interface_named_or_numbered_or_without():
    around = [six("fe80::8/64", "eth0"), six("fe80::8/64")]
    assert having(around, "fe80::8") == tuple(around)
    assert having(around, "fe80::8%eth0") == having(around, "fe80::8%4") == (around[0],)
    assert having(around, "fe80::8%eth7") == ()


HERE = held(
    LOOP,
    WIFI,
    TUNNEL,
    ("eth1", "10.4.0.9/15"),
    ("eth2", "172.20.0.9/16"),
    ("eth3", "10.66.0.9/24", UNPLUGGED),
)
HERE += held(
    ("wlan0", "fe80::7/64"),
    ("eth4", "fd00:1::9/64"),
    ("eth5", "fd00:2::9/63"),
    ("utun9", "10.77.0.9/24", None),
)
ROUTERS = frozenset(map(ip_address, ("192.168.1.1", "fd00:1::1")))


def way(host, port=40000, loopback=False):
    return judge(Address(host, port), HERE, ROUTERS, loopback=loopback)


@pytest.mark.parametrize("host", ["192.168.1.20", "172.20.255.254", "fd00:1::77", "fe80::abcd"])
def test_a_private_address_in_a_network_of_the_room_is_near(host):
    assert way(host) is Way.NEAR
    assert way_from(host, HERE, ROUTERS) is Way.NEAR


@pytest.mark.parametrize(
    "host",
    [
        *("203.0.113.5", "8.8.8.8", "100.64.0.1", "192.0.2.1", "240.0.0.1", "2001:db8::5"),
        "192.168.2.20",  # private, and of no network of this device
        "10.9.0.77",  # through the tunnel
        "10.5.0.1",  # in a network of 131,072 addresses
        "10.66.0.1",  # on an interface that is unplugged
        "fd00:2::1",  # in a network that is larger than one of a room
    ],
)
def test_everything_else_leads_out_of_this_network(host):
    assert way(host) is Way.OUTSIDE
    assert way_from(host, HERE, ROUTERS) is Way.OUTSIDE


@pytest.mark.parametrize("host", ["192.168.1.1", "fd00:1::1"])
def test_a_router_is_told_apart_because_it_passes_on_what_comes(host):
    assert way(host) is Way.ROUTER
    assert way_from(host, HERE, ROUTERS) is Way.ROUTER


def test_where_the_system_tells_nothing_of_an_interface_the_way_is_not_known():
    assert way("10.77.0.1") is Way.UNKNOWN


def test_of_two_networks_around_an_address_the_smaller_one_tells_as_it_does_for_the_system():
    inside = held(("eth0", "10.50.0.7/16"), ("wg0", "10.50.3.1/24", TUN))
    assert judge(Address("10.50.4.4", 2000), inside, (), loopback=False) is Way.NEAR
    assert judge(Address("10.50.3.9", 2000), inside, (), loopback=False) is Way.OUTSIDE
    twice = held(("eth0", "10.50.0.7/16"), ("wg0", "10.50.3.1/16", TUN))
    assert judge(Address("10.50.4.4", 2000), twice, (), loopback=False) is Way.OUTSIDE


@pytest.mark.parametrize(
    "host",
    [
        *("0.0.0.0", "0.1.2.3", "224.0.0.251", "239.255.255.255", "255.255.255.255"),  # noqa: S104  # it is refused and never bound
        "192.168.1.255",  # all devices on the Wi-Fi
        *("::", "ff02::fb", "::ffff:192.168.1.20"),
    ],
)
def test_an_address_that_no_device_can_have_is_refused(host):
    with pytest.raises(LeadsNowhere):
        way(host)


def test_in_a_network_of_two_no_address_means_all():
    assert judge(Address("10.1.0.1", 2000), held(("eth0", "10.1.0.0/31")), (), loopback=False) is Way.NEAR


@pytest.mark.parametrize(("port", "expected"), [(0, False), (1023, False), (1024, True), (65535, True)])
def test_a_port_of_the_systems_own_services_is_refused(port, expected):
    if expected:
        assert way("192.168.1.20", port) is Way.NEAR
    else:
        with pytest.raises(LeadsNowhere):
            way("192.168.1.20", port)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1"])
def test_an_address_for_programs_on_this_device_is_refused_unless_the_person_asked_for_one(host):
    with pytest.raises(LeadsHere):
        way(host)
    assert way(host, loopback=True) is Way.NEAR
    assert way_from(host, HERE, ROUTERS) is Way.NEAR


@pytest.mark.parametrize("host", ["192.168.1.7", "10.9.0.2", "fe80::7"])
def test_ones_own_address_is_refused_and_a_line_from_it_is_near(host):
    with pytest.raises(LeadsHere):
        way(host, loopback=True)
    assert way_from(host, HERE, ROUTERS) is Way.NEAR
