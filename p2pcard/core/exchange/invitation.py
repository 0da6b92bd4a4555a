"""What a code on a screen says so that two devices find each other: an address, and 16 secret bytes.

    swap       = 02h | 10h | commitment (16) | address
    invitation = 01h | 11h | token (16) | address
    address    = 01h | IPv4 (4 bytes) | port (2 bytes)
               | 02h | IPv6 (16 bytes) | port (2 bytes)

The commitment is to the key that the shower of a swap will answer with, so that
a device that takes the code knows whether that key is the right one. Both
are made fresh each time and hold no time: the shower's own clock decides how
long they are good (spec sections 8.1 and 7.7).
"""

import ipaddress
from dataclasses import dataclass, field
from typing import Final

from p2pcard.core.formats import crypto
from p2pcard.errors import Malformed, NewerVersion, NotAnInvitation, OlderCode, Refusal

SECRET_SIZE: Final = 16
_SWAP: Final = b"\x02\x10"  # version and kind
_OLD_SWAP: Final = b"\x01\x10"  # one word, on one side, and no commitment
_MEETING: Final = b"\x01\x11"
_FAMILIES: Final = {1: 4, 2: 16}  # bytes of an IPv4 and an IPv6 address
_PORT_SIZE: Final = 2


@dataclass(frozen=True, slots=True)
class Address:
    """Where the shower listens: an IPv4 or IPv6 address in its usual form, and a port."""

    host: str
    port: int

    def __bytes__(self) -> bytes:
        address = ipaddress.ip_address(self.host)
        family = 1 if address.version == 4 else 2  # the versions of the Internet Protocol
        return bytes((family,)) + address.packed + self.port.to_bytes(_PORT_SIZE, "big")


@dataclass(frozen=True, slots=True)
class SwapCode:
    """The QR code of a swap; only those who saw it know the commitment, until the shower has answered."""

    commitment: bytes = field(repr=False)
    address: Address

    def __bytes__(self) -> bytes:
        return _SWAP + self.commitment + bytes(self.address)

    @property
    def psk(self) -> bytes:
        """The 32-byte psk of the handshake."""
        return crypto.digest("p2pcard-qr-psk", self.commitment)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A way straight to a meeting's host where names do not travel; it proves nothing about the host."""

    token: bytes = field(repr=False)
    address: Address

    def __bytes__(self) -> bytes:
        return _MEETING + self.token + bytes(self.address)

    @property
    def psk(self) -> bytes:
        """The 32-byte psk of the handshake."""
        return crypto.digest("p2pc-invite", self.token)


def commit(public: bytes) -> bytes:
    """Return the 16-byte commitment to the public key that the shower of a swap will answer with."""
    return crypto.digest("p2pc-swap-commit", public)[:SECRET_SIZE]


def read_swap(data: bytes) -> SwapCode:
    """Read a swap's code; raises OlderCode, NewerVersion, NotAnInvitation or Malformed."""
    return SwapCode(*_parts(data, _SWAP))


def read_invitation(data: bytes) -> Invitation:
    """Read a meeting's invitation; raises OlderCode, NewerVersion, NotAnInvitation or Malformed."""
    return Invitation(*_parts(data, _MEETING))


def _parts(data: bytes, begins: bytes) -> tuple[bytes, Address]:
    """Return the secret and the address of a code that begins with this version and kind."""
    start, secret, address = data[:2], data[2 : 2 + SECRET_SIZE], data[2 + SECRET_SIZE :]
    if len(start) < len(begins):
        raise Malformed("a code: shorter than its version and kind")
    if start != begins:
        raise _another(start, begins)
    if not address:
        raise Malformed("a code: no address")
    return secret, _address(address)


def _another(start: bytes, begins: bytes) -> Refusal:
    if start == _OLD_SWAP and begins == _SWAP:
        return OlderCode()
    is_known = start == _SWAP or start[:1] in {_MEETING[:1], begins[:1]}
    return NotAnInvitation() if is_known else NewerVersion()


def _address(data: bytes) -> Address:
    size = _FAMILIES.get(data[0])
    if size is None:
        raise NewerVersion
    if len(data) != 1 + size + _PORT_SIZE:
        raise Malformed("a code: its length")
    host = ipaddress.ip_address(data[1 : 1 + size])
    return Address(str(host), int.from_bytes(data[1 + size :], "big"))
