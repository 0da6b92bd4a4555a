"""A network written as OpenPGP certificates, so that `sq-wot` can be asked how many separate routes it finds.

Each person becomes two certificates joined by one certification of amount 60:
vouches for the person end at the first, the person's own vouches leave the
second. So nobody can carry more than 60, and the amount that arrives at a first
certificate is 60 for each separate route, and 120 more if I met the person.
The limit on the length of a route doubles with it: my mark and `may_introduce`
become twice their depth. Packets are those of RFC 4880 with Ed25519 keys; the
secrets are made from the names and protect nothing.
"""

import hashlib
from collections.abc import Iterable, Mapping

from p2pcard.core.book.routes import ActiveVouch, Mark
from p2pcard.core.formats import crypto

MADE = (1_600_000_000).to_bytes(4, "big")  # September 2020
EDDSA, SHA512 = b"\x16", b"\x0a"
ED25519 = bytes.fromhex("092b06010401da470f01")
SELF, CERTIFICATION = 0x13, 0x10
KEY, SIGNATURE, USER = 6, 2, 13
WHOLE, HALF, ANY_DEPTH = 120, 60, 255


class Certificate:
    """One key with one name, and the signatures on them."""

    def __init__(self, name: str) -> None:
        self.name = name.encode()
        self._seed = crypto.digest("p2pcard-bench", self.name)
        point = _number(b"\x40" + crypto.public_key(self._seed))
        self._key = b"\x04" + MADE + EDDSA + ED25519 + point
        self._print = hashlib.sha1(_hashed_key(self._key), usedforsecurity=False).digest()
        self._signatures = [self._sign(self, SELF, _part(27, b"\x03"))]

    @property
    def fingerprint(self) -> str:
        """The fingerprint as sq-wot writes it."""
        return self._print.hex().upper()

    def certify(self, other: "Certificate", depth: int, amount: int) -> None:
        """Sign another certificate: it may be followed by so many more, and carries so much."""
        other._signatures.append(self._sign(other, CERTIFICATION, _part(5, bytes([depth, amount]))))

    def packets(self) -> bytes:
        """Return the certificate as it stands in a keyring."""
        signatures = b"".join(_packet(SIGNATURE, each) for each in self._signatures)
        return _packet(KEY, self._key) + _packet(USER, self.name) + signatures

    def _sign(self, other: "Certificate", kind: int, extra: bytes) -> bytes:
        parts = _part(2, MADE) + extra + _part(33, b"\x04" + self._print)
        head = b"\x04" + bytes([kind]) + EDDSA + SHA512 + len(parts).to_bytes(2, "big") + parts
        subject = _hashed_key(other._key) + b"\xb4" + len(other.name).to_bytes(4, "big") + other.name
        hashed = hashlib.sha512(subject + head + b"\x04\xff" + len(head).to_bytes(4, "big")).digest()
        signature = crypto.sign(self._seed, hashed)
        return head + b"\0\0" + hashed[:2] + _number(signature[:32]) + _number(signature[32:])


def split(
    people: Iterable[bytes], marks: Mapping[bytes, Mark], vouches: Iterable[ActiveVouch]
) -> tuple[Certificate, dict[bytes, Certificate], bytes]:
    """Return my certificate, the first certificate of each person, and the keyring of all.

    A person with a mark is a person I met.
    """
    me = Certificate("me")
    first = {person: Certificate(person.hex()) for person in people}
    second = {person: Certificate(person.hex() + " again") for person in first}
    for person, certificate in first.items():
        certificate.certify(second[person], ANY_DEPTH, HALF)
    for person, mark in marks.items():
        me.certify(first[person], 2 * mark, WHOLE)
    for vouch in vouches:
        second[vouch.by].certify(first[vouch.subject], 2 * vouch.may_introduce, WHOLE)
    keyring = b"".join(each.packets() for each in (me, *first.values(), *second.values()))
    return me, first, keyring


def _hashed_key(key: bytes) -> bytes:
    return b"\x99" + len(key).to_bytes(2, "big") + key


def _packet(tag: int, content: bytes) -> bytes:
    return bytes([0xC0 | tag]) + b"\xff" + len(content).to_bytes(4, "big") + content


def _part(kind: int, content: bytes) -> bytes:
    return bytes([len(content) + 1, kind]) + content


def _number(content: bytes) -> bytes:
    stripped = content.lstrip(b"\0")
    bits = len(stripped) * 8 - (8 - stripped[0].bit_length() if stripped else 0)
    return bits.to_bytes(2, "big") + stripped
