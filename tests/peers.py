"""People with cards and devices for the tests, and lines between them that tests can bend."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

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
from p2pcard.core.exchange.meeting import abort, host, host_states, member, messages, reading
from p2pcard.core.exchange.meeting.events import (
    Counted,
    Effect,
    Event,
    NumberNow,
    PhraseNow,
    Propose,
    SendToHost,
    Unready,
)
from p2pcard.core.exchange.meeting.messages import Message
from p2pcard.core.exchange.meeting.opening import MeetingMine
from p2pcard.core.exchange.meeting.transcript import Fresh
from p2pcard.core.formats import crypto
from p2pcard.core.statements import card
from p2pcard.core.statements.bundle import Item
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import MeetingEnded
from tests.bags import Bag

MONTH = 682  # November 2026


def deliver(queue: deque[Callable[[], None]]) -> None:
    """Let everything in a queue happen, and what it leads to; what never comes to an end is a bug."""
    for _ in range(50_000):  # ten times what a hundred people need
        if not queue:
            return
        queue.popleft()()
    raise AssertionError("There is always something more to deliver.")


def seed_of(name: str) -> bytes:
    """A person's identity seed, the same in every test."""
    return hashlib.blake2b(name.encode(), digest_size=32).digest()


def chance_of(name: str) -> Callable[[int], bytes]:
    """A source of bytes that is the same in every run: BLAKE2b in counter mode."""
    state = {"count": 0}

    def chance(size: int) -> bytes:
        out = b""
        while len(out) < size:
            state["count"] += 1
            out += hashlib.blake2b(f"{name}/{state['count']}".encode()).digest()
        return out[:size]

    return chance


def card_of(name: str, **fields: Any) -> Statement:
    """A person's signed card."""
    return card.write(Card(name, month=MONTH, until=MONTH + 12, **fields), seed_of(name))


@dataclass
class Device:
    """One member's device: its state, what it showed, stored and has for others, and how its run ended."""

    name: str
    state: Any
    me: MeetingMine
    shown: list[object] = field(default_factory=list)
    stored: tuple[Statement, ...] = ()
    secrets: dict[bytes, bytes] = field(default_factory=dict)
    confirmed: set[bytes] = field(default_factory=set)
    bag: Bag = field(default_factory=Bag)
    refuses: tuple[bytes, ...] = ()  # whose cards the book does not take
    ended: Any = None
    over: bool = False

    @property
    def key(self) -> bytes:
        """The person's identity."""
        return self.me.card.author

    def last(self, kind: type) -> Any:
        """The last screen of a kind."""
        return next((s for s in reversed(self.shown) if isinstance(s, kind)), None)


def self_of(name: str, *, digits: bool = False, run: str = "1", **fields: Any) -> MeetingMine:
    """What a person brings to a run."""
    prove = lambda message: crypto.sign(seed_of(name), message)  # noqa: E731  # one line of a test
    return MeetingMine(card_of(name, **fields), prove, digits, Fresh.draw(chance_of(f"{name}/{run}")))


class Room:
    """A host and members; every message crosses the line as bytes, and a test may bend it on its way.

    A device whose run is over leaves its line, and all are cut off where the host's part is over.

    `bend(line, message, down)` returns the messages to deliver instead; `down`
    is true from the host to a member. `step` is what the host does with what
    comes: a relay's, or that of somebody who only looks like one.
    """

    def __init__(
        self,
        people: Iterable[MeetingMine],
        names: Iterable[str],
        bend: Callable[[int, Message, bool], Iterable[Message]] | None = None,
        step: Callable[[host_states.State, host_states.Event], host_states.Step] = host.step,
    ) -> None:
        self.bend = bend or (lambda line, message, down: (message,))
        self.step = step
        self.relay: host_states.State = host_states.Gathering()
        self.devices: list[Device] = []
        self.queue: deque[Callable[[], None]] = deque()
        self.rests = 0
        self.host_shown: list[object] = []  # what the host's person is told beside their own device's screens
        for me, name in zip(people, names, strict=True):
            state, effects = member.begin(me)
            self.devices.append(Device(name, state, me))
            self._do(len(self.devices) - 1, effects)
            self.run()

    def run(self) -> None:
        """Deliver until nothing is under way; where the host lets the room rest, time passes."""
        deliver(self.queue)
        while isinstance(self.relay, host_states.Wanting) and self.relay.rests:
            self.rests += 1
            self._relay(host_states.Late())
            deliver(self.queue)

    def person(self, line: int, event: Event) -> None:
        """Let a person do something, and deliver what follows."""
        self._event(line, event)
        self.run()

    def host(self, event: host_states.Event) -> None:
        """Let something happen at the host, and deliver what follows."""
        self._relay(event)
        self.run()

    def leave(self, line: int) -> None:
        """A device goes away without a word."""
        self.devices[line].over = True
        self.host(host_states.Left(line))

    def start(self, counted: int | None = None) -> None:
        """The host's person has counted who holds a device, and starts."""
        here = sum(not device.over and not device.ended for device in self.devices)
        self.host(host_states.Begin(here if counted is None else counted))

    def reader(self) -> Device:
        """The device that shows the phrase."""
        return next(d for d in self.devices if _words(d) is not None)

    def talk(self) -> None:
        """Everybody does their part: type the phrase, count, and the reader types the answer."""
        phrase = " ".join(_words(self.reader()) or ())
        for line, device in enumerate(self.devices):
            if _words(device) is None and not device.over:
                self.person(line, Heard(phrase))
        self.count()

    def count(self) -> None:
        """All confirm the count, and the reader types the answer that somebody was shown."""
        for line, device in enumerate(self.devices):
            if _words(device) is None and not device.over:
                self.person(line, Counted(len(self.devices)))
        answer = next(n.answer for d in self.devices if (n := d.last(NumberNow)) and n.answer and not d.over)
        self.person(self.devices.index(self.reader()), Heard(answer))

    def give(self, line: int, other: int, *items: Item) -> None:
        """Somebody has something for somebody else; it goes when their device is asked next."""
        self.devices[line].bag.items[self.devices[other].key] += items

    def ready(self, line: int) -> None:
        """A device is told what there is to go now."""
        self.person(line, self.devices[line].bag.ready())

    def done(self) -> None:
        """Everybody who is still there has nothing more to say, the host's person last."""
        for line in reversed(range(len(self.devices))):
            self.person(line, PersonDone())

    def _event(self, line: int, event: Event) -> None:
        device = self.devices[line]
        if device.over or device.ended:
            return
        try:
            device.state, effects = member.step(device.state, event)
        except MeetingEnded as ended:
            device.ended = ended
            farewell = messages.Abort(abort.code(ended))
            self.queue.append(partial(self._relay, host_states.From(line, farewell)))
            return
        self._do(line, effects)

    def _do(self, line: int, effects: tuple[Effect, ...]) -> None:
        device = self.devices[line]
        for effect in effects:
            match effect:
                case SendToHost(message):
                    for bent in self.bend(line, message, False):
                        self.queue.append(partial(self._relay, host_states.From(line, _wire(bent))))
                case Propose(positions) if line == host_states.HOST:
                    self.queue.append(partial(self._relay, host_states.GoOn(positions)))
                case Show(screen):
                    device.shown.append(screen)
                case Keep(brought):
                    arrivals = tuple(a for a in brought if a.card.author not in device.refuses)
                    device.stored = tuple(a.card for a in arrivals)
                    device.secrets = {a.card.author: a.secret for a in arrivals}
                    positions = tuple(a.position for a in arrivals)
                    self.queue.append(partial(self._event, line, Saved(positions)))
                case Confirm(arrivals):
                    device.confirmed = {a.card.author for a in arrivals}
                case Look() | Pack() | Unpack():
                    self._event(line, device.bag.answer(effect))
                case Finish():
                    device.over = True
                    self.queue.append(partial(self._relay, host_states.Left(line)))

    def _relay(self, event: host_states.Event) -> None:
        before = self.relay
        self.relay, effects = self.step(self.relay, event)
        for effect in effects:
            match effect:
                case host_states.Tell(to, message):
                    for bent in self.bend(to, message, True):
                        self.queue.append(partial(self._event, to, _wire(bent)))
                case Unready():
                    self.queue.append(partial(self._event, host_states.HOST, effect))
                case Show(screen):
                    self.host_shown.append(screen)
        if isinstance(self.relay, host_states.Ended) and self.relay is not before:
            self.queue.extend(partial(self._event, line, Dropped()) for line in range(len(self.devices)))


def room_of(count: int, **options: Any) -> Room:
    """A room of people called P1, P2 and so on."""
    names = [f"P{number}" for number in range(1, count + 1)]
    return Room([self_of(name) for name in names], names, **options)


def _wire(message: Message) -> Message:
    return reading.read(bytes(message))


def _words(device: Device) -> tuple[str, ...] | None:
    shown = device.last(PhraseNow)
    return shown.words if isinstance(shown, PhraseNow) and None not in shown.words else None  # type: ignore[return-value]  # no blanks left
