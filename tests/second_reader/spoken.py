"""Phrases, words and answers, and what people type for them: section 7.1."""

import re
from pathlib import Path

from tests.second_reader.basics import demand, number_of

SPEC = Path(__file__).parents[2] / "docs" / "spec.md"
SPACE = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"


def _words(name):
    """A list of the appendix."""
    found = re.search(rf"^```example {name}\n(.*?)^```$", SPEC.read_text(encoding="utf-8"), re.M | re.S)
    assert found is not None
    return found.group(1).split()


EVEN = _words("pgp-even")
ODD = _words("pgp-odd")


def phrase(hashed, digits):
    if digits:
        number = f"{number_of(hashed[:4]):010}"
        return [number[:3], number[3:6], number[6:]]
    return [EVEN[hashed[0]], ODD[hashed[1]], EVEN[hashed[2]], ODD[hashed[3]]]


def word(hashed, digits):
    return f"{number_of(hashed[:2]) % 1000:03}" if digits else EVEN[hashed[0]]


def pair(one, two, digits, first):
    if digits:
        return f"{256 * one + two:05}"
    lists = (EVEN, ODD, EVEN)[first:]
    return f"{lists[0][one]} {lists[1][two]}"


def _small(text):
    return "".join(
        chr(ord(letter) + 32) if "A" <= letter <= "Z" else "k" if letter == "\u212a" else letter
        for letter in text
    )


def hear(typed, expected, digits, first=0):
    """Refuses what was typed as NotAWord, MoreLetters or Differs unless it is what is expected."""
    if digits:
        _hear_digits(typed, "".join(expected))
    else:
        _hear_words(typed, expected, first)


def _hear_words(typed, expected, first):
    tokens = [token for token in re.split(f"[,.;\\-{SPACE}]", _small(typed)) if token]
    demand(len(tokens) == len(expected), "NotAWord")
    counts = []
    for place, token in enumerate(tokens, first):
        words = ODD if place % 2 else EVEN
        counts.append(sum(word.startswith(token) for word in words) if len(token) >= 3 else 0)
    demand(all(counts), "NotAWord")
    demand(set(counts) == {1}, "MoreLetters")
    fits = [word.startswith(token) for word, token in zip(expected, tokens, strict=True)]
    demand(all(fits), "Differs")


def _hear_digits(typed, expected):
    rest = re.sub(f"[,.\\-{SPACE}]", "", typed)
    demand(len(rest) == len(expected), "NotAWord")
    for zero in (0x660, 0x6F0):
        rest = "".join(chr(ord(c) - zero + 48) if zero <= ord(c) <= zero + 9 else c for c in rest)
    demand(all("0" <= letter <= "9" for letter in rest), "NotAWord")
    demand(rest == expected, "Differs")
