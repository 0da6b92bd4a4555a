"""Devices of the second implementation on real lines."""

import os
import select
import socket
from collections import deque
from typing import Any

from tests.second_reader import noise, swapping
from tests.second_reader.basics import digest, number_of, u16
from tests.second_reader.bundling import read_bundle, write_bundle
from tests.second_reader.cards import write_card
from tests.second_reader.host import Host
from tests.second_reader.member import Member
from tests.second_reader.passing import EMPTY, fill, unfill
from tests.second_reader.transcript import Person

HERE = "127.0.0.1"
PATIENCE = 60
MONTH = 682


def new_person(name, digits=False):
    """Somebody with a card, and fresh values for one run."""
    seed, *fresh = (os.urandom(32) for _ in range(6))
    card = write_card(seed, {"sequence": 1, "month": MONTH, "name": name, "until": MONTH + 12})
    return Person(seed, card, digits, *fresh)


class Line:
    """A connection, from its handshake on."""

    def __init__(self, connection):
        connection.settimeout(PATIENCE)
        self.connection = connection
        self.sender: Any = None
        self.receiver: Any = None
        self.binding = self.third = b""

    def fileno(self):
        return self.connection.fileno()

    def close(self):
        self.connection.close()

    def send_frame(self, data):
        self.connection.sendall(u16(len(data)) + data)

    def frame(self):
        """The next frame, or nothing at the end of the line."""
        size = number_of(self._bytes(2))
        return self._bytes(size) if size else None

    def _bytes(self, size):
        data = b""
        while len(data) < size:
            more = self.connection.recv(size - len(data))
            if not more:
                return b""
            data += more
        return data

    def greet(self, handshake, accept=None):
        self.send_frame(handshake.write())
        (accept or handshake.read)(self.frame())
        self._begin(handshake, first=True)

    def welcome(self, handshake, accept=None):
        (accept or handshake.read)(self.frame())
        self.send_frame(handshake.write())
        self._begin(handshake, first=False)

    def _begin(self, handshake, first):
        to_responder, to_initiator, self.third = handshake.split()
        keys = (to_responder, to_initiator) if first else (to_initiator, to_responder)
        self.sender, self.receiver = noise.Sender(keys[0]), noise.Receiver(keys[1])
        self.binding = handshake.h

    def send(self, message):
        self.connection.sendall(self.sender.frames(message))

    def receive(self):
        """A message, or nothing at the end of the line."""
        while True:
            frame = self.frame()
            if frame is None:
                return None
            message = self.receiver.frame(frame)
            if message is not None:
                return message


def connect(host, port):
    return Line(socket.create_connection((host, port), PATIENCE))


def join(invitation, by_invitation=True):
    """A line to the host of an invitation, on which nothing was said yet."""
    pattern = "NNpsk0" if by_invitation else "NN"
    psk = invitation.psk if by_invitation else b""
    line = connect(invitation.host, invitation.port)
    prologue = b"p2pcard/1/meet" + pattern.encode("ascii")
    line.greet(noise.Handshake(pattern, True, prologue, os.urandom(32), psk))
    return line


def listen():
    server = socket.create_server((HERE, 0))
    server.settimeout(PATIENCE)
    return server


class Parcels:
    """What somebody has for others by their keys, each to be sent once, and the items that came by key."""

    def __init__(self):
        self.waiting = {}
        self.came = {}
        self.tags = {}

    def share(self, key, secret, binding):
        """From now on a secret is shared with somebody, and told once what it is called in this exchange."""
        if key not in self.tags:
            self.tags[key] = digest("p2pc-held", secret, binding)[:16]
            told = write_bundle([{"is": "held", "tags": [self.tags[key]]}])
            self.waiting[key] = told + self.waiting.get(key, EMPTY)[len(EMPTY) :]

    def ready(self):
        return "Ready", bool(self.waiting), any(len(bundle) > 510 for bundle in self.waiting.values())

    def packed(self, keys, size):
        return "Packed", [fill(self.waiting.pop(key, EMPTY), size) for key in keys]

    def unpack(self, key, filled):
        """What came; of pair secrets it is told that the one of this exchange alone is held."""
        came = self.came.setdefault(key, [])
        for item in read_bundle(unfill(filled)):
            if item["is"] == "held":
                assert item["tags"] == [self.tags[key]]
            else:
                came.append(item)


class Device:
    """A member of a meeting: its machine, what it showed its person, and what it has for others."""

    def __init__(self, person):
        self.member = Member(person)
        self.parcels = Parcels()
        self.shown = {}
        self.over = False

    def send(self, message):
        raise NotImplementedError

    def close(self):
        raise NotImplementedError

    def begin(self):
        self.did(self.member.begin())

    def happens(self, event, *details):
        self.did(self.member.take(event, *details))

    def receives(self, message):
        self.did(self.member.receive(message))

    def did(self, effects):
        for name, *details in effects:
            if name == "send":
                self.send(details[0])
            elif name == "keep":
                self.happens("Saved", details[0])
            elif name == "finish":
                self.over = True
                self.close()
            elif name in ("look", "pack", "unpack"):
                self.hand(name, *details)
            else:
                self.shown[name] = details[0]

    def hand(self, name, *details):
        keys = {place: card.key for place, card in self.member.cards.items()}
        for place, key in keys.items():
            self.parcels.share(key, self.member.pair_secret(place), self.member.transcript.t)
        if name == "pack":
            others = [keys.get(place) for place in self.member.others()]
            self.happens(*self.parcels.packed(others, *details))
            return
        for place, filled in details[0].items() if details else ():
            self.parcels.unpack(keys[place], filled)
        self.happens(*self.parcels.ready())

    def done(self):
        """The person has nothing more to say."""
        self.happens("Done")

    def names(self):
        return {card.fields["name"] for card in self.member.cards.values()}


class Guest(Device):
    """A device that joined a host over the network."""

    def __init__(self, person, invitation, by_invitation=True):
        super().__init__(person)
        self.line = join(invitation, by_invitation)
        self.begin()

    def fileno(self):
        return self.line.fileno()

    def close(self):
        self.line.close()

    def send(self, message):
        self.line.send(message)

    def step(self):
        message = self.line.receive()
        if message is None:
            self.happens("Dropped")
        else:
            self.receives(message)


class OwnDevice(Device):
    """The device of the host's own person, on line 0."""

    def __init__(self, person, house):
        super().__init__(person)
        self.house = house

    def send(self, message):
        self.house.relay(self.house.host.receive(0, message))

    def close(self):
        """The host's own device has no line but the house."""


class House:
    """A host of the second implementation."""

    def __init__(self, person):
        self.server = listen()
        self.token = os.urandom(16)
        address = socket.inet_aton(HERE) + u16(self.server.getsockname()[1])
        self.invitation = b"\x01\x11" + self.token + b"\x01" + address
        self.host = Host()
        self.lines = {}
        self.queue: deque[tuple[int, bytes]] = deque()
        self.own = OwnDevice(person, self)
        self.own.begin()

    def close(self):
        for line in [self.server, *self.lines.values()]:
            line.close()

    def let_in(self):
        line = Line(self.server.accept()[0])
        psk = swapping.read_invitation(self.invitation).psk
        prologue = b"p2pcard/1/meetNNpsk0"
        line.welcome(noise.Handshake("NNpsk0", False, prologue, os.urandom(32), psk))
        self.lines[len(self.lines) + 1] = line

    def begin(self):
        self.relay(self.host.begin([len(self.host.members())]))

    def relay(self, messages):
        """Pass messages on in their order, also while the own device answers one."""
        begins = not self.queue
        self.queue.extend(messages)
        while begins and self.queue:
            number, message = self.queue[0]
            if number == 0:
                self.own.receives(message)
            else:
                self.lines[number].send(message)
            self.queue.popleft()

    def step(self, number):
        message = self.lines[number].receive()
        if message is None:
            self.relay(self.host.left(number))
        else:
            self.relay(self.host.receive(number, message))

    def until(self, done):
        while not done():
            ready = select.select(list(self.lines.values()), [], [], PATIENCE)[0]
            assert ready, "nothing came"
            for number, line in self.lines.items():
                if line in ready:
                    self.step(number)


def until(guests, done):
    """Reads what comes to these devices until something holds for each of them."""
    while not all(map(done, guests)):
        ready = select.select([guest for guest in guests if not done(guest)], [], [], PATIENCE)[0]
        assert ready, "nothing came"
        for guest in ready:
            guest.step()
