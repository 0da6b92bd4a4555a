"""Handshakes, and the frames and messages of a line: section 6."""

import hashlib
import hmac

from tests.second_reader import sealing
from tests.second_reader.basics import Refusal, demand, number_of, u8, u16

PATTERNS = {
    "NN": (("e",), ("e", "ee")),
    "NNpsk0": (("psk", "e"), ("e", "ee")),
}
PIECE = 65518
LARGEST = 1048576


def _hash(data):
    return hashlib.blake2b(data).digest()


def _hmac(key, data):
    return hmac.new(key, data, hashlib.blake2b).digest()


def _outputs(chaining, material, count):
    temporary = _hmac(chaining, material)
    results = [_hmac(temporary, b"\x01")]
    for number in range(2, count + 1):
        results.append(_hmac(temporary, results[-1] + u8(number)))
    return results


def _nonce(counter):
    return bytes(4) + counter.to_bytes(8, "little")


class Handshake:
    """One side of a handshake; each side sends one message and reads one."""

    def __init__(self, pattern, initiator, prologue, ephemeral, psk=b""):
        self.pattern = pattern
        self.initiator = initiator
        self.ephemeral = ephemeral
        self.psk = psk
        name = f"Noise_{pattern}_25519_ChaChaPoly_BLAKE2b".encode("ascii")
        self.h = self.chaining = name.ljust(64, b"\0")
        self.key, self.counter, self.other = None, 0, b""
        self._mix_hash(prologue)

    def _mix_hash(self, data):
        self.h = _hash(self.h + data)

    def _mix_key(self, material):
        self.chaining, key = _outputs(self.chaining, material, 2)
        self.key, self.counter = key[:32], 0

    def _mix_key_and_hash(self, material):
        self.chaining, hashed, key = _outputs(self.chaining, material, 3)
        self._mix_hash(hashed)
        self.key, self.counter = key[:32], 0

    def _saw(self, public):
        self._mix_hash(public)
        if "psk" in self.pattern:
            self._mix_key(public)

    def _mix(self, token):
        if token == "psk":
            self._mix_key_and_hash(self.psk)
        else:
            self._mix_key(sealing.exchange(self.ephemeral, self.other))

    def write(self):
        message = b""
        for token in PATTERNS[self.pattern][0 if self.initiator else 1]:
            if token == "e":
                message += sealing.exchange_key(self.ephemeral)
                self._saw(message)
            else:
                self._mix(token)
        payload = b"" if self.key is None else sealing.seal(self.key, _nonce(self.counter), b"", self.h)
        self.counter += 1
        self._mix_hash(payload)
        return message + payload

    def read(self, message):
        before = dict(self.__dict__)
        try:
            self._read(message)
        except Refusal:
            self.__dict__.update(before)
            raise

    def _read(self, message):
        demand(32 <= len(message) <= 65535, "CannotOpen")
        for token in PATTERNS[self.pattern][1 if self.initiator else 0]:
            if token == "e":
                self.other = message[:32]
                self._saw(self.other)
            else:
                self._mix(token)
        payload = message[32:]
        if self.key is not None:
            sealing.unseal(self.key, _nonce(self.counter), payload, self.h)
            self.counter += 1
        self._mix_hash(payload)

    def split(self):
        """The keys to the responder and to the initiator, and o3."""
        to_responder, to_initiator, third = _outputs(self.chaining, b"", 3)
        return to_responder[:32], to_initiator[:32], third


class Sender:
    """One direction of a channel, writing."""

    def __init__(self, key):
        self.key = key
        self.counter = 0

    def frames(self, message):
        pieces = [message[start : start + PIECE] for start in range(0, len(message), PIECE)] or [b""]
        return b"".join(
            self._frame(u8(number == len(pieces)) + piece) for number, piece in enumerate(pieces, 1)
        )

    def _frame(self, plaintext):
        sealed = sealing.seal(self.key, _nonce(self.counter), plaintext)
        self.counter += 1
        return u16(len(sealed)) + sealed


class Receiver:
    """One direction of a channel, reading: a frame in, a message or nothing out."""

    def __init__(self, key):
        self.key = key
        self.counter = 0
        self.pieces = b""

    def frame(self, sealed):
        plaintext = sealing.unseal(self.key, _nonce(self.counter), sealed)
        self.counter += 1
        demand(plaintext[:1] in (b"\x00", b"\x01"), "Malformed")
        last, piece = plaintext[0] == 1, plaintext[1:]
        demand(last or len(piece) == PIECE, "Malformed")
        demand(len(self.pieces) + len(piece) <= LARGEST, "Malformed")
        self.pieces += piece
        if not last:
            return None
        message, self.pieces = self.pieces, b""
        return message


def frames_of(data):
    """What stands on a line, cut into frames; a length of zero ends it."""
    frames = []
    while len(data) >= 2:
        size = number_of(data[:2])
        if size == 0 or len(data) < 2 + size:
            break
        frames.append(data[2 : 2 + size])
        data = data[2 + size :]
    return frames
