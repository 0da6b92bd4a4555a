"""One call of the program: what was asked for in general, the cardholder, and how answers are printed."""

import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import click

from p2pcard.cli import echo, window
from p2pcard.cli.keyboard import Keyboard
from p2pcard.cli.next_steps import command
from p2pcard.errors import (
    ClockAhead,
    ClockNotSet,
    MonthNotUnderstood,
    NoAnswer,
    NoPhrase,
    OpenOnPage,
    OutOfTries,
    QuestionStopped,
    Refusal,
    SeveralProfiles,
    VaultBusy,
    WrongPhrase,
)
from p2pcard.errors.next_step import Place
from p2pcard.wording import catalogue
from p2pcard.wording.catalogue import say, say_count

if TYPE_CHECKING:
    from pathlib import Path

    from p2pcard.jsonapi.values import Json
    from p2pcard.service.cardholder import Cardholder
    from p2pcard.service.live.trace import Trace

T = TypeVar("T")
# the other shell: its cardholder, address, teller of links, and what waits for the wish for another link
ServePage = Callable[["Cardholder", str, Callable[[str], None], Callable[[], Awaitable[str | None]]], None]
# what commands answer with: loaded while the opening phrase is tried
ANSWERS = ("p2pcard.wording.vault", "p2pcard.wording.people", "p2pcard.jsonapi.cards", "json")
TRIES = 3  # at typing something long, as the opening phrase: every one costs the device a second


class Session:
    """What holds for the whole call; filled by the general options wherever they stand.

    Where `plain` is not told, the terminal decides. No data class: nothing before a command needs those.
    """

    def __init__(
        self,
        *,
        plain: bool | None = None,
        cardholder: "Cardholder | None" = None,
        serve_page: ServePage | None = None,
    ) -> None:
        self.home: Path | None = None
        self.profile = ""
        self.plain = wants_plain(os.environ) if plain is None else plain
        self.colours = not os.environ.get("NO_COLOR")
        self.json = False
        self.asked_language = ""  # by --lang; else the one chosen at the beginning counts
        self.technical = False
        self.month: int | None = None  # that it is, as the person says
        self.phrase_fd: int | None = None
        self.trace: Path | None = None
        self.guided = False  # whether choices lead, so that a long answer is shown a window at a time
        self.looked = False  # whether it was seen that swaps and meetings can be held here
        self.address = ""  # of this device, where its person chose one
        self.told = False  # programs were told by an event how it ended, or nothing can be printed for them
        self.keyboard = Keyboard()
        self.name_place: Callable[[Place], str] = (
            command  # how a place in the program is named to this person
        )
        self.serve_page = serve_page
        self._phrases: list[str] | None = None
        self._cardholder = cardholder
        self._tracing: Trace | None = None

    @property
    def cardholder(self) -> "Cardholder":
        """The cardholder, locked or not."""
        from p2pcard.service.cardholder import Cardholder

        if self._cardholder is None:
            self._cardholder = Cardholder(self._home, self.profile)
            if self.month is not None:
                self._cardholder.it_is(self.month)
        return self._cardholder

    def go_elsewhere(self, home: "Path | None", profile: str) -> None:
        """Lock, and go on with another profile, or with everything in another folder."""
        self.close()
        self.home, self.profile, self._cardholder = home or self.home, profile, None

    @property
    def _home(self) -> "Path":
        return self.home or default_home(os.environ)

    @property
    def opened(self) -> "Cardholder":
        """The cardholder, unlocked; asks for the opening phrase if need be."""
        return self.open()

    def open(self, load: Callable[[], object] = lambda: None, file: "Path | None" = None) -> "Cardholder":
        """Return the cardholder, unlocked; `load` is called while the opening phrase is tried.

        That a `file` to be read is missing is told before anybody types that phrase.
        """
        if file:
            from p2pcard.service.files import refuse_if_missing

            refuse_if_missing(file)
        if self._cardholder is None or not self._cardholder.is_open:
            self._unlock(load)
            self.welcome_back()
        return self.cardholder

    def _unlock(self, load: Callable[[], object]) -> None:
        """Open the cards with a phrase."""
        from p2pcard.service.unlocking import refuse_if_out_of_reach

        refuse_if_out_of_reach(self._home, self.profile)
        self.open_with(lambda phrase: self.enter(phrase, load))

    def open_with(self, use: Callable[[str], None]) -> None:
        """Use the opening phrase to open something; a person who types it gets a few tries."""
        question = say("Your opening phrase (what you type is not shown):")
        if self.guided:
            self.note(say("Cannot open them? Press Enter alone. To leave, type q."))
        if self.has_phrase:
            use(self.phrase(question))
        else:
            few_tries(lambda: use(self._typed_phrase(question)), self.note_refusal, WrongPhrase)

    def _typed_phrase(self, question: str) -> str:
        """Return what was typed; raises QuestionStopped for q alone, and NoAnswer for nothing or a ?."""
        typed = self.phrase(question)
        if typed.strip() == catalogue.QUIT:
            raise QuestionStopped
        if typed.strip() in ("", "?"):
            raise NoAnswer
        return typed

    def enter(self, phrase: str, load: Callable[[], object] = lambda: None) -> None:
        """Try an opening phrase; the cardholder, and what the command needs, are loaded meanwhile.

        A person whose phrase opens several profiles is asked for the name, which then stands in no shell's
        history.
        """
        from p2pcard.service.unlocking import Unlocking

        if self._cardholder is None:
            unlocking = Unlocking(self._home, self.profile, phrase)
        else:
            unlocking = self._cardholder.unlocking(phrase)
        me = self.cardholder
        for answers in ANSWERS:
            import_module(answers)
        load()
        try:
            self.dated(lambda: me.enter(unlocking))
        except SeveralProfiles as refusal:
            named = me.unlocking(phrase, profile=self.named_profile(refusal))
            self.dated(lambda: me.enter(named))

    def named_profile(self, refusal: SeveralProfiles) -> str:
        """Ask which of several profiles is meant; raises the refusal where nobody can be asked."""
        if not self.somebody_types:
            raise refusal
        return self.ask(
            say("This phrase opens several profiles of yours. Type the name of the one you mean:")
        )

    def dated(self, work: Callable[[], None]) -> bool:
        """Do what needs to know the month; where the clock cannot be right, ask for it, and return that.

        Raises what `work` raises; ClockAhead and ClockNotSet only where nobody can be asked.
        """
        try:
            work()
        except (ClockAhead, ClockNotSet) as refusal:
            if not self.somebody_types:
                raise
            self._ask_month(catalogue.happened(refusal))
            return True
        return False

    def _ask_month(self, why: str) -> None:
        """Ask which month it is, until it is one or the person does not know."""
        from p2pcard.core.formats import calendar

        window.tell(why)
        question = say("Which month is it? Type it like 3 2026, or press Enter if you do not know:")
        while typed := self.ask(question):
            try:
                return self.cardholder.it_is(calendar.read(typed))
            except MonthNotUnderstood as refusal:
                self.note_refusal(refusal)
        self.cardholder.it_is(None)

    def welcome_back(self) -> None:
        """Speak the language that was chosen; show whose cards these are, and what would be amiss."""
        me = self.cardholder
        if not self.asked_language:
            catalogue.follow(me.book.settings.language)
        from p2pcard.wording.vault import clock_is_wrong, opened

        if not me.knows_month and not me.is_asked and self.somebody_types:
            self._ask_month(clock_is_wrong(me.clock, me.month))
        wrong = None if me.knows_month else clock_is_wrong(me.clock, me.month)
        lines = opened(me.book, me.save_number, self.profile, self.name_place, wrong=wrong)
        for line in islice(lines, 1, None) if self.guided else lines:  # the first screen has the first one
            self.note(line)
        self.note_moved()

    def note_moved(self) -> None:
        """Say, once, what became of things that lay beside the last save."""
        if self._cardholder is not None and (told := self._cardholder.tell_moved()):
            from p2pcard.wording.vault import moved

            for each in told:
                self.note(moved(each, self.name_place))

    @property
    def can_choose_language(self) -> bool:
        """Whether somebody sits here who did not say yet which language they want."""
        return not self.asked_language and sys.stdin is not None and sys.stdin.isatty()

    @property
    def tracing(self) -> "Trace | None":
        """What writes the trace that was asked for, from now on and for all conversations of this call."""
        if self.trace and not self._tracing:
            import time

            from p2pcard.service.files import lines_into
            from p2pcard.service.live.trace import Trace

            self._tracing = Trace(lines_into(self.trace), time.monotonic)
        return self._tracing

    @property
    def saved(self) -> int | None:
        """What `Keeper.saved` says of this call."""
        return self._cardholder.saved if self._cardholder is not None else 0

    def close(self) -> None:
        """Lock what is open."""
        self.note_moved()
        if self._cardholder is not None:
            self._cardholder.lock()

    def phrase(self, question: str) -> str:
        """Return the next opening phrase: of a descriptor or file if one is given, else typed unseen."""
        if self._phrases is None:
            self._phrases = _given_phrases(self.phrase_fd, os.environ)
        if self._phrases:
            return self._phrases.pop(0)
        self.refuse_if_nobody_types()
        typed = self.keyboard.hidden(question)
        if typed is None:
            raise NoAnswer
        return typed

    def refuse_if_nobody_types(self) -> None:
        """Raises NoPhrase where a phrase can neither be read from outside nor typed unseen."""
        if not self.somebody_types:
            raise NoPhrase

    @property
    def somebody_types(self) -> bool:
        """Whether answers come from a person, who can be asked again."""
        return not self.json and sys.stdin is not None and sys.stdin.isatty()

    @property
    def has_phrase(self) -> bool:
        """Whether an opening phrase is given from outside, so that nobody need be asked."""
        if self._phrases is None:
            self._phrases = _given_phrases(self.phrase_fd, os.environ)
        return bool(self._phrases)

    def ask(self, question: str) -> str:
        """Ask for a line; raises NoAnswer where nobody can."""
        echo.show()
        window.tell(question, err=self.json)
        answer = self.keyboard.line()
        if answer is None:
            raise NoAnswer
        return answer.strip()

    def answer(self, values: "Mapping[str, Json]", *told: str) -> None:
        """Print the answer: one JSON object, or lines for people."""
        if self.json:
            tell_program(values)
        else:
            window.tell(*told, turn_page=self._turn_page if self.guided else None)

    def _turn_page(self, left: int) -> bool:
        """Ask whether to show what is left of a long answer."""
        question = say_count(
            "{count} more line. Press Enter to see it, or type q to stop here:",
            "{count} more lines. Press Enter to see them, or type q to stop here:",
            left,
        )
        return self.ask(question) == ""

    def note(self, line: str) -> None:
        """Print something beside the answer."""
        window.tell(line, err=True)

    def who_is_busy(self, refusal: VaultBusy) -> Refusal:
        """Return a refusal that names the page, where it is served on this device."""
        from p2pcard.service import page_port

        return OpenOnPage() if page_port.is_served(self._home) else refusal

    def note_refusal(self, refusal: Refusal) -> None:
        """Print the sentences of a refusal beside the answer."""
        for sentence in catalogue.refusal(refusal, self.name_place):
            self.note(sentence)

    @property
    def window(self) -> tuple[int, int]:
        """Rows and columns to draw in; none that are known means any."""
        return window.size_of(sys.stdout)


def few_tries(
    attempt: Callable[[], T],
    tell: Callable[[Refusal], None],
    wrong: type[Refusal],
    ending: type[OutOfTries] = OutOfTries,
) -> T:
    """Let somebody try, and tell what was wrong; at the last try, the advice to type again is not true."""
    left = TRIES
    while True:
        try:
            return attempt()
        except wrong as refusal:
            if isinstance(refusal, NoAnswer):
                raise
            left -= 1
            if not left:
                raise ending(text=catalogue.happened(refusal)) from refusal
            tell(refusal)


def tell_program(values: "Mapping[str, Json]") -> None:
    """Print one object for programs, on a line of its own."""
    import json

    click.echo(json.dumps(values, ensure_ascii=False))


def wants_plain(environment: Mapping[str, str]) -> bool:
    """Tell whether this terminal asks for lines without pictures and colours."""
    return environment.get("TERM") == "dumb"


def default_home(environment: Mapping[str, str]) -> "Path":
    """Return the folder for everything, where this system wants programs to keep what is theirs."""
    from pathlib import Path

    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA", Path.home())) / "p2pcard"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "p2pcard"
    given = environment.get("XDG_DATA_HOME", "")
    return (Path(given) if given else Path.home() / ".local" / "share") / "p2pcard"


def _given_phrases(descriptor: int | None, environment: Mapping[str, str]) -> list[str]:
    """Read the phrases that a script gives: a line each, first the one that opens, then a new one."""
    source = descriptor if descriptor is not None else environment.get("P2PCARD_PASSPHRASE_FILE", "")
    if source == "":
        return []
    try:  # standard input stays open: what follows on it is for the questions
        with open(source, "rb", closefd=descriptor != 0) as file:
            data = file.read()
    except (OSError, ValueError) as error:
        raise NoPhrase from error
    from p2pcard.service.letters import decoded

    text = decoded(data) or ""
    if "\ufffd" in text:  # a file that is cut off, whose last letters nobody can type
        raise NoPhrase
    return [line for line in text.splitlines() if line.strip(" \t\ufeff")]
