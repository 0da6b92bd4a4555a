"""One call of the program: what was asked for in general, the cardholder, and how answers are printed."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import click

from p2pcard.cli import words
from p2pcard.cli.keyboard import Keyboard
from p2pcard.cli.words import say, say_count
from p2pcard.errors import NoAnswer, NoPhrase, OutOfTries, Refusal, WrongPhrase

if TYPE_CHECKING:
    from pathlib import Path

    from p2pcard.cardholder.service import Cardholder

T = TypeVar("T")
TRIES = 3  # at typing something long, as the opening phrase: every one costs the device a second


@dataclass
class Session:
    """What holds for the whole call; filled by the general options wherever they stand."""

    home: "Path | None" = None
    profile: str = ""
    plain: bool = field(default_factory=lambda: wants_plain(os.environ))
    json: bool = False
    asked_language: str = ""  # by --lang; else the one chosen at the beginning counts
    technical: bool = False
    phrase_fd: int | None = None
    told: bool = False  # programs were told by an event how it ended, or nothing can be printed for them
    keyboard: Keyboard = field(default_factory=Keyboard)
    _phrases: list[str] | None = None
    _cardholder: "Cardholder | None" = None

    @property
    def cardholder(self) -> "Cardholder":
        """The cardholder, locked or not."""
        from p2pcard.cardholder.service import Cardholder

        if self._cardholder is None:
            self._cardholder = Cardholder(self._home, self.profile)
        return self._cardholder

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
            from p2pcard.cardholder.files import refuse_if_missing

            refuse_if_missing(file)
        if self._cardholder is None or not self._cardholder.is_open:
            self._unlock(load)
            self._welcome_back(self.cardholder)
        return self.cardholder

    def _unlock(self, load: Callable[[], object]) -> None:
        """Open the cards with a phrase."""
        from p2pcard.cardholder.unlocking import folder_of, refuse_if_out_of_reach

        folder = folder_of(self._home, self.profile)
        refuse_if_out_of_reach(folder)
        self.open_with(lambda phrase: self._try(folder, phrase, load))

    def open_with(self, use: Callable[[str], None]) -> None:
        """Use the opening phrase to open something; whoever types it gets a few tries."""
        question = say("Your opening phrase (what you type is not shown):")
        if self.has_phrase:
            use(self.phrase(question))
        else:
            few_tries(lambda: use(self.phrase(question)), self._tell, WrongPhrase)

    def _tell(self, refusal: Refusal) -> None:
        for sentence in words.refusal(refusal):
            self.note(sentence)

    def _try(self, folder: "Path", phrase: str, load: Callable[[], object]) -> None:
        """Try an opening phrase; the cardholder, and what the command needs, are loaded meanwhile."""
        from p2pcard.cardholder.unlocking import Unlocking

        unlocking, me = Unlocking(folder, phrase), self.cardholder
        load()
        me.enter(unlocking)

    def _welcome_back(self, me: "Cardholder") -> None:
        """Speak the language that was chosen, and show what a roll-back or a wrong clock would change."""
        chosen = me.book.settings.get("language", "")
        if chosen in words.LANGUAGES and not self.asked_language:
            words.install(chosen)
        self.note(
            say_count(
                "Opened: {count} person, save number {number}.",
                "Opened: {count} people, save number {number}.",
                len(me.book.contacts),
                number=me.vault.save_number,
            )
        )
        if me.clock_is_behind:
            self.note(say("The clock of this device is behind, so months are shown as not known."))
        if me.book.me in me.book.vouches.revoked:
            self.note(say("Your card is dead, and nobody takes it. To begin anew: p2pcard revoke --now"))

    @property
    def can_choose_language(self) -> bool:
        """Whether somebody sits here who did not say yet which language they want."""
        return not self.asked_language and sys.stdin is not None and sys.stdin.isatty()

    def close(self) -> None:
        """Lock what is open."""
        if self._cardholder is not None:
            self._cardholder.lock()

    @property
    def digits(self) -> bool:
        """Whether this person works in digits: the words read aloud are English."""
        return words.spoken() != "en"

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
        click.echo(question, err=self.json)
        answer = self.keyboard.line()
        if answer is None:
            raise NoAnswer
        return answer.strip()

    def answer(self, values: Mapping[str, Any], *lines: str) -> None:
        """Print the answer: one JSON object, or lines for people."""
        if self.json:
            tell_program(values)
        else:
            for line in lines:
                click.echo(line)

    def note(self, line: str) -> None:
        """Print something beside the answer."""
        click.echo(line, err=True)

    @property
    def window(self) -> tuple[int, int]:
        """Rows and columns to draw in; none that are known means any."""
        import shutil

        size = shutil.get_terminal_size((80, 24))
        return (size.lines, size.columns) if sys.stdout is not None and sys.stdout.isatty() else (1000, 1000)


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
                raise ending(text=words.refusal(refusal)[0]) from refusal
            tell(refusal)


def tell_program(values: Mapping[str, Any]) -> None:
    """Print one object for programs, on a line of its own."""
    import json

    click.echo(json.dumps(values, ensure_ascii=False))


def wants_plain(environment: Mapping[str, str]) -> bool:
    """Tell whether this terminal, or whoever set it up, asks for lines without pictures and colours."""
    return environment.get("TERM") == "dumb" or bool(environment.get("NO_COLOR"))


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
        with open(source, encoding="utf-8", closefd=descriptor != 0) as file:
            return [line for line in file.read().splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise NoPhrase from error
