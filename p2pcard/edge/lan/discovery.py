"""Being found and finding others: multicast DNS, with nothing in it that lasts.

A device that announces shows a random name made for this one run, one address
and a port; a device that looks shows that it looks (spec section 7.8). Names and
addresses that others announce are checked and counted before they are told:
strangers can announce anything.
"""

import asyncio
import re
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING, Final

from p2pcard.edge.lan.address import interface_of, network_of
from p2pcard.errors import NoMulticast

if TYPE_CHECKING:
    from zeroconf import ServiceStateChange, Zeroconf
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

_SERVICE: Final = "_p2pcard._tcp.local."
_NAME: Final = re.compile(r"([0-9a-f]{16})\._p2pcard\._tcp\.local\.")
_GROUP: Final = socket.inet_aton("224.0.0.251")  # of multicast DNS (RFC 6762)
_LIFE: Final = 30  # seconds others remember us if the goodbye is lost
_NO_TEXT: Final = b"\0"  # RFC 6763 section 6.1: no text is one empty string
_ASK_FOR: Final = 10_000  # milliseconds to ask for the place behind a name
_ASK_AGAIN: Final = 3  # times: together as long as a name is remembered
_IP_BOUND_IF: Final = 25  # of macOS's netinet/in.h
_LIMIT: Final = 64  # names looked at, at once; a stranger may announce any number


@dataclass(frozen=True, slots=True)
class Appeared:
    """A device that announces itself: its name for this run (16 hex digits), its IPv4 address, its port."""

    instance: str
    address: str
    port: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A device that said goodbye, or was not heard of any more."""

    instance: str


Sighting = Appeared | Gone


class Sightings:
    """What changed among those who announce themselves, without end and without a backlog.

    Between two readings only the difference is kept: who came and went again
    is not told.
    """

    def __init__(self) -> None:
        self._here: dict[str, Appeared] = {}
        self._told: dict[str, Appeared] = {}
        self._changed = asyncio.Event()

    def __aiter__(self) -> AsyncIterator[Sighting]:
        return self

    async def __anext__(self) -> Sighting:
        """Return the next change, waiting for it: the time limit is the caller's."""
        while True:
            for instance in self._told.keys() - self._here.keys():
                del self._told[instance]
                return Gone(instance)
            for instance, found in self._here.items():
                if self._told.get(instance) != found:
                    self._told[instance] = found
                    return found
            self._changed.clear()
            await self._changed.wait()

    def put(self, found: Appeared) -> None:
        """Note that a device is there."""
        self._here[found.instance] = found
        self._changed.set()

    def drop(self, instance: str) -> None:
        """Note that a device is not there any more."""
        self._here.pop(instance, None)
        self._changed.set()


class _Seeker:
    """Asks for the place behind every name that comes up; one question at a time for each."""

    def __init__(self, own: str, near: IPv4Network, sightings: Sightings) -> None:
        self._own, self._near, self._sightings = own, near, sightings
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
        self._sightings.drop(instance)
        if instance in self._asking:
            self._asking.pop(instance).cancel()

    async def _ask(self, zeroconf: "Zeroconf", instance: str) -> None:
        """Ask where `instance` is until an answer can be used; its parts may come late and apart."""
        from zeroconf.asyncio import AsyncServiceInfo

        for _ in range(_ASK_AGAIN):
            service = AsyncServiceInfo(_SERVICE, f"{instance}.{_SERVICE}")
            if await service.async_request(zeroconf, _ASK_FOR):
                self._tell(instance, service)
                break
        if self._asking.get(instance) is asyncio.current_task():
            del self._asking[instance]

    def _tell(self, instance: str, service: "AsyncServiceInfo") -> None:
        """Pass on the first address that is on the network of this device: only that can be the room."""
        near = [place for place in map(IPv4Address, service.addresses) if place in self._near]
        if near and service.port:
            self._sightings.put(Appeared(instance, str(near[0]), service.port))


@asynccontextmanager
async def announce(address: str, port: int, instance: str) -> AsyncIterator[None]:
    """Let others find this device at `address` (dotted IPv4) and `port` while the context lasts.

    `instance` is 16 hex digits, random, for this run only. Leaving says
    goodbye and takes a quarter of a second.
    Raises NoMulticast.
    """
    from zeroconf.asyncio import AsyncServiceInfo

    service = AsyncServiceInfo(
        _SERVICE,
        f"{instance}.{_SERVICE}",
        parsed_addresses=[address],
        port=port,
        properties=_NO_TEXT,
        server=f"{instance}.local.",
        host_ttl=_LIFE,
        other_ttl=_LIFE,
    )
    async with _multicast(address) as multicast:
        # A random name needs no question whether it is taken.
        saying = await multicast.async_register_service(service, cooperating_responders=True)
        try:
            yield
        finally:
            asyncio.ensure_future(saying).cancel()  # or it would come between the goodbyes of closing


@asynccontextmanager
async def browse(address: str, own: str = "") -> AsyncIterator[Sightings]:
    """Look from `address` (dotted IPv4) for others that announce themselves, while the context lasts.

    `own` is the instance this device announces, which is not told.
    Raises NoMulticast.
    """
    from zeroconf.asyncio import AsyncServiceBrowser

    sightings = Sightings()
    async with _multicast(address) as multicast:
        seeker = _Seeker(own, network_of(address), sightings)
        browser = AsyncServiceBrowser(multicast.zeroconf, _SERVICE, handlers=[seeker.changed])
        try:
            yield sightings
        finally:
            await browser.async_cancel()
            await seeker.stop()


async def try_multicast(address: str) -> None:
    """Open from `address` (dotted IPv4) what finding others needs, ask nothing, and close it.

    The system may tell the network that this device joins the group, as before
    every meeting; nothing else is sent. Raises NoMulticast.
    """
    async with _multicast(address):
        pass


@asynccontextmanager
async def _multicast(address: str) -> "AsyncIterator[AsyncZeroconf]":
    """Join the mDNS group on the interface of `address`, and on no other."""
    from zeroconf import IPVersion
    from zeroconf.asyncio import AsyncZeroconf

    from p2pcard.edge.lan.multicast import Multicast

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as member:
        try:
            # A membership of our own, because where there is none zeroconf leaves its socket open.
            member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, _GROUP + socket.inet_aton(address))
            joined = Multicast(interfaces=[address], ip_version=IPVersion.V4Only)
            multicast = AsyncZeroconf(zc=joined)
        except OSError as error:
            raise NoMulticast from error
        try:
            await multicast.zeroconf.async_wait_for_start()
            if not multicast.zeroconf.engine.senders:
                raise NoMulticast
            _keep_to(interface_of(address), multicast.zeroconf)
            yield multicast
        finally:
            await multicast.async_close()


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
