"""What people say and type: the phrase, the answer, the words of a swap, as words or as digits.

Words are from the PGP word list (Juola and Zimmermann 1995), two syllables in
even places and three in odd ones; the words of the shower in a swap begin at an
odd one. Three letters of a word are enough where one word of its list begins
so; else one more letter is asked for, so that no bit is lost. A person who set
the program to another language than English works in digits (spec section 7.1).
"""

import re
from enum import IntEnum
from typing import Final

from p2pcard.core.formats.wordlists import PGP_EVEN, PGP_ODD
from p2pcard.errors import Differs, MoreLetters, NotAWord

WORDS: Final = 4
LETTERS: Final = 3  # of each word must be typed, and as many as no other word of its list begins with
_DIGITS: Final = 10
_ANSWER_DIGITS: Final = 3
_PAIR_DIGITS: Final = 5  # 0 to 65535
_KEYBOARDS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")  # Arabic, Persian


class Mode(IntEnum):
    """Whether a room speaks words or digits; the number stands in LIST."""

    WORDS = 0
    DIGITS = 1


def phrase(digest: bytes, mode: Mode) -> tuple[str, ...]:
    """Return the first 32 bits of a digest as four words, or as ten digits in groups of 3, 3 and 4."""
    if mode is Mode.WORDS:
        return tuple(_list(place)[digest[place]] for place in range(WORDS))
    digits = f"{int.from_bytes(digest[:4], 'big'):0{_DIGITS}d}"
    return digits[:3], digits[3:6], digits[6:]


def word(digest: bytes, mode: Mode) -> str:
    """Return the answer of a digest: one word, or three digits (spec 7.1)."""
    if mode is Mode.WORDS:
        return PGP_EVEN[digest[0]]
    return f"{int.from_bytes(digest[:2], 'big') % 1000:0{_ANSWER_DIGITS}d}"


def pair(two: bytes, mode: Mode, first: int) -> tuple[str, ...]:
    """Return two bytes as two words, of which the first is at place `first`, or as five digits (spec 8.3)."""
    if mode is Mode.WORDS:
        return tuple(_list(first + place)[value] for place, value in enumerate(two))
    return (f"{int.from_bytes(two, 'big'):0{_PAIR_DIGITS}d}",)


def hear(expected: tuple[str, ...], typed: str, mode: Mode, first: int = 0) -> None:
    """Check what was typed against what was expected, whose first word is at place `first`.

    Raises NotAWord if it cannot be one, or MoreLetters if it can be several (both are
    asked again and cost no try), or Differs, which never says in which place.
    """
    if mode is Mode.DIGITS:
        _hear_digits("".join(expected), typed)
        return
    tokens = re.findall(r"[^\s,.;-]+", typed.lower())
    if len(tokens) != len(expected):
        raise NotAWord(word=typed.strip())
    lists = [_list(first + place) for place in range(len(expected))]
    meant = [_beginning(token, words) for token, words in zip(tokens, lists, strict=True)]
    for token, found in zip(tokens, meant, strict=True):
        if not found:
            raise NotAWord(word=token)
    for token, found in zip(tokens, meant, strict=True):
        if len(found) > 1:  # no word of a list begins another, so a whole word never is
            raise MoreLetters(word=token)
    if any(found != [wanted] for found, wanted in zip(meant, expected, strict=True)):
        raise Differs


def _list(place: int) -> tuple[str, ...]:
    return PGP_ODD if place % 2 else PGP_EVEN


def _beginning(token: str, words: tuple[str, ...]) -> list[str]:
    return [each for each in words if each.startswith(token)] if len(token) >= LETTERS else []


def _hear_digits(expected: str, typed: str) -> None:
    digits = re.sub(r"[\s,.-]", "", typed).translate(_KEYBOARDS)
    if len(digits) != len(expected) or not re.fullmatch(r"[0-9]+", digits):
        raise NotAWord(word=typed.strip())
    if digits != expected:
        raise Differs
