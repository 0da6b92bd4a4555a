"""Swapping cards face to face: with one person, in any way that the two can, or with a whole room."""

import click

from p2pcard.cli import asking, doctor, exchanging, window
from p2pcard.cli.guided import files, menu
from p2pcard.cli.guided.my_card import which_card
from p2pcard.cli.session import Session
from p2pcard.errors import N_
from p2pcard.wording.catalogue import say

WAYS = {
    "1": N_("I show a code, and the other person takes it"),
    "2": N_("I have a picture of their code, in a file"),
    "3": N_("I type the text that stands at their code"),
    "4": N_("No camera: we read aloud"),
}
ROOMS = {
    "1": N_("Join, or start if nobody did"),
    "2": N_("Start it on this device"),
    "3": N_("Join by the invitation on the first screen"),
    "4": N_("Start it, only for people who have the invitation"),
}


def swap(ctx: click.Context, session: Session) -> None:
    """Swap with one person: a code and two words, or where there is no camera a meeting of two."""
    if not _works(session):
        return
    window.tell(say("One of you shows a code, the other takes it. What do you do?"))
    menu.show(session, menu.filled(WAYS))
    match asking.one_of(session, say("Type a number, or press Enter to go back:"), ("", *WAYS)):
        case "1":
            ctx.invoke(exchanging.swap, address=session.address, label=which_card(session))
        case "2":
            if image := files.to_read(session, say("Which file is the picture? Enter alone: none.")):
                ctx.invoke(exchanging.swap, image=image, address=session.address, label=which_card(session))
        case "3":
            ctx.invoke(exchanging.swap, scan=True, address=session.address, label=which_card(session))
        case "4":
            window.tell(
                say("Be in the same Wi-Fi. Both of you choose this, and one reads aloud what is shown.")
            )
            ctx.invoke(exchanging.meet, address=session.address, label=which_card(session))


def meet(ctx: click.Context, session: Session) -> None:
    """Swap with a whole room."""
    if not _works(session):
        return
    menu.show(session, menu.filled(ROOMS))
    typed = asking.one_of(session, say("Type a number, or press Enter for 1:"), ("", *ROOMS))
    ctx.invoke(
        exchanging.meet,
        host=typed == "2",
        invitation=typed == "3",
        invitation_only=typed == "4",
        address=session.address,
        label=which_card(session),
    )


def _works(session: Session) -> bool:
    """Look once in a session whether something stands in the way; the person may go on all the same."""
    if session.looked:
        return True
    session.looked = True
    found = doctor.in_the_way(session)
    if not found:
        return True
    window.tell(*found)
    return asking.yes_or_no(session, say("Go on all the same? Type yes, or press Enter to go back:"))
