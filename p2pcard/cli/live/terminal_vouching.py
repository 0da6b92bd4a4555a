"""Behind the cards, in words: vouching on the spot, agreeing, and choosing who may see it.

One question stands on the screen at a time; the next line answers it.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from p2pcard.cli import window
from p2pcard.cli.asking import AGREE, YES, is_yes, tell_no_choice
from p2pcard.cli.session import Session
from p2pcard.core.book import search
from p2pcard.core.book.book import Book
from p2pcard.core.book.news import News
from p2pcard.core.exchange.events import (
    Act,
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    PersonDone,
    ShowVouches,
    VouchFor,
)
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import N_, NoSuchPerson, NotHere, Refusal
from p2pcard.service.live.person import PersonEvent
from p2pcard.wording import catalogue, vouching
from p2pcard.wording.catalogue import said, say
from p2pcard.wording.news import news_lines, offer_lines, vouch_line
from p2pcard.wording.people import alike_lines, fact
from p2pcard.wording.questions import Accept, MayShow, Meet, Question, Vouch, asked_by
from p2pcard.wording.standing import called, listed

ALL = N_("all")
VOUCH = N_("vouch")


class TerminalVouching:
    """A person at a terminal once the cards are stored."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._questions: deque[Question] = deque()
        self._stays = False  # in a meeting people may do something by themselves, too
        self._here: set[bytes] = set()  # the keys of those whose cards came
        self._listed: dict[str, bytes] = {}  # who has which number in the list that was shown
        self._asked: Question | None = None  # the one on the screen
        self._done: PersonEvent | None = None  # what my person did last

    @property
    def begun(self) -> bool:
        """Whether lines are for here."""
        return self._stays or bool(self._questions)

    def note_here(self, cards: tuple[Statement, ...]) -> None:
        """Take the people whose cards came for those who are here."""
        self._here = {each.author for each in cards}

    def alike(self) -> Iterator[str]:
        """Say whose name looks like that of somebody else."""
        return alike_lines(self._book, self._here)

    def stay(self, *, host: bool) -> Iterator[str]:
        """Say what people may do here by themselves, and how it ends."""
        self._stays = True
        yield say(HINT)
        yield say(HOST_ENDS) if host else say(QUIET_ENDS)

    def may_show(self, by: tuple[bytes, ...]) -> Iterator[str]:
        """Ask who here may see the vouches of these people about me."""
        yield say("These people vouch for you: {people}.", people=listed(self._book, by))
        yield from self._ask(MayShow())

    def news(self, news: tuple[News, ...]) -> Iterator[str]:
        """Tell what is new, and ask what it asks."""
        asked = {each: question for each in news if (question := asked_by(each))}
        yield from news_lines(
            self._book, (each for each in news if each not in asked), self._session.name_place
        )
        for each in asked.values():
            yield from self._ask(each)

    def refused(self, refusal: Refusal) -> Iterator[str]:
        """Tell why something cannot be done; ask again who may see the vouches."""
        yield from catalogue.refusal(refusal, self._session.name_place)
        if isinstance(self._done, ShowVouches) and MayShow() not in self._questions:
            self._questions.appendleft(MayShow())
        yield from self._next()

    def acted(self, act: Act) -> Iterator[str]:
        """Say that something was done, and ask what is to be asked next."""
        yield from self._acted(act)
        yield from self._next()

    def leave(self) -> None:
        """Say what a person who leaves in the middle of its questions has not done."""
        if self._questions and isinstance(question := self._questions[0], Vouch):
            window.tell(say("You did not vouch for {name}.", name=question.name))

    def meaning(self, line: str, *, host: bool) -> PersonEvent | None:
        """Return what a line does; print what comes of it at once."""
        if not self._questions:
            return self._own(line, host=host)
        question, self._asked = self._questions.popleft(), None
        event = self._done = self._answered(question, line)
        if event is None:  # else the next question comes below what became of this one
            for text in self._next():
                window.tell(text)
        return event

    def _own(self, line: str, *, host: bool) -> PersonEvent | None:
        """Take what a person does unasked: vouch for somebody, or as host end the meeting."""
        verb, _, name = line.partition(" ")
        if said(verb, VOUCH, say(VOUCH)):
            return self._begin_vouch(name.strip()) if name else self._choose()
        if not line and host:
            return PersonDone()
        if line:
            window.tell(say(HINT))
        return None

    def _choose(self) -> Busy:
        """Show which people here can be vouched for; not every name can be typed on every keyboard."""
        for text in self._list():
            window.tell(text)
        window.tell(
            say("To vouch for one of them, type the number, too, like this: {word} 1", word=say(VOUCH))
        )
        return Busy()

    def _list(self) -> Iterator[str]:
        self._listed = search.numbered(self._book, self._here)
        for number, key in self._listed.items():
            alike = self._book.look_alikes(self._book.contacts[key])
            told_apart = f" ({key.hex()[: search.ID_PREFIX]})" if alike else ""
            yield f"{number}: {called(self._book, key)}{told_apart}"

    def _named(self, typed: str) -> str:
        """Return the id of who has this number in the list that was shown; all else is a name."""
        key = self._listed.get(typed)
        return key.hex() if key else typed

    def _begin_vouch(self, name: str) -> PersonEvent | None:
        try:
            person = search.find(self._book, self._named(name), among=self._here)
        except NoSuchPerson:
            return self._told(NotHere(name=name))
        except Refusal as refusal:
            return self._told(refusal)
        for text in self._ask(Vouch(person.key, person.name)):
            window.tell(text)
        return Busy()

    def _answered(self, question: Question, line: str) -> PersonEvent | None:
        match question:
            case MayShow():
                return self._shown_to(line)
            case Vouch(_, _, True):
                return self._counted(question, line)
        if (yes := is_yes(line)) is None:
            tell_no_choice(line)
            self._questions.appendleft(question)
            return None
        return self._decided(question, yes=yes)

    def _decided(self, question: Question, *, yes: bool) -> PersonEvent | None:
        match question:
            case Accept(by) if yes:
                if self._stays:  # in a swap only the one who vouches is here
                    self._questions.appendleft(MayShow())
                return AnswerVouch(by, yes=True)
            case Meet(id_) if yes:
                return AnswerIntroduction(id_, yes=True)
            case Accept(about) | Meet(about):
                return DecideLater(about)
            case Vouch():
                self._go_on(question, yes=yes)
        return None

    def _shown_to(self, line: str) -> ShowVouches:
        if said(line, ALL, say(ALL)):
            return ShowVouches((), everybody=True)
        names = (name.strip() for name in line.split(","))
        return ShowVouches(tuple(self._named(name) for name in names if name))

    def _go_on(self, question: Vouch, *, yes: bool) -> None:
        """Go on with the questions of a vouch; only a yes to the first leads on."""
        if yes:
            self._questions.appendleft(replace(question, meant=True))
        else:
            window.tell(say(NOT_VOUCHED, name=question.name))

    def _counted(self, question: Vouch, line: str) -> PersonEvent | None:
        if line and line not in vouching.COUNTS:
            tell_no_choice(line)
            self._questions.appendleft(question)
            return None
        contact = self._book.contacts[question.key]
        mark, may_introduce = vouching.counted(contact, line or vouching.answer_of(contact))
        return VouchFor(question.key.hex(), may_introduce, mark)

    def _ask(self, question: Question) -> Iterator[str]:
        """Put a question behind those that wait; give its words if it is the first."""
        if question not in self._questions:
            self._questions.append(question)
        if len(self._questions) == 1:
            yield from self._next()

    def _next(self) -> Iterator[str]:
        """Give the words of the first question that waits, unless it stands on the screen."""
        if self._questions and self._asked != self._questions[0]:
            self._asked = self._questions[0]
            yield from self._texts(self._asked)

    def _texts(self, question: Question) -> Iterator[str]:
        match question:
            case MayShow():
                yield from self._list()
                yield say(WHO_MAY_SEE, word=say(ALL))
            case Accept(by):
                yield vouch_line(self._book, by)
                yield say(AGREE, word=say(YES))
            case Meet(_, by, name, again):
                yield from offer_lines(self._book, by, name, again=again)
                yield say(AGREE, word=say(YES))
            case Vouch(_, name):
                yield from self._vouch_texts(question, name)

    def _vouch_texts(self, question: Vouch, name: str) -> Iterator[str]:
        contact = self._book.contacts[question.key]
        if question.meant:
            yield from vouching.counts_lines(name)
            yield vouching.counts_question(vouching.answer_of(contact))
        else:
            yield fact(contact)
            yield vouching.meant(name)

    def _acted(self, act: Act) -> Iterator[str]:
        """Say that something was done."""
        match act:
            case VouchFor(name):
                name = search.find(self._book, name).name
                yield say(vouching.VOUCHED, name=name)
            case AnswerVouch(_, True) | AnswerIntroduction(_, True):
                yield say("You agreed.")
            case ShowVouches(_, True):
                yield say("They can see it now.")
            case ShowVouches(names):
                people = [search.find(self._book, name, among=self._here).key for name in names]
                yield from (say("{name} can see it now.", name=called(self._book, key)) for key in people)

    def _told(self, refusal: Refusal) -> PersonEvent | None:
        """Print a refusal; it is no event."""
        window.tell(*catalogue.refusal(refusal, self._session.name_place))
        return None

    @property
    def _book(self) -> Book:
        return self._session.cardholder.book


HINT = N_("To vouch for somebody here, type: vouch NAME (vouch alone: see who is here)")
NOT_VOUCHED = N_("You did not vouch for {name}. To begin again, type: vouch NAME")
WHO_MAY_SEE = N_(
    "Who may see it here? Type {word}, or numbers or names with commas, or press Enter for nobody:"
)
HOST_ENDS = N_("After two minutes of quiet the meeting is over. To end it now, press Enter.")
QUIET_ENDS = N_("After two minutes of quiet the meeting is over. (q: leave now)")
