"""Measure what has a limit and print it with its limit: `scripts/bench vault`.

Each subject is a module in scripts/benches with a docstring and `run() -> bool`,
which prints its rows and returns whether every limit was kept. Ends with 1 when
one was missed, 2 when there is no such subject.
"""

import argparse
import importlib
import pkgutil
import sys

from scripts import benches


def main() -> int:
    """Run the subjects that were asked for, or all of them."""
    found = (module.name for module in pkgutil.iter_modules(benches.__path__))
    subjects = sorted(name for name in found if name != "__main__")
    parser = argparse.ArgumentParser("scripts/bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("subject", nargs="*", help=f"what to measure, all if left out: {', '.join(subjects)}")
    asked = parser.parse_args().subject or subjects
    for subject in asked:
        if subject not in subjects:
            parser.error(f"there is no {subject}; there are: {', '.join(subjects)}")
    kept = [importlib.import_module(f"scripts.benches.{subject}").run() for subject in asked]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
