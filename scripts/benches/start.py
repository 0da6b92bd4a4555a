"""How long a command takes from nothing to its end: whole processes, beside Python's own start and click's.

Every round runs each command once, so that a busy machine is busy for all of
them. `--version` and `--help` may take little more than a program of one option
made with click; a command that opens the vault little more than the opening
phrase alone, which is measured in the same rounds. That limit also has to hold
what Python and click take to start, so the last rows say what they take.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from p2pcard.core.formats import sealed
from p2pcard.core.statements.card import Card
from p2pcard.service.cardholder import Cardholder

ROOT = Path(__file__).resolve().parent.parent.parent
PHRASE = "one two three four five six"
RUNS = 21
ASKING_LIMIT = 10.0  # ms above a program made with click
OPENING_LIMIT = 60.0  # ms above the opening phrase's cost
PLAIN, STRETCHING = "python -c pass", "the opening phrase alone"
CLICK_HELP, CLICK_VERSION = "click alone, --help", "click alone, --version"
START = "import sys; from p2pcard.cli.start import main; sys.exit(main())"  # as the installed command does
SMALL = """\
import click


@click.command()
@click.version_option("1")
@click.option("--name", help="Somebody's name.")
def main(name: str) -> None:
    \"\"\"Say a name.\"\"\"
    click.echo(name)


main()
"""
ASKING = {"p2pcard --version": CLICK_VERSION, "p2pcard --help": CLICK_HELP}  # and what each is held against
OPENING = ("people --json", "card --json list", "show")


class Time(NamedTuple):
    """What several runs of one thing took, in ms."""

    least: float
    median: float


def run() -> bool:
    """Print one row for each command, with its limit; return whether all limits were kept."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        times = _times(_works(Path(folder)))
    print(f"{'start':<34}{'least':>10}{'median':>10}{'added':>12}{'added':>12}{'limit':>8}")
    for name in (PLAIN, CLICK_VERSION, CLICK_HELP, STRETCHING):
        _row(name, times[name])
    kept = [_row(name, times[name], times[base], ASKING_LIMIT) for name, base in ASKING.items()]
    kept += [_row(name, times[name], times[STRETCHING], OPENING_LIMIT) for name in OPENING]
    click = times[CLICK_VERSION].median
    for name in OPENING:
        rest = times[name].median - times[STRETCHING].median - click
        print(f"  of what {name} adds, Python and click take {click:.1f} ms and p2pcard {rest:.1f} ms")
    return all(kept)


def _works(folder: Path) -> dict[str, Callable[[], object]]:
    """Return what each round does, by name."""
    small, phrase, home = folder / "small.py", folder / "phrase", folder / "home"
    small.write_text(SMALL, encoding="utf-8")
    phrase.write_text(PHRASE + "\n", encoding="utf-8")
    me = Cardholder(home)
    me.create(PHRASE, Card("Ana Ruiz", languages=("es",)), low_memory=True)
    me.lock()
    around = _around(folder, phrase)
    words = {
        PLAIN: ("-c", "pass"),
        CLICK_VERSION: (str(small), "--version"),
        CLICK_HELP: (str(small), "--help"),
        **{name: ("-c", START, *name.split()[1:]) for name in ASKING},
        **{name: ("-c", START, "--home", str(home), *name.split()) for name in OPENING},
    }
    lock = sealed.phrase_lock(sealed.LOW_MEMORY, os.urandom)
    return {
        **{name: partial(_process, each, around) for name, each in words.items()},
        STRETCHING: partial(sealed.phrase_key, PHRASE.encode(), lock),
    }


def _around(folder: Path, phrase: Path) -> dict[str, str]:
    """Return what a process finds around it; modules are compiled once, as where a program is installed."""
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONPATH": str(ROOT)}
    mine = {"HOME": str(folder), "LANG": "en_US.UTF-8", "P2PCARD_PASSPHRASE_FILE": str(phrase)}
    others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**others, **compiled, **mine}


def _process(words: tuple[str, ...], around: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, *words], env=around, cwd=ROOT, capture_output=True, check=True)


def _times(works: Mapping[str, Callable[[], object]]) -> dict[str, Time]:
    """Do everything once a round; the first round is not counted: it compiles."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(1 + RUNS):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            taken[name].append((time.perf_counter() - began) * 1000)
    return {name: Time(min(each[1:]), statistics.median(each[1:])) for name, each in taken.items()}


def _row(name: str, ours: Time, base: Time | None = None, limit: float | None = None) -> bool:
    if base is None or limit is None:
        print(f"{name:<34}{ours.least:>7.1f} ms{ours.median:>7.1f} ms")
        return True
    least, added = ours.least - base.least, ours.median - base.median
    over = "" if added <= limit else "  OVER THE LIMIT"
    more = f"{least:>9.1f} ms{added:>9.1f} ms{limit:>8.0f}{over}"
    print(f"{name:<34}{ours.least:>7.1f} ms{ours.median:>7.1f} ms{more}")
    return added <= limit
