"""Who stands behind somebody, asked of a whole book, and what a person costs where there are many others.

The book has 10,000 contacts, 100,000 vouches and acceptances. What a person
costs is measured with whole programs on vaults of 100 to 50,000 people: how
much longer each command takes than with nobody, and how that grows.

The statements carry no real signatures: a book checks each once, when it
enters, and never again. What that once costs stands in its own row.
"""

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from p2pcard.core.book import receiving, retention, verdict, vouches
from p2pcard.core.book.book import Book, Contact, How, Provenance
from p2pcard.core.book.pair_secrets import PairSecret
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.vouches import Held, Vouches
from p2pcard.core.formats import crypto, wire
from p2pcard.core.statements import card, statement
from p2pcard.core.statements.bundle import Shown
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.edge.store import saves
from p2pcard.edge.store.saves import Save
from p2pcard.service.cardholder import Cardholder

PEOPLE, VOUCHES_EACH, MET = 10_000, 10, 150
MONTH = 682
ONE_LIMIT, ALL_LIMIT, MEMORY_LIMIT = 1.0, 3_000.0, 300.0  # ms, ms, MB
PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)
ROUND_LIMIT = 3_000.0  # ms: the room waits, and the device has as much to do with everybody's answers
ROOM, SHOWN = 99, 3  # people who send, and vouches that each of them shows
ASKED = 1_000  # people whose answers are timed one by one
SIZES = (100, 1_000, 10_000, 50_000)  # people in a vault
NAMES = ("Peter", "Ana Peña", "José Núñez", "Łukasz")
COMMANDS = {
    "opening (p2pcard card)": ("card",),
    "person NAME": ("person", "Ana Peña 0"),
    "people van": ("people", "van"),
}
RUNS = 5
MORE_LIMITS = {10_000: 300.0}  # ms more than with nobody
PEAK_LIMITS = {10_000: 180.0}  # MB: twice what 1,000 people took in the first release
PHRASE = "one two three four five six"


def run() -> bool:
    """Print one row for each measure; return whether all limits were kept."""
    book = _book(PEOPLE)
    image = saves.write(Save(book, 1, MONTH))  # what a vault opens, before it is sealed
    network = verdict.lay_out(book, MONTH)
    people = list(book.contacts)
    one = [_took(partial(verdict.answer, book, network, key, MONTH)) for key in people[:ASKED]]
    print(f"{PEOPLE:,} people, {PEOPLE * VOUCHES_EACH:,} vouches, {MET} met")
    rows = [
        _row("reading all rows of an opened vault", _took(partial(_read, image)), "ms"),
        _row("laying out, once", _took(lambda: verdict.lay_out(book, MONTH)), "ms"),
        _row("one answer, median", statistics.median(one), "ms", ONE_LIMIT),
        _row("one answer, the slowest", max(one), "ms"),
        _row("all answers", _took(lambda: _all(book)), "ms", ALL_LIMIT),
        _row("memory of a process that gives them all", _alone(), "MB", MEMORY_LIMIT),
        _row("settling after something came", _took(lambda: retention.settle(book, MONTH)), "ms"),
        _row("taking a round of a full room", _round(book), "ms", ROUND_LIMIT),
        _row("checking a vouch and its acceptance, once", _checking(), "ms"),
    ]
    return all((*rows, *_growth()))


def _read(image: bytes) -> list[Contact]:
    return list(saves.read(image).book.contacts.values())


def _growth() -> list[bool]:
    """Print what each command takes with more and more people, beside the same command with nobody."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in (0, *SIZES):
            make(Path(folder) / str(size), size)
        program = f"from scripts.benches import book; book.tell_growth({folder!r})"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    kept, found = [], json.loads(done.stdout)
    print(f"{'whole programs':<34}{'people':>10}{'more':>12}{'grows':>9}{'peak':>11}")
    for name in COMMANDS:
        before, (least, _) = None, found[f"{name} 0"]
        for size in SIZES:
            took, peak = found[f"{name} {size}"]
            more = max(took - least, 1.0)  # less than that is chance
            limits = MORE_LIMITS.get(size, more), PEAK_LIMITS.get(size, peak)
            kept.append(more <= limits[0] and peak <= limits[1])
            ratio, over = f"x {more / before:.1f}" if before else "", "" if kept[-1] else "  OVER"
            print(f"{name:<34}{size:>10,}{more:>9,.0f} ms{ratio:>9}{peak:>8,.0f} MB{over}")
            before = more
    return kept


def tell_growth(folder: str) -> None:
    """Print medians in ms and MB of whole programs, run in turns: in a process that is small itself.

    What the system says of a child's peak would count the memory of a large parent.
    """
    phrase = Path(folder) / "phrase"
    phrase.write_text(PHRASE, encoding="utf-8")
    environment = {**os.environ, "P2PCARD_PASSPHRASE_FILE": str(phrase)}
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(RUNS):
        for size in (0, *SIZES):
            for name, words in COMMANDS.items():
                begun = time.perf_counter()
                command = [sys.executable, "-m", "p2pcard", "--home", f"{folder}/{size}", *words]
                with subprocess.Popen(
                    command,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                ) as process:
                    _, _, used = os.wait4(process.pid, 0)
                    process.returncode = 0
                took = (time.perf_counter() - begun) * 1000
                found.setdefault(f"{name} {size}", []).append((took, used.ru_maxrss / 1024))
    medians = {name: list(map(statistics.median, zip(*each, strict=True))) for name, each in found.items()}
    print(json.dumps(medians))


def make(home: Path, size: int) -> None:
    """Make a vault of so many people with cards as people write them; every hundredth has a van."""
    chance, me = random.Random(size), Cardholder(home)  # noqa: S311  # the same people each time
    me.create(PHRASE, card.Card("Me"), low_memory=True)
    contacts = {}
    for place in range(size):
        key = chance.randbytes(32)
        fields: dict[int, wire.Value] = {
            1: 1,
            2: me.month,
            3: f"{chance.choice(NAMES) if place else NAMES[1]} {place}",
            4: ((0, f"+49 30 {place:07}"), (1, f"person{place}@example.org")),
            5: me.month + 12,
            6: "Neighbours of the north",
            8: (1, 7) if place % 100 == 0 else (7, 12),
            9: ("es", "en"),
            11: chance.randbytes(32),
            13: chance.randbytes(16),
        }
        made = _statement(chance, Kind.CARD, key, fields)
        secret = PairSecret(chance.randbytes(32), confirmed=True)
        contacts[key] = Contact(key, (made,), Provenance(How.QR, me.month, me.month), (secret,))
    me.store.change(lambda book: replace(book, contacts=MappingProxyType(contacts)))
    me.lock()


def answer_all() -> None:
    """Give all answers and print this process's peak in KB: run in a process of its own.

    What the system says of a child's peak would count our own memory, which
    the child is born with.
    """
    _all(_book(PEOPLE))
    print(PEAK.findall(Path("/proc/self/status").read_text(encoding="ascii"))[0])


def _all(book: Book) -> None:
    network = verdict.lay_out(book, MONTH)
    for key in book.contacts:
        verdict.answer(book, network, key, MONTH)


def _book(size: int) -> Book:
    """Make a book from a fixed seed: everybody is vouched for by neighbours and by a few from afar."""
    chance = random.Random(size)  # noqa: S311  # the same book each time
    keys = [chance.randbytes(32) for _ in range(size)]
    contacts = {key: _contact(chance, key, place) for place, key in enumerate(keys)}
    shown = {key: _shown(chance, keys, place) for place, key in enumerate(keys)}
    held = Vouches(shown=MappingProxyType(shown))
    return Book(chance.randbytes(32), contacts=MappingProxyType(contacts), vouches=held)


def _contact(chance: random.Random, key: bytes, place: int) -> Contact:
    card = _statement(chance, Kind.CARD, key, {1: 1, 2: MONTH, 3: f"Person {place}", 5: MONTH + 12})
    met = place % (PEOPLE // MET) == 0
    provenance = Provenance(How.QR if met else How.CARD_ONLY, MONTH, MONTH)
    return Contact(key, (card,), provenance, mark=Mark.THOSE_THEY_NAME if met else Mark.NO)


def _shown(chance: random.Random, keys: list[bytes], place: int) -> tuple[Held, ...]:
    far = chance.sample(range(len(keys)), 2)
    near = [(place + step) % len(keys) for step in range(-4, 6) if step]
    authors = [other for other in dict.fromkeys((*far, *near)) if other != place][:VOUCHES_EACH]
    return tuple(_held(chance, keys[other], keys[place], place) for other in authors)


def _held(chance: random.Random, by: bytes, subject: bytes, place: int) -> Held:
    says: dict[int, wire.Value] = {
        1: subject,
        2: f"Person {place}",
        3: 64 * MONTH + 1,
        4: True,
        5: MONTH,
        6: MONTH + 12,
        7: 1,
        8: chance.randbytes(32),
        9: chance.randbytes(16),
    }
    made = _statement(chance, Kind.VOUCH, by, says)
    return vouches.hold(made, _statement(chance, Kind.ACCEPTANCE, subject, {1: made.id}), MONTH)


def _statement(chance: random.Random, kind: Kind, key: bytes, fields: wire.Fields) -> Statement:
    return Statement(kind, key, wire.encode({0: key, **fields}), chance.randbytes(crypto.SIGNATURE_SIZE))


def _round(book: Book) -> float:
    """Return how long it takes to take what a full room shows: vouches by people not seen before."""
    chance, keys = random.Random("round"), list(book.contacts)[:ROOM]  # noqa: S311  # the same each time
    bundles = [(key, [_new(chance, key, place) for _ in range(SHOWN)]) for place, key in enumerate(keys)]
    thin = replace(
        book.vouches, shown=MappingProxyType({key: held[:5] for key, held in book.vouches.shown.items()})
    )
    return _took(lambda: receiving.take_round(replace(book, vouches=thin), bundles, MONTH))


def _new(chance: random.Random, subject: bytes, place: int) -> Shown:
    made = _held(chance, chance.randbytes(32), subject, place)
    return Shown(made.statement, made.acceptance, ())


def _checking() -> float:
    """Return how long it takes to check two statements with real signatures."""
    made = bytes(statement.make(Kind.CARD, {1: 1}, bytes(32)))
    return statistics.median(_took(lambda: (statement.read(made), statement.read(made))) for _ in range(100))


def _alone() -> float:
    program = "from scripts.benches import book; book.answer_all()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def _took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _row(what: str, found: float, unit: str, limit: float | None = None) -> bool:
    """Print a row, with its limit if it has one; tell whether it was kept."""
    kept = limit is None or found <= limit
    said = "" if limit is None else f"  limit {limit:,.0f} {unit}" + ("" if kept else "  OVER")
    print(f"{what:<46}{found:>12,.3f} {unit}{said}")
    return kept
