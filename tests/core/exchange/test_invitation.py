"""Codes that bring two devices together: read exactly as they were written, or not at all."""

from contextlib import suppress
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.exchange import invitation
from p2pcard.core.exchange.invitation import Address, Invitation, SwapCode
from p2pcard.core.formats import crypto
from p2pcard.errors import Malformed, NewerVersion, NotAnInvitation, OlderCode, Refusal
from tests.peers import seed_of

HOME = Address("192.168.1.20", 40123)
SIX = Address("fd00::1:20", 40123)
SWAP = SwapCode(bytes(range(16)), HOME)
MEETING = Invitation(bytes(range(16)), HOME)
ADDRESSES = st.builds(Address, st.ip_addresses().map(str), st.integers(0, 65535))
SWAPS = st.builds(SwapCode, st.binary(min_size=16, max_size=16), ADDRESSES)
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


@given(st.binary(max_size=60), st.sampled_from([b"\x02\x10", b"\x01\x11", b""]), st.sampled_from([1, 2]))
def test_whatever_is_read_is_written_back_the_same(rest, start, family):
    for size in (25, 37):
        data = (start + rest).ljust(size, b"\x01")[:size]
        data = data[:18] + bytes((family,)) + data[19:]
        for code in codes(data):
            assert bytes(code) == data


def test_codes_have_the_bytes_that_the_format_says():
    address = b"\x01" + bytes((192, 168, 1, 20)) + (40123).to_bytes(2, "big")
    assert bytes(HOME) == address
    assert bytes(SWAP) == b"\x02\x10" + SWAP.commitment + address
    assert bytes(MEETING) == b"\x01\x11" + MEETING.token + address
    assert (len(bytes(SWAP)), len(bytes(MEETING))) == (25, 25)


def test_an_address_of_ipv6_has_a_family_of_its_own():
    assert bytes(SIX) == b"\x02\xfd" + bytes(12) + bytes((1, 0, 0x20)) + (40123).to_bytes(2, "big")
    assert len(bytes(SwapCode(SWAP.commitment, SIX))) == 37


@pytest.mark.parametrize(("read", "code"), BOTH)
def test_a_code_cut_short_or_longer_is_refused(read, code):
    data = bytes(code)
    for size in range(len(data)):
        with pytest.raises(Malformed):
            read(data[:size])
    with pytest.raises(Malformed):
        read(data + b"\x00")


@pytest.mark.parametrize(("read", "code"), BOTH)
@pytest.mark.parametrize("version", [0, 3, 255])
def test_another_version_or_kind_of_address_is_from_a_newer_program(read, code, version):
    with pytest.raises(NewerVersion):
        read(bytes((version,)) + bytes(code)[1:])
    with pytest.raises(NewerVersion):
        read(bytes(code)[:-7] + bytes((version,)) + bytes(code)[-6:])


def test_the_code_of_an_older_version_is_refused_as_such_and_both_are_told_to_update():
    with pytest.raises(OlderCode) as refused:
        invitation.read_swap(b"\x01\x10" + bytes(56))
    assert "older version" in refused.value.text
    assert "both devices" in refused.value.advice
    with pytest.raises(NotAnInvitation):
        invitation.read_invitation(b"\x01\x10" + bytes(56))


@pytest.mark.parametrize(("read", "code"), [(READERS[0], MEETING), (READERS[1], SWAP)])
def test_a_code_for_something_else_says_so(read, code):
    with pytest.raises(NotAnInvitation):
        read(bytes(code))
    with pytest.raises(NotAnInvitation):
        read(b"\x01\x01")
    with pytest.raises(NotAnInvitation):
        invitation.read_swap(b"\x02\x11" + bytes(23))
    with pytest.raises(NewerVersion):
        invitation.read_invitation(b"\x02\x11" + bytes(23))


def test_a_commitment_is_the_first_half_of_a_hash_of_the_key():
    key = seed_of("key")
    assert invitation.commit(key) == crypto.digest("p2pc-swap-commit", key)[:16]


def test_each_token_makes_a_secret_of_its_own_and_each_purpose_another():
    assert SWAP.psk == crypto.digest("p2pcard-qr-psk", SWAP.commitment)
    assert MEETING.psk == crypto.digest("p2pc-invite", MEETING.token)
    assert SWAP.commitment == MEETING.token
    assert SWAP.psk != MEETING.psk
    assert Invitation(bytes(16), HOME).psk != MEETING.psk


def test_a_code_holds_no_time_and_no_name():
    assert [field.name for field in fields(Invitation)] == ["token", "address"]
    assert [field.name for field in fields(SwapCode)] == ["commitment", "address"]
