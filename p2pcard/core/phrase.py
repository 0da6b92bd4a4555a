"""What people read aloud and type: the phrase, the answer, the swap word, as words or as digits.

Words are from the PGP word list (Juola and Zimmermann 1995), two syllables in
even places and three in odd ones. Three letters of each are enough: 29.6 bits
are left of the phrase's 32. Whoever set the program to another language than
English works in digits (spec section 7.1).
"""

import re
from enum import IntEnum
from typing import Final

from p2pcard.core.wordlists import PGP_EVEN, PGP_ODD
from p2pcard.errors import Differs, NotAWord

WORDS: Final = 4
LETTERS: Final = 3  # of each word must be typed; fewer would leave too little to compare
_DIGITS: Final = 10
_ANSWER_DIGITS: Final = 3
_KEYBOARDS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")  # Arabic, Persian


class Mode(IntEnum):
    """Whether a room speaks words or digits; the number stands in LIST."""

    WORDS = 0
    DIGITS = 1


def phrase(digest: bytes, mode: Mode) -> tuple[str, ...]:
    """Return the first 32 bits of a digest as four words, or as ten digits in groups of 3, 3 and 4."""
    if mode is Mode.WORDS:
        return tuple((PGP_ODD if place % 2 else PGP_EVEN)[digest[place]] for place in range(WORDS))
    digits = f"{int.from_bytes(digest[:4], 'big'):0{_DIGITS}d}"
    return digits[:3], digits[3:6], digits[6:]


def word(digest: bytes, mode: Mode) -> str:
    """Return the answer or swap word of a digest: one word, or three digits (spec 7.1)."""
    if mode is Mode.WORDS:
        return PGP_EVEN[digest[0]]
    return f"{int.from_bytes(digest[:2], 'big') % 1000:0{_ANSWER_DIGITS}d}"


def hear(expected: tuple[str, ...], typed: str, mode: Mode) -> None:
    """Check what was typed against the phrase or word that was expected.

    Raises NotAWord if it cannot be one (it is asked again and costs no try) or
    Differs, which never says in which place.
    """
    if mode is Mode.DIGITS:
        _hear_digits("".join(expected), typed)
        return
    tokens = _tokens(typed)
    if len(tokens) != len(expected):
        raise NotAWord(word=typed.strip())
    lists = [PGP_ODD if place % 2 else PGP_EVEN for place in range(len(expected))]
    for token, words in zip(tokens, lists, strict=True):
        if len(token) < LETTERS or not any(each.startswith(token) for each in words):
            raise NotAWord(word=token)
    if not all(wanted.startswith(token) for token, wanted in zip(tokens, expected, strict=True)):
        raise Differs  # no word of a list begins another, so a whole other word never passes


def _tokens(typed: str) -> list[str]:
    return re.findall(r"[^\s,.;-]+", typed.lower())


def _hear_digits(expected: str, typed: str) -> None:
    digits = re.sub(r"[\s,.-]", "", typed).translate(_KEYBOARDS)
    if len(digits) != len(expected) or not re.fullmatch(r"[0-9]+", digits):
        raise NotAWord(word=typed.strip())
    if digits != expected:
        raise Differs
