"""The folders of profiles under one home: their names say nothing, and which was saved last shows.

The first release called a folder by a hash of the profile's name; such a one is found by that name alone,
until it gets a name that says nothing (spec section 11.5).
"""

from pathlib import Path
from typing import Final

from p2pcard.core.formats import crypto, text
from p2pcard.core.formats.crypto import Chance
from p2pcard.edge.store import disk, generations
from p2pcard.edge.store.generations import PREVIOUS, VAULT
from p2pcard.errors import Refusal

NAME_SIZE: Final = 16  # bytes of chance; the hash of the first release has 8
_DIGITS: Final = frozenset("0123456789abcdef")
_OLD_SIZE: Final = 8


def folders(home: Path, profile: str) -> tuple[Path, ...]:
    """Return where the vault of a profile may be: where the first release put that name, or anywhere else.

    Of the others the one that was saved last comes first, because it is likely to be wanted again. Raises
    what `disk` raises.
    """
    return (*of_first_release(home, profile), *_last_saved_first(_named(home)))


def all_folders(home: Path) -> tuple[Path, ...]:
    """Return all folders that hold a vault, those of the first release too, the last saved one first."""
    return tuple(_last_saved_first([*_named(home), *_named(home, _OLD_SIZE)]))


def refuse_if_cut_off(home: Path) -> None:
    """Raises NotAFolder or FolderMissing where a file or a link that leads nowhere takes a folder's place."""
    for folder in _named(home):
        disk.refuse_if_a_file(folder)


def for_a_new_vault(home: Path, chance: Chance) -> Path:
    """Return a folder that holds no vault: one that was begun and never got its first save, or none yet."""
    begun = (each for each in _named(home) if each.is_dir() and not _holds_saves(each))
    return next(begun, unused(home, chance))


def unused(home: Path, chance: Chance) -> Path:
    """Return a folder of a name that says nothing, which is not there."""
    return home / chance(NAME_SIZE).hex()


def is_of_first_release(folder: Path) -> bool:
    """Tell whether a folder's name is a hash of its profile's."""
    return _is_name(folder.name, _OLD_SIZE)


def saved_at(folder: Path) -> int:
    """Return when the vault in a folder was saved last, in nanoseconds as the disk counts them."""
    return max((stamp[1] for stamp in _stamps(folder)), default=0)


def size(folder: Path) -> int:
    """Return the bytes of the larger save in a folder."""
    return max((stamp[2] for stamp in _stamps(folder)), default=0)


def _stamps(folder: Path) -> list[tuple[int, int, int]]:
    return [stamp for name in (VAULT, PREVIOUS) if (stamp := disk.stamp(folder / name))]


def _last_saved_first(folders: list[Path]) -> list[Path]:
    return sorted(filter(_holds_saves, folders), key=saved_at, reverse=True)


def of_first_release(home: Path, profile: str) -> tuple[Path, ...]:
    """Return the folder that the first release made for a name, if there is one.

    The name is tried in the capitals in which it most likely stood.
    """
    for spelled in (
        profile,
        *(change(profile) for change in (str.lower, str.capitalize, str.title, str.upper)),
    ):
        name = crypto.digest("p2pcard-profile", text.composed(spelled).encode())[:_OLD_SIZE].hex()
        if _holds_saves(home / name):
            return (home / name,)
    return ()


def _named(home: Path, size: int = NAME_SIZE) -> list[Path]:
    """Return whatever lies in a home under a name of so many bytes."""
    with disk.refusing(home):
        try:
            there = list(home.iterdir())
        except FileNotFoundError:
            there = []
    if not there:
        disk.refuse_if_a_file(home)
    return [each for each in there if _is_name(each.name, size)]


def _is_name(name: str, size: int) -> bool:
    return len(name) == 2 * size and _DIGITS.issuperset(name)


def _holds_saves(folder: Path) -> bool:
    """Tell whether a vault is in a folder; one that cannot be looked into is told when it is opened."""
    try:
        return generations.is_there(folder)
    except Refusal:
        return True
