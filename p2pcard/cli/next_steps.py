"""What a person types for the next step of a refusal."""

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
from p2pcard.wording.catalogue import isolated, say


def command(place: Place) -> str:  # noqa: C901  # one line for each place
    """Return the command or option that leads to a place in the program."""
    match place:
        case BeginAgain() | Unlock():
            return "p2pcard"
        case GivePhrase():
            return "P2PCARD_PASSPHRASE_FILE"
        case MakeVault():
            return "p2pcard init"
        case ChooseProfile():
            return f"p2pcard --profile {say('NAME')} init"
        case NameProfile():
            return f"--profile {say('NAME')}"
        case ChooseHome():
            return "--home"
        case ChooseLanguage():
            return "--lang"
        case CloseFolder():
            return "chmod 700"
        case BeginAnew():
            return "p2pcard revoke --now"
        case Backup():
            return f"p2pcard backup {say('FILE')}"
        case Restore():
            return f"p2pcard restore {say('FILE')}"
        case RestorePrevious():
            return "p2pcard restore --previous"
        case Wipe():
            return "p2pcard wipe"
        case SeeCards():
            return "p2pcard card list"
        case NewCard():
            return f"p2pcard card new {say('NAME')}"
        case EditCard():
            return "p2pcard card edit"
        case ShowCard(as_text):
            return "p2pcard show --text" if as_text else "p2pcard show"
        case ShowFor(name):
            return f"p2pcard show --for {_quoted(name)} --text"
        case SeePeople():
            return "p2pcard people"
        case Swap():
            return "p2pcard swap"
        case Meet():
            return "p2pcard meet"
        case HostMeeting(only_invited):
            return "p2pcard meet --invitation-only" if only_invited else "p2pcard meet --host"
        case JoinByInvitation():
            return "p2pcard meet --invitation"
        case ChooseAddress() | AnyAddress():
            return "--address"
        case Vouch(name):
            return f"p2pcard vouch {_quoted(name)}" if name else "p2pcard vouch"
        case Accept():
            return "p2pcard accept"
        case Withdraw():
            return f"p2pcard withdraw {say('NAME')}"
        case MarkPerson(name):
            return f"p2pcard mark {_quoted(name)}"
        case Introduce():
            return f"p2pcard introduce {say('NAME')} {say('NAME')}"
        case Trace(name):
            return f"p2pcard trace {_quoted(name)}"
        case SeeCircles():
            return "p2pcard circle"
        case NewCircle():
            return f"p2pcard circle new {say('NAME')}"
        case SeeRule():
            return f"p2pcard circle rule {say('NAME')}"
        case ChangeRule(circle):
            return f"p2pcard circle rule {_quoted(circle)}"
        case CheckPerson(name):
            return f"p2pcard circle check {_quoted(name)}"
        case CountInAsFounder(circle, name):
            return f"p2pcard circle add {_quoted(circle)} {_quoted(name)} --founder"
        case CountInAnyway(circle, name):
            return f"p2pcard circle add {_quoted(circle)} {_quoted(name)} --anyway"
        case Install(extra):
            return f'pip install "p2pcard[{extra}]"'
        case SayMonth(month):
            return f"p2pcard --month {month or 'YYYY-MM'}"
        case ReadFormats():
            return "docs/json.md"
        case Demo():
            return "p2pcard demo"
        case _:
            assert_never(place)


def _quoted(name: str) -> str:
    """Return a name as one word of a command."""
    return f'"{isolated(name)}"'
