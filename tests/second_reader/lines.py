"""Lines and names: section 3, from its text and its annex."""

import hashlib
import unicodedata
from pathlib import Path

from tests.second_reader.basics import Refusal, demand

ANNEX = Path(__file__).resolve().parents[2] / "docs" / "characters.txt"
LETTERS = {"l", "d", "r", "q"}
ROOMLESS = {"m", "c", "v", "k"}
MARKS = ROOMLESS | {"s"}
WAYS = {"Hanb": ("Hani", "Bopo"), "Jpan": ("Hani", "Hira", "Kana"), "Kore": ("Hani", "Hang")}
LEFT_OUT = [0xAD, 0x34F, 0x61C, *range(0x180B, 0x1810), 0x200B, 0x200E, 0x200F, 0x2060]
LEFT_OUT += [*range(0x2066, 0x206A), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0)]
NO_LOOK = set(" \u200c\u200d^`!\"#%&'()*,-./:;?@[\\]_{}")
TAKEN_FOR = {"0": "o", "1": "l", "2": "z", "5": "s", "i": "l", "8": "b", "|": "l"}


def _annex():
    kinds, looks, part = {}, dict[int, str](), 0
    for row in ANNEX.read_text(encoding="utf-8").splitlines():
        if row == "":
            part += 1
        elif row[0] != "#" and part == 1:
            span, kind, scripts = row.split(" ")
            ends = [int(end, 16) for end in span.split("..")]
            for point in range(ends[0], ends[-1] + 1):
                kinds[point] = (kind, scripts)
        elif row[0] != "#" and part == 2:
            look, *points = row.split(" ")
            made = "" if look == "-" else "".join(chr(int(point, 16)) for point in look.split("+"))
            looks |= {int(point, 16): made for point in points}
    return kinds, looks


KINDS, LOOKS = _annex()


def digest():
    lines = (" ".join(KINDS.get(point, ("-", "-"))) for point in range(0x110000))
    state = hashlib.blake2b(digest_size=32)
    for line in lines:
        state.update(line.encode("ascii") + b"\n")
    return state.digest()


def _kinds(text):
    return [KINDS.get(ord(letter), ("-", "-"))[0] for letter in text]


def check_line(text, limit=200):
    demand(text != "", "EmptyText")
    demand(len(text) <= limit, "TextTooLong")
    demand(text[0] != " " and text[-1] != " " and "  " not in text, "HiddenCharacter")
    kinds = _kinds(text)
    demand("-" not in kinds, "HiddenCharacter")
    _check_marks(text, kinds)
    for place, kind in enumerate(kinds):
        demand(kind not in {"<", ">"} or _joins(kinds, place), "HiddenCharacter")


def _check_marks(text, kinds):
    row, common = 0, 0
    for place, kind in enumerate(kinds):
        if kind in MARKS:
            demand(place > 0 and kinds[place - 1] != "space", "HiddenCharacter")
        if kind == "k":
            demand(place + 1 < len(kinds) and kinds[place + 1] in LETTERS, "HiddenCharacter")
        row = row + 1 if kind in ROOMLESS else 0
        common = common + 1 if kind == "c" else 0
        demand(row <= 4 and common <= 2, "HiddenCharacter")
        if kind in ROOMLESS and place > 0:
            demand(text[place - 1] != text[place], "HiddenCharacter")


def _joins(kinds, place):
    before, behind = kinds[:place], kinds[place + 1 :]
    last, first = (before or ["none"])[-1], (behind or ["none"])[0]
    if kinds[place] == ">":
        kept_whole = last == "q" and first == "v" and len(behind) > 1 and behind[1] in LETTERS
        return kept_whole or (last == "v" and first not in MARKS | {"<", ">"})
    if last == "v" and first in LETTERS:
        return True
    joined = [next((kind for kind in side if kind not in {"m", "c"}), "") for side in (before[::-1], behind)]
    return joined[0] == "d" and joined[1] in {"d", "r"}


def check_name(text):
    check_line(text, 60)
    for word in text.split(" "):
        used = [set(KINDS[ord(letter)][1].split("+")) for letter in word]
        used = [_with_ways(scripts) for scripts in used if not scripts & {"Zyyy", "-"}]
        beside_latin = [scripts for scripts in used if scripts != {"Latn"}]
        if not _common(used) and not _common(beside_latin) & WAYS.keys():
            raise Refusal("MixedAlphabets")


def _with_ways(scripts):
    return scripts | {way for way, parts in WAYS.items() if scripts & set(parts)}


def _common(sets):
    """What all have in common; everything where there are none."""
    return set.intersection(*sets) if sets else {"all"}


def tidy(typed):
    while True:
        made = _tidied(typed)
        if made == typed:
            return made
        typed = made


def _tidied(typed):
    text = unicodedata.normalize("NFC", typed)
    text = "".join(_usual(letter) for letter in text if ord(letter) not in LEFT_OUT)
    kinds = _kinds(text)
    kept = [place for place, kind in enumerate(kinds) if kind not in {"<", ">"} or _joins(kinds, place)]
    return " ".join(unicodedata.normalize("NFC", "".join(text[place] for place in kept)).split())


def _usual(letter):
    form = unicodedata.normalize("NFKC", letter)
    return form if "-" in _kinds(letter) and "-" not in _kinds(form) else letter


def looks(text):
    return {_look(text), _look(text.casefold())}


def _look(text):
    apart = unicodedata.normalize("NFKD", "".join(LOOKS.get(ord(letter), letter) for letter in text))
    bare = [letter for letter in apart if unicodedata.combining(letter) == 0]
    seen = "".join(LOOKS.get(ord(letter), letter) for letter in bare)
    kept = [TAKEN_FOR.get(letter, letter) for letter in seen.casefold() if letter not in NO_LOOK]
    return "".join(kept).replace("rn", "m").replace("vv", "w") or seen
