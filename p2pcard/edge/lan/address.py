"""The addresses of this device, what their interfaces are, and where its routers stand.

What they mean is decided in `core.exchange.network`. Those of one interface are
used and not all: one of a tunnel or of a container tells strangers in the room
what else runs here (spec section 7.8).
"""

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
    ip_address,
    ip_network,
)
from pathlib import Path
from typing import Final

from p2pcard.core.exchange import network
from p2pcard.core.exchange.network import Interface, Ip, Link
from p2pcard.errors import NoSuchAddress

# RFC 5737 and RFC 3849 keep 192.0.2.0/24 and 2001:db8::/32 for documentation: nobody is there.
_OUTSIDE: Final = ((socket.AF_INET, ("192.0.2.1", 9)), (socket.AF_INET6, ("2001:db8::1", 9)))

_SIOCGIFFLAGS: Final = 0x8913  # linux/sockios.h
_UP: Final = 0x1  # IFF_UP and more of net/if.h
_RUNNING: Final = 0x40
_POINT_TO_POINT: Final = 0x10
_NO_ARP: Final = 0x80 | 0x8  # IFF_NOARP, and IFF_LOOPBACK, on which nobody asks either
_MULTICAST: Final = 0x1000
_GATEWAY: Final = 0x2  # RTF_GATEWAY of linux/route.h
_TEMPORARY: Final = 0x1  # IFA_F_TEMPORARY of linux/if_addr.h
_DEPRECATED: Final = 0x20


def local_addresses() -> tuple[str, ...]:
    """Return the addresses to announce, listen and look on, as `network.choose` gives them.

    Raises NoNetwork when this device has none beside that of its own programs.
    """
    return network.choose(_usable(), tuple(_outward()), gateways())


def own_address(address: str) -> str:
    """Return an IP `address` of this device, up or not, as it is bound; raises NoSuchAddress."""
    if ip_address(address).is_loopback:
        return address
    for one in network.having(interfaces(), address):
        return network.text_of(one)
    raise NoSuchAddress(address=address)


def networks_of(address: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks directly reached through the interface of `address`; it alone if it is not ours."""
    held = tuple(interfaces())
    names = {one.name for one in network.having(held, address)}
    found = tuple(one.at.network for one in held if one.name in names)
    return found or (ip_network(network.bare(address)),)


def interface_of(address: str) -> str:
    """Return the name of the interface that has `address`; empty if it is not ours."""
    return next((one.name for one in network.having(interfaces(), address)), "")


def scope_of(address: str) -> int:
    """Return the number of the interface that has `address`; 0 if it is not ours."""
    return next((one.scope for one in network.having(interfaces(), address)), 0)


def source_of(place: str, own: tuple[str, ...]) -> str:
    """Return from which of its `own` addresses this device calls a place; empty: as its system likes."""
    return network.source(place, own, interfaces()) if own else ""


def other_addresses(used: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses beside those that are `used` which this device has on networks of people."""
    return network.others(_usable(), used)


def interfaces_twice(used: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the interfaces of this device that share an address that is `used`."""
    return network.twice(interfaces(), used)


def interfaces() -> Iterator[Interface]:
    """Yield every address of this device with what its interface is, in the order the system lists them."""
    import ifaddr

    flags = _flags_of_six()
    for adapter in ifaddr.get_adapters():
        link = _link(adapter.nice_name)
        for ip in adapter.ips:
            if isinstance(ip.ip, str):
                at4 = IPv4Interface(f"{ip.ip}/{ip.network_prefix}")
                yield Interface(adapter.nice_name, at4, link, adapter.index or 0)
            else:
                at = IPv6Interface(f"{network.bare(ip.ip[0])}/{ip.network_prefix}")
                told = flags.get(at.ip, 0)
                yield Interface(
                    adapter.nice_name,
                    at,
                    link,
                    adapter.index or 0,
                    is_temporary=bool(told & _TEMPORARY),
                    is_deprecated=bool(told & _DEPRECATED),
                )


def _flags_of_six() -> dict[Ip, int]:
    """Read address, interface, bits of the prefix, reach, flags, name: as far as Linux tells."""
    return {IPv6Address(bytes.fromhex(fields[0])): int(fields[4], 16) for fields in _table("if_inet6")}


def gateways() -> frozenset[Ip]:
    """Return the addresses of the routers that this device sends through, as far as Linux tells."""
    return frozenset((*_gateways4(_table("route")), *_gateways6(_table("ipv6_route"))))


def _gateways4(rows: list[list[str]]) -> Iterator[Ip]:
    """Read interface, destination, gateway, flags ...: in hexadecimal, addresses in the machine's order."""
    for _, _, gateway, flags, *_ in rows[1:]:
        if int(flags, 16) & _GATEWAY:
            yield IPv4Address(int(gateway, 16).to_bytes(4, sys.byteorder))


def _gateways6(rows: list[list[str]]) -> Iterator[Ip]:
    """Read destination, its bits, source, its bits, next hop, metric, two counts, flags, interface."""
    for fields in rows:
        if int(fields[8], 16) & _GATEWAY:
            yield IPv6Address(bytes.fromhex(fields[4]))


def _table(name: str) -> list[list[str]]:
    """Return the rows of a table of the system, cut into fields, or none where it has no such table."""
    with suppress(OSError):
        file = Path("/proc/thread-self/net", name)
        return [row.split() for row in file.read_text(encoding="ascii").splitlines()]
    return []


def _link(interface: str) -> Link | None:
    """Return what the system tells of an interface, if it tells."""
    if sys.platform != "linux":
        return None
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        # netdevice(7): the name in 16 bytes, answered with the flags behind it
        try:
            answer = fcntl.ioctl(asking, _SIOCGIFFLAGS, interface.encode()[:15].ljust(32, b"\0"))
        except OSError:
            return None
    flags = int.from_bytes(answer[16:18], sys.byteorder)
    return Link(
        has_carrier=bool(flags & _UP and flags & _RUNNING),
        has_arp=not flags & _NO_ARP,
        has_multicast=bool(flags & _MULTICAST),
        is_point_to_point=bool(flags & _POINT_TO_POINT),
    )


def _usable() -> list[Interface]:
    """Return the addresses without those that a system lists and cannot use now.

    Linux tells that of an IPv4 address by its interface. An IPv6 address may not
    be tried out yet, whatever its interface is.
    """
    return [one for one in interfaces() if (one.link and one.at.version == 4) or _can_be_bound(one)]


def is_taken(address: str, port: int) -> bool:
    """Tell whether a program on this device listens at an IPv4 address and port; nothing is sent to it."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        if sys.platform != "win32":  # there it would let a second program have the same port
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((address, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def _can_be_bound(one: Interface) -> bool:
    family = socket.AF_INET if one.at.version == 4 else socket.AF_INET6
    place = (str(one.at.ip), 0) if one.at.version == 4 else (str(one.at.ip), 0, 0, one.scope)
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind(place)
    except OSError:  # a system may know no IPv6 at all
        return False
    return True


def _outward() -> Iterator[Ip]:
    """Yield the addresses from which the system would send outside, without sending anything."""
    for family, outside in _OUTSIDE:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect(outside)
            yield ip_address(probe.getsockname()[0])
