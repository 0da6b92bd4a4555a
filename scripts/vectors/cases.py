"""All vectors of our own formats, folder by folder."""

from collections.abc import Iterator

from scripts.vectors import (
    addresses,
    agreements,
    answers,
    armors,
    bodies,
    books,
    bundles,
    cards,
    channels,
    lines_of_text,
    meetings,
    member_cases,
    member_round_cases,
    primitives,
    receivings,
    round_cases,
    rules,
    sealed_files,
    spoken,
    statements,
    supports,
    swap_bundle_cases,
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
    addresses,
    meetings,
    member_cases,
    member_round_cases,
    round_cases,
    swaps,
    swap_bundle_cases,
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
