"""What a code on a screen says so that two devices find each other: an address and a secret token.

    swap       = 01h | 10h | flags (bit 0: digits) | key (32) | token (16) | address
    invitation = 01h | 11h | token (16) | address
    address    = 01h | IPv4 (4 bytes) | port (2 bytes)

Both are made fresh each time and hold no time: the shower's own clock decides
how long they are good (spec sections 8.1 and 7.7).
"""

import ipaddress
from dataclasses import dataclass, field
from typing import Final

from p2pcard.core import crypto
from p2pcard.core.phrase import Mode
from p2pcard.errors import Malformed, NewerVersion, NotAnInvitation

VERSION: Final = 1
TOKEN_SIZE: Final = 16
_SWAP: Final = 0x10
_MEETING: Final = 0x11
_IPV4: Final = 1
_ADDRESS_SIZE: Final = 7
_SWAP_SIZE: Final = 3 + crypto.KEY_SIZE + TOKEN_SIZE + _ADDRESS_SIZE
_MEETING_SIZE: Final = 2 + TOKEN_SIZE + _ADDRESS_SIZE


@dataclass(frozen=True, slots=True)
class Address:
    """Where the shower listens: an IPv4 address in dotted form, and a port."""

    host: str
    port: int

    def __bytes__(self) -> bytes:
        return bytes((_IPV4,)) + ipaddress.IPv4Address(self.host).packed + self.port.to_bytes(2, "big")


@dataclass(frozen=True, slots=True)
class SwapCode:
    """The QR code of a swap: the shower's fresh X25519 key, and a token only those who saw the code know."""

    key: bytes
    token: bytes = field(repr=False)
    mode: Mode
    address: Address

    def __bytes__(self) -> bytes:
        return bytes((VERSION, _SWAP, self.mode)) + self.key + self.token + bytes(self.address)

    @property
    def psk(self) -> bytes:
        """The 32-byte psk of the handshake."""
        return crypto.digest("p2pcard-qr-psk", self.token)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A way straight to a meeting's host where names do not travel; it proves nothing about the host."""

    token: bytes = field(repr=False)
    address: Address

    def __bytes__(self) -> bytes:
        return bytes((VERSION, _MEETING)) + self.token + bytes(self.address)

    @property
    def psk(self) -> bytes:
        """The 32-byte psk of the handshake."""
        return crypto.digest("p2pc-invite", self.token)


def read_swap(data: bytes) -> SwapCode:
    """Read a swap's code; raises NewerVersion, NotAnInvitation or Malformed."""
    _check(data, _SWAP, _SWAP_SIZE)
    if data[2] > Mode.DIGITS:
        raise NewerVersion
    key, token = data[3 : 3 + crypto.KEY_SIZE], data[3 + crypto.KEY_SIZE : -_ADDRESS_SIZE]
    return SwapCode(key, token, Mode(data[2]), _address(data[-_ADDRESS_SIZE:]))


def read_invitation(data: bytes) -> Invitation:
    """Read a meeting's invitation; raises NewerVersion, NotAnInvitation or Malformed."""
    _check(data, _MEETING, _MEETING_SIZE)
    return Invitation(data[2:-_ADDRESS_SIZE], _address(data[-_ADDRESS_SIZE:]))


def _check(data: bytes, kind: int, size: int) -> None:
    if len(data) < 2:  # version and kind
        raise Malformed
    if data[0] != VERSION:
        raise NewerVersion
    if data[1] != kind:
        raise NotAnInvitation
    if len(data) != size:
        raise Malformed


def _address(data: bytes) -> Address:
    if data[0] != _IPV4:
        raise NewerVersion
    return Address(str(ipaddress.IPv4Address(data[1:5])), int.from_bytes(data[5:], "big"))
