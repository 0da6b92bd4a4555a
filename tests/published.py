"""The published test vectors under tests/vectors; each must hold something."""

import json
from pathlib import Path

VECTORS = Path(__file__).parent / "vectors"


def published(path):
    """The content of a file of vectors."""
    found = json.loads((VECTORS / path).read_text(encoding="utf-8"))
    assert found, path
    return found


def wycheproof(path):
    """The cases of a Wycheproof file, each with its group."""
    found = published(path)
    cases = [(group, case) for group in found["testGroups"] for case in group["tests"]]
    assert len(cases) == found["numberOfTests"] > 0
    return cases


def octets(case, *names):
    """Fields of a case, from hex digits."""
    return [bytes.fromhex(case[name]) for name in names]
