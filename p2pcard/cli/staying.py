"""Behind the cards, in words: vouching on the spot, agreeing, and choosing who may see it.

One question stands on the screen at a time; the next line answers it.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import click

from p2pcard.cardholder.person import ActedNow, NewsNow, RefusedNow, ToShowNow
from p2pcard.cli import marking, words
from p2pcard.cli.asking import YES, said
from p2pcard.cli.session import Session
from p2pcard.cli.standing import called, listed
from p2pcard.cli.tidings import AGREE, news_lines, offer_lines, vouch_line
from p2pcard.cli.words import say
from p2pcard.core.book import Book
from p2pcard.core.exchange import (
    Act,
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    Done,
    ShowVouches,
    StoredNow,
    VouchFor,
)
from p2pcard.core.meeting.events import StayNow
from p2pcard.core.news import IntroductionOffered, News, VouchOffered
from p2pcard.core.routes import Mark
from p2pcard.errors import N_, NoSuchPerson, NotHere, Refusal

ALL = N_("all")
VOUCH = N_("vouch")


@dataclass(frozen=True, slots=True)
class _MayShow:
    """Who may see who vouches for me."""


@dataclass(frozen=True, slots=True)
class _Accept:
    """Whether I agree to what somebody vouches about me."""

    by: bytes


@dataclass(frozen=True, slots=True)
class _Meet:
    """Whether I agree to be introduced to somebody of this name; `again`: another person offers it, too."""

    id: bytes
    by: bytes
    name: str
    again: bool


@dataclass(frozen=True, slots=True)
class _Vouch:
    """What I vouch: meant, whether they may introduce, and my mark, in this order."""

    key: bytes
    name: str
    meant: bool = False
    may_introduce: bool | None = None


_Question: TypeAlias = _MayShow | _Accept | _Meet | _Vouch


class Staying:
    """A person at a terminal once the cards are stored."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._questions: deque[_Question] = deque()
        self._stays = False  # in a meeting people may do something by themselves, too
        self._here: set[bytes] = set()  # the keys of those whose cards came
        self._asked: _Question | None = None  # the one on the screen
        self._done: object = None  # what my person did last

    @property
    def begun(self) -> bool:
        """Whether lines are for here."""
        return self._stays or bool(self._questions)

    def show(self, screen: object, *, host: bool) -> Iterator[str]:  # noqa: C901  # one way for each screen
        """Tell what happened, and ask what is to be asked."""
        match screen:
            case StoredNow(cards):
                self._here = {each.author for each in cards}
            case StayNow():
                self._stays = True
                yield say("To vouch for somebody here, type: vouch NAME")
                yield (
                    say(HOST_ENDS)
                    if host
                    else say("After two minutes of quiet the meeting is over. (q: leave now)")
                )
            case ToShowNow(by):
                yield say("These people vouch for you: {people}.", people=listed(self._book, by))
                yield from self._ask(_MayShow())
            case NewsNow(news):
                asked = {each: question for each in news if (question := _question(each))}
                yield from news_lines(self._book, (each for each in news if each not in asked))
                for each in asked.values():
                    yield from self._ask(each)
            case RefusedNow(refusal):
                yield from words.refusal(refusal)
                if isinstance(self._done, ShowVouches) and _MayShow() not in self._questions:
                    self._questions.appendleft(_MayShow())
                yield from self._next()
            case ActedNow(act):
                yield from self._acted(act)
                yield from self._next()

    def meaning(self, line: str, *, host: bool) -> object | None:
        """Return what a line does; print what comes of it at once."""
        if not self._questions:
            return self._own(line, host=host)
        question, self._asked = self._questions.popleft(), None
        event = self._done = self._answered(question, line)
        if event is None:  # else the next question comes below what became of this one
            for text in self._next():
                click.echo(text)
        return event

    def _own(self, line: str, *, host: bool) -> object | None:
        """Take what a person does unasked: vouch for somebody, or as host end the meeting."""
        verb, _, name = line.partition(" ")
        if said(verb, VOUCH, say(VOUCH)) and name.strip():
            return self._begin_vouch(name.strip())
        if not line and host:
            return Done()
        if line:
            click.echo(say("To vouch for somebody here, type: vouch NAME"))
        return None

    def _begin_vouch(self, name: str) -> object | None:
        try:
            person = self._book.find(name, among=self._here)
        except NoSuchPerson:
            return _told(NotHere(name=name))
        except Refusal as refusal:
            return _told(refusal)
        for text in self._ask(_Vouch(person.key, person.name)):
            click.echo(text)
        return Busy()

    def _answered(self, question: _Question, line: str) -> object | None:
        match question:
            case _MayShow():
                return _shown_to(line)
            case _Accept(by):
                if not said(line, YES, say(YES)):
                    return DecideLater(by)
                if self._stays:  # in a swap only the one who vouches is here
                    self._questions.appendleft(_MayShow())
                return AnswerVouch(by, yes=True)
            case _Meet(id_):
                return AnswerIntroduction(id_, yes=True) if said(line, YES, say(YES)) else DecideLater(id_)
            case _Vouch():
                return self._vouched(question, line)

    def _vouched(self, question: _Vouch, line: str) -> object | None:
        """Go through the three questions of a vouch; only a yes to the first leads on."""
        if not question.meant:
            if said(line, YES, say(YES)):
                self._questions.appendleft(replace(question, meant=True))
            return None
        if question.may_introduce is None:
            self._questions.appendleft(replace(question, may_introduce=said(line, YES, say(YES))))
            return None
        if line not in ("", "0", "1", "2"):
            click.echo(say("There is no choice {number} here.", number=line))
            self._questions.appendleft(question)
            return None
        mark = Mark(int(line)) if line else None
        return VouchFor(question.key.hex(), question.may_introduce, mark)

    def _ask(self, question: _Question) -> Iterator[str]:
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

    def _texts(self, question: _Question) -> Iterator[str]:
        match question:
            case _MayShow():
                yield say(WHO_MAY_SEE, word=say(ALL))
            case _Accept(by):
                yield vouch_line(self._book, by)
                yield say(AGREE, word=say(YES))
            case _Meet(_, by, name, again):
                yield from offer_lines(self._book, by, name, again=again)
                yield say(AGREE, word=say(YES))
            case _Vouch(_, name):
                yield from self._vouch_texts(question, name)

    def _vouch_texts(self, question: _Vouch, name: str) -> Iterator[str]:
        if not question.meant:
            yield marking.meant(name)
        elif question.may_introduce is None:
            yield from marking.may_introduce(name)
        else:
            yield from marking.mark_lines(name)
            yield say("Type the number, or press Enter to leave it as it is:")

    def _acted(self, act: Act) -> Iterator[str]:
        """Say that something was done."""
        match act:
            case VouchFor(name):
                name = self._book.find(name).name
                yield say("You vouch for {name}. It counts once {name} agreed.", name=name)
            case AnswerVouch(_, True) | AnswerIntroduction(_, True):
                yield say("You agreed.")
            case ShowVouches(_, True):
                yield say("They can see it now.")
            case ShowVouches(names):
                people = [self._book.find(name, among=self._here).key for name in names]
                yield from (say("{name} can see it now.", name=called(self._book, key)) for key in people)

    @property
    def _book(self) -> Book:
        return self._session.cardholder.book


def _question(news: News) -> _Question | None:
    """Return the question that news asks, if it asks one."""
    match news:
        case VouchOffered(by):
            return _Accept(by)
        case IntroductionOffered(id_, by, name, again):
            return _Meet(id_, by, name, again)
        case _:
            return None


def _told(refusal: Refusal) -> object | None:
    """Print a refusal; it is no event."""
    for sentence in words.refusal(refusal):
        click.echo(sentence)
    return None


def _shown_to(line: str) -> ShowVouches:
    if said(line, ALL, say(ALL)):
        return ShowVouches((), everybody=True)
    return ShowVouches(tuple(name.strip() for name in line.split(",") if name.strip()))


WHO_MAY_SEE = N_("Who may see it here? Type {word}, or names with commas, or press Enter for nobody:")
HOST_ENDS = N_("After two minutes of quiet the meeting is over. To end it now, press Enter.")
