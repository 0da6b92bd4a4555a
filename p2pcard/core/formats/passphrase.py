"""The phrase that opens a vault, as somebody types it: made steady, and weighed when it is chosen.

Typed text is made steady by code points and never by locale, so that capitals,
accents, spaces and keyboards lock nobody out (spec sections 12.1 and 12.3).
"""

import unicodedata
from collections.abc import Mapping
from itertools import groupby, pairwise
from typing import Final

from p2pcard.errors import WeakPhrase

LENGTH: Final = 16  # characters of an own phrase, of which a guesser knows none before
VARIETY: Final = 8  # different characters among them

# What keyboards and editors put in by themselves, and nobody sees: marks of order, of direction, of form.
_UNSEEN: Final = dict.fromkeys(
    (
        0xAD,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        0xFEFF,
    )
)

# Capital to small letter, after decomposition, in the scripts that have both and are in daily use.
_SMALL: Final = {
    **{capital: capital + 32 for capital in range(0x41, 0x5B)},  # A to Z
    **{capital: capital + 32 for capital in range(0x391, 0x3AA)},  # Greek
    **{capital: capital + 32 for capital in range(0x410, 0x430)},  # Cyrillic
    **{capital: capital + 80 for capital in range(0x400, 0x410)},
    **dict(zip(map(ord, "ÆÐØÞĐĦŁŊŒŦ"), map(ord, "æðøþđħłŋœŧ"), strict=True)),
    **{ord("ß"): "ss", ord("ẞ"): "ss", ord("ı"): "i", ord("ς"): "σ"},
    **{mark: None for mark in range(0x300, 0x370)},  # accents, which decomposition has set apart
    **{space: " " for space in range(0x09, 0x0E)},
}
# What one keyboard makes curly or long and another does not.
_SAME: Final = {
    **{ord(sign): "'" for sign in "‘’‚‛ʼ′`"},
    **{ord(sign): '"' for sign in "“”„‟"},
    **{ord(sign): "-" for sign in "‐‒–—―−"},
}


def steady(typed: str) -> str:
    """Make typed text the same whatever keyboard, editor, capitals, accents or spaces it was typed with.

    What nobody sees is left out; then compatibility decomposition of Unicode 3.2
    (a version that never changes; what it does not know stays where it is),
    U+0300 to U+036F dropped, capitals made small, curly quotation marks and long
    dashes made plain, runs of white space made one U+0020, none at either end.
    """
    return _steady(typed.translate(_UNSEEN), _SMALL | _SAME)


def _steady(typed: str, table: Mapping[int, str | int | None]) -> str:
    runs = groupby(typed, lambda letter: unicodedata.ucd_3_2_0.category(letter) == "Cn")
    # run by run, because Python would order marks that Unicode 3.2 lacks by the version it was built with
    known = (
        "".join(run) if newer else unicodedata.ucd_3_2_0.normalize("NFKD", "".join(run))
        for newer, run in runs
    )
    letters = "".join(known).translate(table)
    return " ".join(word for word in letters.split(" ") if word)


def read(typed: str) -> bytes:
    """Return the bytes that open a vault for a typed phrase: `steady`, then UTF-8."""
    return steady(typed).encode("utf-8", "surrogatepass")


def spellings(typed: str) -> tuple[bytes, ...]:
    """Return `read` of a phrase, and where it differs what an older program made of it."""
    older = _steady(typed, _SMALL).encode("utf-8", "surrogatepass")
    return tuple(dict.fromkeys((read(typed), older)))


def new(typed: str) -> bytes:
    """Return `read` of a phrase somebody chose, when it is long and varied enough.

    The floor: 16 characters, 8 of them different, where what a guesser tries
    first counts two: a usual word or sentence, a run of the alphabet, a row of a
    keyboard; and what is said again counts nothing. Six generated words are
    hardly ever below it. Raises WeakPhrase.
    """
    counted = _counted(steady(typed))
    if len(counted) < LENGTH or len(set(counted)) < VARIETY:
        raise WeakPhrase(length=LENGTH, variety=VARIETY)
    return read(typed)


# What is guessed first

_STRETCH: Final = 4  # characters: what is said again or lies side by side for less is chance
_COUNTS: Final = 2  # characters that a stretch counts which a guesser knows
_ROWS: Final = (
    *(
        "1234567890",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "qwertzuiop",
        "yxcvbnm",
        "azertyuiop",
        "qsdfghjklm",
    ),
    *("wxcvbn", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujmikolp"),
)
_SIGNS: Final = str.maketrans("@$", "as")  # as in p@ssword
_BOTH_WAYS: Final = (*_ROWS, *(row[::-1] for row in _ROWS))
_RUNS: Final = ({-1}, {0}, {1})  # of code points: backwards, the same again, onwards
_FIGURES: Final = str.maketrans("431057", "aeiost")  # as in p4ssw0rd
_USUAL: Final = tuple(
    """
    password passphrase passwort secret secreto letmein welcome bienvenido bienvenida iloveyou teamo tequiero
    tequieromucho contrasena clave admin administrator login master monkey dragon football futbol baseball
    princess princesa sunshine superman batman starwars pokemon barcelona realmadrid mexico hello hola
    whatever trustno changeme default guest estrella mariposa corazon familia america p2pcard changethis
    correcthorsebatterystaple thequickbrownfoxjumpsoverthelazydog tobeornottobethatisthequestion
    inthebeginningwastheword ourfatherwhoartinheaven loremipsumdolorsitamet
    enunlugardelamancha padrenuestroqueestasenelcielo diostesalvemaria serononserestaeslacuestion
    elpueblounidojamasseravencido
    """.split()  # noqa: SIM905  # sixty lines of a word each would say no more
)


def _counted(phrase: str) -> str:
    """Return of a steady phrase what no guesser knows before: of its signs one of each, and no spaces."""
    signed = "".join(phrase.translate(_SIGNS).split())
    letters = "".join(filter(str.isalnum, signed))
    plain, at = letters.translate(_FIGURES), 0
    counted = "".join(dict.fromkeys(sign for sign in signed if not sign.isalnum()))
    while at < len(letters):
        known = max(_usual(plain, at), _beside(letters, at))
        again = _again(letters, at)
        if again >= max(known, _STRETCH):
            at += again
        else:
            counted += letters[at : at + (_COUNTS if known else 1)]
            at += known or 1
    return counted


def _usual(letters: str, at: int) -> int:
    """Return how long the usual word or sentence is that stands there."""
    return max((len(word) for word in _USUAL if letters.startswith(word, at)), default=0)


def _beside(letters: str, at: int) -> int:
    """Return how many letters follow each other there in an alphabet or on a keyboard; 0 for a few."""
    first = letters[at : at + _STRETCH]
    steps = {ord(after) - ord(before) for before, after in pairwise(first)}
    if len(first) < _STRETCH or not (any(first in row for row in _BOTH_WAYS) or steps in _RUNS):
        return 0
    end = at + 1
    while steps in _RUNS and end < len(letters) and {ord(letters[end]) - ord(letters[end - 1])} == steps:
        end += 1
    longest = end - at
    for row in _BOTH_WAYS:
        end = at + 1
        while letters[at:end] in row and end <= len(letters):
            end += 1
        longest = max(longest, end - 1 - at)
    return longest


def _again(letters: str, at: int) -> int:
    """Return how many letters that stand there stood before, as they are or backwards."""
    end, before = at, letters[:at]
    while end < len(letters) and (letters[at : end + 1] in before or letters[at : end + 1][::-1] in before):
        end += 1
    return end - at
