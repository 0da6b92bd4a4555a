"""The one IPv4 address of this device that is used, and the network around it.

One and not all: an address of a tunnel or of a container tells strangers in
the room what else runs here (spec section 7.8).
"""

import socket
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import Final

from p2pcard.errors import NoNetwork, NoSuchAddress

# RFC 5737 keeps 192.0.2.0/24 for documentation: nobody is there.
_OUTSIDE: Final = ("192.0.2.1", 9)

# Interfaces of containers, virtual machines and tunnels: nobody in the room is behind them.
_INSIDE: Final = (
    *(
        "docker",
        "br-",
        "virbr",
        "veth",
        "vethernet",
        "vmnet",
        "vboxnet",
        "lxc",
        "lxd",
        "cni",
        "flannel",
        "podman",
    ),
    *("tun", "tap", "wg", "utun", "ipsec", "ppp", "tailscale", "zt"),
)


_SIOCGIFFLAGS: Final = 0x8913  # linux/sockios.h
_UP_AND_RUNNING: Final = 0x1 | 0x40  # IFF_UP and IFF_RUNNING of net/if.h


@dataclass(frozen=True, slots=True)
class Candidate:
    """An IPv4 address this device has, on the interface of that name."""

    interface: str
    at: IPv4Interface


def local_address() -> str:
    """Return the dotted IPv4 address to announce, listen and look on.

    127.0.0.1 when this device has no other: then only programs on it are found.
    Raises NoNetwork when not even that is up.
    """
    return str(choose([one for one in candidates() if _is_up(one)], _outward()))


def refuse_if_elsewhere(address: str) -> None:
    """Raises NoSuchAddress where `address` is none of this device's, up or not."""
    wanted = IPv4Address(address)
    if not wanted.is_loopback and all(one.at.ip != wanted for one in candidates()):
        raise NoSuchAddress(address=address)


def network_of(address: str) -> IPv4Network:
    """Return the network directly reached from `address`; the address alone if it is not ours."""
    found = [one.at.network for one in candidates() if one.at.ip == IPv4Address(address)]
    return found[0] if found else IPv4Network(address)


def interface_of(address: str) -> str:
    """Return the name of the interface that has `address`; empty if it is not ours."""
    return next((one.interface for one in candidates() if one.at.ip == IPv4Address(address)), "")


def networks() -> set[IPv4Network]:
    """Return the networks with other devices on which this one is now; tunnels and containers are none."""
    return {one.at.network for one in candidates() if not any(_apart(one)) and _is_up(one)}


def choose(held: Sequence[Candidate], outward: IPv4Address | None) -> IPv4Address:
    """Return the address to use, of those `held`; `outward` is the one the way outside starts from.

    Tunnels and containers come last among the ordinary ones, so that a device
    whose way outside is a tunnel still uses the network of the room.
    Raises NoNetwork if there is none.
    """
    ranked = sorted(held, key=lambda one: _rank(one, outward))
    if not ranked:
        raise NoNetwork
    return ranked[0].at.ip


def candidates() -> Iterator[Candidate]:
    """Yield every IPv4 address of this device, in the order the system lists them."""
    import ifaddr

    for adapter in ifaddr.get_adapters():
        for ip in adapter.ips:
            if isinstance(ip.ip, str):
                yield Candidate(adapter.nice_name, IPv4Interface(f"{ip.ip}/{ip.network_prefix}"))


def _rank(one: Candidate, outward: IPv4Address | None) -> tuple[bool, ...]:
    """Order candidates: False comes first."""
    return (*_apart(one), one.at.ip != outward, not one.at.is_private)


def _apart(one: Candidate) -> tuple[bool, bool, bool]:
    """Tell in which ways an address is none of a network of the room: the worst first."""
    return one.at.is_loopback, one.at.is_link_local, one.interface.lower().startswith(_INSIDE)


def _is_up(one: Candidate) -> bool:
    """Tell whether an address can be used now; Linux keeps those of an interface that is unplugged."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((str(one.at.ip), 0))
            if sys.platform != "linux":
                return True
            import fcntl

            # netdevice(7): the name in 16 bytes, answered with the flags behind it
            asked = one.interface.encode()[:15].ljust(32, b"\0")
            flags = int.from_bytes(fcntl.ioctl(probe, _SIOCGIFFLAGS, asked)[16:18], sys.byteorder)
        except OSError:
            return False
    return flags & _UP_AND_RUNNING == _UP_AND_RUNNING


def _outward() -> IPv4Address | None:
    """Return the address from which the system would send outside, without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_OUTSIDE)
        except OSError:
            return None
        return IPv4Address(probe.getsockname()[0])
