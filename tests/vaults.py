"""Vaults for the tests: a folder, a phrase, a book that grows, and what must never be read from a disk."""

import functools
import hashlib

from p2pcard.core import crypto, recovery, sealed
from p2pcard.core.book import Book, How
from p2pcard.edge import generations
from p2pcard.edge.vault import Vault
from tests.canaries import Watch
from tests.peers import MONTH, card_of, chance_of, seed_of

PHRASE = "one two three four five six"
OTHER_PHRASE = "seven eight nine ten eleven"
ROOT = hashlib.sha256(b"a root").digest()[:16]
ME = crypto.public_key(recovery.identity_seed(ROOT))
CANARY = "Quintessenza Zefirelli"
CANARY_SECRET = hashlib.sha256(b"a pair secret to look for").digest()


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
    return book.with_setting("language", "en")


def canary_book():
    """A book whose every field of text or secret is one to look for."""
    statement = card_of(CANARY, channels=((0, "+49 30 7654321987"),), organisation="Zweigstellenwerk Nord")
    return (
        book_of(3).accept(statement, How.QR, MONTH, CANARY_SECRET).with_setting("zebrasetting", "zebravalue")
    )


def create(folder, book=None, *, cost=sealed.LOW_MEMORY, seed="create", phrase=PHRASE):
    """Make a vault with repeatable chance."""
    return Vault.create(folder, phrase, ROOT, book or book_of(), cost, chance_of(seed), MONTH)


def reopen(folder, phrase=PHRASE, *, previous=False):
    """Open a vault again."""
    return Vault.open(generations.unlock(folder, phrase, previous=previous), chance_of("open again"))


CANARIES = [
    CANARY.encode(),
    CANARY_SECRET,
    b"+49 30 7654321987",
    b"Zweigstellenwerk Nord",
    b"zebrasetting",
    b"zebravalue",
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
