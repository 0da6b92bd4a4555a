"""X25519, ChaCha20-Poly1305 and XChaCha20-Poly1305 against the published cases."""

import pytest

from p2pcard.core.formats import crypto
from p2pcard.errors import BadKey, CannotOpen
from tests.published import octets, wycheproof


def test_exchanges_give_the_published_value_or_are_refused_because_it_is_all_zeros():
    cases = wycheproof("x25519/wycheproof-x25519_test.json")
    right = refused = 0
    for _, case in cases:
        public, private, shared = octets(case, "public", "private", "shared")
        if shared == bytes(32):
            with pytest.raises(BadKey):
                crypto.exchange(private, public)
            refused += 1
        else:
            assert crypto.exchange(private, public) == shared, case["tcId"]
            right += 1
    assert (right, refused) == (487, 31)


@pytest.mark.parametrize(
    ("path", "seal", "unseal", "nonce_size", "count"),
    [
        ("wycheproof-chacha20_poly1305_test.json", crypto.seal, crypto.unseal, 12, 325),
        ("wycheproof-xchacha20_poly1305_test.json", crypto.xseal, crypto.xunseal, 24, 315),
    ],
    ids=["chacha20", "xchacha20"],
)
def test_every_valid_message_opens_and_no_other(path, seal, unseal, nonce_size, count):
    cases = wycheproof(f"chacha20poly1305/{path}")
    assert len(cases) == count
    opened = other_nonces = 0
    for _, case in cases:
        key, nonce, context, message, sealed, tag = octets(case, "key", "iv", "aad", "msg", "ct", "tag")
        if case["result"] == "valid":
            assert unseal(key, nonce, sealed + tag, context) == message, case["tcId"]
            assert seal(key, nonce, message, context) == sealed + tag, case["tcId"]
            opened += 1
        else:
            with pytest.raises(CannotOpen):
                unseal(key, nonce, sealed + tag, context)
            other_nonces += len(nonce) != nonce_size
    assert opened > 200
    assert other_nonces == 9


@pytest.mark.parametrize(
    ("seal", "unseal", "nonce_size"),
    [
        (crypto.seal, crypto.unseal, crypto.NONCE_SIZE),
        (crypto.xseal, crypto.xunseal, crypto.XNONCE_SIZE),
    ],
)
def test_what_cannot_be_sealed_at_all_does_not_open_either(seal, unseal, nonce_size):
    key, nonce = bytes(32), bytes(nonce_size)
    sealed = seal(key, nonce, b"", b"")
    assert len(sealed) == crypto.TAG_SIZE
    assert unseal(key, nonce, sealed) == b""
    for wrong_key, wrong_nonce, wrong in [
        (key[:-1], nonce, sealed),
        (key + b"\0", nonce, sealed),
        (key, nonce[:-1], sealed),
        (key, nonce + b"\0", sealed),
        (key, nonce, sealed[:-1]),
        (key, nonce, b""),
    ]:
        with pytest.raises(CannotOpen):
            unseal(wrong_key, wrong_nonce, wrong)
