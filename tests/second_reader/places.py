"""Where an address leads, and where a line comes from: section 7.7.4, in numbers of bits."""

import socket

from tests.second_reader.basics import demand

ROOMS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10")
NOWHERE = ("0.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32", "::/128", "ff00::/8", "::ffff:0:0/96")
ITSELF = ("127.0.0.0/8", "::1/128")


def bits(host):
    """An address as a string of 32 or 128 zeros and ones."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return "".join(f"{byte:08b}" for byte in socket.inet_pton(family, host))


def within(host, network):
    start, _, length = network.partition("/")
    first, second = bits(host), bits(start)
    return len(first) == len(second) and first[: int(length)] == second[: int(length)]


class Interface:
    """One line of a vector: an address with the length of its prefix, and words."""

    def __init__(self, line):
        self.network, *self.words = line.split()
        self.host, length = self.network.split("/")
        self.length = int(length)

    def is_broadcast(self, host):
        own = bits(self.host)
        if len(own) != 32 or self.length >= 31:
            return False
        return bits(host) == own[: self.length] + "1" * (32 - self.length)

    def is_of_a_room(self):
        shortest = 16 if len(bits(self.host)) == 32 else 64
        return "up" in self.words and "arp" in self.words and self.length >= shortest and not self.is_line()

    def is_line(self):
        return "point-to-point" in self.words


def _along(host, interfaces, routers):
    around = [each for each in interfaces if within(host, each.network)]
    if within(host, "fe80::/10"):
        around = [each for each in around if each.is_of_a_room() or "not-known" in each.words]
    if not around:
        return "outside"
    if bits(host) in map(bits, routers):
        return "router"
    longest = [each for each in around if each.length == max(one.length for one in around)]
    if all(each.is_of_a_room() for each in longest):
        return "near"
    return "unknown" if any("not-known" in each.words for each in longest) else "outside"


def leads(host, port, interfaces, routers, asked):
    demand(port >= 1024, "LeadsNowhere")
    demand(not any(within(host, each) for each in NOWHERE), "LeadsNowhere")
    demand(not any(each.is_broadcast(host) for each in interfaces), "LeadsNowhere")
    if any(within(host, each) for each in ITSELF):
        demand(asked, "LeadsHere")
        return "near"
    demand(bits(host) not in [bits(each.host) for each in interfaces], "LeadsHere")
    if not any(within(host, each) for each in ROOMS):
        return "outside"
    return _along(host, interfaces, routers)


def comes(host, interfaces, routers):
    own = [bits(each.host) for each in interfaces]
    if bits(host) in own or any(within(host, each) for each in ITSELF):
        return "near"
    return _along(host, interfaces, routers)
