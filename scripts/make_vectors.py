"""Write the test vectors of our own formats, and the worked examples in docs/spec.md.

Run as `scripts/make vectors`. Nothing here is drawn by chance: a fresh run
writes the same bytes.
"""

import re
from pathlib import Path

from scripts.vectors import cases
from scripts.vectors.examples import examples

ROOT = Path(__file__).resolve().parent.parent
VECTORS = ROOT / "tests" / "vectors"
SPEC = ROOT / "docs" / "spec.md"
BLOCK = re.compile(r"```example ([a-z-]+)\n(.*?)```", re.DOTALL)


def with_examples(spec: str) -> str:
    """Return the specification with every example as the code makes it."""
    made = examples()
    return BLOCK.sub(lambda found: f"```example {found[1]}\n{made[found[1]]}```", spec)


def files() -> dict[str, str]:
    """Return all vectors by their place below `tests/vectors`."""
    found = {case.path: str(case) for case in cases.everything()}
    assert len(found) == len(list(cases.everything()))  # noqa: S101  # two cases of one name would hide one another
    return found


def main() -> None:
    """Write everything anew and remove what is no longer made."""
    made = files()
    for folder in {Path(path).parts[0] for path in made}:
        for stale in (VECTORS / folder).glob("*.txt"):
            if f"{folder}/{stale.name}" not in made:
                stale.unlink()
    for path, text in made.items():
        (VECTORS / path).parent.mkdir(parents=True, exist_ok=True)
        (VECTORS / path).write_text(text, encoding="ascii")
    SPEC.write_text(with_examples(SPEC.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{len(made)} vectors written")


if __name__ == "__main__":
    main()
