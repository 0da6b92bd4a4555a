"""What a person writes about themselves, understood as a card has it: each answer, and all of them together.

An answer is a line as it was typed. What a card is made of are fields by the names that `jsonapi` has for
them, so the answers to the questions of every shell mean the same.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from p2pcard.core.statements.card import CHANNELS, Card
from p2pcard.errors import LanguageNotKnown, MoreThanACard
from p2pcard.wording import catalogue, reach
from p2pcard.wording.people import LANGUAGE_WORDS, OFFER_WORDS, language, offer

Fields = dict[str, Any]

MOST: Final = 4096  # characters of an answer: a card has room for fewer
CODE: Final = re.compile("[a-zA-Z]{2,3}")  # of a language that has no word here (ISO 639)


def name(typed: str) -> Fields:
    """Take all of it as the name."""
    return {"name": typed}


def ways(typed: str) -> Fields:
    """Take the ways to be reached; see `reach.understood`."""
    return {"channels": [list(way) for way in reach.understood(typed)]}


def offers(typed: str) -> Fields:
    """Take each part between commas or semicolons as an offer of the list, as a language, or as own words."""
    found: Fields = {"offers": [], "languages": []}
    for part in _parts(typed):
        listed = [
            each for each, word in OFFER_WORDS.items() if catalogue.said(part, each, *catalogue.in_each(word))
        ]
        if spoken := _language(part):
            found["languages"].append(spoken)
        else:
            found["offers"].append((listed or [part])[0])
    return {field: list(dict.fromkeys(values)) for field, values in found.items()}


def languages(typed: str) -> Fields:
    """Take each part as a language of the list, or as a code; raises LanguageNotKnown."""
    found = {part: _language(part) or (CODE.fullmatch(part) and part.lower()) for part in _parts(typed)}
    for part, code in found.items():
        if not code:
            raise LanguageNotKnown(text=part)
    return {"languages": list(dict.fromkeys(found.values()))}


_READ: Final[Mapping[str, Callable[[str], Fields]]] = {
    "name": name,
    "ways": ways,
    "offers": offers,
    "languages": languages,
}
QUESTIONS: Final = tuple(_READ)


def read(question: str, typed: str) -> Fields:
    """Take the answer to one of QUESTIONS; raises MoreThanACard for one that no card has room for."""
    if len(typed) > MOST:
        raise MoreThanACard
    return _READ[question](typed)


def together(*found: Fields) -> Fields:
    """Join the fields of several answers: languages that were named among the offers are spoken, too."""
    joined: Fields = {}
    for fields in found:
        spoken = [*fields.get("languages", []), *joined.get("languages", [])]
        joined |= fields
        if spoken:
            joined["languages"] = list(dict.fromkeys(spoken))
    return joined


def shown(fields: Fields) -> str:
    """Say how an answer is understood; nothing for a name, which stays as it is."""
    told = [reach.shown([(kind, text) for kind, text in fields.get("channels", [])])]
    told.append(", ".join(catalogue.isolated(_offer(each)) for each in fields.get("offers", [])))
    told.append(", ".join(map(language, fields.get("languages", []))))
    return " ".join(filter(None, (told[0], "; ".join(filter(None, told[1:])))))


def as_typed(mine: Card) -> dict[str, str]:
    """Return what is on a card, by the names of the questions, as it would be typed."""
    written = [(CHANNELS[kind] if kind < len(CHANNELS) else "other", text) for kind, text in mine.channels]
    return {
        "name": mine.name,
        "ways": reach.typed(written),
        "offers": ", ".join(map(offer, mine.offers)),
        "languages": ", ".join(map(language, mine.languages)),
    }


def _offer(name: str) -> str:
    return catalogue.say(OFFER_WORDS[name]) if name in OFFER_WORDS else name


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in re.split("[;,\n]", typed) if part.strip()]


def _language(part: str) -> str:
    """Return the code of a language that is named, in any of our languages; nothing for another word."""
    names = ((code, (code, *catalogue.in_each(word))) for code, word in LANGUAGE_WORDS.items())
    return next((code for code, words in names if catalogue.said(part, *words)), "")
