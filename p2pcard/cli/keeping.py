"""Commands about the vault: making, backing up, restoring, wiping."""

from typing import TYPE_CHECKING

import click

from p2pcard.cli import asking, filling, window
from p2pcard.cli.asking import YES
from p2pcard.cli.general import Command, File, card_source, pass_session
from p2pcard.cli.session import Session, few_tries
from p2pcard.errors import (
    KeptFull,
    NoAnswer,
    NoCopyMade,
    NotConfirmed,
    NothingBroughtBack,
    SeveralProfiles,
    WrongPhrase,
)
from p2pcard.errors.next_step import Swap
from p2pcard.wording.catalogue import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from p2pcard.service.keeper import FoundSave, FoundSaves

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
    session.dated(me.refuse_if_clock_not_set)
    mine = filling.card_given(session, source) if source else filling.first_card(session)
    me.create(asking.new_phrase(session), mine, low_memory=low_memory)
    me.choose_language(spoken())
    from p2pcard.cli.cards import card_answer
    from p2pcard.wording.people import MADE

    card_answer(session, me.book.own_card(), say(MADE))
    session.note(say("Swap it with somebody beside you: {next}", next=session.name_place(Swap())))


@click.command(cls=Command, help=say("Change your opening phrase."))
@_low_memory
@pass_session
def passphrase(session: Session, low_memory: bool) -> None:
    """Seal the vault anew under another phrase."""
    me = session.opened
    me.change_phrase(asking.new_phrase(session), low_memory=low_memory)
    from p2pcard.jsonapi.vault import answer_changed
    from p2pcard.wording.vault import PHRASE_CHANGED

    session.answer(answer_changed(), say(PHRASE_CHANGED))


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
    from p2pcard.jsonapi.vault import answer_backup
    from p2pcard.wording.vault import copied

    session.answer(answer_backup(file, words), copied(file))
    me.note_words_known()  # not before they were told: nothing tells them a second time


@click.command(cls=Command, help=say("Get your cards back, with a sealed copy and your twelve words."))
@click.argument("file", type=File(), required=False, metavar=say("[FILE]"))
@click.option("--previous", is_flag=True, help=say("Go back to another save on this device."))
@click.option(
    "--lost/--taken", default=None, help=say("Say whether the old device was lost, or taken by somebody.")
)
@click.option("--was-open", is_flag=True, help=say("It was taken while it was open."))
@_low_memory
@pass_session
def restore(
    session: Session, file: "Path | None", previous: bool, lost: bool | None, was_open: bool, low_memory: bool
) -> None:
    """Make a vault from a backup, or go back to another save."""
    if previous == bool(file):
        raise click.UsageError(say("Name the file of the copy, or write --previous."))
    if file is None:
        if _went_back(session):
            _restored(session, None, taken=False, was_open=was_open)
        return None
    taken, was_open = _asked_what_happened(session, file, lost, was_open=was_open)
    _restore_file(session, file, taken=taken, low_memory=low_memory)
    return _restored(session, file, taken=taken, was_open=was_open)


@click.command(cls=Command, help=say("Remove everything from this device. Other profiles stay."))
@pass_session
def wipe(session: Session) -> None:
    """Destroy the vault, after a typed word."""
    folder = _which_to_wipe(session)
    from p2pcard.wording.vault import WIPE, WIPE_WORD

    if not asking.sure(session, say(WIPE, word=say(WIPE_WORD)), WIPE_WORD):
        raise NotConfirmed(word=say(WIPE_WORD))
    session.cardholder.wipe(folder)
    from p2pcard.jsonapi.vault import answer_wiped
    from p2pcard.service.profiles import cards_here
    from p2pcard.wording.vault import WIPED, WIPED_ONE

    session.answer(answer_wiped(), say(WIPED_ONE if cards_here(session.cardholder.home) else WIPED))


def _which_to_wipe(session: Session) -> "Path | None":
    """Return the folder that shall go, or None for that of the cards that are open.

    Where it is not sure which one is meant, its phrase tells, or a person who looks at what shows without it.
    """
    from p2pcard.service.profiles import cards_here

    me = session.cardholder
    if me.is_open:
        return None
    me.refuse_if_out_of_reach()
    cards = cards_here(me.home, me.profile)
    if len(cards) == 1:
        me.refuse_if_busy(cards[0].folder)
        return cards[0].folder
    if session.has_phrase or not session.somebody_types:
        session.open()
        return None
    if few_tries(lambda: _opened(session), session.note_refusal, WrongPhrase):
        session.welcome_back()
        return None
    return _chosen_to_wipe(session)


def _opened(session: Session) -> bool:
    """Open the cards whose phrase is typed; tell whether one was."""
    phrase = session.phrase(
        say("Type the opening phrase of the cards that shall go, or press Enter if you do not have it:")
    )
    if phrase.strip():
        session.enter(phrase)
    return session.cardholder.is_open


def _chosen_to_wipe(session: Session) -> "Path":
    """Let a person who has no phrase choose among all cards here, by what shows of them."""
    from p2pcard.service.profiles import cards_here
    from p2pcard.wording.vault import WIPE_WORD, seen_from_outside

    cards = {str(number): each for number, each in enumerate(cards_here(session.cardholder.home), 1)}
    for number, each in cards.items():
        window.tell(f"{number}: {seen_from_outside(each)}")
    question = say("Which of them shall go? Type the number, or press Enter for none:")
    number = asking.one_of(session, question, ("", *cards))
    if not number:
        raise NotConfirmed(word=say(WIPE_WORD))
    session.cardholder.refuse_if_busy(cards[number].folder)
    return cards[number].folder


def _ask_back(session: Session, words: tuple[str, ...], file: "Path") -> None:
    """Show the twelve words once, and have them typed back."""
    session.cardholder.refuse_backup_at(file)  # before the words are on paper
    session.note(say("Write these twelve words on paper. You will not see them again:"))
    session.note(f"\n    {' '.join(words[:6])}\n    {' '.join(words[6:])}\n")
    question, check = say("Type all twelve from your paper:"), session.cardholder.check_words
    asking.twelve_words(session, question, check, NoCopyMade)


def _went_back(session: Session) -> bool:
    """Name the saves that are there, and go back to the one that is chosen; return whether one was."""
    me = session.cardholder
    me.lock()  # it may be the guided session that has them open
    me.refuse_if_out_of_reach()
    opened: list[FoundSaves] = []
    session.open_with(lambda phrase: opened.append(_found(session, phrase)))
    (found,) = opened
    with found:
        from p2pcard.wording.vault import GO_BACK, NOT_GONE_BACK, found_saves

        for line in found_saves(found):
            session.note(line)
        save = _chosen(session, say(GO_BACK), found, found.saves)
        if save is None or save.is_last:
            from p2pcard.jsonapi.vault import answer_saves

            session.answer(answer_saves(found), say(NOT_GONE_BACK))
            return False
        drop = _dropped(session, found, save)
        session.dated(lambda: me.go_back(found, save, drop))
    return True


def _found(session: Session, phrase: str) -> "FoundSaves":
    """Find the saves that a phrase opens; where they are of several profiles, of the one that is named."""
    me = session.cardholder
    try:
        return me.find_saves(phrase)
    except SeveralProfiles as refusal:
        return me.find_saves(phrase, profile=session.named_profile(refusal))


def _dropped(session: Session, found: "FoundSaves", save: "FoundSave") -> str:
    """Return the file of what has to go for the last save to be kept, or nothing where there is room."""
    full = session.cardholder.must_drop(found, save)
    if not full:
        return ""
    from p2pcard.wording.vault import DROP

    gone = _chosen(session, say(DROP), found, full)
    if gone is None:
        raise KeptFull
    return gone.name


def _chosen(
    session: Session, question: str, found: "FoundSaves", choices: "Sequence[FoundSave]"
) -> "FoundSave | None":
    """Ask for one of these saves by its number among all, or for none."""
    numbers = {str(number): each for number, each in enumerate(found.saves, 1) if each in choices}
    typed = asking.one_of(session, question, ("", *numbers))
    return numbers.get(typed)


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
    from p2pcard.core.formats.recovery import read_recovery_words

    question = say("Type your twelve words:")
    root = asking.twelve_words(session, question, read_recovery_words, NothingBroughtBack)
    phrase = asking.new_phrase(session)
    me = session.cardholder

    def restore() -> None:
        me.restore(file, root, phrase, taken=taken, low_memory=low_memory)

    if session.dated(restore):
        restore()


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
    from p2pcard.jsonapi.vault import answer_restored
    from p2pcard.wording.vault import restored

    people = sorted(session.cardholder.book.contacts.values(), key=lambda contact: contact.name)
    tell = people if was_open else []
    values = answer_restored(file, len(people), tell, same_identity=not taken)
    session.answer(values, *restored(tell, taken=taken))
