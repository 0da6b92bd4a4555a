"""Strangers at a door: bare sockets that say what they like, or nothing, or too much."""

import contextlib
import os
import random
import socket
import threading

from p2pcard.core.exchange import channel, invitation
from p2pcard.core.exchange.meeting import handshake
from p2pcard.core.exchange.meeting.messages import Join
from p2pcard.core.formats import armor


def door_of(person):
    """Where a person's program listens: the address that its invitation or code holds."""
    if shown := person.last("invitation"):
        return invitation.read_invitation(armor.read(shown["typed"])).address
    return invitation.read_swap(armor.read(person.last("code")["text"])).address


class Stranger:
    """One line from a device to a door."""

    def __init__(self, host, address):
        self.socket = host.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.settimeout(30)
        self.socket.connect((address.host, address.port))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def say(self, frame):
        """Send one frame."""
        self.socket.sendall(len(frame).to_bytes(2, "big") + frame)

    def hear(self):
        """Wait for one frame; nothing at all if the line ends first."""
        with contextlib.suppress(ConnectionError):
            size = self._take(2)
            return self._take(int.from_bytes(size, "big")) if size else b""
        return b""

    def _take(self, size):
        data = b""
        while len(data) < size:
            if not (piece := self.socket.recv(size - len(data))):
                return b""
            data += piece
        return data

    def shake(self, psk=b""):
        """Do the handshake of a meeting."""
        state, first = handshake.call(os.urandom(32), psk)
        self.say(first)
        state, _ = state.read(self.hear())
        finished = state.finish()
        self.sending, self.inbox = finished.sending, channel.Inbox(finished.receiving)
        return self

    def tell(self, message):
        """Send one message inside the channel."""
        self.sending, frames = channel.cut(self.sending, bytes(message))
        for frame in frames:
            self.say(frame)

    def told(self):
        """Wait for one message inside the channel; nothing if the line ends first."""
        while frame := self.hear():
            self.inbox, message = self.inbox.take(frame)
            if message is not None:
                return message
        return None

    def join(self):
        """Join a meeting, and say nothing more."""
        self.commitment = os.urandom(32)
        self.tell(Join(self.commitment, digits=False, large=False))
        return self


class Flood:
    """Many lines from one device without end: silent ones, odd ones, and the beginnings of handshakes."""

    def __init__(self, host, address, lines=400, held=350):
        self.host, self.address = host, address
        self.lines, self._wanted, self._held = 0, lines, held
        self._enough = threading.Event()
        self._chance = random.Random("flood")
        self._full = threading.Event()

    def __enter__(self):
        self._future = self.host.play(self._pour)
        assert self._full.wait(60)
        return self

    def __exit__(self, *_):
        self._enough.set()
        self._future.result(timeout=60)

    def _pour(self):
        open_lines = []
        while not self._enough.is_set():
            with contextlib.suppress(OSError):
                line = socket.create_connection((self.address.host, self.address.port), timeout=5)
                line.setblocking(False)
                open_lines.append(line)
                line.send(self._words())
            self.lines += 1
            if self.lines == self._wanted:
                self._full.set()
            if len(open_lines) > self._held:
                open_lines.pop(0).close()
            self._enough.wait(0.001)
        for line in open_lines:
            line.close()

    def _words(self):
        size = self._chance.choice((0, 0, 1, 32, 32, 48, 58, 1000))
        frame = self._chance.randbytes(size)
        return self._chance.choice((b"", size.to_bytes(2, "big") + frame, b"\0\0", b"\xff\xff" + frame))
