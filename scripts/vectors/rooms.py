"""Runs of a meeting, played from fixed secrets and written down line by line (docs/spec.md, 14.3)."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from p2pcard.core.exchange.events import (
    Confirm,
    Dropped,
    Finish,
    Heard,
    Keep,
    Look,
    Pack,
    PersonDone,
    Saved,
    Show,
    Unpack,
)
from p2pcard.core.exchange.meeting import host, host_states, member, reading
from p2pcard.core.exchange.meeting.events import (
    Agree,
    Counted,
    Effect,
    Event,
    NumberNow,
    PhraseNow,
    SendToHost,
    TakeReader,
)
from p2pcard.core.exchange.meeting.host_states import Begin, From, GoOn, Left, Tell
from p2pcard.core.exchange.meeting.messages import Listing, Message, Opens
from p2pcard.core.exchange.meeting.opening import MeetingMine
from p2pcard.core.exchange.meeting.transcript import Fresh, Transcript
from p2pcard.core.formats import crypto
from p2pcard.core.statements.bundle import HeldSecrets, Item
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import MeetingEnded
from scripts.vectors import bundle_lines
from scripts.vectors.case import Word, card_of, chance, hexed, seed_of, write

NO_TAGS = HeldSecrets(())  # the first bundle to each person tells which secrets were held before
NAMES = ("Ada", "Ben", "Cleo", "Dora", "Emil")
FRESH = ("exchange", "signing", "random", "salt", "card_key")
Line = tuple[str, object]


@dataclass
class Person:
    """One person of a run: who they are, and their machine."""

    name: str
    me: MeetingMine
    state: member.State
    here: bool = True
    arrivals: dict[int, bytes] = field(default_factory=dict)
    answer: str = ""
    things: dict[bytes, list[Item]] = field(default_factory=lambda: defaultdict(list))
    packs: bool = True

    def lines(self, number: int) -> list[Line]:
        """Return their secrets as lines."""
        fresh = self.me.fresh
        return [
            (f"{number}.seed", seed_of(self.name)),
            (f"{number}.card", bytes(self.me.card)),
            (f"{number}.digits", self.me.digits),
            *((f"{number}.{name.replace('_', '-')}", getattr(fresh, name)) for name in FRESH),
        ]


def self_of(name: str, run: str, *, digits: bool = False, card: Statement | None = None) -> MeetingMine:
    """Return what a person brings to a run."""
    fresh = Fresh(*(chance(f"{each} of {name} in {run}") for each in FRESH))
    seed = seed_of(name)
    return MeetingMine(card or card_of(name), lambda message: crypto.sign(seed, message), digits, fresh)


class Room:
    """A host and members; person n is on line n - 1. Everything that happens is written to `log`."""

    def __init__(self, people: dict[str, MeetingMine]) -> None:
        self.log: list[Line] = []
        self.told: tuple[Listing, tuple[bytes, ...]]  # LIST and OPENS
        self.host_state: host_states.State = host_states.Gathering()
        self.said: deque[tuple[int, Message | None]] = deque()  # none: the line is closed behind all
        self.people: list[Person] = []
        for name, me in people.items():
            state, effects = member.begin(me)
            self.people.append(Person(name, me, state))
            self._do(len(self.people), effects)
            self._pass_on()

    @property
    def secrets(self) -> list[Line]:
        """Everybody's secrets."""
        return [line for number, person in enumerate(self.people, 1) for line in person.lines(number)]

    @property
    def transcript(self) -> Transcript:
        """The transcript, as everybody was told it."""
        return Transcript(*self.told)

    def begin(self) -> None:
        """The host's person counts who holds a device, and starts."""
        self._host(f"host begin {len(self.people)}", Begin(len(self.people)))

    def go_on(self, *without: int) -> None:
        """The host's person proposes to go on without these people."""
        places = tuple(sorted(self._place(self.people[number - 1]) for number in without))
        self._host(" ".join(("host go-on", *map(str, places))), GoOn(places))

    def leave(self, number: int) -> None:
        """A line breaks."""
        self.people[number - 1].here = False
        self._host(f"{number} left", Left(number - 1))

    def heard(self, number: int, typed: str) -> None:
        """A person types what they heard."""
        self._person(number, f"heard {write(typed)}", Heard(typed))

    def counted(self, number: int) -> None:
        """A person types the last number that was counted off."""
        self._person(number, f"counted {len(self.people)}", Counted(len(self.people)))

    def agree(self, number: int) -> None:
        """A person agrees to go on."""
        self._person(number, "agree", Agree())

    def take_reader(self, number: int) -> None:
        """A person takes the reader's role."""
        self._person(number, "take-reader", TakeReader())

    def gives(self, number: int, other: int, *items: Item) -> None:
        """A person has something for another one."""
        self.people[number - 1].things[self.people[other - 1].me.card.author] += items

    def has(self, number: int, other: int, *items: Item) -> None:
        """A person has something for another one, and their device is told at once."""
        self.gives(number, other, *items)
        self._ready(number)
        self._pass_on()

    def done(self, *numbers: int) -> None:
        """These people have nothing more to say, one after the other."""
        for number in numbers:
            self._person(number, "done", PersonDone())

    def end(self) -> None:
        """Everybody who is still there is done, the host's person last."""
        self.done(*(number for number in range(len(self.people), 0, -1) if self.people[number - 1].here))

    @property
    def reader(self) -> int:
        """Who reads."""
        reader = self.transcript.listing.reader
        return next(n for n, p in enumerate(self.people, 1) if p.me.join.commitment == reader)

    def talk(self, without: tuple[int, ...] = ()) -> None:
        """All but the reader and `without` type the phrase and count, then the reader types the answer."""
        for number in range(1, len(self.people) + 1):
            if number != self.reader and number not in without and self.people[number - 1].here:
                self.heard(number, " ".join(self.transcript.phrase))
                self.counted(number)

    def say_answer(self) -> None:
        """The reader types the answer that was shown last."""
        self.heard(self.reader, [p.answer for p in self.people if p.answer and p.here][-1])

    def results(self) -> list[Line]:
        """What must come out."""
        transcript, people = self.transcript, self.people
        places = [self._place(person) for person in people]
        lines: list[Line] = [("transcript", transcript.digest), ("phrase", list(transcript.phrase))]
        for number, (person, place) in enumerate(zip(people, places, strict=True), 1):
            lines += [(f"{number}.position", place), (f"{number}.number", transcript.numbers[place])]
            for other, secret in sorted(person.arrivals.items()):
                lines.append((f"{number}.secret-with-{places.index(other) + 1}", secret))
        return lines

    def _host(self, text: str, event: host_states.Event) -> None:
        self.log.append(("do", Word(text)))
        self._relay(event)
        self._pass_on()

    def _person(self, number: int, text: str, event: Event) -> None:
        self.log.append(("do", Word(f"{number} {text}")))
        self._step(number, event)
        self._pass_on()

    def _pass_on(self) -> None:
        while self.said:
            number, message = self.said.popleft()
            if message is None:
                self._close(number)
                continue
            self.log.append(("do", Word(f"{number} > {hexed(bytes(message))}")))
            self._relay(From(number - 1, message))

    def _close(self, number: int) -> None:
        """A device is over and closes its line; when the host's part is over, all lines are closed."""
        if isinstance(self.host_state, host_states.Ended):
            return
        self.people[number - 1].here = False
        self.log.append(("do", Word(f"{number} left")))
        self._relay(Left(number - 1))
        if isinstance(self.host_state, host_states.Ended):
            for other in [n for n, person in enumerate(self.people, 1) if person.here]:
                self.log.append(("do", Word(f"{other} dropped")))
                self._step(other, Dropped())

    def _relay(self, event: host_states.Event) -> None:
        self.host_state, effects = host.step(self.host_state, event)
        told = [(e.line + 1, e.message) for e in effects if isinstance(e, Tell)]
        here = {number for number, person in enumerate(self.people, 1) if person.here}
        if len(here) > 1 and {n for n, _ in told} == here and len({bytes(m) for _, m in told}) == 1:
            self.log.append(("do", Word(f"all < {hexed(bytes(told[0][1]))}")))
        else:
            self.log += [("do", Word(f"{n} < {hexed(bytes(message))}")) for n, message in told]
        for number, message in told:
            if isinstance(message, Listing | Opens):
                self.told = (
                    (message, ()) if isinstance(message, Listing) else (self.told[0], message.openings)
                )
            self._step(number, reading.read(bytes(message)))

    def _step(self, number: int, event: Event) -> None:
        person = self.people[number - 1]
        try:
            person.state, effects = member.step(person.state, event)
        except MeetingEnded as ended:
            person.here = False
            self.log.append(("do", Word(f"{number} ends {type(ended).__name__}")))
            return
        self._do(number, effects)

    def _do(self, number: int, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case SendToHost(message):
                    self.said.append((number, message))
                case Show(PhraseNow(words)) if None not in words:
                    self.log.append(("do", Word(f"{number} shows-phrase {write(words)}")))
                case Show(NumberNow() as now):
                    self._number(number, now)
                case Keep(arrivals):
                    self.people[number - 1].arrivals = {each.position: each.secret for each in arrivals}
                    kept = tuple(each.position for each in arrivals)
                    self.log.append(("do", Word(" ".join((f"{number} saved", *map(str, kept))))))
                    for each in arrivals:
                        self.people[number - 1].things[each.card.author].insert(0, NO_TAGS)
                    self._step(number, Saved(kept))
                case Confirm(arrivals):
                    confirmed = (str(each.position) for each in arrivals)
                    self.log.append(("do", Word(" ".join((f"{number} confirms", *confirmed)))))
                case Look() | Pack() | Unpack():
                    self._hand(number, effect)
                case Finish():
                    self.log.append(("do", Word(f"{number} finishes")))
                    self.said.append((number, None))

    def _hand(self, number: int, effect: Look | Pack | Unpack) -> None:
        """Do what a machine asks for behind the cards."""
        person = self.people[number - 1]
        places = {each.me.card.author: self._place(each) for each in self.people}
        self.log.append(("do", Word(f"{number} {bundle_lines.told(effect, places)}")))
        if not isinstance(effect, Pack):
            self._ready(number)
        elif person.packs:
            text, event = bundle_lines.packed(
                *(bundle_lines.taken(person.things[who], effect) for who in effect.people)
            )
            self.log.append(("do", Word(f"{number} {text}")))
            self._step(number, event)

    def _place(self, person: Person) -> int:
        return self.transcript.listing.commitments.index(person.me.join.commitment)

    def _ready(self, number: int) -> None:
        text, event = bundle_lines.ready(*self.people[number - 1].things.values())
        self.log.append(("do", Word(f"{number} {text}")))
        self._step(number, event)

    def _number(self, number: int, now: NumberNow) -> None:
        self.people[number - 1].answer = now.answer or ""
        shown = {"number": now.number, "answer": now.answer}
        self.log.append(("do", Word(f"{number} shows-number {write(shown)}")))


def of_two() -> Room:
    """A run of Ada, who hosts and reads, and Ben."""
    room = Room({name: self_of(name, "two") for name in NAMES[:2]})
    room.begin()
    room.talk()
    return room
