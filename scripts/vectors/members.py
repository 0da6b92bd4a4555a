"""A table at which one device is watched while the others do what a case wants (docs/spec.md, 7.5)."""

from collections.abc import Callable, Iterable

from p2pcard.core.exchange.events import (
    Confirm,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Look,
    Pack,
    Packed,
    Saved,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.exchange.meeting import cards, member, member_rounds, opening, reading
from p2pcard.core.exchange.meeting.events import Counted, Effect, Event, Propose, SendToHost
from p2pcard.core.exchange.meeting.member_rounds import MemberBundling
from p2pcard.core.exchange.meeting.messages import (
    Boxes,
    Bundles,
    Dones,
    Listing,
    Message,
    Oks,
    Opens,
    Receipt,
    Seals,
)
from p2pcard.core.exchange.meeting.opening import MeetingMine, Opened, Run
from p2pcard.core.exchange.meeting.transcript import Transcript
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from p2pcard.errors import Refusal
from scripts.vectors import bundle_lines
from scripts.vectors.case import Word, hexed, word, write
from scripts.vectors.rooms import NAMES, Person, self_of

Do = tuple[str, Event]


class Table:
    """Three people, the first of which is watched; the last reads, unless `first_reads`."""

    def __init__(self, run: str, *, first_reads: bool = False) -> None:
        self.people = [self_of(name, run) for name in NAMES[:3]]
        self.me = self.people[0]
        self.order = sorted(self.people, key=lambda each: each.join.commitment)
        reader = self.people[0 if first_reads else 2].join.commitment
        self.listing = Listing(Mode.WORDS, 0, reader, tuple(each.join.commitment for each in self.order))
        self.opens = Opens(tuple(each.opening for each in self.order))
        self.transcript = Transcript(self.listing, self.opens.openings)
        self.runs = [self.run_of(each) for each in self.order]
        self.seals = Seals(tuple(opening.seal(run).sealed for run in self.runs))
        self.mine = self.order.index(self.me)
        self.everybody = (0, 1, 2)

    def run_of(self, person: MeetingMine) -> Run:
        """Return what a person knows after OPENS."""
        return opening.check_openings(Opened(person, self.listing, asked=False), self.opens)

    def oks(self, staying: tuple[int, ...]) -> Oks:
        """Return all signatures over the members who stay."""
        signed = [crypto.sign(self.order[p].fresh.signing, self.transcript.ok(p, staying)) for p in staying]
        return Oks(staying, tuple(signed))

    def bent_seal(self, place: int, bend: Callable[[bytes], bytes]) -> Seals:
        """Return all sealed cards, where one person sealed something else than what they should."""
        fresh, context = self.order[place].fresh, self.transcript.seal_context(place)
        content = crypto.unseal(fresh.card_key, bytes(crypto.NONCE_SIZE), self.seals.seals[place], context)
        bent = crypto.seal(fresh.card_key, bytes(crypto.NONCE_SIZE), bend(content), context)
        return Seals((*self.seals.seals[:place], bent, *self.seals.seals[place + 1 :]))

    def boxes(self, staying: tuple[int, ...]) -> Boxes:
        """Return the boxes for the first person."""
        others = [place for place in staying if place != self.mine]
        return Boxes(tuple(self.box(place, staying) for place in others))

    def box(self, sender: int, staying: tuple[int, ...]) -> bytes:
        """Return the box of one person for the first."""
        run = self.runs[sender]
        return cards.keys(run, staying).boxes[run.others(staying).index(self.mine)]

    def dones(self, stored: dict[int, tuple[int, ...]]) -> Dones:
        """Return receipts by position."""
        return Dones(tuple(self.done(place, each) for place, each in stored.items()))

    def done(self, place: int, stored: tuple[int, ...]) -> Receipt:
        """Return one receipt."""
        signature = crypto.sign(self.order[place].fresh.signing, self.transcript.done(place, stored))
        return Receipt(place, stored, signature)

    def bundle(self, sender: int, filled: bytes, number: int = 0) -> bytes:
        """Return a filled bundle as one person boxes it for the first, in the round of this number."""
        run = self.runs[sender]
        begun = MemberBundling(run, self.everybody, (b"", b""), number, size=0)
        _, (sent,) = member_rounds.step(begun, Packed((filled, filled)))
        assert isinstance(sent, SendToHost)  # noqa: S101  # what Packed leads to
        assert isinstance(sent.message, Bundles)  # noqa: S101  # the same
        return sent.message.boxes[run.others(self.everybody).index(self.mine)]

    @property
    def others(self) -> tuple[int, ...]:
        """The positions of the others."""
        return tuple(place for place in self.everybody if place != self.mine)

    def lines(self, events: Iterable[Do], without: tuple[int, ...] = ()) -> list[tuple[str, object]]:
        """Play events to the first person's machine and write down all that happens.

        With these positions no pair secret is stored.
        """
        lines: list[tuple[str, object]] = [("machines", word("member"))]
        lines += Person(NAMES[0], self.me, member.begin(self.me)[0]).lines(1)
        state, effects = member.begin(self.me)
        lines += self._sent(effects)
        for text, event in events:
            lines.append(("do", Word(f"1 {text}")))
            before = state
            try:
                state, effects = member.step(state, event)
            except Refusal:
                break
            lines += self._is(before, state)
            lines += self._sent(effects)
            for keep in (each for each in effects if isinstance(each, Keep)):
                kept = tuple(each.position for each in keep.arrivals)
                words = ["1 saved", *map(str, kept), *(["without", *map(str, without)] if without else [])]
                lines.append(("do", Word(" ".join(words))))
                before = state
                state, effects = member.step(state, Saved(kept, without))
                lines += self._is(before, state)
                lines += self._sent(effects)
        return lines

    def _is(self, before: member.State, state: member.State) -> list[tuple[str, object]]:
        name = type(state).__name__
        return [] if type(before) is type(state) else [("do", Word(f"1 is {name}"))]

    def _sent(self, effects: Iterable[Effect]) -> list[tuple[str, object]]:
        places = {each.card.author: place for place, each in enumerate(self.order)}
        lines: list[tuple[str, object]] = []
        for effect in effects:
            if isinstance(effect, SendToHost):
                lines.append(("do", Word(f"1 > {hexed(bytes(effect.message))}")))
            if isinstance(effect, Look | Pack | Unpack):
                lines.append(("do", Word(f"1 {bundle_lines.told(effect, places)}")))
            if isinstance(effect, Confirm):
                confirmed = (str(each.position) for each in effect.arrivals)
                lines.append(("do", Word(" ".join(("1 confirms", *confirmed)))))
            if isinstance(effect, Propose):
                lines.append(("do", Word(" ".join(("1 proposes", *map(str, effect.positions))))))
            if isinstance(effect, Wait):
                lines.append(("do", Word(f"1 waits {effect.seconds}")))
            if isinstance(effect, Finish):
                lines.append(("do", Word("1 finishes")))
        return lines


def says(message: Message) -> Do:
    """Return a message of the host as an event."""
    return f"< {hexed(bytes(message))}", reading.read(bytes(message))


def unreadable(message: bytes, as_if: Event) -> Do:
    """Return a message of the host that cannot be read, and what it is as good as."""
    return f"< {hexed(message)}", as_if


def heard(typed: str) -> Do:
    """Return what the person types."""
    return f"heard {write(typed)}", Heard(typed)


def counts(number: int) -> Do:
    """Return the last number that was counted off, as the person types it."""
    return f"counted {number}", Counted(number)


COUNTED: Do = counts(3)
STOP: Do = ("stop", Stop())
ELAPSED: Do = ("elapsed", Elapsed())
DROPPED: Do = ("dropped", Dropped())
