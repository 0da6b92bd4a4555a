"""Where people find each other: codes are told apart, and an address is one of this device."""

import pytest

from p2pcard.core.exchange.invitation import Address, Invitation, SwapCode
from p2pcard.core.formats import armor
from p2pcard.errors import LinkCode, NoSuchAddress, NotAnInvitation, NotOurCode, TextCode, WifiCode
from p2pcard.service import places
from tests.pairs import code_of

CODE: SwapCode = code_of()[0]
INVITATION = Invitation(bytes(range(16)), Address("127.0.0.1", 4000))


def test_each_code_is_read_from_its_text_and_an_invitation_may_be_typed():
    assert places.read_swap(armor.to_qr(bytes(CODE))) == CODE
    for write in (armor.to_qr, armor.to_typed):
        assert places.read_invitation(write(bytes(INVITATION))) == INVITATION


def test_the_code_of_a_swap_is_no_invitation_and_the_other_way_round():
    with pytest.raises(NotAnInvitation):
        places.read_invitation(armor.to_qr(bytes(CODE)))
    with pytest.raises(NotAnInvitation):
        places.read_swap(armor.to_qr(bytes(INVITATION)))


def test_what_another_program_wrote_is_named_where_a_code_is_asked_for():
    for read in (places.read_swap, places.read_invitation):
        for text, refusal in (
            ("https://example.org", LinkCode),
            ("WIFI:S:guest;;", WifiCode),
            ("Hi!", TextCode),
        ):
            with pytest.raises(NotOurCode) as refused:
                read(text)
            assert type(refused.value) is refusal


def test_an_address_that_is_given_must_be_one_of_this_device():
    assert places.local_addresses("127.0.0.1") == ("127.0.0.1",)
    with pytest.raises(NoSuchAddress):
        places.local_addresses("192.0.2.1")
