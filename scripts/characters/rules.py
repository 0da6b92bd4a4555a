"""Which code points may stand where, and what each looks like: the decisions, applied to Unicode's data."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from scripts.characters.data import LAST, Unicode

REFUSED: Final = "-"
# Scripts that somebody writes today: those that Unicode recommends for names and those of limited use (its
# annex 31, tables 5 and 7), and Coptic and Mongolian, which are written, too. Zyyy goes with all of them.
_WRITTEN: Final = """
Zyyy Arab Armn Beng Bopo Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hani Hebr Hira Kana Khmr Knda Laoo Latn
Mlym Mymr Orya Sinh Taml Telu Thaa Thai Tibt
Adlm Bali Bamu Batk Cakm Cans Cham Cher Hmnp Java Kali Lana Lepc Limb Lisu Mand Mtei Newa Nkoo Olck Osge
Plrd Rohg Saur Sund Sylo Syrc Tale Talu Tavt Tfng Vaii Wcho Yiii
Copt Mong
"""
SCRIPTS: Final = frozenset(_WRITTEN.split())
# What draws nothing, or nothing of its own, though no property says so; and pictures of control characters.
BLANKS: Final = frozenset(
    (
        *(
            *range(0x2400, 0x2440),
            0x2800,
            *range(0xFFF0, 0x10000),
            0x1107F,
            *range(0x13430, 0x13456),
            0x16FE4,
        ),
        *(0x1BC9D, 0x1D159, 0x1DA7F, 0x1DA80),
    )
)
# Forms that are compatible with plain ones and for no other use: typed, they become those.
FORMS: Final = frozenset(
    ("wide", "narrow", "font", "initial", "medial", "final", "isolated", "vertical", "small")
)
IMITATIONS: Final = ("CHECK MARK", "BALLOT")  # of what this program writes beside a name
ZWNJ, ZWJ, STACKER_TOO = 0x200C, 0x200D, 0x2D7F
RA: Final = frozenset((0x09B0, 0x09F0, 0x0CB0))  # a joiner keeps it whole before the sign that joins letters


def kinds(unicode: Unicode) -> Iterator[tuple[str, str]]:
    """Give the kind (docs/spec.md, section 3.2) and the scripts of each code point, from 0."""
    for point in range(LAST + 1):
        kind, scripts = kind_of(unicode, point), unicode.scripts.get(point, frozenset()) & SCRIPTS
        if kind in "- <>":
            yield kind, "-"
        else:
            yield (kind, "+".join(sorted(scripts))) if scripts else (REFUSED, "-")


def kind_of(unicode: Unicode, point: int) -> str:
    """Return the kind of a code point as if each script were written today."""
    if point in (ZWNJ, ZWJ, 0x20):
        return {ZWNJ: "<", ZWJ: ">", 0x20: " "}[point]
    found = unicode.characters.get(point)
    if found is None or found.category[0] in "CZ" or point in unicode.ignorable or point in BLANKS:
        return REFUSED
    if found.form in FORMS or any(word in found.name for word in IMITATIONS):
        return REFUSED
    if point in unicode.stackers or point == STACKER_TOO:
        return "k"
    if found.combining == 9:
        return "v"
    if found.category == "Mc":
        return "s"
    if found.category[0] == "M":
        return "c" if unicode.scripts[point] == {"Zyyy"} else "m"
    if found.category[0] != "L":
        return "o"
    if point in RA:
        return "q"
    return {"D": "d", "R": "r"}.get(unicode.joining.get(point, ""), "l")


# For looks, beside confusables.txt: digits and letters, and small letters of other alphabets and Latin ones.
MERGED: Final = str.maketrans("0125i8|", "olzslbl")
BY_HAND: Final = dict(
    zip(
        "авсԁеԍһіјкӏтոорԛгѕмнухԝѵαβγδεηικνορτυχω",
        "abcdeghljkltnopqrsmhyxwvabydenlkvoptuxw",
        strict=True,
    )
)


def looks(unicode: Unicode, alike: Mapping[str, str], allowed: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Give what each of these code points looks like, where that is not plainly itself.

    A look is in small letters, without marks that are put above or below, and without punctuation.
    """
    by_hand = BY_HAND | {alike[each]: look for each, look in BY_HAND.items() if each in alike and each != "β"}
    for point in allowed:
        letter = chr(point)
        if letter.isascii() or (plain(unicode, letter) != letter and not _misleads(unicode, alike, letter)):
            continue  # the few of ASCII have rules of their own, and most others are taken apart
        look = _look(unicode, alike, by_hand, letter)
        if look != letter.casefold():
            yield point, look


def _look(unicode: Unicode, alike: Mapping[str, str], by_hand: Mapping[str, str], letter: str) -> str:
    found = unicode.characters[ord(letter)]
    if not letter.isascii() and letter in by_hand:
        return by_hand[letter]
    if re.fullmatch("LATIN LETTER SMALL CAPITAL [A-Z]", found.name):
        return merged(found.name[-1])
    if found.category[0] in "PZ" or found.category == "Sk":
        return ""
    prototype = plain(unicode, alike.get(letter, letter))
    if prototype == letter:
        return merged(letter)
    return merged("".join(_look(unicode, alike, by_hand, each) for each in prototype))


def _misleads(unicode: Unicode, alike: Mapping[str, str], letter: str) -> bool:
    """Tell whether a letter looks like another one of ASCII than it becomes when it is taken apart."""
    seen = alike.get(letter, "")
    return len(seen) == 1 and seen.isascii() and seen.isalpha() and seen != plain(unicode, letter)


def merged(text: str) -> str:
    """Return what plain letters look like: in small ones, and digits as the letters that they look like."""
    kept = "".join(each for each in text if unicodedata.category(each)[0] not in "PZ" and each not in "`^")
    return kept.casefold().translate(MERGED).replace("rn", "m").replace("vv", "w")


def plain(unicode: Unicode, text: str) -> str:
    """Return a text taken apart, without what is only put above or below letters."""
    apart = "".join(_apart(unicode, ord(each)) for each in text)
    return "".join(each for each in apart if not unicode.characters[ord(each)].combining)


def _apart(unicode: Unicode, point: int) -> str:
    if 0xAC00 <= point <= 0xD7A3:
        return unicodedata.normalize("NFKD", chr(point))
    written = unicode.characters[point].decomposition.split(">")[-1]
    return "".join(_apart(unicode, int(each, 16)) for each in written.split()) if written else chr(point)
