"""Wiping where there are several profiles: the wrong one never goes, and nobody needs a phrase for it."""

import json
import os

import pytest

from p2pcard.edge.store.generations import LOCK, VAULT
from p2pcard.edge.store.lockfile import FolderLock
from p2pcard.service.profiles import cards_here
from tests.shells import ANA, PHRASE, device, in_shell
from tests.terminals import Terminal
from tests.vaults import create, of_first_release, stretch_once

OTHER = "eleven quiet boats go home"
WHOSE = "Type the opening phrase of the cards that shall go, or press Enter if you do not have it:"
WHICH = "Which of them shall go? Type the number, or press Enter for none:"
SURE = "Your cards and your people will be gone from here. Type DELETE:"
NOON = 1_764_590_400  # a second


@pytest.fixture
def ana(tmp_path, monkeypatch):
    """Ana's device, on which she is somebody else under another phrase, too."""
    stretch_once(monkeypatch)
    made = device(tmp_path, ANA)
    made.use(OTHER)
    made.do("--profile", "Choir", "init", "--low-memory", "--card", "-", given=json.dumps({"name": "Mezzo"}))
    made.use(PHRASE)
    return made


def left(ana, *phrases):
    """Whose cards are left, by the phrases that open them."""
    names = []
    for phrase in phrases:
        ana.use(phrase)
        names.append(ana.do("card")["card"]["name"])
    assert len(cards_here(ana.home)) == len(names)
    return names


def test_a_phrase_that_a_script_gives_says_which_one_goes(ana):
    ana.use(OTHER)
    assert ana.do("wipe", given="DELETE\n") == {"wiped": True}
    assert left(ana, PHRASE) == ["Ana"]
    assert ana.tell("wipe", given="DELETE\n").endswith(
        "Everything is gone from this device. Copies in other places are not.\n"
    )
    assert list(ana.home.iterdir()) == []


def test_what_stays_is_said(ana):
    told = ana.tell("--profile", "choir", "wipe", given="DELETE\n") if ana.use(OTHER) is None else ""
    assert told.splitlines()[-1] == (
        "These cards are gone from this device. Copies in other places and your other profiles are not."
    )


def test_without_a_phrase_a_script_wipes_none_of_several(ana):
    done = in_shell(ana, "<<EOF\nDELETE\nEOF", "wipe", "--json", P2PCARD_PASSPHRASE_FILE="")
    assert (done.returncode, json.loads(done.stdout)["refused"]["reason"]) == (2, "no-phrase")
    assert left(ana, PHRASE, OTHER) == ["Ana", "Mezzo"]


@pytest.mark.parametrize("name", ["Choir", "nobody"])
def test_a_name_and_the_phrase_of_another_profile_wipe_nothing(ana, name):
    assert ana.refused("--profile", name, "wipe", given="DELETE\n") == "other-profile"
    assert left(ana, PHRASE, OTHER) == ["Ana", "Mezzo"]


def test_a_name_alone_does_not_wipe_the_only_cards_there_are(tmp_path):
    mine = device(tmp_path, ANA)
    done = in_shell(mine, "<<EOF\nDELETE\nEOF", "--profile", "clinic", "wipe", P2PCARD_PASSPHRASE_FILE="")
    assert done.returncode == 2
    assert left(mine, PHRASE) == ["Ana"]


def test_the_only_cards_there_are_go_without_a_phrase(tmp_path):
    mine = device(tmp_path, ANA)
    done = in_shell(mine, "<<EOF\nDELETE\nEOF", "wipe", P2PCARD_PASSPHRASE_FILE="")
    assert done.returncode == 0
    assert list(mine.home.iterdir()) == []


def test_what_the_first_release_kept_under_a_name_goes_by_it_without_a_phrase(ana):
    create(of_first_release(ana.home, "clinic")).close()
    done = in_shell(ana, "<<EOF\nDELETE\nEOF", "--profile", "clinic", "wipe", P2PCARD_PASSPHRASE_FILE="")
    assert done.returncode == 0
    assert left(ana, PHRASE, OTHER) == ["Ana", "Mezzo"]


def test_a_person_types_the_phrase_of_what_shall_go_and_sees_whose_it_is(ana):
    with Terminal(ana.home, "wipe") as terminal:
        terminal.answer(WHOSE, "a slip of the hand")
        terminal.until("This phrase does not open your cards.")
        terminal.answer(WHOSE, OTHER)
        assert "Opened: 0 people, save number 2.\nThis is your profile “Choir”.\n" in terminal.until(SURE)
        terminal.type("DELETE")
        terminal.until("your other profiles are not.")
        assert terminal.end() == 0
    assert left(ana, PHRASE) == ["Ana"]


def test_a_person_without_a_phrase_chooses_by_what_shows(ana):
    for hour, each in enumerate(cards_here(ana.home)):
        os.utime(each.folder / VAULT, (NOON, NOON + 86400 * hour))
    last, first = cards_here(ana.home)
    for folder in (last.folder, first.folder):
        (folder / "vault-before.p2pcard").unlink(missing_ok=True)
    last, first = cards_here(ana.home)
    (last.folder / VAULT).write_bytes(b"")
    os.utime(last.folder / VAULT, (NOON, NOON + 2 * 86400))
    days = {each.folder: f"{each.saved_at:%Y-%m-%d at %H:%M}" for each in cards_here(ana.home)}
    with Terminal(ana.home, "wipe") as terminal:
        terminal.answer(WHOSE, "")
        shown = terminal.until(WHICH)
        assert f"1: changed last on {days[last.folder]}, 0 KB, damaged\n" in shown
        assert f"2: changed last on {days[first.folder]}, 256 KB\n" in shown
        terminal.type("3")
        terminal.until("There is no choice 3 here.")
        terminal.answer(WHICH, "1")
        terminal.answer(SURE, "DELETE")
        terminal.until("your other profiles are not.")
        assert terminal.end() == 0
    assert [each.folder for each in cards_here(ana.home)] == [first.folder]


def test_who_leaves_before_the_end_loses_nothing(ana):
    for number in ("", "1"):
        with Terminal(ana.home, "wipe") as terminal:
            terminal.answer(WHOSE, "")
            terminal.answer(WHICH, number)
            if number:
                terminal.answer(SURE, "")
            terminal.until("You did not type the word DELETE.\nNothing was lost.")
            assert terminal.end() == 1
    assert left(ana, PHRASE, OTHER) == ["Ana", "Mezzo"]


def test_one_that_is_open_in_another_window_is_not_wiped_and_keeps_no_other_from_it(ana):
    ana.use(OTHER)
    ana.do("card")
    busy, free = cards_here(ana.home)
    lock = FolderLock(busy.folder / LOCK)
    with Terminal(ana.home, "wipe") as terminal:
        terminal.answer(WHOSE, "")
        terminal.answer(WHICH, "1")
        terminal.until("Another window or page of p2pcard on this device has your cards open.")
        assert terminal.end() == 3
    with Terminal(ana.home, "wipe") as terminal:
        terminal.answer(WHOSE, "")
        terminal.answer(WHICH, "2")
        terminal.answer(SURE, "DELETE")
        assert terminal.end() == 0
    lock.release()
    assert [each.folder for each in cards_here(ana.home)] == [busy.folder]
    assert free.folder != busy.folder
