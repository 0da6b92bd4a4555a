"""What was found on a device, in sentences, each with one next step unless it is fine."""

from dataclasses import replace
from pathlib import Path

import pytest

from p2pcard.cli.next_steps import command
from p2pcard.core.checkup import Check, Finding, Weight
from p2pcard.errors import NoVault
from p2pcard.errors.next_step import DoNothing, Either, MakeVault, Restore
from p2pcard.wording import checkup
from tests.core.test_checkup import GOOD

HOME = Path("/home/ana")


def told(check, weight=Weight.NOTE, facts=GOOD):
    return checkup.tell(Finding(check, weight), facts, HOME, command)


@pytest.mark.parametrize("check", Check)
def test_what_is_fine_has_a_sentence_and_nothing_to_do(check):
    fine = told(check, Weight.FINE)
    assert fine.text
    assert "{" not in fine.text
    assert (fine.check, fine.weight, fine.advice, fine.next) == (check.value, "fine", "", DoNothing())


@pytest.mark.parametrize("check", [each for each in Check if each is not Check.CARDS])
def test_what_is_not_fine_has_a_sentence_and_one_next_step(check):
    found = told(check)
    assert found.text != told(check, Weight.FINE).text
    assert found.advice
    assert "{" not in found.text + found.advice
    assert not isinstance(found.next, DoNothing)


def test_of_cards_it_says_what_opening_them_would_be_refused_with():
    found = told(Check.CARDS, Weight.BLOCKS, replace(GOOD, cards=NoVault()))
    assert found.text == NoVault.text
    assert found.advice == "Make a card with p2pcard init, or bring back a copy: p2pcard restore FILE"
    assert found.next == Either(MakeVault(), Restore())


def test_the_folder_is_named_in_what_is_said_and_in_what_closes_it():
    found = told(Check.PRIVACY)
    assert found.text.endswith(": /home/ana")
    assert found.advice == "Close it to them: chmod 700 /home/ana"


def test_room_is_told_in_whole_megabytes():
    few = replace(GOOD, disk=replace(GOOD.disk, free=7_999_999))
    assert "room for 7 more megabytes" in told(Check.SPACE, facts=few).text
