"""Saving and opening a vault of 1,000 and 10,000 cards of 600 bytes.

A save must reach the disk, which takes what it takes; the limit is on what we
add to writing and flushing the same bytes. Opening is the opening phrase's cost
plus the rest, and the limit is on the rest.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import MappingProxyType

from p2pcard.core.book.book import Book, Contact, How, Provenance
from p2pcard.core.book.pair_secrets import PairSecret
from p2pcard.core.formats import crypto, recovery, sealed
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.edge.store import generations
from p2pcard.edge.store.generations import VAULT
from p2pcard.edge.store.vault import Vault

PHRASE = "one two three four five six"
MONTH = 682
CARD_SIZE = 600
RUNS = 15
SAVE_LIMITS = {1_000: 15.0, 10_000: 100.0}  # ms above the disk's own write and flush
OPEN_LIMITS = {1_000: 50.0}  # ms above the opening phrase's cost


def run() -> bool:
    """Print one row for each measure, with its limit; return whether all limits were kept."""
    print(f"{'vault':<34}{'ours':>10}{'physical':>10}{'added':>10}{'limit':>8}{'ratio':>7}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return all([_measure(Path(folder) / str(people), people) for people in SAVE_LIMITS])


def _measure(folder: Path, people: int) -> bool:
    """Measure saving and opening with so many contacts."""
    root = os.urandom(recovery.ROOT_SIZE)
    with Vault.create(folder, PHRASE, root, _book(people), sealed.LOW_MEMORY, os.urandom, MONTH) as vault:
        ours, physical = _saves(vault, folder)
    kept = [_row(f"saving one change, {people:,} cards", ours, physical, SAVE_LIMITS[people])]
    opening, stretching = _openings(folder)
    kept.append(_row(f"opening, {people:,} cards", opening, stretching, OPEN_LIMITS.get(people)))
    return all(kept)


def _saves(vault: Vault, folder: Path) -> tuple[float, float]:
    """Return medians in ms: a save with one more contact, and writing and flushing the same bytes."""
    ours, physical = [], []
    for number in range(RUNS):
        contact = _contact(1_000_000 + number)
        book = Book(vault.book.me, contacts=MappingProxyType({**vault.book.contacts, contact.key: contact}))
        ours.append(_milliseconds(partial(vault.save, book, MONTH)))
        data = (folder / VAULT).read_bytes()
        physical.append(_milliseconds(partial(_write, folder / "same bytes", data)))
    return statistics.median(ours), statistics.median(physical)


def _openings(folder: Path) -> tuple[float, float]:
    """Return medians in ms: opening, and the opening phrase's cost alone."""
    lock = sealed.phrase_lock(sealed.LOW_MEMORY, os.urandom)
    opening, stretching = [], []
    for _ in range(RUNS):
        opening.append(
            _milliseconds(lambda: Vault.open(generations.unlock(folder, PHRASE), os.urandom).close())
        )
        stretching.append(_milliseconds(lambda: sealed.phrase_key(b"phrase", lock)))
    return statistics.median(opening), statistics.median(stretching)


def _row(name: str, ours: float, physical: float, limit: float | None) -> bool:
    added = max(0.0, ours - physical)
    limit_text = f"{limit:.0f}" if limit else "-"
    kept = limit is None or added <= limit
    over = "" if kept else "  OVER THE LIMIT"
    times = "".join(f"{each:>7.1f} ms" for each in (ours, physical, added))
    print(f"{name:<34}{times}{limit_text:>8}{ours / physical:>7.2f}{over}")
    return kept


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _write(path: Path, data: bytes) -> None:
    """Write and flush bytes as plainly as can be."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(file, data)
    os.fsync(file)
    os.close(file)


def _book(people: int) -> Book:
    contacts = {contact.key: contact for contact in map(_contact, range(people))}
    return Book(crypto.public_key(bytes(32)), contacts=MappingProxyType(contacts))


def _contact(number: int) -> Contact:
    """Return a contact whose card has 600 bytes; its signature is random, since the vault does not look."""
    key = crypto.digest("p2pcard-bench", number.to_bytes(4, "big"))
    head = b"\x81\x00\xc4\x20" + key
    body = head + os.urandom(CARD_SIZE - 2 - crypto.SIGNATURE_SIZE - len(head))
    card = Statement(Kind.CARD, key, body, os.urandom(crypto.SIGNATURE_SIZE))
    return Contact(key, (card,), Provenance(How.QR, MONTH, MONTH), (PairSecret(key, confirmed=True),))
