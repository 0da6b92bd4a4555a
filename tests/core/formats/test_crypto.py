"""Hashes and keys: against a second implementation, and what must not be mixed up."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings, pwhash

from p2pcard.core.formats import crypto
from p2pcard.errors import BadKey, BadSignature
from tests.peers import seed_of

PARTS = st.lists(st.binary(max_size=20), max_size=4)


def framed(parts):
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@given(PARTS, st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=16))
def test_libsodium_computes_the_same_digest(parts, tag):
    expected = bindings.crypto_generichash_blake2b_salt_personal(
        framed(parts), digest_size=32, person=tag.encode().ljust(16, b"\0")
    )
    assert crypto.digest(tag, *parts) == expected


@given(PARTS, st.binary(min_size=1, max_size=64))
def test_libsodium_derives_the_same_key(parts, key):
    expected = bindings.crypto_generichash_blake2b_salt_personal(
        framed(parts), digest_size=32, key=key, person=b"p2pcard-test".ljust(16, b"\0")
    )
    assert crypto.derive(key, "p2pcard-test", *parts) == expected


@given(PARTS, PARTS)
def test_no_two_lists_of_parts_have_one_digest(one, other):
    same = crypto.digest("p2pcard-test", *one) == crypto.digest("p2pcard-test", *other)
    assert same == (one == other)


def test_another_tag_is_another_digest_and_another_key_another_secret():
    assert crypto.digest("p2pcard-a", b"x") != crypto.digest("p2pcard-b", b"x")
    assert crypto.derive(b"a", "p2pcard-a", b"x") != crypto.derive(b"b", "p2pcard-a", b"x")
    assert crypto.derive(b"a", "p2pcard-a", b"x") != crypto.digest("p2pcard-a", b"x")


def test_a_tag_has_at_most_sixteen_letters():
    assert crypto.digest("sixteen-letters-")
    with pytest.raises(ValueError, match="person"):
        crypto.digest("seventeen-letters")


def test_the_first_example_of_rfc_8032_holds():
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = crypto.sign(seed, b"")
    assert crypto.public_key(seed) == key
    assert signature.hex().startswith("e5564300c360ac729086e2cc806e828a")
    crypto.verify(key, b"", signature)


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_key_has_32_bytes(size):
    with pytest.raises(BadKey):
        crypto.check_key(bytes(size))
    with pytest.raises(BadKey):
        crypto.exchange(seed_of("Ana"), bytes(size))


@pytest.mark.parametrize("size", [0, 63, 65])
def test_a_signature_has_64_bytes(size):
    key = crypto.public_key(seed_of("Ana"))
    signature = crypto.sign(seed_of("Ana"), b"message")
    with pytest.raises(BadSignature):
        crypto.verify(key, b"message", (signature + b"\0")[:size])


def test_the_end_of_a_signature_is_not_the_start_of_a_message():
    key, signature = crypto.public_key(seed_of("Ana")), crypto.sign(seed_of("Ana"), b"message")
    crypto.verify(key, b"message", signature)
    for size in range(1, 7):
        with pytest.raises(BadSignature):
            crypto.verify(key, b"message"[size:], signature + b"message"[:size])
        with pytest.raises(BadSignature):
            crypto.verify(key, signature[-size:] + b"message", signature[:-size])


def test_two_sides_of_an_exchange_agree():
    ana, bela = seed_of("Ana"), seed_of("Bela")
    shared = crypto.exchange(ana, crypto.exchange_public(bela))
    assert shared == crypto.exchange(bela, crypto.exchange_public(ana))
    assert shared != bytes(32)


def test_a_phrase_is_stretched_with_argon2id():
    salt = bytes(range(16))
    expected = pwhash.argon2id.kdf(32, b"phrase", salt, opslimit=2, memlimit=1 << 20)
    assert crypto.stretch(b"phrase", salt, 1024, 2) == expected
    assert len({crypto.stretch(b"phrase", salt, *cost) for cost in ((1024, 1), (1024, 2), (2048, 1))}) == 3


def test_no_hash_is_another_in_disguise():
    plain = hashlib.blake2b(b"\0\0\0\x01x", digest_size=32).digest()
    assert crypto.digest("p2pcard-a", b"x") != plain
