"""Reading captures: pcap files with Ethernet, IPv4, IPv6, UDP and TCP, and the mDNS records in those."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

MARKER_KIND = 0x88B5  # the EtherType that IEEE 802 keeps for local experiments
IPV4, IPV6 = 0x0800, 0x86DD
UDP, TCP, HOP_BY_HOP, ICMP6 = 17, 6, 0, 58
HEAD = struct.Struct("<IHHiIII")
ROW = struct.Struct("<IIII")


@dataclass(frozen=True)
class Packet:
    """One frame: when (seconds), all its bytes, its EtherType, and what IP, UDP and TCP say in it.

    IPv4 has no flow label, which is 0.
    """

    time: float
    raw: bytes
    kind: int
    source: str = ""
    target: str = ""
    protocol: int = 0
    label: int = 0
    source_port: int = 0
    target_port: int = 0
    payload: bytes = b""


@dataclass(frozen=True)
class Record:
    """One DNS resource record: its name in labels, type, life in seconds, and content as it came."""

    name: tuple[bytes, ...]
    type: int
    life: int
    content: bytes


@dataclass(frozen=True)
class Question:
    """One DNS question: its name in labels, its type, and whether its asker alone wants the answer."""

    name: tuple[bytes, ...]
    type: int
    alone: bool


def packets(pcap: bytes) -> list[Packet]:
    """Read a pcap file with times in microseconds; a row that is cut off at the end is left out."""
    magic, *_, link = HEAD.unpack_from(pcap)
    assert (magic, link) == (0xA1B2C3D4, 1), "not a pcap file of Ethernet frames"
    found, at = [], HEAD.size
    while at + ROW.size <= len(pcap):
        seconds, micro, size, _ = ROW.unpack_from(pcap, at)
        raw = pcap[at + ROW.size : at + ROW.size + size]
        if len(raw) == size:
            found.append(_packet(seconds + micro / 1e6, raw))
        at += ROW.size + size
    return found


def _packet(time, raw):
    kind = int.from_bytes(raw[12:14], "big")
    ip = raw[14:]
    if kind == IPV4:
        size, protocol, label = (ip[0] & 15) * 4, ip[9], 0
        source, target = (str(IPv4Address(ip[at : at + 4])) for at in (12, 16))
        body = ip[size : int.from_bytes(ip[2:4], "big")]
    elif kind == IPV6:
        source, target = (str(IPv6Address(ip[at : at + 16])) for at in (8, 24))
        label = int.from_bytes(ip[1:4], "big") & 0xFFFFF
        body, protocol = ip[40 : 40 + int.from_bytes(ip[4:6], "big")], ip[6]
        if protocol == HOP_BY_HOP:  # before which systems say which groups they join
            protocol, body = body[0], body[8 * (body[1] + 1) :]
    else:
        return Packet(time, raw, kind)
    if protocol not in {UDP, TCP}:
        return Packet(time, raw, kind, source, target, protocol, label, payload=body)
    head = 8 if protocol == UDP else (body[12] >> 4) * 4
    here, there = struct.unpack_from(">HH", body)
    return Packet(time, raw, kind, source, target, protocol, label, here, there, body[head:])


def is_response(message: bytes) -> bool:
    """Tell whether an mDNS message answers; else it asks (RFC 6762, section 18.2)."""
    return bool(message[2] & 0x80)


def questions(message: bytes) -> Iterator[Question]:
    """Yield the questions of an mDNS message; the first bit of a class asks for an answer to one alone."""
    (count,) = struct.unpack_from(">H", message, 4)
    at = 12
    for _ in range(count):
        name, at = _name(message, at)
        kind, wanted = struct.unpack_from(">HH", message, at)
        yield Question(name, kind, bool(wanted & 0x8000))
        at += 4


def records(message: bytes) -> Iterator[Record]:
    """Yield the records of an mDNS message, of all three sections; questions are passed over."""
    asked, *counts = struct.unpack_from(">4H", message, 4)
    at = 12
    for _ in range(asked):
        at = _name(message, at)[1] + 4
    for _ in range(sum(counts)):
        name, at = _name(message, at)
        kind, _, life, size = struct.unpack_from(">HHIH", message, at)
        yield Record(name, kind, life, message[at + 10 : at + 10 + size])
        at += 10 + size


def _name(message, at):
    """Return the labels of a name and where it ends; a name may go on elsewhere in the message."""
    labels: list[bytes] = []
    while size := message[at]:
        if size >= 0xC0:
            elsewhere = int.from_bytes(message[at : at + 2], "big") & 0x3FFF
            return (*labels, *_name(message, elsewhere)[0]), at + 2
        labels.append(message[at + 1 : at + 1 + size])
        at += 1 + size
    return tuple(labels), at + 1
