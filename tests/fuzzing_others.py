"""What all but me say in a meeting, host included, under keys that everybody knows (`scripts/fuzz`)."""

from collections.abc import Callable
from typing import Any

from p2pcard.core.exchange.meeting import messages
from p2pcard.core.exchange.meeting.opening import MeetingMine, Run
from p2pcard.core.exchange.meeting.transcript import Fresh, card_hash, commit
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from tests.fuzzing_conversations import PLAIN
from tests.fuzzing_frames import sign
from tests.peers import seed_of, self_of

NAMES = ("P2", "P1", "P3", "P4", "P5")  # mine, and then those of the others
PEOPLE = [self_of(name) for name in NAMES]
ME = PEOPLE[0]
LIST, OPENS, SEALS, OKS, BOXES, DONES, BUNDLES = (
    bytes((PLAIN + kind,)) for kind in (0x05, 0x07, 0x09, 0x0B, 0x0D, 0x0F, 0x14)
)
NONCE = bytes(crypto.NONCE_SIZE)


FALSE = 0x80  # beside a position: who signs there signs something else
ROWS = 16  # of one message: the time of a case is for the program
WRONG_PROOF, JUNK, OTHER_CARD, FEWER, MORE, OTHER_SIZE = (1 << bit for bit in range(6))  # of a sealed card


class Others:
    """All but me, host included: they know their keys and, as the target lends them mine, what I share."""

    def __init__(self, rows: list[bytes]) -> None:
        told = next((each[1:] for each in rows if each[:1] == SEALS), b"")
        self.entries = [b"\x00\x00", *entries(told)][: len(PEOPLE)]
        self.seeds = [seed_of(name) for name in NAMES]
        for who, each in enumerate(self.entries):
            if each[1:2] not in (b"", b"\x00"):  # as somebody else, me included
                self.seeds[who] = seed_of(NAMES[each[1] % len(NAMES)])
        self.cards = [bytes(ME.card)] + [
            signed(each[4:], seed) for each, seed in zip(self.entries[1:], self.seeds[1:], strict=False)
        ]
        self.openings = [opening_of(*pair) for pair in zip(PEOPLE, self.cards, strict=False)]

    def written(self, state: Any, piece: bytes) -> bytes:
        """A message as it goes over the line, of what a piece says plainly."""
        kind, body = piece[:1], piece[1:]
        if kind in (LIST, OPENS):
            return self._listing(body) if kind == LIST else bytes(messages.Opens(self._sorted()))
        run = getattr(state, "run", None)
        ways: dict[bytes, Callable[[Any, Run, bytes], messages.Message]] = {
            SEALS: self._seals,
            OKS: self._oks,
            BOXES: self._boxes,
            DONES: self._dones,
            BUNDLES: self._bundles,
        }
        if run is None or kind not in ways:
            return bytes((piece[0] - PLAIN,)) + body
        return bytes(ways[kind](state, run, body))

    def _sorted(self) -> tuple[bytes, ...]:
        return tuple(sorted(self.openings, key=commit))

    def _listing(self, body: bytes) -> bytes:
        """Mode, size, whose the reader's role is; then whose opening has which 32 bytes where."""
        mode, size, reader = body[:3].ljust(3, b"\x00")
        for at in range(3, len(body), 34):
            who, where = body[at] % len(self.openings), (*body[at + 1 : at + 2], 0)[0] % 128
            made, put = bytearray(self.openings[who]), body[at + 2 : at + 34]
            made[where : where + len(put)] = put
            self.openings[who] = bytes(made[:128])
        commitments = tuple(map(commit, self._sorted()))[:: -1 if mode & FALSE else 1]
        reads = commit(self.openings[reader % len(self.openings)])
        return bytes(messages.Listing(Mode(mode & 1), size, reads, commitments))

    def _who(self, run: Run, place: int) -> int:
        """Whose a position is, of the people of this target."""
        openings = run.transcript.openings
        return self.openings.index(openings[place]) if openings[place] in self.openings else 0

    def _seals(self, state: Any, run: Run, body: bytes) -> messages.Message:
        """Of each of the others: how it is sealed, whose key the card has, and its length and bytes."""
        how = self.entries[1][0] if len(self.entries) > 1 else 0
        size = messages.SEAL_SIZES[run.transcript.listing.size] + bool(how & OTHER_SIZE)
        made = [self._sealed(run, place, size) for place in run.everybody]
        return messages.Seals(tuple([*made, *made[:1]] if how & MORE else made[bool(how & FEWER) :]))

    def _sealed(self, run: Run, place: int, size: int) -> bytes:
        who = self._who(run, place)
        how, fresh, seed = self.entries[who][0], PEOPLE[who].fresh, self.seeds[who]
        said = self.cards[who]
        said = signed(said.replace(b"P", b"Q"), seed) if how & OTHER_CARD else said
        proof = crypto.sign(seed, run.transcript.bind(run.position if how & WRONG_PROOF else place))
        content = fresh.salt + proof + len(said).to_bytes(2, "big") + said
        full = content.ljust(size, b"\x01" if how & JUNK else b"\x00")
        return crypto.seal(fresh.card_key, NONCE, full, run.transcript.seal_context(place))

    def _oks(self, state: Any, run: Run, body: bytes) -> messages.Message:
        """The positions, or else those that I signed; each signs."""
        rows = body[:ROWS] or bytes(getattr(state, "signed", ()))
        staying = tuple(each & ~FALSE for each in rows)
        made = []
        for each, place in zip(rows, staying, strict=True):
            said = run.transcript.ok(place, () if each & FALSE else staying)
            made.append(crypto.sign(self._fresh(run, place).signing, said))
        return messages.Oks(staying, tuple(made))

    def _fresh(self, run: Run, place: int) -> Fresh:
        return PEOPLE[self._who(run, place) if place in run.everybody else 0].fresh

    def _boxes(self, state: Any, run: Run, body: bytes) -> messages.Message:
        """A byte for each of the others: 1 for no box, 2 for one that does not open."""
        made = []
        for rank, place in enumerate(run.others(getattr(state, "staying", ()))):
            how = body[rank] if rank < len(body) else 0
            key = run.transcript.box_key(run.shared[place], place + (how == 2), run.position)
            box = crypto.seal(key, NONCE, PEOPLE[self._who(run, place)].fresh.card_key)
            made.append(messages.NO_BOX if how == 1 else box)
        return messages.Boxes(tuple(made))

    def _dones(self, state: Any, run: Run, body: bytes) -> messages.Message:
        """Receipts: a position, and which positions are stored as a sum of powers of two."""
        made = []
        for at in range(0, min(len(body) - 1, 2 * ROWS), 2):
            place, stored = body[at] & ~FALSE, tuple(bit for bit in range(8) if body[at + 1] >> bit & 1)
            said = run.transcript.done(place, () if body[at] & FALSE else stored)
            made.append(messages.Receipt(place, stored, crypto.sign(self._fresh(run, place).signing, said)))
        return messages.Dones(tuple(made))

    def _bundles(self, state: Any, run: Run, body: bytes) -> messages.Message:
        """One bundle of this content from each of the others, at the size of the round."""
        size = messages.BUNDLE_SIZES[getattr(state, "size", 0) or 0]
        nonce = bytes(8) + getattr(state, "round", 0).to_bytes(4, "big")
        filled = (len(body).to_bytes(2, "big") + body)[:size].ljust(size, b"\x00")
        made = [
            crypto.seal(run.transcript.bundle_key(run.shared[place], place, run.position), nonce, filled)
            for place in run.others(getattr(state, "staying", ()))
        ]
        return messages.Bundles(tuple(made))


def entries(body: bytes) -> list[bytes]:
    """Two bytes, a length in two bytes and as many bytes, again and again."""
    found = []
    while body:
        size = 4 + int.from_bytes(body[2:4], "big")
        found.append(body[:size])
        body = body[size:]
    return found


def signed(said: bytes, seed: bytes) -> bytes:
    """A card under this seed's signature."""
    made = bytearray(said)
    sign(made, 0, len(made), seed)
    return bytes(made)


def opening_of(one: MeetingMine, said: bytes) -> bytes:
    """Somebody's opening to this card."""
    made = one.fresh.opening(one.card)
    return made[:64] + card_hash(one.fresh.salt, said) + made[96:]
