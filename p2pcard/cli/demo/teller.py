"""What the demo tells, a window at a time: it waits for a person before the first line would go."""

from p2pcard.cli import window
from p2pcard.cli.session import Session
from p2pcard.wording.catalogue import say

FREE = 3  # rows for the question


class Teller:
    """Tells lines, and waits for Enter before a window is full."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._told = 0  # rows since somebody pressed Enter

    def tell(self, *lines: str) -> None:
        """Tell lines that belong together."""
        height, columns = self._session.window
        found = sum(len(window.rows(line, columns)) for line in lines)
        if self._told and self._told + found > height - FREE and self._session.somebody_types:
            self._session.ask(say("Press Enter to go on:"))
            self._told = 0
        self._told += found
        window.tell(*lines)
