"""The phrase that opens a vault, as somebody types it: made steady, and weighed when it is chosen.

Typed text is made steady by code points and never by locale, so that capitals,
accents, spaces and keyboards lock nobody out (spec sections 12.1 and 12.3).
"""

import unicodedata
from itertools import groupby
from typing import Final

from p2pcard.errors import WeakPhrase

LENGTH: Final = 16  # characters of an own phrase, each word counted once
VARIETY: Final = 8  # different characters among them

# Capital to small letter, after decomposition, in the scripts that have both and are in daily use.
_SMALL: Final = {
    **{capital: capital + 32 for capital in range(0x41, 0x5B)},  # A to Z
    **{capital: capital + 32 for capital in range(0x391, 0x3AA)},  # Greek
    **{capital: capital + 32 for capital in range(0x410, 0x430)},  # Cyrillic
    **{capital: capital + 80 for capital in range(0x400, 0x410)},
    **dict(zip(map(ord, "ÆÐØÞĐĦŁŊŒŦ"), map(ord, "æðøþđħłŋœŧ"), strict=True)),
    **{ord("ß"): "ss", ord("ẞ"): "ss", ord("ı"): "i", ord("ς"): "σ"},
    **{mark: None for mark in range(0x300, 0x370)},  # accents, which decomposition has set apart
    **{space: " " for space in range(0x09, 0x0E)},
}


def steady(typed: str) -> str:
    """Make typed text the same whatever keyboard, capitals, accents or spaces it was typed with.

    Compatibility decomposition of Unicode 3.2 (a version that never changes;
    what it does not know stays where it is), U+0300 to U+036F dropped,
    capitals of the table above made small, runs of white space made one
    U+0020, none at either end.
    """
    runs = groupby(typed, lambda letter: unicodedata.ucd_3_2_0.category(letter) == "Cn")
    # run by run, because Python would order marks that Unicode 3.2 lacks by the version it was built with
    known = (
        "".join(run) if newer else unicodedata.ucd_3_2_0.normalize("NFKD", "".join(run))
        for newer, run in runs
    )
    letters = "".join(known).translate(_SMALL)
    return " ".join(word for word in letters.split(" ") if word)


def read(typed: str) -> bytes:
    """Return the bytes that open a vault for a typed phrase: `steady`, then UTF-8."""
    return steady(typed).encode("utf-8", "surrogatepass")


def new(typed: str) -> bytes:
    """Return `read` of a phrase somebody chose, when it is long and varied enough.

    The floor: 16 characters, 8 of them different, a word said twice counting
    once. Six generated words are hardly ever below it. Raises WeakPhrase.
    """
    once = " ".join(dict.fromkeys(steady(typed).split()))
    if len(once) < LENGTH or len(set(once)) < VARIETY:
        raise WeakPhrase(length=LENGTH, variety=VARIETY)
    return read(typed)
