"""What a conversation has shown and a shell that was away still has to show: its page was loaded again."""

from typing import Final

from p2pcard.core.exchange.meeting.host_states import CameNow
from p2pcard.service.live.person import ActedNow, IgnoredNow, NewsNow, Screen

# Of all else only the last of a kind still holds: the phrase, the number, a question.
_EACH: Final = NewsNow | ActedNow | CameNow
LIMIT: Final = 1000  # screens: each of 250 people in a room may bring something new in four rounds


class ScreenLog:
    """The screens that still matter, in the order in which they came; they are secrets of the run."""

    def __init__(self) -> None:
        self._screens: dict[int | type[Screen], Screen] = {}
        self._count = 0

    @property
    def screens(self) -> tuple[Screen, ...]:
        """What a shell shows that was away; where more came than is kept, the oldest are not told again."""
        return tuple(self._screens.values())

    def note(self, screen: Screen) -> None:
        """Take a screen instead of the one of its kind; what tells each a thing of its own is kept beside.

        A device that went takes one back that came: those that are left are as many as are here.
        """
        if isinstance(screen, IgnoredNow):
            return  # it was about a moment that is over
        if screen == CameNow(here=False):
            self._forget_one_that_came()
            return
        self._count += 1
        key: int | type[Screen] = self._count if isinstance(screen, _EACH) else type(screen)
        self._screens.pop(key, None)
        self._screens[key] = screen
        if len(self._screens) > LIMIT:
            del self._screens[next(iter(self._screens))]

    def _forget_one_that_came(self) -> None:
        came = [key for key, screen in self._screens.items() if screen == CameNow(here=True)]
        if came:
            del self._screens[came[-1]]

    def clear(self) -> None:
        """Forget all of it."""
        self._screens.clear()
