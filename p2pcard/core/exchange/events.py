"""What meetings and swaps have in common: events that come in, screens, and effects that go out (spec 7.2).

An effect says what to do now; a screen says what the person is told, as
values: words are the shell's part. Each machine names its own unions of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from p2pcard.core.book.routes import Mark
from p2pcard.core.exchange import phrase
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import Differs, MoreLetters, NotAWord

ScreenT_co = TypeVar("ScreenT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Mine:
    """What a device brings to an exchange: my card, a way to sign with my identity, whether I work in digits.

    Each machine adds what it needs besides.
    """

    card: Statement
    prove: Callable[[bytes], bytes]
    digits: bool


# Events


@dataclass(frozen=True, slots=True)
class Heard:
    """My person typed what they heard: the phrase, for the reader the answer, in a swap the other's words."""

    typed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stop:
    """My person ends the exchange."""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time of the last Wait is over."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """The line is gone."""


@dataclass(frozen=True, slots=True)
class Saved:
    """These positions' cards are on disk; with those of `without_secret` no pair secret was taken."""

    stored: tuple[int, ...]
    without_secret: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """What is to go to the others now: nothing (`waiting` false), something small, or something `large`.

    `asking`: my person has a question on the screen, and may want to answer it here.
    """

    waiting: bool = False
    large: bool = False
    asking: bool = False


@dataclass(frozen=True, slots=True)
class Packed:
    """The bundles for those that a Pack named, in its order and of its size."""

    bundles: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Busy:
    """My person has begun something that takes a while: the others are to wait."""


@dataclass(frozen=True, slots=True)
class PersonDone:
    """My person has nothing more to say here."""


# What my person does behind the cards; it is done in the book, and Ready tells the machine of it


@dataclass(frozen=True, slots=True)
class VouchFor:
    """Vouch for the person of this name; `mark` is my private one, or None to leave it as it is."""

    name: str
    may_introduce: bool
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class AnswerVouch:
    """Accept what somebody (a key) vouches about me, or throw it away."""

    by: bytes
    yes: bool


@dataclass(frozen=True, slots=True)
class AnswerIntroduction:
    """Agree to the introduction with this id, or throw it away."""

    id: bytes
    yes: bool


@dataclass(frozen=True, slots=True)
class DecideLater:
    """Leave the question about a vouch (its author's key) or an introduction (its id) open."""

    about: bytes


@dataclass(frozen=True, slots=True)
class ShowVouches:
    """Show who vouches for me to people of these names, or to all who are here; to nobody if none."""

    names: tuple[str, ...]
    everybody: bool = False


Act: TypeAlias = VouchFor | AnswerVouch | AnswerIntroduction | DecideLater | ShowVouches


# Screens


@dataclass(frozen=True, slots=True)
class Again:
    """What was typed is asked again: no word at all (`differs` false), or another; so many tries are left.

    `beginning` is there where several words begin like this one of those typed: one more letter is needed.
    """

    differs: bool
    left: int
    typed: str = field(repr=False)
    beginning: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A card that did not hold, by its number in the room; `reason` is its name for programs."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class StoredNow:
    """Whose cards are on my disk, the numbers whose cards are not, and why where that is known."""

    cards: tuple[Statement, ...]
    missing: tuple[int, ...]
    refused: tuple[Refused, ...]


# Effects


@dataclass(frozen=True, slots=True)
class Show(Generic[ScreenT_co]):
    """Tell my person; each machine names the screens that it shows."""

    screen: ScreenT_co


@dataclass(frozen=True, slots=True)
class Wait:
    """Come back with Elapsed after so many seconds, instead of at any time asked for before."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A card that holds, with the pair secret that goes with it."""

    position: int
    card: Statement
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keep:
    """Store these in one save, then come back with Saved; `binding` is h of the swap or T of the meeting."""

    arrivals: tuple[Arrival, ...]
    binding: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Confirm:
    """These people showed that they hold my card, and so the pair secret."""

    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Come back with Ready: what is there for these people (keys; none where it is not known)?"""

    people: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Come back with Packed: a bundle of `size` bytes for each of these people, an empty one for none."""

    people: tuple[bytes, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Unpack:
    """Take these filled-up bundles, each with the key of who sent it; then come back with Ready."""

    came: tuple[tuple[bytes, bytes], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finish:
    """The exchange is over; close the line."""


def try_words(
    expected: tuple[str, ...], typed: str, mode: Mode, tries: int, first: int = 0
) -> tuple[int, tuple[Show[Again], ...]]:
    """Compare what was typed as `phrase.hear` does; return the tries that are left, and what is asked again.

    Nothing is asked where it fits. What cannot be compared yet costs no try.
    """
    try:
        phrase.hear(expected, typed, mode, first)
    except NotAWord:
        return tries, (Show(Again(differs=False, left=tries, typed=typed)),)
    except MoreLetters as several:
        return tries, (Show(Again(differs=False, left=tries, typed=typed, beginning=several.word)),)
    except Differs:
        return tries - 1, (Show(Again(differs=True, left=tries - 1, typed=typed)),)
    return tries, ()
