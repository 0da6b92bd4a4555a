"""My circles: beginning one, its rule, and who is counted in."""

import click

from p2pcard.cli import asking, circles, window
from p2pcard.cli.guided import menu
from p2pcard.cli.guided.choices import OF_CIRCLES
from p2pcard.cli.guided.who import who
from p2pcard.cli.session import Session
from p2pcard.wording.catalogue import say

MOST = 9  # the largest number of a rule


def open_circles(ctx: click.Context, session: Session) -> None:
    """Show my circles, and let one choose what to do."""
    ctx.invoke(circles.circle)
    actions: dict[str, menu.Action] = {
        "1": _begin,
        "2": _rule,
        "3": _count_in,
        "4": _check,
        "5": _take_rule,
        "6": _leave,
    }
    menu.choose_from(ctx, session, menu.filled(OF_CIRCLES), actions)


def _which(ctx: click.Context, session: Session) -> str:
    """Return the name of one of my circles; nothing where there is none, or for a person who leaves."""
    names = sorted(session.opened.book.circles)
    if not names:
        ctx.invoke(circles.circle)  # says that there is none
        return ""
    if len(names) == 1:
        return names[0]
    question = say("Which circle? Type the number, or press Enter to go back:")
    return menu.pick(session, question, {name: name for name in names}) or ""


def _begin(ctx: click.Context, session: Session) -> None:
    name = asking.line(session, say("What do you call the circle? Only you see that. Enter alone: go back."))
    if name:
        ctx.invoke(circles.new, name=name)
        ctx.invoke(circles.rule, name=name)


def _rule(ctx: click.Context, session: Session) -> None:
    if not (name := _which(ctx, session)):
        return
    ctx.invoke(circles.rule, name=name)
    if not asking.yes_or_no(session, say("Change it? Type yes, or press Enter for no:")):
        return
    now = session.opened.circles.find(name).rule
    people = _number(session, say("How many people does a newcomer need? Enter: {now}", now=now.people), 1)
    question = say(
        "How many newcomers do you take in a quarter on one person's word? Enter: {now}", now=now.budget
    )
    budget = _number(session, question, 1)
    question = say(
        "For how many quarters can you not count a newcomer's own word? Enter: {now}", now=now.probation
    )
    ctx.invoke(circles.rule, name=name, people=people, budget=budget, probation=_number(session, question, 0))


def _number(session: Session, question: str, least: int) -> int | None:
    """Ask for a number of a rule; None for a person who leaves it as it is."""
    typed = asking.one_of(session, question, ("", *map(str, range(least, MOST + 1))))
    return int(typed) if typed else None


def _count_in(ctx: click.Context, session: Session) -> None:
    if not (name := _which(ctx, session)) or not (person := who(session)):
        return
    question = say("Did {name} belong from the start? Type yes, or press Enter for no:", name=person.name)
    founder = asking.yes_or_no(session, question)
    key, anyway = person.key.hex(), False
    if not founder:
        ctx.invoke(circles.check, person=key, name=name)
        question = say("Take more newcomers than the rule, if need be? Type yes, or press Enter for no:")
        anyway = asking.yes_or_no(session, question)
    ctx.invoke(circles.add, name=name, person=key, founder=founder, anyway=anyway)


def _check(ctx: click.Context, session: Session) -> None:
    if not (person := who(session)):
        return
    names, chosen = sorted(session.opened.book.circles), ""
    if len(names) > 1:
        question = say("Which circle? Type the number, or press Enter for all:")
        chosen = menu.pick(session, question, {name: name for name in names}) or ""
    ctx.invoke(circles.check, person=person.key.hex(), name=chosen)


def _take_rule(ctx: click.Context, session: Session) -> None:
    if name := _which(ctx, session):
        ctx.invoke(circles.rule, name=name, take=True)


def _leave(ctx: click.Context, session: Session) -> None:
    if not (name := _which(ctx, session)):
        return
    if not asking.yes_or_no(session, say("Leave “{name}”? Type yes, or press Enter for no:", name=name)):
        window.tell(say("Nothing was changed."))
        return
    question = say("Forget the people, too, who are in no other circle? Type yes, or press Enter for no:")
    ctx.invoke(circles.leave, name=name, forget=asking.yes_or_no(session, question))
