"""Where on the page the next step of a refusal is."""

from p2pcard.errors.next_step import (
    Accept,
    EditCard,
    HostMeeting,
    JoinByInvitation,
    Meet,
    Place,
    SeeCards,
    SeePeople,
    ShowCard,
    Swap,
    Trace,
    Unlock,
)
from p2pcard.wording.catalogue import say


def place_on_page(place: Place) -> str:
    """Return the name of a place, as it stands on the page."""
    match place:
        case Unlock():
            return say("Open")
        case ShowCard() | SeeCards() | EditCard():
            return say("My card")
        case Swap() | Meet() | HostMeeting() | JoinByInvitation():
            return say("Meet")
        case SeePeople() | Trace():
            return say("People")
        case Accept():
            return say("Vouching")
        case _:  # what the page does not have yet
            return say("p2pcard in the terminal")
