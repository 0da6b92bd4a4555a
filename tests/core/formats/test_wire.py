"""A body has one encoding: what is read is written back byte for byte, and every limit holds."""

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import wire
from p2pcard.errors import Malformed, NewerVersion

NUMBERS = st.integers(0, wire.NUMBER_LIMIT)
PLAIN = NUMBERS | st.text(max_size=40) | st.binary(max_size=40) | st.booleans()
PAIRS = st.lists(PLAIN, max_size=3).map(tuple)
VALUES = PLAIN | st.lists(PLAIN | PAIRS, max_size=5).map(tuple)
FIELDS = st.dictionaries(st.integers(0, wire.FIELD_NAME_LIMIT), VALUES, max_size=8)


def packed(found):
    """MessagePack of anything, in the order given."""
    return msgpack.packb(found)


@given(FIELDS)
def test_what_is_written_is_read_again(fields):
    assert wire.decode(wire.encode(fields)) == fields


@given(FIELDS, st.randoms(use_true_random=False))
def test_the_order_of_fields_in_memory_does_not_matter(fields, random):
    names = list(fields)
    random.shuffle(names)
    assert wire.encode({name: fields[name] for name in names}) == wire.encode(fields)


@given(st.binary(max_size=80))
def test_random_bytes_that_are_read_are_written_back_the_same(data):
    try:
        fields = wire.decode(data)
    except Malformed:
        return
    assert wire.encode(fields) == data


@given(FIELDS, st.data())
def test_altered_bodies_that_are_read_are_written_back_the_same(fields, data):
    body = bytearray(wire.encode(fields))
    place = data.draw(st.integers(0, len(body) - 1))
    body[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    try:
        again = wire.decode(bytes(body))
    except Malformed:
        return
    assert wire.encode(again) == bytes(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(packed({0: 1}) + b"\x00", id="a byte behind"),
        pytest.param(packed({0: b"abc"})[:-1], id="a byte short"),
        pytest.param(b"\x82\x00\x01\x00\x02", id="one field twice"),
        pytest.param(b"\x82\x00\x01\x00\x01", id="one field twice and the same"),
        pytest.param(packed({2: 1, 1: 1}), id="fields in another order"),
        pytest.param(b"\x81\x00\xcc\x05", id="a long number"),
        pytest.param(b"\x81\xcc\x00\x05", id="a long field name"),
        pytest.param(b"\x81\x00\xd9\x01a", id="long text"),
        pytest.param(b"\x81\x00\xc5\x00\x01a", id="long bytes"),
        pytest.param(b"\x81\x00\xdc\x00\x01\x05", id="a long list"),
        pytest.param(b"\xde\x00\x01\x00\x05", id="a long map"),
        pytest.param(b"\x81\x00\xa1\xff", id="bad UTF-8"),
        pytest.param(b"\x81\x00\xa3\xed\xa0\x80", id="half of a surrogate pair"),
        pytest.param(b"\x81\x00\xa2\xc1\x81", id="overlong UTF-8"),
        pytest.param(packed({"0": 1}), id="text as a field name"),
        pytest.param(packed({b"0": 1}), id="bytes as a field name"),
        pytest.param(packed({True: 1}), id="yes as a field name"),
        pytest.param(packed({-1: 1}), id="a negative field name"),
        pytest.param(packed({1.0: 1}), id="a float as a field name"),
        pytest.param(b"\x81\x91\x00\x01", id="a list as a field name"),
        pytest.param(b"\x81\x91\x80\x01", id="a list with a map as a field name"),
        pytest.param(b"\x81\x80\x01", id="a map as a field name"),
        pytest.param(packed({0: -1}), id="a negative number"),
        pytest.param(packed({0: 1.0}), id="a float"),
        pytest.param(packed({0: None}), id="nil"),
        pytest.param(packed({0: {}}), id="a map inside"),
        pytest.param(packed({0: [{}]}), id="a map in a list"),
        pytest.param(packed({0: [None]}), id="nil in a list"),
        pytest.param(packed({0: [-1]}), id="a negative number in a list"),
        pytest.param(b"\x81\x00\xd4\x05x", id="an extension"),
        pytest.param(b"\x81\xcc\xc8\x91\xd4\x05x", id="an extension in a list"),
        pytest.param(b"\x81\x00\xd6\xff\x00\x00\x00\x01", id="a time"),
        pytest.param(b"\x81\x00\xc1", id="a byte that means nothing"),
        pytest.param(b"\x81\x00\xdd\xff\xff\xff\xff", id="a list of 4 thousand million"),
        pytest.param(b"\x81\x00\xdb\xff\xff\xff\xff", id="a text of 4 GiB"),
        pytest.param(b"\xdf\xff\xff\xff\xff", id="a map of 4 thousand million"),
        pytest.param(b"\x81\x00" + b"\x91" * 2000 + b"\x00", id="two thousand levels"),
        pytest.param(packed([0, 1]), id="a list"),
        pytest.param(packed(0), id="a number"),
    ],
)
def test_what_we_would_not_write_is_not_read(body):
    with pytest.raises(Malformed):
        wire.decode(body)


def fields_of(count):
    return {number: 0 for number in range(count)}


@pytest.mark.parametrize("count", [wire.FIELD_LIMIT - 1, wire.FIELD_LIMIT])
def test_up_to_the_limit_of_fields_is_read(count):
    assert len(wire.decode(wire.encode(fields_of(count)))) == count


@pytest.mark.parametrize("count", [wire.ITEM_LIMIT - 1, wire.ITEM_LIMIT])
def test_up_to_the_limit_of_items_is_read(count):
    fields = {0: (0,) * count, 1: ((1,) * count,)}
    assert wire.decode(wire.encode(fields)) == fields


@pytest.mark.parametrize("name", [wire.FIELD_NAME_LIMIT - 1, wire.FIELD_NAME_LIMIT])
def test_up_to_the_limit_of_field_names_is_read(name):
    assert wire.decode(wire.encode({name: 0})) == {name: 0}


@pytest.mark.parametrize("number", [wire.NUMBER_LIMIT - 1, wire.NUMBER_LIMIT])
def test_up_to_the_largest_number_is_read(number):
    assert wire.decode(wire.encode({0: number})) == {0: number}


@pytest.mark.parametrize("value", [(), (0,), ((),), ((0, 1),), (0, ("a", b"b", True))])
def test_pairs_in_a_list_are_read(value):
    assert wire.decode(wire.encode({0: value})) == {0: value}


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(fields_of(wire.FIELD_LIMIT + 1), id="fields"),
        pytest.param({0: (0,) * (wire.ITEM_LIMIT + 1)}, id="items"),
        pytest.param({0: ((0,) * (wire.ITEM_LIMIT + 1),)}, id="items of a pair"),
        pytest.param({wire.FIELD_NAME_LIMIT + 1: 0}, id="field name"),
        pytest.param({0: (((),),)}, id="an empty list in a pair"),
        pytest.param({0: (((0,),),)}, id="a list in a pair"),
    ],
)
def test_one_above_a_limit_is_not_read(fields):
    with pytest.raises(Malformed):
        wire.decode(wire.encode(fields))


def body_of(size):
    body = wire.encode({0: bytes(size - 5)})
    assert len(body) == size
    return body


@pytest.mark.parametrize("size", [wire.SIZE_LIMIT - 1, wire.SIZE_LIMIT])
def test_up_to_the_limit_of_bytes_is_read(size):
    assert len(wire.encode(wire.decode(body_of(size)))) == size


def test_one_byte_above_the_limit_is_not_read():
    with pytest.raises(Malformed):
        wire.decode(body_of(wire.SIZE_LIMIT + 1))


def test_yes_and_one_are_different_values():
    assert type(wire.decode(wire.encode({0: True}))[0]) is bool
    assert type(wire.decode(wire.encode({0: 1}))[0]) is int


@pytest.mark.parametrize("name", [3, wire.CRITICAL_LIMIT - 1, wire.CRITICAL_LIMIT])
def test_an_unknown_field_that_must_be_understood_is_from_a_newer_version(name):
    with pytest.raises(NewerVersion):
        wire.only_known({0: 0, name: 0}, range(3))


@pytest.mark.parametrize("name", [0, 2, wire.CRITICAL_LIMIT + 1, wire.FIELD_NAME_LIMIT])
def test_known_fields_and_those_that_may_be_left_unread_pass(name):
    fields = {1: 0, name: 0}
    wire.only_known(fields, range(3))
    assert fields == {1: 0, name: 0}
