"""The guided session: numbered choices, one unlock, and locked again when nothing is typed for a while."""

import os
import re
import shlex
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from p2pcard.cli import asking, cards, circles, exchanging, keeping, people, tracing, vouching
from p2pcard.cli.asking import YES
from p2pcard.cli.general import expanded, tell_refusal
from p2pcard.cli.session import Session
from p2pcard.cli.words import refusal, say, spoken
from p2pcard.errors import N_, NoSuchPerson, NothingBroughtBack, NoVault, Refusal, SeveralPeople

if TYPE_CHECKING:
    from pathlib import Path

IDLE_TIME: Final = 300  # seconds: long enough to talk, short enough for a device left on a table
LEAVE: Final = "0"
LEAVES: Final = (LEAVE, "q", "Q")
LISTS: Final = ("", "p2pcard")  # the second is what advice names where there is no session yet
WHO: Final = N_("Who? Type the name or a part of it:")

Choice = Callable[[click.Context, Session], object]
Find = Callable[[Session, str], object]


def guide(ctx: click.Context, session: Session) -> None:
    """Lead a person through everything, choice by choice."""
    try:
        session.opened  # noqa: B018  # asks for the opening phrase
    except NoVault:
        _begin(ctx, session)
    _list_choices(session)
    while (choice := _choose(session)) not in LEAVES:
        if choice in CHOICES:
            _do(ctx, session, CHOICES[choice][1])
        elif command := _command(ctx, choice):
            _do(ctx, session, command)
        elif choice in LISTS:
            _list_choices(session)
        else:
            asking.tell_no_choice(choice)


def _begin(ctx: click.Context, session: Session) -> None:
    """Ask somebody without cards here whether they had some before; in their language."""
    session.cardholder.refuse_if_no_place()
    if session.can_choose_language:
        asking.choose_language(session)
        session.asked_language = spoken()  # once is enough
    _number(session, ((number, say(label)) for number, (label, _) in BEGINNINGS.items()))
    BEGINNINGS[asking.one_of(session, say("Type 1 or 2:"), tuple(BEGINNINGS))][1](ctx, session)


def _bring_back(ctx: click.Context, session: Session) -> None:
    def copy(typed: str) -> "Path":
        session.cardholder.check_backup(_file(typed))
        return _file(typed)

    question = say("Which file is the copy? For example one on a USB stick:")
    ctx.invoke(keeping.restore, file=asking.readable(session, question, copy, NothingBroughtBack))
    session.cardholder.set("language", spoken())


def _list_choices(session: Session) -> None:
    """Show what can be chosen: only when asked, so that it drives no answer out of the window."""
    session.opened  # noqa: B018  # asks for the opening phrase where it is locked
    click.echo("")
    labels = {number: label for number, (label, _) in CHOICES.items()}
    _number(session, ((number, say(label)) for number, label in {**labels, LEAVE: LEAVING}.items()))


def _number(session: Session, labels: Iterable[tuple[str, str]]) -> None:
    """Show what can be chosen by its number."""
    for number, label in labels:
        click.echo(f"{number}: {label}" if session.plain else f"{number:>3}  {label}")


def _choose(session: Session) -> str:
    """Wait for a choice; after a while of nothing, lock."""
    session.opened  # noqa: B018  # asks for the opening phrase where it is locked
    click.echo(say("Type a number, or press Enter to see all choices:"))
    typed = session.keyboard.line_within(IDLE_TIME)
    if typed is None:
        if session.keyboard.ended:
            return LEAVE
        session.cardholder.lock()
        click.echo(say("Your cards are locked, because nothing was typed for a while."))
        return ""
    return typed.strip()


def _do(ctx: click.Context, session: Session, choice: Choice) -> None:
    try:
        choice(ctx, session)
    except Refusal as refusal:
        tell_refusal(session, refusal)


def _command(ctx: click.Context, typed: str) -> Choice | None:
    """Return the command that was typed as the program's own advice names it, for these cards."""
    name, *words = _words(typed.removeprefix("p2pcard ")) or [""]
    words = [str(expanded(word)) if word.startswith("~") else word for word in words]
    found = ctx.command.get_command(ctx, name) if isinstance(ctx.command, click.Group) else None
    if not found or any(word.startswith(("--home", "--profile")) for word in words):
        return None

    def run(ctx: click.Context, session: Session) -> None:
        try:
            with found.make_context(name, words, parent=ctx, obj=replace(session)) as inner:
                found.invoke(inner)
        except click.UsageError as error:
            error.show()
        except click.exceptions.Exit:  # its help was asked for
            return

    return run


def _words(typed: str) -> list[str]:
    """Cut what was typed at spaces, but not between quotation marks, as in the program's own advice."""
    return [each.replace('"', "") for each in re.findall(r'(?:"[^"]*"|\S)+', typed)]


def _find(ctx: click.Context, session: Session) -> None:
    words = asking.line(session, say("What do you look for? Type a name, an offer or a language:"))
    ctx.invoke(people.people, words=tuple(words.split()))


def _held(session: Session, name: str) -> object:
    return session.opened.book.find(name)


def _held_or_vouched_for(session: Session, name: str) -> object:
    from p2pcard.core.finding import somebody

    return somebody(session.opened.book, name)


def _who(session: Session, find: Find = _held) -> str:
    """Ask for a person until there is one; return what names them alone, or nothing to leave.

    Where there is nobody yet, that is said in place of the question.
    """
    if not session.opened.book.contacts:
        from p2pcard.cli.listing import NOBODY

        click.echo(say(NOBODY))
        return ""
    while typed := asking.line(session, say(WHO)):
        try:
            find(session, typed)
        except NoSuchPerson as none:
            click.echo(refusal(none)[0])
            click.echo(say("Type another part of the name, or press Enter to leave this."))
        except SeveralPeople as several:
            return _which(session, typed, several)
        else:
            return typed
    return ""


def _which(session: Session, typed: str, several: SeveralPeople) -> str:
    """Let somebody choose among the people that a part of a name fits; return the id of one, or nothing.

    Raises `several` where I hold the card of none of them.
    """
    from p2pcard.cli.listing import in_one_line
    from p2pcard.core.text import plain, tidy

    wanted, people = plain(tidy(typed)), session.opened.book.contacts.values()
    found = [each for each in people if any(wanted in plain(name) for name in each.names)]
    if not found:
        raise several
    numbers = [str(number) for number in range(1, len(found) + 1)]
    _number(session, zip(numbers, map(in_one_line, found), strict=True))
    number = asking.one_of(
        session, say("Which one? Type the number, or press Enter for nobody:"), ("", *numbers)
    )
    return found[int(number) - 1].key.hex() if number else ""


def _named(command: click.Command, find: Find = _held) -> Choice:
    """Ask for a person, and call a command about them."""

    def run(ctx: click.Context, session: Session) -> None:
        if name := _who(session, find):
            ctx.invoke(command, name=name)

    return run


def _add(ctx: click.Context, session: Session) -> None:
    if source := asking.line(session, say("Which file holds the card? A picture or a text:")):
        ctx.invoke(cards.add, source=str(_file(source)))


def _backup(ctx: click.Context, session: Session) -> None:
    if file := asking.line(session, say("Which file shall hold the copy? For example one on a USB stick:")):
        ctx.invoke(keeping.backup, file=_file(file))


def _file(typed: str) -> "Path":
    """Return the file that was named: also as a window does it, into which a file is dragged."""
    if os.name == "nt":
        return expanded(typed.strip('"'))
    with suppress(ValueError):  # several words, or half a pair of quotation marks: they belong to the name
        (typed,) = shlex.split(typed)
    return expanded(typed)


def _withdraw(ctx: click.Context, session: Session) -> None:
    if name := _who(session):
        found = session.opened.book.find(name).name
        question = say("Take back your word for {name}? Type {word}:", name=found, word=say(YES))
        if asking.sure(session, question, YES):
            ctx.invoke(vouching.withdraw, name=name)


def _language(ctx: click.Context, session: Session) -> None:
    asking.choose_language(session)
    session.opened.set("language", spoken())


BEGINNINGS: Final[dict[str, tuple[str, Choice]]] = {
    "1": (N_("Make a new card"), lambda ctx, session: ctx.invoke(keeping.init)),
    "2": (N_("Bring back my cards from a copy"), _bring_back),
}
LEAVING: Final = N_("Leave and lock")
CHOICES: Final[dict[str, tuple[str, Choice]]] = {
    "1": (N_("Swap cards with a whole room"), lambda ctx, session: ctx.invoke(exchanging.meet)),
    "2": (
        N_("Swap cards with one person: show them a code"),
        lambda ctx, session: ctx.invoke(exchanging.swap),
    ),
    "3": (
        N_("Swap cards with one person: take their code"),
        lambda ctx, session: ctx.invoke(exchanging.swap, scan=True),
    ),
    "4": (N_("See my people"), lambda ctx, session: ctx.invoke(people.people)),
    "5": (N_("Find a person, or whoever has a van"), _find),
    "6": (N_("See one person, and how I got their card"), _named(people.person)),
    "7": (N_("See my card"), lambda ctx, session: ctx.invoke(cards.card)),
    "8": (N_("Change my card"), lambda ctx, session: ctx.invoke(cards.edit)),
    "9": (N_("Show my card as a code"), lambda ctx, session: ctx.invoke(cards.show)),
    "10": (N_("Take a card from a picture or a file"), _add),
    "11": (N_("Forget a person"), _named(people.forget)),
    "12": (N_("Make a sealed copy of everything"), _backup),
    "13": (N_("Change my opening phrase"), lambda ctx, session: ctx.invoke(keeping.passphrase)),
    "14": (N_("Change the language (Español)"), _language),
    "15": (N_("Give my word for somebody"), _named(vouching.vouch)),
    "16": (N_("Answer what waits for me"), lambda ctx, session: ctx.invoke(vouching.accept)),
    "17": (N_("See who stands behind somebody"), _named(tracing.trace, _held_or_vouched_for)),
    "18": (N_("Take back my word for somebody"), _withdraw),
    "19": (N_("See my circles"), lambda ctx, session: ctx.invoke(circles.circle)),
}
