"""What a person does next after a refusal, as values: what to do, and with what.

Two closed unions. What is done with the program is a `Place` in it, and each
shell words it in its own way: a command to type, a choice of the guided
session, a button of a page. What a person does without the program is said
by the refusal's own sentence, in every shell alike.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias


class _Step:
    """A step is its kind and what `__match_args__` names; as data classes they would lengthen every start."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def _held(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other._held() == self._held()

    def __hash__(self) -> int:
        return hash((type(self), *self._held()))

    def __repr__(self) -> str:
        held = (f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({', '.join(held)})"


class _OfPerson(_Step):
    """A step about a person."""

    __slots__ = __match_args__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name: Final = name


class _OfPersonInCircle(_Step):
    """A step about a person and a circle."""

    __slots__ = __match_args__ = ("circle", "name")

    def __init__(self, circle: str, name: str) -> None:
        self.circle: Final = circle
        self.name: Final = name


class BeginAgain(_Step):
    """Begin anew with what was stopped."""

    __slots__ = ()


class Unlock(_Step):
    """Open the cards with the opening phrase."""

    __slots__ = ()


class GivePhrase(_Step):
    """Give the opening phrase from outside, where nobody can be asked."""

    __slots__ = ()


class MakeVault(_Step):
    """Make the first card on this device."""

    __slots__ = ()


class ChooseProfile(_Step):
    """Keep other cards apart from those that are there."""

    __slots__ = ()


class NameProfile(_Step):
    """Say which of several profiles is meant."""

    __slots__ = ()


class ChooseHome(_Step):
    """Keep everything in another folder."""

    __slots__ = ()


class ChooseLanguage(_Step):
    """Choose the language that is spoken."""

    __slots__ = ()


class CloseFolder(_Step):
    """Let nobody else on this device look into the folder."""

    __slots__ = ()


class BeginAnew(_Step):
    """End one's own card and begin anew with the same people."""

    __slots__ = ()


class Backup(_Step):
    """Make a sealed copy."""

    __slots__ = ()


class Restore(_Step):
    """Bring back a sealed copy."""

    __slots__ = ()


class RestorePrevious(_Step):
    """Go back to another save on this device."""

    __slots__ = ()


class Wipe(_Step):
    """Erase what is on this device."""

    __slots__ = ()


class SeeCards(_Step):
    """See one's own cards."""

    __slots__ = ()


class NewCard(_Step):
    """Write one more card of one's own."""

    __slots__ = ()


class EditCard(_Step):
    """Change one's own card."""

    __slots__ = ()


class ShowCard(_Step):
    """Show one's own card as a code, or as text."""

    __slots__ = __match_args__ = ("as_text",)

    def __init__(self, as_text: bool = False) -> None:
        self.as_text: Final = as_text


class ShowFor(_OfPerson):
    """Show as text what one has for a person."""

    __slots__ = ()


class SeePeople(_Step):
    """See the people whose cards one holds."""

    __slots__ = ()


class Swap(_Step):
    """Swap cards with one person."""

    __slots__ = ()


class Meet(_Step):
    """Swap cards with a room."""

    __slots__ = ()


class HostMeeting(_Step):
    """Let this device start the meeting, perhaps for those alone who have its invitation."""

    __slots__ = __match_args__ = ("only_invited",)

    def __init__(self, only_invited: bool = False) -> None:
        self.only_invited: Final = only_invited


class JoinByInvitation(_Step):
    """Come to a meeting by its invitation."""

    __slots__ = ()


class ChooseAddress(_Step):
    """Choose which network address the program uses."""

    __slots__ = ()


class AnyAddress(_Step):
    """Leave it to the program which network address it uses."""

    __slots__ = ()


class Vouch(_Step):
    """Vouch for a person; the name is empty where it is somebody else who shall vouch."""

    __slots__ = __match_args__ = ("name",)

    def __init__(self, name: str = "") -> None:
        self.name: Final = name


class Accept(_Step):
    """Answer what waits for an answer."""

    __slots__ = ()


class Withdraw(_Step):
    """Take back one's word for a person."""

    __slots__ = ()


class MarkPerson(_OfPerson):
    """Say whether a person's word on newcomers counts."""

    __slots__ = ()


class Introduce(_Step):
    """Introduce two people to each other."""

    __slots__ = ()


class Trace(_OfPerson):
    """See who stands behind a person."""

    __slots__ = ()


class SeeCircles(_Step):
    """See one's own circles."""

    __slots__ = ()


class NewCircle(_Step):
    """Make a circle."""

    __slots__ = ()


class SeeRule(_Step):
    """See the rule of a circle, as text that can be handed on."""

    __slots__ = ()


class ChangeRule(_Step):
    """Change the rule of a circle."""

    __slots__ = __match_args__ = ("circle",)

    def __init__(self, circle: str) -> None:
        self.circle: Final = circle


class CheckPerson(_OfPerson):
    """See whether a person meets the rule of a circle, and who is lacking."""

    __slots__ = ()


class CountInAsFounder(_OfPersonInCircle):
    """Count a person in to a circle who was there from the start."""

    __slots__ = ()


class CountInAnyway(_OfPersonInCircle):
    """Count a person in to a circle although the rule's budget is used up."""

    __slots__ = ()


class Install(_Step):
    """Install an extra of this program, by its name in `pyproject.toml`."""

    __slots__ = __match_args__ = ("extra",)

    def __init__(self, extra: str) -> None:
        self.extra: Final = extra


class SayMonth(_Step):
    """Say which month it is; `month` is the one that the clock shows, as 2026-03, if it may be right."""

    __slots__ = __match_args__ = ("month",)

    def __init__(self, month: str = "") -> None:
        self.month: Final = month


class ReadFormats(_Step):
    """Read how programs write what they hand over."""

    __slots__ = ()


class Demo(_Step):
    """Play the demo."""

    __slots__ = ()


Place: TypeAlias = (
    BeginAgain
    | Unlock
    | GivePhrase
    | MakeVault
    | ChooseProfile
    | NameProfile
    | ChooseHome
    | ChooseLanguage
    | CloseFolder
    | BeginAnew
    | Backup
    | Restore
    | RestorePrevious
    | Wipe
    | SeeCards
    | NewCard
    | EditCard
    | ShowCard
    | ShowFor
    | SeePeople
    | Swap
    | Meet
    | HostMeeting
    | JoinByInvitation
    | ChooseAddress
    | AnyAddress
    | Vouch
    | Accept
    | Withdraw
    | MarkPerson
    | Introduce
    | Trace
    | SeeCircles
    | NewCircle
    | SeeRule
    | ChangeRule
    | CheckPerson
    | CountInAsFounder
    | CountInAnyway
    | Install
    | SayMonth
    | ReadFormats
    | Demo
)


class AnswerAgain(_Step):
    """Give another answer to the same question: another word, name, line, text, file or picture."""

    __slots__ = ()


class TryAgain(_Step):
    """Ask for the same once more, after something outside the program was put right."""

    __slots__ = ()


class Update(_Step):
    """Install the newest version of the program."""

    __slots__ = ()


class DoNothing(_Step):
    """Leave it as it is."""

    __slots__ = ()


class AskSomebody(_Step):
    """Talk to another person; `place` is what they do then with their own program, if anything."""

    __slots__ = __match_args__ = ("place",)

    def __init__(self, place: Place | None = None) -> None:
        self.place: Final = place


class _TwoPlaces(_Step):
    """A step with two places."""

    __slots__ = __match_args__ = ("place", "other")

    def __init__(self, place: Place, other: Place) -> None:
        self.place: Final = place
        self.other: Final = other


class Either(_TwoPlaces):
    """One of two, as it fits."""

    __slots__ = ()


class InTurn(_TwoPlaces):
    """One after the other."""

    __slots__ = ()


NextStep: TypeAlias = Place | AnswerAgain | TryAgain | Update | DoNothing | AskSomebody | Either | InTurn


def places(step: NextStep) -> Mapping[str, Place]:
    """Return the places that a sentence names, by the fields that they fill: `next`, and for two `other`."""
    match step:
        case AnswerAgain() | TryAgain() | Update() | DoNothing():
            return {}
        case AskSomebody(theirs):
            return {"next": theirs} if theirs else {}
        case Either(place, other) | InTurn(place, other):
            return {"next": place, "other": other}
        case _:
            return {"next": step}
