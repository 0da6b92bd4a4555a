"""Lines and names: section 3."""

from tests.second_reader.basics import Refusal, demand

REFUSED = (
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
MARKS = (
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
ALPHABETS = {
    "Latin": ((0x0041, 0x005A), (0x0061, 0x007A), (0x00C0, 0x024F), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F)),
    "Greek": ((0x0370, 0x03FF), (0x1F00, 0x1FFF)),
    "Cyrillic": ((0x0400, 0x052F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
    "Armenian": ((0x0530, 0x058F),),
    "Cherokee": ((0x13A0, 0x13FF), (0xAB70, 0xABBF)),
}


def _within(point, ranges):
    return any(first <= point <= last for first, last in ranges)


def check_line(text, limit=200):
    demand(text != "", "EmptyText")
    demand(len(text) <= limit, "TextTooLong")
    demand(text[0] != " " and text[-1] != " " and "  " not in text, "HiddenCharacter")
    demand(not any(_within(ord(letter), REFUSED) for letter in text), "HiddenCharacter")
    marks = "".join("m" if _within(ord(letter), MARKS) else "-" for letter in text)
    demand(marks[0] != "m" and "mmm" not in marks, "HiddenCharacter")


def check_name(text):
    check_line(text, 60)
    for word in text.split(" "):
        found = {
            alphabet
            for alphabet, ranges in ALPHABETS.items()
            if any(_within(ord(letter), ranges) for letter in word)
        }
        if len(found) > 1:
            raise Refusal("MixedAlphabets")
