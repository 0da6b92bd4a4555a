"""What a line of text from another person may hold: rules in code points, against tricks of the eye.

The rules lean on one version of Unicode, whose tables come along, and on
nothing that the version of Python calls printable, so every reader of the
format agrees (spec section 3). A refused text is never repaired; `tidy` is for
what the person at this keyboard typed.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from functools import cache
from itertools import filterfalse, pairwise
from typing import Final, NamedTuple

from p2pcard.errors import EmptyText, HiddenCharacter, MixedAlphabets, TextTooLong
from p2pcard.errors.formats import Hidden
from p2pcard.errors.refusal import Term

NAME_LIMIT: Final = 60  # code points: one line of the meeting's screen
LINE_LIMIT: Final = 200  # code points: a long web address
MARKS_IN_A_ROW: Final = 4  # as many as Hebrew with points and accents, and Tibetan; more hide what is below
COMMON_MARKS_IN_A_ROW: Final = 2  # of those that go with letters of every alphabet: as many as Vietnamese

_SEVERAL: Final = {  # ways of writing that use several scripts at once, as Unicode calls them
    "Hanb": {"Hani", "Bopo"},
    "Jpan": {"Hani", "Hira", "Kana"},
    "Kore": {"Hani", "Hang"},
}

# What keyboards and other programs add by themselves, and what draws nothing: left out of what is typed.
_ADDED: Final = dict.fromkeys(
    (
        *(0x00AD, 0x034F, 0x061C, *range(0x180B, 0x1810), 0x200B, 0x200E, 0x200F, 0x2060),
        *(*range(0x2066, 0x206A), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0)),
    )
)
_TURNS: Final = frozenset((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_FILLERS: Final = frozenset((0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0))  # letters that draw nothing
# What Python calls printable, and yet draws nothing or only an empty place; no line held any other such.
_BLANK: Final = frozenset((0x1107F, *range(0x13440, 0x13456), 0x16FE4, 0x1BC9D, 0x1D159, 0x1DA7F, 0x1DA80))


class Rules(NamedTuple):
    """What is asked of a name, and of a line with its limit; each returns the text or refuses it."""

    name: Callable[[str], str]
    line: Callable[[str, int], str]


class _Table(NamedTuple):
    """Where ranges of code points begin, and for each its kind and the scripts that use it."""

    starts: Sequence[int]
    kinds: str
    scripts: Sequence[str]

    def row(self, letter: str) -> int:
        return bisect_right(self.starts, ord(letter)) - 1

    def kind(self, letter: str) -> str:
        return self.kinds[self.row(letter)]


class EachOnce(dict[int, str]):
    """What becomes of each character by itself, for `str.translate`; worked out when it is first met."""

    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__()
        self._change = change

    def __missing__(self, number: int) -> str:
        found = self._change(chr(number))
        if len(self) < _KEPT_LIMIT:
            self[number] = found
        return found


def _plain(letter: str) -> str:
    spread = unicodedata.normalize("NFKD", letter).casefold()  # in this order: 𝐀 becomes A, then a
    return "".join(filterfalse(unicodedata.combining, spread)).translate(_BESIDES)


# For `plain`: Latin letters whose stroke or missing dot is no combining mark; apostrophes; joiners, turns of
# direction and variants, which come along when a name is copied from a screen or typed with care.
_BESIDES: Final = {
    **str.maketrans("łøđħŧı", "lodhti", "'’‘ʼ"),
    **dict.fromkeys((0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    **dict.fromkeys(range(0xFE00, 0xFE10)),
}
_KEPT_LIMIT: Final = 4096  # characters to keep in mind: more than cards in a few languages have
_PLAIN: Final = EachOnce(_plain)
# For `looks`: digits and letters of ASCII that are taken for another, and what is left out of a look.
_MERGED: Final = str.maketrans("0125i8|", "olzslbl", " !\"#%&'()*,-./:;?@[\\]^_`{}\u200c\u200d")


def line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` if it may stand in a card; raises EmptyText, TextTooLong or HiddenCharacter.

    One to `limit` code points; no space at either end and no two in a row; no
    character that is refused; no mark without a letter (it would sit on what
    this program wrote) and no pile of them; joiners only where letters need one.
    """
    if not text:
        raise EmptyText
    if len(text) > limit:
        raise TextTooLong(limit=limit)
    if text[0] == " " or text[-1] == " " or "  " in text:
        raise HiddenCharacter(number="0020", what=Hidden.SPACE)
    if not (text.isascii() and text.isprintable()):  # most texts: nothing of ASCII is refused but controls
        _refuse_hidden(text)
    return text


def name(text: str) -> str:
    """Return `text` if it may be a person's name: a `line` whose every word keeps to one script.

    Japanese, Korean and Chinese count as one script each, with Latin letters
    beside (spec section 3.4). Raises what `line` raises, and MixedAlphabets.
    """
    line(text, NAME_LIMIT)
    if not text.isascii():
        table = _table()
        for word in text.split(" "):
            if _is_mixed({table.scripts[table.row(letter)] for letter in word} - {"-", "Zyyy"}):
                raise MixedAlphabets(word=word)
    return text


# For what comes from outside, and for what an earlier run took: rules may have been added since.
STRICT: Final = Rules(name, line)
KEPT: Final = Rules(lambda text: text, lambda text, limit: text)


def tidy(typed: str) -> str:
    """Return what a person typed, ready for `line`: composed (NFC) and without spare spaces.

    What keyboards add by themselves is left out, and a letter in a form that no
    line may hold (a wide one, say) becomes the plain one.
    """
    while (tidied := _tidier(typed)) != typed:  # what is left out may bring together what is composed
        typed = tidied
    return typed


def composed(typed: str) -> str:
    """Return a text composed (NFC) and without spare spaces."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def folded(typed: str) -> str:
    """Return a name that a person typed such that it is the same in any capitals, its accents kept."""
    return composed(composed(typed).casefold())


def unseen(text: str) -> frozenset[int]:
    """Return the places in a text of what cannot be seen or hides what is below it.

    Names that were kept before a rule was there may hold some; they are shown without.
    """
    shape = _shape(text)
    piled = {each.start() for each in _wrong().finditer(shape) if each["pile"] or each["joiner"]}
    blank = (
        at
        for at, (kind, letter) in enumerate(zip(shape, text, strict=True))
        if kind == "-" and not (letter.isprintable() and ord(letter) not in _BLANK)
    )
    return frozenset((*piled, *blank))


def plain(text: str) -> str:
    """Return `text` for finding: without accents or apostrophes, in lower case ("Peña" is "pena")."""
    if text.isascii():  # most texts: the same answer, without a look at every letter
        return text.lower().replace("'", "")
    return text.translate(_PLAIN)


def looks(text: str) -> frozenset[str]:
    """Return what `text` looks like, as it is written and in small letters: most often the same.

    Two names that a reader may confuse have one of them in common (spec section 3.6).
    """
    if text.isascii():
        return frozenset((_merged(text),))
    return frozenset(map(_look, (text, text.casefold())))


def _look(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_seen_as()))
    return _merged("".join(filterfalse(unicodedata.combining, apart)).translate(_seen_as()))


def _merged(text: str) -> str:
    return text.casefold().translate(_MERGED).replace("rn", "m").replace("vv", "w") or text


@cache  # as the next ones: made when the first text is read that needs it, since not every command reads one
def _table() -> _Table:
    from p2pcard.core.formats import characters

    starts = [int(start, 16) for start in characters.STARTS.split()]
    return _Table(starts, characters.KINDS, characters.SCRIPTS.split())


@cache
def _seen_as() -> dict[int, str]:
    from p2pcard.core.formats import lookalikes

    found: dict[int, str] = {}
    for each in lookalikes.LOOKS.splitlines():
        look, *numbers = each.split()
        letters = "" if look == "-" else "".join(chr(int(number, 16)) for number in look.split("+"))
        found |= {int(number, 16): letters for number in numbers}
    return found


# A shape is a text with the kind of each character in its place (spec section 3.2).
_LETTER: Final = "[ldrq]"


def _shape(text: str) -> str:
    """Return the shape of a text, in which a joiner that letters need is a "j"."""
    shape = "".join(map(_table().kind, text))
    if "<" in shape or ">" in shape:
        shape = re.sub("(d[mc]*)<(?=[mc]*[dr])", r"\1j", shape)
        shape = re.sub(f"(?<=v)<(?={_LETTER})|(?<=v)>(?![mcsvk<>])|(?<=q)>(?=v{_LETTER})", "j", shape)
    return shape


@cache
def _wrong() -> re.Pattern[str]:
    """Return what finds the first character of a shape that may not stand there, and names why."""
    pile, common_pile = f"[mcvk]{{{MARKS_IN_A_ROW}}}", f"c{{{COMMON_MARKS_IN_A_ROW}}}"
    return re.compile(
        f"-|(?P<bare>(?:^|(?<= ))[mcsvk]|k(?!{_LETTER}))"
        f"|(?P<pile>(?<={pile})[mcvk]|(?<={common_pile})c)|(?P<joiner>[<>])"
    )


_IN_PLACE: Final = {"bare": Hidden.BARE, "pile": Hidden.PILE, "joiner": Hidden.JOINER}


def _refuse_hidden(text: str) -> None:
    shape = _shape(text)
    if found := _wrong().search(shape):
        at = found.start()
        what = _IN_PLACE.get(found.lastgroup or "") or _refused(text[at])
        raise HiddenCharacter(number=f"{ord(text[at]):04X}", what=what)
    for at, (one, other) in enumerate(pairwise(text)):
        if one == other and shape[at] in "mcvk":
            raise HiddenCharacter(number=f"{ord(one):04X}", what=Hidden.PILE)


def _refused(letter: str) -> Term:
    """Return what a character is that may stand in no line, for the person who typed it."""
    category, number = unicodedata.category(letter), ord(letter)
    if category == "Cc":
        return Hidden.CONTROL
    if number in _TURNS:
        return Hidden.TURNS
    if category == "Cf" or number in _ADDED or number in _FILLERS:
        return Hidden.INVISIBLE
    if category[0] == "Z":
        return Hidden.SPACE
    if category[0] == "C":
        return Hidden.UNKNOWN
    if re.search("CHECK|BALLOT", unicodedata.name(letter, "")):
        return Hidden.IMITATES
    if unicodedata.decomposition(letter).startswith("<"):
        return Hidden.SHAPE
    return Hidden.BLANK if category == "So" or number in _BLANK else Hidden.UNUSED


def _tidier(typed: str) -> str:
    """Return a text one step nearer to what a line may hold."""
    text = composed(typed)
    if text.isascii():
        return text
    text = "".join(map(_plainer, text.translate(_ADDED)))
    kept = zip(text, _shape(text), strict=True)
    return composed("".join(letter for letter, kind in kept if kind not in "<>"))


def _plainer(letter: str) -> str:
    """Return the plain form of a letter that no line may hold, where there is one that it may."""
    table = _table()
    if letter.isascii() or table.kind(letter) != "-":
        return letter
    found = unicodedata.normalize("NFKC", letter)
    return letter if any(table.kind(each) == "-" for each in found) else found


def _is_mixed(scripts: Collection[str]) -> bool:
    """Tell whether no script uses all the letters of a word, of which these are the scripts of each."""
    if len(scripts) < 2 or frozenset.intersection(*map(_widened, scripts)):
        return False
    beside_latin = frozenset.intersection(*(_widened(each) for each in scripts if each != "Latn"))
    return not beside_latin & set(_SEVERAL)


@cache
def _widened(scripts: str) -> frozenset[str]:
    """Return scripts with the ways of writing that use several of them at once."""
    found = frozenset(scripts.split("+"))
    return found | {each for each, parts in _SEVERAL.items() if found & parts}
