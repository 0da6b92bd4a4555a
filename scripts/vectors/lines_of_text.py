"""Lines and names (docs/spec.md, section 3)."""

from p2pcard.core import text
from scripts.vectors.case import Case, Folder, word


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("text")
    for each in (_lengths, _spaces, _marks, _names):
        each(folder)
    for first, last in text.REFUSED:
        for number in sorted({first, last}):
            _add(folder, f"refused_{number:04x}", "HiddenCharacter", "an end of a range", f"a{chr(number)}b")
        for number in (first - 1, last + 1):
            if 0 <= number <= 0x10FFFF and not _within(number, text.REFUSED):
                _add(folder, f"allowed_{number:04x}", "ok", "beside a range", f"a{chr(number)}b")
    return folder.cases


def _lengths(folder: Folder) -> None:
    _add(folder, "smallest", "ok", "one code point", "a")
    _add(folder, "largest", "ok", "as many as the limit", "é" * 200)
    _add(folder, "empty", "EmptyText", "nothing", "")
    _add(folder, "too_long", "TextTooLong", "one more than the limit", "a" * 201)
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
    _add(folder, "two_marks", "ok", "two combining marks in a row", "a\u0302\u0301")
    _add(folder, "three_marks", "HiddenCharacter", "three of them", "a\u0302\u0301\u0300")
    _add(folder, "marks_apart", "ok", "two and two, apart", "a\u0302\u0301b\u0302\u0301")
    _add(folder, "mark_first", "HiddenCharacter", "one at the start", "\u0301a")
    for first, last in text.MARKS:
        for number in sorted({first, last}):
            three = f"a{chr(number) * 3}"
            _add(folder, f"marks_{number:04x}", "HiddenCharacter", "an end of a range, three times", three)


def _names(folder: Folder) -> None:
    def add(name: str, expect: str, comment: str, written: str) -> None:
        folder.add(f"name_{name}", expect, comment, ("kind", word("name")), ("points", _points(written)))

    add("largest", "ok", "60 code points", "A" * 60)
    add("too_long", "TextTooLong", "61 code points", "A" * 61)
    add("mixed", "MixedAlphabets", "a Cyrillic a in a Latin word", "An\u0430")
    add("two_words", "ok", "two alphabets in two words", "Anna \u0410\u043d\u043d\u0430")
    add("with_others", "ok", "digits, a hyphen and a letter of no table beside Latin", "Ana-2\u05d0")
    ends = [(name, number) for name, ranges in text.ALPHABETS.items() for ends in ranges for number in ends]
    for alphabet, number in ends:
        other = "\u0430" if alphabet != "Cyrillic" else "a"
        add(f"mixed_{number:04x}", "MixedAlphabets", f"an end of a range, {alphabet}", other + chr(number))
    for name, ranges in text.ALPHABETS.items():
        for number in {first - 1 for first, _ in ranges} | {last + 1 for _, last in ranges}:
            if not any(
                _within(number, each) for each in (text.REFUSED, text.MARKS, *text.ALPHABETS.values())
            ):
                add(f"beside_{number:04x}", "ok", f"beside a range, {name}", f"a{chr(number)}")


def _add(folder: Folder, name: str, expect: str, comment: str, written: str, limit: int = 200) -> None:
    lines = (("kind", word("line")), ("limit", limit), ("points", _points(written)))
    folder.add(name, expect, comment, *lines)


def _points(written: str) -> str:
    return word(" ".join(f"U+{ord(letter):04X}" for letter in written))


def _within(number: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= number <= last for first, last in ranges)
