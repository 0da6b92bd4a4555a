"""The questions about a card of one's own, each asked again until its answer can stand on the card."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

from p2pcard.cli import words
from p2pcard.cli.asking import choose_language, line, said, tell
from p2pcard.cli.general import expanded
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import N_, CardNotUnderstood, EmptyText, Malformed, Refusal

if TYPE_CHECKING:
    from p2pcard.core.card import Card

MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")  # a name alone, as @luz, is for other places
TAKE_OUT: Final = "-"  # the answer that empties a line of a card
HELP: Final = N_("help")
NO_ANSWERS: Final = ("?", "-h", "help", "quit", "exit")  # said to the program, and not to others
Fields = dict[str, Any]


def card_given(session: Session, source: str) -> "Card":
    """Read a card as a program writes it, from a file or from standard input (`-`)."""
    import json

    from p2pcard.cardholder.files import refuse_if_missing
    from p2pcard.core import values

    if source != "-":
        refuse_if_missing(expanded(source))
    try:
        text = (
            session.keyboard.everything() if source == "-" else expanded(source).read_text(encoding="utf-8")
        )
        return values.read_card(json.loads(text))
    except (OSError, ValueError, RecursionError) as error:
        raise CardNotUnderstood(field=source) from error


def first_card(session: Session) -> "Card":
    """Greet a newcomer in their language, and ask for their first card."""
    if session.can_choose_language:
        choose_language(session)
    click.echo(say("Welcome. Answer three questions, and your card is made."))
    click.echo(say("A name is enough. Press Enter where you want to say nothing more."))
    return card_asked(session)


def card_asked(session: Session, before: "Card | None" = None) -> "Card":
    """Ask for a card's fields; an empty answer keeps what stood there before. Raises QuestionStopped."""
    from p2pcard.core import values

    old: Fields = values.write_card(before) if before else {}
    old.pop("until", None)
    if before:
        click.echo(say("Press Enter to keep a line as it is. Type - to take it out, or q to stop."))
    name, ways, offers = _now(before) if before else ("", "", "")
    question = say("What should people here call you? It need not be your legal name.")
    found = {**old, **_answered(session, question + name, _name, needed=not before)}
    question = say("How can they reach you? For example: phone 600 123 456; signal teo.24")
    found |= _answered(session, question + ways, _channels)
    question = say("What can you offer? For example: van, first aid, Spanish")
    return values.read_card(found | _answered(session, question + offers, _offers))


def _now(card: "Card") -> list[str]:
    """Return a line to stand below each question: what is on the card, as it would be typed."""
    from p2pcard.cli.phrasing import language, offer

    ways = "; ".join(_way(*channel) for channel in card.channels)
    offers = ", ".join([*map(offer, card.offers), *map(language, card.languages)])
    return [
        "\n" + (say("Now: {text}", text=text) if text else say("Now: nothing"))
        for text in (card.name, ways, offers)
    ]


def _way(kind: int, text: str) -> str:
    from p2pcard.cli.phrasing import CHANNEL_WORDS
    from p2pcard.core.card import CHANNELS

    known = kind < len(CHANNELS) and CHANNELS[kind] != "other"
    return f"{say(CHANNEL_WORDS[CHANNELS[kind]])} {text}" if known else text


def _asked(session: Session, question: str) -> str:
    """Ask for what others will read, which no word to the program is. Raises QuestionStopped."""
    while (typed := line(session, question)).startswith("--") or said(typed, *NO_ANSWERS, say(HELP)):
        click.echo(say("“{text}” does not go on a card. Answer the question, or type q to stop.", text=typed))
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
        except Malformed:
            click.echo(say("That is more than a card can hold. Write less."))
        except Refusal as refusal:
            tell(refusal)
    return {}


def _refuse_what_no_card_holds(found: Fields) -> None:
    """Write the answer on a card that is thrown away; raises what writing one raises."""
    from dataclasses import replace

    from p2pcard.core import card, values

    if found.get("name") == []:
        raise EmptyText
    trial = replace(values.read_card({"name": "a", **found}), month=1, until=1)
    card.write(trial, bytes(32))


def _name(typed: str) -> Fields:
    return {"name": typed}


def _channels(typed: str) -> Fields:
    """Take each part between semicolons; commas part them, too, where that leaves no part unknown."""
    found = [_channel(part.strip()) for part in re.split("[;,]", typed) if part.strip()]
    if any(manner == "other" for manner, _ in found):  # addresses hold commas
        found = [_channel(part.strip()) for part in typed.split(";") if part.strip()]
    return {"channels": found}


def _channel(typed: str) -> list[str]:
    """Take the first word as the manner if it is one; else guess from the look of it."""
    from p2pcard.cli.phrasing import CHANNEL_WORDS

    first, _, rest = typed.partition(" ")
    for name, word in CHANNEL_WORDS.items():
        if rest and said(first.rstrip(":"), name, *words.in_each(word)):
            return [name, rest.strip()]
    if MAIL.fullmatch(typed):
        return ["email", typed]
    digits = sum(letter.isdigit() for letter in typed)
    return ["phone" if digits > len(typed) // 2 else "other", typed]


def _offers(typed: str) -> Fields:
    """Take each part between commas or semicolons as an offer of the list, as a language, or as own words."""
    from p2pcard.cli.phrasing import LANGUAGE_WORDS, OFFER_WORDS

    found: Fields = {"offers": [], "languages": []}
    for part in dict.fromkeys(part.strip() for part in re.split("[;,]", typed) if part.strip()):
        spoken = [code for code, word in LANGUAGE_WORDS.items() if said(part, *words.in_each(word))]
        listed = [name for name, word in OFFER_WORDS.items() if said(part, name, *words.in_each(word))]
        field, value = ("languages", spoken[0]) if spoken else ("offers", (listed or [part])[0])
        if value not in found[field]:
            found[field].append(value)
    return found
