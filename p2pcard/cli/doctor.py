"""The command that looks what on this device or network stands in the way, and says what to do about it."""

import codecs
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from p2pcard.cli.general import Command, pass_session
from p2pcard.cli.session import Session
from p2pcard.errors import N_
from p2pcard.wording import catalogue
from p2pcard.wording.catalogue import say

if TYPE_CHECKING:
    from p2pcard.core.checkup import Screen
    from p2pcard.wording.checkup import Told

FOR_EXCHANGES: Final = ("network", "waiting", "discovery")  # what they need
WEIGHTS: Final = {
    "fine": N_("Fine: {sentence}"),
    "note": N_("Good to know: {sentence}"),
    "blocks": N_("In the way: {sentence}"),
}


@click.command(cls=Command, help=say("See what stands in the way here, and what to do about it."))
@pass_session
def doctor(session: Session) -> None:
    """Look at this device without opening anything, and tell what was found."""
    from p2pcard.core.checkup import is_ready, judge
    from p2pcard.jsonapi.checkup import answer_checkup
    from p2pcard.service.checkup import look
    from p2pcard.wording.checkup import tell

    facts = look(session.cardholder, _screen(session))
    findings = judge(facts)
    folder = session.cardholder.home
    told = [tell(finding, facts, folder, session.name_place) for finding in findings]
    session.answer(answer_checkup(told, ready=is_ready(findings)), *_lines(told))


def in_the_way(session: Session) -> list[str]:
    """Return what stands in the way of an exchange here, in lines; nothing where nothing does."""
    from p2pcard.core.checkup import judge
    from p2pcard.service.checkup import look
    from p2pcard.wording.checkup import tell

    facts = look(session.cardholder, _screen(session))
    folder = session.cardholder.folder.parent
    told = [tell(finding, facts, folder, session.name_place) for finding in judge(facts)]
    found = [each for each in told if each.weight == "blocks" and each.check in FOR_EXCHANGES]
    return _lines(found) if found else []


def _screen(session: Session) -> "Screen":
    from p2pcard.core.checkup import Screen

    every_letter = True
    if reconfigure := getattr(sys.stdout, "reconfigure", None):  # a closed one shows nothing wrong
        every_letter = codecs.lookup(sys.stdout.encoding).name == "utf-8"
        reconfigure(errors="replace")  # or what is said about it could not be said
    asked = bool(session.asked_language) or catalogue.speaks_as_the_system()
    return Screen(every_letter, session.window[1], asked)


def _lines(told: Sequence["Told"]) -> list[str]:
    """Return the findings for the terminal: first what is fine, last what is in the way."""
    from p2pcard.wording.checkup import summary

    lines: list[str] = []
    for weight, template in WEIGHTS.items():
        for each in (one for one in told if one.weight == weight):
            lines.append(say(template, sentence=each.text))
            lines += [f"    {each.advice}"] if each.advice else []
    return [*lines, summary(told)]
