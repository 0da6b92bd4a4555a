"""Which address of this device is used, and whether the address in a code stays in the network of the room.

A code travels by screen, by message and on walls, and its maker chose the
address in it. So an address that can be nobody's is refused, and a person is
asked before anything is sent out of their network (spec section 7.7.4). Not being
asked proves nothing about who answers: the words do that.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
    ip_address,
)
from typing import Final, TypeAlias

from p2pcard.core.exchange.invitation import Address
from p2pcard.errors import LeadsHere, LeadsNowhere, NoNetwork

Ip: TypeAlias = IPv4Address | IPv6Address

LEAST_PORT: Final = 1024  # below it are the ports of a system's own services, which no meeting uses
_OF_TWO: Final = 31  # bits of the prefix of a network of two devices, RFC 3021
_LEAST_PREFIX: Final = {4: 16, 6: 64}  # bits: a network with more addresses is no network of a room
_NOBODY: Final = (
    IPv4Network("0.0.0.0/8"),  # "this network", RFC 1122
    IPv4Network("224.0.0.0/4"),  # multicast
    IPv4Network("255.255.255.255/32"),  # broadcast
    IPv6Network("::/128"),
    IPv6Network("ff00::/8"),  # multicast
    IPv6Network("::ffff:0:0/96"),  # an IPv4 address in the clothes of the other family
)
_LOOPBACK: Final = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
_OF_A_ROOM: Final[tuple[IPv4Network | IPv6Network, ...]] = (  # RFC 1918, RFC 3927, RFC 4193, RFC 4291
    *map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")),
    *map(IPv6Network, ("fc00::/7", "fe80::/10")),
)

# Names of interfaces, where nothing better tells what they are: nobody in the room is behind them.
_CONTAINERS: Final = (
    *("docker", "br-", "virbr", "veth", "vethernet", "vmnet", "vboxnet", "lxc", "lxd", "cni", "flannel"),
    "podman",
)
_TUNNELS: Final = ("tun", "tap", "wg", "utun", "ipsec", "ppp", "tailscale", "zt")
_OF_HARDWARE: Final = slice(11, 13), b"\xff\xfe"  # RFC 4291, appendix A: in the middle of a hardware address


@dataclass(frozen=True, slots=True)
class Link:
    """What the system tells of an interface; with ARP, devices on it ask each other who has an address."""

    has_carrier: bool = True  # it is up, and a cable is in or a Wi-Fi is joined
    has_arp: bool = True
    has_multicast: bool = True
    is_point_to_point: bool = False


@dataclass(frozen=True, slots=True)
class Interface:
    """An address of this device with the network around it; `link` is None where the system tells nothing.

    `scope` is the number of the interface, which a link-local IPv6 address needs behind it (RFC 4007).
    """

    name: str
    at: IPv4Interface | IPv6Interface
    link: Link | None
    scope: int = 0
    is_temporary: bool = False  # made to be replaced soon (RFC 8981)
    is_deprecated: bool = False  # about to go


class Way(StrEnum):
    """Where an address leads."""

    NEAR = "near"
    OUTSIDE = "outside"
    ROUTER = "router"  # it may pass on what comes
    UNKNOWN = "unknown"  # the system does not tell enough


def choose(held: Iterable[Interface], outward: Collection[Ip], gateways: Collection[Ip]) -> tuple[str, ...]:
    """Return the addresses to use: one of IPv4, one of IPv6, or both in this order, of one interface.

    `outward` are those from which the ways outside start. What an interface is
    counts before where it leads, so that a device whose way outside is a tunnel
    still uses the network of the room: nobody in the room is behind a tunnel.
    An IPv6 address that is made from the hardware's is used only where there is
    no other.
    Raises NoNetwork if this device reaches no others at all.
    """
    usable = [one for one in held if not one.at.ip.is_loopback and _has_carrier(one) and not _is_tunnel(one)]
    usable = [one for one in usable if not (_is_named(one, _CONTAINERS) and _is_link_local6(one.at.ip))]
    if not usable:
        raise NoNetwork
    best = min(usable, key=lambda one: _rank(one, outward, gateways))
    same = [one for one in usable if one.name == best.name]
    fours = [one for one in same if one.at.version == 4]
    sixes = [one for one in same if one.at.version == 6 and not (fours and is_of_hardware(one.at.ip))]
    return (
        *(text_of(min(each, key=lambda one: _rank(one, outward, gateways))) for each in (fours,) if each),
        *(text_of(min(each, key=_rank_of_six)) for each in (sixes,) if each),
    )


def text_of(one: Interface) -> str:
    """Return an address of this device as it is bound and called: a link-local one with its interface."""
    return f"{one.at.ip}%{one.scope}" if _is_link_local6(one.at.ip) else str(one.at.ip)


def bare(address: str) -> str:
    """Return an address without the interface that it counts on: as others and people know it."""
    return address.partition("%")[0]


def is_of_hardware(ip: Ip) -> bool:
    """Tell whether an address holds that of the hardware, and so is known again in every network."""
    place, middle = _OF_HARDWARE
    return ip.version == 6 and ip.packed[place] == middle


def having(held: Iterable[Interface], address: str) -> tuple[Interface, ...]:
    """Return where this device has an address: more than once, if two interfaces have the same one."""
    ip, _, scope = address.partition("%")
    wanted = ip_address(ip)
    found = (one for one in held if one.at.ip == wanted)
    return tuple(one for one in found if scope in {"", str(one.scope), one.name})


def others(held: Iterable[Interface], used: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other addresses of this device on which people may be, tunnels included.

    Of an interface that has IPv4, an IPv6 address leads to the same people and is not named.
    """
    held = tuple(held)
    here = {bare(address) for address in used}
    at = {one.name for one in held if str(one.at.ip) in here}
    fours = {one.name for one in held if one.at.version == 4}
    found = (
        one.at.ip
        for one in held
        if str(one.at.ip) not in here and not _is_named(one, _CONTAINERS) and _has_carrier(one)
        if one.at.version == 4 or one.name not in at | fours
    )
    return tuple(str(ip) for ip in found if not ip.is_loopback and not ip.is_link_local)


def twice(held: Iterable[Interface], used: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the interfaces that share an address that is `used`; none where each has its own.

    The system sends what is for such a network to one of the two, and people on the other one get nothing.
    """
    held = tuple(one for one in held if _has_carrier(one))
    at = (having(held, address) for address in used)
    return tuple(dict.fromkeys(one.name for each in at if len(each) > 1 for one in each))


def places(address: Address, held: Iterable[Interface]) -> tuple[str, ...]:
    """Return where the address of a code is called: a link-local one on each interface of a room.

    The shower of the code has an interface of its own in mind, and its number means nothing on this device.
    """
    ip = ip_address(address.host)
    if not _is_link_local6(ip):
        return (address.host,)
    around = [one for one in held if ip in one.at.network and _may_be_of_a_room(one)]
    return tuple(f"{ip}%{scope}" for scope in dict.fromkeys(one.scope for one in around)) or (str(ip),)


def source(place: str, own: tuple[str, ...], held: Iterable[Interface]) -> str:
    """Return which of its `own` addresses this device calls a place from; empty if its system may choose.

    For IPv6 a system would take the one that is alike, be it made from the hardware's.
    """
    ip, held = ip_address(place), tuple(held)
    at = [one for each in own for one in having(held, each) if one.at.version == ip.version == 6]
    if not at:
        return ""
    around = [one for one in held if one.name == at[0].name and ip_address(bare(place)) in one.at.network]
    if _is_link_local6(ip):
        is_near = place.partition("%")[2] in {each for one in around for each in (str(one.scope), one.name)}
    else:
        is_near = bool(around) or not _is_link_local6(at[0].at.ip)
    return text_of(at[0]) if is_near else ""


def judge(address: Address, held: Iterable[Interface], gateways: Collection[Ip], *, loopback: bool) -> Way:
    """Tell where the address of a code leads; with `loopback`, programs on this device are meant.

    Raises LeadsNowhere for an address that no device of a person can have, and
    LeadsHere for one of this device.
    """
    ip, held = ip_address(address.host), tuple(held)
    if address.port < LEAST_PORT or _is_in(ip, _NOBODY) or any(_is_broadcast(ip, one) for one in held):
        raise LeadsNowhere
    if _is_in(ip, _LOOPBACK):
        if not loopback:
            raise LeadsHere
        return Way.NEAR
    if any(one.at.ip == ip for one in held):
        raise LeadsHere
    if not _is_in(ip, _OF_A_ROOM):
        return Way.OUTSIDE
    return _way(ip, held, gateways)


def way_from(host: str, held: Iterable[Interface], gateways: Collection[Ip]) -> Way:
    """Tell where a line comes from, by its address; this device is near itself.

    Whether that address is private tells nothing here: what answers it is in the network that has it.
    """
    ip, held = ip_address(host), tuple(held)
    if _is_in(ip, _LOOPBACK) or any(one.at.ip == ip for one in held):
        return Way.NEAR
    return _way(ip, held, gateways)


def _way(ip: Ip, held: tuple[Interface, ...], gateways: Collection[Ip]) -> Way:
    around = [one for one in held if ip in one.at.network]
    if _is_link_local6(ip):  # nothing for it is sent elsewhere
        around = [one for one in around if _may_be_of_a_room(one)]
    if not around:
        return Way.OUTSIDE
    if ip in gateways:
        return Way.ROUTER
    longest = max(one.at.network.prefixlen for one in around)  # as the system sends what is for it
    ways = [one for one in around if one.at.network.prefixlen == longest]
    if all(map(_is_of_a_room, ways)):
        return Way.NEAR
    return Way.UNKNOWN if any(one.link is None for one in ways) else Way.OUTSIDE


def _is_of_a_room(one: Interface) -> bool:
    """Tell whether devices near each other share the network of an interface, as far as the system tells."""
    link = one.link
    is_shared = link is not None and link.has_carrier and link.has_arp and not link.is_point_to_point
    return is_shared and one.at.network.prefixlen >= _LEAST_PREFIX[one.at.version]


def _may_be_of_a_room(one: Interface) -> bool:
    return _is_of_a_room(one) if one.link else not _is_tunnel(one)


def _is_in(ip: Ip, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(ip in each for each in networks)


def _is_broadcast(ip: Ip, one: Interface) -> bool:
    """Tell whether an address means all devices around an interface; a network of two has none such."""
    network = one.at.network
    return network.version == 4 and network.prefixlen < _OF_TWO and ip == network.broadcast_address


def _rank(one: Interface, outward: Collection[Ip], gateways: Collection[Ip]) -> tuple[bool, ...]:
    """Order addresses: False comes first."""
    leads_nowhere = not any(each in one.at.network for each in gateways)
    return (
        one.at.ip.is_link_local,
        one.at.ip not in outward,
        leads_nowhere,
        _is_named(one, _CONTAINERS),
        one.at.version == 6,
        not one.at.ip.is_private,
    )


def _rank_of_six(one: Interface) -> tuple[bool, ...]:
    """Order the IPv6 addresses of one interface: False comes first.

    What is known again in other networks comes last. A public one makes people
    be asked whether a code may be called, so others come before it.
    """
    return (
        is_of_hardware(one.at.ip),
        one.is_deprecated,
        one.at.network.prefixlen > _LEAST_PREFIX[6],  # nobody else is in its network
        not _is_in(one.at.ip, _OF_A_ROOM),
        not one.is_temporary,
        one.at.ip.is_link_local,
    )


def _has_carrier(one: Interface) -> bool:
    return one.link is None or one.link.has_carrier


def _is_tunnel(one: Interface) -> bool:
    """Tell whether an interface leads to no neighbours; by its name only where the system tells nothing."""
    link = one.link
    if link is None:
        return _is_named(one, _TUNNELS)
    return link.is_point_to_point or not link.has_arp or not link.has_multicast


def _is_link_local6(ip: Ip) -> bool:
    """Tell whether an address is on every network, so that it says nothing without an interface."""
    return ip.version == 6 and ip.is_link_local


def _is_named(one: Interface, names: tuple[str, ...]) -> bool:
    return one.name.lower().startswith(names)
