"""Both sides of a swap, each of which hears what a hostile other one says (`scripts/fuzz`)."""

import re
from functools import cache, partial
from typing import Any

from p2pcard.core import bundle, card, crypto, swap
from p2pcard.core.exchange import Confirm, Finish, Heard, Keep, Saved, Unpack
from p2pcard.core.handing import Handing, Over, Send
from p2pcard.core.phrase import Mode
from p2pcard.core.statement import Statement
from p2pcard.core.swap import Asking, Expecting, Role, Sent, Showing, Side, Storing, WordNow
from tests.fuzzing import Target
from tests.fuzzing_conversations import (
    BUSY,
    CONVERSATION,
    DONE,
    HEARD,
    MINE,
    PLAIN,
    READY,
    SAVED,
    STOP,
    Played,
    joined,
    pieces,
)
from tests.fuzzing_frames import SEED, sign
from tests.pairs import Pair
from tests.peers import card_of, seed_of, self_of

CARD, BUNDLE = bytes((PLAIN + 1,)), bytes((PLAIN + 3,))
AS_ME, OWN_PROOF = 0x40, 0x80  # beside the flags of a plain card: under my key, with a proof of my role
NAMES = {Role.SHOWER: "Ana", Role.SCANNER: "Bo"}
OK, END = b"\x02", b"\x04"
BEFORE = (Expecting, Asking, Showing)
NEXT: dict[type, tuple[type, ...]] = {
    Expecting: (Asking,),
    Asking: (Storing,),
    Showing: (Storing,),
    Storing: (Sent, Handing),
    Sent: (Handing, Over),
    Handing: (Over,),
    Over: (),
}
BUNDLES = 64  # that one side may send
BOUND = b"p2pcard/1/bind\x00\x01"


@cache
def pair() -> Pair:
    """A shower and a scanner behind a code, with the same keys in every run."""
    return Pair(self_of(NAMES[Role.SHOWER]), self_of(NAMES[Role.SCANNER]), lambda role, message: ())


def heard(role: Role, data: bytes) -> object:
    """What my person was shown, and what is kept, behind everything that the other side said."""
    me = pair().sides[role]
    state, effects = swap.begin(me, pair().code)
    # A book that refuses a card ends the swap where it is being stored.
    played = Played(swap.step, Promises(me), (*BEFORE, Storing), state)
    played.do(effects)
    for piece in pieces(data):
        if piece[0] >= MINE:
            played.mine(piece, partial(right, played.state))
        else:
            played.take(written(me, piece))
    return played.told()


def right(state: Any) -> str:
    """What a person types who hears well."""
    if not isinstance(state, Asking):
        return "nothing"
    digits = state.me.digits or state.theirs.digits
    return swap.word(state.me.channel, Mode.DIGITS if digits else Mode.WORDS)


def written(me: Side, piece: bytes) -> bytes:
    """A message as it goes through the channel: a card with its signature and proof, a bundle filled up."""
    kind, body = piece[:1], piece[1:]
    if kind == CARD:
        made, how = bytearray(body[1:]), (*body[:1], 0)[0]
        seed = seed_of(NAMES[me.role]) if how & AS_ME else SEED
        sign(made, 0, len(made), seed)
        role = me.role if how & OWN_PROOF else 3 - me.role
        proof = crypto.sign(seed, BOUND + bytes((role,)) + me.channel.binding)
        said = b"\x01" + bytes((how & ~(AS_ME | OWN_PROOF),)) + proof + len(made).to_bytes(2, "big") + made
        return said[: swap.CARD_SIZE].ljust(swap.CARD_SIZE, b"\x00")
    if kind == BUNDLE:
        filled = (len(body).to_bytes(2, "big") + body)[: bundle.LARGE]
        return b"\x03" + filled.ljust(bundle.LARGE, b"\x00")
    return piece


class Promises:
    """What `swap.__doc__` and `handing.__doc__` promise, asserted at each step."""

    def __init__(self, me: Side) -> None:
        self.me = me
        self.sent: list[bytes] = []  # the first byte of each message behind the begin
        self.taken = 0

    def __call__(self, before: Any, event: Any, after: Any, effects: tuple[Any, ...]) -> None:
        moved = type(after) is not type(before)
        assert not moved or type(after) in NEXT[type(before)], "a state was left out"
        assert any(isinstance(each, Finish) for each in effects) == (moved and isinstance(after, Over))
        assert any(isinstance(each, Keep) for each in effects) == (moved and isinstance(after, Storing))
        if isinstance(before, Asking) and not moved:
            assert after.theirs == before.theirs, "another card took its place"
        if moved and isinstance(event, bytes) and isinstance(after, Asking | Storing):
            self._proved((after.theirs if isinstance(after, Asking) else after.arrival).card, event)
        if moved and isinstance(after, Storing) and self.me.role is Role.SHOWER:
            self._heard(event)
        for effect in effects:
            match effect:
                case Send(message):
                    self._sends(before, event, message)
                case Unpack(((person, filled),)):
                    self.taken += 1
                    assert person == before.person
                    assert len(filled) == bundle.LARGE
                    assert self.taken <= BUNDLES
                case Confirm((arrival,)):
                    assert arrival == before.arrival
                    assert isinstance(event, Saved) or event == OK

    def _proved(self, found: Statement, event: bytes) -> None:
        """A card is taken under its owner's proof for this channel, and never as my own."""
        card.read(found)
        assert found.author != self.me.card.author
        bound = BOUND + bytes((3 - self.me.role,)) + self.me.channel.binding
        crypto.verify(found.author, bound, event[2:66])

    def _heard(self, event: Any) -> None:
        """The shower keeps a card behind the word alone."""
        assert isinstance(event, Heard)
        typed = "".join(re.findall("[a-z0-9]", event.typed.lower()))
        assert len(typed) >= 3
        assert any(swap.word(self.me.channel, mode).startswith(typed) for mode in Mode)

    def _sends(self, before: Any, event: Any, message: bytes) -> None:
        """My card leaves behind theirs on the disk, once; END is the last message."""
        kind = message[:1]
        assert END not in self.sent
        if kind == b"\x01":
            assert isinstance(before, Storing)
            assert isinstance(event, Saved)
            assert event.stored
        assert kind == b"\x03" or kind not in self.sent
        self.sent.append(kind)
        assert self.sent.count(b"\x03") <= BUNDLES


def whole(role: Role) -> bytes:
    """An honest swap, as one side hears it."""
    rows: list[bytes] = []

    def bend(sender: Role, message: bytes) -> tuple[bytes]:
        rows.extend([message] if sender is not role else [])
        return (message,)

    both = Pair(self_of(NAMES[Role.SHOWER]), self_of(NAMES[Role.SCANNER]), bend)
    both.happen(Role.SHOWER, Heard(both.ends[Role.SCANNER].last(WordNow).word))
    first, *others = rows
    return joined([first, *([HEARD] if role is Role.SHOWER else []), SAVED, *others])


def conversations(role: Role) -> list[bytes]:
    """Whole honest swaps, and plain ones that reach every state."""
    theirs = CARD + b"\x00" + bytes(card_of("Fuzz"))
    digits = CARD + b"\x01" + bytes(card_of("Fuzz", channels=((0, "600"),)))
    said, got = ([HEARD], [OK]) if role is Role.SHOWER else ([], [])
    begun = [theirs, *said, SAVED, *got]
    asking, waiting, always = (READY + bytes((flags,)) for flags in (4, 3, 9))
    return [
        whole(role),
        joined([*begun, BUNDLE, END]),
        joined([digits, HEARD + b"12", *said, SAVED, *got, asking, BUNDLE, BUSY, waiting, DONE, END]),
        joined([*begun, always, *([BUNDLE] * 70), END]),
        joined([theirs, HEARD + b"aardvark", HEARD + b"absurd", HEARD + b"acme"]),
        *(joined([CARD + bytes((how,)) + theirs[2:], *begun[1:]]) for how in (AS_ME, OWN_PROOF)),
        joined([theirs, digits, *begun[1:]]),
        joined([*begun, BUNDLE, b"\x03" + bytes(9), END]),
        joined([*begun[:-1], STOP, *begun[-1:], STOP]),
    ]


SWAPS = {
    f"swap-{role.name.lower()}": Target(
        partial(heard, role), partial(conversations, role), shape=CONVERSATION
    )
    for role in Role
}
