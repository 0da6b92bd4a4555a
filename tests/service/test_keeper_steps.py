"""Power goes out, or the disk says no, at each single step of what rewrites or removes a vault.

Unlike at moments drawn by chance, no step is left out. Afterwards the old book
or the new one is there, and the same thing can be done again.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.statements.card import Card
from p2pcard.edge.store import generations
from p2pcard.edge.store.generations import KEPT, PREVIOUS, VAULT
from p2pcard.errors import EarlierPhrase, NoVault, Refusal, WrongPhrase
from p2pcard.service.cardholder import Cardholder
from tests.disks import killed_at, say_no, stepping
from tests.peers import MONTH, card_of, chance_of
from tests.vaults import OTHER_PHRASE, PHRASE, go_back, of_first_release

pytestmark = [
    pytest.mark.usefixtures("stretched_once"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="only a system with fork can be killed at a step"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

FIRST_RELEASE = Path(__file__).parent.parent / "edge/store/first-release"


def cardholder(home, seed="me"):
    return Cardholder(home, chance=chance_of(seed), clock=lambda: MONTH)


def names(me):
    return sorted(contact.name for contact in me.book.contacts.values())


def made(home, template):
    """A vault with two people, beside which a fork is kept that holds a third one."""
    me = cardholder(home)
    if template.exists():
        shutil.copytree(template, home)
        return me
    me.create(PHRASE, Card("Ana"), low_memory=True)
    for name in ("Ben", "Cam"):
        me.store.change(lambda book, name=name: book.accept(card_of(name), How.QR, MONTH))
    before = {name: (me.folder / name).read_bytes() for name in (VAULT, PREVIOUS)}
    me.store.change(lambda book: book.accept(card_of("Dot"), How.QR, MONTH))
    (me.folder / KEPT[0]).write_bytes((me.folder / VAULT).read_bytes())
    me.lock()
    for name, data in before.items():
        (me.folder / name).write_bytes(data)
    shutil.copytree(home, template)
    return me


def person(me, name):
    return next(contact for contact in me.book.contacts.values() if contact.name == name)


class Work:
    """Something that is done to a vault with Ben and Cam in it, and what may be there afterwards."""

    people: tuple[list[str], ...] = (["Ben", "Cam"],)
    phrases: tuple[str, ...] = (PHRASE,)
    kept = True  # what is kept beside is still to be had

    def __init__(self, home):
        self.home, self.me = home, made(home, home.parent.parent / "template")

    def begin(self):
        """Open what is needed."""
        self.me.unlock(PHRASE)

    def act(self):
        """Do it."""
        raise NotImplementedError

    def end(self):
        """Let go of the vault, as the end of a process does."""
        self.me.lock()

    def check(self):
        """Refuse anything but the old or the new; return the people who are there."""
        me = cardholder(self.home, "look")
        opened = [phrase for phrase in self.phrases if self.opens(me, phrase)]
        assert len(opened) == 1
        me.unlock(opened[0])
        found = names(me)
        assert found in self.people
        me.store.change(lambda book: book.accept(card_of("Eva"), How.QR, MONTH))
        me.lock()
        if self.kept:
            go_back(me, opened[0], KEPT[0])
            assert "Dot" in names(me)
            me.lock()
        return found

    def opens(self, me, phrase):
        try:
            me.unlock(phrase)
        except (WrongPhrase, EarlierPhrase):
            return False
        me.lock()
        return True


class Save(Work):
    people = (["Ben", "Cam"], ["Ben", "Cam", "Fay"])

    def act(self):
        self.me.store.change(lambda book: book.accept(card_of("Fay"), How.QR, MONTH))


class SaveBesideAnother(Save):
    """A save while something else lies in both places, as a program that syncs may put it there."""

    kept = False

    def begin(self):
        super().begin()
        (self.me.folder / PREVIOUS).write_bytes(b"Dear Ben")
        (self.me.folder / KEPT[1]).write_bytes(b"Dear Cam")


class Forget(Work):
    people = (["Ben", "Cam"], ["Ben"])

    def act(self):
        self.me.forget(person(self.me, "Cam"))


class NewPhrase(Work):
    phrases = (PHRASE, OTHER_PHRASE)
    kept = False  # it is sealed anew before the last save is, and opens with the phrase that is to come

    def act(self):
        self.me.change_phrase(OTHER_PHRASE, low_memory=True)


class BeginAnew(Work):
    kept = False

    def act(self):
        self.me.begin_anew()


class GoBack(Work):
    people = (["Ben", "Cam"], ["Ben", "Cam", "Dot"])

    def begin(self):
        pass

    def act(self):
        go_back(self.me, name=KEPT[0])

    def check(self):
        me = cardholder(self.home, "look")
        me.unlock(PHRASE)
        found = names(me)
        assert found in self.people
        me.lock()
        with me.find_saves(PHRASE) as saves:
            assert {each.people for each in saves.saves} >= {2, 3}
        return found


class Wipe(Work):
    def begin(self):
        pass

    def act(self):
        for folder in self.home.iterdir():
            self.me.wipe(folder)

    def check(self):
        me = cardholder(self.home, "look")
        for folder in self.home.iterdir():
            with suppress(NoVault):
                me.wipe(folder)
        assert list(self.home.rglob("*.p2pcard*")) == []
        return []


class Backup(Work):
    def begin(self):
        super().begin()
        self.file = self.home.parent / "copy"
        self.words = self.me.store.root()
        self.me.backup(self.file)
        self.me.store.change(lambda book: book.accept(card_of("Fay"), How.QR, MONTH))

    people = (["Ben", "Cam", "Fay"],)

    def act(self):
        self.me.backup(self.file)

    def check(self):
        other = cardholder(self.home.parent / "other", "other")
        other.restore(self.file, self.words, PHRASE, taken=False, low_memory=True)
        assert names(other) in (["Ben", "Cam"], ["Ben", "Cam", "Fay"])
        other.lock()
        found = super().check()
        self.me.unlock(PHRASE)
        self.me.backup(self.file)
        self.me.lock()
        assert [path.name for path in self.home.parent.iterdir() if path.name.endswith("new")] == []
        return found


class Restore(Work):
    """A copy is brought back where there is nothing yet."""

    def begin(self):
        super().begin()
        self.file, self.words = self.home.parent / "copy", self.me.store.root()
        self.me.backup(self.file)
        self.me.lock()
        self.other = cardholder(self.home.parent / "other", "other")

    def act(self):
        self.other.restore(self.file, self.words, PHRASE, taken=True, low_memory=True)

    def end(self):
        self.other.lock()

    def check(self):
        other = cardholder(self.home.parent / "other", "another")
        try:
            other.unlock(PHRASE)
        except NoVault:
            other.restore(self.file, self.words, PHRASE, taken=True, low_memory=True)
        assert names(other) == ["Ben", "Cam"]
        other.lock()
        return super().check()


class Migrate(Work):
    """What the first release wrote is opened and saved."""

    def __init__(self, home):
        self.home, self.me = home, cardholder(home)
        folder = of_first_release(home, "")
        folder.mkdir(parents=True)
        shutil.copy(FIRST_RELEASE / VAULT, folder)

    def act(self):
        settings = replace(self.me.book.settings, language="fr")
        self.me.store.change(lambda book: book.with_settings(settings))

    def check(self):
        me = cardholder(self.home, "look")
        me.unlock(PHRASE)
        assert me.book.settings.language in ("es", "fr")
        me.store.change(lambda book: book.with_settings(replace(book.settings, language="en")))
        people = names(me)
        assert people
        me.lock()
        return people


WORKS = [
    Save,
    SaveBesideAnother,
    Forget,
    NewPhrase,
    BeginAnew,
    GoBack,
    Wipe,
    Backup,
    Restore,
    Migrate,
]
works = pytest.mark.parametrize("kind", WORKS, ids=lambda kind: kind.__name__)


@works
def test_killed_before_any_step_the_old_or_the_new_is_there_and_it_can_be_done_again(kind, tmp_path):
    for step in count(1):
        work = kind(tmp_path / str(step) / "home")
        work.begin()
        killed = killed_at(step, work.act)
        work.end()
        work.check()
        shutil.rmtree(tmp_path / str(step))
        if not killed:
            break
    assert step > 5


@works
def test_with_a_disk_that_says_no_at_any_step_nothing_is_lost_and_it_can_be_done_again(kind, tmp_path):
    refused = 0
    for step in count(1):
        work = kind(tmp_path / str(step) / "home")
        work.begin()
        with stepping(step, say_no) as steps:
            try:
                work.act()
            except Refusal:
                refused += 1
        work.end()
        work.check()
        shutil.rmtree(tmp_path / str(step))
        if steps[0] < step:
            break
    assert refused > 3


def test_killed_before_any_step_of_a_new_phrase_no_advice_brings_the_old_one_back(tmp_path):
    for step in count(1):
        work = NewPhrase(tmp_path / str(step) / "home")
        work.begin()
        killed = killed_at(step, work.act)
        work.end()
        for phrase, other in ((PHRASE, OTHER_PHRASE), (OTHER_PHRASE, PHRASE)):
            try:
                generations.unlock(work.me.folder, phrase).lock.release()
            except (WrongPhrase, EarlierPhrase):
                generations.unlock(work.me.folder, other).lock.release()
        if not killed:
            break
    assert step > 5
