"""Write the tables of text from Unicode's data: what a line may hold, and which letters look alike.

Run as `scripts/make characters` after a change of the rules. It needs
Debian's package `unicode-data` of the version that is named in
`scripts/characters/data.py`. What it reads and what it follows are named in
what it writes, by their hashes, so that a test can tell when that is stale.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Final

from scripts.characters import data, rules
from scripts.characters.data import Unicode

ROOT: Final = Path(__file__).resolve().parent.parent
ANNEX: Final = ROOT / "docs" / "characters.txt"
FORMATS: Final = ROOT / "p2pcard" / "core" / "formats"
LICENCE: Final = ROOT / "scripts" / "characters" / "unicode-licence.txt"
WIDTH: Final = 100
POINTS: Final = 16  # on a line
LONG: Final = 5000  # ranges of Han and Hangul, in which most look like nothing but themselves

Row = tuple[int, int, str, str]  # the first and the last code point, the kind, the scripts

_ANNEX: Final = """\
# What a line of text may hold, and which letters look alike: the annex of docs/spec.md, chapter 3.
# Made by scripts/make characters from the data of Unicode {version}; not to be changed by hand.
"""
_CHARACTERS: Final = '''\
"""What each character is to a line of text, after Unicode {version}: data only.

Made by `scripts/make characters`: ranges that follow each other without a gap, from
U+0000 to U+10FFFF, with where each begins, its kind, and the scripts that use it.
docs/spec.md, section 3.2, says what the kinds are, and docs/characters.txt holds
the same for people, with its sources and the licence of Unicode, Inc.
"""

from typing import Final

STARTS: Final = """\\
{starts}
"""
KINDS: Final = (
{kinds}
)
SCRIPTS: Final = """\\
{scripts}
"""
'''
_LOOKS: Final = '''\
"""What letters look like that are not plainly themselves: data only.

Made by `scripts/make characters`: each line has a look and the numbers of the
characters that have it; those of - are left out of a look. docs/spec.md, section 3.6,
says how it is used, and docs/characters.txt holds the same for people, with
its sources and the licence of Unicode, Inc.
"""

from typing import Final

LOOKS: Final = """\\
{looks}
"""
'''


def rows(unicode: Unicode) -> list[Row]:
    """Return the code points as ranges without gaps."""
    found: list[Row] = []
    for point, (kind, scripts) in enumerate(rules.kinds(unicode)):
        if found and found[-1][2:] == (kind, scripts):
            found[-1] = (found[-1][0], point, kind, scripts)
        else:
            found.append((point, point, kind, scripts))
    return found


def looks(unicode: Unicode, ranges: Sequence[Row]) -> Mapping[str, list[int]]:
    """Return what looks each way, the looks in order."""
    alike, found = data.alike(), defaultdict[str, list[int]](list)
    points = (
        point
        for first, last, kind, _ in ranges
        if kind not in "- <>"
        for point in range(first, last + 1)
        if last - first < LONG or chr(point) in alike
    )
    for point, look in rules.looks(unicode, alike, points):
        found[look].append(point)
    return dict(sorted(found.items()))


def files(unicode: Unicode) -> dict[Path, str]:
    """Return all that is made, by its place."""
    ranges = rows(unicode)
    alike = looks(unicode, ranges)
    return {
        ANNEX: "".join(f"{line}\n" for line in _annex(unicode, ranges, alike)),
        FORMATS / "characters.py": _CHARACTERS.format(
            version=data.VERSION,
            starts=_wrapped(f"{first:X}" for first, *_ in ranges),
            kinds="\n".join(f'    "{line}"' for line in _cut("".join(kind for _, _, kind, _ in ranges))),
            scripts=_wrapped(scripts for *_, scripts in ranges),
        ),
        FORMATS / "lookalikes.py": _LOOKS.format(looks="\n".join(_look_lines(alike))),
    }


def _annex(unicode: Unicode, ranges: Sequence[Row], alike: Mapping[str, list[int]]) -> Iterator[str]:
    yield from _ANNEX.format(version=data.VERSION).splitlines()
    yield from (*digests(unicode), rules_digest(), "")
    yield "# Code points, their kind, the scripts that use them; what is not listed is refused."
    for first, last, kind, scripts in ranges:
        if kind != rules.REFUSED:
            span = f"{first:04X}" if first == last else f"{first:04X}..{last:04X}"
            yield f"{span} {'space' if kind == ' ' else kind} {scripts}"
    yield from ("", "# A look, and the code points that have it; those of - are left out of a look.")
    yield from _look_lines(alike)
    yield from ("", "# The licence of the data:")
    yield from (f"# {line}".rstrip() for line in LICENCE.read_text(encoding="utf-8").splitlines())


def _look_lines(alike: Mapping[str, list[int]]) -> Iterator[str]:
    for look, points in alike.items():
        name = "+".join(f"{ord(letter):04X}" for letter in look) or "-"
        for at in range(0, len(points), POINTS):
            yield " ".join([name, *(f"{point:04X}" for point in points[at : at + POINTS])])


def _wrapped(words: Iterable[str]) -> str:
    return "\n".join(wrap(" ".join(words), WIDTH, break_long_words=False, break_on_hyphens=False))


def _cut(text: str) -> Iterator[str]:
    return (text[at : at + WIDTH] for at in range(0, len(text), WIDTH))


def digests(unicode: Unicode) -> Iterator[str]:
    """Give a line for each file that the tables are made from, and one for the rules."""
    for path in (*(unicode.folder / name for name in data.FILES), data.confusables()):
        yield f"# {path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def rules_digest() -> str:
    """Return the hash of what makes the tables, which changes when they may be stale."""
    made = hashlib.sha256()
    for path in (Path(__file__), *sorted((ROOT / "scripts" / "characters").glob("*.py"))):
        made.update(path.read_bytes())
    return f"# rules {made.hexdigest()}"


def main() -> None:
    """Write everything anew."""
    for path, text in files(Unicode()).items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(ROOT)} written")


if __name__ == "__main__":
    main()
