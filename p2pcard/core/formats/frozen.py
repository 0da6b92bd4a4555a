"""Mappings that never change: another one with an entry more or fewer, and one that is read on demand."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar, cast

_K = TypeVar("_K")
_V = TypeVar("_V")
_NOTHING: Final = object()


class Unread(ABC, Generic[_K, _V]):
    """Where the values of an `OnDemand` are until they are asked for; each is read once."""

    def __init__(self) -> None:
        self._found: dict[_K, _V] = {}

    @abstractmethod
    def read(self, key: _K) -> _V:
        """Read the value of a key."""

    def value(self, key: _K) -> _V:
        """Return the value of a key, always the same one."""
        if key not in self._found:
            self._found.setdefault(key, self.read(key))
        return self._found[key]


class OnDemand(Mapping[_K, _V]):
    """A mapping that never changes, and whose values are read when they are first asked for.

    What `put` and `without` make of it shares with it what was read.
    """

    __slots__ = ("_cells",)

    def __init__(self, cells: Mapping[_K, _V | Unread[_K, _V]]) -> None:
        self._cells = cells

    @classmethod
    def of(cls, keys: Iterable[_K], unread: Unread[_K, _V]) -> "OnDemand[_K, _V]":
        """Return a mapping of these keys, of whose values none was read yet."""
        return cls(dict.fromkeys(keys, unread))

    def __getitem__(self, key: _K) -> _V:
        cell = self._cells[key]
        return cell.value(key) if isinstance(cell, Unread) else cell

    def __iter__(self) -> Iterator[_K]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __contains__(self, key: object) -> bool:
        return key in self._cells

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return self.keys() == other.keys() and all(self[key] == other[key] for key in changed(other, self))

    __hash__ = None  # type: ignore[assignment]  # as a dict has none


def put(old: Mapping[_K, _V], key: _K, value: _V) -> Mapping[_K, _V]:
    """Return a mapping in which a key has this value: in its place if it is there, else at the end."""
    return _like(old, {**cells(old), key: value})


def without(old: Mapping[_K, _V], key: _K) -> Mapping[_K, _V]:
    """Return a mapping in which a key has no value."""
    return _like(old, {each: cell for each, cell in cells(old).items() if each != key})


def cells(mapping: Mapping[_K, _V]) -> Mapping[_K, "_V | Unread[_K, _V]"]:
    """Return what stands at each key: a value, or where it is to be read; nothing is read."""
    return mapping._cells if isinstance(mapping, OnDemand) else mapping


def changed(old: Mapping[_K, _V], new: Mapping[_K, _V]) -> Iterator[_K]:
    """Name the keys of `new` at which something else stands than in `old`, be it equal; nothing is read."""
    before = cells(old)
    for key, cell in cells(new).items():
        if before.get(key, cast("Any", _NOTHING)) is not cell:
            yield key


def _like(old: Mapping[_K, _V], made: dict[_K, "_V | Unread[_K, _V]"]) -> Mapping[_K, _V]:
    if isinstance(old, OnDemand):
        return OnDemand(made)
    return MappingProxyType(cast("dict[_K, _V]", made))
