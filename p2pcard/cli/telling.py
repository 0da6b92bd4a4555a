"""A live conversation in words: what is told when, and what a typed line means at that moment."""

from collections.abc import Iterator
from enum import Enum, auto

import click

from p2pcard.cardholder import codes
from p2pcard.cardholder.person import (
    CodeNow,
    Gone,
    HostsNow,
    IgnoredNow,
    InvitationNow,
    QuietNow,
    RoleNow,
    StrangerNow,
)
from p2pcard.cli import aloud
from p2pcard.cli.asking import YES, said
from p2pcard.cli.drawing import code_lines
from p2pcard.cli.phrasing import (
    numbers_gone,
    numbers_missing,
    numbers_not_known,
    numbers_sent_to,
)
from p2pcard.cli.session import Session
from p2pcard.cli.staying import Staying
from p2pcard.cli.words import QUIT, isolated, say, say_count
from p2pcard.core import card
from p2pcard.core.exchange import Again, Heard, Stop, StoredNow
from p2pcard.core.meeting.events import (
    Agree,
    Counted,
    NumberNow,
    PeopleNow,
    PhraseNow,
    ReaderNow,
    ReceiptsNow,
    SentNow,
    TakeReader,
    WithoutNow,
)
from p2pcard.core.meeting.messages import LEAST
from p2pcard.core.meeting.stages import Begin, GoOn
from p2pcard.core.phrase import Mode
from p2pcard.core.swap import ReceiptNow, WordNeeded, WordNow
from p2pcard.errors import N_

CROWD = 13  # people from which on tables are the better way
MANY = 20  # people above which they count by tens
READ = "r"
GO = N_("go")


class Asked(Enum):
    """What the next line answers."""

    NOTHING = auto()
    START = auto()
    CODE = auto()
    PHRASE = auto()
    COUNT = auto()
    ANSWER = auto()
    WORD = auto()


class TerminalPerson:
    """A person at a terminal; what they type next is the answer to what was asked last."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._host = self._reads = self._leaving = self._numbered = False
        self._asked = Asked.NOTHING
        self._people, self._mode = 1, Mode.WORDS
        self._code = self._hear = ""
        self._staying = Staying(session)
        self._missing = False  # whether somebody left after the numbers were given
        self._later: list[str] = []  # what is told once my person goes on without somebody

    async def say(self) -> object:
        """Wait for a line and take it for the answer to what was asked last; no more lines mean gone."""
        while (line := await self._session.keyboard.line_soon()) is not None:
            if (event := self._meaning(line.strip())) is not None:
                return event
        return Gone()

    def show(self, screen: object) -> None:
        """Tell the person, a sentence a line."""
        for tell in (self._gathering, self._comparing, self._swapping, self._ending):
            for line in tell(screen):
                click.echo(line)
        for line in self._staying.show(screen, host=self._host):
            click.echo(line)

    def _meaning(self, line: str) -> object | None:  # noqa: C901, PLR0911  # one way for each question
        if said(line, QUIT):
            self._staying.leave()
            return Stop()
        if self._staying.begun:
            return self._staying.meaning(line, host=self._host)
        if self._host and self._numbered and said(line, GO, say(GO)):
            return GoOn()
        if self._leaving and not self._reads:
            return self._left(line)
        match self._asked:
            case Asked.START:
                return self._started(line)
            case Asked.PHRASE | Asked.ANSWER | Asked.WORD if line:
                return Heard(line)
            case Asked.COUNT:
                return self._counted(line)
            case Asked.CODE:
                click.echo(say(TAKE_CODE) if line else say("As text: {text}", text=self._code))
                return None
            case _:
                return None

    def _started(self, line: str) -> object | None:
        if said(line, READ):
            return TakeReader()
        hint = (EVERYBODY if self._people >= LEAST else ALONE) if self._host else FOUND
        if hint == EVERYBODY and said(line, "", YES, say(YES)):
            return Begin()
        click.echo(say(hint))
        return None

    def _left(self, line: str) -> object | None:
        if not said(line, YES, say(YES)):
            click.echo(say("Type {word} to go on without them, or q to stop:", word=say(YES)))
            return None
        self._leaving = False
        for each in self._later or ([self._hear] if self._asked is Asked.PHRASE else []):
            click.echo(each)
        self._later = []
        return Agree()

    def _counted(self, line: str) -> object | None:
        if not said(line, YES, say(YES)):
            click.echo(say(aloud.COUNTED[self._mode], word=say(YES)))
            return None
        self._asked = Asked.NOTHING
        click.echo(say("Thank you. Waiting for the others."))
        return Counted()

    def _gathering(self, screen: object) -> Iterator[str]:
        match screen:
            case RoleNow(host, only_invited):
                self._host, self._asked = host, Asked.START
                yield from map(say, (INVITED,) if only_invited else STARTS if host else (FOUND,))
            case InvitationNow(data):
                yield "    " + codes.typed_of(data)
            case HostsNow(others) if others:
                yield say("Another device here wants to start a meeting, too. Agree aloud which one does.")
            case QuietNow():
                yield say("Nobody can be found on this network. The others come by the invitation above.")
            case PeopleNow(count):
                self._people = count
                yield from self._counting(count)
            case ReaderNow(mine):
                yield say(YOU_READ) if mine else say("Somebody else reads aloud.")

    def _counting(self, count: int) -> Iterator[str]:
        yield say_count("{count} person is here.", "{count} people are here.", count)
        if self._host and count >= LEAST:
            yield say(EVERYBODY)
        if self._host and count >= CROWD:
            yield say(
                "If one device here is taken while it is open, all {count} names can be read. "
                "Smaller tables are better.",
                count=count,
            )

    def _comparing(self, screen: object) -> Iterator[str]:
        match screen:
            case PhraseNow(words, people, mode, asked):
                yield from self._phrase(words, people, mode, asked=asked)
            case NumberNow(number, people, answer) if self._leaving and not self._reads:
                self._later = list(self._number(number, people, answer))  # one question at a time
            case NumberNow(number, people, answer):
                yield from self._number(number, people, answer)
            case WithoutNow(numbers, people):
                self._leaving = self._missing = True
                yield numbers_gone(numbers)
                yield say_count("{count} person would be left.", "{count} people would be left.", people)
                on = aloud.NEW_ANSWER[self._mode] if self._reads else N_("Type {word} to go on:")
                yield say(on, word=say(YES))
            case SentNow(numbers):
                yield numbers_sent_to(numbers)
            case Again():
                yield aloud.again(screen, self._mode)
            case IgnoredNow():
                yield say("Nothing is asked just now. Wait for the next line.")

    def _phrase(
        self, words: tuple[str | None, ...], people: int, mode: Mode, *, asked: bool
    ) -> Iterator[str]:
        yield say_count("{count} person takes part.", "{count} people take part.", people)
        self._reads, self._mode = None not in words, mode
        if self._reads:
            self._asked = Asked.ANSWER
            if not asked and not self._host:
                yield say(YOU_READ)
            yield say("Read this aloud, slowly, twice:")
            yield "\n    " + " ".join(word or "" for word in words) + "\n"
        else:
            self._asked = Asked.PHRASE
            self._hear = say(aloud.PHRASE[mode])
            yield self._hear

    def _number(self, number: int, people: int, answer: str | None) -> Iterator[str]:
        if self._reads and not self._missing:
            yield say("Wait until everybody else has typed it.")
        if self._missing:
            yield say("Your number is {number}.", number=number)
            yield say_count("{count} person takes part.", "{count} people take part.", people)
        else:
            yield say("Your number is {number} of {count}.", number=number, count=people)
        self._numbered = True
        yield say(COUNT_BY_TENS) if people > MANY else say(COUNT_ALOUD)
        yield say("Whoever has no number says so now. If anything is wrong, type q.")
        if answer:
            yield say("After the last number, you say this aloud, too: {word}", word=answer)
        if self._host:
            yield say("If somebody cannot go on, type {word} to finish without them.", word=say(GO))
        if self._reads:
            yield say(aloud.ANSWER[self._mode])
        elif self._asked is not Asked.NOTHING:
            self._asked = Asked.COUNT
            yield say(aloud.COUNTED[self._mode], word=say(YES))

    def _swapping(self, screen: object) -> Iterator[str]:
        match screen:
            case CodeNow(code):
                yield say("The other person takes this code with: p2pcard swap --scan")
                yield say("It is good once, for five minutes. (q: stop)")
                self._asked, self._code = Asked.CODE, codes.text_of(code)
                yield say("As text: {text}", text=self._code)
                if not self._session.plain:
                    yield from code_lines(self._session, code, above=4)
            case StrangerNow():
                yield say("Somebody who has not seen this code tried to swap. They got no answer.")
            case WordNow(word):
                yield say("Say this to the other person: {word}", word=word)
            case WordNeeded(name, mode):
                self._asked, self._mode = Asked.WORD, mode
                yield say("{name} wants to swap cards.", name=name)
                yield say(aloud.SWAP_WORD[mode])
            case ReceiptNow(stored):
                yield say("They hold your card, too.") if stored else say(NOT_KNOWN)

    def _ending(self, screen: object) -> Iterator[str]:
        match screen:
            case StoredNow(cards, missing, _):
                names = ", ".join(isolated(card.read(each).name) for each in cards)
                yield say_count(
                    "You now hold {count} card: {names}",
                    "You now hold {count} cards: {names}",
                    len(cards),
                    names=names,
                )
                if missing:
                    yield numbers_missing(missing)
            case ReceiptsNow(_, not_stored, unknown):
                if not not_stored and not unknown:
                    yield say("All of them hold your card.")
                else:
                    yield numbers_not_known(sorted(not_stored + unknown))


STARTS = (
    N_("You start the meeting. The others type: p2pcard meet"),
    N_("Whoever cannot find you types p2pcard meet --invitation, and then:"),
)
INVITED = N_("You start the meeting. The others type p2pcard meet --invitation, and then:")
EVERYBODY = N_("Is this everybody? Then press Enter. (q: stop)")
ALONE = N_("Nobody else is here yet. (r: read aloud yourself, q: stop)")
TAKE_CODE = N_("Press Enter to see the code as text, or type q to stop.")
FOUND = N_("You are in. Wait until all are here. (r: read aloud yourself, q: stop)")
YOU_READ = N_("You are the one who reads aloud.")
COUNT_ALOUD = N_("Say your numbers aloud, one after the other.")
COUNT_BY_TENS = N_("Say your numbers aloud, ten people at a time. Raise your hand for yours.")
NOT_KNOWN = N_("Not known whether they hold your card. Ask them.")
