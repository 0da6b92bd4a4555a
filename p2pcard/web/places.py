"""Where on the page the next step of a refusal is."""

from typing import assert_never

from p2pcard.errors.next_step import (
    Accept,
    AnyAddress,
    Backup,
    BeginAgain,
    BeginAnew,
    ChangeRule,
    CheckPerson,
    ChooseAddress,
    ChooseHome,
    ChooseLanguage,
    ChooseProfile,
    CloseFolder,
    CountInAnyway,
    CountInAsFounder,
    Demo,
    EditCard,
    GivePhrase,
    HostMeeting,
    Install,
    Introduce,
    JoinByInvitation,
    MakeVault,
    MarkPerson,
    Meet,
    NameProfile,
    NewCard,
    NewCircle,
    Place,
    ReadFormats,
    Restore,
    RestorePrevious,
    SayMonth,
    SeeCards,
    SeeCircles,
    SeePeople,
    SeeRule,
    ShowCard,
    ShowFor,
    Swap,
    Trace,
    Unlock,
    Vouch,
    Wipe,
    Withdraw,
)
from p2pcard.wording.catalogue import say


def place_on_page(place: Place) -> str:
    """Return the name of a place, as it stands on the page."""
    match place:
        case BeginAgain() | SayMonth():
            return say("the same once more")
        case Unlock():
            return say("Open")
        case MakeVault():
            return say("Make my card")
        case ChooseProfile():
            return say(
                "{first}, then {second}",
                first=say("More, if this does not open"),
                second=say("Make a new profile"),
            )
        case NameProfile():
            return say("The name of the profile")
        case ChooseLanguage():
            return _more(say("Settings"))
        case BeginAnew():
            return _more(say("End my card now, and begin anew"))
        case Backup():
            return _more(say("Copy of everything"))
        case Restore():
            return _more(say("Bring back my cards from a copy"))
        case RestorePrevious():
            return _more(say("Go back to another save on this device"))
        case Wipe():
            return _more(say("Delete everything"))
        case ShowCard() | SeeCards() | EditCard() | NewCard():
            return say("My card")
        case Swap() | Meet() | HostMeeting() | JoinByInvitation():
            return say("Meet")
        case SeePeople() | Trace() | Vouch() | Withdraw() | MarkPerson() | Introduce() | ShowFor():
            return say("People")
        case Accept() | SeeCircles() | NewCircle() | SeeRule() | ChangeRule():
            return say("Vouching")
        case CheckPerson() | CountInAsFounder() | CountInAnyway():
            return say("Vouching")
        case CloseFolder() | Install() | ReadFormats() | Demo():
            return say("p2pcard in the terminal")
        case GivePhrase() | ChooseHome() | ChooseAddress() | AnyAddress():
            return say("p2pcard in the terminal")
        case _:
            assert_never(place)


def _more(second: str) -> str:
    return say("{first}, then {second}", first=say("More"), second=second)
