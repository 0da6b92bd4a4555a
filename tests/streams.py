"""What each device sent in a capture: its frames of each TCP connection, and its multicast messages."""

import struct
from dataclasses import dataclass

from tests.packets import IPV4, TCP, UDP

MDNS = 5353


@dataclass(frozen=True)
class Sent:
    """One frame of ours on a TCP connection: when its last byte passed, and its bytes without the length."""

    time: float
    frame: bytes


def streams(packets):
    """All TCP connections: {(source, its port, target, its port): what was sent that way, frame by frame}."""
    segments: dict[tuple[str, int, str, int], list[tuple[int, float, bytes]]] = {}
    first: dict[tuple[str, int, str, int], int] = {}
    for packet in packets:
        if packet.protocol != TCP:
            continue
        way = (packet.source, packet.source_port, packet.target, packet.target_port)
        begin = 14 + ((packet.raw[14] & 15) * 4 if packet.kind == IPV4 else 40)
        number, flags = struct.unpack_from(">I", packet.raw, begin + 4)[0], packet.raw[begin + 13]
        if flags & 2:  # SYN
            first[way] = number + 1
        if packet.payload:
            segments.setdefault(way, []).append((number, packet.time, packet.payload))
    return {
        way: _frames([((number - first[way]) % 2**32, time, data) for number, time, data in parts])
        for way, parts in segments.items()
    }


def _frames(parts):
    """Put segments together, each byte once, and cut at the lengths."""
    data, times = bytearray(), []
    for at, time, piece in sorted(parts):
        assert at <= len(data), "the capture has a gap"
        if at + len(piece) > len(data):
            data += piece[len(data) - at :]
            times.append((len(data), time))
    frames, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 2], "big")
        end = at + 2 + size
        assert end <= len(data), "half a frame"
        frames.append(Sent(next(time for have, time in times if have >= end), bytes(data[at + 2 : end])))
        at = end
    return frames


def spoken(packets, address):
    """The UDP payloads that a device sent, whatever they are."""
    return [p.payload for p in packets if p.protocol == UDP and p.source == address]


def strings(data, size):
    """All byte strings of a size."""
    return {data[at : at + size] for at in range(len(data) - size + 1)}


def runs(one, other, size):
    """Bytes that are the same at the same place of two frames, at least so many in a row."""
    found, start = [], 0
    for at in range(min(len(one), len(other)) + 1):
        if at == min(len(one), len(other)) or one[at] != other[at]:
            if at - start >= size:
                found.append(one[start:at])
            start = at + 1
    return found
