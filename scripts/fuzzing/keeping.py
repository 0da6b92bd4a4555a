"""Keeping what reaches most: a few small files for each target, which the tests give to it again."""

import hashlib
from pathlib import Path
from typing import Final

from scripts.fuzzing.edges import Edge
from scripts.fuzzing.hunting import Hunt

FILES: Final = 40  # of one target
SIZE: Final = 4096  # bytes of each
TOTAL: Final = 12_000  # bytes of one target: thirty of them stay below 400 KB
ATTEMPTS: Final = 60  # to make one input shorter


def keep(hunt: Hunt, folder: Path) -> int:
    """Write the inputs that reach most in place of those that are there; return their number."""
    chosen = [_shorter(hunt, data, gained) for data, gained in _chosen(hunt)]
    folder.mkdir(parents=True, exist_ok=True)
    names = {hashlib.blake2b(data, digest_size=6).hexdigest(): data for data in chosen}
    for path in folder.iterdir():
        if path.name not in names:
            path.unlink()
    for name, data in names.items():
        (folder / name).write_bytes(data)
    return len(names)


def _chosen(hunt: Hunt) -> list[tuple[bytes, set[Edge]]]:
    """Choose the input that adds most edges, again and again; of equals the shortest."""
    reached = {data: set(hunt.reach(data)) for data in hunt.pool if len(data) <= SIZE}
    found: list[tuple[bytes, set[Edge]]] = []
    room = TOTAL
    while len(found) < FILES:
        fitting = [data for data, edges in reached.items() if edges and len(data) <= room]
        if not fitting:
            break
        best = max(fitting, key=lambda data: (len(reached[data]), -len(data), data))
        gained = reached.pop(best)
        found.append((best, gained))
        room -= len(best)
        for left in reached.values():
            left.difference_update(gained)
    return found


def _shorter(hunt: Hunt, data: bytes, gained: set[Edge]) -> bytes:
    """Leave out what is not needed to reach the edges that this input was chosen for."""
    step, attempts = max(len(data) // 2, 1), 0
    while attempts < ATTEMPTS:
        for place in range(0, len(data), step):
            cut = data[:place] + data[place + step :]
            attempts += 1
            if attempts < ATTEMPTS and hunt.reach(cut) >= gained:
                data = cut
                break
        else:
            if step == 1:
                break
            step //= 2
    return data
