"""A program in a person's place: a live conversation as lines of JSON (docs/json.md)."""

import asyncio
from typing import assert_never

from p2pcard.cli.keyboard import Keyboard
from p2pcard.cli.next_steps import command
from p2pcard.cli.session import tell_program
from p2pcard.core.exchange.events import Again, Heard, PersonDone, StoredNow
from p2pcard.core.exchange.meeting.events import (
    Agree,
    CountAgainNow,
    Counted,
    CountNow,
    InNow,
    NotLeftOutNow,
    NotReadyNow,
    NumberNow,
    PhraseNow,
    ReaderNow,
    ReceiptsNow,
    SentNow,
    StayNow,
    WaitingNow,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.host_states import CameNow, NotStartedNow
from p2pcard.core.exchange.swap import CardSentNow, ReceiptNow, TypedNow, WordsNow
from p2pcard.jsonapi.live import read_answer, write_screen
from p2pcard.service.live.person import (
    ActedNow,
    BetweenNow,
    CallAnyway,
    CodeNow,
    HostsNow,
    IgnoredNow,
    InvitationNow,
    LeadsOutNow,
    NewsNow,
    PersonEvent,
    PersonGone,
    QuietNow,
    RefusedNow,
    RoleNow,
    Screen,
    StrangerNow,
    ToShowNow,
)


class JsonPerson:
    """A program in a person's place; once its lines are over, it is gone where an answer is needed."""

    def __init__(self, keyboard: Keyboard) -> None:
        self._keyboard = keyboard
        self._asked = False  # whether the conversation waits for an answer, or will
        self._behind = (
            False  # whether the cards are stored and the receipts there: nothing is needed any more
        )
        self._done = False  # whether that was said for a program whose lines are over
        self._shown = asyncio.Event()

    def show(self, screen: Screen) -> None:
        """Print what happened as one line."""
        match screen:
            case RoleNow() | LeadsOutNow():
                self._asked = True
            case CodeNow() | PhraseNow() | NumberNow() | CountAgainNow() | CountNow() | NotStartedNow():
                self._asked = True
            case WithoutNow() | WordsNow() | Again():
                self._asked = True
            case StayNow() | ReceiptNow():
                self._behind = True
            case InvitationNow() | HostsNow() | QuietNow() | StrangerNow() | BetweenNow() | IgnoredNow():
                pass
            case InNow() | CameNow() | WaitingNow() | NotReadyNow() | NotLeftOutNow() | ReaderNow():
                pass
            case SentNow() | StoredNow() | ReceiptsNow():
                pass
            case TypedNow() | CardSentNow():
                pass
            case ToShowNow() | NewsNow() | ActedNow() | RefusedNow():
                pass  # what is not answered here stays open for later
            case _:
                assert_never(screen)
        tell_program(write_screen(screen, command))
        self._shown.set()

    async def say(self) -> PersonEvent:
        """Wait for the next answer; behind the last line, for what makes another one necessary."""
        while (line := await self._keyboard.line_soon()) is not None:
            if line.strip():
                if (event := read_answer(line)) is not None:
                    self._asked = self._asked and not isinstance(event, Heard | Counted | Agree | CallAnyway)
                    return event
                self.show(IgnoredNow())
        while self._done or not (self._asked or self._behind):
            self._shown.clear()
            await self._shown.wait()
        self._done = True
        return PersonDone() if self._behind else PersonGone()
