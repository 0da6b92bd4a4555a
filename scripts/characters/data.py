"""The files of Unicode that the tables are made from, and what they say of each code point.

Unicode's own files are those of Debian's package `unicode-data`. The letters
that look alike are in no file of it; they come from the package
`confusable-homoglyphs`, which is Unicode's confusables.txt as JSON.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Final

VERSION: Final = "15.0.0"
FOLDER: Final = Path("/usr/share/unicode")
LAST: Final = 0x10FFFF
FILES: Final = (
    "UnicodeData.txt",
    "Scripts.txt",
    "ScriptExtensions.txt",
    "PropertyValueAliases.txt",
    "DerivedCoreProperties.txt",
    "IndicSyllabicCategory.txt",
    "ArabicShaping.txt",
)


@dataclass(frozen=True)
class Character:
    """An assigned code point, and what Unicode says of it."""

    name: str
    category: str
    combining: int
    decomposition: str

    @property
    def form(self) -> str:
        """The kind of a decomposition that is only compatible, as "wide", or nothing."""
        return self.decomposition[1:].split(">")[0] if self.decomposition.startswith("<") else ""


@dataclass(frozen=True)
class Unicode:
    """What the files in a folder say."""

    folder: Path = FOLDER
    characters: Mapping[int, Character] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "characters", dict(self._characters()))

    @cached_property
    def scripts(self) -> Mapping[int, frozenset[str]]:
        """The scripts that use a code point, by their short names; Zyyy for all of them."""
        short = {
            long: name for kind, name, long, *_ in self._rows("PropertyValueAliases.txt") if kind == "sc"
        }
        found: dict[int, frozenset[str]] = {}
        for span, script, *_ in self._rows("Scripts.txt"):
            name = "Zyyy" if short[script] == "Zinh" else short[script]
            found |= dict.fromkeys(_points(span), frozenset({name}))
        for span, names, *_ in self._rows("ScriptExtensions.txt"):
            found |= dict.fromkeys(_points(span), frozenset(names.split()))
        return found

    @cached_property
    def ignorable(self) -> frozenset[int]:
        """The code points that draw nothing by themselves, assigned or not."""
        return self._having("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")

    @cached_property
    def stackers(self) -> frozenset[int]:
        """The code points that draw nothing but put the next letter below."""
        return self._having("IndicSyllabicCategory.txt", "Invisible_Stacker")

    @cached_property
    def joining(self) -> Mapping[int, str]:
        """How letters of joined scripts join: D to both sides, R to the right alone."""
        return {int(row[0], 16): row[2] for row in self._rows("ArabicShaping.txt")}

    def _characters(self) -> Iterator[tuple[int, Character]]:
        first = 0
        for number, name, category, combining, _, decomposition, *_ in self._rows("UnicodeData.txt"):
            made = Character(name, category, int(combining), decomposition)
            if name.endswith(", First>"):
                first = int(number, 16)
            elif name.endswith(", Last>"):
                yield from dict.fromkeys(range(first, int(number, 16) + 1), made).items()
            else:
                yield int(number, 16), made

    def _having(self, file: str, wanted: str) -> frozenset[int]:
        return frozenset(
            point for span, name, *_ in self._rows(file) if name == wanted for point in _points(span)
        )

    def _rows(self, file: str) -> Iterator[Sequence[str]]:
        for line in (self.folder / file).read_text(encoding="utf-8").splitlines():
            if written := line.split("#")[0].strip():
                yield [cell.strip() for cell in written.split(";")]


def alike() -> Mapping[str, str]:
    """Return the texts that look like another one, each with the one text that stands for all of its kind."""
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for one, others in json.loads(confusables().read_text(encoding="utf-8")).items():
        for other in others:
            pair = [re.sub("[\u200e\u200f]", "", text) for text in (one, other["c"])]
            if all(pair) and pair[0] != pair[1]:
                neighbours[pair[0]].add(pair[1])
                neighbours[pair[1]].add(pair[0])
    found: dict[str, str] = {}
    for each in sorted(neighbours):
        if each not in found:
            kind = _joined(neighbours, each)
            middle = max(kind, key=lambda text: (len(neighbours[text]), text.isascii(), -ord(text[0]), text))
            found |= dict.fromkeys(kind, middle)
    return found


def confusables() -> Path:
    """Return where the installed package keeps the letters that look alike."""
    spec = find_spec("confusable_homoglyphs")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(
            "The package confusable-homoglyphs is not there: run this by scripts/make characters."
        )
    return Path(spec.submodule_search_locations[0]) / "confusables.json"


def _joined(neighbours: Mapping[str, set[str]], one: str) -> set[str]:
    found, next_ones = {one}, [one]
    while next_ones:
        new = neighbours[next_ones.pop()] - found
        found |= new
        next_ones += new
    return found


def _points(span: str) -> range:
    first, _, last = span.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)
