"""The vector files of our own formats, read line by line as docs/spec.md, 14.3, says."""

import json
from pathlib import Path

VECTORS = Path(__file__).resolve().parent / "vectors"


class Vector:
    """One file: what is expected, and its lines in order."""

    def __init__(self, path):
        rows = [row.partition(": ") for row in path.read_text(encoding="ascii").splitlines()]
        self.lines = [(key.removesuffix(":"), value) for key, _, value in rows]
        self.name = f"{path.parent.name}/{path.stem}"
        self.expect = self.word("expect")

    def word(self, key):
        """The value of a line as it stands there."""
        return next(value for name, value in self.lines if name == key)

    def all(self, key):
        """The values of all lines of a key."""
        return [value for name, value in self.lines if name == key]

    def has(self, key):
        return any(name == key for name, _ in self.lines)

    def octets(self, key):
        return bytes.fromhex(self.word(key))

    def number(self, key):
        return int(self.word(key))

    def yes(self, key):
        return {"yes": True, "no": False}[self.word(key)]

    def json(self, key):
        """A text or structure; bytes in it as bytes."""
        return json.loads(self.word(key), object_hook=_bytes)


def vectors(folder):
    """All vectors of a folder."""
    return [Vector(path) for path in sorted((VECTORS / folder).glob("*.txt"))]


def _bytes(found):
    return bytes.fromhex(found["hex"]) if set(found) == {"hex"} else found


def listed(value):
    """A value as JSON can say it: tuples as lists."""
    if isinstance(value, tuple | list):
        return [listed(item) for item in value]
    if isinstance(value, dict):
        return {name: listed(item) for name, item in value.items()}
    return value
