"""What this device tells of its addresses: what their interfaces are, and through which routers it sends."""

from ipaddress import ip_address, ip_interface, ip_network

import pytest

from p2pcard.core.exchange.network import Link, bare, is_of_hardware
from p2pcard.edge import lan
from p2pcard.errors import NoNetwork, NoSuchAddress
from tests.network import OF_HARDWARE, ROUTER, alone, needs_networks, network

pytestmark = needs_networks


def around(host):
    """The interfaces of a device by their addresses."""
    return {str(one.at): one for one in host.inside(lambda: list(lan.interfaces()))}


def test_an_ordinary_interface_and_a_tunnel_are_told_apart_by_what_they_are():
    with network(1) as bed:
        here, _ = bed.tunnel(bed.hosts[0])
        found = around(bed.hosts[0])
    ordinary = ip_interface(f"{bed.hosts[0].address}/24")
    assert (found[str(ordinary)].name, found[str(ordinary)].link) == ("eth0", Link())
    assert found[f"{here}/24"].link == Link(has_arp=False)
    assert found["127.0.0.1/8"].link == Link(has_arp=False, has_multicast=False)


def test_a_line_between_two_is_told_as_such():
    with alone(loopback=True) as device:
        device.start("ip", "tuntap", "add", "nordlynx", "mode", "tun").wait(30)
        device.start("ip", "addr", "add", "10.5.0.2/16", "dev", "nordlynx").wait(30)
        link = around(device)["10.5.0.2/16"].link
    assert link
    assert link.is_point_to_point
    assert not link.has_arp
    assert not link.has_carrier


@pytest.mark.parametrize("name", ["nordlynx", "proton0", "cscotun0", "wg0", "hall7"])
def test_a_vpn_with_the_way_outside_is_passed_over_whatever_it_is_called(name):
    with network(1) as bed:
        (host,) = bed.hosts
        own = host.address
        there = bed.line_of_two(host, name)
        assert host.inside(lan.local_addresses) == (own,)
        assert host.inside(lan.other_addresses, (own,)) == (there,)
        link = around(host)[f"{there}/16"].link
        assert link
        assert link.has_carrier


def test_the_bridges_of_containers_with_and_without_one_running_are_passed_over():
    with network(1) as bed:
        (host,) = bed.hosts
        host.run(
            "link add docker0 type bridge",
            "addr add 172.17.0.1/16 dev docker0",
            "link set docker0 up",
            "link add br-5a1c type bridge",
            "addr add 172.18.0.1/16 dev br-5a1c",
            "link set br-5a1c up",
            "link add veth77 type veth peer name inside",
            "link set veth77 master br-5a1c up",
            "link set inside up",
        )
        assert around(host)["172.18.0.1/16"].link.has_carrier
        assert host.inside(lan.local_addresses) == (host.address,)
        assert host.inside(lan.other_addresses, (host.address,)) == ()


def test_an_address_of_ipv6_that_was_made_to_change_is_told_apart_and_used():
    with network(1) as bed:
        (host,) = bed.hosts
        made = host.make_six(OF_HARDWARE)
        assert is_of_hardware(ip_address(made))
        assert host.inside(lan.local_addresses) == (host.address,)
        host.do("sh", "-c", "echo 2 > /proc/sys/net/ipv6/conf/eth0/use_tempaddr")
        host.run("addr add fd00:5::5054:ff:fe12:3456/64 dev eth0 mngtmpaddr valid_lft 900 preferred_lft 600")
        (temporary,) = [one for one in around(host).values() if one.is_temporary]
        assert temporary.at.network == ip_network("fd00:5::/64")
        host.run(f"addr del {host.address}/24 dev eth0")
        assert host.inside(lan.local_addresses) == (str(temporary.at.ip),)


def test_where_the_hardware_makes_the_only_address_that_is_used():
    with network(1) as bed:
        (host,) = bed.hosts
        host.make_six(OF_HARDWARE)
        host.run(f"addr del {host.address}/24 dev eth0")
        (used,) = host.inside(lan.local_addresses)
        assert is_of_hardware(ip_address(bare(used)))
        assert host.inside(lan.own_address, bare(used)) == used


def test_an_interface_that_is_unplugged_is_not_up():
    with network(1) as bed:
        bed.hosts[0].unplug()
        (link,) = [one.link for one in around(bed.hosts[0]).values() if one.name == "eth0"]
    assert link == Link(has_carrier=False)


def test_the_routers_are_those_of_every_route():
    with network(1) as bed:
        host = bed.hosts[0]
        host.start("ip", "route", "add", "10.200.0.0/16", "via", "10.77.0.9").wait(30)
        assert host.inside(lan.gateways) == {ip_address(ROUTER), ip_address("10.77.0.9")}


def test_routers_with_ipv6_addresses_are_found_too():
    with network(1) as bed:
        host = bed.hosts[0]
        words = (
            "echo 0 > /proc/sys/net/ipv6/conf/eth0/disable_ipv6",
            "ip addr add fd00:1::9/64 dev eth0 nodad",
            "ip -6 route add default via fd00:1::1",
        )
        assert host.start("sh", "-c", " && ".join(words)).wait(30) == 0
        assert host.inside(lan.gateways) == {ip_address(ROUTER), ip_address("fd00:1::1")}
        assert around(host)["fd00:1::9/64"].link == Link()


def test_with_no_network_but_its_own_a_device_has_no_address_to_use():
    with alone(loopback=True) as device:
        with pytest.raises(NoNetwork):
            device.inside(lan.local_addresses)
        assert device.inside(lan.own_address, "127.0.0.1") == "127.0.0.1"
        with pytest.raises(NoSuchAddress):
            device.inside(lan.own_address, "10.77.0.1")
