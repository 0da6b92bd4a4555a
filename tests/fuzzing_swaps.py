"""Both sides of a swap, each of which hears what a hostile other one says (`scripts/fuzz`)."""

import re
from functools import cache, partial
from typing import Any

from p2pcard.core.exchange import swap
from p2pcard.core.exchange.events import Confirm, Finish, Heard, Keep, Saved, Show, StoredNow, Unpack
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import (
    Comparing,
    Giving,
    Greeting,
    Role,
    Sent,
    Side,
    Storing,
    Typed,
    WordsNow,
)
from p2pcard.core.exchange.swap_bundles import SwapBundling, SwapOver, SwapSend
from p2pcard.core.formats import crypto
from p2pcard.core.statements import bundle, card
from p2pcard.core.statements.statement import Statement
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

CARD, BUNDLE, HELLO = (bytes((PLAIN + kind,)) for kind in (1, 3, 5))
AS_ME, OWN_PROOF = 0x40, 0x80  # in front of a plain card: under my key, with a proof of my role
NAMES = {Role.SHOWER: "Ana", Role.SCANNER: "Bo"}
OK, END, TYPED, KEPT = b"\x02", b"\x04", b"\x06", b"\x07"
BEFORE = (Greeting, Comparing, Typed, Giving)
NEXT: dict[type, tuple[type, ...]] = {
    Greeting: (Comparing,),
    Comparing: (Typed, Giving),
    Typed: (Giving,),
    Giving: (Storing,),
    Storing: (Sent, SwapBundling),
    Sent: (SwapBundling, SwapOver),
    SwapBundling: (SwapOver,),
    SwapOver: (),
}
KEYBOARDS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
BUNDLES = 64  # that one side may send
BOUND = b"p2pcard/2/bind\x00"


@cache
def pair() -> Pair:
    """A shower and a scanner behind a code, with the same keys in every run."""
    return Pair(self_of(NAMES[Role.SHOWER]), self_of(NAMES[Role.SCANNER]), lambda role, message: ())


def heard(role: Role, data: bytes) -> object:
    """What my person was shown, and what is kept, behind everything that the other side said."""
    me = pair().sides[role]
    state, effects = swap.begin(me)
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
    if not isinstance(state, Comparing):
        return "nothing"
    return " ".join(swap.said(state.me.channel, Role(3 - state.me.role), state.mode))


def written(me: Side, piece: bytes) -> bytes:
    """A message as it goes through the channel: a card with its signature and proof, a bundle filled up."""
    kind, body = piece[:1], piece[1:]
    if kind == CARD:
        made, how = bytearray(body[1:]), (*body[:1], 0)[0]
        seed = seed_of(NAMES[me.role]) if how & AS_ME else SEED
        sign(made, 0, len(made), seed)
        role = me.role if how & OWN_PROOF else 3 - me.role
        proof = crypto.sign(seed, BOUND + bytes((role,)) + me.channel.binding)
        said = b"\x01" + proof + len(made).to_bytes(2, "big") + made
        return said[: swap.CARD_SIZE].ljust(swap.CARD_SIZE, b"\x00")
    if kind == HELLO:
        return (b"\x05" + body)[: swap.HELLO_SIZE].ljust(swap.HELLO_SIZE, b"\x00")
    if kind == BUNDLE:
        filled = (len(body).to_bytes(2, "big") + body)[: bundle.LARGE]
        return b"\x03" + filled.ljust(bundle.LARGE, b"\x00")
    return piece


class Promises:
    """What `swap.__doc__` and `swap_bundles.__doc__` promise, asserted at each step."""

    def __init__(self, me: Side) -> None:
        self.me = me
        self.sent: list[bytes] = []  # the first byte of each message behind the begin
        self.taken = 0

    def __call__(self, before: Any, event: Any, after: Any, effects: tuple[Any, ...]) -> None:
        moved = type(after) is not type(before)
        assert not moved or type(after) in NEXT[type(before)], "a state was left out"
        assert any(isinstance(each, Finish) for each in effects) == (moved and isinstance(after, SwapOver))
        assert any(isinstance(each, Keep) for each in effects) == (moved and isinstance(after, Storing))
        if isinstance(before, Comparing) and moved:
            self._heard(before, event)
        if moved and isinstance(after, Giving):
            assert event == TYPED or before.theirs, "a card leaves and they had not typed"
        if moved and isinstance(event, bytes) and isinstance(after, Storing):
            self._proved(after.arrival.card, event)
        for effect in effects:
            match effect:
                case SwapSend(message):
                    self._sends(before, event, message)
                case Unpack(((person, filled),)):
                    self.taken += 1
                    assert person == before.person
                    assert len(filled) == bundle.LARGE
                    assert self.taken <= BUNDLES
                case Confirm((arrival,)):
                    assert arrival == before.arrival
                    assert OK in (event, getattr(before, "theirs", b""))
                case Show(screen):
                    assert not isinstance(screen, WordsNow) or isinstance(before, Greeting)
                    assert not isinstance(screen, StoredNow) or isinstance(event, Saved)

    def _proved(self, found: Statement, event: bytes) -> None:
        """A card is taken under its owner's proof for this channel, and never as my own."""
        card.read(found)
        assert found.author != self.me.card.author
        bound = BOUND + bytes((3 - self.me.role,)) + self.me.channel.binding
        crypto.verify(found.author, bound, event[1:65])

    def _heard(self, before: Any, event: Any) -> None:
        """What is asked for is left behind what the other screen says alone, however it is typed."""
        assert isinstance(event, Heard)
        said = swap.said(self.me.channel, Role(3 - self.me.role), before.mode)
        if before.mode is Mode.DIGITS:
            assert "".join(filter(str.isdecimal, event.typed)).translate(KEYBOARDS) == said[0]
            return
        typed = re.findall("[a-z\u212a]+", event.typed.lower())
        assert len(typed) == len(said)
        assert all(len(each) >= 3 and word.startswith(each) for each, word in zip(typed, said, strict=True))

    def _sends(self, before: Any, event: Any, message: bytes) -> None:
        """My card leaves once, when both typed; OK when theirs is on the disk; END is the last message."""
        kind = message[:1]
        assert END not in self.sent
        if kind == b"\x01":
            assert isinstance(before, Comparing | Typed)
            assert TYPED in self.sent
        if kind in (OK, KEPT):
            assert isinstance(before, Storing)
            assert isinstance(event, Saved)
            assert event.stored
            assert (kind == KEPT) == bool(event.without_secret)
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
    both.both_typed()
    return joined([rows[0], HEARD, *rows[1:3], SAVED, *rows[3:]])


def conversations(role: Role) -> list[bytes]:
    """Whole honest swaps, and plain ones that reach every state."""
    theirs = CARD + b"\x00" + bytes(card_of("Fuzz"))
    more = CARD + b"\x00" + bytes(card_of("Fuzz", channels=((0, "600"),)))
    typed = [HELLO, HEARD, TYPED]
    begun = [*typed, theirs, SAVED, OK]
    asking, waiting, always = (READY + bytes((flags,)) for flags in (4, 3, 9))
    wrong = [HEARD + said for said in (b"aardvark adroitness", b"absurd adviser", b"acme adviser")]
    return [
        whole(role),
        joined([*begun, BUNDLE, END]),
        joined([HELLO + b"\x01", HEARD + b"12", HEARD, TYPED, more, SAVED, OK, asking, BUNDLE, BUSY, END]),
        joined([HELLO, TYPED, HEARD + b"sno bab", HEARD, theirs, OK, SAVED, waiting, BUNDLE, DONE, END]),
        joined([*begun, always, *([BUNDLE] * 70), END]),
        joined([HELLO, *wrong, HEARD]),
        joined([HELLO, *(said.split()[1] + b" " + said.split()[0] for said in wrong), HEARD]),
        *(joined([*typed, CARD + bytes((how,)) + theirs[2:], SAVED]) for how in (AS_ME, OWN_PROOF)),
        joined([*typed, theirs, more, *begun[4:]]),
        joined([HELLO, HEARD, theirs]),
        joined([*begun, BUNDLE, b"\x03" + bytes(9), END]),
        joined([*begun[:-1], STOP, *begun[-1:], STOP]),
    ]


SWAPS = {
    f"swap-{role.name.lower()}": Target(
        partial(heard, role), partial(conversations, role), shape=CONVERSATION
    )
    for role in Role
}
