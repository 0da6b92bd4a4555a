"""Commands about circles: names and rules of one's own, which never travel."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from p2pcard.cli.general import Group, Number, pass_session, several_words
from p2pcard.cli.session import Session
from p2pcard.wording.catalogue import say

if TYPE_CHECKING:
    from p2pcard.core.book.circles import Rule
    from p2pcard.service.cardholder import Cardholder

_F = TypeVar("_F", bound=Callable[..., Any])
_DIGIT, _COUNT = Number(0, 9), Number(1, 9)


def _numbers(command: _F) -> _F:
    """Add the three numbers of a rule as options."""
    for option in (
        click.option(
            "--probation",
            type=_DIGIT,
            metavar="N",
            help=say("For how many quarters you cannot count a newcomer's own word."),
        ),
        click.option(
            "--budget",
            type=_COUNT,
            metavar="N",
            help=say("How many newcomers you take in a quarter on one person's word."),
        ),
        click.option("--people", type=_COUNT, metavar="N", help=say("How many people a newcomer needs.")),
    ):
        command = option(command)
    return command


@click.group(cls=Group, invoke_without_command=True, help=say("See your circles. They stay on this device."))
@pass_session
@click.pass_context
def circle(ctx: click.Context, session: Session) -> None:
    """List my circles where no subcommand is named."""
    if ctx.invoked_subcommand is None:
        _list(session)


@circle.command("new", help=say("Begin a circle. It is a name of your own, with a rule for newcomers."))
@several_words("name", metavar=say("CIRCLE"))
@_numbers
@pass_session
def new(session: Session, name: str, people: int | None, budget: int | None, probation: int | None) -> None:
    """Begin a circle."""
    me = session.opened
    from p2pcard.core.book.circles import Rule

    kept = me.circles.begin(name, _changed(Rule(), people, budget, probation))
    from p2pcard.wording.circles import begun

    _told(session, kept, begun(kept))


@circle.command("add", help=say("Count somebody in who meets the circle's rule."))
@click.argument("name", metavar=say("CIRCLE"))
@several_words("person", metavar=say("NAME"))
@click.option("--founder", is_flag=True, help=say("You met them, and they belong from the start."))
@click.option("--anyway", is_flag=True, help=say("Take more newcomers on one person's word than the rule."))
@pass_session
def add(session: Session, name: str, person: str, founder: bool, anyway: bool) -> None:
    """Count somebody in."""
    contact, circles = session.opened.find(person), session.cardholder.circles
    name = circles.named(name)
    circles.count_in(name, contact, founder=founder, anyway=anyway)
    from p2pcard.wording.circles import counted_in

    _told(session, name, counted_in(contact))


@circle.command("leave", help=say("Leave a circle: its rule and who was in it are forgotten here."))
@several_words("name", metavar=say("CIRCLE"))
@click.option("--forget", is_flag=True, help=say("Forget the people, too, who are in no other circle."))
@pass_session
def leave(session: Session, name: str, forget: bool) -> None:
    """Leave a circle."""
    name = session.opened.circles.named(name)
    gone = session.cardholder.circles.leave(name, forget=forget)
    from p2pcard.jsonapi.circles import answer_left
    from p2pcard.wording.circles import left

    lines = left(name, gone if forget else None, session.name_place)
    session.answer(answer_left(name, gone), *lines)


@circle.command("rule", help=say("See, change, hand on or take over a circle's rule."))
@several_words("name", metavar=say("CIRCLE"))
@_numbers
@click.option("--take", is_flag=True, help=say("Take over a rule that somebody handed on as a line of text."))
@pass_session
def rule(
    session: Session, name: str, people: int | None, budget: int | None, probation: int | None, take: bool
) -> None:
    """Show a rule, after changing it if asked."""
    if take and (people, budget, probation) != (None, None, None):
        raise click.UsageError(say("Either --take or the numbers of a rule, not both."))
    circles = session.opened.circles
    name = circles.named(name)
    before = circles.find(name).rule
    wanted = _taken(session) if take else _changed(before, people, budget, probation)
    if wanted != before:
        circles.change(name, wanted)
    from p2pcard.wording.circles import rule_lines

    _told(session, name, *rule_lines(wanted))


@circle.command("check", help=say("See whether somebody meets the rule of a circle. No CIRCLE: of all."))
@click.argument("person", metavar=say("NAME"))
@click.argument("name", default="", metavar=say("[CIRCLE]"))
@pass_session
def check(session: Session, person: str, name: str) -> None:
    """Check somebody against the rules of circles."""
    me = session.opened
    from p2pcard.jsonapi.circles import answer_checks
    from p2pcard.wording.circles import no_circle
    from p2pcard.wording.standing import Standing

    contact = me.find(person)
    checks = {each: me.circles.check(each, contact) for each in _asked(me, name)}
    standing = Standing(me.book, contact, me.month, session.name_place, known=me.knows_month)
    lines = [line for each, found in checks.items() for line in standing.check(each, found)]
    session.answer(answer_checks(contact, checks), *(lines or [no_circle(session.name_place)]))


def _asked(me: "Cardholder", name: str) -> list[str]:
    return [me.circles.named(name)] if name else sorted(me.book.circles)


def _list(session: Session) -> None:
    found = sorted(session.opened.book.circles.items())
    from p2pcard.jsonapi.circles import answer_circles
    from p2pcard.wording.circles import circle_line, no_circle

    lines = [circle_line(*each) for each in found]
    session.answer(answer_circles(found), *(lines or [no_circle(session.name_place)]))


def _taken(session: Session) -> "Rule":
    from p2pcard.core.book.circles import read_rule

    return read_rule(session.ask(say("Paste the line with the rule:")))


def _changed(before: "Rule", people: int | None, budget: int | None, probation: int | None) -> "Rule":
    from p2pcard.core.book.circles import Rule

    given, kept = (people, budget, probation), (before.people, before.budget, before.probation)
    return Rule(*(old if new is None else new for new, old in zip(given, kept, strict=True)))


def _told(session: Session, name: str, *lines: str) -> None:
    from p2pcard.jsonapi.circles import answer_circle

    session.answer(answer_circle(name, session.cardholder.circles.find(name)), *lines)
