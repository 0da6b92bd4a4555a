"""Handshakes and ciphers: what is refused changes nothing, and every limit of the framework holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.exchange import noise
from p2pcard.core.exchange.noise import Cipher
from p2pcard.core.formats import crypto
from p2pcard.errors import BadKey, CannotOpen, Malformed, Refusal
from tests.peers import seed_of

PSK = seed_of("psk")
PATTERNS = ("NN", "NNpsk0")
ZERO_POINTS = [  # X25519 keys that give nothing but zeros
    bytes(32),
    bytes((1, *bytes(31))),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
]


def side(pattern, *, initiator, prologue=b"room", psk=PSK, ephemeral=None):
    """One side of a handshake about to begin."""
    known = {} if pattern == "NN" else {"psk": psk}
    secret = ephemeral or seed_of("first" if initiator else "second")
    return noise.begin(pattern, initiator=initiator, ephemeral=secret, prologue=prologue, **known)


def shaken(pattern):
    """Both channels of a finished handshake."""
    anna, first = side(pattern, initiator=True).write()
    bela, _ = side(pattern, initiator=False).read(first)
    bela, second = bela.write()
    anna, _ = anna.read(second)
    return anna.finish(), bela.finish()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_both_sides_end_with_one_channel(pattern):
    anna, bela = shaken(pattern)
    assert (anna.sending, anna.receiving) == (bela.receiving, bela.sending)
    assert (anna.binding, anna.third) == (bela.binding, bela.third)
    assert (len(anna.binding), len(anna.third)) == (64, 64)
    assert len({anna.sending.key, anna.receiving.key, anna.third[:32], anna.binding[:32]}) == 4


def test_only_the_two_patterns_are_spoken():
    assert set(noise.PATTERNS) == set(PATTERNS)


@pytest.mark.parametrize(("pattern", "sizes"), [("NN", (32, 48)), ("NNpsk0", (48, 48))])
def test_messages_have_their_published_sizes(pattern, sizes):
    _, first = side(pattern, initiator=True).write()
    bela, _ = side(pattern, initiator=False).read(first)
    assert (len(first), len(bela.write()[1])) == sizes


@pytest.mark.parametrize("other", [{"psk": seed_of("other psk")}, {"prologue": b"another room"}], ids=str)
def test_who_does_not_know_the_secret_or_the_place_gets_no_answer(other):
    _, first = side("NNpsk0", initiator=True, **other).write()
    with pytest.raises(CannotOpen):
        side("NNpsk0", initiator=False).read(first)


def test_two_rooms_over_plain_links_do_not_meet():
    anna, first = side("NN", initiator=True).write()
    bela, _ = side("NN", initiator=False, prologue=b"another room").read(first)
    with pytest.raises(CannotOpen):
        anna.read(bela.write()[1])


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_handshake_cut_short_or_made_longer_is_refused(pattern):
    anna, first = side(pattern, initiator=True).write()
    bela = side(pattern, initiator=False)
    second = bela.read(first)[0].write()[1]
    for size in range(len(first)):
        with pytest.raises(Refusal):
            bela.read(first[:size])
    for size in range(len(second)):
        with pytest.raises(Refusal):
            anna.read(second[:size])
    with pytest.raises(CannotOpen):
        anna.read(second + b"\0")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_an_altered_answer_is_refused_and_the_right_one_still_counts(pattern):
    anna, first = side(pattern, initiator=True).write()
    second = side(pattern, initiator=False).read(first)[0].write()[1]
    for place in range(len(second)):
        altered = bytearray(second)
        altered[place] ^= 0x40
        with pytest.raises((CannotOpen, BadKey)):
            anna.read(bytes(altered))
    assert anna.read(second)[1] == b""


@pytest.mark.parametrize("pattern", PATTERNS)
def test_ones_own_message_sent_back_is_refused(pattern):
    anna, first = side(pattern, initiator=True).write()
    with pytest.raises(Refusal):
        anna.read(first)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("point", ZERO_POINTS, ids=lambda point: point.hex()[:6])
def test_a_key_that_makes_the_secret_nothing_is_refused(pattern, point):
    anna, _ = side(pattern, initiator=True).write()
    with pytest.raises(BadKey):
        anna.read(point + bytes(16))
    if pattern == "NN":
        bela, _ = side("NN", initiator=False).read(point)
        with pytest.raises(BadKey):
            bela.write()


@given(st.binary(max_size=100))
def test_random_bytes_open_nothing_and_change_nothing(data):
    bela = side("NNpsk0", initiator=False)
    with pytest.raises((CannotOpen, BadKey)):
        bela.read(data)
    assert bela == side("NNpsk0", initiator=False)


def test_other_ephemeral_keys_make_another_channel():
    anna, first = side("NN", initiator=True, ephemeral=seed_of("again")).write()
    bela, _ = side("NN", initiator=False).read(first)
    bela, second = bela.write()
    channel = anna.read(second)[0].finish()
    assert channel.binding != shaken("NN")[0].binding
    assert channel.third != shaken("NN")[0].third


@pytest.mark.parametrize(("pattern", "overhead"), [("NN", 32), ("NNpsk0", 48)])
def test_a_handshake_message_has_at_most_65535_bytes(pattern, overhead):
    largest = bytes(noise.MESSAGE_LIMIT - overhead)
    anna, first = side(pattern, initiator=True).write(largest)
    assert len(first) == 65535
    bela, heard = side(pattern, initiator=False).read(first)
    assert heard == largest
    with pytest.raises(Malformed):
        side(pattern, initiator=True).write(largest + b"\0")
    with pytest.raises(CannotOpen):
        side(pattern, initiator=False).read(first + b"\0")
    assert anna.read(bela.write(bytes(noise.MESSAGE_LIMIT - 48))[1])


@pytest.mark.parametrize("size", [65535 - 17, 65535 - 16])
def test_up_to_65535_bytes_are_sealed(size):
    cipher, sealed = Cipher(PSK).seal(bytes(size))
    assert len(sealed) == size + 16
    assert Cipher(PSK).unseal(sealed) == (cipher, bytes(size))


def test_one_byte_more_is_neither_sealed_nor_opened():
    with pytest.raises(Malformed):
        Cipher(PSK).seal(bytes(65535 - 15))
    sealed = crypto.seal(PSK, bytes(12), bytes(65535 - 15))
    with pytest.raises(CannotOpen):
        Cipher(PSK).unseal(sealed)


def test_the_counter_moves_only_when_a_message_opened():
    cipher = Cipher(PSK)
    _, sealed = cipher.seal(b"one")
    for wrong in (b"", sealed[:-1], sealed + b"\0", sealed[:-1] + bytes((sealed[-1] ^ 1,)), bytes(19)):
        with pytest.raises(CannotOpen):
            cipher.unseal(wrong)
    assert cipher == Cipher(PSK, 0)
    opened, message = cipher.unseal(sealed)
    assert (opened, message) == (Cipher(PSK, 1), b"one")


def test_a_message_opens_once_and_in_its_turn():
    sending, first = Cipher(PSK).seal(b"one")
    _, second = sending.seal(b"two")
    receiving = Cipher(PSK)
    with pytest.raises(CannotOpen):
        receiving.unseal(second)
    receiving, _ = receiving.unseal(first)
    with pytest.raises(CannotOpen):
        receiving.unseal(first)
    assert receiving.unseal(second)[1] == b"two"


def test_a_message_sent_back_to_its_sender_does_not_open():
    anna, _ = shaken("NN")
    _, sealed = anna.sending.seal(b"hello")
    with pytest.raises(CannotOpen):
        anna.receiving.unseal(sealed)


def test_a_message_opens_only_beside_what_it_was_sealed_with():
    _, sealed = Cipher(PSK).seal(b"one", b"context")
    with pytest.raises(CannotOpen):
        Cipher(PSK).unseal(sealed)
    assert Cipher(PSK).unseal(sealed, b"context")[1] == b"one"


def test_the_last_value_of_the_counter_is_never_used():
    last = Cipher(PSK, 2**64 - 2)
    after, sealed = last.seal(b"the last one")
    assert last.unseal(sealed) == (after, b"the last one")
    with pytest.raises(CannotOpen):
        after.seal(b"one more")
    with pytest.raises(CannotOpen):
        after.unseal(crypto.seal(PSK, bytes(4) + b"\xff" * 8, b"one more"))


def test_the_counter_is_written_as_the_framework_says():
    _, sealed = Cipher(PSK, 0x0102).seal(b"x")
    assert sealed == crypto.seal(PSK, bytes.fromhex("000000000201000000000000"), b"x")


def test_a_state_is_a_value():
    state = side("NN", initiator=True)
    assert state.write() == state.write()
    assert replace(state) == state
