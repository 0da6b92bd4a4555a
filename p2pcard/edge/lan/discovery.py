"""Being found and finding others: multicast DNS, with nothing in it that lasts.

A device that announces shows a random name made for this one run, its addresses
and a port; a device that looks shows that it looks (spec section 7.8). It does
so over IPv4, IPv6 or both, each in its own packets. Names and
addresses that others announce are checked and counted before they are told:
strangers can announce anything.
"""

import asyncio
import re
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final

from p2pcard.core.exchange.network import bare
from p2pcard.edge.lan.address import interface_of, networks_of, scope_of
from p2pcard.edge.lan.line import leave_unlabelled
from p2pcard.errors import NoMulticast

if TYPE_CHECKING:
    from zeroconf import DNSQuestionType, ServiceStateChange, Zeroconf
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

_SERVICE: Final = "_p2pcard._tcp.local."
_NAME: Final = re.compile(r"([0-9a-f]{16})\._p2pcard\._tcp\.local\.")
_GROUP: Final = "224.0.0.251", 5353  # of multicast DNS (RFC 6762)
_GROUP6: Final = "ff02::fb", 5353
_NOTHING: Final = bytes(12)  # a message that asks nothing and answers nothing
_LIFE: Final = 30  # seconds others remember us if the goodbye is lost
_NO_TEXT: Final = b"\0"  # RFC 6763 section 6.1: no text is one empty string
_ASK_FOR: Final = 10_000  # milliseconds to ask for the place behind a name
_ASK_AGAIN: Final = 3  # times: together as long as a name is remembered
_IP_BOUND_IF: Final = 25  # of macOS's netinet/in.h
_LIMIT: Final = 64  # names looked at, at once; a stranger may announce any number


@dataclass(frozen=True, slots=True)
class Appeared:
    """A device that announces itself: its name for this run (16 hex digits), its IP addresses, its port.

    A link-local IPv6 address has the number of the interface behind it on which it was heard.
    """

    instance: str
    addresses: tuple[str, ...]
    port: int


@dataclass(frozen=True, slots=True)
class Disappeared:
    """A device that said goodbye, or was not heard of any more."""

    instance: str


Sighting = Appeared | Disappeared


class Sightings:
    """What changed among those who announce themselves, without end and without a backlog.

    Between two readings only the difference is kept: who came and went again
    is not told.
    """

    def __init__(self) -> None:
        self._here: dict[str, dict[object, Appeared]] = {}  # by name, and by the way it was heard
        self._told: dict[str, Appeared] = {}
        self._changed = asyncio.Event()

    def __aiter__(self) -> AsyncIterator[Sighting]:
        return self

    async def __anext__(self) -> Sighting:
        """Return the next change, waiting for it: the time limit is the caller's."""
        while True:
            for instance in self._told.keys() - self._here.keys():
                del self._told[instance]
                return Disappeared(instance)
            for instance, ways in self._here.items():
                found = next(iter(ways.values()))
                if self._told.get(instance) != found:
                    self._told[instance] = found
                    return found
            self._changed.clear()
            await self._changed.wait()

    def put(self, found: Appeared, way: object) -> None:
        """Note that a device is there, heard on this way."""
        self._here.setdefault(found.instance, {})[way] = found
        self._changed.set()

    def drop(self, instance: str, way: object) -> None:
        """Note that a device is not heard any more on this way."""
        ways = self._here.get(instance, {})
        ways.pop(way, None)
        if not ways:
            self._here.pop(instance, None)
        self._changed.set()


class _Seeker:
    """Asks for the place behind every name that comes up; one question at a time for each.

    `near` are the networks on which it may be, and `scope` is the number of the interface there.
    """

    def __init__(
        self,
        own: str,
        near: tuple[IPv4Network | IPv6Network, ...],
        scope: int,
        sightings: Sightings,
        kind: "DNSQuestionType | None",
    ) -> None:
        self._own, self._near, self._scope, self._sightings, self._kind = own, near, scope, sightings, kind
        self._names: set[str] = set()
        self._asking: dict[str, asyncio.Task[None]] = {}

    def changed(
        self, zeroconf: "Zeroconf", service_type: str, name: str, state_change: "ServiceStateChange"
    ) -> None:
        """Take what the browser noticed; the parameters have the names it calls them by."""
        match = _NAME.fullmatch(name)
        if match is None or match[1] == self._own:
            return
        if state_change.name == "Removed":
            self._forget(match[1])
        elif match[1] not in self._asking and len(self._names | {match[1]}) <= _LIMIT:
            self._names.add(match[1])
            asking = asyncio.create_task(self._ask(zeroconf, match[1]))
            self._asking[match[1]] = asking

    async def stop(self) -> None:
        """Ask nothing more."""
        asking = tuple(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    def _forget(self, instance: str) -> None:
        self._names.discard(instance)
        self._sightings.drop(instance, self)
        if instance in self._asking:
            self._asking.pop(instance).cancel()

    async def _ask(self, zeroconf: "Zeroconf", instance: str) -> None:
        """Ask where `instance` is until an answer can be used; its parts may come late and apart."""
        from zeroconf.asyncio import AsyncServiceInfo

        for _ in range(_ASK_AGAIN):
            service = AsyncServiceInfo(_SERVICE, f"{instance}.{_SERVICE}")
            if await service.async_request(zeroconf, _ASK_FOR, self._kind):
                self._tell(instance, service)
                break
        if self._asking.get(instance) is asyncio.current_task():
            del self._asking[instance]

    def _tell(self, instance: str, service: "AsyncServiceInfo") -> None:
        """Pass on the first address of each family on a network of this device: only that can be the room."""
        near: dict[int, str] = {}
        for place in map(ip_address, service.parsed_addresses()):
            if any(place in each for each in self._near):
                scope = f"%{self._scope}" if place.version == 6 and place.is_link_local else ""
                near.setdefault(place.version, f"{place}{scope}")
        if near and service.port:
            places = tuple(near[version] for version in sorted(near))
            self._sightings.put(Appeared(instance, places, service.port), self)


@asynccontextmanager
async def announce(addresses: tuple[str, ...], port: int, instance: str) -> AsyncIterator[None]:
    """Let others find this device at its `addresses` and `port` while the context lasts.

    `instance` is 16 hex digits, random, for this run only. Leaving says
    goodbye and takes a quarter of a second.
    Raises NoMulticast.
    """
    from zeroconf.asyncio import AsyncServiceInfo

    service = AsyncServiceInfo(
        _SERVICE,
        f"{instance}.{_SERVICE}",
        parsed_addresses=[bare(address) for address in addresses],
        port=port,
        properties=_NO_TEXT,
        server=f"{instance}.local.",
        host_ttl=_LIFE,
        other_ttl=_LIFE,
    )
    async with _multicast(addresses) as ways, AsyncExitStack() as announcing:
        for multicast in ways:
            # A random name needs no question whether it is taken.
            saying = await multicast.async_register_service(service, cooperating_responders=True)
            # or it would come between the goodbyes of closing
            announcing.callback(asyncio.ensure_future(saying).cancel)
        yield


@asynccontextmanager
async def browse(
    addresses: tuple[str, ...], own: str = "", *, beside: bool = False
) -> AsyncIterator[Sightings]:
    """Look from `addresses` of one interface for others that announce themselves, while the context lasts.

    `own` is the instance this device announces, which is not told. Who looks
    `beside` something else, and may stop at any moment, asks for answers to
    all (RFC 6762, section 5.4): an answer to this device alone that comes
    after its end would be sent back as undeliverable.
    Raises NoMulticast.
    """
    from zeroconf import DNSQuestionType
    from zeroconf.asyncio import AsyncServiceBrowser

    sightings = Sightings()
    kind = DNSQuestionType.QM if beside else None
    families = {ip_address(address).version for address in addresses}
    near = tuple(each for each in networks_of(addresses[0]) if each.version in families)
    async with _multicast(addresses) as ways, AsyncExitStack() as looking:
        for multicast in ways:
            seeker = _Seeker(own, near, scope_of(addresses[0]), sightings, kind)
            looking.push_async_callback(seeker.stop)
            browser = AsyncServiceBrowser(
                multicast.zeroconf, _SERVICE, handlers=[seeker.changed], question_type=kind
            )
            looking.push_async_callback(browser.async_cancel)
        yield sightings


async def try_multicast(addresses: tuple[str, ...]) -> None:
    """Open from `addresses` what finding others needs, ask nothing, and close it.

    The system may tell the network that this device joins the group, as before
    every meeting; nothing else is sent. Raises NoMulticast.
    """
    async with _multicast(addresses):
        pass


@asynccontextmanager
async def _multicast(addresses: tuple[str, ...]) -> "AsyncIterator[list[AsyncZeroconf]]":
    """Join the mDNS groups of the families of `addresses` on their interface, and on no other.

    Raises NoMulticast where none of them can be used.
    """
    async with AsyncExitStack() as joined:
        ways = []
        for address in addresses:
            with suppress(NoMulticast):
                ways.append(await joined.enter_async_context(_multicast_from(address)))
        if not ways:
            raise NoMulticast
        yield ways


@asynccontextmanager
async def _multicast_from(address: str) -> "AsyncIterator[AsyncZeroconf]":
    from zeroconf import IPVersion
    from zeroconf.asyncio import AsyncZeroconf

    from p2pcard.edge.lan.multicast import Multicast

    version = IPVersion.V6Only if ":" in address else IPVersion.V4Only
    with _member(address):
        try:
            multicast = AsyncZeroconf(zc=Multicast(interfaces=[bare(address)], ip_version=version))
        except (OSError, RuntimeError) as error:  # the latter where the address is gone meanwhile
            raise NoMulticast from error
        try:
            await multicast.zeroconf.async_wait_for_start()
            if not multicast.zeroconf.engine.senders:
                raise NoMulticast
            for each in (*multicast.zeroconf.engine.readers, *multicast.zeroconf.engine.senders):
                if version is IPVersion.V6Only:
                    leave_unlabelled(each.sock)
            _keep_to(interface_of(address), multicast.zeroconf)
            yield multicast
        finally:
            await multicast.async_close()


@contextmanager
def _member(address: str) -> Iterator[None]:
    """Be a member of the group, as zeroconf is: where there is none, it leaves its socket open.

    What is sent to a group with no hop to go reaches nobody but members on this
    device, and shows whether the system lets anything be sent there.
    Raises NoMulticast.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as member:
        try:
            if family == socket.AF_INET6:
                scope = scope_of(address)
                where = scope.to_bytes(4, sys.byteorder)
                group = socket.inet_pton(family, _GROUP6[0])
                member.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, group + where)
                member.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, scope)
                member.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 0)
                member.sendto(_NOTHING, (*_GROUP6, 0, scope))
            else:
                where = socket.inet_aton(address)
                member.setsockopt(
                    socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(_GROUP[0]) + where
                )
                member.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, where)
                member.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
                member.sendto(_NOTHING, _GROUP)
        except OSError as error:
            raise NoMulticast from error
        yield


def _keep_to(interface: str, zeroconf: "Zeroconf") -> None:
    """Hear nothing from other interfaces, where the system can do that.

    The socket that listens has no address of its own, so a question from a
    tunnel would be answered, with the address in the room. A system that
    refuses leaves it so.
    """
    for reader in zeroconf.engine.readers:
        with suppress(OSError):
            if sys.platform == "linux":
                reader.sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode())
            elif sys.platform == "darwin":
                reader.sock.setsockopt(socket.IPPROTO_IP, _IP_BOUND_IF, socket.if_nametoindex(interface))
