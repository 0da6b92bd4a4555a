"""The questions of the program, asked one by one."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import CardNotUnderstood, DifferentPhrase, EmptyText, Refusal

if TYPE_CHECKING:
    from p2pcard.core.card import Card

TRIES = 3


def card_given(session: Session, source: str) -> "Card":
    """Read a card as a program writes it, from a file or from standard input (`-`)."""
    from p2pcard.core import values

    try:
        text = session.keyboard.everything() if source == "-" else Path(source).read_text(encoding="utf-8")
        return values.read_card(json.loads(text))
    except (OSError, ValueError) as error:
        raise CardNotUnderstood(field=source) from error


def card_asked(session: Session, before: "Card | None" = None) -> "Card":
    """Ask for a card's fields; an empty answer keeps what stood there before."""
    from p2pcard.core import values

    old = values.write_card(before) if before else {}
    found: dict[str, Any] = {name: old[name] for name in old if name not in ("until",)}
    found["name"] = _name(session, str(old.get("name", "")))
    channel = _again(session, say("How can they reach you? For example: phone 600 123 456 (or nothing)"))
    if channel:
        found["channels"] = [_channel(channel)]
    offered = _again(session, say("What can you offer? For example: van, first aid, Spanish (or nothing)"))
    if offered:
        found["offers"] = _offers(offered)
    return values.read_card(found)


def new_phrase(session: Session) -> str:
    """Return a phrase for a vault: given from outside, or six proposed words, or the person's own."""
    if session.has_phrase:
        return session.phrase("")
    proposed = session.cardholder.propose_phrase(session.language)
    click.echo(say("These six words will open your cards. Make a small story of them:"))
    click.echo(f"\n    {proposed}\n")
    click.echo(say("Nobody can open your cards without them, and nobody can give them back to you."))
    for _ in range(TRIES):
        typed = session.phrase(say("Type the six words once, or a phrase of your own:"))
        if typed == session.phrase(say("And once more:")):
            return typed
        click.echo(say("The two were different. Try again."))
    raise DifferentPhrase


def sure(session: Session, question: str, word: str) -> bool:
    """Ask for a word to be typed in full before something that cannot be undone."""
    return session.ask(question) == word


def _name(session: Session, before: str) -> str:
    question = say("What should people here call you? It need not be your legal name.")
    for _ in range(TRIES):
        typed = _again(session, question) or before
        try:
            return _checked_name(typed)
        except Refusal as refusal:
            click.echo(say(refusal.text, **refusal.values))
    raise EmptyText


def _checked_name(typed: str) -> str:
    from p2pcard.core import text

    return text.name(text.tidy(typed))


def _again(session: Session, question: str) -> str:
    return session.ask(question)


def _channel(typed: str) -> list[str]:
    """Take the first word as the manner if it is one; else guess from the look of it."""
    from p2pcard.cli.phrasing import CHANNEL_WORDS

    first, _, rest = typed.partition(" ")
    names = {say(word).casefold(): name for name, word in CHANNEL_WORDS.items()} | {
        n: n for n in CHANNEL_WORDS
    }
    if rest and first.casefold().rstrip(":") in names:
        return [names[first.casefold().rstrip(":")], rest]
    if "@" in typed and " " not in typed:
        return ["email", typed]
    digits = sum(letter.isdigit() for letter in typed)
    return ["phone" if digits > len(typed) // 2 else "other", typed]


def _offers(typed: str) -> list[str]:
    """Take each part between commas as an offer of the list, in either language, or as own words."""
    from p2pcard.cli.phrasing import OFFER_WORDS
    from p2pcard.core.text import plain

    names = {plain(say(word)): name for name, word in OFFER_WORDS.items()}
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    return list(dict.fromkeys(names.get(plain(part), part) for part in parts))
