"""What is asked about a person one vouches for: how one met, whether they may introduce, a private mark."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from p2pcard.cli import asking
from p2pcard.cli.asking import YES
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.core import vouch_values
from p2pcard.core.book import How
from p2pcard.core.routes import Mark
from p2pcard.errors import N_, NotConfirmed, NotMet

if TYPE_CHECKING:
    from p2pcard.core.book import Contact

MANNERS: Final = {How.QR: N_("by a code"), How.PHRASE: N_("by the words read aloud")}
MARK_WORDS: Final = {
    Mark.NO: N_("no"),
    Mark.THEIR_WORD: N_("yes, their own word"),
    Mark.THOSE_THEY_NAME: N_("yes, and the word of those they name"),
}
MARK_NAMES: Final = {mark: name for name, mark in vouch_values.MARKS.items()}


def meant(name: str) -> str:
    """Ask whether a person of this name is known and vouched for."""
    return say("Do you know {name}, and do you give your word? Type {word}:", name=name, word=say(YES))


def may_introduce(name: str) -> tuple[str, str]:
    """Ask what others will see, in two lines."""
    return (
        say("May others count what {name} says of newcomers? They will see your answer.", name=name),
        say("Type yes, or press Enter for no:"),
    )


def mark_lines(name: str) -> Iterator[str]:
    """Ask for a private mark, with its choices."""
    yield say("For you alone: does the word of {name} on newcomers count with you?", name=name)
    yield from (f"{int(mark)}: {say(words)}" for mark, words in MARK_WORDS.items())


def confirm(session: Session, contact: "Contact") -> None:
    """Ask whether a person means it; raises NotMet or NotConfirmed."""
    if not contact.provenance.how.met:
        raise NotMet(name=contact.name)
    if not asking.sure(session, meant(contact.name), YES):
        raise NotConfirmed(word=say(YES))


def ask_how(session: Session, contact: "Contact") -> How:
    """Ask how the two met; an empty answer is what is noted."""
    session.note(say("How did you meet?"))
    for number, words in enumerate(MANNERS.values(), 1):
        session.note(f"{number}: {say(words)}")
    noted = contact.provenance.how
    question = say("Type the number, or press Enter for “{now}”:", now=say(MANNERS[noted]))
    typed = asking.one_of(session, question, ("", "1", "2"))
    return list(MANNERS)[int(typed) - 1] if typed else noted


def ask_may_introduce(session: Session, contact: "Contact") -> bool:
    """Ask what others will see: whether they may count this person's word, too."""
    may, question = may_introduce(contact.name)
    session.note(may)
    return asking.yes_or_no(session, question)


def ask_mark(session: Session, contact: "Contact") -> Mark | None:
    """Ask for a private mark; an empty answer leaves it as it is."""
    for line in mark_lines(contact.name):
        session.note(line)
    now = say(MARK_WORDS[contact.mark])
    question = say("Type the number, or press Enter for “{now}”:", now=now)
    typed = asking.one_of(session, question, ("", "0", "1", "2"))
    return Mark(int(typed)) if typed else None
