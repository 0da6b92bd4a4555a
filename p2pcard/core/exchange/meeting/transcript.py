"""What all devices of a run compute alike from the list and the openings (spec 7.4).

    open = e (X25519, 32) | k (Ed25519, 32) | hash of the card (32) | r (32)
    C    = H("p2pc-meet-commit", open)
    T    = H("p2pc-meet", version, N, mode, size, C of the reader, open 1 .. open N)

Nobody can choose what comes out: every value was committed to before any was
opened, so phrase, numbers and answers are each a matter of chance to all.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from p2pcard.core.exchange import phrase
from p2pcard.core.exchange.meeting.messages import SEAL_SIZES, Listing, positions
from p2pcard.core.formats import crypto
from p2pcard.core.formats.crypto import Chance
from p2pcard.core.statements.statement import Statement

SMALL_CARD: Final = SEAL_SIZES[0] - 98  # what a small SEAL has room for beside salt, proof and length
_OK: Final = b"p2pcard/1/meet-ok\x00"
_DONE: Final = b"p2pcard/1/meet-done\x00"
_BIND: Final = b"p2pcard/1/meet-bind\x00"
_KEY: Final = crypto.KEY_SIZE


@dataclass(frozen=True, repr=False)
class Fresh:
    """What a device draws anew for every run, 32 random bytes each, and drops when it ends."""

    exchange: bytes
    signing: bytes
    random: bytes
    salt: bytes
    card_key: bytes

    @classmethod
    def draw(cls, chance: Chance) -> "Fresh":
        """Draw all five from a source of random bytes."""
        return cls(*(chance(32) for _ in range(5)))

    def opening(self, card: Statement) -> bytes:
        """Return the 128 bytes that this run's commitment is about."""
        return (
            crypto.exchange_public(self.exchange)
            + crypto.public_key(self.signing)
            + card_hash(self.salt, bytes(card))
            + self.random
        )


@dataclass(frozen=True)
class Transcript:
    """A list and its openings, in the order of the list."""

    listing: Listing
    openings: tuple[bytes, ...]

    @cached_property
    def digest(self) -> bytes:
        """T: 32 bytes that bind everything everybody said so far."""
        listing = self.listing
        return crypto.digest(
            "p2pc-meet",
            bytes((listing.version,)),
            self.count.to_bytes(2, "big"),
            bytes((listing.mode,)),
            bytes((listing.size,)),
            listing.reader,
            *self.openings,
        )

    @property
    def count(self) -> int:
        """N, how many people."""
        return len(self.listing.commitments)

    @property
    def reader(self) -> int:
        """The reader's position."""
        return self.listing.commitments.index(self.listing.reader)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The number that each position's person says, from 1: the rank of a hash that nobody can choose."""
        places = [crypto.digest("p2pc-meet-place", self.digest, c) for c in self.listing.commitments]
        ranks = {place: rank for rank, place in enumerate(sorted(places), 1)}
        return tuple(ranks[place] for place in places)

    @cached_property
    def phrase(self) -> tuple[str, ...]:
        """What the reader reads aloud."""
        return phrase.phrase(crypto.digest("p2pc-meet-sas", self.digest), self.listing.mode)

    def answer(self, staying: tuple[int, ...]) -> str:
        """Return the word that the person with the last number says back to the reader."""
        digest = crypto.digest("p2pc-meet-answ", self.digest, positions(staying))
        return phrase.word(digest, self.listing.mode)

    def answerer(self, staying: tuple[int, ...]) -> int:
        """Return the position with the last number among those who stay and do not read."""
        return max((place for place in staying if place != self.reader), key=self.numbers.__getitem__)

    def exchange_key(self, position: int) -> bytes:
        """Return e of a position."""
        return self.openings[position][:_KEY]

    def signing_key(self, position: int) -> bytes:
        """Return k of a position."""
        return self.openings[position][_KEY : 2 * _KEY]

    def card_hash(self, position: int) -> bytes:
        """Return the hash of the card that a position committed to."""
        return self.openings[position][2 * _KEY : 3 * _KEY]

    def ok(self, position: int, staying: tuple[int, ...]) -> bytes:
        """Return what an OK signs."""
        return _OK + self.digest + position.to_bytes(2, "big") + positions(staying)

    def done(self, position: int, stored: tuple[int, ...]) -> bytes:
        """Return what a receipt signs."""
        return _DONE + self.digest + position.to_bytes(2, "big") + positions(stored)

    def bind(self, position: int) -> bytes:
        """Return what an identity signs to show that this card is its own, here and now."""
        return _BIND + self.digest + position.to_bytes(2, "big")

    def seal_context(self, position: int) -> bytes:
        """Return the associated data of a position's SEAL."""
        return self.digest + position.to_bytes(2, "big")

    def box_key(self, shared: bytes, sender: int, receiver: int) -> bytes:
        """Return the key of the one box from `sender` to `receiver`, whose X25519 result is `shared`."""
        i, j = sender.to_bytes(2, "big"), receiver.to_bytes(2, "big")
        return crypto.digest("p2pc-meet-box", shared, self.digest, i, j)

    def bundle_key(self, shared: bytes, sender: int, receiver: int) -> bytes:
        """Return the key of all bundles from `sender` to `receiver`, each under the number of its round."""
        i, j = sender.to_bytes(2, "big"), receiver.to_bytes(2, "big")
        return crypto.digest("p2pc-meet-bundle", shared, self.digest, i, j)

    def pair_secret(self, shared: bytes, one: int, other: int) -> bytes:
        """Return the secret that two people keep from this run."""
        low, high = sorted((one, other))
        return crypto.digest(
            "p2pc-pair", shared, self.digest, low.to_bytes(2, "big"), high.to_bytes(2, "big")
        )


def commit(opening: bytes) -> bytes:
    """Return the commitment to an opening."""
    return crypto.digest("p2pc-meet-commit", opening)


def card_hash(salt: bytes, card: bytes) -> bytes:
    """Return the salted hash of a card that an opening holds."""
    return crypto.digest("p2pc-meet-card", salt, card)
