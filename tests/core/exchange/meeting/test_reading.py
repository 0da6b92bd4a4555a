"""The messages of a meeting have one form each (spec 7.3)."""

import pytest

from p2pcard.core.exchange.meeting import reading
from p2pcard.errors import (
    Malformed,
    NewerVersion,
)


@pytest.mark.parametrize("data", [
    b"", b"\x00", b"\x15", b"\x03!", b"\x01\x01\x04" + bytes(32), b"\x01\x01\x00" + bytes(31), b"\x02\x00",
    b"\x05\x01\x02\x00" + bytes(96), b"\x05\x01\x00\x02" + bytes(96), b"\x05\x01\x00\x00" + bytes(33),
    b"\x05\x01\x00\x00" + bytes(32 * 252), b"\x06" + bytes(127), b"\x07" + bytes(127),
    b"\x09\x00\x01" + bytes(1040),
    b"\x09\x00\xfb" + bytes(251), b"\x09\x00\x02" + bytes(3), b"\x0a\x00\x02\x00\x01\x00\x01" + bytes(64),
    b"\x0a\x00\xfb" + bytes(2 * 251 + 64), b"\x0a\x00\x00" + bytes(63), b"\x0c" + bytes(47),
    b"\x11\x00\xff\xff",
    b"\x11\x0e\xff\xff", b"\x10\x00\x02\x00\x01\x00\x00", b"\x0f\x00",
    b"\x12", b"\x12\x02", b"\x12\x00\x00", b"\x13", b"\x13\x02", b"\x13\x00\x00",
    b"\x14", b"\x14\x00", b"\x14\x00\x00", b"\x14\x00\x00!", b"\x14\x00\x02!", b"\x14\x00\xfb" + bytes(251),
])  # fmt: skip
def test_a_message_of_another_form_is_refused(data):
    with pytest.raises(Malformed):
        reading.read(data)


@pytest.mark.parametrize("data", [b"\x01\x02\x00" + bytes(32), b"\x05\x02\x00\x00" + bytes(96)])
def test_another_version_of_join_or_list_is_named_as_newer(data):
    with pytest.raises(NewerVersion):
        reading.read(data)
