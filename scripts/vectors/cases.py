"""All vectors of our own formats, folder by folder."""

from collections.abc import Iterator

from scripts.vectors import (
    agreements,
    answers,
    armors,
    bodies,
    books,
    bundles,
    cards,
    channels,
    handing_cases,
    lines_of_text,
    meetings,
    member_cases,
    passing_cases,
    primitives,
    receivings,
    round_cases,
    rules,
    sealed_files,
    spoken,
    statements,
    supports,
    swaps,
    vouches,
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
    passing_cases,
    round_cases,
    swaps,
    handing_cases,
    books,
    armors,
    sealed_files,
    words,
    vouches,
    agreements,
    supports,
    bundles,
    rules,
    receivings,
    answers,
)


def everything() -> Iterator[Case]:
    """Return every case."""
    for module in MODULES:
        yield from module.cases()
