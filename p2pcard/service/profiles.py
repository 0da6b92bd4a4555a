"""The vaults on this device as anybody sees them without a phrase: what there is to choose by."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from p2pcard.edge.store import generations, homes
from p2pcard.errors import Refusal


class CardsHere(NamedTuple):
    """A vault from outside: its folder, when it was saved last, its size, what is amiss."""

    folder: Path
    saved_at: datetime
    size: int  # bytes
    amiss: Refusal | None


def cards_here(home: Path, profile: str = "") -> tuple[CardsHere, ...]:
    """Return all vaults under a home, the one saved last first, or with a name those that it tells by itself.

    A name tells one of the first release alone. Raises what `homes.all_folders` raises.
    """
    return tuple(map(_seen, homes.of_first_release(home, profile) if profile else homes.all_folders(home)))


def _seen(folder: Path) -> CardsHere:
    saved_at, amiss = datetime.fromtimestamp(homes.saved_at(folder) // 10**9).astimezone(), None
    try:
        generations.refuse_if_damaged(folder)
    except Refusal as refusal:
        amiss = refusal
    return CardsHere(folder, saved_at, homes.size(folder), amiss)
