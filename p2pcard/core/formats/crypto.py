"""Every call to libsodium, and every hash: the only importer of PyNaCl.

Each function does one published thing and refuses what the primitive refuses.
Keys, nonces and seeds are arguments; nothing here draws a random number
(spec section 1).
"""

import hashlib
from collections.abc import Callable
from typing import Final, TypeAlias

import nacl.bindings as sodium
from nacl.exceptions import CryptoError

from p2pcard.errors import BadKey, BadSignature, CannotOpen

KEY_SIZE: Final = 32
SIGNATURE_SIZE: Final = 64
TAG_SIZE: Final = 16
XNONCE_SIZE: Final = 24
NONCE_SIZE: Final = 12

Chance: TypeAlias = Callable[[int], bytes]  # gives so many random bytes


def digest(tag: str, *parts: bytes) -> bytes:
    """Hash `parts` to 32 bytes under a tag that is used for one thing only.

    BLAKE2b-256 (RFC 7693) with `tag` (at most 16 ASCII characters) as its
    personalisation, over each part behind its length as four bytes.
    """
    return _tagged(b"", tag, parts)


def derive(key: bytes, tag: str, *parts: bytes) -> bytes:
    """Derive 32 secret bytes from a secret `key` of 1 to 64 bytes: `digest`, keyed."""
    return _tagged(key, tag, parts)


def _tagged(key: bytes, tag: str, parts: tuple[bytes, ...]) -> bytes:
    state = hashlib.blake2b(digest_size=32, key=key, person=tag.encode("ascii"))
    for part in parts:
        state.update(len(part).to_bytes(4, "big") + part)
    return state.digest()


def public_key(seed: bytes) -> bytes:
    """Return the Ed25519 public key (RFC 8032) of a 32-byte seed."""
    return sodium.crypto_sign_seed_keypair(seed)[0]


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature of `message` under a 32-byte seed."""
    secret = sodium.crypto_sign_seed_keypair(seed)[1]
    return sodium.crypto_sign(message, secret)[:SIGNATURE_SIZE]


def check_key(key: bytes) -> None:
    """Refuse a 32-byte string that is no Ed25519 key in canonical form and of prime order.

    Without this check one signature may verify for several messages or keys
    ("Taming the many EdDSAs", Chalkias, Garillot, Nikolaenko 2020).
    Raises BadKey.
    """
    if len(key) != KEY_SIZE or not sodium.crypto_core_ed25519_is_valid_point(key):
        raise BadKey


def verify(key: bytes, message: bytes, signature: bytes) -> None:
    """Check an Ed25519 signature; raises BadKey or BadSignature."""
    check_key(key)
    if len(signature) != SIGNATURE_SIZE:
        raise BadSignature
    try:
        sodium.crypto_sign_open(signature + message, key)
    except CryptoError as error:
        raise BadSignature from error


def exchange_public(secret: bytes) -> bytes:
    """Return the X25519 public key (RFC 7748) of a 32-byte secret."""
    return sodium.crypto_scalarmult_base(secret)


def exchange(secret: bytes, public: bytes) -> bytes:
    """Return the X25519 shared secret; raises BadKey where it would be all zeros."""
    if len(public) != KEY_SIZE:
        raise BadKey
    try:
        return sodium.crypto_scalarmult(secret, public)
    except RuntimeError as error:
        raise BadKey from error


def seal(key: bytes, nonce: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Seal with ChaCha20-Poly1305 (RFC 8439): for a key used once, or a counted 12-byte nonce."""
    return sodium.crypto_aead_chacha20poly1305_ietf_encrypt(message, context, nonce, key)


def unseal(key: bytes, nonce: bytes, sealed: bytes, context: bytes = b"") -> bytes:
    """Open what `seal` made; raises CannotOpen."""
    if len(key) != KEY_SIZE or len(nonce) != NONCE_SIZE or len(sealed) < TAG_SIZE:
        raise CannotOpen
    try:
        return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(sealed, context, nonce, key)
    except CryptoError as error:
        raise CannotOpen from error


def xseal(key: bytes, nonce: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Seal with XChaCha20-Poly1305: for a key used often, with a random 24-byte nonce."""
    return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(message, context, nonce, key)


def xunseal(key: bytes, nonce: bytes, sealed: bytes, context: bytes = b"") -> bytes:
    """Open what `xseal` made; raises CannotOpen."""
    if len(key) != KEY_SIZE or len(nonce) != XNONCE_SIZE or len(sealed) < TAG_SIZE:
        raise CannotOpen
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, context, nonce, key)
    except CryptoError as error:
        raise CannotOpen from error


def stretch(phrase: bytes, salt: bytes, memory_kib: int, passes: int) -> bytes:
    """Derive a 32-byte key from a phrase with Argon2id (RFC 9106), one lane; `salt` has 16 bytes."""
    algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13
    return sodium.crypto_pwhash_alg(KEY_SIZE, phrase, salt, passes, memory_kib * 1024, algorithm)
