"""Ed25519 in whole numbers, with the checks of section 1.3."""

import hashlib
from functools import lru_cache

from nacl import bindings

from tests.second_reader.basics import Refusal, demand

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def _add(one, two):
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * D * one[3] * two[3] % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _same(one, two):
    across = (one[0] * two[2] - two[0] * one[2]) % P
    along = (one[1] * two[2] - two[1] * one[2]) % P
    return across == 0 and along == 0


def _times(number, point):
    result = NEUTRAL
    for bit in bin(number)[2:]:
        result = _add(result, result)
        if bit == "1":
            result = _add(result, point)
    return result


def _sum_of_products(one, first, two, second):
    """[one]first + [two]second, with the doublings shared."""
    both = _add(first, second)
    choices = {("1", "0"): first, ("0", "1"): second, ("1", "1"): both}
    result = NEUTRAL
    for bits in zip(format(one, "0256b"), format(two, "0256b"), strict=True):
        result = _add(result, result)
        if bits in choices:
            result = _add(result, choices[bits])
    return result


def _written(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _point(data):
    """The point of 32 bytes by rules 2 and 3, or nothing."""
    number = int.from_bytes(data, "little")
    y, parity = number % 2**255, number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and parity == 1):
        return None
    if x % 2 != parity:
        x = P - x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def _small(point):
    return _same(_times(8, point), NEUTRAL)


@lru_cache(maxsize=4096)
def _good(key):
    if len(key) != 32:
        return None
    point = _point(key)
    if point is None or _small(point) or not _same(_times(L, point), NEUTRAL):
        return None
    return point


def check_key(key):
    point = _good(bytes(key))
    if point is None:
        raise Refusal("BadKey")
    return point


@lru_cache(maxsize=65536)
def _holds(key, message, signature):
    point = check_key(key)
    number = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or number >= L:
        return False
    hashed = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(hashed, "little") % L
    negative = (P - point[0], point[1], 1, (P - point[3]) % P)
    result = _sum_of_products(number, BASE, k, negative)
    return _written(result) == signature[:32] and not _small(result)


def verify(key, message, signature):
    check_key(key)
    demand(_holds(bytes(key), bytes(message), bytes(signature)), "BadSignature")


def public_key(seed):
    return bindings.crypto_sign_seed_keypair(seed)[0]


def sign(seed, message):
    secret = bindings.crypto_sign_seed_keypair(seed)[1]
    return bindings.crypto_sign(message, secret)[:64]
