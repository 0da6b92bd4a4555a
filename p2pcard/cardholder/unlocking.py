"""Trying a phrase on a vault while the rest of the program is loaded: neither has to wait for the other.

Loads only what that takes.
"""

import threading
from pathlib import Path

from p2pcard.core import crypto, text
from p2pcard.edge import generations
from p2pcard.edge.generations import Unlocked


def folder_of(home: Path, profile: str) -> Path:
    """Return where the vault of a profile is: a locked device does not tell what a profile is called."""
    return home / crypto.digest("p2pcard-profile", text.tidy(profile).encode())[:8].hex()


def refuse_if_out_of_reach(folder: Path) -> None:
    """Raises NoVault, NotAFolder or VaultBusy before anybody answers questions in vain."""
    generations.refuse_if_missing(folder)
    generations.refuse_if_busy(folder)


class Unlocking:
    """An opening phrase that is tried in a thread; almost all of its time is libsodium's, not Python's."""

    def __init__(self, folder: Path, phrase: str, *, previous: bool = False) -> None:
        self._found: list[Unlocked | BaseException] = []
        # a daemon, so that whoever stops the program does not wait for it
        self._thread = threading.Thread(target=self._try, args=(folder, phrase, previous), daemon=True)
        try:
            self._thread.start()
        except RuntimeError:  # the system allows no more threads
            self._try(folder, phrase, previous)

    def _try(self, folder: Path, phrase: str, previous: bool) -> None:
        try:
            self._found.append(generations.unlock(folder, phrase, previous=previous))
        except BaseException as error:
            self._found.append(error)

    def result(self) -> Unlocked:
        """Wait, and hand out once what was opened; raises what `generations.unlock` raises."""
        if self._thread.is_alive():
            self._thread.join()
        found = self._found.pop()  # an error would keep this alive, and with it the phrase
        if isinstance(found, Unlocked):
            return found
        try:
            raise found
        finally:
            del found
