"""Refusals, numbers as bytes, hash and derivation: sections 0, 1.1."""

import hashlib
import itertools


class Refusal(Exception):
    """A refusal by its name in section 0."""

    def __init__(self, name):
        super().__init__(name)
        self.name = name


def demand(holds, name):
    if not holds:
        raise Refusal(name)


def u8(number):
    return number.to_bytes(1, "big")


def u16(number):
    return number.to_bytes(2, "big")


def u32(number):
    return number.to_bytes(4, "big")


def u64(number):
    return number.to_bytes(8, "big")


def number_of(data):
    return int.from_bytes(data, "big")


def _mixed(key, tag, parts):
    state = hashlib.blake2b(key=key, person=tag.encode("ascii").ljust(16, b"\0"), digest_size=32)
    for part in parts:
        state.update(u32(len(part)) + part)
    return state.digest()


def digest(tag, *parts):
    """H of 1.1."""
    return _mixed(b"", tag, parts)


def derive(key, tag, *parts):
    """K of 1.1."""
    return _mixed(key, tag, parts)


class Cursor:
    """Takes bytes from the front; what is missing is refused as Malformed."""

    def __init__(self, data):
        self.data = data
        self.place = 0

    def take(self, size):
        demand(self.place + size <= len(self.data), "Malformed")
        piece = self.data[self.place : self.place + size]
        self.place += size
        return piece

    def number(self, size):
        return number_of(self.take(size))

    def left(self):
        return len(self.data) - self.place

    def rest(self):
        return self.take(self.left())

    def each(self, size):
        """Everything that is left, in pieces of one size."""
        demand(self.left() % size == 0, "Malformed")
        return [self.take(size) for _ in range(self.left() // size)]

    def end(self):
        demand(self.left() == 0, "Malformed")


def ascending(items):
    return all(first < second for first, second in itertools.pairwise(items))
