"""How a session comes to open cards: with the opening phrase, a first card, a copy, or another profile."""

import click

from p2pcard.cli import asking, doctor, keeping, window
from p2pcard.cli.demo.command import demo
from p2pcard.cli.general import tell_refusal
from p2pcard.cli.guided import files, keeping_safe, menu
from p2pcard.cli.guided.choices import BEGINNINGS, LEAVE, LOCKED
from p2pcard.cli.session import Session
from p2pcard.errors import NoAnswer, NoVault, QuestionStopped, Refusal
from p2pcard.wording.catalogue import QUIT, said, say, spoken


def open_cards(ctx: click.Context, session: Session) -> None:
    """Ask until cards are open. Raises menu.Left, or what refuses where nobody types."""
    while not session.cardholder.is_open:
        try:
            session.opened  # noqa: B018  # asks for the opening phrase
        except NoVault:
            _choose(ctx, session, BEGINNINGS, beginnings())
        except QuestionStopped as stopped:
            raise menu.Left from stopped
        except NoAnswer:
            if session.keyboard.ended or not session.somebody_types:
                raise
            _choose(ctx, session, LOCKED, locked())
        except Refusal as refusal:
            if not session.somebody_types:
                raise
            tell_refusal(session, refusal)
            _choose(ctx, session, LOCKED, locked())


def beginnings() -> dict[str, menu.Action]:
    """Return what can be done where no cards are here."""
    return {"1": _first_card, "2": keeping_safe.bring_back, "3": elsewhere, "4": play}


def locked() -> dict[str, menu.Action]:
    """Return what can be done where cards are here and were not opened."""
    return {
        "1": lambda ctx, session: None,
        "2": keeping_safe.go_back,
        "3": lambda ctx, session: ctx.invoke(doctor.doctor),
        "4": elsewhere,
        "5": keeping_safe.wipe,
    }


def elsewhere(ctx: click.Context, session: Session) -> None:
    """Go on with another profile, or with everything in another folder."""
    window.tell(
        say("A profile is another you, with cards and people that have nothing in common with these.")
    )
    name = asking.line(
        session, say("What is the profile called? -: the one without a name. Enter: no change.")
    )
    place = asking.line(session, say("In which folder is everything? Enter: no change."))
    if name or place:
        home = files.named(place) if place else None
        question = say("Are cards there already? Press Enter to open them. Type n to make the first one:")
        new = asking.one_of(session, question, ("", "n"))
        session.go_elsewhere(home, "" if name == "-" else name or session.profile)
        if new:
            ctx.invoke(keeping.init)


def play(ctx: click.Context, session: Session) -> None:
    """Show how people meet."""
    ctx.invoke(demo)


def _choose(
    ctx: click.Context, session: Session, labels: dict[str, str], actions: dict[str, menu.Action]
) -> None:
    """Let a person choose one thing; raises menu.Left for a person who leaves."""
    if labels is BEGINNINGS:
        session.cardholder.refuse_if_no_place()
        if session.can_choose_language:
            asking.choose_language(session)
            session.asked_language = spoken()  # once is enough
    menu.show(session, menu.filled(labels))
    question = say("Type a number:")
    while (line := menu.typed(session, question)) not in actions:
        if said(line, QUIT, LEAVE):
            raise menu.Left
        if asking.wants_help(line) or not line:
            menu.show(session, menu.filled(labels))
        else:
            asking.tell_no_choice(line)
    menu.do(ctx, session, actions[line])


def _first_card(ctx: click.Context, session: Session) -> None:
    ctx.invoke(keeping.init)
