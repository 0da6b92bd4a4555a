"""The questions about a card of one's own, each asked again until its answer can stand on the card."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from p2pcard.cli import window
from p2pcard.cli.asking import choose_language, line, said, tell
from p2pcard.cli.general import expanded
from p2pcard.cli.keyboard import LINE_LIMIT
from p2pcard.cli.session import Session
from p2pcard.errors import N_, EmptyText, FileTooLong, Malformed, Refusal
from p2pcard.wording import catalogue
from p2pcard.wording.catalogue import say

if TYPE_CHECKING:
    from p2pcard.core.statements.card import Card
    from p2pcard.wording import reach

RIGHT: Final = N_("Right? Press Enter. One more way? Type it. To begin this line anew, type - alone:")
CODE: Final = re.compile("[a-zA-Z]{2,3}")  # of a language that has no word here (ISO 639)
TAKE_OUT: Final = "-"  # the answer that empties a line of a card
CARD_LIMIT: Final = (
    LINE_LIMIT // 1024
)  # KiB: far more than any card, and no more than is kept of what comes in
NO_ANSWERS: Final = ("-h", "quit", "exit")  # said to the program, and not to others
Fields = dict[str, Any]


class LanguageNotKnown(Exception):
    """A language that has no word here, and whose code was not typed."""


def card_given(session: Session, source: str) -> "Card":
    """Read a card as a program writes it, from a file or from standard input (`-`)."""
    from p2pcard.jsonapi import cards, reading
    from p2pcard.service import files, letters

    if source != "-":
        return cards.read_card(reading.read(files.read_written(expanded(source), CARD_LIMIT), source))
    file, data = say("standard input"), session.keyboard.everything()
    if len(data) >= LINE_LIMIT:
        raise FileTooLong(file=file, limit=CARD_LIMIT)
    return cards.read_card(reading.read(letters.written(data, file), file))


def first_card(session: Session) -> "Card":
    """Greet a newcomer in their language, and ask for their first card."""
    if session.can_choose_language:
        choose_language(session)
    window.tell(say("Welcome. Answer these questions, and your card is made. A name is enough."))
    window.tell(say("Where you want to say nothing, press Enter. (?: help, q: stop)"))
    return card_asked(session)


def card_asked(session: Session, before: "Card | None" = None) -> "Card":
    """Ask for a card's fields; an empty answer keeps what stood there before. Raises QuestionStopped."""
    from p2pcard.jsonapi import cards

    old: Fields = cards.write_card(before) if before else {}
    old.pop("until", None)
    if before:
        window.tell(say("Press Enter to keep a line as it is. Type - to take it out, or q to stop."))
    name, ways, offers, spoken = _now(before) if before else ("", "", "", "")
    question = say("What should people here call you? It need not be your legal name.")
    found = {**old, **_answered(session, question + name, _name, needed=not before)}
    question = say("How can they reach you? For example: phone 600 123 456, signal teo.24")
    found |= _ways(session, question + ways)
    question = say("What can you offer? For example: van, first aid, cooking")
    offered = _answered(session, question + offers, _offers)
    among = offered.pop("languages", [])  # people name them there, too
    question = say("Which languages do you speak? For example: English, Spanish")
    found |= offered | _answered(session, question + spoken, _languages)
    found["languages"] = list(dict.fromkeys([*found.get("languages", []), *among]))
    return cards.read_card(found)


def _now(card: "Card") -> list[str]:
    """Return a line to stand below each question: what is on the card, as it would be typed."""
    from p2pcard.core.statements.card import CHANNELS
    from p2pcard.wording import reach
    from p2pcard.wording.people import language, offer

    ways = reach.typed(
        [(CHANNELS[kind] if kind < len(CHANNELS) else "other", text) for kind, text in card.channels]
    )
    offers, languages = (", ".join(each) for each in (map(offer, card.offers), map(language, card.languages)))
    return [
        "\n" + (say("Now: {text}", text=text) if text else say("Now: nothing"))
        for text in (card.name, ways, offers, languages)
    ]


def _asked(session: Session, question: str) -> str:
    """Ask for what others will read, which no word to the program is. Raises QuestionStopped."""
    while (typed := line(session, question)).startswith("--") or said(typed, *NO_ANSWERS):
        window.tell(
            say("“{text}” does not go on a card. Answer the question, or type q to stop.", text=typed)
        )
    return typed


def _answered(
    session: Session, question: str, read: Callable[[str], Fields], *, needed: bool = False
) -> Fields:
    """Ask until the answer can stand on a card; nothing for an empty answer, unless one is needed."""
    while (typed := _asked(session, question)) or needed:
        try:
            found = {name: [] for name in read("")} if typed == TAKE_OUT and not needed else read(typed)
            _refuse_what_no_card_holds(found)
            return found
        except LanguageNotKnown as unknown:
            window.tell(
                say(
                    "“{text}” is no language that is known here. Try its two letters, as hu.",
                    text=str(unknown),
                )
            )
        except Malformed:
            window.tell(say("That is more than a card can hold. Write less."))
        except Refusal as refusal:
            tell(session, refusal)
    return {}


def _refuse_what_no_card_holds(found: Fields) -> None:
    """Write the answer on a card that is thrown away; raises what writing one raises."""
    from dataclasses import replace

    from p2pcard.core.statements import card
    from p2pcard.jsonapi import cards

    if found.get("name") == []:
        raise EmptyText
    trial = replace(cards.read_card({"name": "a", **found}), month=1, until=1)
    card.write(trial, bytes(32))


def _name(typed: str) -> Fields:
    return {"name": typed}


def _ways(session: Session, question: str) -> Fields:
    """Ask for ways to be reached, and tell how they were understood, until the person agrees.

    What is typed in place of that is one more way; nothing, where no way was typed.
    """
    found = _answered(session, question, _channels)
    while found.get("channels"):
        from p2pcard.wording import reach

        ways = [(kind, text) for kind, text in found["channels"]]
        window.tell(say("Understood: {ways}", ways=reach.shown(ways)))
        more = _answered(session, say(RIGHT), partial(_channels_with, ways))
        if not more:
            break
        found = more if more["channels"] else _answered(session, question, _channels)
    return found


def _channels(typed: str) -> Fields:
    return _channels_with([], typed)


def _channels_with(before: "list[reach.Way]", typed: str) -> Fields:
    from p2pcard.wording import reach

    ways = [*before, *reach.understood(typed)] if typed else []
    return {"channels": [list(way) for way in dict.fromkeys(ways)]}


def _offers(typed: str) -> Fields:
    """Take each part between commas or semicolons as an offer of the list, as a language, or as own words."""
    from p2pcard.wording.people import OFFER_WORDS

    found: Fields = {"offers": [], "languages": []}
    for part in _parts(typed):
        listed = [name for name, word in OFFER_WORDS.items() if said(part, name, *catalogue.in_each(word))]
        if spoken := _language(part):
            found["languages"].append(spoken)
        else:
            found["offers"].append((listed or [part])[0])
    return {field: list(dict.fromkeys(values)) for field, values in found.items()}


def _languages(typed: str) -> Fields:
    """Take each part as a language of the list, or as a code; raises LanguageNotKnown."""
    found = {part: _language(part) or (CODE.fullmatch(part) and part.lower()) for part in _parts(typed)}
    for part, code in found.items():
        if not code:
            raise LanguageNotKnown(part)
    return {"languages": list(dict.fromkeys(found.values()))}


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in re.split("[;,]", typed) if part.strip()]


def _language(part: str) -> str:
    """Return the code of a language that is named, in any of our languages; nothing for another word."""
    from p2pcard.wording.people import LANGUAGE_WORDS

    names = ((code, (code, *catalogue.in_each(word))) for code, word in LANGUAGE_WORDS.items())
    return next((code for code, words in names if said(part, *words)), "")
