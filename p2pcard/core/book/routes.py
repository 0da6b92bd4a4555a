"""Routes: by whose word a newcomer reaches me, and who would have to be wrong for me to be fooled.

A route leads from me to a person: I met them; or a person whose word I count
vouches for them; or a person whose naming I count, too, vouches for another one
who may introduce, and that person vouches for them. So at most two people stand
in between. Routes are separate when they share nobody in between. A blocking
group is a set of people who sit on all routes that have people in between;
the smallest are those with the fewest people.

Both are found exactly: with at most two people in between they come down to a
matching. (With longer routes this ends; then the two numbers may differ, and
the smallest group is hard to find.) Say T is the person asked about, and D all
people who stand alone in between on some route.

1. Each blocking group holds all of D. In a set of separate routes, each one
   that passes a person of D can be cut short to that person alone, and the set
   stays separate; a person of D who is on none of them makes one route more. So some
   largest set consists of all of D alone, and of routes that pass nobody of D.
2. On a route me -> A -> B -> T that passes nobody of D, A does not vouch for T
   and B's own word does not count with me, or they would be in D. But B vouches
   for T and A's word counts. So nobody is both an A and a B, and these routes
   are the edges of a graph with two sides.
3. There, separate routes are a matching and blocking groups are vertex covers,
   and the largest matching is as large as the smallest cover (Konig 1931).

So a smallest blocking group is D and one end of each pair of a largest matching,
chosen so that no edge is missed. An end drags others along: where A is left out,
everybody A names must be in. Such rules, "this one, then that one" between pairs,
never contradict each other, so all smallest groups are walked through, each once
and without a search in vain.

People are keys. Order and repetition of what is given change nothing. Which of
several equally large sets of separate routes is shown is decided by comparing
keys; no number, level or group depends on what the keys are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

Route = tuple[bytes, ...]  # the people in between, the one nearest to me first; nobody: I met the person
People = frozenset[bytes]
Named = Mapping[bytes, Collection[bytes]]  # the people each near end of a graph with two sides names
Wanted = dict[bytes, tuple[bytes, bytes | None]]  # who wants each far end, and which one they give up for it

NOBODY: Final[People] = frozenset()


class Mark(IntEnum):
    """My private decision on somebody I met: whose word on newcomers counts."""

    NO = 0
    THEIR_WORD = 1
    THOSE_THEY_NAME = 2


class Level(StrEnum):
    """What is known of how a person came to me, best first."""

    MET = "met"
    CONFIRMED = "confirmed"  # by two or more who do not depend on each other
    ONE = "one"  # there is a person everything depends on
    NONE = "none"

    @classmethod
    def of(cls, people: int, *, met: bool) -> "Level":
        """Return the level of a person that so many separate people stand behind."""
        if met:
            return cls.MET
        return cls.CONFIRMED if people > 1 else cls.ONE if people else cls.NONE


@dataclass(frozen=True, slots=True)
class ActiveVouch:
    """Somebody's vouch that counts now: accepted, not withdrawn, not expired."""

    by: bytes
    subject: bytes
    may_introduce: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer about one person: `own` is my own vouch, `separate` a largest set of separate routes.

    The direct route stands in `routes` and never in `separate`, which is about others' word.
    """

    person: bytes
    met: bool
    own: bool
    routes: tuple[Route, ...]
    separate: tuple[Route, ...]

    @property
    def level(self) -> Level:
        """Say in one word how the person came to me."""
        return Level.of(len(self.separate), met=self.met)

    def groups(self) -> Iterator[People]:
        """Walk through all smallest blocking groups; there are none for a person I met or nobody leads to.

        There can be more than a person wants to see (twice as many with each
        separate route), so a caller that shows them says how many.
        """
        if self.met or not self.separate:
            return
        alone, named = _reduced(self.routes)
        pairs = {route[1]: route[0] for route in self.separate if len(route) == 2}
        for cover in _smallest_covers(named, pairs):
            yield alone | cover


@dataclass(frozen=True, slots=True)
class Network:
    """All vouches I hold, laid out once so that each answer is quick; made by `lay_out`."""

    met: People
    own: People
    heard: People  # those I met whose own word counts
    vouching: Mapping[bytes, People]  # who vouches for each person
    naming: Mapping[bytes, People]  # who, of those whose naming counts, lets each person introduce

    def answer(self, person: bytes, without: People = NOBODY) -> Verdict:
        """Answer about one person; `without` are people whose word is to count for nothing this once."""
        vouching = self.vouching.get(person, NOBODY) - without
        nobody_twice = without | {person}
        direct: list[Route] = [()] if person in self.met else []
        one = [(only,) for only in vouching if only in self.heard]
        two = [
            (near, far)
            for far in vouching
            for near in self.naming.get(far, NOBODY)
            if near not in nobody_twice
        ]
        routes = (*direct, *sorted(one), *sorted(two))
        return Verdict(person, bool(direct), person in self.own, routes, _separate(routes))


def lay_out(
    me: bytes,
    met: Iterable[bytes],
    own: Iterable[bytes],
    marks: Mapping[bytes, Mark],
    vouches: Iterable[ActiveVouch],
) -> Network:
    """Return the network of the people I met, my own vouches, my marks and the vouches of others.

    A mark counts only on a person I met. What people say of me or of themselves
    leads nobody to me; a vouch of mine among the others' changes nothing.
    """
    met = frozenset(met) - {me}
    heard = frozenset(person for person in met if marks.get(person, Mark.NO) >= Mark.THEIR_WORD)
    namers = frozenset(person for person in met if marks.get(person, Mark.NO) >= Mark.THOSE_THEY_NAME)
    vouching: dict[bytes, set[bytes]] = {}
    naming: dict[bytes, set[bytes]] = {}
    for vouch in vouches:
        if vouch.subject in (me, vouch.by):
            continue
        vouching.setdefault(vouch.subject, set()).add(vouch.by)
        if vouch.may_introduce and vouch.by in namers:
            naming.setdefault(vouch.subject, set()).add(vouch.by)
    return Network(met, frozenset(own) - {me}, heard, _frozen(vouching), _frozen(naming))


def _frozen(people: dict[bytes, set[bytes]]) -> Mapping[bytes, People]:
    return MappingProxyType({person: frozenset(others) for person, others in people.items()})


def _reduced(routes: Iterable[Route]) -> tuple[People, dict[bytes, list[bytes]]]:
    """Return the people alone on a route, and the people each near end names on the routes without them."""
    alone: set[bytes] = set()
    named: dict[bytes, list[bytes]] = {}
    for route in routes:  # the short ones come first
        if len(route) == 1:
            alone.add(route[0])
        elif route and alone.isdisjoint(route):
            named.setdefault(route[0], []).append(route[1])
    return frozenset(alone), named


def _separate(routes: tuple[Route, ...]) -> tuple[Route, ...]:
    """Return a largest set of routes that share nobody; a person who can stand alone in between does."""
    alone, named = _reduced(routes)
    pairs = _largest_matching(named)
    return (*sorted((only,) for only in alone), *sorted((near, far) for far, near in pairs.items()))


def _largest_matching(named: Named) -> dict[bytes, bytes]:
    """Return a largest matching, the near end of each far end: one near end after another finds a place."""
    pairs: dict[bytes, bytes] = {}
    for near in named:
        pairs |= _place(near, named, pairs)
    return pairs


def _place(newcomer: bytes, named: Named, pairs: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """Return the pairs to change so that one more near end has a place; none if it cannot have one."""
    wanted: Wanted = {}
    waiting: list[tuple[bytes, bytes | None]] = [(newcomer, None)]
    for near, given_up in waiting:
        for far in named[near]:
            if far in wanted:
                continue
            wanted[far] = near, given_up
            if far not in pairs:
                return dict(_moves(far, wanted))
            waiting.append((pairs[far], far))
    return {}


def _moves(far: bytes | None, wanted: Wanted) -> Iterator[tuple[bytes, bytes]]:
    while far is not None:
        near, given_up = wanted[far]
        yield far, near
        far = given_up


def _smallest_covers(named: Named, pairs: Mapping[bytes, bytes]) -> Iterator[People]:
    """Walk through all smallest vertex covers; each takes one end of each pair, and nobody without a pair.

    A pair is called by its far end, and an end drags along the same end of other pairs.
    """
    dragged_far = {far: named[near] for far, near in pairs.items()}
    dragged_near: dict[bytes, list[bytes]] = {far: [] for far in pairs}
    missed: list[bytes] = []  # pairs whose near end names somebody without a pair
    for pair, near in pairs.items():
        for far in named[near]:
            dragged_near.get(far, missed).append(pair)
    pairless = named.keys() - set(pairs.values())
    far_needed = _reach((far for near in pairless for far in named[near]), dragged_far, pairs.keys())
    near_needed = _reach(missed, dragged_near, pairs.keys())
    waiting = [(far_needed, pairs.keys() - far_needed - near_needed)]
    while waiting:
        chosen, undecided = waiting.pop()
        if not undecided:
            yield chosen | {near for far, near in pairs.items() if far not in chosen}
            continue
        pair = min(undecided)
        for_near = _reach([pair], dragged_near, undecided)
        for_far = _reach([pair], dragged_far, undecided)
        waiting.append((chosen, undecided - for_near))
        waiting.append((chosen | for_far, undecided - for_far))


def _reach(start: Iterable[bytes], drags: Mapping[bytes, Collection[bytes]], within: Set[bytes]) -> People:
    """Return the first pairs and all that follow from them; what is decided need not be walked again."""
    found = set(start)
    waiting = list(found)
    while waiting:
        new = (set(drags[waiting.pop()]) & within) - found
        found |= new
        waiting += new
    return frozenset(found)
