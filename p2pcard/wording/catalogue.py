"""All words on the screen, in the person's language, from one catalogue (GNU gettext).

Templates are translated first and filled in afterwards, so no sentence is
built from pieces. The language is known before any command is loaded, so
that help pages are in it, too.
"""

import gettext
import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Final

from p2pcard import __path__
from p2pcard.core.formats import calendar
from p2pcard.errors import N_, Refusal
from p2pcard.errors.next_step import Place, places
from p2pcard.errors.refusal import Term

LANGUAGES: Final = {"en": "English", "es": "Español"}  # each in its own words
DOMAIN: Final = "p2pcard"
QUIT: Final = "q"  # typed alone it stops a swap or a meeting, in each of our languages
ISOLATES: Final = "\u2068\u2069"  # around what has letters from right to left
MONTHS: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_ISOLATED: Final = "\u2068[^\u2068\u2069]*\u2069"
_RIGHT_TO_LEFT: Final = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_NAMES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts
_FOLDER: Final = f"{__path__[0]}/locale"
_had: list[bool] = [True]
_chosen: list[tuple[str, gettext.NullTranslations]] = [("en", gettext.NullTranslations())]
MONTH_FIELDS: Final = ("when", "clock", "saved_in")  # values of refusals that are months


def begin(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Speak the language that was asked for; note whether it was the system's."""
    _had[0] = is_ours(environment)
    install(wanted(arguments, environment))


def speaks_as_the_system() -> bool:
    """Tell whether the system's language was to be had when the program began."""
    return _had[0]


def install(language: str) -> None:
    """Speak this language from now on; click's own words come from the same catalogue."""
    _chosen[0] = (language, _catalogue(language))
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, _FOLDER)
    gettext.textdomain(DOMAIN)


def spoken() -> str:
    """Return the language that is spoken now."""
    return _chosen[0][0]


def follow(chosen: str) -> None:
    """Speak the language that is chosen in somebody's cards, where it is one of ours."""
    if chosen in LANGUAGES:
        install(chosen)


def works_in_digits() -> bool:
    """Tell whether digits are read aloud in this language: the words that are read aloud are English."""
    return spoken() != "en"


def wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that was asked for: `--lang`, or the system's; English where that is not ours."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _ours(argument.removeprefix("--lang="))
        if argument == "--lang" and place + 1 < len(arguments):
            return _ours(arguments[place + 1])
    for name in _NAMES:
        if environment.get(name):
            return _ours(*environment[name].split(":"))  # LANGUAGE is a list, the best liked first
    return "en"


def is_ours(environment: Mapping[str, str]) -> bool:
    """Tell whether the system's language is spoken here; one that names none, or C, asks for none."""
    for name in _NAMES:
        if named := environment.get(name):
            codes = (code.split(".")[0] for code in named.split(":"))
            return any(code in ("C", "POSIX") or code[:2].lower() in LANGUAGES for code in codes)
    return True


def say(template: str, **values: object) -> str:
    """Translate a template and fill it in."""
    return _filled(_chosen[0][1].gettext(template), values)


def translated(template: str) -> str:
    """Return a template in the language that is spoken, for somebody else to fill in."""
    return _chosen[0][1].gettext(template)


def in_each(template: str) -> tuple[str, ...]:
    """Return a template in each of our languages, whichever is spoken now."""
    return tuple(_catalogue(language).gettext(template) for language in LANGUAGES)


def say_count(one: str, many: str, count: int, **values: object) -> str:
    """Translate a template that depends on a number, which it may name as {count}."""
    return _filled(_chosen[0][1].ngettext(one, many, count), {"count": count, **values})


def month(number: int) -> str:
    """Return a month in words: March 2026."""
    year, place = calendar.parts(number)
    return say("{month} {year}", month=say(MONTHS[place - 1]), year=year)


def refusal(found: Refusal, name_place: Callable[[Place], str]) -> tuple[str, str, str]:
    """Return the sentences of a refusal: what happened, what was kept, what to do next.

    `name_place` is how the shell that speaks names a place in the program.
    """
    named = {field: name_place(place) for field, place in places(found.next).items()}
    return happened(found), say(found.kept), say(found.advice, **_told(found), **named)


def happened(found: Refusal) -> str:
    """Return the first sentence of a refusal alone."""
    return say(found.text, **_told(found))


def _told(found: Refusal) -> dict[str, object]:
    return {name: _in_words(name, value) for name, value in found.values.items()}


def _in_words(name: str, value: object) -> object:
    match value:
        case int() if name in MONTH_FIELDS:
            return month(value)
        case Term():
            return say(value)
    return value


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, _FOLDER, [language], fallback=True)


def said(typed: str, *meant: str) -> bool:
    """Tell whether one of these words was typed, whatever its accents and capitals."""
    from p2pcard.core.formats.text import plain

    return plain(typed.strip()) in {plain(word) for word in meant}


def harmless(text: str) -> str:
    """Return a text without what would move a cursor, colour a line, turn what stands behind it or hide.

    Names of files may hold all of these. An isolate stays where its pair is closed in the same text.
    """
    if text.isprintable() and max(text, default="") < "\u0300":  # most texts: no mark, no joiner, no blank
        return text
    from p2pcard.core.formats.text import unseen

    hidden = unseen(text)
    kept = ISOLATES if _is_closed(text) else ""
    return "".join("\ufffd" if at in hidden and each not in kept else each for at, each in enumerate(text))


def _is_closed(text: str) -> bool:
    depths = [*accumulate((each == ISOLATES[0]) - (each == ISOLATES[1]) for each in text)]
    return min(depths) == depths[-1] == 0


def isolated(text: str) -> str:
    """Return a text, made harmless, so that right-to-left letters in it turn nothing around it."""
    text = harmless(text)
    turns = not text.isascii() and re.search(_RIGHT_TO_LEFT, re.sub(_ISOLATED, "", text))
    return f"{ISOLATES[0]}{text}{ISOLATES[1]}" if turns else text


def _filled(template: str, values: Mapping[str, object]) -> str:
    """Fill in values, none of which can do anything to the words around it."""
    return template.format(**{name: _shown(value) for name, value in values.items()})


def _shown(value: object) -> object:
    match value:
        case str():
            return isolated(value)
        case os.PathLike():  # as it is, because it may be copied into a command
            return harmless(str(value))
    return value


def _ours(*codes: str) -> str:
    return next((short for code in codes if (short := code[:2].lower()) in LANGUAGES), "en")
