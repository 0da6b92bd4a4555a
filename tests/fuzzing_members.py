"""One device in a meeting, which hears what a hostile host and hostile people say (`scripts/fuzz`)."""

from functools import cache, partial
from typing import Any

from p2pcard.core.exchange import Done, Heard, Saved
from p2pcard.core.meeting import member, messages, reading
from p2pcard.core.meeting.comparing import Comparing
from p2pcard.core.meeting.ending import Why
from p2pcard.core.meeting.events import Agree, Counted, TakeReader
from p2pcard.core.meeting.member import Waiting
from p2pcard.core.meeting.opening import Opened
from p2pcard.errors import Malformed, NewerVersion
from tests import crowd
from tests.fuzzing import Target
from tests.fuzzing_conversations import (
    BUSY,
    CONVERSATION,
    COUNTED,
    DONE,
    DROPPED,
    HEARD,
    MINE,
    PLAIN,
    READY,
    SAVED,
    SIMPLE,
    STOP,
    TAKE_READER,
    Played,
    joined,
    pieces,
)
from tests.fuzzing_others import BOXES, BUNDLES, DONES, LIST, ME, NAMES, OKS, OPENS, SEALS, Others
from tests.fuzzing_promises import Promises
from tests.peers import Room, card_of, self_of

LINE = 1  # whose device is played
BEFORE = (Waiting, Opened, Comparing)


def heard(data: bytes) -> object:
    """What my person was shown, and what is kept, behind everything that was said."""
    rows = pieces(data)
    state, effects = member.begin(ME)
    played = Played(member.step, Promises(), BEFORE, state)
    played.do(effects)
    room = Others(rows)
    for piece in rows:
        if piece[0] >= MINE:
            played.mine(piece, partial(right, played.state))
        elif not played.lost:
            listen(played, room.written(played.state, piece) if piece[0] >= PLAIN else piece)
    return played.told()


def listen(played: Played, said: bytes) -> None:
    """Read a message as `cardholder.meeting` does: what makes no sense is the end of the line."""
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
    if not isinstance(state, Comparing):
        return "nothing"
    transcript = state.run.transcript
    return transcript.answer(state.staying) if state.run.reads else " ".join(transcript.phrase)


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
        case Counted() | TakeReader() | Agree() | Done():
            return [bytes((next(code for code, each in SIMPLE.items() if each == event),))]
        case _:
            return [bytes(event)] if hasattr(event, "__bytes__") else []


def whole(names: list[str], reads: bool = False, leaves: int = 0, digits: bool = False) -> bytes:
    """An honest run from the first message to the last, as one device hears it."""
    room = Overheard(names, digits=digits)
    if reads:
        room.person(LINE, TakeReader())
    room.start()
    crowd.type_all(room)
    if leaves:
        room.leave(leaves)
        crowd.agree(room)
    crowd.confirm_all(room)
    room.done()
    return joined(room.rows)


def plain(*behind: bytes, cards: tuple[bytes, ...] = (), listing: bytes = b"", mask: int = 3) -> bytes:
    """The same in plain pieces, which is short: a mutated card in it is still one that was committed to."""
    said = b"".join(b"\x00" + len(each).to_bytes(2, "big") + each for each in cards or bare(1))
    receipts = bytes((0, mask, 1, mask))
    begun = (b"\x02\x00\x02", LIST + listing, OPENS, SEALS + said, HEARD, COUNTED, HEARD, OKS)
    return joined([*begun, BOXES, SAVED, DONES + receipts, *behind])


def bare(count: int) -> tuple[bytes, ...]:
    """Short cards of so many others."""
    return tuple(bytes(card_of(name)) for name in NAMES[1 : 1 + count])


@cache
def conversations() -> list[bytes]:
    """Whole honest runs as they go over the line, and plain ones that reach every state."""
    rounds = (b"\x13\x00", BUNDLES, b"\x13\x01", BUNDLES)
    return [
        whole(["P1", "P2"]),
        whole(["P1", "P2", "P3"], reads=True),
        whole(["P1", "P2", "P3"], leaves=2),
        whole(["P1", "P2"], digits=True),
        plain(*rounds, DONE),
        plain(*rounds[:3], DONE, *rounds[3:]),
        plain(*rounds, READY + b"\x03\x00\x01", *rounds[2:], BUSY, *rounds[:2], STOP),
        plain(*rounds[:2] * 70, listing=b"\x01\x01\x01", cards=bare(2), mask=7),
        joined([TAKE_READER, b"\x04" + ME.join.commitment, *pieces(plain(STOP, listing=b"\x00\x00\x00"))]),
    ]


MEMBERS = {"member": Target(heard, conversations, shape=CONVERSATION)}
