"""The Noise Protocol Framework, revision 34: two patterns, one suite, and nothing to negotiate.

    NN       -> e              <- e, ee
    NNpsk0   -> psk, e         <- e, ee

both with 25519_ChaChaPoly_BLAKE2b. A handshake has two messages. Both sides are
values: writing or reading a message returns the next state, so a message that
is refused changes nothing (spec section 6; noiseprotocol.org/noise.html).
"""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from typing import Final

from p2pcard.core.formats import crypto
from p2pcard.errors import CannotOpen, Malformed

MESSAGE_LIMIT: Final = 65535  # section 3 of the Noise specification
_COUNT_LIMIT: Final = 2**64 - 1  # the last counter value is reserved (section 5.1)
_HASH_SIZE: Final = 64
_SUITE: Final = "25519_ChaChaPoly_BLAKE2b"

PATTERNS: Final = {
    "NN": (("e",), ("e", "ee")),
    "NNpsk0": (("psk", "e"), ("e", "ee")),
}


@dataclass(frozen=True, slots=True)
class Cipher:
    """One direction of a finished channel, or a handshake's own: a 32-byte key and a counter."""

    key: bytes = field(repr=False)
    count: int = 0

    def seal(self, message: bytes, context: bytes = b"") -> tuple["Cipher", bytes]:
        """Return the next cipher and the sealed message, 16 bytes longer; raises Malformed if too long."""
        if len(message) + crypto.TAG_SIZE > MESSAGE_LIMIT:
            raise Malformed("a message to be sealed: longer than a channel takes")
        return self._next(), crypto.seal(self.key, self._nonce(), message, context)

    def unseal(self, sealed: bytes, context: bytes = b"") -> tuple["Cipher", bytes]:
        """Return the next cipher and the message; a message that does not open costs no counter.

        Raises CannotOpen.
        """
        if len(sealed) > MESSAGE_LIMIT:
            raise CannotOpen
        return self._next(), crypto.unseal(self.key, self._nonce(), sealed, context)

    def _nonce(self) -> bytes:
        if self.count >= _COUNT_LIMIT:
            raise CannotOpen
        return bytes(4) + self.count.to_bytes(8, "little")

    def _next(self) -> "Cipher":
        return replace(self, count=self.count + 1)


@dataclass(frozen=True, slots=True)
class Channel:
    """A finished handshake: one cipher for each direction, what binds it, and a secret to keep.

    `binding` is the 64-byte handshake hash h; `third` the third output of the
    key derivation, from which a pair secret is made (spec section 8.4).
    """

    sending: Cipher
    receiving: Cipher
    binding: bytes
    third: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Handshake:
    """One side of a handshake that has begun; `turn` is the number of messages so far."""

    pattern: str
    initiator: bool
    ephemeral: bytes = field(repr=False)
    psk: bytes = field(repr=False)
    chaining: bytes = field(repr=False)
    hash: bytes
    cipher: Cipher | None = None
    remote_ephemeral: bytes = b""
    turn: int = 0

    def write(self, payload: bytes = b"") -> tuple["Handshake", bytes]:
        """Return the next state and the message with `payload`; raises BadKey, or Malformed if too long."""
        state, message = self, b""
        for token in PATTERNS[self.pattern][self.turn]:
            if token == "e":  # noqa: S105  # a token of a pattern, not a secret
                public = crypto.exchange_public(state.ephemeral)
                state, message = state._mix_ephemeral(public), message + public
            else:
                state = state._mix_token(token)
        state, sealed = state._seal_and_hash(payload)
        message += sealed
        if len(message) > MESSAGE_LIMIT:
            raise Malformed("a message of a handshake: longer than a channel takes")
        return replace(state, turn=self.turn + 1), message

    def read(self, message: bytes) -> tuple["Handshake", bytes]:
        """Return the next state and the payload; raises CannotOpen or BadKey."""
        if len(message) > MESSAGE_LIMIT:
            raise CannotOpen
        state, rest = self, message
        for token in PATTERNS[self.pattern][self.turn]:
            if token == "e":  # noqa: S105  # a token of a pattern, not a secret
                public, rest = rest[: crypto.KEY_SIZE], rest[crypto.KEY_SIZE :]
                if len(public) != crypto.KEY_SIZE:
                    raise CannotOpen
                state = replace(state._mix_ephemeral(public), remote_ephemeral=public)
            else:
                state = state._mix_token(token)
        state, payload = state._open_and_hash(rest)
        return replace(state, turn=self.turn + 1), payload

    def finish(self) -> Channel:
        """Return the channel after the second message: Split, with a third output."""
        first, second, third = _hkdf3(self.chaining, b"")
        mine, theirs = (first, second) if self.initiator else (second, first)
        return Channel(Cipher(mine[:32]), Cipher(theirs[:32]), self.hash, third)

    def _mix_hash(self, data: bytes) -> "Handshake":
        return replace(self, hash=hashlib.blake2b(self.hash + data).digest())

    def _mix_key(self, secret: bytes) -> "Handshake":
        chaining, key, _ = _hkdf3(self.chaining, secret)
        return replace(self, chaining=chaining, cipher=Cipher(key[:32]))

    def _mix_ephemeral(self, public: bytes) -> "Handshake":
        mixed = self._mix_hash(public)
        return mixed._mix_key(public) if self.psk else mixed  # section 9.2: with a psk, e is mixed in too

    def _mix_token(self, token: str) -> "Handshake":
        if token == "psk":  # noqa: S105  # a token of a pattern, not a secret
            chaining, mixed, key = _hkdf3(self.chaining, self.psk)
            return replace(replace(self, chaining=chaining)._mix_hash(mixed), cipher=Cipher(key[:32]))
        return self._mix_key(crypto.exchange(self.ephemeral, self.remote_ephemeral))  # ee

    def _seal_and_hash(self, payload: bytes) -> tuple["Handshake", bytes]:
        if self.cipher is None:
            return self._mix_hash(payload), payload
        cipher, sealed = self.cipher.seal(payload, self.hash)
        return replace(self._mix_hash(sealed), cipher=cipher), sealed

    def _open_and_hash(self, sealed: bytes) -> tuple["Handshake", bytes]:
        if self.cipher is None:
            return self._mix_hash(sealed), sealed
        cipher, payload = self.cipher.unseal(sealed, self.hash)
        return replace(self._mix_hash(sealed), cipher=cipher), payload


def begin(  # the arguments are those of Initialize in the Noise specification
    pattern: str, *, initiator: bool, ephemeral: bytes, prologue: bytes, psk: bytes = b""
) -> Handshake:
    """Begin a handshake with a fresh 32-byte `ephemeral` secret; `psk` is the 32 bytes of NNpsk0."""
    protocol = f"Noise_{pattern}_{_SUITE}".encode("ascii").ljust(_HASH_SIZE, b"\x00")
    return Handshake(pattern, initiator, ephemeral, psk, protocol, protocol)._mix_hash(prologue)


def _hkdf3(chaining: bytes, secret: bytes) -> tuple[bytes, bytes, bytes]:
    """Derive three 64-byte outputs (section 4.3); the first two are those of HKDF with two outputs."""
    temporary = hmac.digest(chaining, secret, "blake2b")
    first = hmac.digest(temporary, b"\x01", "blake2b")
    second = hmac.digest(temporary, first + b"\x02", "blake2b")
    return first, second, hmac.digest(temporary, second + b"\x03", "blake2b")
