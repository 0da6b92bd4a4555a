"""X25519, sealing and stretching, by libsodium: sections 1.4 to 1.6."""

from nacl import bindings, exceptions

from tests.second_reader.basics import Refusal, demand


def exchange(secret, public):
    demand(len(public) == 32, "BadKey")
    try:
        result = bindings.crypto_scalarmult(bytes(secret), bytes(public))
    except (exceptions.RuntimeError, RuntimeError):
        raise Refusal("BadKey") from None
    demand(any(result), "BadKey")
    return result


def exchange_key(secret):
    return bindings.crypto_scalarmult_base(bytes(secret))


def seal(key, nonce, message, context=b""):
    return bindings.crypto_aead_chacha20poly1305_ietf_encrypt(message, context, nonce, key)


def _opened(opener, sealed, context, nonce, key):
    demand(len(sealed) >= 16, "CannotOpen")
    try:
        return opener(sealed, context, nonce, key)
    except exceptions.CryptoError:
        raise Refusal("CannotOpen") from None


def unseal(key, nonce, sealed, context=b""):
    return _opened(bindings.crypto_aead_chacha20poly1305_ietf_decrypt, sealed, context, nonce, key)


def xseal(key, nonce, message, context=b""):
    return bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(message, context, nonce, key)


def xunseal(key, nonce, sealed, context=b""):
    return _opened(bindings.crypto_aead_xchacha20poly1305_ietf_decrypt, sealed, context, nonce, key)


def stretch(phrase, salt, memory, passes):
    kind = bindings.crypto_pwhash_ALG_ARGON2ID13
    return bindings.crypto_pwhash_alg(32, phrase, salt, passes, memory * 1024, kind)
