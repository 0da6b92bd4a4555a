"""Vaults for the tests: a folder, a phrase, a book that grows, and what must never be read from a disk."""

import functools
import hashlib

from p2pcard.core.book.book import Book, How
from p2pcard.core.book.settings import Settings
from p2pcard.core.formats import crypto, recovery, sealed
from p2pcard.edge.store import generations
from p2pcard.edge.store.vault import Vault
from p2pcard.errors import NoPreviousSave
from tests.canaries import Watch
from tests.peers import MONTH, card_of, chance_of, seed_of

PHRASE = "one two three four five six"
OTHER_PHRASE = "seven eight nine ten eleven"
ROOT = hashlib.sha256(b"a root").digest()[:16]
ME = crypto.public_key(recovery.identity_seed(ROOT))
CANARY = "Quintessenza Zefirelli"
CANARY_SECRET = hashlib.sha256(b"a pair secret to look for").digest()


def place_in(home):
    """Where a vault may be under a home: a folder whose name says nothing."""
    return home / ("0123456789abcdef" * 2)


def of_first_release(home, profile):
    """The folder that the first release made for a profile, as its specification said."""
    data = profile.encode()
    found = hashlib.blake2b(len(data).to_bytes(4, "big") + data, person=b"p2pcard-profile", digest_size=32)
    return home / found.hexdigest()[:16]


def stretch_once(monkeypatch):
    """Pay the opening phrase's cost once for each phrase and salt: the function is pure."""
    monkeypatch.setattr(crypto, "stretch", functools.cache(crypto.stretch))


def files(folder):
    """Everything in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def book_of(people=0):
    """A book with so many people in it, each met, with two cards' worth of text."""
    book = Book(ME)
    for number in range(people):
        fields = {"channels": ((0, f"+49 30 {number:07}"), (1, f"person{number}@example.org"))}
        book = book.accept(card_of(f"Person {number}", **fields), How.QR, MONTH, seed_of(f"secret {number}"))
    return book.with_settings(Settings("en"))


def canary_book():
    """A book whose every field of text or secret is one to look for."""
    statement = card_of(CANARY, channels=((0, "+49 30 7654321987"),), organisation="Zweigstellenwerk Nord")
    book = book_of(3).accept(statement, How.QR, MONTH, CANARY_SECRET)
    return book.with_settings(Settings(language="zebralanguage"))


def create(folder, book=None, *, cost=sealed.LOW_MEMORY, seed="create", phrase=PHRASE):
    """Make a vault with repeatable chance."""
    return Vault.create(folder, phrase, ROOT, book or book_of(), cost, chance_of(seed), MONTH)


def reopen(folder, phrase=PHRASE):
    """Open a vault again."""
    return Vault.open(generations.unlock(folder, phrase), chance_of("open again"))


def back(folder, phrase=PHRASE, name=generations.PREVIOUS):
    """Go back to another save of a vault; raises NoPreviousSave where it is not there or does not open."""
    found = generations.find(folder, phrase)
    with generations.held_on(found.lock):
        save = next((each for each in found.saves if each.name == name), None)
        if save is None:
            raise NoPreviousSave
        return Vault.open(generations.go_back(found, save), chance_of("open again"))


def go_back(me, phrase=PHRASE, name=generations.PREVIOUS):
    """Let a cardholder go back to another save."""
    with me.find_saves(phrase) as found:
        save = next((each for each in found.saves if each.name == name), None)
        if save is None:
            raise NoPreviousSave
        me.go_back(found, save)


CANARIES = [
    CANARY.encode(),
    CANARY_SECRET,
    b"+49 30 7654321987",
    b"Zweigstellenwerk Nord",
    b"zebralanguage",
    b"SQLite format 3",
    b"CREATE TABLE",
    ROOT,
    recovery.identity_seed(ROOT),
    recovery.backup_key(ROOT),
    ME,
    PHRASE.encode(),
]
WATCH = Watch(tuple(CANARIES))


def leaks(*folders):
    """Return what of the canaries can be read anywhere in these folders, names of files included."""
    return WATCH.in_folders(*folders)
