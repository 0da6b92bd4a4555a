"""Trying a phrase on vaults while the rest of the program is loaded: neither has to wait for the other.

Loads only what that takes.
"""

import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from p2pcard.core.formats import text
from p2pcard.edge.store import generations, homes
from p2pcard.edge.store.generations import Found, Unlocked
from p2pcard.errors import (
    NotEnoughMemory,
    NoVault,
    OtherProfile,
    Refusal,
    SeveralProfiles,
    VaultBusy,
    VaultExists,
    WrongPhrase,
)

T = TypeVar("T", Unlocked, Found)


def refuse_if_out_of_reach(home: Path, profile: str) -> None:
    """Raises NoVault, NotAFolder or VaultBusy before anybody answers questions in vain.

    That one of several vaults is open in another window keeps nobody out of the others.
    """
    folders = homes.folders(home, profile)
    if not folders:
        homes.refuse_if_cut_off(home)
        raise NoVault
    *others, last = folders
    for folder in others:
        with suppress(Refusal):
            return generations.refuse_if_busy(folder)
    return generations.refuse_if_busy(last)


def refuse_if_taken(home: Path, profile: str, phrase: str) -> None:
    """Raises VaultExists where a phrase opens a vault of this name: nothing would tell the two apart."""
    from p2pcard.edge.store import saves

    for folder in homes.folders(home, profile):
        content = None
        with suppress(Refusal):
            content = generations.look(folder, phrase)
        if content is not None and _is_same(saves.profile(content), profile):
            raise VaultExists


def find(
    home: Path, profile: str, phrase: str, opener: Callable[[Path, str], T], *, folder: Path | None = None
) -> T | Refusal:
    """Try a phrase on the vaults under `home`, or on one folder alone, and return the one that is meant.

    `opener` is `generations.unlock`, or `generations.find` to go back to another save.

    It is the one that the phrase opens and that goes by the name of the profile. Where no name is given it is
    the one that has none, or else the only one that the phrase opens: what was used last never decides. Where
    there is no such vault, a refusal is returned: OtherProfile, SeveralProfiles, or what `opener` raises.
    """
    tries = _Tries(text.composed(profile), phrase, opener)
    try:
        while untried := _untried(home, profile, folder, tries):  # another window may give one its new name
            for each in untried:
                tries.on(each)
                if tries.is_over:
                    return tries.outcome()
        return tries.outcome()
    except BaseException:
        tries.let_go()
        raise


def _untried(home: Path, profile: str, folder: Path | None, tries: "_Tries[T]") -> list[Path]:
    return [
        each for each in ((folder,) if folder else homes.folders(home, profile)) if each not in tries.done
    ]


class _Tries(Generic[T]):
    """What came of trying a phrase on several folders; refusals are kept without what they passed through."""

    def __init__(self, profile: str, phrase: str, opener: Callable[[Path, str], T]) -> None:
        self._profile, self._phrase = profile, phrase
        self._opener: Callable[[Path, str], T] = opener
        self.done: list[Path] = []
        self.is_over = False  # the last one that was opened goes by the very name
        self._opened: list[tuple[str | None, T | VaultBusy]] = []
        self._refused: list[tuple[Path, Refusal]] = []

    def on(self, folder: Path) -> None:
        """Try the phrase on one folder."""
        self.done.append(folder)
        try:
            found = self._opener(folder, self._phrase)
        except VaultBusy as busy:
            if (content := generations.look(folder, self._phrase)) is None:
                self._refused.append((folder, busy.with_traceback(None)))
            else:
                self._note(folder, content, busy.with_traceback(None))
        except Refusal as refusal:
            self._refused.append((folder, refusal.with_traceback(None)))
        else:
            self._note(folder, found.content, found)

    def _note(self, folder: Path, content: bytes, found: T | VaultBusy) -> None:
        from p2pcard.edge.store import saves

        self._opened.append((None, found))  # from here on it is let go of
        name = saves.profile(content)
        if name is None and homes.is_of_first_release(folder):
            name = self._profile  # by that name it was found
        self._opened[-1] = name, found
        self.is_over = name == self._profile

    def outcome(self) -> T | Refusal:
        """Return the one that is meant, and let go of the others."""
        chosen = self._chosen()
        self.let_go(but=chosen)
        return chosen

    def _chosen(self) -> T | Refusal:
        if self.is_over:
            return self._opened[-1][1]
        meant = [found for name, found in self._opened if self._may_be_meant(name)]
        if len(meant) == 1 and self._profile:
            return meant[0]
        if own := self._its_own():  # which may be the one that is meant
            return own
        if not self._opened:
            return self._why_none()
        if not meant:
            return OtherProfile(profile=self._profile)
        return meant[0] if len(meant) == 1 else SeveralProfiles()

    def _may_be_meant(self, name: str | None) -> bool:
        return not self._profile or _is_same(name, self._profile)

    def _why_none(self) -> Refusal:
        """Return what a person is told whose phrase opened nothing; for some of it there may be no memory."""
        refusals = [refusal for _, refusal in self._refused]
        for kind in (NotEnoughMemory, WrongPhrase):
            if found := next((each for each in refusals if isinstance(each, kind)), None):
                return found
        return refusals[0] if refusals else NoVault()

    def _its_own(self) -> Refusal | None:
        """Return why a vault does not open whose phrase this surely is, where that is not plain anyway."""
        if len(self.done) > 1:
            for folder, refusal in self._refused:
                if not isinstance(refusal, WrongPhrase | NoVault) and self._is_of(folder):
                    return refusal
        return None

    def _is_of(self, folder: Path) -> bool:
        with suppress(Refusal):
            return generations.opens(folder, self._phrase)
        return False

    def let_go(self, but: object = None) -> None:
        """Let other windows have what was opened, but for one, and keep nothing."""
        for _, found in self._opened:
            if not isinstance(found, VaultBusy) and found is not but:
                found.lock.release()
        self._opened.clear()
        self._refused.clear()


def _is_same(name: str | None, profile: str) -> bool:
    """Tell whether a vault goes by a name: by its own, in any capitals, or by any if it has none yet."""
    return name is None or text.folded(name) == text.folded(profile)


def _caught(home: Path, profile: str, phrase: str, folder: Path | None) -> Unlocked | BaseException:
    try:
        return find(home, profile, phrase, generations.unlock, folder=folder)
    except BaseException as error:
        return error


class Unlocking:
    """An opening phrase that is tried in a thread; almost all of its time is libsodium's, not Python's.

    A shell on a loop awaits it, so that the loop goes on meanwhile; `result` is there at once afterwards.
    A shell without a loop asks for the result alone. `profile` is the name that was given with it, and
    `folder` the only one to try it on, if there is one.
    """

    def __init__(self, home: Path, profile: str, phrase: str, *, folder: Path | None = None) -> None:
        self.profile = text.composed(profile)
        self._found: list[Unlocked | BaseException] = []
        self._turn = threading.Lock()
        self._tell: Callable[[], object] = lambda: None  # called once at the end
        self._dropped = False  # nobody wants the result any more
        given = home, profile, phrase, folder
        # a daemon, so that the program can be stopped without waiting for it
        self._thread = threading.Thread(target=self._try, args=given, daemon=True)
        try:
            self._thread.start()
        except RuntimeError:  # the system allows no more threads
            self._try(*given)

    def _try(self, home: Path, profile: str, phrase: str, folder: Path | None) -> None:
        # kept in no variable here: a refusal would keep itself alive, and with it the phrase
        self._end(_caught(home, profile, phrase, folder))

    def _end(self, found: Unlocked | BaseException) -> None:
        with self._turn:
            if not self._dropped:
                self._found.append(found)
            elif isinstance(found, Unlocked):
                found.lock.release()
            self._tell()

    def __await__(self) -> Generator[Any, None, None]:
        """Wait until the phrase was tried; where that is cancelled, the vault is let go of."""
        return self._tried().__await__()

    async def _tried(self) -> None:
        import asyncio

        loop, tried = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            with suppress(RuntimeError):  # a loop that is closed need not be told
                loop.call_soon_threadsafe(tried.set)

        with self._turn:
            self._tell = tell
            if self._found:
                return
        try:
            await tried.wait()
        except asyncio.CancelledError:
            self._drop()
            raise

    def _drop(self) -> None:
        with self._turn:
            self._dropped = True
            for found in self._found:
                if isinstance(found, Unlocked):
                    found.lock.release()
            self._found.clear()

    def result(self) -> Unlocked:
        """Wait, and hand out once what was opened; raises what `find` returns."""
        if self._thread.is_alive():
            self._thread.join()
        found = self._found.pop()  # an error would keep this alive, and with it the phrase
        if isinstance(found, Unlocked):
            return found
        try:
            raise found
        finally:
            del found
