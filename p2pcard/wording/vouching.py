"""Giving one's word in sentences: what is asked about it, what was done, and when others get to know it."""

from collections.abc import Callable, Iterator
from typing import Final

from p2pcard.core.book.book import Contact
from p2pcard.core.book.routes import Mark
from p2pcard.errors import N_
from p2pcard.errors.next_step import Accept, Place
from p2pcard.wording.catalogue import say

COUNTS: Final = {  # the answers to the one question about somebody's word on newcomers, and what each means
    "1": (N_("Not yet (most people choose this)"), Mark.NO, False),
    "2": (N_("Yes, with me. Only I see this."), Mark.THEIR_WORD, False),
    "3": (N_("Yes, and others may count it, too. {name} sees this."), Mark.THEIR_WORD, True),
}
MARKS: Final = {
    Mark.NO: N_("no"),
    Mark.THEIR_WORD: N_("yes, their own word"),
    Mark.THOSE_THEY_NAME: N_("yes, and the word of those they name"),
}
DOES_IT_HELP: Final = N_("When {name} brings somebody new, does the word of {name} help them in?")
WHETHER_IT_COUNTS: Final = N_("For you alone: does the word of {name} on newcomers count with you?")
VOUCHED: Final = N_("You vouch for {name}. It counts once {name} agreed.")


def meant(name: str) -> str:
    """Ask whether a person is known and vouched for."""
    return say(
        "Do you know {name}, and is this their card? Type yes to give your word, or press Enter for no:",
        name=name,
    )


def counts_lines(name: str) -> Iterator[str]:
    """Ask whether somebody's word helps newcomers in, with the answers that there are."""
    yield say(DOES_IT_HELP, name=name)
    yield from (f"{number}: {say(words, name=name)}" for number, (words, _, _) in COUNTS.items())


def counts_question(now: str) -> str:
    """Ask for the number of an answer."""
    return say("Type a number, or press Enter for {now}:", now=now)


def answer_of(contact: Contact) -> str:
    """Return the number of the answer that holds now as far as I alone see it."""
    return "1" if contact.mark is Mark.NO else "2"


def counted(contact: Contact, number: str) -> tuple[Mark, bool]:
    """Return my mark on a person and what others may count, for the number of an answer.

    A mark that goes further stays where the answer is yes.
    """
    _, mark, may_introduce = COUNTS[number]
    return (mark if mark is Mark.NO else max(mark, contact.mark)), may_introduce


def whether_it_counts(name: str) -> str:
    """Ask for a private mark."""
    return say(WHETHER_IT_COUNTS, name=name)


def marked(contact: Contact) -> str:
    """Say what my mark on somebody is."""
    words = say(MARKS[contact.mark])
    return say("The word of {name} on newcomers counts with you: {answer}.", name=contact.name, answer=words)


def vouched(contact: Contact) -> Iterator[str]:
    """Say that I vouch for somebody, and how they get it."""
    name = contact.name
    yield say(VOUCHED, name=name)
    yield say("{name} gets it when you next swap or meet.", name=name)


def withdrawn(contact: Contact) -> Iterator[str]:
    """Say that I vouch for somebody no more, and who gets to know it."""
    yield say("You no longer vouch for {name}.", name=contact.name)
    yield say("Whoever you swap or meet with from now on gets to know it.")


def introduced(one: Contact, other: Contact) -> Iterator[str]:
    """Say that two people are offered to each other."""
    yield say("{one} and {other} are asked when you next meet them.", one=one.name, other=other.name)
    yield say("Their cards move only when both agreed. By the end of next month it runs out.")


def answered(contact: Contact, *, yes: bool) -> str:
    """Say what became of what somebody said of me, or offered."""
    if not yes:
        return say("Thrown away. Nobody is told.")
    return say("You agreed. {name} gets to know it when you next swap or meet.", name=contact.name)


def something_waits(name_place: Callable[[Place], str]) -> str:
    """Say that something waits for an answer."""
    return say("Something still waits for your answer: {next}", next=name_place(Accept()))
