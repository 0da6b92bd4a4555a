"""The messages of a meeting, between one member's device and the host that passes them on (spec 7.3).

    message = type (1 byte) | body

Each side knows the state of the run and knows how many people it has, so every
body has one length that can be checked. Positions are places in LIST from 0,
two bytes each.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from p2pcard.core.statements import bundle

VERSION: Final = 1
LEAST: Final = 2  # people
MOST: Final = 250  # built for 100; the N x N growth of the cards ends it here
COMMITMENT_SIZE: Final = 32
OPEN_SIZE: Final = 128
SEAL_SIZES: Final = (1024, 2304)  # plaintext: all cards up to 926 bytes, or up to the limit of a card
BOX_SIZE: Final = crypto.KEY_SIZE + crypto.TAG_SIZE
BUNDLE_SIZES: Final = (bundle.SMALL, bundle.LARGE)
NO_BOX: Final = bytes(BOX_SIZE)  # from somebody who left after the last OK
ROUNDS: Final = 64  # of bundles in one run: more than people can ask for, and an end for a member who floods
NOBODY: Final = 0xFFFF
WANTS_DIGITS: Final = 1
LARGE: Final = 2


@dataclass(frozen=True, slots=True)
class Join:
    """A member's first message: what it can do, and its commitment."""

    commitment: bytes
    digits: bool
    large: bool
    version: int = VERSION

    def __bytes__(self) -> bytes:
        return bytes((1, self.version, self.digits * WANTS_DIGITS + self.large * LARGE)) + self.commitment


@dataclass(frozen=True, slots=True)
class People:
    """How many have joined, the host included."""

    count: int

    def __bytes__(self) -> bytes:
        return b"\x02" + _u16(self.count)


@dataclass(frozen=True, slots=True)
class Read:
    """A member asks to be the reader."""

    def __bytes__(self) -> bytes:
        return b"\x03"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who took the reader's role: a commitment, or nothing while it is the host's person."""

    commitment: bytes

    def __bytes__(self) -> bytes:
        return b"\x04" + self.commitment


@dataclass(frozen=True, slots=True)
class Listing:
    """LIST: everybody, ascending, and all that the run depends on."""

    mode: Mode
    size: int
    reader: bytes
    commitments: tuple[bytes, ...]
    version: int = VERSION

    def __bytes__(self) -> bytes:
        return bytes((5, self.version, self.mode, self.size)) + self.reader + b"".join(self.commitments)


@dataclass(frozen=True, slots=True)
class Open:
    """A member opens its commitment: e (X25519), k (Ed25519), the card's hash, 32 random bytes."""

    opening: bytes

    def __bytes__(self) -> bytes:
        return b"\x06" + self.opening


@dataclass(frozen=True, slots=True)
class Opens:
    """All openings in the order of LIST."""

    openings: tuple[bytes, ...]

    def __bytes__(self) -> bytes:
        return b"\x07" + b"".join(self.openings)


@dataclass(frozen=True, slots=True)
class Seal:
    """A member's sealed card."""

    sealed: bytes

    def __bytes__(self) -> bytes:
        return b"\x08" + self.sealed


@dataclass(frozen=True, slots=True)
class Seals:
    """All sealed cards, one length each, in the order of LIST."""

    seals: tuple[bytes, ...]

    @property
    def parts(self) -> tuple[bytes, ...]:
        """The bytes of the message, the seals as they are."""
        return b"\x09" + _u16(len(self.seals)), *self.seals

    def __bytes__(self) -> bytes:
        return b"".join(self.parts)


@dataclass(frozen=True, slots=True)
class Ok:
    """A member's signature over the transcript and those who stay."""

    staying: tuple[int, ...]
    signature: bytes

    def __bytes__(self) -> bytes:
        return b"\x0a" + positions(self.staying) + self.signature


@dataclass(frozen=True, slots=True)
class Oks:
    """The signatures of all who stay, in their order."""

    staying: tuple[int, ...]
    signatures: tuple[bytes, ...]

    def __bytes__(self) -> bytes:
        return b"\x0b" + positions(self.staying) + b"".join(self.signatures)


@dataclass(frozen=True, slots=True)
class Keys:
    """A member's boxed card key for each of the others who stay, in their order."""

    boxes: tuple[bytes, ...]

    def __bytes__(self) -> bytes:
        return b"\x0c" + b"".join(self.boxes)


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes addressed to the receiver, in the order of the others who stay."""

    boxes: tuple[bytes, ...]

    def __bytes__(self) -> bytes:
        return b"\x0d" + b"".join(self.boxes)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A member's signed receipt: whose cards it has on disk."""

    position: int
    stored: tuple[int, ...]
    signature: bytes

    def __bytes__(self) -> bytes:
        return b"\x0e" + _u16(self.position) + positions(self.stored) + self.signature


@dataclass(frozen=True, slots=True)
class Dones:
    """The receipts that came in time."""

    receipts: tuple[Receipt, ...]

    def __bytes__(self) -> bytes:
        return b"\x0f" + b"".join(bytes(each)[1:] for each in self.receipts)


@dataclass(frozen=True, slots=True)
class Without:
    """The host proposes to go on with those who stay."""

    staying: tuple[int, ...]

    def __bytes__(self) -> bytes:
        return b"\x10" + positions(self.staying)


@dataclass(frozen=True, slots=True)
class Abort:
    """The run is over; `position` is whose doing it was, or NOBODY."""

    why: Why
    position: int = NOBODY

    def __bytes__(self) -> bytes:
        return bytes((0x11, self.why)) + _u16(self.position)


@dataclass(frozen=True, slots=True)
class Want:
    """A member is ready for a round of bundles, of at least this size: 0 small, 1 large."""

    size: int

    def __bytes__(self) -> bytes:
        return bytes((0x12, self.size))


@dataclass(frozen=True, slots=True)
class Round:
    """The host begins a round of bundles of this size."""

    size: int

    def __bytes__(self) -> bytes:
        return bytes((0x13, self.size))


@dataclass(frozen=True, slots=True)
class Bundles:
    """A boxed bundle for each of the others who stay, or from each of them, in their order."""

    boxes: tuple[bytes, ...]

    @property
    def parts(self) -> tuple[bytes, ...]:
        """The bytes of the message, the boxes as they are."""
        return b"\x14" + _u16(len(self.boxes)), *self.boxes

    def __bytes__(self) -> bytes:
        return b"".join(self.parts)


Message: TypeAlias = (
    Join | People | Read | Reader | Listing | Open | Opens | Seal | Seals
    | Ok | Oks | Keys | Boxes | Receipt | Dones | Without | Abort | Want | Round | Bundles
)  # fmt: skip


def parts(message: Message) -> tuple[bytes, ...]:
    """Return the bytes of a message in pieces, those of a large one as they are there already.

    A host that sends a megabyte to each of 250 devices need not put it together for all of them first.
    """
    return message.parts if isinstance(message, Seals | Bundles) else (bytes(message),)


def positions(places: tuple[int, ...]) -> bytes:
    """Return a list of positions: their number, then each; also the S that an OK signs."""
    return _u16(len(places)) + b"".join(_u16(place) for place in places)


def _u16(number: int) -> bytes:
    return number.to_bytes(2, "big")
