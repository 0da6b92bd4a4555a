"""A live conversation in words: what is told when, and what a typed line means at that moment."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import assert_never

import click

from p2pcard.cli import window
from p2pcard.cli.asking import YES, is_yes, tell_no_choice, typed_number, wants_help
from p2pcard.cli.drawing import code_lines, typed_lines
from p2pcard.cli.live.arrivals import Arrivals
from p2pcard.cli.live.terminal_vouching import TerminalVouching
from p2pcard.cli.session import Session
from p2pcard.core.exchange.events import Again, Heard, Stop, StoredNow
from p2pcard.core.exchange.meeting.events import (
    Agree,
    CountAgainNow,
    Counted,
    CountNow,
    InNow,
    LeaveOut,
    NotLeftOutNow,
    NotReadyNow,
    NumberNow,
    PhraseNow,
    ReaderNow,
    ReceiptsNow,
    SentNow,
    StayNow,
    TakeReader,
    WaitingNow,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.host_states import Begin, CameNow, NotStartedNow
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import CardSentNow, ReceiptNow, TypedNow, WordsNow
from p2pcard.core.statements import card
from p2pcard.errors import N_
from p2pcard.errors.next_step import JoinByInvitation, Meet, Swap
from p2pcard.service import codes
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
    PersonLeaves,
    QuietNow,
    RefusedNow,
    RoleNow,
    Screen,
    StrangerNow,
    ToShowNow,
)
from p2pcard.wording import prompts
from p2pcard.wording.catalogue import QUIT, isolated, said, say, say_count
from p2pcard.wording.people import (
    numbers_gone,
    numbers_missing,
    numbers_not_known,
    numbers_not_ready,
    numbers_sent_to,
)

CROWD = 13  # people from which on tables are the better way
FEW = 5  # people who are not ready, few enough for a line each time that one of them gets ready
READ = "r"
WITHOUT = N_("w")


class Asked(Enum):
    """What the next line answers."""

    NOTHING = auto()
    CALL = auto()
    START = auto()
    CODE = auto()
    PHRASE = auto()
    COUNT = auto()
    ANSWER = auto()
    WORDS = auto()


class TerminalPerson:
    """A person at a terminal; what they type next is the answer to what was asked last."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._host = self._reads = self._leaving = self._confirmed = False
        self._asked = Asked.NOTHING
        self._mode = Mode.WORDS
        self._code = self._prompt = ""
        self._staying = TerminalVouching(session)
        self._arrivals = Arrivals()
        self._begun = False  # whether a run is under way, which to leave is a question
        self._quitting = self._choosing = False  # how to stop, or who is left out, is asked
        self._crowd = 0  # the number that was typed before the warning about large rooms
        self._told = False  # whether the host's person was told who is not ready
        self._waits = False  # whether one of those who are not ready can be left out
        self._missing = False  # whether somebody left after the numbers were given
        self._later: list[str] = []  # what is told once my person goes on without somebody

    async def say(self) -> PersonEvent:
        """Wait for a line and take it for the answer to what was asked last; no more lines mean gone."""
        while (line := await self._session.keyboard.line_soon()) is not None:
            if (event := self._meaning(line.strip())) is not None:
                return event
        return PersonGone()

    def show(self, screen: Screen) -> None:
        """Tell the person, a sentence a line; what they are typing is shown again behind it."""
        lines = [*self._lines(screen)]
        typed = self._session.keyboard.half_typed() if lines else ""
        if typed:
            click.echo()
        for line in lines:
            window.tell(line)
        click.echo(typed, nl=False)

    def _meaning(self, line: str) -> PersonEvent | None:  # one way for each question
        if wants_help(line):
            window.tell(say(HELP), *([self._prompt] if self._prompt else []))
            return None
        if self._staying.begun and not said(line, QUIT):
            return self._staying.meaning(line, host=self._host)
        if self._quitting:
            return self._quit(line)
        if said(line, QUIT):
            return self._quits()
        if self._choosing:
            return self._chosen(line)
        if self._waits and said(line, WITHOUT, say(WITHOUT)):
            self._choosing = True
            window.tell(say(WHO_NOT))
            return None
        if self._leaving and not self._reads:
            return self._left(line)
        match self._asked:
            case Asked.CALL:
                return self._called(line)
            case Asked.START:
                return self._started(line)
            case Asked.PHRASE | Asked.ANSWER | Asked.WORDS if line:
                return Heard(line)
            case Asked.COUNT:
                return self._counted(line)
            case Asked.CODE:
                window.tell(*([say(TAKE_CODE)] if line else self._code_lines()))
                return None
            case _:
                return None

    def _quits(self) -> PersonEvent | None:
        """Take the wish to stop: while a run is under way it is asked what others are to be told."""
        if self._begun or (self._host and self._asked is Asked.START):
            self._quitting = True
            window.tell(say(prompts.must_go(host=self._host, reads=self._reads)))
            window.tell(say("2: Something is wrong. Stop for all. Nobody gets cards."))
            window.tell(say("Type 1 or 2, or press Enter to stay:"))
            return None
        self._staying.leave()
        return PersonLeaves() if self._asked is Asked.START else Stop()

    def _quit(self, line: str) -> PersonEvent | None:
        if said(line, "1"):
            return PersonLeaves()
        if said(line, "2"):
            return Stop()
        if line and not said(line, QUIT):
            tell_no_choice(line)
            window.tell(say("Type 1 or 2, or press Enter to stay:"))
            return None
        self._quitting = False
        window.tell(self._prompt)
        return None

    def _chosen(self, line: str) -> PersonEvent | None:
        """Take the numbers of those who are to be left out."""
        numbers = [typed_number(each) for each in line.replace(",", " ").split()]
        named = tuple(each for each in numbers if each is not None)
        if len(named) < len(numbers):
            window.tell(say(WHO_NOT))
            return None
        self._choosing = False
        return LeaveOut(named) if named else None

    def _called(self, line: str) -> PersonEvent | None:
        """Take the answer whether to call an address outside: nothing typed means no."""
        if (yes := is_yes(line)) is None:
            window.tell(say(prompts.CALL_ANYWAY, word=say(YES)))
            return None
        self._asked = Asked.NOTHING
        return CallAnyway() if yes else Stop()

    def _started(self, line: str) -> PersonEvent | None:
        if said(line, READ):
            return TakeReader()
        number = typed_number(line) if self._host else None
        if number is None:
            window.tell(self._prompt)
            return None
        if number >= CROWD and number != self._crowd:
            self._crowd = number
            window.tell(
                say(
                    "If one device here is taken while it is open, all {count} names can be read. "
                    "Smaller tables are better.",
                    count=number,
                )
            )
            window.tell(say("To start all the same, type {count} once more:", count=number))
            return None
        return Begin(number)

    def _left(self, line: str) -> PersonEvent | None:
        if not said(line, YES, say(YES)):
            window.tell(say("Type {word} to go on without them, or q to stop:", word=say(YES)))
            return None
        self._leaving = False
        later, self._later = self._later, []
        for each in later or [self._prompt]:
            window.tell(each)
        return Agree()

    def _counted(self, line: str) -> PersonEvent | None:
        if (number := typed_number(line)) is None:
            window.tell(self._prompt)
            return None
        return Counted(number)

    def _ask(self, asked: Asked, prompt: str) -> str:
        """Note what the next line answers, so that it can be asked again."""
        self._asked, self._prompt = asked, prompt
        return prompt

    def _lines(self, screen: Screen) -> Iterator[str]:  # noqa: C901, PLR0915  # a table of all screens
        match screen:
            case LeadsOutNow(address, way):
                self._asked = Asked.CALL
                yield say(prompts.LEADS_OUT[way])
                yield say(
                    "The device at {address} then knows the network address that you come from.",
                    address=address.host,
                )
                yield say(prompts.CALL_ANYWAY, word=say(YES))
            case RoleNow(host, only_invited):
                self._host = host
                self._ask(Asked.START, say("Wait for the next line."))
                if host:
                    yield from self._starts(only_invited=only_invited)
            case InNow():
                if not self._host:
                    yield self._ask(Asked.START, say(FOUND))
            case InvitationNow(data):
                yield from typed_lines(self._session, "   ", codes.typed_of(data))
                yield self._ask(Asked.START, say(HEADS))
            case HostsNow(others):
                if others:
                    yield say(
                        "Another device here wants to start a meeting, too. Agree aloud which one does."
                    )
            case QuietNow():
                yield say("Nobody can be found on this network. The others come by the invitation above.")
            case CameNow(here):
                yield from self._arrivals.lines(here=here)
            case NotStartedNow(counted, devices):
                yield prompts.not_started(counted, devices)
                yield self._prompt
            case ReaderNow(mine):
                yield say(YOU_READ) if mine else say("Somebody else reads aloud.")
            case PhraseNow(words, mode, asked):
                yield from self._phrase(words, mode, asked=asked)
            case NumberNow(number, answer) if self._leaving and not self._reads:
                self._later = list(self._number(number, answer))  # one question at a time
            case NumberNow(number, answer):
                yield from self._number(number, answer)
            case CountAgainNow(left, seconds):
                yield from prompts.count_again(left, seconds)
            case CountNow():
                yield self._prompt
            case WaitingNow():
                self._confirmed = True
                yield self._ask(Asked.NOTHING, say("Thank you. Waiting for the others."))
            case NotReadyNow(numbers, can_go_on):
                yield from self._not_ready(numbers, can_go_on=can_go_on)
            case NotLeftOutNow():
                yield say(NOT_LEFT_OUT)
            case WithoutNow(numbers):
                self._leaving = self._missing = True
                yield numbers_gone(numbers)
                if self._reads:
                    yield self._ask(Asked.ANSWER, say(prompts.NEW_ANSWER[self._mode]))
                else:
                    yield say("Type {word} to go on:", word=say(YES))
            case SentNow(numbers):
                self._begun = self._quitting = self._choosing = self._waits = False
                yield numbers_sent_to(numbers)
            case Again():
                yield prompts.again(screen, self._mode)
            case IgnoredNow():
                yield say("Nothing is asked just now. Wait for the next line.")
            case CodeNow(code):
                place = self._session.name_place(Swap()) if self._session.guided else "p2pcard swap --scan"
                yield say("The other person takes this code with: {next}", next=place)
                yield say("It is good once, for five minutes. (q: stop)")
                self._asked, self._code = Asked.CODE, codes.typed_of(code)
                yield from self._code_lines()
                if not self._session.plain:
                    yield from code_lines(self._session, code, above=4, smallest=True)
            case StrangerNow():
                yield say("Somebody who has not seen this code tried to swap. They got no answer.")
            case WordsNow(words, mode):
                self._asked, self._mode = Asked.WORDS, mode
                yield say(prompts.SWAP_SAY[mode])
                yield "\n    " + " ".join(words) + "\n"
                yield say(prompts.SWAP_SHOW)
                yield say(prompts.SWAP_TYPE[mode])
            case TypedNow():
                self._asked = Asked.NOTHING
                yield say("That is right. They have not typed yours yet. Nothing has left this device.")
            case CardSentNow():
                self._asked = Asked.NOTHING
                yield say("You both typed. Your card is on its way to the person whose words you typed.")
            case ReceiptNow(stored):
                yield say("They hold your card, too.") if stored else say(SWAP_NOT_KNOWN)
            case BetweenNow(swaps):
                yield say_count(
                    "{count} swap in a row ended before the words were typed on both sides.",
                    "{count} swaps in a row ended before the words were typed on both sides.",
                    swaps,
                )
                yield say(BETWEEN)
            case StoredNow(cards, missing, _):
                self._staying.note_here(cards)
                names = ", ".join(isolated(card.read(each).name) for each in cards)
                yield say_count(
                    "You now hold {count} card: {names}",
                    "You now hold {count} cards: {names}",
                    len(cards),
                    names=names,
                )
                yield from self._staying.alike()
                if missing:
                    yield numbers_missing(missing)
            case ReceiptsNow(_, not_stored, unknown):
                if not not_stored and not unknown:
                    yield say("All of them hold your card.")
                else:
                    yield numbers_not_known(sorted(not_stored + unknown))
            case StayNow():
                yield from self._staying.stay(host=self._host)
            case ToShowNow(by):
                yield from self._staying.may_show(by)
            case NewsNow(news):
                yield from self._staying.news(news)
            case ActedNow(act):
                yield from self._staying.acted(act)
            case RefusedNow(refusal):
                yield from self._staying.refused(refusal)
            case _:
                assert_never(screen)

    def _code_lines(self) -> list[str]:
        return typed_lines(self._session, say("As text:"), self._code)

    def _starts(self, *, only_invited: bool) -> Iterator[str]:
        """Say that the meeting starts here, and how the others come to it."""
        name = self._session.name_place
        if only_invited:
            yield say(
                "You start the meeting. The others join with {next}, and then:", next=name(JoinByInvitation())
            )
        else:
            yield say("You start the meeting. The others join with: {next}", next=name(Meet()))
            yield say(
                "A person who cannot find you joins with {next}, and then:", next=name(JoinByInvitation())
            )

    def _phrase(self, words: tuple[str | None, ...], mode: Mode, *, asked: bool) -> Iterator[str]:
        self._reads, self._mode, self._begun = None not in words, mode, True
        if self._reads:
            if not asked and not self._host:
                yield say(YOU_READ)
            yield say("Read this aloud, slowly, twice:")
            yield "\n    " + " ".join(word or "" for word in words) + "\n"
            self._ask(Asked.ANSWER, say(prompts.ANSWER[mode]))
        else:
            yield self._ask(Asked.PHRASE, say(prompts.PHRASE[mode]))

    def _number(self, number: int, answer: str | None) -> Iterator[str]:
        if self._reads and self._missing:
            return  # the new word was asked for as somebody left
        if self._reads:
            yield say("Wait until everybody else has typed it. Then let the count begin.")
        if not self._confirmed:
            yield say(COUNT_OFF)
            if self._missing:
                yield say("Whoever left and is still in the room counts off, too.")
        yield say("If asked: this device is number {number}. Nobody counts that number.", number=number)
        if answer:
            yield say(SAY_NOW if self._confirmed else SAY_AFTER, word=answer)
        if self._reads:
            yield self._ask(Asked.ANSWER, say(prompts.ANSWER[self._mode]))
        elif not self._confirmed:
            yield self._ask(Asked.COUNT, say(prompts.COUNTED[self._mode]))

    def _not_ready(self, numbers: tuple[int, ...], *, can_go_on: bool) -> Iterator[str]:
        """Tell the host's person who is waited for: at once, and then as only a few are left."""
        if not self._told or len(numbers) <= FEW:
            yield numbers_not_ready(numbers)
        if can_go_on and not self._waits:
            yield say(GO_WITHOUT, word=say(WITHOUT))
        self._told, self._waits = True, can_go_on


HEADS = N_("Count who holds a device here, you too. All in? Type how many: (r: read aloud yourself, q: stop)")
TAKE_CODE = N_("Press Enter to see the code as text, or type q to stop.")
FOUND = N_("You are in. Wait until all are here. (r: read aloud yourself, q: leave)")
YOU_READ = N_("You are the one who reads aloud.")
HELP = N_(
    "Type your answer, then press Enter. To stop, type q: you are asked before anything ends for others."
)
COUNT_OFF = N_("Count off aloud, in the order you sit: 1, 2, 3 ... Only people whose screen says this.")
SAY_AFTER = N_("After the last number, you say this aloud, too: {word}")
SAY_NOW = N_("Say this aloud now: {word}")
GO_WITHOUT = N_("({word}: go on without somebody; all others must agree)")
WHO_NOT = N_("Who is left out gets no cards. Type their numbers, or press Enter to wait:")
NOT_LEFT_OUT = N_("Nobody was left out: the meeting does not wait for them, or cannot go on without them.")
SWAP_NOT_KNOWN = N_("You hold theirs. Whether they hold yours is not known. Ask them.")
BETWEEN = N_("Somebody may stand between you. Stand face to face, and take the code from the screen itself.")
