"""Attacks on what is read: invitations and statements that are cut, foreign, used up, forged or newer."""

import pytest

from p2pcard.core.exchange import invitation, swap
from p2pcard.core.exchange.invitation import Address, Invitation
from p2pcard.core.exchange.meeting import handshake
from p2pcard.core.formats import armor, crypto, wire
from p2pcard.core.statements import statement
from p2pcard.core.statements.statement import Kind
from p2pcard.errors import (
    BadSignature,
    CannotOpen,
    CodeDamaged,
    Malformed,
    NewerVersion,
    NotAnInvitation,
    NotOurCode,
    OlderCode,
    Refusal,
    TooLarge,
    TooMuchText,
)
from tests.pairs import code_of
from tests.peers import card_of, chance_of, seed_of

TOKEN = bytes(range(16))
INVITED = Invitation(TOKEN, Address("192.0.2.7", 4711))
OTHER = Invitation(TOKEN[::-1], INVITED.address)
CODE, SECRET = code_of()

# Invitations


def test_an_invitation_and_a_code_are_read_back():
    assert invitation.read_invitation(bytes(INVITED)) == INVITED
    assert invitation.read_swap(bytes(CODE)) == CODE


@pytest.mark.parametrize("write", [armor.to_qr, armor.to_typed])
def test_an_invitation_travels_as_a_code_or_typed_and_not_with_a_slip(write):
    text = write(bytes(INVITED))
    assert invitation.read_invitation(armor.read(text)) == INVITED
    with pytest.raises(Refusal):
        invitation.read_invitation(armor.read(text[:-1]))


@pytest.mark.parametrize(("read", "data", "refusal"), [
    (invitation.read_invitation, bytes(INVITED)[:-1], Malformed),
    (invitation.read_invitation, bytes(INVITED) + b"\x00", Malformed),
    (invitation.read_invitation, b"", Malformed),
    (invitation.read_invitation, b"\x01", Malformed),
    (invitation.read_invitation, bytes(2000), NewerVersion),
    (invitation.read_invitation, b"\x02" + bytes(INVITED)[1:], NewerVersion),
    (invitation.read_invitation, bytes(INVITED)[:18] + b"\x03" + bytes(INVITED)[19:], NewerVersion),
    (invitation.read_invitation, bytes(CODE), NotAnInvitation),
    (invitation.read_invitation, bytes(card_of("Ana")), NotAnInvitation),
    (invitation.read_swap, bytes(INVITED), NotAnInvitation),
    (invitation.read_swap, bytes(card_of("Ana")), NotAnInvitation),
    (invitation.read_swap, bytes(CODE)[:-1], Malformed),
    (invitation.read_swap, bytes(CODE) + b"\x00", Malformed),
    (invitation.read_swap, b"\x03" + bytes(CODE)[1:], NewerVersion),
    (invitation.read_swap, b"\x01" + bytes(CODE)[1:], OlderCode),
])  # fmt: skip
def test_a_cut_oversized_foreign_or_newer_invitation_is_refused(read, data, refusal):
    with pytest.raises(refusal):
        read(data)


@pytest.mark.parametrize(("text", "refusal"), [
    ("WIFI:T:WPA;S:guest;P:secret;;", NotOurCode), ("P2PC:", CodeDamaged),
    ("P2PC:" + "A" * 4000, TooMuchText),
])  # fmt: skip
def test_a_foreign_or_oversized_code_is_refused_before_it_is_unpacked(text, refusal):
    with pytest.raises(refusal):
        armor.from_qr(text)


def test_an_invitation_that_is_used_up_opens_no_other_meeting():
    """What it holds is the key of one meeting's door; the next has another, and so has the next swap."""
    _, first = handshake.call(chance_of("late")(32), INVITED.psk)
    with pytest.raises(CannotOpen):
        handshake.answer(
            first, chance_of("host")(32), Invitation(TOKEN[::-1], INVITED.address).psk, only_invited=False
        )
    later, secret = code_of("2")
    _, scanned = swap.call(CODE, chance_of("late")(32))
    with pytest.raises(CannotOpen):
        swap.answer(later, secret, scanned)


@pytest.mark.parametrize("size", [0, 31, 32, 33, 47, 49, 4000])
def test_where_only_the_invited_may_come_in_nobody_else_gets_an_answer(size):
    with pytest.raises(CannotOpen):
        handshake.answer(bytes(size), chance_of("host")(32), INVITED.psk, only_invited=True)


def test_a_replayed_or_reflected_knock_gives_its_sender_no_line():
    begun, first = handshake.call(chance_of("guest")(32), INVITED.psk)
    one, _ = handshake.answer(first, chance_of("one")(32), INVITED.psk, only_invited=True)
    two, _ = handshake.answer(first, chance_of("two")(32), INVITED.psk, only_invited=True)
    assert one.binding != two.binding
    with pytest.raises(CannotOpen):
        begun.read(first)


# Statements

ANA = card_of("Ana")
SAID = bytes(ANA)


def test_a_statement_with_any_bit_changed_is_refused():
    for bit in range(8 * len(SAID)):
        changed = bytearray(SAID)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Refusal):
            statement.read(bytes(changed))


def signed(body, name="Ana", kind=Kind.CARD):
    return bytes((1, kind)) + body + crypto.sign(seed_of(name), kind.context + body)


REENCODED = {
    "a longer number": lambda b: b.replace(b"\x01\x01", b"\x01\xcc\x01", 1),
    "a longer text": lambda b: b.replace(b"\xa3Ana", b"\xd9\x03Ana", 1),
    "a longer map": lambda b: b"\xde\x00" + bytes((b[0] & 0x0F,)) + b[1:],
    "a byte behind it": lambda b: b + b"\x00",
    "a field twice": lambda b: bytes((b[0] + 1,)) + b[1:] + b[-4:],
    "nothing": lambda b: b"",
}


@pytest.mark.parametrize("change", REENCODED.values(), ids=REENCODED.keys())
def test_a_statement_in_another_encoding_is_refused_though_its_owner_signed_it(change):
    assert bytes(statement.read(signed(ANA.body))) == SAID
    assert change(ANA.body) != ANA.body
    with pytest.raises(Malformed):
        statement.read(signed(change(ANA.body)))


def test_a_signature_of_another_person_or_body_or_purpose_is_refused():
    bo = card_of("Bo")
    for forged in (
        bytes((1, 1)) + ANA.body + bo.signature,
        signed(ANA.body, "Bo"),
        bytes((1, 1)) + ANA.body + crypto.sign(seed_of("Ana"), ANA.body),
        bytes((1, 1)) + ANA.body + crypto.sign(seed_of("Ana"), b"p2pcard/1/vouch\x00" + ANA.body),
        bytes((1, 1)) + ANA.body + bytes(64),
    ):
        with pytest.raises(BadSignature):
            statement.read(forged)


def test_an_unknown_version_kind_or_critical_field_is_named_as_newer_and_not_guessed_at():
    with pytest.raises(NewerVersion):
        statement.read(b"\x02" + SAID[1:])
    with pytest.raises(NewerVersion):
        statement.read(b"\x01\x63" + SAID[2:])
    with pytest.raises(NewerVersion):
        wire.only_known({127: 1}, range(15))
    wire.only_known({128: 1}, range(15))


@pytest.mark.parametrize(
    ("size", "refusal"), [(0, Malformed), (50, Malformed), (2049, TooLarge), (10**6, TooLarge)]
)
def test_a_statement_that_is_too_short_or_too_long_is_refused_unread(size, refusal):
    with pytest.raises(refusal):
        statement.read(bytes(size))
