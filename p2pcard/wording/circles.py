"""Circles in sentences: what they are, what their rules ask, and what became of them."""

from collections.abc import Callable, Iterator

from p2pcard.core.book.book import Contact
from p2pcard.core.book.circles import Circle, Rule
from p2pcard.errors.next_step import NewCircle, Place, Withdraw
from p2pcard.wording.catalogue import say, say_count


def circle_line(name: str, circle: Circle) -> str:
    """Say how many people are in a circle."""
    return say_count("{name}: {count} person", "{name}: {count} people", len(circle.people), name=name)


def no_circle(name_place: Callable[[Place], str]) -> str:
    """Say that there is none."""
    return say("You have no circle. Begin one: {next}", next=name_place(NewCircle()))


def begun(name: str) -> str:
    """Say that a circle is there."""
    return say("The circle “{name}” is there. Only you know of it.", name=name)


def counted_in(contact: Contact) -> str:
    """Say that somebody belongs to a circle now."""
    return say("{name} is counted in.", name=contact.name)


def left(name: str, forgotten: int | None, name_place: Callable[[Place], str]) -> Iterator[str]:
    """Say that I left a circle, how many people were forgotten with it if any were to be, and what stays."""
    yield say("You left “{name}”. Nobody is told.", name=name)
    if forgotten is not None:
        yield say_count("{count} person is forgotten.", "{count} people are forgotten.", forgotten)
    yield say(
        "What you vouched stays until it runs out. To take it back: {next}", next=name_place(Withdraw())
    )


def rule_lines(rule: Rule) -> tuple[str, ...]:
    """Say what a rule asks, and by which line it is handed on."""
    return (
        say_count(
            "A newcomer needs {count} person who vouches for them.",
            "A newcomer needs {count} people who vouch for them and do not depend on each other.",
            rule.people,
        ),
        say_count(
            "On one person's word you take {count} newcomer in a quarter of a year.",
            "On one person's word you take {count} newcomers in a quarter of a year.",
            rule.budget,
        ),
        say_count(
            "You cannot count a newcomer's own word for {count} quarter of a year.",
            "You cannot count a newcomer's own word for {count} quarters of a year.",
            rule.probation,
        ),
        say("To hand this rule on, send the line: {text}", text=str(rule)),
    )
