"""What a line and a name may hold, over every code point there is; what is typed is made into one."""

import re
import sys
import unicodedata
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import text
from p2pcard.errors import EmptyText, HiddenCharacter, MixedAlphabets, Refusal, TextTooLong
from p2pcard.errors.formats import Hidden
from tests.names_of_the_world import NAMES, full_names

ALL = range(sys.maxunicode + 1)
# Unicode's Default_Ignorable_Code_Point, but for the joiners: what draws nothing by itself.
IGNORABLE = [
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810)),
    *(0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164),
    *(*range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFF9)),
    *(*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000)),
]
BLANK = [
    *(*range(0x2400, 0x2440), 0x2800, 0xFFFC, 0x1107F, *range(0x13430, 0x13456), 0x16FE4),
    *(0x1BC9D, 0x1D159, 0x1DA7F, 0x1DA80),
]
MARKS = [number for number in ALL if unicodedata.category(chr(number))[0] == "M"]
# Words of letters that a word of one alphabet is imitated with.
IMITATIONS = [
    "Аna",
    "Anа",
    "Βela",
    "pаypal",
    "Oльга",
    "Ꭺna",
    "Ռan",
    "Ольгα",
    "Carlоs",
    "Ⲟlga",
    "ꓮna",
    "Carl०s",
    "Carlסs",
]


def refusal_of(line):
    """Why a line is refused, in the words for a person, or nothing."""
    try:
        text.line(line)
    except HiddenCharacter as refusal:
        return refusal.values["what"]
    return None


@pytest.fixture(scope="module")
def gone():
    """All code points that may stand in no line, whatever stands beside them."""
    beside = (None, Hidden.BARE, Hidden.JOINER)
    return {number for number in ALL if refusal_of(f"a{chr(number)}b") not in beside}


@pytest.mark.parametrize("language", sorted(NAMES))
def test_a_name_as_people_write_it_passes_unchanged_also_when_it_is_typed(language):
    for part in NAMES[language]:
        for name in part:
            assert text.name(name) == name
            for typed in (name, unicodedata.normalize("NFD", name)):
                assert text.name(text.tidy(typed)) == unicodedata.normalize("NFC", name)


def test_of_twenty_thousand_full_names_in_ninety_languages_none_is_refused():
    names = set(full_names())
    assert len(NAMES) > 90
    assert len(names) > 20_000
    assert [name for name in names if text.name(name) != name] == []


@pytest.mark.parametrize(
    "name",
    [
        "Ana",
        "Nguye\u0302\u0303n",
        "R2-D2",
        "Анна Smith",
        "Zoë 🦊",
        "田中san",
        "김A",
        "李ㄅLi",
        "x" * text.NAME_LIMIT,
    ],
)
def test_an_honest_nickname_passes_unchanged(name):
    assert text.name(name) == name


def test_no_control_nor_direction_nor_invisible_nor_unassigned_character_passes(gone):
    hidden = {n for n in ALL if unicodedata.category(chr(n)) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Zs")}
    hidden -= {0x20, 0x200C, 0x200D}
    assert len(hidden) > 100_000
    assert hidden - gone == set()
    assert [hex(n) for n in IGNORABLE if n not in gone] == []
    assert [hex(n) for n in BLANK if n not in gone] == []


def test_what_python_does_not_know_yet_passes_only_where_our_version_of_unicode_knows_it(gone):
    unknown = {n for n in ALL if unicodedata.category(chr(n)) == "Cn"}
    newer = {"14.0.0": 4489}  # code points that 15.0 has and Python 3.11 knows nothing of
    assert len(unknown - gone) <= newer.get(unicodedata.unidata_version, 0)


def test_every_letter_of_the_languages_of_people_passes(gone):
    """By Python's own names of them: no letter is forgotten that this version and an older one know."""
    written = re.compile(
        "(LATIN|GREEK|CYRILLIC|ARMENIAN|HEBREW|ARABIC|SYRIAC|THAANA|NKO|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA"
        "|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA|THAI|LAO|TIBETAN|MYANMAR|GEORGIAN|HANGUL|ETHIOPIC|CHEROKEE"
        "|CANADIAN|KHMER|MONGOLIAN|HIRAGANA|KATAKANA|BOPOMOFO|CJK|YI|LISU|VAI|TIFINAGH|COPTIC|ADLAM) "
        "(CAPITAL |SMALL )?(LETTER|SYLLABLE|SYLLABICS|UNIFIED IDEOGRAPH|VOWEL SIGN|DIGIT)"
    )
    missing = [
        chr(n)
        for n in gone - {0x61C}  # the mark that is called one of Arabic letters turns the order of others
        if written.match(unicodedata.name(chr(n), ""))
        and not unicodedata.decomposition(chr(n)).startswith("<")
    ]
    assert missing == []


@pytest.mark.parametrize("mark", "✓✔✗✘☑☒☐✅🗸⍻𐄂🮱")
def test_our_own_marks_cannot_be_imitated(mark, gone):
    assert ord(mark) in gone
    assert refusal_of(f"Ana{mark}") in (Hidden.IMITATES, Hidden.BLANK, Hidden.UNKNOWN)


@pytest.mark.parametrize(
    ("hidden", "what"),
    [
        ("\u200b", Hidden.INVISIBLE),
        ("\u2060", Hidden.INVISIBLE),
        ("\ufe0f", Hidden.INVISIBLE),
        ("\u3164", Hidden.INVISIBLE),
        ("\U000e0041", Hidden.INVISIBLE),
        ("\U00013430", Hidden.INVISIBLE),
        ("\u202e", Hidden.TURNS),
        ("\u2066", Hidden.TURNS),
        ("\u200f", Hidden.TURNS),
        ("\n", Hidden.CONTROL),
        ("\u0085", Hidden.CONTROL),
        ("\u3000", Hidden.SPACE),
        ("\u00a0", Hidden.SPACE),
        ("\u2800", Hidden.BLANK),
        ("\u2420", Hidden.BLANK),
        ("\U00016fe4", Hidden.BLANK),
        ("\U0001d159", Hidden.BLANK),
        ("\u2714", Hidden.IMITATES),
        ("Ａ", Hidden.SHAPE),
        ("𝐀", Hidden.SHAPE),
        ("ﻋ", Hidden.SHAPE),
        ("\U00013000", Hidden.UNUSED),
        ("\U00010300", Hidden.UNUSED),
        ("\u0378", Hidden.UNKNOWN),
        ("\ue000", Hidden.UNKNOWN),
        ("\ufffe", Hidden.UNKNOWN),
        ("\ud800", Hidden.UNKNOWN),
        ("\u200c", Hidden.JOINER),
        ("\u0301\u0301", Hidden.PILE),
        ("\u0301\u0302\u0303", Hidden.PILE),
        (" \u0301", Hidden.BARE),
    ],
)
def test_the_refusal_says_in_plain_words_what_the_character_is(hidden, what):
    with pytest.raises(HiddenCharacter) as refusal:
        text.line(f"Ana{hidden}B")
    assert refusal.value.values["what"] is what
    assert str(refusal.value).startswith(f"This line holds {what} (U+")


@pytest.mark.parametrize("line", [" Ana", "Ana ", " ", "Ana  Bela"])
def test_spaces_that_do_not_show_are_refused(line):
    with pytest.raises(HiddenCharacter) as refusal:
        text.line(line)
    assert refusal.value.values == {"number": "0020", "what": Hidden.SPACE}


# Marks


def test_no_mark_of_any_script_is_piled_or_stands_without_a_letter(gone):
    assert len(MARKS) > 2000
    for number in MARKS:
        mark = chr(number)
        if number in gone:
            continue
        with pytest.raises(HiddenCharacter):
            text.line(mark)
        with pytest.raises(HiddenCharacter):
            text.line(f"a {mark}")
        if unicodedata.category(mark) != "Mc":  # those that take room cannot hide what is below
            for pile in (2, 50):
                with pytest.raises(HiddenCharacter):
                    text.line("a" + mark * pile)


def test_no_five_marks_stand_on_one_letter_whichever_they_are():
    marks = [chr(n) for n in MARKS if unicodedata.category(chr(n)) == "Mn" and not refusal_of(f"a{chr(n)}")]
    assert len(marks) > 1000
    for at in range(0, len(marks) - 5):
        assert refusal_of("a" + "".join(marks[at : at + 5])) is not None


def test_two_marks_that_go_with_all_letters_stand_on_each_and_three_do_not():
    common = [chr(n) for n in range(0x300, 0x342)]
    for one, other in pairwise(common):
        assert text.line(f"o{one}{other}o{one}{other}")
        with pytest.raises(HiddenCharacter):
            text.line(f"o{one}{other}{one}")


# Joiners


@pytest.mark.parametrize(
    "name",
    [
        "علی\u200cرضا",
        "می\u200cترا",
        "ශ\u0dca\u200dර\u0dd3",
        "උද\u0dca\u200dය",
        "ന\u0d4d\u200d",
        "ক\u09cd\u200cষ",
        "র\u200d\u09cd\u09afাচেল",
        "ರ\u200d\u0ccd\u0caf",
        "गर\u094d\u200dयो",
    ],
)
def test_a_joiner_stands_where_a_script_needs_it(name):
    assert text.name(name) == name
    assert text.tidy(name) == name


def test_no_joiner_stands_between_letters_that_join_nothing():
    """Over all letters of all scripts: beside one that joins to nothing it would be invisible."""
    joined = 0
    for number in ALL:
        letter = chr(number)
        if unicodedata.category(letter)[0] != "L" or refusal_of(letter):
            continue
        for joiner in "\u200c\u200d":
            if refusal_of(f"{letter}{joiner}{letter}") is None:
                joined += 1
                assert joiner == "\u200c"
                assert unicodedata.bidirectional(letter) in ("R", "AL", "L")
                assert re.match("ARABIC|SYRIAC|MANDAIC|MONGOLIAN|NKO|ADLAM|HANIFI", unicodedata.name(letter))
    assert 300 < joined < 700


@pytest.mark.parametrize("joiner", "\u200c\u200d")
@pytest.mark.parametrize(
    "place", ["{}Ana", "An{}a", "Ana{}", "{}", "ا{}ب", "ब{}ब", "ب{0}{0}ب", "👩{}🌾", "ب{}", "1{}2"]
)
def test_a_joiner_anywhere_else_is_refused_and_left_out_of_what_is_typed(place, joiner):
    with pytest.raises(HiddenCharacter):
        text.line(place.format(joiner))
    assert joiner not in text.tidy(place.format(joiner))


# Lengths


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


# Scripts


@pytest.mark.parametrize("word", IMITATIONS)
def test_a_word_of_two_scripts_is_refused(word):
    with pytest.raises(MixedAlphabets) as refusal:
        text.name(f"Dr. {word}")
    assert refusal.value.values == {"word": word}
    assert text.line(word)  # a line of free text may hold it


def test_no_two_scripts_mix_in_a_word_but_those_that_are_written_together():
    letters = {
        "A": "Latn",
        "Ω": "Grek",
        "Я": "Cyrl",
        "Ա": "Armn",
        "Ꭰ": "Cher",
        "ꓮ": "Lisu",
        "Ⲁ": "Copt",
        "א": "Hebr",
    }
    letters |= {
        "ب": "Arab",
        "क": "Deva",
        "ก": "Thai",
        "田": "Hani",
        "あ": "Hira",
        "ア": "Kana",
        "가": "Hang",
        "ㄅ": "Bopo",
    }
    together = [{"Hani", "Hira", "Kana", "Latn"}, {"Hani", "Hang", "Latn"}, {"Hani", "Bopo", "Latn"}]
    for one, other in product(letters, repeat=2):
        pair = {letters[one], letters[other]}
        assert text.name(f"{one} {other}")
        if len(pair) == 1 or any(pair <= each for each in together):
            assert text.name(one + other)
        else:
            with pytest.raises(MixedAlphabets):
                text.name(f"{one}-{other}")


def test_what_goes_with_every_script_mixes_with_all():
    for sign in "-.'’·2♥🦊\u0301":
        for letter in "AЯΩאبक田":
            assert text.name(f"{letter}{sign}")


# What is typed


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Teo \u2764\ufe0f", "Teo \u2764"),
        ("Ａｎａ　Ｐａｚ", "Ana Paz"),
        ("ｱﾅﾍﾞﾙ", "アナベル"),
        ("𝐀𝐧𝐚", "Ana"),
        ("ﻋﻠﯽ", "علی"),
        ("سید\u200cعلی", "سیدعلی"),
        ("👩\u200d🌾", "👩🌾"),
        ("辻\U000e0100", "辻"),
        ("\u2068علی\u2069", "علی"),
        ("\ufeffAna\u00ad", "Ana"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("  Ana \t\u00a0 Bel ", "Ana Bel"),
        ("e\u200c\u0301", "é"),
        ("½ ™ …", "½ ™ …"),
        ("Ana\u202eB", "Ana\u202eB"),
    ],
)
def test_what_keyboards_and_other_programs_add_is_tidied(typed, line):
    assert text.tidy(typed) == line


@pytest.mark.parametrize(("typed", "same"), [("  ANA  Ríos ", "ana Ri\u0301os"), ("STRASSE", "straße")])
def test_a_name_in_any_capitals_and_composed_in_any_way_is_the_same_with_its_accents(typed, same):
    assert text.folded(typed) == text.folded(same) == text.composed(text.folded(typed))
    assert text.folded("Rios") != text.folded("Ríos")


@given(st.text(max_size=70))
def test_whatever_passes_is_returned_unchanged(typed):
    try:
        assert text.name(typed) == typed
    except Refusal:
        return


KINDS = "a\u0301\u0302با\u064eक\u094d\u093eक्ක\u0dca\u17d2ក\u200c\u200dर র\u09cdＡ\ufe0f \u3000ﾞｶ\u2068"


@given(st.text(alphabet=st.sampled_from(KINDS) | st.characters(exclude_categories=["Cs"]), max_size=40))
def test_what_is_tidied_is_tidy_composed_and_without_spare_spaces_or_joiners(typed):
    tidied = text.tidy(typed)
    assert text.tidy(tidied) == tidied
    assert tidied == unicodedata.normalize("NFC", tidied)
    assert "  " not in tidied
    assert tidied.strip() == tidied
    if tidied and len(tidied) <= text.LINE_LIMIT:
        assert refusal_of(tidied) is not Hidden.JOINER


# What was kept before there was a rule


@pytest.mark.parametrize(
    ("kept", "places"),
    [
        ("Ana", ()),
        ("Zoë 🦊", ()),
        ("علی\u200cرضا", ()),
        ("Ana\u200cB", (3,)),
        ("A\U00016fe4na", (1,)),
        ("\U0001d159", (0,)),
        ("o" + "\u0301\u0302\u0303", (3,)),
        ("ก" + "\u0e47\u0e48" * 25, tuple(range(5, 51))),
        ("𝐀na \U00013000", ()),
        ("✔ Ana", ()),
        ("a\nb\x1b", (1, 3)),
        ("a\u202eb", (1,)),
        ("\u0378", (0,)),
    ],
)
def test_of_a_name_that_is_kept_only_what_is_seen_is_shown(kept, places):
    assert text.unseen(kept) == set(places)


def test_no_code_point_is_shown_that_a_terminal_would_not_draw(gone):
    for number in (n for n in gone if n < 0x20000 or unicodedata.category(chr(n)) == "Cf"):
        letter = chr(number)
        if not letter.isprintable() or number in BLANK[66:]:
            assert text.unseen(f"a{letter}b") == {1}, hex(number)
