"""What was found on this device and network, in sentences, each with one next step unless it is fine."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from p2pcard.core.checkup import CODE_COLUMNS, ROOM, Facts, Finding
from p2pcard.errors import N_, CodeTooBig, NoLocks, NoMulticast, NoNetwork, ScanNotInstalled
from p2pcard.errors.next_step import (
    AskSomebody,
    ChooseAddress,
    ChooseHome,
    ChooseLanguage,
    CloseFolder,
    DoNothing,
    NextStep,
    Place,
    TryAgain,
    places,
)
from p2pcard.wording import catalogue
from p2pcard.wording.catalogue import say, say_count

FINE: Final = {
    "cards": N_("Your cards are on this device."),
    "folder": N_("The folder can be written: {folder}"),
    "privacy": N_("Nobody else may look into the folder."),
    "space": N_("There is room on the disk."),
    "locks": N_("Two programs cannot write there at once."),
    "memory": N_("There is enough memory to open your cards."),
    "network": N_("This device is on a network, as {address}."),
    "networks": N_("It is on no other network."),
    "twice": N_("No two of its networks have the same address."),
    "hardware": N_("Its address says nothing about the machine."),
    "waiting": N_("Other devices may come to this one, as far as this device can tell."),
    "discovery": N_(
        "This program may look for others. Whether the network lets it find them shows when you meet."
    ),
    "pictures": N_("Codes can be read from pictures."),
    "letters": N_("This window shows the letters of every language."),
    "window": N_("This window is wide enough for codes."),
    "language": N_("The language is {language}."),
}
FOUND: Final[
    dict[str, tuple[str, str, NextStep]]
] = {  # of cards it is what opening them would be refused with
    "folder": (
        N_("Nothing can be written in this folder: {folder}"),
        N_("Choose another folder with {next}."),
        ChooseHome(),
    ),
    "privacy": (
        N_("Others on this device may look into this folder: {folder}"),
        N_("Close it to them: {next} {folder}"),
        CloseFolder(),
    ),
    "space": (
        N_("The disk has room for {free} more megabytes, and {room} are needed."),
        N_("Make room on the disk, then try again."),
        TryAgain(),
    ),
    "locks": (NoLocks.text, NoLocks.advice, NoLocks.next),
    "memory": (
        N_("There is too little memory to open your cards."),
        N_("Close other programs, then try again."),
        TryAgain(),
    ),
    "network": (NoNetwork.text, NoNetwork.advice, NoNetwork.next),
    "networks": (
        N_("This device is found only as {address}. Its other addresses are: {others}"),
        N_("If somebody is missing, choose the address on their network with {next}."),
        ChooseAddress(),
    ),
    "twice": (
        N_("This device has the address {address} on more than one network: {twice}"),
        N_("If nobody finds you, turn one of these networks off, then try again."),
        TryAgain(),
    ),
    "hardware": (
        N_("The address {address} is made from a number of this machine, which is the same everywhere."),
        N_("Turn on private addresses in the settings of the network, then try again."),
        TryAgain(),
    ),
    "waiting": (
        N_("The system does not let other devices come to this one."),
        N_("Let somebody else start, and join them."),
        AskSomebody(),
    ),
    "discovery": (NoMulticast.text, NoMulticast.advice, NoMulticast.next),
    "pictures": (ScanNotInstalled.text, ScanNotInstalled.advice, ScanNotInstalled.next),
    "letters": (
        N_("This window cannot show codes, nor the letters of every language."),
        N_("Choose UTF-8 in the settings of the window."),
        TryAgain(),
    ),
    "window": (
        N_("This window has {columns} columns, and the largest codes need {needed}."),
        CodeTooBig.advice,
        CodeTooBig.next,
    ),
    "language": (
        N_("The language of this device is not spoken here."),
        N_("Choose one of these with {next}: {languages}"),
        ChooseLanguage(),
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its sentence; `advice` is empty where nothing is to be done."""

    check: str
    weight: str
    text: str
    advice: str
    next: NextStep


def tell(finding: Finding, facts: Facts, folder: PurePath, name_place: Callable[[Place], str]) -> Told:
    """Put a finding into words; `folder` is where everything is kept."""
    check, weight, values = finding.check.value, finding.weight.value, _values(facts, folder)
    if weight == "fine":
        return Told(check, weight, say(FINE[check], **values), "", DoNothing())
    if check == "cards" and facts.cards:
        text, _, advice = catalogue.refusal(facts.cards, name_place)
        return Told(check, weight, text, advice, facts.cards.next)
    found, todo, step = FOUND[check]
    named = {field: name_place(place) for field, place in places(step).items()}
    return Told(check, weight, say(found, **values), say(todo, **values, **named), step)


def summary(told: Iterable[Told]) -> str:
    """Say how many things stand in the way."""
    count = sum(each.weight == "blocks" for each in told)
    if not count:
        return say("Nothing stands in the way.")
    return say_count("{count} thing stands in the way.", "{count} things stand in the way.", count)


def _values(facts: Facts, folder: PurePath) -> dict[str, object]:
    """Return everything that sentences about findings name."""
    return {
        "folder": folder,
        "place": folder,
        "free": facts.disk.free // 10**6,
        "room": ROOM // 10**6,
        "address": ", ".join(facts.network.addresses) if facts.network else "",
        "others": ", ".join(facts.network.others) if facts.network else "",
        "twice": ", ".join(facts.network.twice) if facts.network else "",
        "columns": facts.screen.columns if facts.screen else 0,
        "needed": CODE_COLUMNS,
        "language": catalogue.LANGUAGES[catalogue.spoken()],
        "languages": ", ".join(catalogue.LANGUAGES),
    }
