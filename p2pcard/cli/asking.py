"""Asking, each time again until the answer can be used."""

from collections.abc import Callable
from typing import TypeVar

import click

from p2pcard.cli import words
from p2pcard.cli.session import Session, few_tries
from p2pcard.cli.words import say, say_count
from p2pcard.errors import N_, DifferentPhrase, NoAnswer, OutOfTries, QuestionStopped, Refusal, WeakPhrase

T = TypeVar("T")
YES = N_("yes")
NO = N_("no")


def line(session: Session, question: str) -> str:
    """Ask for a line; raises QuestionStopped where it is q alone, and NoAnswer where nobody can answer."""
    typed = session.ask(question)
    if said(typed, words.QUIT):
        raise QuestionStopped
    return typed


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
    question = say("Type the number of your language, or press Enter for {name}:", name=now)
    while typed := line(session, question):
        for number, (code, name) in enumerate(words.LANGUAGES.items(), 1):
            if said(typed, str(number), name, code):
                words.install(code)
                return
        tell_no_choice(typed)


def readable(
    session: Session, question: str, read: Callable[[str], T], ending: type[OutOfTries] = OutOfTries
) -> T:
    """Ask for something long to copy, and return what `read` makes of it.

    Whoever types it gets a few tries, and an empty answer leaves.
    """

    def attempt() -> T:
        if not (typed := line(session, question)):
            raise NoAnswer
        return read(typed)

    return (
        few_tries(attempt, tell, Refusal, ending) if session.somebody_types else read(line(session, question))
    )


def twelve_words(session: Session, question: str, read: Callable[[str], T], ending: type[OutOfTries]) -> T:
    """Ask for twelve words; for the rest where there are fewer, as they are shown in two lines."""

    from p2pcard.core.recovery import RECOVERY_WORDS

    def read_all(typed: str) -> T:
        while session.somebody_types and (count := len(typed.split())) < RECOVERY_WORDS:
            rest = line(
                session,
                say_count(
                    "This is {count} word of twelve. Type the others:",
                    "These are {count} words of twelve. Type the others:",
                    count,
                ),
            )
            if not rest:
                break
            typed = rest if len(rest.split()) >= RECOVERY_WORDS else f"{typed} {rest}"
        return read(typed)

    return readable(session, question, read_all, ending)


def one_of(session: Session, question: str, choices: tuple[str, ...]) -> str:
    """Ask until the answer is one of these."""
    while (typed := line(session, question)) not in choices:
        if typed:
            tell_no_choice(typed)
    return typed


def yes_or_no(session: Session, question: str) -> bool:
    """Ask until the answer is yes, no or Enter for no: whoever slips has not chosen."""
    while (yes := is_yes(line(session, question))) is None:
        click.echo(say("Type {yes} or {no}.", yes=say(YES), no=say(NO)))
    return yes


def is_yes(typed: str) -> bool | None:
    """Tell whether a line is yes, or no as an empty one is, or None for neither."""
    if said(typed, YES, say(YES)):
        return True
    return False if said(typed, "", NO, say(NO)) else None


def tell_no_choice(typed: str) -> None:
    """Say that a line is no answer to what is asked."""
    click.echo(say("There is no choice {number} here.", number=typed))


def sure(session: Session, question: str, word: str) -> bool:
    """Ask for a word to be typed in full before something that cannot be undone."""
    return said(session.ask(question), word, say(word))


def said(typed: str, *meant: str) -> bool:
    """Tell whether one of these words was typed, whatever its accents and capitals."""
    from p2pcard.core.text import plain

    return plain(typed.strip()) in {plain(word) for word in meant}


def tell(refusal: Refusal) -> None:
    """Say what happened and what to do; that nothing was stored goes without saying while it is asked."""
    happened, _, advice = words.refusal(refusal)
    click.echo(happened)
    click.echo(advice)


def _typed_phrase(session: Session, proposed: str) -> str:
    """Ask for the proposed words once, or for an own phrase twice.

    Raises WeakPhrase or DifferentPhrase, NoAnswer for an empty one and QuestionStopped for q: both leave.
    """
    from p2pcard.core import passphrase

    typed = session.phrase(say("Type the six words, or a phrase of your own (what you type is not shown):"))
    if not typed.strip():
        raise NoAnswer
    if said(typed, words.QUIT):
        raise QuestionStopped
    if passphrase.steady(typed) == passphrase.steady(proposed):
        return typed
    try:
        passphrase.new(typed)
    except WeakPhrase:
        click.echo(say("These are not the six words."))
        raise
    again = session.phrase(
        say("These are not the six words. If they are your own phrase, type it once more:")
    )
    if passphrase.steady(again) in {passphrase.steady(typed), passphrase.steady(proposed)}:
        return again
    raise DifferentPhrase
