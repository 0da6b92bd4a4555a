"""The vouches that a person holds: given, about themselves, and shown by others (spec section 15.2).

What others showed is forgotten after a while; what stays then is a Confirmation: how
many separate people confirmed somebody, when, and handles that name nobody.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar

from p2pcard.core.formats import text
from p2pcard.core.formats.frozen import put
from p2pcard.core.statements import vouch
from p2pcard.core.statements.statement import Statement
from p2pcard.core.statements.vouch import Handle, Vouch

SHOWN_LIMIT: Final = 8  # vouches kept about one person: nobody needs more to be known
WITHDRAWN_LIFE: Final = 26  # months that a handle is kept: a vouch lives 12, and clocks may err by 12

Name: TypeAlias = tuple[bytes, bytes, Handle]

_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Held:
    """A vouch, what it says, its acceptance if there is one, and the month in which this device first had it.

    `blobs` are the supporting vouches beside a vouch about me, or by me until it is agreed to.
    """

    statement: Statement
    says: Vouch
    acceptance: Statement | None
    first: int
    blobs: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def bare(self) -> "Held":
        """The same without what is sealed beside it."""
        return replace(self, blobs=()) if self.blobs else self


def hold(
    statement: Statement,
    acceptance: Statement | None,
    first: int,
    blobs: tuple[bytes, ...] = (),
    rules: text.Rules = text.STRICT,
) -> Held:
    """Hold a vouch; raises what reading it raises."""
    return Held(statement, vouch.read(statement, rules), acceptance, first, blobs)


@dataclass(frozen=True, slots=True)
class KeptRoute:
    """What is left of a route when its people are forgotten: its last month, and its vouches' handles."""

    until: int
    handles: tuple[Handle, ...]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That so many separate people confirmed this name in a month, and what is still good of it."""

    name: str
    count: int
    month: int
    routes: tuple[KeptRoute, ...]

    @property
    def renew(self) -> bool:
        """Whether something of it has ended, so that the person is asked to show it again."""
        return len(self.routes) < self.count


@dataclass(frozen=True, slots=True)
class SupersededVouch:
    """What is left of a vouch between others whose place another took: it counts no more, its author may end.

    `first` and `until` tell how long it would have been remembered.
    """

    by: bytes
    subject: bytes
    handle: Handle
    first: int
    until: int

    @property
    def name(self) -> Name:
        """Author, subject and handle: two that have these alike end the same routes."""
        return self.by, self.subject, self.handle


def past(held: Held) -> SupersededVouch:
    """Return what is left of a vouch between others when another takes its place."""
    says = held.says
    return SupersededVouch(says.by, says.subject, says.handle, held.first, says.until)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A vouch of mine that I took back: the secret that I hand out until the vouch has run out."""

    secret: bytes = field(repr=False)
    until: int


def _nothing() -> Mapping[bytes, _V]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Vouches:
    """`given` by subject, the newest last; `mine`, about me, by author; `shown` about others, by subject.

    `past` are those whose place another took, and `kept` is what was confirmed,
    both by subject; `ended` are handles and ids that are over for me, with the
    month of that; `withdrawn` are my own; `revoked` are revocations by key.
    """

    given: Mapping[bytes, tuple[Held, ...]] = field(default_factory=_nothing)
    mine: Mapping[bytes, Held] = field(default_factory=_nothing)
    shown: Mapping[bytes, tuple[Held, ...]] = field(default_factory=_nothing)
    past: Mapping[bytes, frozenset[SupersededVouch]] = field(default_factory=_nothing)
    kept: Mapping[bytes, Confirmation] = field(default_factory=_nothing)
    ended: Mapping[bytes, int] = field(default_factory=_nothing)
    withdrawn: tuple[Withdrawn, ...] = ()
    revoked: Mapping[bytes, Statement] = field(default_factory=_nothing)

    def given_to(self, subject: bytes) -> Held | None:
        """Return my newest vouch about somebody."""
        return (self.given.get(subject) or (None,))[-1]

    def about(self, subject: bytes, by: bytes) -> Held | None:
        """Return the vouch of one person about another that was shown to me."""
        return next((held for held in self.shown.get(subject, ()) if held.says.by == by), None)

    def with_given(self, held: Held) -> "Vouches":
        """Return these with a vouch of mine in place of one of its sequence; older ones are shown no more."""
        others = (
            each.bare if each.says.sequence < held.says.sequence else each
            for each in self.given.get(held.says.subject, ())
            if each.says.sequence != held.says.sequence
        )
        whole = tuple(sorted((*others, held), key=lambda each: each.says.sequence))
        return replace(self, given=put(self.given, held.says.subject, whole))

    def with_mine(self, held: Held) -> "Vouches":
        """Return these with a vouch about me in place of any other of its author."""
        return replace(self, mine=put(self.mine, held.says.by, held))

    def with_shown(self, held: Held) -> "Vouches":
        """Return these with a vouch about somebody else in place of any other of its author about them."""
        others = (each for each in self.shown.get(held.says.subject, ()) if each.says.by != held.says.by)
        return replace(self, shown=put(self.shown, held.says.subject, (*others, held)))

    def with_past(self, gone: Held) -> "Vouches":
        """Return these with a vouch about somebody else among those whose place another took."""
        subject = gone.says.subject
        left = tuple(each for each in self.shown.get(subject, ()) if each is not gone)
        now, before = past(gone), self.past.get(subject, frozenset())
        alike = {now, *(each for each in before if each.name == now.name)}
        first, until = max(each.first for each in alike), max(each.until for each in alike)
        whole = (before - alike) | {replace(now, first=first, until=until)}
        return replace(self, shown=put(self.shown, subject, left), past=put(self.past, subject, whole))

    def spoken_of(self, by: bytes) -> Set[bytes]:
        """Return the people that an author vouched for, in hand or past."""
        shown = (key for key, held in self.shown.items() if any(each.says.by == by for each in held))
        past = (key for key, found in self.past.items() if any(each.by == by for each in found))
        return {*shown, *past}

    def without_shown_of(self, key: bytes) -> "Vouches":
        """Return these without the vouches in hand between others that are by or about somebody."""
        left = dict(self.shown)
        for subject in (self.spoken_of(key) | {key}) & left.keys():
            held = tuple(each for each in left.pop(subject) if key not in (each.says.by, subject))
            left |= {subject: held} if held else {}
        return replace(self, shown=MappingProxyType(left))

    def without_blobs(self) -> "Vouches":
        """Return these without the vouches of others that are sealed beside those by and about me."""
        given = {key: tuple(each.bare for each in held) for key, held in self.given.items()}
        mine = {by: held.bare for by, held in self.mine.items()}
        return replace(self, given=MappingProxyType(given), mine=MappingProxyType(mine))

    def everything_shown(self) -> Iterator[Held]:
        """Walk through all vouches about others."""
        for held in self.shown.values():
            yield from held
