"""Asking, each time again until the answer can be used."""

from collections.abc import Callable
from typing import TypeVar

from p2pcard.cli import window
from p2pcard.cli.session import Session, few_tries
from p2pcard.errors import N_, DifferentPhrase, NoAnswer, OutOfTries, QuestionStopped, Refusal, WeakPhrase
from p2pcard.wording import catalogue
from p2pcard.wording.catalogue import said, say, say_count

T = TypeVar("T")
YES = N_("yes")
NO = N_("no")
ALSO_YES = ("y", "ok", "okay", "s", "si", "vale")  # what people write for it, in each of our languages
ALSO_NO = ("n",)
HELP = N_("help")
HOW_TO_ANSWER = N_("Type your answer, then press Enter. To go back and change nothing, type q.")
OTHER = "n"  # typed alone it asks for six other words
DIGITS = 6  # a longer number is none that a person counts to
AGREE = N_("Do you agree? Type {word}, or press Enter to decide later:")


def line(session: Session, question: str) -> str:
    """Ask for a line; raises QuestionStopped where it is q alone, and NoAnswer where nobody can answer."""
    typed = answered(session, question)
    if said(typed, catalogue.QUIT):
        raise QuestionStopped
    return typed


def answered(session: Session, question: str) -> str:
    """Ask for a line; who asks for help is told how to answer, and asked again."""
    while wants_help(typed := session.ask(question)):
        window.tell(say(HOW_TO_ANSWER))
    return typed


def wants_help(typed: str) -> bool:
    """Tell whether a line asks what to do here."""
    return said(typed, "?", *catalogue.in_each(HELP))


def new_phrase(session: Session) -> str:
    """Return a phrase for a vault: given from outside, or six proposed words, or the person's own."""
    if session.has_phrase:
        return session.phrase("")
    session.refuse_if_nobody_types()
    proposed = _proposed(session)
    while True:  # a person who slips has answered much before, and would have to answer it again
        try:
            if phrase := _typed_phrase(session, proposed):
                return phrase
            window.tell(say("Nothing is lost: what you typed before is still here."))
            window.tell(say("Type the six words. (n: six other words, q: stop)"))
        except (WeakPhrase, DifferentPhrase) as refusal:
            window.tell(catalogue.happened(refusal))
        except OtherWordsWanted:
            proposed = _proposed(session)


class OtherWordsWanted(Exception):
    """A person wants six other words."""


def _proposed(session: Session) -> str:
    """Propose six words, and show them."""
    proposed = session.cardholder.propose_phrase(catalogue.spoken())
    window.tell(say("These six words will open your cards. Make a small story of them:"))
    window.tell(f"\n    {proposed}\n")
    window.tell(say("Only they open your cards. Nobody can give them back to you."))
    return proposed


def choose_language(session: Session) -> None:
    """Let a person choose a language, which is then spoken; an empty answer keeps the one that is."""
    for number, name in enumerate(catalogue.LANGUAGES.values(), 1):
        window.tell(f"{number}: {name}")
    now = catalogue.LANGUAGES[catalogue.spoken()]
    question = say("Type the number of your language, or press Enter for {name}:", name=now)
    while typed := line(session, question):
        for number, (code, name) in enumerate(catalogue.LANGUAGES.items(), 1):
            if said(typed, str(number), name, code):
                catalogue.install(code)
                return
        tell_no_choice(typed)


def readable(
    session: Session, question: str, read: Callable[[str], T], ending: type[OutOfTries] = OutOfTries
) -> T:
    """Ask for something long to copy, and return what `read` makes of it.

    The person who types it gets a few tries, and an empty answer leaves.
    """

    def attempt() -> T:
        if not (typed := line(session, question)):
            raise NoAnswer
        return read(typed)

    if not session.somebody_types:
        return read(line(session, question))
    return few_tries(attempt, lambda refusal: tell(session, refusal), Refusal, ending)


def twelve_words(session: Session, question: str, read: Callable[[str], T], ending: type[OutOfTries]) -> T:
    """Ask for twelve words; for the rest where there are fewer, as they are shown in two lines."""

    from p2pcard.core.formats.recovery import RECOVERY_WORDS

    def read_all(typed: str) -> T:
        while session.somebody_types and (count := len(typed.split())) < RECOVERY_WORDS:
            rest = line(
                session,
                say_count(
                    "This is {count} word of twelve. Type the others:",
                    "These are {count} words of twelve. Type the others:",
                    count,
                ),
            )
            if not rest:
                break
            typed = rest if len(rest.split()) >= RECOVERY_WORDS else f"{typed} {rest}"
        return read(typed)

    return readable(session, question, read_all, ending)


def one_of(session: Session, question: str, choices: tuple[str, ...]) -> str:
    """Ask until the answer is one of these."""
    while (typed := line(session, question)) not in choices:
        if typed:
            tell_no_choice(typed)
    return typed


def yes_or_no(session: Session, question: str) -> bool:
    """Ask until the answer is yes, no or Enter for no: a person who slips has not chosen."""
    while (yes := is_yes(line(session, question))) is None:
        window.tell(say("Type {yes} or {no}.", yes=say(YES), no=say(NO)))
    return yes


def is_yes(typed: str) -> bool | None:
    """Tell whether a line is yes, or no as an empty one is, or None for neither."""
    if said(typed, *ALSO_YES, *catalogue.in_each(YES)):
        return True
    return False if said(typed, "", *ALSO_NO, *catalogue.in_each(NO)) else None


def typed_number(line: str) -> int | None:
    """Return the number that was typed, in digits of any script, or None for anything else."""
    return int(line) if line.isdecimal() and len(line) <= DIGITS else None


def tell_no_choice(typed: str) -> None:
    """Say that a line is no answer to what is asked."""
    window.tell(say("There is no choice {number} here.", number=typed))


def sure(session: Session, question: str, word: str) -> bool:
    """Ask for a word before something that cannot be undone: yes in all its forms, any other in full."""
    typed = answered(session, question)
    return bool(is_yes(typed)) if word == YES else said(typed, *catalogue.in_each(word))


def tell(session: Session, refusal: Refusal) -> None:
    """Say what happened and what to do; that nothing was stored goes without saying while it is asked."""
    happened, _, advice = catalogue.refusal(refusal, session.name_place)
    window.tell(happened)
    window.tell(advice)


def _stop(session: Session) -> None:
    """Ask whether a person means to stop, who has answered much before; raises QuestionStopped then."""
    question = say(
        "Stop? Your answers are lost. Type {word} to stop, or press Enter to go on:", word=say(YES)
    )
    if is_yes(answered(session, question)):
        raise QuestionStopped


def _typed_phrase(session: Session, proposed: str) -> str:
    """Ask for the proposed words once, or for an own phrase twice; nothing where nothing was typed.

    Raises WeakPhrase or DifferentPhrase, OtherWordsWanted for n, and QuestionStopped where the person
    means it.
    """
    from p2pcard.core.formats import passphrase

    typed = session.phrase(say("Type the six words, or a phrase of your own (what you type is not shown):"))
    if said(typed, OTHER):
        raise OtherWordsWanted
    if said(typed, catalogue.QUIT):
        _stop(session)
        return ""
    if wants_help(typed) or not typed.strip():
        return ""
    if passphrase.steady(typed) == passphrase.steady(proposed):
        return typed
    try:
        passphrase.new(typed)
    except WeakPhrase:
        window.tell(say("These are not the six words."))
        raise
    again = session.phrase(
        say("These are not the six words. If they are your own phrase, type it once more:")
    )
    if passphrase.steady(again) in {passphrase.steady(typed), passphrase.steady(proposed)}:
        return again
    raise DifferentPhrase
