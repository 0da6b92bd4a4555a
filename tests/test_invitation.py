"""Codes that bring two devices together: read exactly as they were written, or not at all."""

from contextlib import suppress
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core import crypto, invitation
from p2pcard.core.invitation import Address, Invitation, SwapCode
from p2pcard.core.phrase import Mode
from p2pcard.errors import Malformed, NewerVersion, NotAnInvitation, Refusal
from tests.peers import seed_of

HOME = Address("192.168.1.20", 40123)
SWAP = SwapCode(seed_of("key"), bytes(range(16)), Mode.WORDS, HOME)
MEETING = Invitation(bytes(range(16)), HOME)
ADDRESSES = st.builds(Address, st.ip_addresses(v=4).map(str), st.integers(0, 65535))
SWAPS = st.builds(
    SwapCode,
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=16, max_size=16),
    st.sampled_from(Mode),
    ADDRESSES,
)
READERS = (invitation.read_swap, invitation.read_invitation)
BOTH = [(READERS[0], SWAP), (READERS[1], MEETING)]


def codes(data):
    """What the two readers make of some bytes."""
    for read in READERS:
        with suppress(Refusal):
            yield read(data)


@given(SWAPS)
def test_a_swaps_code_is_read_as_it_was_written(code):
    assert invitation.read_swap(bytes(code)) == code


@given(st.builds(Invitation, st.binary(min_size=16, max_size=16), ADDRESSES))
def test_a_meetings_invitation_is_read_as_it_was_written(code):
    assert invitation.read_invitation(bytes(code)) == code


@given(st.binary(max_size=60), st.sampled_from([b"\x01\x10\x00", b"\x01\x10\x01", b"\x01\x11", b""]))
def test_whatever_is_read_is_written_back_the_same(rest, start):
    for size in (58, 25):
        data = (start + rest).ljust(size, b"\x01")[:size]
        for code in codes(data):
            assert bytes(code) == data


def test_codes_have_the_bytes_that_the_format_says():
    address = b"\x01" + bytes((192, 168, 1, 20)) + (40123).to_bytes(2, "big")
    assert bytes(HOME) == address
    assert bytes(SWAP) == b"\x01\x10\x00" + SWAP.key + SWAP.token + address
    assert bytes(MEETING) == b"\x01\x11" + MEETING.token + address
    assert (len(bytes(SWAP)), len(bytes(MEETING))) == (58, 25)


@pytest.mark.parametrize(("read", "code"), BOTH)
def test_a_code_cut_short_or_longer_is_refused(read, code):
    data = bytes(code)
    for size in range(len(data)):
        with pytest.raises(Malformed):
            read(data[:size])
    with pytest.raises(Malformed):
        read(data + b"\x00")


@pytest.mark.parametrize(("read", "code"), BOTH)
@pytest.mark.parametrize("version", [0, 2, 255])
def test_another_version_is_from_a_newer_program(read, code, version):
    with pytest.raises(NewerVersion):
        read(bytes((version,)) + bytes(code)[1:])
    with pytest.raises(NewerVersion):
        read(bytes(code)[:-7] + bytes((version,)) + bytes(code)[-6:])


@pytest.mark.parametrize("flags", [2, 3, 255])
def test_flags_of_a_swap_that_are_not_known_are_from_a_newer_program(flags):
    with pytest.raises(NewerVersion):
        invitation.read_swap(b"\x01\x10" + bytes((flags,)) + bytes(SWAP)[3:])


@pytest.mark.parametrize(("read", "code"), [(READERS[0], MEETING), (READERS[1], SWAP)])
def test_a_code_for_something_else_says_so(read, code):
    with pytest.raises(NotAnInvitation):
        read(bytes(code))
    with pytest.raises(NotAnInvitation):
        read(b"\x01\x01")


def test_each_token_makes_a_secret_of_its_own_and_each_purpose_another():
    assert SWAP.psk == crypto.digest("p2pcard-qr-psk", SWAP.token)
    assert MEETING.psk == crypto.digest("p2pc-invite", MEETING.token)
    assert SWAP.token == MEETING.token
    assert SWAP.psk != MEETING.psk
    assert Invitation(bytes(16), HOME).psk != MEETING.psk


def test_a_code_holds_no_time_and_no_name():
    assert [field.name for field in fields(Invitation)] == ["token", "address"]
    assert [field.name for field in fields(SwapCode)] == ["key", "token", "mode", "address"]
