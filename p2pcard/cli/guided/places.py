"""How the guided session names a place in the program: by the choices that lead there, never by a command."""

from typing import assert_never

from p2pcard.cli.guided.choices import (
    BEGINNINGS,
    BEHIND_MORE,
    CARD,
    CIRCLES,
    COPY,
    DEMO,
    FIND,
    FIRST,
    LOST,
    MEET,
    OF_CIRCLES,
    OF_LOST,
    OF_MY_CARD,
    OF_PERSON,
    OF_SETTINGS,
    PROFILE,
    SETTINGS,
    SWAP,
    VOUCH,
    WAITING,
    WAITS,
    WIPE,
)
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


def choice_for(place: Place) -> str:  # noqa: C901  # one line for each place
    """Return the choices that lead to a place, or what to do where nothing in the program leads there."""
    match place:
        case BeginAgain() | SayMonth():
            return say("choose the same once more")
        case Unlock():
            return say("type your opening phrase")
        case GivePhrase():
            return "P2PCARD_PASSPHRASE_FILE"  # what a script sets
        case MakeVault():
            return _named("1", BEGINNINGS)
        case ChooseProfile() | NameProfile() | ChooseHome():
            return _behind_more(PROFILE)
        case ChooseLanguage():
            return _then(_behind_more(SETTINGS), "1", OF_SETTINGS)
        case ChooseAddress() | AnyAddress():
            return _then(_behind_more(SETTINGS), "4", OF_SETTINGS)
        case CloseFolder():
            return say("in its properties, let nobody but you read it:")
        case BeginAnew():
            return _then(_behind_more(LOST), "4", OF_LOST)
        case Restore():
            return _then(_behind_more(LOST), "1", OF_LOST)
        case RestorePrevious():
            return _then(_behind_more(LOST), "2", OF_LOST)
        case Backup():
            return _behind_more(COPY)
        case Wipe():
            return _behind_more(WIPE)
        case SeeCards():
            return _then(_first(CARD), "4", OF_MY_CARD)
        case NewCard():
            return _then(_first(CARD), "5", OF_MY_CARD)
        case EditCard():
            return _then(_first(CARD), "1", OF_MY_CARD)
        case ShowCard():
            return _then(_first(CARD), "2", OF_MY_CARD)
        case SeePeople():
            return _first(FIND)
        case Swap():
            return _first(SWAP)
        case Meet() | HostMeeting() | JoinByInvitation():
            return _first(MEET)
        case Vouch():
            return _first(VOUCH)
        case Accept():
            return _named(WAITS, {WAITS: WAITING})
        case Trace(name):
            return _of_person("1", name)
        case Withdraw():
            return _of_person("3", say("somebody"))
        case MarkPerson(name):
            return _of_person("4", name)
        case Introduce():
            return _of_person("5", say("somebody"))
        case ShowFor(name):
            return _of_person("6", name)
        case SeeCircles():
            return _behind_more(CIRCLES)
        case NewCircle():
            return _then(_behind_more(CIRCLES), "1", OF_CIRCLES)
        case SeeRule() | ChangeRule():
            return _then(_behind_more(CIRCLES), "2", OF_CIRCLES)
        case CountInAsFounder() | CountInAnyway():
            return _then(_behind_more(CIRCLES), "3", OF_CIRCLES)
        case CheckPerson():
            return _then(_behind_more(CIRCLES), "4", OF_CIRCLES)
        case Install(extra):
            return say("the part “{extra}” of p2pcard, from the person who gave you the program", extra=extra)
        case ReadFormats():
            return "docs/json.md"
        case Demo():
            return _behind_more(DEMO)
        case _:
            assert_never(place)


def _named(key: str, choices: dict[str, str], name: str = "") -> str:
    return f"{key} ({say(choices[key], name=name)})"


def _first(key: str) -> str:
    return _named(key, FIRST)


def _behind_more(key: str) -> str:
    return _named(key, BEHIND_MORE)


def _of_person(key: str, name: str) -> str:
    return say("{first}, then {second}", first=_first(FIND), second=_named(key, OF_PERSON, name))


def _then(first: str, key: str, choices: dict[str, str]) -> str:
    return say("{first}, then {second}", first=first, second=_named(key, choices))
