"""One test vector: a file of `key: value` lines, and how values are written in it (docs/spec.md, 14.3)."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from p2pcard.core.formats import crypto
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Statement

MONTH = 682  # November 2026


@dataclass(frozen=True)
class Case:
    """What is special about it, what must happen and why, and its lines in order."""

    folder: str
    name: str
    expect: str
    comment: str
    lines: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        """Its place below `tests/vectors`."""
        return f"{self.folder}/{self.name}.txt"

    def __str__(self) -> str:
        rows = (("expect", self.expect), ("comment", self.comment), *self.lines)
        return "".join(f"{key}: {value}".rstrip() + "\n" for key, value in rows)


class Folder:
    """Collects the cases of one format."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases: list[Case] = []

    def add(self, name: str, expect: str, comment: str, *lines: tuple[str, object]) -> None:
        """Add a case; bytes are written as hex, text as JSON, numbers in decimal."""
        written = tuple((key, write(value)) for key, value in lines)
        self.cases.append(Case(self.name, name, expect, comment, written))


def word(text: str) -> "Word":
    """Mark a text to be written as it is."""
    return Word(text)


class Word(str):
    """A text that is written as it is, not as JSON."""

    __slots__ = ()


def write(value: object) -> str:
    """Write a value of a line."""
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(plain(value), ensure_ascii=True)


def hexed(data: bytes) -> str:
    """Write a message of a run: hex, in which a number in parentheses stands for so many zero bytes."""
    pieces = re.split(rb"(\0{33,})", data)
    return "".join(f"({len(each)})" if place % 2 else each.hex() for place, each in enumerate(pieces))


def plain(value: Any) -> Any:
    """Return a value in what JSON has: bytes as {"hex": digits}."""
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def chance(label: str, size: int = 32) -> bytes:
    """Return bytes that are the same in every run."""
    return hashlib.shake_256(f"p2pcard vectors: {label}".encode()).digest(size)


def card_of(name: str, **fields: Any) -> Statement:
    """Return a person's card; their seed is `seed_of` the name."""
    whole = {"month": MONTH, "until": MONTH + 12, **fields}
    return card.write(Card(name, **whole), seed_of(name))


def seed_of(name: str) -> bytes:
    """Return a person's identity seed."""
    return chance(f"seed of {name}")


def key_of(name: str) -> bytes:
    """Return a person's identity key."""
    return crypto.public_key(seed_of(name))
