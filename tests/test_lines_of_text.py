"""Lines and names of other people: tricks of the eye are refused by code point, honest names are not."""

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core import text
from p2pcard.errors import EmptyText, HiddenCharacter, MixedAlphabets, Refusal, TextTooLong

ALL = range(sys.maxunicode + 1)
# Unicode's Default_Ignorable_Code_Point: what draws nothing by itself.
IGNORABLE = [
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810)),
    *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164),
    *(*range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFF9)),
    *(*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000)),
]
# Format characters that draw something: numbers and years of Arabic, Syriac and Kaithi, and hieroglyphs.
DRAWN_FORMATS = {
    *(*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD),
    *range(0x13430, 0x13440),
}


def refused(letter):
    """Whether a letter may stand in no line, not even between others."""
    try:
        text.line(f"a{letter}b")
    except HiddenCharacter:
        return True
    return False


@pytest.mark.parametrize(
    "name",
    [
        "Ana",
        "Íñigo Núñez-Ordóñez",
        "Nguyễn Thị Diệu",
        "Nguye\u0302\u0303n",
        "Søren Ørsted",
        "Łukasz",
        "Gülşen Iğdır",
        "O’Brien",
        "Παναγιώτης",
        "Ольга Щукина",
        "Анна Smith",
        "შოთა",
        "مريم",
        "שרה",
        "महालक्ष्मी",
        "สมชาย ที่รัก",
        "山田 太郎",
        "김민준",
        "Zoë 🦊",
        "R2-D2",
        "x" * text.NAME_LIMIT,
    ],
)
def test_an_honest_name_passes_unchanged(name):
    assert text.name(name) == name


@pytest.mark.parametrize("ranges", [text.REFUSED, text.MARKS, *text.ALPHABETS.values()])
def test_ranges_are_in_order_and_apart(ranges):
    ends = [end for pair in ranges for end in pair]
    assert ends == sorted(ends)
    assert all(first < second for (_, first), (second, _) in pairwise(ranges))


def test_both_ends_of_every_range_are_refused_and_the_neighbours_only_if_they_are_in_another():
    inside = {number for first, last in text.REFUSED for number in range(first, last + 1)}
    edges = {number + step for pair in text.REFUSED for number in pair for step in (-1, 0, 1)}
    assert {number for number in edges & set(ALL) if refused(chr(number))} == edges & inside


def test_no_control_nor_direction_nor_invisible_character_passes():
    hidden = [n for n in ALL if unicodedata.category(chr(n)) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co")]
    assert len(hidden) > 100_000
    assert {n for n in hidden if not refused(chr(n))} <= DRAWN_FORMATS
    assert [hex(n) for n in IGNORABLE if not refused(chr(n))] == []


def test_no_space_but_the_plain_one_passes():
    spaces = [chr(n) for n in ALL if unicodedata.category(chr(n)) == "Zs" or chr(n).isspace()]
    assert [space for space in spaces if not refused(space)] == [" "]


def test_no_noncharacter_passes():
    nothing = [
        *range(0xFDD0, 0xFDF0),
        *(plane << 16 | end for plane in range(17) for end in (0xFFFE, 0xFFFF)),
    ]
    assert len(nothing) == 66
    assert [hex(n) for n in nothing if not refused(chr(n))] == []


@pytest.mark.parametrize("mark", "✓✔✗✘☑☒☐✅🗸")
def test_our_own_marks_cannot_be_imitated(mark):
    assert refused(mark)


@pytest.mark.parametrize("number", [0x2400, 0x243F, 0x2800, 0x3000, 0xFF00, 0xFF21, 0xFF5E, 0x3FFFE, 0xE0041])
def test_pictures_of_letters_and_blanks_are_refused(number):
    assert refused(chr(number))


def test_the_refusal_names_the_character():
    with pytest.raises(HiddenCharacter) as refusal:
        text.line("Ana\u202eanB")
    assert refusal.value.values == {"number": "202E"}
    assert "U+202E" in str(refusal.value)


@pytest.mark.parametrize("line", [" Ana", "Ana ", " ", "Ana  Bela"])
def test_spaces_that_do_not_show_are_refused(line):
    with pytest.raises(HiddenCharacter) as refusal:
        text.line(line)
    assert refusal.value.values == {"number": "0020"}


@pytest.mark.parametrize(
    "pile", ["o\u0301\u0302\u0303", "o\u0489\u0489\u0489", "ก\u0e47\u0e47\u0e47", "\u0301a"]
)
def test_a_pile_of_marks_or_one_without_a_letter_is_refused(pile):
    with pytest.raises(HiddenCharacter):
        text.line(pile)


@pytest.mark.parametrize(
    "number",
    [
        0x0300,
        0x036F,
        0x0483,
        0x0489,
        0x0E31,
        0x0E34,
        0x0E3A,
        0x0E47,
        0x0E4E,
        0x1AB0,
        0x1AFF,
        0x1DC0,
        0x1DFF,
        0x20D0,
        0x20FF,
        0xFE20,
        0xFE2F,
    ],
    ids=hex,
)
def test_two_marks_of_any_kind_pass_and_three_do_not(number):
    mark = chr(number)
    assert text.line("a" + 2 * mark)
    for pile in (mark, "a" + 3 * mark, "a\u0301" + mark + "\u0301"):
        with pytest.raises(HiddenCharacter):
            text.line(pile)


def test_two_marks_on_each_letter_pass():
    assert text.line("o\u0302\u0301o\u0302\u0301")


def test_an_empty_line_is_refused():
    with pytest.raises(EmptyText):
        text.line("")


@pytest.mark.parametrize("limit", [1, 30, text.NAME_LIMIT, text.LINE_LIMIT])
def test_a_line_is_measured_in_code_points(limit):
    assert text.line("é" * limit, limit)
    assert text.line("🦊" * (limit - 1) + "a", limit)
    with pytest.raises(TextTooLong) as refusal:
        text.line("a" * (limit + 1), limit)
    assert refusal.value.values == {"limit": limit}


def test_a_name_has_its_own_limit():
    with pytest.raises(TextTooLong):
        text.name("x" * (text.NAME_LIMIT + 1))


@pytest.mark.parametrize("word", ["Аna", "Anа", "Βela", "pаypal", "Oльга", "Ꭺna", "Ռan", "Ольгα"])
def test_a_word_of_two_alphabets_that_look_alike_is_refused(word):
    with pytest.raises(MixedAlphabets) as refusal:
        text.name(f"Dr. {word}")
    assert refusal.value.values == {"word": word}


EDGES = {  # the first and the last letter of each block
    "Latin": "AZazÀɏḀỿⱠⱿ",
    "Greek": "ͰϿἀ\u1fff",
    "Cyrillic": "Ѐԯᲀ\u1c8fⷠⷿꙀꚟ",
    "Armenian": "\u0530\u058f",
    "Cherokee": "Ꭰ\u13ffꭰꮿ",
}
MIXES = [
    (one, other)
    for first, ones in EDGES.items()
    for second, others in EDGES.items()
    if first != second
    for one in ones
    for other in others
]


def test_no_two_of_five_alphabets_mix_in_a_word():
    assert len(MIXES) > 400
    for one, other in MIXES:
        assert text.name(f"x {one}{one} {other}{other}")
        with pytest.raises(MixedAlphabets):
            text.name(f"x {one}-{other}")


def test_what_stands_beside_those_blocks_mixes_with_all():
    ends = [
        (ord(block[at]), ord(block[at + 1])) for block in EDGES.values() for at in range(0, len(block), 2)
    ]
    beside = {number for first, last in ends for number in (first - 1, last + 1)}
    free = [n for n in beside if not any(first <= n <= last for first, last in ends) and not refused(chr(n))]
    assert len(free) > 20
    for number in free:
        for letter in "AЯΩ":
            assert text.name(f"{letter}{chr(number)}")


@given(st.text(max_size=70))
def test_whatever_passes_is_returned_unchanged(typed):
    try:
        assert text.name(typed) == typed
    except Refusal:
        return


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_what_is_tidied_has_no_spare_spaces_and_is_composed(typed):
    tidied = text.tidy(typed)
    assert tidied == unicodedata.normalize("NFC", tidied)
    assert text.tidy(tidied) == tidied
    assert "  " not in tidied
    assert tidied.strip() == tidied
