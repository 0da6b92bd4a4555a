"""Lines and names (docs/spec.md, section 3)."""

import hashlib
import sys
from itertools import pairwise

from p2pcard.core.formats import characters, text
from scripts.vectors.case import Case, Folder, word

HIDDEN = {
    "control": (0x00, 0x09, 0x0A, 0x1F, 0x7F, 0x85),
    "space": (0xA0, 0x1680, 0x2003, 0x2028, 0x2029, 0x202F, 0x3000),
    "unseen": (0xAD, 0x34F, 0x115F, 0x17B4, 0x180B, 0x200B, 0x2060, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0),
    "turning": (0x61C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069),
    "blank": (0x2400, 0x2800, 0xFFFC, 0x1107F, 0x13430, 0x13438, 0x13441, 0x16FE4, 0x1BC9D, 0x1D159, 0x1DA7F),
    "imitating": (0x2611, 0x2705, 0x2713, 0x2717, 0x237B, 0x10102, 0x1F5F8),
    "shape": (0xFF21, 0xFF71, 0x1D400, 0x2115, 0xFB20, 0xFE8D, 0xFDFA),
    "unused": (0x13000, 0x10300, 0x103A0, 0x12000, 0x16A0, 0x11005, 0x1B170),
    "unknown": (0x378, 0xE000, 0xFDD0, 0xFFFE, 0x2FE0, 0x1AFFF, 0x1FBFA, 0x40000, 0xE0041, 0x10FFFF),
}
SEEN = {
    "latin": (0x41, 0x251, 0x261, 0x1D0F, 0x2C7F, 0xAB30),
    "other_letters": (
        0x3B1,
        0x430,
        0x531,
        0x5D0,
        0x627,
        0x915,
        0xE01,
        0x10A0,
        0x1200,
        0x13A0,
        0x1780,
        0xA4D0,
    ),
    "signs": (0x21, 0x7E, 0xB7, 0x2019, 0x2026, 0x20AC, 0x2764, 0x1F98A, 0x1F1F2, 0x1F3FD),
    "newest": (0x0CF3, 0x1FAE8, 0x31350, 0x10EFD),
}


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("text")
    for each in (_lengths, _spaces, _marks, _joiners, _names, _typed, _looks):
        each(folder)
    for sort, numbers in HIDDEN.items():
        for number in numbers:
            _add(folder, f"refused_{number:04x}", "HiddenCharacter", sort, f"a{chr(number)}b")
    for sort, numbers in SEEN.items():
        for number in numbers:
            _add(folder, f"allowed_{number:04x}", "ok", sort, f"a{chr(number)}b")
    folder.add("annex", "ok", "all code points", ("kind", word("annex")), ("digest", digest()))
    return folder.cases


def digest() -> bytes:
    """Return the hash of what the program holds to be the annex."""
    starts = [*(int(start, 16) for start in characters.STARTS.split()), sys.maxunicode + 1]
    made = hashlib.blake2b(digest_size=32)
    rows = zip(pairwise(starts), characters.KINDS, characters.SCRIPTS.split(), strict=True)
    for (start, end), kind, scripts in rows:
        made.update(f"{'space' if kind == ' ' else kind} {scripts}\n".encode("ascii") * (end - start))
    return made.digest()


def _lengths(folder: Folder) -> None:
    _add(folder, "smallest", "ok", "one code point", "a")
    _add(folder, "largest", "ok", "as many as the limit", "é" * 200)
    _add(folder, "empty", "EmptyText", "nothing", "")
    _add(folder, "too_long", "TextTooLong", "one more than the limit", "a" * 201)
    _add(folder, "too_long_and_hidden", "TextTooLong", "the length counts first", "\u200b" * 201)
    _add(folder, "other_limit", "TextTooLong", "one more than another limit", "a" * 31, limit=30)
    _add(folder, "wide", "ok", "code points count, not bytes", "\U0001f600" * 30, limit=30)
    _add(folder, "not_composed", "ok", "e and U+0301 instead of U+00E9", "cafe\u0301")


def _spaces(folder: Folder) -> None:
    _add(folder, "space_before", "HiddenCharacter", "a space at the start", " a")
    _add(folder, "space_after", "HiddenCharacter", "a space at the end", "a ")
    _add(folder, "space_alone", "HiddenCharacter", "a space alone", " ")
    _add(folder, "two_spaces", "HiddenCharacter", "two spaces in a row", "a  b")
    _add(folder, "one_space", "ok", "one space", "a b")


def _marks(folder: Folder) -> None:
    def add(name: str, comment: str, written: str, *, taken: bool = False) -> None:
        _add(folder, f"marks_{name}", "ok" if taken else "HiddenCharacter", comment, written)

    add("two", "two that go with every script", "a\u0302\u0301", taken=True)
    add("three", "three of them", "a\u0302\u0301\u0300")
    add("apart", "two and two, apart", "a\u0302\u0301b\u0302\u0301", taken=True)
    add("twice", "one twice in a row", "a\u0301\u0301")
    add("twice_apart", "one twice, apart", "a\u0301\u0302a\u0301", taken=True)
    add("four", "four Hebrew ones on one letter", "\u05e9\u05c1\u05bc\u05b8\u05a3", taken=True)
    add("five", "five of them", "\u05e9\u05c1\u05bc\u05b8\u05a3\u05bd")
    add(
        "five_mixed",
        "three Hebrew ones and two that go with every script",
        "\u05e9\u05c1\u05bc\u05b8\u0301\u0302",
    )
    add("thai_twice", "a Thai mark twice", "\u0e01\u0e47\u0e47")
    add("room", "marks that take room, twice", "\u0d15\u0d3e\u0d3e", taken=True)
    add(
        "room_between",
        "four that take none, one that does, four more",
        "\u1000\u102d\u102f\u1036\u1037\u102c\u102d\u102f\u1036\u1037",
        taken=True,
    )
    add("first", "one at the start", "\u0301a")
    add("first_room", "one that takes room at the start", "\u0903a")
    add("behind_space", "one behind a space", "a \u0301b")
    add("behind_sign", "one behind a sign", "1\u20e3", taken=True)
    add("stacked", "a Khmer letter below another", "\u1780\u17d2\u179a", taken=True)
    add("stacked_end", "the sign for one at the end", "\u1780\u17d2")
    add("stacked_sign", "the sign for one before a digit", "\u1780\u17d21")
    add("stacked_mark", "the sign for one before a mark", "\u1780\u17d2\u17b6")


def _joiners(folder: Folder) -> None:
    def add(name: str, comment: str, written: str, *, taken: bool = True) -> None:
        _add(folder, f"joiner_{name}", "ok" if taken else "HiddenCharacter", comment, written)

    add("persian", "a Persian name of two parts", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627")
    add("persian_marks", "marks between", "\u0628\u064e\u200c\u0650\u0628")
    add("persian_twice", "each between two letters", "\u0628\u200c\u0628\u200c\u0628")
    add("arabic_right", "behind a letter that joins to the right", "\u0627\u200c\u0628", taken=False)
    add("arabic_end", "at the end", "\u0628\u200c", taken=False)
    add("arabic_doubled", "two in a row", "\u0628\u200c\u200c\u0628", taken=False)
    add("arabic_zwj", "the joiner instead", "\u0628\u200d\u0628", taken=False)
    add("sinhala", "a Sinhala name", "\u0dc1\u0dca\u200d\u0dbb\u0dd3")
    add("hindi", "a half letter at the end", "\u0915\u094d\u200d")
    add("hindi_non", "a letter kept apart", "\u0915\u094d\u200c\u0937")
    add("hindi_non_end", "the non-joiner at the end", "\u0915\u094d\u200c", taken=False)
    add("hindi_vowel", "before a vowel sign", "\u0915\u094d\u200d\u093e", taken=False)
    add("hindi_bare", "without the mark before it", "\u0915\u200d\u0937", taken=False)
    add("malayalam", "a letter at the end that keeps no vowel", "\u0d28\u0d4d\u200d")
    add("bengali", "ra kept whole before ya", "\u09b0\u200d\u09cd\u09af\u09be")
    add("bengali_other", "the same behind another letter", "\u0995\u200d\u09cd\u09af", taken=False)
    add("kannada", "ra kept whole", "\u0cb0\u200d\u0ccd\u0caf")
    add("latin", "between Latin letters", "a\u200cb", taken=False)
    add("latin_zwj", "the joiner between Latin letters", "a\u200db", taken=False)
    add("emoji", "between two emoji", "\U0001f469\u200d\U0001f33e", taken=False)
    add("first", "at the start", "\u200da", taken=False)
    add("alone", "alone", "\u200c", taken=False)
    add("stacker", "behind a sign that puts letters below", "\u1780\u17d2\u200c\u179a", taken=False)


def _names(folder: Folder) -> None:
    def add(name: str, expect: str, comment: str, written: str) -> None:
        folder.add(f"name_{name}", expect, comment, ("kind", word("name")), ("points", _points(written)))

    add("largest", "ok", "60 code points", "A" * 60)
    add("too_long", "TextTooLong", "61 code points", "A" * 61)
    add("hidden", "HiddenCharacter", "what no line may hold", "An\u200ba")
    for name, comment, written in (
        ("mixed", "a Cyrillic a in a Latin word", "An\u0430"),
        ("mixed_greek", "a Greek o", "C\u03bfco"),
        ("mixed_cherokee", "a Cherokee letter", "\u13aana"),
        ("mixed_coptic", "a Coptic letter among Greek ones", "\u0391\u2c9f\u03b1"),
        ("mixed_lisu", "a Lisu letter", "\ua4eena"),
        ("mixed_hyphen", "two alphabets around a hyphen", "\u0410\u043d\u043d\u0430-Anna"),
        ("mixed_hebrew", "a Hebrew letter behind Latin ones", "Ana-2\u05d0"),
        ("mixed_digit", "a Bengali digit among Latin letters", "Carl\u09e6s"),
        ("mixed_arabic_digit", "a digit of Arabic and others among Latin letters", "Carl\u0665s"),
        ("mixed_mark", "a Hebrew mark on a Latin letter", "A\u05b8na"),
        ("mixed_kana_greek", "Greek beside Japanese", "\u30a2\u03b1"),
        ("mixed_kana_hangul", "Japanese beside Korean", "\u30a2\uac00"),
        ("mixed_three", "Latin beside Hebrew and Han", "A\u05d0\u7530"),
        ("mixed_kana_bopo", "Japanese beside Bopomofo", "\u3042\u3105"),
    ):
        add(name, "MixedAlphabets", comment, written)
    for name, comment, written in (
        ("two_words", "two alphabets in two words", "Anna \u0410\u043d\u043d\u0430"),
        ("japanese", "Han, Hiragana and Katakana", "\u7530\u4e2d\u3055\u3093\u30a2\u30fc"),
        ("japanese_latin", "Latin beside them", "\u7530\u4e2dsan"),
        ("korean", "Hangul, Han and Latin", "\uae40\u91d1Kim"),
        ("chinese", "Han, Bopomofo and Latin", "\u674e\u3105Li"),
        ("arabic_digits", "Arabic with digits of its own", "\u0639\u0644\u0665"),
        ("latin_digits", "Arabic with digits of all", "\u0639\u06442"),
        ("signs", "signs that go with every script", "R2-D2 \u00b7 \U0001f98a!"),
        ("mark_of_all", "a mark of every script on a Cyrillic letter", "\u0418\u0306"),
        ("phonetic", "phonetic letters are Latin", "M\u0251ri\u0251"),
    ):
        add(name, "ok", comment, written)


def _typed(folder: Folder) -> None:
    def add(name: str, comment: str, typed: str) -> None:
        made = text.tidy(typed)
        points = (("points", _points(typed)), ("line", _points(made)))
        folder.add(f"tidy_{name}", "ok", comment, ("kind", word("tidy")), *points)

    add("spaces", "spaces of all widths", " \u3000Ana\u00a0\u2003 Bel\t")
    add("composed", "a mark behind its letter", "Nguye\u0302\u0303n")
    add("emoji", "what keyboards put behind a sign", "Teo \u2764\ufe0f")
    add("farmer", "an emoji of two", "\U0001f469\u200d\U0001f33e")
    add("wide", "full-width letters", "\uff21\uff4e\uff41")
    add("narrow", "half-width Japanese", "\uff71\uff85\uff8d\uff9e\uff99")
    add("bold", "bold letters", "\U0001d400\U0001d427\U0001d41a")
    add("arabic_form", "letters as old programs wrote them", "\ufecb\ufee0\ufef2")
    add("persian", "a joiner that is needed", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627")
    add("persian_spare", "one that is not", "\u0631\u0636\u0627\u200c\u0639")
    add("copied", "a name with turns around it", "\u2068\u0639\u0644\u06cc\u2069\u200f")
    add("joined_marks", "a mark that is composed once a joiner is gone", "e\u200c\u0301")
    add("variant", "a Japanese letter with its variant", "\u8fbb\U000e0100\u4e95")
    add("refused", "what is not repaired", "Ana\u202eb")
    add("symbol", "a sign that a line may hold", "\u00bd \u2122")


def _looks(folder: Folder) -> None:
    def add(name: str, one: str, other: str, *, alike: bool = True) -> None:
        lines = (("points", _points(one)), ("other", _points(other)), ("alike", alike))
        folder.add(f"looks_{name}", "ok", f"{one!a} and {other!a}", ("kind", word("looks")), *lines)

    add("cyrillic", "Capa", "\u0421\u0430\u0440\u0430")
    add("greek", "ANNA", "\u0391\u039d\u039d\u0391")
    add("greek_case", "\u0386\u03bd\u03bd\u03b1", "\u0391\u039d\u039d\u0391")
    add("phonetic", "Maria", "M\u0251ri\u0251")
    add("small_capital", "Carlos", "Carl\u1d0fs")
    add("script_g", "Olga", "Ol\u0261a")
    add("lisu", "ANA", "\ua4ee\ua4e0\ua4ee")
    add("cherokee", "DAVE", "\u13a0\u13aa\u13d9\u13ac")
    add("coptic", "OMHP", "\u2c9e\u2c98\u2c8e\u2ca2")
    add("digits", "Lobos", "10805")
    add("rn", "Carmen", "Carrnen")
    add("accents", "Pe\u00f1a", "PENA")
    add("arabic_yeh", "\u0639\u0644\u064a", "\u0639\u0644\u06cc")
    add("joiner", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0639\u0644\u06cc\u0631\u0636\u0627")
    add("spaces", "Anna Maria", "Annamaria")
    add("punctuation", "Ana-Mar\u00eda.", "Ana Mar\u00eda")
    add("other_name", "Ana", "Anna", alike=False)
    add("case_apart", "ANNA", "\u03b1\u03bd\u03bd\u03b1", alike=False)
    add("emoji", "Ana", "Ana \U0001f98a", alike=False)
    add("signs", "!!!", "???", alike=False)


def _add(folder: Folder, name: str, expect: str, comment: str, written: str, limit: int = 200) -> None:
    lines = (("kind", word("line")), ("limit", limit), ("points", _points(written)))
    folder.add(name, expect, comment, *lines)


def _points(written: str) -> str:
    return word(" ".join(f"U+{ord(letter):04X}" for letter in written))
