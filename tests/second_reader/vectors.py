"""Reads the vector files of 14.3."""

import json
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "vectors"


class Vector:
    """One case: its lines in order, by key."""

    def __init__(self, path):
        self.path = path
        self.lines = []
        for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
            key, _, value = line.partition(":")
            self.lines.append((key, value.removeprefix(" ")))
        assert [key for key, _ in self.lines[:2]] == ["expect", "comment"]

    @property
    def expect(self):
        return self.lines[0][1]

    def all(self, key):
        return [value for name, value in self.lines if name == key]

    def get(self, key, default=None):
        return next(iter(self.all(key)), default)

    def __contains__(self, key):
        return bool(self.all(key))

    def text(self, key):
        return json.loads(self[key])

    def __getitem__(self, key):
        values = self.all(key)
        assert len(values) == 1, f"{key} in {self.path}"
        return values[0]

    def bytes(self, key, default=None):
        value = self.get(key) if default is None else self.get(key, default.hex())
        return bytes.fromhex(value)

    def each_bytes(self, key):
        return [bytes.fromhex(value) for value in self.all(key)]

    def number(self, key):
        return int(self[key])

    def structure(self, key):
        return from_json(json.loads(self[key]))


def from_json(value):
    """A structure of a vector, with bytes as bytes."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if isinstance(value, dict):
        if set(value) == {"hex"}:
            return bytes.fromhex(value["hex"])
        return {name: from_json(item) for name, item in value.items()}
    return value


def same(one, two):
    """Equal, and of the same types all through (yes is not 1)."""
    if type(one) is not type(two):
        return False
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(same(one[name], two[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(two) and all(map(same, one, two))
    return one == two


def folders():
    """The folders with vectors of 14.3."""
    return sorted({path.parent.name for path in FOLDER.glob("*/*.txt")})


def files(folder):
    return sorted((FOLDER / folder).glob("*.txt"))
