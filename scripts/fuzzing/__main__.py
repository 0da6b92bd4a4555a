"""Give hostile bytes to every parser of bytes from outside: `scripts/fuzz card bundle --seconds 60`.

Each target is hunted in as many seconds or cases as are its share, first led
by which lines follow which, then blindly. The inputs that reach most are kept
in tests/corpus, where the tests use them. Ends with 1 when anything but a
refusal or a value came, took too long or too much memory, or would be shown
with characters that command a terminal. The same seed, corpus and --cases, with
seconds enough, do the same again.
"""

import argparse
import random
import sys
from pathlib import Path

from scripts.fuzzing.hunting import Hunt
from scripts.fuzzing.keeping import keep
from tests.fuzzing import CORPUS
from tests.fuzzing_targets import TARGETS

ENDLESS = 10**12
ROW = "{:16}{:>10}{:>10}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}"


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser("scripts/fuzz", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("target", nargs="*", help=f"all if left out: {', '.join(TARGETS)}")
    parser.add_argument("--seconds", type=float, default=600.0, help="for all targets together (600)")
    parser.add_argument("--cases", type=int, default=ENDLESS, help="for all targets together")
    parser.add_argument("--seed", default="p2pcard", help="of the chance")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="where inputs are kept")
    found = parser.parse_args()
    for name in found.target:
        if name not in TARGETS:
            parser.error(f"there is no {name}; there are: {', '.join(TARGETS)}")
    return found


def hunted(name: str, options: argparse.Namespace, share: float) -> Hunt:
    """Hunt in one target, keep what reaches most, and print its row and findings."""
    target, folder = TARGETS[name], options.corpus / name
    hunt = Hunt(name, target, random.Random(f"{options.seed} {name}"))  # noqa: S311  # repeatable chance is wanted
    known = [path.read_bytes() for path in sorted(folder.glob("*"))]
    hunt.run([*target.seeds(), *known], round(options.cases * share), options.seconds * share)
    files = keep(hunt, folder)
    wrong = [hunt.wrong[each] for each in ("crash", "hang", "escape", "memory")]
    speed = round(hunt.cases / hunt.seconds)
    print(ROW.format(name, hunt.cases, speed, len(hunt.edges), files, *wrong), flush=True)
    for kind, details, data in hunt.told:
        print(f"    {kind}: {details[:200]}\n        {data.hex()[:8192]}")
    return hunt


def main() -> int:
    """Hunt in the targets that were asked for, or in all of them."""
    options = asked()
    names = options.target or list(TARGETS)
    whole = sum(TARGETS[name].share for name in names)
    print(
        ROW.format("target", "cases", "cases/s", "edges", "corpus", "crashes", "hangs", "escapes", "memory")
    )
    hunts = [hunted(name, options, TARGETS[name].share / whole) for name in names]
    print(f"{sum(hunt.cases for hunt in hunts)} cases in {sum(hunt.seconds for hunt in hunts):.0f} s")
    return 1 if any(hunt.wrong for hunt in hunts) else 0


if __name__ == "__main__":
    sys.exit(main())
