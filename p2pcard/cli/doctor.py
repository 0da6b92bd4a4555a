"""The command that looks what on this device or network stands in the way, and says what to do about it."""

import codecs
import io
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import click

from p2pcard.cli import words
from p2pcard.cli.general import Command, pass_session
from p2pcard.cli.session import Session
from p2pcard.cli.words import say, say_count
from p2pcard.errors import N_, CodeTooBig, NoMulticast, NoNetwork, ScanNotInstalled

if TYPE_CHECKING:
    from p2pcard.core.checkup import Facts, Finding, Screen

FINE: Final = {
    "cards": N_("Your cards are on this device."),
    "folder": N_("The folder can be written: {folder}"),
    "privacy": N_("Nobody else may look into the folder."),
    "space": N_("There is room on the disk."),
    "memory": N_("There is enough memory to open your cards."),
    "network": N_("This device is on a network, as {address}."),
    "networks": N_("It is on no other network."),
    "waiting": N_("Other devices may come to this one, as far as this device can tell."),
    "discovery": N_(
        "This program may look for others. Whether the network lets it find them shows when you meet."
    ),
    "pictures": N_("Codes can be read from pictures."),
    "letters": N_("This window shows the letters of every language."),
    "window": N_("This window is wide enough for codes."),
    "language": N_("The language is {language}."),
}
FOUND: Final = {  # what was found, and one next step; of cards, what opening them would be refused with
    "folder": (
        N_("Nothing can be written in this folder: {folder}"),
        N_("Choose another folder with --home."),
    ),
    "privacy": (
        N_("Others on this device may look into this folder: {folder}"),
        N_("Close it to them: chmod 700 {folder}"),
    ),
    "space": (
        N_("The disk has room for {free} more megabytes, and {room} are needed."),
        N_("Make room on the disk, then try again."),
    ),
    "memory": (
        N_("There is too little memory to open your cards."),
        N_("Close other programs, then try again."),
    ),
    "network": (NoNetwork.text, NoNetwork.advice),
    "networks": (
        N_("This device is on more than one network, and is found only as {address}."),
        N_("If somebody is missing, leave the networks they are not on."),
    ),
    "waiting": (
        N_("The system does not let other devices come to this one."),
        N_("Let somebody else start, and join them."),
    ),
    "discovery": (NoMulticast.text, NoMulticast.advice),
    "pictures": (ScanNotInstalled.text, ScanNotInstalled.advice),
    "letters": (
        N_("This window cannot show codes, nor the letters of every language."),
        N_("Choose UTF-8 in the settings of the window."),
    ),
    "window": (
        N_("This window has {columns} columns, and the largest codes need {needed}."),
        CodeTooBig.advice,
    ),
    "language": (
        N_("The language of this device is not spoken here."),
        N_("Choose one of these with --lang: {languages}"),
    ),
}
WEIGHTS: Final = {
    "fine": N_("Fine: {sentence}"),
    "note": N_("Good to know: {sentence}"),
    "blocks": N_("In the way: {sentence}"),
}


@click.command(cls=Command, help=say("See what stands in the way here, and what to do about it."))
@pass_session
def doctor(session: Session) -> None:
    """Look at this device without opening anything, and tell what was found."""
    from p2pcard.cardholder.checkup import look
    from p2pcard.core.checkup import is_ready, judge

    facts = look(session.cardholder, _screen(session))
    findings = judge(facts)
    told = [_told(finding, facts, _values(session, facts)) for finding in findings]
    session.answer({"ready": is_ready(findings), "findings": told}, *_lines(told))


def _screen(session: Session) -> "Screen":
    from p2pcard.core.checkup import Screen

    every_letter = True
    if isinstance(sys.stdout, io.TextIOWrapper):  # a closed one shows nothing wrong
        every_letter = codecs.lookup(sys.stdout.encoding).name == "utf-8"
        sys.stdout.reconfigure(errors="replace")  # or what is said about it could not be said
    asked = bool(session.asked_language) or words.speaks_as_the_system()
    return Screen(every_letter, session.window[1], asked)


def _values(session: Session, facts: "Facts") -> dict[str, object]:
    """Return everything that sentences about findings name."""
    from p2pcard.core.checkup import CODE_COLUMNS, ROOM

    return {
        "folder": session.cardholder.folder.parent,
        "free": facts.disk.free // 10**6,
        "room": ROOM // 10**6,
        "address": facts.network.address if facts.network else "",
        "columns": facts.screen.columns,
        "needed": CODE_COLUMNS,
        "language": words.LANGUAGES[words.spoken()],
        "languages": ", ".join(words.LANGUAGES),
    }


def _told(finding: "Finding", facts: "Facts", values: Mapping[str, object]) -> dict[str, str]:
    """Return a finding for programs: with its sentence, and one next step unless it is fine."""
    check, weight = finding.check.value, finding.weight.value
    if weight == "fine":
        text, advice = say(FINE[check], **values), ""
    elif check == "cards" and facts.cards:
        text, _, advice = words.refusal(facts.cards)
    else:
        text, advice = (say(sentence, **values) for sentence in FOUND[check])
    return {"check": check, "weight": weight, "text": text, "advice": advice}


def _lines(told: Sequence[Mapping[str, str]]) -> list[str]:
    """Return the findings for the terminal: first what is fine, last what is in the way."""
    lines: list[str] = []
    for weight, template in WEIGHTS.items():
        for each in (one for one in told if one["weight"] == weight):
            lines.append(say(template, sentence=each["text"]))
            lines += [f"    {each['advice']}"] if each["advice"] else []
    count = sum(each["weight"] == "blocks" for each in told)
    if not count:
        return [*lines, say("Nothing stands in the way.")]
    return [*lines, say_count("{count} thing stands in the way.", "{count} things stand in the way.", count)]
