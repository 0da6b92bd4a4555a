"""What becomes of the vault and of who I am, in sentences."""

from pathlib import Path

import pytest

from p2pcard.cli.next_steps import command
from p2pcard.core.book.settings import Retention
from p2pcard.core.formats.calendar import FIRST
from p2pcard.wording import vault
from tests.vouchers import after, met
from tests.vouchers import dead as ended

SAME = "Your cards are back, and you are the same person to everybody."
OPENED = "Opened: 2 people, save number 7."


@pytest.mark.parametrize(
    ("wrong", "dead", "more"),
    [
        (None, False, []),
        ("The clock is odd.", False, ["The clock is odd.", "So months are shown as not known."]),
        (None, True, ["Your card is dead, and nobody takes it. To begin anew: p2pcard revoke --now"]),
    ],
)
def test_what_is_open_is_told_with_what_is_amiss(wrong, dead, more):
    book = met("Ana", "Ben")
    book = after(book, ended("me")) if dead else book
    assert [*vault.opened(book, 7, "", command, wrong=wrong)] == [OPENED, *more]


def test_one_person_is_told_as_one():
    (line,) = vault.opened(met("Ana"), 1, "", command, wrong=None)
    assert line == "Opened: 1 person, save number 1."


def test_who_was_taken_from_learns_that_the_card_is_new_and_what_to_do():
    assert [*vault.restored((), taken=False)] == [SAME]
    taken = [*vault.restored((), taken=True)]
    assert len(taken) == 3
    assert "Your card is new" in taken[0]
    assert "Meet your people again" in taken[1]
    assert "vouches for your new card" in taken[2]


def test_the_people_whose_cards_were_open_are_named():
    people = [*met("Ana", "Bo").contacts.values()]
    told = [*vault.restored(people, taken=False)][1]
    assert told == "Their cards were open to others. Tell them, face to face: Ana, Bo"


@pytest.mark.parametrize("retention", Retention)
def test_how_long_words_are_remembered_is_told_in_words_of_its_own(retention):
    kept, warning = vault.remembered(retention)
    assert warning == "Whoever gets this device while it is open can read what is remembered."
    others = {next(vault.remembered(each)) for each in Retention if each is not retention}
    assert kept not in others


def test_who_begins_anew_is_sent_to_a_new_copy():
    assert [*vault.begun_anew(command)][-1] == "Make a new copy with new words: p2pcard backup FILE"
    assert vault.copied(Path("a\x1bb")) == "The copy is in a\ufffdb."


def test_a_clock_that_does_not_fit_is_told_with_both_months_and_one_that_was_never_set_as_what_it_is():
    told = "This device says it is January 2028, but your cards were last saved in November 2026."
    assert vault.clock_is_wrong(FIRST + 24, FIRST + 10) == told
    assert (
        vault.clock_is_wrong(FIRST - 1, FIRST + 10)
        == "The clock of this device is not set: it says December 2025."
    )
