"""The way in to the engine: by the link or by the opening phrase, and for one page at a time.

There is no cookie, because cookies are not bound to a port. The key lives in the memory of one page.
"""

import hmac
from typing import Final

from p2pcard.core.formats.crypto import Chance

SIZE: Final = 16  # bytes of a token and of a key
TRIES: Final = 3  # phrases from pages that did not come by the link; then only another link lets in


class Gate:
    """The token of the link, good for one try, and the key of the one page that is let in."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._token = self._key = ""
        self._tries = TRIES

    def new_token(self) -> str:
        """Return what stands in a new link; the one before it is no longer good."""
        self._token = self._chance(SIZE).hex()
        return self._token

    def takes_token(self, token: str) -> bool:
        """Tell whether this is the token of the link; right or wrong, it is not good again."""
        wanted, self._token = self._token, ""
        if not wanted or not _equal(token, wanted):
            return False
        self._tries = TRIES
        return True

    def takes_try(self) -> bool:
        """Tell whether a page that has no key may try a phrase; it is one try less, whatever comes of it."""
        self._tries = max(self._tries - 1, -1)
        return self._tries >= 0

    def forget_tries(self) -> None:
        """Count the phrases of pages without a key anew, because one was right."""
        self._tries = TRIES

    def let_in(self) -> str:
        """Return the key for a page; the one before it opens nothing any more."""
        self._key = self._chance(SIZE).hex()
        return self._key

    def shut(self) -> None:
        """Let no page in any more by the key that it has."""
        self._key = ""

    def knows(self, key: str) -> bool:
        """Tell whether this is the key of the page that is let in."""
        return bool(self._key) and _equal(key, self._key)


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())
