"""My own cards: what others get, changing it, and who holds the old one."""

from functools import partial

import click

from p2pcard.cli import asking, cards, window
from p2pcard.cli.guided import giving, menu
from p2pcard.cli.guided.choices import OF_MY_CARD
from p2pcard.cli.session import Session
from p2pcard.wording.catalogue import say


def open_card(ctx: click.Context, session: Session) -> None:
    """Show my card, and let one choose what to do with it."""
    ctx.invoke(cards.card)
    actions: dict[str, menu.Action] = {
        "1": _edit,
        "2": _show,
        "3": partial(giving.give, giving.Given(vouches=True)),
        "4": lambda ctx, session: ctx.invoke(cards.list_cards),
        "5": _new,
        "6": _drop,
    }
    menu.choose_from(ctx, session, menu.filled(OF_MY_CARD), actions)


def which_card(session: Session) -> str:
    """Return the label of one of my cards; asks only where there are several."""
    labels = [each.label for each in session.opened.book.own]
    if len(labels) == 1:
        return labels[0]
    question = say("Which card? Type the number, or press Enter for the first:")
    return menu.pick(session, question, {label: label for label in labels}) or labels[0]


def _edit(ctx: click.Context, session: Session) -> None:
    ctx.invoke(cards.edit, label=which_card(session))


def _show(ctx: click.Context, session: Session) -> None:
    giving.give(giving.Given(label=which_card(session)), ctx, session)


def _new(ctx: click.Context, session: Session) -> None:
    label = asking.line(session, say("What do you call this card? Only you see that. For example: clinic"))
    if not label:
        return
    question = say("Shall it be short, for codes on paper and old cameras? Type yes, or press Enter for no:")
    ctx.invoke(cards.new, label=label, short=asking.yes_or_no(session, question))


def _drop(ctx: click.Context, session: Session) -> None:
    label = which_card(session)
    question = say("Drop the card “{label}”? Type yes, or press Enter for no:", label=label)
    if asking.yes_or_no(session, question):
        ctx.invoke(cards.drop, label=label)
    else:
        window.tell(say("Nothing was changed."))
