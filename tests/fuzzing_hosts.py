"""The host's part of a meeting, which hears what hostile members say on their lines (`scripts/fuzz`)."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from p2pcard.core.exchange.events import PersonDone
from p2pcard.core.exchange.meeting import host, host_states, messages, reading
from p2pcard.core.exchange.meeting.host_states import (
    HOST,
    Begin,
    Bundling,
    Confirming,
    Ended,
    From,
    Gathering,
    GoOn,
    Keying,
    Late,
    Left,
    Opening,
    Receipting,
    Sealing,
    Tell,
    Wanting,
)
from p2pcard.core.exchange.meeting.messages import LEAST, MOST, Abort, Boxes, Bundles, Join, positions
from p2pcard.core.formats import crypto
from p2pcard.errors import Malformed, NewerVersion, Refusal
from tests import crowd
from tests.fuzzing import Target
from tests.fuzzing_conversations import CONVERSATION, PLAIN, joined, pieces
from tests.peers import Room, room_of, self_of

# A piece is a line and a message from it; a line of these is none. Behind BEGIN stands what the host's person
# counts, and behind GO_ON who is left out: nothing is the right number, and all who are not ready.
BEGIN, GO_ON, LATE, LEAVES, CROWD = (bytes((number,)) for number in range(251, 256))
SEAL, BUNDLES = PLAIN + 0x08, PLAIN + 0x14
ORDER = (Gathering, Opening, Sealing, Confirming, Keying, Receipting, Wanting, Bundling, Ended)
ONCE = (messages.Listing, messages.Opens, messages.Seals, messages.Oks, Boxes, messages.Dones)


def relayed(data: bytes) -> object:
    """The stage behind everything that came on the lines, and how many messages were told."""
    machine = Host()
    machine.take(From(HOST, self_of("P1").join))
    for piece in pieces(data):
        if piece[:1] in (BEGIN, GO_ON, LATE):
            machine.person(piece[:1], piece[1:])
        elif piece[:1] == LEAVES:
            machine.leave(piece[1] if len(piece) > 1 else HOST)
        elif piece[:1] == CROWD:
            machine.fill(piece[1:])
        else:
            machine.hear(piece[0], piece[1:])
    return type(machine.state).__name__, machine.told


class Host:
    """A host's machine as the program runs it; what it promises is asserted at each step."""

    def __init__(self) -> None:
        self.state: host_states.State = Gathering()
        self.told = 0
        self.here = {HOST}  # the lines that began with JOIN and are not gone
        self.gone: set[int] = set()  # a line that is gone never comes back: another one is another number
        self.order: tuple[int, ...] = ()  # the lines in the order of LIST
        self.had: dict[int, list[type]] = {}  # what a line of the run was told
        self.said: dict[tuple[int, type], list[Any]] = {}  # what a line said, of each kind

    def hear(self, line: int, said: bytes) -> None:
        """Read a message as `service.live.hosting` does: what makes no sense is the end of the line."""
        if line in self.gone:
            return
        try:
            message = reading.read(self._written(said))
            if line not in self.here and not isinstance(message, Join):
                raise Malformed("a line: something before JOIN")
        except (Malformed, NewerVersion):
            self.leave(line)
            return
        self.here.add(line)
        self.take(From(line, message))

    def leave(self, line: int) -> None:
        """A line is gone; of one that never joined the machine hears nothing."""
        self.gone.add(line)
        if line in self.here:
            self.here.discard(line)
            self.take(Left(line))

    def person(self, kind: bytes, said: bytes) -> None:
        """The host's person does something, or time is over."""
        if kind == LATE:
            self.take(Late())
        elif kind == BEGIN:
            here = len(self.state.joined) if isinstance(self.state, Gathering) else 0
            self.take(Begin(said[0] if said else here))
        else:
            talking = self.state if isinstance(self.state, Confirming) else None
            unready = [place for place in talking.staying if place not in talking.had] if talking else []
            self.take(GoOn(tuple(said or unready)))

    def fill(self, said: bytes) -> None:
        """Almost as many people have joined as a meeting may have; what their JOINs told is left out."""
        if isinstance(self.state, Gathering):
            lines = [line for line in range(1, MOST) if line not in self.here | self.gone]
            lines = lines[(*said, 0)[0] % 4 : MOST - len(self.state.joined)]
            crowd = {line: Join(line.to_bytes(32, "big"), line % 7 == 0, line % 11 == 0) for line in lines}
            self.state = replace(self.state, joined=MappingProxyType({**self.state.joined, **crowd}))
            self.here.update(lines)

    def take(self, event: host_states.Event) -> None:
        """Take an event, and look at what is told on which line."""
        before = self.state
        self.state, effects = host.step(before, event)
        self.order = getattr(getattr(self.state, "lines", None), "order", self.order)
        if isinstance(event, From):
            self.said.setdefault((event.line, type(event.message)), []).append(event.message)
            if self._is_gone(before, event.line) and not isinstance(event.message, Join):
                assert (self.state, effects) == (before, ()), "a member who is gone is heard"
        if isinstance(event, GoOn):
            assert type(self.state) is type(before), "a person's proposal ended a run"
            assert getattr(self.state, "had", None) == {} or self.state == before, "more than a proposal"
        went = ORDER.index(type(self.state)) - ORDER.index(type(before))
        again = isinstance(before, Bundling) and isinstance(self.state, Wanting)
        assert went >= 0 or again, "a stage came back"
        tells = [each for each in effects if isinstance(each, Tell)]
        for message in {id(each.message): each.message for each in tells}.values():
            self._read(message)
        for tell in tells:
            self._tell(before, event, tell)

    def _is_gone(self, before: host_states.State, line: int) -> bool:
        lines = getattr(before, "lines", None)
        counted_as_gone = lines is not None and line in lines.order and lines.order.index(line) in lines.gone
        return counted_as_gone or Abort in self.had.get(line, [])

    def _read(self, message: messages.Message) -> None:
        """Whatever is told can be read by its receiver."""
        try:
            assert reading.read(bytes(message)) == message
        except Refusal as refusal:
            raise AssertionError(f"members could not read it: {refusal!r}") from refusal

    def _tell(self, before: host_states.State, event: host_states.Event, tell: Tell) -> None:
        self.told += 1
        line, message = tell.line, tell.message
        kind = type(message)
        asked = isinstance(event, From) and event.line == line
        if isinstance(event, From) and isinstance(event.message, Join) and asked and kind is Abort:
            return  # a line that does not take part is told why
        assert not isinstance(before, Ended), "something is told behind the end"
        assert line in self.here, "a line that is gone is told something"
        had = self.had.setdefault(line, [])
        assert Abort not in had, "something is told behind ABORT"
        assert kind not in ONCE or kind not in had, f"{kind.__name__} twice"
        had.append(kind)
        self._check(line, message, getattr(self.state, "staying", ()))

    def _check(self, line: int, message: messages.Message, staying: tuple[int, ...]) -> None:
        """What is handed out is what came, from its sender and for its receiver."""
        match message:
            case messages.Listing(_, _, _, commitments):
                assert commitments == tuple(sorted({*commitments}))
                assert LEAST <= len(commitments) <= MOST
            case messages.Without(those):
                assert those == staying
                assert len(staying) >= LEAST
            case messages.Oks(those, signatures):
                assert those == staying
                for place, signature in zip(staying, signatures, strict=True):
                    assert messages.Ok(staying, signature) in self._of(place, messages.Ok)
            case messages.Dones(receipts):
                assert all(each in self._of(each.position, messages.Receipt) for each in receipts)
            case Boxes(boxes) | Bundles(boxes):
                kind = messages.Keys if isinstance(message, Boxes) else Bundles
                self._addressed(line, boxes, staying, kind)

    def _addressed(self, line: int, boxes: tuple[bytes, ...], staying: tuple[int, ...], kind: type) -> None:
        mine = self.order.index(line)
        senders = [place for place in staying if place != mine]
        for place, box in zip(senders, boxes, strict=True):
            rank = [other for other in staying if other != place].index(mine)
            sent = [each.boxes[rank] for each in self._of(place, kind) if len(each.boxes) == len(senders)]
            assert box in sent or not any(box), "a box that nobody sent to this line"

    def _of(self, place: int, kind: type) -> list[Any]:
        """What came of a kind from the member with this position."""
        return self.said.get((self.order[place], kind), [])

    def _written(self, said: bytes) -> bytes:
        """A message as it goes over the line: sealed cards and bundles have the length that is due."""
        kind, body = (*said[:1], 0)[0], said[1:]
        if kind == SEAL:
            size = messages.SEAL_SIZES[getattr(self.state, "size", 0)] + crypto.TAG_SIZE
            return bytes(messages.Seal(body[:size].ljust(size, b"\x00")))
        if kind == BUNDLES:
            size = messages.BUNDLE_SIZES[getattr(self.state, "size", 0)] + crypto.TAG_SIZE
            count = len(getattr(self.state, "staying", (0, 0))) - 1
            return bytes(Bundles((body[:size].ljust(size, b"\x00"),) * count))
        return said


class Overheard(Room):
    """A room that notes all that reaches the host, as the pieces of a case."""

    rows: list[bytes]

    def _relay(self, event: host_states.Event) -> None:
        self.rows = [*getattr(self, "rows", []), *written(event)]
        super()._relay(event)


def written(event: host_states.Event) -> list[bytes]:
    """The piece for an event; the host's own JOIN, which comes first, is none."""
    match event:
        case From(line, message):
            return [] if line == HOST and isinstance(message, Join) else [bytes((line,)) + bytes(message)]
        case Left(line):
            return [LEAVES + bytes((line,))]
        case _:
            return [{Begin: BEGIN, GoOn: GO_ON, Late: LATE}[type(event)]]


def whole(count: int, *, reads: int = HOST, leaves: int = HOST, late: bool = False) -> list[bytes]:
    """An honest run from the first JOIN to the last BUNDLES, as the host hears it."""
    people = room_of(count)
    room = Overheard([each.me for each in people.devices], [each.name for each in people.devices])
    crowd.play(room, reads, leaves)
    for line in range(count if late else 0):
        room.ready(line)
        room.person(line, PersonDone())
    room.done()
    return room.rows


def short(rows: list[bytes]) -> list[bytes]:
    """The same in plain pieces: a sealed card or bundle is nothing but its kind."""
    plain = {0x08: SEAL, 0x14: BUNDLES}
    return [each[:1] + bytes((plain[each[1]],)) if each[1:2] and each[1] in plain else each for each in rows]


def bent(rows: list[bytes], kind: int, change: Callable[[bytes], bytes]) -> bytes:
    """The same with another message in place of the last one of a kind."""
    place = max(at for at, each in enumerate(rows) if each[1:2] == bytes((kind,)) and each[0] <= MOST)
    return joined([*rows[:place], rows[place][:1] + change(rows[place][1:]), *rows[place + 1 :]])


def order(rows: list[bytes]) -> list[int]:
    """The lines in the order of LIST."""
    joins = {HOST: bytes(self_of("P1").join)} | {each[0]: each[1:] for each in rows if len(each) == 36}
    return sorted(joins, key=lambda line: joins[line][3:])


def nearly_right() -> list[bytes]:
    """One thing wrong in each, which one check alone stops."""
    rows = short(whole(3))
    join = rows[0][1:]
    place = next(at for at, each in enumerate(rows) if each[1:2] == b"\x0a")  # of the first OK
    talking = [each for each in rows[: place + 3] if each[:2] != b"\x02\x0a"]
    fewer = positions(tuple(at for at, line in enumerate(order(rows)) if line != 2))
    answers = [bytes((line, 0x0A)) + fewer + bytes((line,)) * 64 for line in (0, 1)]
    answers += [bytes((line, 0x0C)) + bytes((line,)) * 48 for line in (0, 1)]
    other = (b"\x06" + bytes(128), b"\x03")
    return [
        *(bent(rows, 0x0C, cut) for cut in (lambda said: said[:-48], lambda said: said + bytes(48))),
        bent(rows, 0x0A, lambda said: b"\x0a\x00\x02\x00\x00\x00\x01" + said[-64:]),
        bent(rows, 0x0E, lambda said: b"\x0e\x00\x09" + said[3:]),
        bent(rows, SEAL, lambda said: b"\x08" + bytes(9)),
        bent(rows, BUNDLES, lambda said: bytes(Bundles((bytes(528),)))),
        bent(rows, BUNDLES, lambda said: bytes(Bundles((bytes(528), bytes(529))))[:-1]),
        *(joined([*rows[:2], b"\x00" + said, BEGIN]) for said in other),
        joined([rows[0], b"\x02" + join, b"\x02" + join, BEGIN, *rows[3:]]),
        *(joined([*talking, GO_ON, b"\x02" + said, *answers]) for said in (b"\x11\x01\xff\xff", rows[-1])),
        joined([BEGIN, rows[0], LEAVES + b"\x01", BEGIN]),
        joined([*rows[:2], BEGIN + b"\x02", BEGIN + b"\x04", BEGIN]),
        *(joined([*talking, GO_ON + bytes(named)]) for named in ((0, 1, 2), (0,), (1,), (2,), (7,))),
        joined([CROWD, *(bytes((line,)) + join for line in (249, 250)), BEGIN]),
    ]


@cache
def conversations() -> list[bytes]:
    """Whole honest runs as they come over the lines, and the same in plain pieces."""
    two, three = whole(2), whole(3, reads=1)
    left = whole(4, leaves=2)
    silent = [each for each in three if each[:1] != LEAVES and each[1:2] not in (b"\x0c", b"\x0e", b"\x12")]
    return [
        joined(two),
        joined(three),
        *(joined(short(rows)) for rows in (two, three, left, [*silent, LATE, LATE, LATE, LATE])),
        joined([CROWD, b"\xfa" + three[0][1:], BEGIN, LATE]),
        joined([CROWD + b"\x03", *short(three[:2]), BEGIN, LEAVES + b"\x07"]),
        *nearly_right(),
        joined([*short(three)[:-1], GO_ON, LEAVES + b"\x02", LEAVES + b"\x00", b"\x09" + three[0][1:]]),
    ]


HOSTS = {"host": Target(relayed, conversations, shape=CONVERSATION)}
