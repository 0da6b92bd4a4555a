"""Mappings that never change, also where their values are read on demand: nobody can tell the two apart."""

from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from p2pcard.core.formats.frozen import OnDemand, Unread, changed, put, without

KEYS = st.integers(0, 5)
STEPS = st.lists(
    st.tuples(st.just("put"), KEYS, st.integers(0, 3)) | st.tuples(st.just("without"), KEYS) | KEYS.map(int)
)


class Shelf(Unread[int, list[int]]):
    """Values that are somewhere else, with a note of which were read."""

    def __init__(self, values):
        super().__init__()
        self.values, self.noted = values, []

    def read(self, key):
        self.noted.append(key)
        return [self.values[key]]


def on_demand(values):
    """The same mapping twice: its values read on demand, and at hand."""
    shelf = Shelf(values)
    return OnDemand.of(values, shelf), MappingProxyType({key: [each] for key, each in values.items()}), shelf


@settings(deadline=None)
@given(st.dictionaries(KEYS, st.integers(0, 3)), STEPS)
def test_what_is_read_on_demand_lives_as_what_is_at_hand(values, life):
    lazy, plain, shelf = on_demand(values)
    for step in life:
        match step:
            case ("put", key, value):
                lazy, plain = put(lazy, key, [value]), put(plain, key, [value])
            case ("without", key):
                lazy, plain = without(lazy, key), without(plain, key)
            case key:
                assert lazy.get(key) == plain.get(key)
                assert (key in lazy) == (key in plain)
        assert list(lazy) == list(plain)
        assert len(lazy) == len(plain)
    assert len(shelf.noted) == len(set(shelf.noted))
    assert lazy == plain
    assert plain == lazy
    assert list(lazy.items()) == list(plain.items())


def test_a_mapping_is_changed_beside_itself_and_never_in_place():
    for old in on_demand({1: 1, 2: 2})[:2]:
        assert (put(old, 2, [3]), put(old, 5, [3])) == ({1: [1], 2: [3]}, {1: [1], 2: [2], 5: [3]})
        assert (without(old, 1), without(old, 5), old) == ({2: [2]}, old, {1: [1], 2: [2]})
        for made in (old, put(old, 1, [5]), without(old, 1)):
            with pytest.raises(TypeError):
                made[2] = []  # type: ignore[index]  # must fail


def test_only_what_is_asked_for_is_read_and_only_once():
    lazy, _, shelf = on_demand({1: 1, 2: 2, 3: 3})
    other = without(put(lazy, 4, [4]), 3)
    assert (len(other), list(other), 2 in other, 3 in other) == (3, [1, 2, 4], True, False)
    assert shelf.noted == []
    assert other[2] is lazy[2]
    assert shelf.noted == [2]


def test_two_are_compared_by_reading_no_more_than_where_they_may_differ():
    lazy, _, shelf = on_demand({1: 1, 2: 2, 3: 3})
    assert lazy == put(lazy, 2, [2])
    assert lazy != put(lazy, 3, [2])
    assert lazy != without(lazy, 1)
    assert (lazy != 1, lazy != {1: [1]}) == (True, True)
    assert sorted(shelf.noted) == [2, 3]


def test_what_changed_is_told_without_reading():
    lazy, _, shelf = on_demand({1: 1, 2: 2, 3: 3})
    new = put(put(without(lazy, 1), 2, [2]), 9, [9])
    assert list(changed(lazy, new)) == [2, 9]
    assert list(changed(new, lazy)) == [1, 2]
    assert list(changed({}, lazy)) == [1, 2, 3]
    assert list(changed(lazy, lazy)) == []
    assert shelf.noted == []


def test_a_key_that_is_not_there_is_missing_and_not_read():
    lazy, _, shelf = on_demand({1: 1})
    with pytest.raises(KeyError):
        lazy[7]
    assert (lazy.get(7), shelf.noted) == (None, [])
