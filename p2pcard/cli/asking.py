"""The questions of the program, asked one by one, each again until its answer can be used."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from p2pcard.cli import words
from p2pcard.cli.general import expanded
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import (
    N_,
    CardNotUnderstood,
    DifferentPhrase,
    EmptyText,
    Malformed,
    NoAnswer,
    Refusal,
    WeakPhrase,
)

if TYPE_CHECKING:
    from p2pcard.core.card import Card

T = TypeVar("T")
YES = N_("yes")
TRIES = 3
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")  # a name alone, as @luz, is for other places
TAKE_OUT = "-"  # the answer that empties a line of a card
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
    """Ask for a card's fields; an empty answer keeps what stood there before."""
    from p2pcard.core import values

    old: Fields = values.write_card(before) if before else {}
    old.pop("until", None)
    if before:
        click.echo(say("Press Enter to keep a line as it is. Type - to take it out."))
    question = say("What should people here call you? It need not be your legal name.")
    found = {**old, **_answered(session, question, _name, needed=not before)}
    question = say("How can they reach you? For example: phone 600 123 456; signal teo.24")
    found |= _answered(session, question, _channels)
    question = say("What can you offer? For example: van, first aid, Spanish")
    return values.read_card(found | _answered(session, question, _offers))


def new_phrase(session: Session) -> str:
    """Return a phrase for a vault: given from outside, or six proposed words, or the person's own."""
    if session.has_phrase:
        return session.phrase("")
    session.refuse_if_nobody_types()
    proposed = session.cardholder.propose_phrase(words.spoken())
    click.echo(say("These six words will open your cards. Make a small story of them:"))
    click.echo(f"\n    {proposed}\n")
    click.echo(say("Only they open your cards. Nobody can give them back to you."))
    while True:  # whoever slips has answered much before, and would have to answer it again
        try:
            return _typed_phrase(session, proposed)
        except (WeakPhrase, DifferentPhrase) as refusal:
            click.echo(words.refusal(refusal)[0])


def choose_language(session: Session) -> None:
    """Let a person choose a language, which is then spoken; an empty answer keeps the one that is."""
    for number, name in enumerate(words.LANGUAGES.values(), 1):
        click.echo(f"{number}: {name}")
    now = words.LANGUAGES[words.spoken()]
    while typed := session.ask(say("Type the number of your language, or press Enter for {name}:", name=now)):
        for number, (code, name) in enumerate(words.LANGUAGES.items(), 1):
            if said(typed, str(number), name, code):
                words.install(code)
                return
        click.echo(say("There is no choice {number} here.", number=typed))


def readable(session: Session, question: str, read: Callable[[str], T]) -> T:
    """Ask for something long to copy, and return what `read` makes of it.

    Whoever types it gets a few tries, and an empty answer leaves.
    """
    for _ in range(TRIES - 1 if session.somebody_types else 0):
        if not (typed := session.ask(question)):
            raise NoAnswer
        try:
            return read(typed)
        except Refusal as refusal:
            _tell(refusal)
    return read(session.ask(question))


def one_of(session: Session, question: str, choices: tuple[str, ...]) -> str:
    """Ask until the answer is one of these."""
    while (typed := session.ask(question)) not in choices:
        click.echo(say("There is no choice {number} here.", number=typed))
    return typed


def sure(session: Session, question: str, word: str) -> bool:
    """Ask for a word to be typed in full before something that cannot be undone."""
    return said(session.ask(question), word, say(word))


def said(typed: str, *meant: str) -> bool:
    """Tell whether one of these words was typed, whatever its accents and capitals."""
    from p2pcard.core.text import plain

    return plain(typed.strip()) in {plain(word) for word in meant}


def _answered(
    session: Session, question: str, read: Callable[[str], Fields], *, needed: bool = False
) -> Fields:
    """Ask until the answer can stand on a card; nothing for an empty answer, unless one is needed."""
    while (typed := session.ask(question)) or needed:
        try:
            found = {name: [] for name in read("")} if typed == TAKE_OUT and not needed else read(typed)
            _refuse_what_no_card_holds(found)
            return found
        except Malformed:
            click.echo(say("That is more than a card can hold. Write less."))
        except Refusal as refusal:
            _tell(refusal)
    return {}


def _tell(refusal: Refusal) -> None:
    """Say what happened and what to do; that nothing was stored goes without saying while it is asked."""
    happened, _, advice = words.refusal(refusal)
    click.echo(happened)
    click.echo(advice)


def _refuse_what_no_card_holds(found: Fields) -> None:
    """Write the answer on a card that is thrown away; raises what writing one raises."""
    from dataclasses import replace

    from p2pcard.core import card, values

    if found.get("name") == []:
        raise EmptyText
    trial = replace(values.read_card({"name": "a", **found}), month=1, until=1)
    card.write(trial, bytes(32))


def _typed_phrase(session: Session, proposed: str) -> str:
    """Ask for the proposed words once, or for an own phrase twice.

    Raises WeakPhrase or DifferentPhrase, and NoAnswer for an empty one: that leaves.
    """
    from p2pcard.core import opening

    typed = session.phrase(say("Type the six words, or a phrase of your own (what you type is not shown):"))
    if not typed.strip():
        raise NoAnswer
    if opening.steady(typed) == opening.steady(proposed):
        return typed
    try:
        opening.new_phrase(typed)
    except WeakPhrase:
        click.echo(say("These are not the six words."))
        raise
    again = session.phrase(
        say("These are not the six words. If they are your own phrase, type it once more:")
    )
    if opening.steady(again) in {opening.steady(typed), opening.steady(proposed)}:
        return again
    raise DifferentPhrase


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
