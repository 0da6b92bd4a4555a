"""Those who announce themselves and those who look, on devices of the test bed; and bare mDNS."""

import asyncio
import contextlib
import socket
import struct
import threading
from ipaddress import IPv4Address

from p2pcard.edge import lan

GROUP = ("224.0.0.251", 5353)
GROUP6 = ("ff02::fb", 5353)
SERVICE = (b"_p2pcard", b"_tcp", b"local")
PTR, TXT, SRV, A, AAAA = 12, 16, 33, 1, 28
SOON, LATER = "00112233445566aa", "ffeeddccbbaa9988"


class Announcing:
    """Somebody who announces on a device until told to stop; at its address, or at those that are `used`."""

    def __init__(self, host, instance=SOON, used=()):
        self.host, self.instance, self.port = host, instance, 0
        self.used = used or (host.address,)
        self._there, self._enough = threading.Event(), threading.Event()

    async def _announce(self):
        async with lan.listen(self.used, 4, 5) as listener:
            self.port = listener.port
            async with lan.announce(self.used, self.port, self.instance):
                self._there.set()
                await asyncio.to_thread(self._enough.wait)

    def __enter__(self):
        self._future = self.host.play(asyncio.run, self._announce())
        while not self._there.wait(0.05):
            if self._future.done():
                self._future.result()
        return self

    def __exit__(self, *_):
        self._enough.set()
        self._future.result(timeout=30)

    @property
    def sighting(self):
        return lan.Appeared(self.instance, self.used, self.port)


async def sightings(
    used, count=1, seconds=20.0, own="", tell=lambda told: None, begin=lambda: None, beside=False
):
    """The first changes that are told, as many as asked for, or those of so many seconds."""
    found: list[lan.Sighting] = []
    async with lan.browse(used, own, beside=beside) as told:
        begin()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while len(found) < count:
                    found.append(await anext(told))
                    tell(found[-1])
    return found


def looking(host, count=1, seconds=20.0, own="", tell=lambda told: None, beside=False, used=()):
    """Start to look from a device until so many things changed, or for so many seconds."""
    begun = threading.Event()
    used = used or (host.address,)
    future = host.play(asyncio.run, sightings(used, count, seconds, own, tell, begun.set, beside))
    begun.wait(20)
    return future


def look(host, count=1, seconds=20.0, own="", beside=False, used=()):
    return looking(host, count, seconds, own, beside=beside, used=used).result()


def answer(*rows):
    """An mDNS answer of rows (name, type, content)."""
    head = struct.pack(">6H", 0, 0x8400, 0, len(rows), 0, 0)
    return head + b"".join(
        name(labels) + struct.pack(">HHIH", kind, 1, 30, len(content)) + content
        for labels, kind, content in rows
    )


def question(labels, kind):
    """An mDNS question that wishes its answer for itself alone."""
    return struct.pack(">6H", 0, 0, 1, 0, 0, 0) + name(labels) + struct.pack(">HH", kind, 0x8001)


def name(labels):
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def rows(instance, address="10.77.0.1", port=4000):
    """What somebody announces, as rows for `answer`: pointer, text, service, address."""
    full, server = (instance.encode(), *SERVICE), (instance.encode(), b"local")
    return (
        (SERVICE, PTR, name(full)),
        (full, TXT, b"\0"),
        (full, SRV, struct.pack(">HHH", 0, 0, port) + name(server)),
        (server, A, IPv4Address(address).packed),
    )


def multicaster(host, to=5353):
    """A bare socket on a device that speaks and hears mDNS."""
    door = host.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("", to))
    own = socket.inet_aton(host.address)
    door.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP[0]) + own)
    door.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own)
    door.settimeout(20)
    return door


def until_asked(door, kind):
    """Wait for a question of this kind, which ends with the kind and the class."""
    while b"\0" + bytes([0, kind]) not in door.recv(9000):
        pass
