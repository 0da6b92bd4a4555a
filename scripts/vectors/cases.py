"""All vectors of our own formats, folder by folder."""

from collections.abc import Iterator

from scripts.vectors import (
    armors,
    bodies,
    books,
    cards,
    channels,
    lines_of_text,
    meetings,
    member_cases,
    primitives,
    sealed_files,
    spoken,
    statements,
    swaps,
    words,
)
from scripts.vectors.case import Case

MODULES = (
    primitives,
    bodies,
    lines_of_text,
    statements,
    cards,
    channels,
    spoken,
    meetings,
    member_cases,
    swaps,
    books,
    armors,
    sealed_files,
    words,
)


def everything() -> Iterator[Case]:
    """Return every case."""
    for module in MODULES:
        yield from module.cases()
