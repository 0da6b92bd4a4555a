"""Words that are written down or learnt by heart, and what the root behind them gives.

The root is 16 random bytes; everything one identity owns comes from it. The
12 words are BIP-0039's, the derivations are ours (spec section 12).
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from p2pcard.core.formats import crypto
from p2pcard.core.formats.passphrase import steady
from p2pcard.core.formats.wordlists import BIP39
from p2pcard.errors import (
    RecoveryWordsDoNotFit,
    RecoveryWordUnknown,
    WrongNumberOfWords,
)

ROOT_SIZE: Final = 16
RECOVERY_WORDS: Final = 12
OPENING_WORDS: Final = 6  # 66 bits: with the cost of one guess, out of reach of a thief of the disk
OPENING_CHANCE: Final = 9  # bytes; the first 66 bits are used

_WORD_BITS: Final = 11
_CHECK_BITS: Final = 4
_ENOUGH_LETTERS: Final = 4  # BIP-0039: the first four letters tell all words apart


def recovery_words(root: bytes, language: str = "en") -> tuple[str, ...]:
    """Write a 16-byte root as 12 words of `language`, four bits of them a checksum.

    A language without a list has the English words, here and in `opening_words`.
    """
    number = int.from_bytes(root, "big") << _CHECK_BITS | _checksum(root)
    return _spell(number, RECOVERY_WORDS, language)


def read_recovery_words(typed: str) -> bytes:
    """Return the 16-byte root that 12 typed words stand for, in whichever language they are.

    Accents and capitals do not matter, and four letters of a word are enough.
    Raises WrongNumberOfWords, RecoveryWordUnknown with the word's place from
    1, or RecoveryWordsDoNotFit when the checksum is wrong. Words that are on
    both lists, all twelve, and fit in both count as English: about one root
    in 10 to the 11th.
    """
    words = steady(typed).split()
    if len(words) != RECOVERY_WORDS:
        raise WrongNumberOfWords(count=len(words), needed=RECOVERY_WORDS)
    readings = [[_place(word, language) for word in words] for language in BIP39]
    whole = [[place for place in places if place is not None] for places in readings]
    if not any(len(places) == RECOVERY_WORDS for places in whole):
        best = max(readings, key=lambda places: RECOVERY_WORDS - places.count(None))
        raise RecoveryWordUnknown(position=best.index(None) + 1)
    for places in whole:
        number = 0
        for place in places:
            number = number << _WORD_BITS | place
        root = (number >> _CHECK_BITS).to_bytes(ROOT_SIZE, "big")
        if len(places) == RECOVERY_WORDS and number % 2**_CHECK_BITS == _checksum(root):
            return root
    raise RecoveryWordsDoNotFit


def opening_words(chance: bytes, language: str = "en") -> tuple[str, ...]:
    """Make six words of `language` out of 9 random bytes: 11 bits each, so all words are equally likely."""
    spare = OPENING_CHANCE * 8 - OPENING_WORDS * _WORD_BITS
    return _spell(int.from_bytes(chance[:OPENING_CHANCE], "big") >> spare, OPENING_WORDS, language)


def identity_seed(root: bytes) -> bytes:
    """Derive the 32-byte Ed25519 seed of the identity."""
    return crypto.derive(root, "p2pcard-ident", (0).to_bytes(4, "big"))


def backup_key(root: bytes) -> bytes:
    """Derive the 32-byte key that opens the recovery slot of a backup."""
    return crypto.derive(root, "p2pcard-backup")


def support_secret(root: bytes) -> bytes:
    """Derive the 16-byte support secret that all cards of the profile carry."""
    return crypto.derive(root, "p2pc-support-sec")[:16]


def exchange_secret(root: bytes) -> bytes:
    """Derive the 32-byte X25519 secret behind the cards' exchange key."""
    return crypto.derive(root, "p2pc-exchange")


def withdrawal_key(root: bytes) -> bytes:
    """Derive the 32-byte key behind the withdrawal secrets of the identity's vouches."""
    return crypto.derive(root, "p2pc-withdraw-k")


def void_secret(root: bytes) -> bytes:
    """Derive the 16-byte secret that the identity's revocation publishes."""
    return crypto.derive(root, "p2pc-void-secret")[:16]


def _spell(number: int, count: int, language: str) -> tuple[str, ...]:
    places = ((number >> _WORD_BITS * left) % 2**_WORD_BITS for left in reversed(range(count)))
    listed = BIP39.get(language, BIP39["en"])
    return tuple(listed[place] for place in places)


@cache
def _places(language: str) -> Mapping[str, tuple[str, int]]:
    """Return each steady word of a list and its place, by its first letters: not made before it is needed."""
    listed = enumerate(map(steady, BIP39[language]))
    return MappingProxyType({word[:_ENOUGH_LETTERS]: (word, place) for place, word in listed})


def _place(word: str, language: str) -> int | None:
    """Return the place of a steady typed word in a list, or None when it is not on it."""
    listed, place = _places(language).get(word[:_ENOUGH_LETTERS], ("", 0))
    found = listed == word or (len(word) >= _ENOUGH_LETTERS and listed.startswith(word))
    return place if found else None


def _checksum(root: bytes) -> int:
    return hashlib.sha256(root).digest()[0] >> 8 - _CHECK_BITS
