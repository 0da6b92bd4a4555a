"""Commands about the vault: making, backing up, restoring, wiping."""

from typing import TYPE_CHECKING

import click

from p2pcard.cli import asking, filling
from p2pcard.cli.asking import YES
from p2pcard.cli.general import Command, File, card_source, pass_session
from p2pcard.cli.session import Session
from p2pcard.cli.words import say, spoken
from p2pcard.errors import N_, NoAnswer, NoCopyMade, NotConfirmed, NothingBroughtBack

if TYPE_CHECKING:
    from pathlib import Path

WIPE_WORD = N_("DELETE")

_low_memory = click.option(
    "--low-memory", is_flag=True, help=say("For devices with less than 2 GB of memory.")
)


@click.command(cls=Command, help=say("Begin here: make your first card."))
@card_source
@_low_memory
@pass_session
def init(session: Session, source: str | None, low_memory: bool) -> None:
    """Make an identity, its vault and its first card."""
    me = session.cardholder
    me.refuse_if_no_place()
    mine = filling.card_given(session, source) if source else filling.first_card(session)
    me.create(asking.new_phrase(session), mine, low_memory=low_memory)
    me.set("language", spoken())
    from p2pcard.cli.cards import card_answer

    card_answer(session, me.book.own_card(), say("Your card is made. This is all that others will get:"))
    session.note(say("Swap it with somebody beside you: p2pcard swap"))


@click.command(cls=Command, help=say("Change your opening phrase."))
@pass_session
def passphrase(session: Session) -> None:
    """Seal the vault anew under another phrase."""
    me = session.opened
    me.change_phrase(asking.new_phrase(session))
    session.answer({"changed": True}, say("Done. Only the new phrase opens your cards now."))


@click.command(cls=Command, help=say("Write a sealed copy that only your twelve words open."))
@click.argument("file", type=File(), metavar=say("FILE"))
@pass_session
def backup(session: Session, file: "Path") -> None:
    """Write a backup; the first time, show the recovery words and ask them back."""
    me = session.opened
    words = None if me.knows_words else me.recovery_words()
    if words and not session.json:
        _ask_back(session, words, file)
    me.backup(file)
    session.answer({"backup": str(file), "words": words}, say("The copy is in {file}.", file=file))
    me.note_words_known()  # not before they were told: nothing tells them a second time


@click.command(cls=Command, help=say("Get your cards back, with a sealed copy and your twelve words."))
@click.argument("file", type=File(), required=False, metavar=say("[FILE]"))
@click.option("--previous", is_flag=True, help=say("Go back to the save before the last one."))
@click.option(
    "--lost/--taken", default=None, help=say("Say whether the old device was lost, or taken by somebody.")
)
@click.option("--was-open", is_flag=True, help=say("It was taken while it was open."))
@_low_memory
@pass_session
def restore(
    session: Session, file: "Path | None", previous: bool, lost: bool | None, was_open: bool, low_memory: bool
) -> None:
    """Make a vault from a backup, or go back by one save."""
    if previous == bool(file):
        raise click.UsageError(say("Name the file of the copy, or write --previous."))
    if file is None:
        _go_back(session)
        return _restored(session, None, taken=False, was_open=was_open)
    taken, was_open = _asked_what_happened(session, file, lost, was_open=was_open)
    _restore_file(session, file, taken=taken, low_memory=low_memory)
    return _restored(session, file, taken=taken, was_open=was_open)


@click.command(cls=Command, help=say("Remove everything from this device. Other profiles stay."))
@pass_session
def wipe(session: Session) -> None:
    """Destroy the vault, after a typed word."""
    session.cardholder.refuse_if_out_of_reach()
    question = say("Your cards and your people will be gone from here. Type {word}:", word=say(WIPE_WORD))
    if not asking.sure(session, question, WIPE_WORD):
        raise NotConfirmed(word=say(WIPE_WORD))
    session.cardholder.wipe()
    session.answer(
        {"wiped": True}, say("Everything is gone from this device. Copies in other places are not.")
    )


def _ask_back(session: Session, words: tuple[str, ...], file: "Path") -> None:
    """Show the twelve words once, and have them typed back."""
    session.cardholder.refuse_backup_at(file)  # before the words are on paper
    session.note(say("Write these twelve words on paper. You will not see them again:"))
    session.note(f"\n    {' '.join(words[:6])}\n    {' '.join(words[6:])}\n")
    question, check = say("Type all twelve from your paper:"), session.cardholder.check_words
    asking.twelve_words(session, question, check, NoCopyMade)


def _go_back(session: Session) -> None:
    """Open the save before the last one."""
    session.cardholder.refuse_if_out_of_reach()
    session.open_with(lambda phrase: session.cardholder.unlock(phrase, previous=True))


def _asked_what_happened(
    session: Session, file: "Path", lost: bool | None, *, was_open: bool
) -> tuple[bool, bool]:
    """Return whether the old device was taken, and was open then, where a backup can be brought back."""
    session.cardholder.refuse_if_no_place()
    session.cardholder.check_backup(file)  # before all the questions
    taken = not (_was_lost(session) if lost is None else lost)
    return taken, was_open or (taken and _was_open(session))


def _restore_file(session: Session, file: "Path", *, taken: bool, low_memory: bool) -> None:
    """Make a vault from a backup."""
    from p2pcard.core.recovery import read_recovery_words

    question = say("Type your twelve words:")
    root = asking.twelve_words(session, question, read_recovery_words, NothingBroughtBack)
    phrase = asking.new_phrase(session)
    session.cardholder.restore(file, root, phrase, taken=taken, low_memory=low_memory)


def _was_lost(session: Session) -> bool:
    question = say("Is the old device lost (1), or may somebody have taken it (2)? Type 1 or 2:")
    typed = session.somebody_types
    answer = asking.one_of(session, question, ("", "1", "2")) if typed else asking.line(session, question)
    if answer not in ("1", "2"):  # not for us to guess: one of them ends the identity
        raise NoAnswer
    return answer == "1"


def _was_open(session: Session) -> bool:
    """Ask whether others could read everything; programs and scripts say so with --was-open."""
    if not session.somebody_types:
        return False
    question = say("Was it open when they took it? Type {word}, or press Enter for no:", word=say(YES))
    return asking.yes_or_no(session, question)


def _restored(session: Session, file: "Path | None", *, taken: bool, was_open: bool) -> None:
    """Say what is back, and what is to be done now, person by person."""
    from p2pcard.cli.words import isolated

    people = sorted(session.cardholder.book.contacts.values(), key=lambda contact: contact.name)
    facts = {"same_identity": not taken, "people": len(people)}
    tell = [{"id": each.key.hex(), "name": each.name} for each in people] if was_open else []
    lines = [say("Your cards are back, and you are the same person to everybody.")]
    if taken:
        lines = [
            say("Your people are back. Your card is new, because the old one may be in other hands."),
            say("Meet your people again, so that they hold the new one, and learn that the old one is dead."),
            say("Nobody vouches for your new card yet. Ask them again, and vouch again for others."),
        ]
    if tell:
        names = ", ".join(isolated(each.name) for each in people)
        lines.append(say("Their cards were open to others. Tell them, face to face: {names}", names=names))
    session.answer({"restored": str(file) if file else "previous", **facts, "tell": tell}, *lines)
