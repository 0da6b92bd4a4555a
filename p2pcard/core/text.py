"""What a line of text from another person may hold: rules in code points, against tricks of the eye.

No rule here leans on what one version of Python or Unicode calls printable,
so every reader of the format agrees (spec section 3). A refused text is never
repaired; `tidy` is for what the person at this keyboard typed.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from p2pcard.errors import EmptyText, HiddenCharacter, MixedAlphabets, TextTooLong

# Ranges, both ends included: controls, invisible and direction characters, spaces other than U+0020,
# private use, ornaments that imitate this program's own marks, full-width forms, noncharacters, and
# everything behind plane 3, where no letter is.
REFUSED: Final = (
    (0x0000, 0x001F),
    (0x007F, 0x00A0),
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x1680, 0x1680),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2000, 0x200F),
    (0x2028, 0x202F),
    (0x205F, 0x206F),
    (0x2400, 0x243F),
    (0x2610, 0x2612),
    (0x2705, 0x2705),
    (0x2713, 0x2718),
    (0x2800, 0x2800),
    (0x3000, 0x3000),
    (0x3164, 0x3164),
    (0xD800, 0xF8FF),
    (0xFDD0, 0xFDEF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFF00, 0xFF5E),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFF),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0x1F5F4, 0x1F5F9),
    (0x1FFFE, 0x1FFFF),
    (0x2FFFE, 0x2FFFF),
    (0x3FFFE, 0x10FFFF),
)
MARKS: Final = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0E31, 0x0E31),
    (0x0E34, 0x0E3A),
    (0x0E47, 0x0E4E),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
MARKS_IN_A_ROW: Final = 2  # Vietnamese and Thai need two; a pile of them hides what is below
ALPHABETS: Final = {
    "Latin": ((0x0041, 0x005A), (0x0061, 0x007A), (0x00C0, 0x024F), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F)),
    "Greek": ((0x0370, 0x03FF), (0x1F00, 0x1FFF)),
    "Cyrillic": ((0x0400, 0x052F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
    "Armenian": ((0x0530, 0x058F),),
    "Cherokee": ((0x13A0, 0x13FF), (0xAB70, 0xABBF)),
}
NAME_LIMIT: Final = 60  # code points: one line of the meeting's screen
LINE_LIMIT: Final = 200  # code points: a long web address


def _any_of(ranges: tuple[tuple[int, int], ...]) -> str:
    return "[" + "".join(f"\\U{first:08X}-\\U{last:08X}" for first, last in ranges) + "]"


_MARK: Final = _any_of(MARKS)

# For `plain`: Latin letters whose stroke or missing dot is no combining mark; apostrophes; turns of
# direction, which no name holds and which come along when one is copied from a screen.
_PLAIN: Final = {
    **str.maketrans("łøđħŧı", "lodhti", "'’‘ʼ"),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
# Letters of other alphabets that look like a Latin one, for `look`; after Unicode's confusables table.
_LOOKS: Final = str.maketrans(
    "авсԁеԍһіјкӏтոорԛгѕмнухԝѵαβγδεηικνορτυχω015i",
    "abcdeghljkltnopqrsmhyxwvabydenlkvoptuxwolsl",
)


def line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` if it may stand in a card; raises EmptyText, TextTooLong or HiddenCharacter.

    One to `limit` code points; no refused character; no space at either end
    and no two in a row; no combining mark at the start (it would sit on what
    this program wrote) and at most two in a row.
    """
    if not text:
        raise EmptyText
    if len(text) > limit:
        raise TextTooLong(limit=limit)
    if text[0] == " " or text[-1] == " " or "  " in text:
        raise HiddenCharacter(number="0020")
    if offending := _offending().search(text):
        raise HiddenCharacter(number=f"{ord(offending[0]):04X}")
    return text


def name(text: str) -> str:
    """Return `text` if it may be a person's name: a `line` whose every word keeps to one alphabet.

    Raises what `line` raises, and MixedAlphabets.
    """
    for word in line(text, NAME_LIMIT).split(" "):
        if sum(bool(alphabet.search(word)) for alphabet in _alphabets()) > 1:
            raise MixedAlphabets(word=word)
    return text


@cache  # as the next one: compiled when the first text is read, since not every command reads one
def _offending() -> re.Pattern[str]:
    return re.compile(f"{_any_of(REFUSED)}|^{_MARK}|(?<={_MARK * MARKS_IN_A_ROW}){_MARK}")


@cache
def _alphabets() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_any_of(ranges)) for ranges in ALPHABETS.values())


def tidy(typed: str) -> str:
    """Return what a person typed, composed (NFC) and without spare spaces, ready for `line`."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def plain(text: str) -> str:
    """Return `text` for finding: without accents or apostrophes, in lower case ("Peña" is "pena")."""
    if text.isascii():  # most texts: the same answer, without a look at every letter
        return text.lower().replace("'", "")
    spread = unicodedata.normalize("NFKD", text).casefold()  # in this order: 𝐀 becomes A, and then a
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(_PLAIN)


def look(text: str) -> str:
    """Return what `text` looks like, so that two names that a reader may confuse give the same result."""
    return plain(text).translate(_LOOKS).replace(" ", "").replace("rn", "m").replace("vv", "w")
