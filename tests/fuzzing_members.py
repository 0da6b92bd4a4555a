"""One device in a meeting, which hears what a hostile host and hostile people say (`scripts/fuzz`)."""

from functools import cache, partial
from typing import Any

from p2pcard.core.exchange.events import Heard, PersonDone, Saved
from p2pcard.core.exchange.meeting import member, messages, reading
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.comparing import Comparing
from p2pcard.core.exchange.meeting.events import Agree, Counted, TakeReader
from p2pcard.core.exchange.meeting.member import Keyed, Waiting
from p2pcard.core.exchange.meeting.messages import positions
from p2pcard.core.exchange.meeting.opening import Opened
from p2pcard.errors import Malformed, MeetingEnded, NewerVersion
from tests import crowd
from tests.fuzzing import Target
from tests.fuzzing_conversations import (
    AGREE,
    BUSY,
    CONVERSATION,
    COUNTED,
    DONE,
    DROPPED,
    ELAPSED,
    HEARD,
    LEAVE_OUT,
    MINE,
    PLAIN,
    READY,
    SAVED,
    SIMPLE,
    STOP,
    TAKE_READER,
    UNREADY,
    Played,
    joined,
    pieces,
)
from tests.fuzzing_others import BOXES, BUNDLES, DONES, FEWER, LIST, ME, NAMES, OKS, OPENS, SEALS, Others
from tests.fuzzing_promises import Promises
from tests.peers import Room, card_of, self_of

LINE = 1  # whose device is played
BEFORE = (Waiting, Opened, Comparing)


def heard(data: bytes) -> object:
    """What my person was shown, and what is kept, behind everything that was said."""
    rows = pieces(data)
    state, effects = member.begin(ME)
    played = Played(member.step, Promises(), BEFORE, state, MeetingEnded)
    played.do(effects)
    room = Others(rows)
    for piece in rows:
        if piece[0] >= MINE:
            played.mine(piece, partial(right, played.state))
        elif not played.lost:
            listen(played, room.written(played.state, piece) if piece[0] >= PLAIN else piece)
    return played.told()


def listen(played: Played, said: bytes) -> None:
    """Read a message as `service.live.meeting` does: what makes no sense is the end of the line."""
    try:
        played.take(reading.read(said))
    except NewerVersion:
        played.take(messages.Abort(Why.VERSION))
    except Malformed:
        played.lost = True
        for _ in ("the cards", "the receipts"):
            played.take(SIMPLE[DROPPED[0]])


def right(state: Any) -> str:
    """What a person types who hears well."""
    if not isinstance(state, Comparing | Keyed):
        return "nothing"
    transcript = state.run.transcript
    staying = getattr(state, "proposed", ()) or state.staying
    return transcript.answer(staying) if state.run.reads else " ".join(transcript.phrase)


class Overheard(Room):
    """A room that notes what reaches one device, as the pieces of a case."""

    def __init__(self, names: list[str], *, digits: bool) -> None:
        self.rows: list[bytes] = []
        people = [ME if name == NAMES[0] else self_of(name, digits=digits) for name in names]
        super().__init__(people, names)

    def _event(self, line: int, event: Any) -> None:
        if line == LINE:
            self.rows += written(event)
        super()._event(line, event)


def written(event: Any) -> list[bytes]:
    """The piece for an event; what the book answers is none."""
    match event:
        case Saved():
            return [SAVED]
        case Heard():
            return [HEARD]
        case Counted():
            return [COUNTED]
        case TakeReader() | Agree() | PersonDone():
            return [bytes((next(code for code, each in SIMPLE.items() if each == event),))]
        case _:
            return [bytes(event)] if hasattr(event, "__bytes__") else []


def whole(names: list[str], reads: bool = False, leaves: int = 0, digits: bool = False) -> bytes:
    """An honest run from the first message to the last, as one device hears it."""
    room = Overheard(names, digits=digits)
    crowd.play(room, LINE if reads else 0, leaves)
    room.done()
    return joined(room.rows)


def plain(
    *behind: bytes,
    count: int = 1,
    how: bytes = bytes(2),
    listing: bytes = b"",
    talk: tuple[bytes, ...] = (HEARD, COUNTED, HEARD),
    oks: bytes = b"",
    boxes: bytes = b"",
    saved: bytes = b"",
    receipts: bytes = b"\x00\x07\x01\x07\x02\x07",
) -> bytes:
    """The same in plain pieces, which is short: a mutated card in it is still one that was committed to.

    `how` is written before the first of the others' cards, which are `count`; the rest is `Others`'s.
    """
    cards = [bytes(card_of(name)) for name in NAMES[1 : 1 + count]]
    said = [(bytes(2) if at else how) + len(each).to_bytes(2, "big") + each for at, each in enumerate(cards)]
    begun = (b"\x02\x00\x02", LIST + listing, OPENS, SEALS + b"".join(said), *talk, OKS + oks)
    return joined([*begun, BOXES + boxes, SAVED + saved, DONES + receipts, *behind])


def behind_the_keys(said: bytes) -> bytes:
    """Somebody is said to have left once the keys are out, and my person answers in each way."""
    keyed = plain(count=2).partition(joined([BOXES]))[0]
    return keyed + joined([said, AGREE, HEARD + b"absurd", HEARD, AGREE, BOXES, SAVED, DONES])


def nearly_right() -> list[bytes]:
    """One thing wrong in each, which one check alone refuses or leaves out."""
    kept, known = b"\x00\x00\x00", b"\x00\x07\x81\x07\x09\x07\x00\x01"
    signing, exchange = (ME.opening[at : at + 32] for at in (32, 0))
    openings = [(1, 0, bytes(32)), (1, 0, exchange), (1, 32, signing), (1, 32, bytes(32)), (1, 64, bytes(32))]
    without = [b"\x10" + positions(stay) for stay in ((), (0, 1), (1, 2), (0, 2), (0, 1, 2), (0, 1, 7))]
    counted = [
        (COUNTED + b"\x07", ELAPSED, COUNTED),
        (COUNTED + b"\x07", COUNTED, ELAPSED, COUNTED),
        (COUNTED + b"\x07", ELAPSED) * 3,
        (COUNTED + b"\x07", ELAPSED, ELAPSED),
    ]
    unready = UNREADY + b"\x00\x01\x02"
    who = (b"", b"\x01", b"\x02", b"\x03", b"\x01\x02\x03", b"\x09")
    right = plain()
    other = {OPENS: b"\x07" + bytes(256), BOXES: b"\x0d" + bytes(96)}  # of as many as is not right
    return [
        right.replace(b"\xa2P1", b"\xa2P\x1b"),
        *(right.replace(joined([kind]), joined([said])) for kind, said in other.items()),
        plain(how=bytes((FEWER, 0)), count=2),
        *(plain(how=bytes((1 << bit, 0))) for bit in range(6)),  # how the first of the others seals
        *(plain(how=bytes((0, who)), count=2) for who in (2, 5)),  # as another of the others, and as me
        *(plain(listing=bytes((0, 0, 0, who, at)) + put) for who, at, put in openings),
        plain(listing=b"\x80"),
        *(plain(oks=signed) for signed in (b"\x00\x81", b"\x80\x01", b"\x00", b"\x00\x01\x02")),
        *(plain(count=2, talk=(HEARD, said, AGREE, COUNTED, HEARD)) for said in without),
        *(plain(count=2, listing=kept[:2] + b"\x01", talk=(HEARD, said, HEARD, AGREE)) for said in without),
        plain(talk=(HEARD + b"acme", *[HEARD + b"absurd absurd absurd absurd"] * 3)),
        *(plain(talk=(HEARD, *counts, HEARD)) for counts in counted),
        *(plain(count=2, talk=(HEARD, unready, LEAVE_OUT + named, COUNTED)) for named in who),
        *(behind_the_keys(said) for said in without),
        *(plain(count=2, boxes=said) for said in (b"\x01", b"\x02\x00", b"\x01\x01")),
        plain(saved=kept + b"\x03"),
        plain(receipts=known),
        plain(receipts=b"\x80\x07\x81\x07"),
        plain(b"\x13\x00", b"\x14\x00\x02\x00\x00", BUNDLES),
    ]


@cache
def conversations() -> list[bytes]:
    """Whole honest runs as they go over the line, and plain ones that reach every state."""
    rounds = (b"\x13\x00", BUNDLES, b"\x13\x01", BUNDLES)
    take = joined([TAKE_READER, b"\x04" + ME.join.commitment])
    return [
        whole(["P1", "P2"]),
        whole(["P1", "P2", "P3"], reads=True),
        whole(["P1", "P2", "P3"], leaves=2),
        whole(["P1", "P2"], digits=True),
        plain(*rounds, DONE),
        plain(*rounds[:3], DONE, *rounds[3:]),
        plain(*rounds, READY + b"\x03\x00\x01", *rounds[2:], BUSY, *rounds[:2], STOP),
        plain(*rounds[:2] * 70, listing=b"\x01\x01\x01", count=2),
        take + plain(STOP),
        take + plain(listing=b"\x00\x00\x01"),
        *nearly_right(),
    ]


MEMBERS = {"member": Target(heard, conversations, shape=CONVERSATION)}
