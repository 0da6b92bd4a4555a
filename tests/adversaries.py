"""Those who attack a meeting as host or on a line, with the effort that docs/threats.md allows.

An attacker here knows everything but other people's secrets: it runs the
program's own code, sees every message that crosses its lines, and searches.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from p2pcard.core.exchange.events import Dropped
from p2pcard.core.exchange.meeting import cards, messages, opening
from p2pcard.core.exchange.meeting.host_states import Begin, Event, From, Left, State, Step, Tell
from p2pcard.core.exchange.meeting.messages import Message
from p2pcard.core.exchange.meeting.opening import MeetingMine, Run
from p2pcard.core.exchange.meeting.transcript import Fresh, Transcript
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from p2pcard.core.statements.statement import Statement
from tests.peers import Room, self_of

# Hosts


@dataclass
class Face:
    """What a false host shows to some lines: a list of them and of its puppets, in its own order."""

    lines: tuple[int, ...]
    puppets: list[MeetingMine]
    reader: int | None = None  # the line that reads, or the first puppet
    joins: dict[int, messages.Join] = field(default_factory=dict)
    openings: dict[int | None, bytes] = field(default_factory=dict)
    seals: dict[int, bytes] = field(default_factory=dict)
    oks: dict[int, bytes] = field(default_factory=dict)
    keys: dict[int, tuple[bytes, ...]] = field(default_factory=dict)
    transcript: Any = None
    order: list[tuple[int | None, MeetingMine | None]] = field(default_factory=list)

    def listing(self) -> messages.Listing:
        """LIST as this face shows it; also settles the order."""
        people: list[tuple[bytes, int | None, MeetingMine | None]] = [
            *((self.joins[line].commitment, line, None) for line in self.lines),
            *((puppet.join.commitment, None, puppet) for puppet in self.puppets),
        ]
        people.sort(key=lambda each: each[0])
        self.order = [(line, puppet) for _, line, puppet in people]
        first = self.puppets[0].join if self.reader is None else self.joins[self.reader]
        mode = Mode.DIGITS if any(join.digits for join in self.joins.values()) else Mode.WORDS
        size = int(any(join.large for join in self.joins.values()))
        return messages.Listing(mode, size, bytes(first.commitment), tuple(bytes(c) for c, _, _ in people))

    def opened(self) -> Transcript:
        """All openings of this face; those that have not come yet are taken for zeros."""
        listing = self.listing()
        nothing = bytes(messages.OPEN_SIZE)
        openings = (
            puppet.opening if puppet else self.openings.get(line, nothing) for line, puppet in self.order
        )
        return Transcript(listing, tuple(openings))

    def run(self, puppet: MeetingMine, transcript: Transcript) -> Run:
        """What a puppet's device would compute."""
        place = next(i for i, (_, who) in enumerate(self.order) if who is puppet)
        shared = tuple(
            crypto.exchange(puppet.fresh.exchange, transcript.exchange_key(i))
            for i in range(transcript.count)
        )
        return Run(puppet, transcript, place, shared)


class FalseHost:
    """A host that shows a face of its own to each group of lines, and puppets where people are missing.

    The faces are played one after the other, so that the host knows what the
    first one says before it settles the next. `moment` is when it searches
    for a puppet that makes the next face say the same: before LIST ("list"),
    when the commitment still can be chosen, or before OPENS ("opens"), when
    only the opening can. `effort` is how many puppets it tries.
    """

    def __init__(
        self,
        *faces: Face,
        effort: int = 0,
        moment: str = "",
        match: Callable[[Transcript], object] | None = None,
    ) -> None:
        self.faces, self.effort, self.moment, self.match = faces, effort, moment, match or said
        self.wanted: object = None
        self.tried = 0
        self.cards: list[Statement] = []

    def step(self, state: State, event: Event) -> Step:
        """Take the relay's place."""
        match event:
            case Begin():
                return state, (*self._list(self.faces[0]),)
            case From(line, message):
                return state, (*self._take(next(f for f in self.faces if line in f.lines), line, message),)
        return state, ()

    def _take(self, face: Face, line: int, message: Message) -> Iterator[Tell]:
        match message:
            case messages.Join():
                face.joins[line] = message
            case messages.Open(opened):
                face.openings[line] = opened
                if len(face.openings) == len(face.lines):
                    yield from self._open(face)
            case messages.Seal(sealed):
                face.seals[line] = sealed
                if len(face.seals) == len(face.lines):
                    yield from self._seal(face)
            case messages.Ok(_, signature):
                face.oks[line] = signature
                if len(face.oks) == len(face.lines):
                    yield from self._confirm(face)
            case messages.Keys(boxes):
                face.keys[line] = boxes
                self._steal(face, line)

    def _list(self, face: Face) -> Iterator[Tell]:
        if self.moment == "list" and self.wanted is not None:
            self._search(face)
        listing = face.listing()
        return (Tell(line, listing) for line in face.lines)

    def _open(self, face: Face) -> Iterator[Tell]:
        if self.moment == "opens" and self.wanted is not None:
            listing = face.listing()
            face.transcript = replace(self._search(face), listing=listing)
        else:
            face.transcript = face.opened()
        yield from (Tell(line, messages.Opens(face.transcript.openings)) for line in face.lines)
        if self.wanted is None:
            self.wanted = self.match(face.transcript)
            for other in self.faces[1:]:
                yield from self._list(other)

    def _search(self, face: Face) -> Transcript:
        """Try puppets until one makes this face say what the first one says, or the effort is spent."""
        puppet, listing, found = face.puppets[-1], face.listing(), face.opened()
        place = next(i for i, (_, who) in enumerate(face.order) if who is puppet)
        for candidate in variants(puppet, self.effort):
            self.tried += 1
            if self.moment == "list":
                face.puppets[-1] = candidate
                found = face.opened()
            else:
                openings = (*found.openings[:place], candidate.opening, *found.openings[place + 1 :])
                found = Transcript(listing, openings)
            if self.match(found) == self.wanted:
                break
        return found

    def _seal(self, face: Face) -> Iterator[Tell]:
        seals = [
            opening.seal(face.run(puppet, face.transcript)).sealed if puppet else face.seals[line or 0]
            for line, puppet in face.order
        ]
        return (Tell(line, messages.Seals(tuple(seals))) for line in face.lines)

    def _confirm(self, face: Face) -> Iterator[Tell]:
        everybody = tuple(range(len(face.order)))
        signatures = [
            crypto.sign(puppet.fresh.signing, face.transcript.ok(place, everybody))
            if puppet
            else face.oks[line or 0]
            for place, (line, puppet) in enumerate(face.order)
        ]
        return (Tell(line, messages.Oks(everybody, tuple(signatures))) for line in face.lines)

    def _steal(self, face: Face, line: int) -> None:
        """Open with a puppet's keys what a device sent."""
        victim = next(i for i, (whose, _) in enumerate(face.order) if whose == line)
        run = face.run(face.puppets[-1], face.transcript)
        box = face.keys[line][run.position - (run.position > victim)]
        seals = (b"",) * victim + (face.seals[line],)
        found = cards.open_boxes(run, (victim, run.position), seals, (box,))
        self.cards += [arrival.card for arrival in found.arrivals]


def said(transcript: Transcript) -> tuple[object, ...]:
    """All that is said aloud in a run: phrase, the reader's number, and the last answer."""
    everybody = tuple(range(transcript.count))
    return transcript.phrase, transcript.numbers[transcript.reader], transcript.answer(everybody)


def variants(puppet: MeetingMine, count: int) -> Iterable[MeetingMine]:
    """The same puppet with other random bytes in its opening, again and again."""
    for number in range(count):
        yield replace(puppet, fresh=replace(puppet.fresh, random=number.to_bytes(32, "big")))


@dataclass(frozen=True)
class Quick(Fresh):
    """Fresh values whose keys were computed once, for a search in which only the random bytes change."""

    head: bytes = b""

    def opening(self, card: Statement) -> bytes:
        """Put the random bytes behind what does not change."""
        return self.head + self.random


def puppets(count: int, run: str = "1") -> list[MeetingMine]:
    """Devices without people, in one attacker's hands."""
    return [quick(self_of(f"Puppet {number}", run=run)) for number in range(1, count + 1)]


def quick(puppet: MeetingMine) -> MeetingMine:
    """Prepare a puppet for a search."""
    return replace(puppet, fresh=Quick(*values_of(puppet.fresh), head=puppet.opening[:96]))


def values_of(fresh: Fresh) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    """The five values that a device draws."""
    return fresh.exchange, fresh.signing, fresh.random, fresh.salt, fresh.card_key


def stand_in(people: int, run: str = "1", **search: Any) -> FalseHost:
    """Somebody who stands in for everybody towards the reader (line 0), and for the reader towards all."""
    members = Face(tuple(range(1, people)), puppets(1, f"{run}/members"))
    reader = Face((0,), puppets(people - 1, f"{run}/reader"), reader=0)
    return FalseHost(members, reader, **search)


def phantom(people: int, run: str = "1") -> FalseHost:
    """A stranger who became host, with one device more than there are people; line 0 reads."""
    return FalseHost(Face(tuple(range(people)), puppets(1, run), reader=0))


# Lines


class Leaver:
    """A device that is gone at the n-th message on its line; at line 0 the whole host is gone."""

    def __init__(self, line: int, at: int) -> None:
        self.line, self.left = line, at
        self.room: Room | None = None

    def bend(self, line: int, message: Message, down: bool) -> tuple[Message, ...]:  # the form of a bend
        """Count down, and then let nothing through."""
        if self.line not in (0, line):
            return (message,)
        if self.left == 0 and self.room:
            for gone in range(len(self.room.devices)) if self.line == 0 else (line,):
                self.room.queue.append(partial(self.room._event, gone, Dropped()))
                self.room.queue.append(partial(self.room._relay, Left(gone)))
        self.left -= 1
        return (message,) if self.left >= 0 else ()


def forger(
    kind: type[Message], forge: Callable[[int, Any], Iterable[Any]]
) -> Callable[..., Iterable[Message]]:
    """A host that says other things to its members where it should pass on a message of a kind."""
    return lambda line, message, down: (
        forge(line, message) if down and isinstance(message, kind) else (message,)
    )


def cheat(line: int, kind: type[Message], forge: Callable[[Any], Any]) -> Callable[..., Iterable[Message]]:
    """A member that sends another message than the protocol's where one of a kind is due."""
    return lambda who, message, down: (
        (forge(message),) if not down and who == line and isinstance(message, kind) else (message,)
    )


def only(line: int, forge: Callable[[Any], Any]) -> Callable[[int, Any], Any]:
    """A lie that is told to one line; all others hear the truth."""
    return lambda who, message: forge(message) if who == line else (message,)
