"""Bytes of known lengths are taken off the front, and none may be missing or left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats.cursor import Cursor
from p2pcard.errors import Malformed


@given(st.lists(st.binary(max_size=9)))
def test_parts_come_back_in_their_order(parts):
    cursor = Cursor(b"".join(parts))
    assert [cursor.take(len(part)) for part in parts] == parts
    cursor.end()


def test_numbers_are_read_with_the_larger_byte_first():
    cursor = Cursor(bytes((7, 1, 2, 9)))
    assert (cursor.u8(), cursor.u16(), cursor.left()) == (7, 0x0102, 1)


@pytest.mark.parametrize("read", [Cursor.u8, Cursor.u16, lambda cursor: cursor.take(1)])
def test_nothing_is_taken_from_nothing(read):
    with pytest.raises(Malformed):
        read(Cursor(b""))


def test_what_is_too_short_is_refused_and_stays():
    cursor = Cursor(b"abc")
    with pytest.raises(Malformed):
        cursor.take(4)
    assert cursor.take(3) == b"abc"


def test_bytes_left_over_are_refused():
    cursor = Cursor(b"abc")
    cursor.take(2)
    with pytest.raises(Malformed):
        cursor.end()
    cursor.take(1)
    cursor.end()


def test_all_that_is_left_comes_in_pieces_of_one_size():
    assert Cursor(b"").each(2, 0) == ()
    assert Cursor(b"aabb").each(2, 2) == (b"aa", b"bb")
    cursor = Cursor(b"xaabb")
    cursor.u8()
    assert cursor.each(2, 3) == (b"aa", b"bb")
    cursor.end()


@pytest.mark.parametrize("data", [b"aab", b"aabbc", b"aabbcc"])
def test_a_piece_too_many_or_too_short_is_refused(data):
    with pytest.raises(Malformed):
        Cursor(data).each(2, 2)


def test_behind_the_end_only_zeros_may_stand():
    for size in (0, 1, 5):
        cursor = Cursor(b"x" + bytes(size))
        cursor.u8()
        cursor.zeros()
        cursor.end()
    for rest in (b"\x01", b"\x00\x01", b"\x01\x00"):
        with pytest.raises(Malformed):
            Cursor(rest).zeros()
