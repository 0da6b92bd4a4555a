"""What all but me say in a meeting, host included, under keys that everybody knows (`scripts/fuzz`)."""

from collections.abc import Callable
from typing import Any

from p2pcard.core import crypto
from p2pcard.core.meeting import messages
from p2pcard.core.meeting.opening import Run, Self
from p2pcard.core.meeting.transcript import card_hash, commit
from p2pcard.core.phrase import Mode
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


class Others:
    """All but me, host included: they know their keys and, as the target lends them mine, what I share."""

    def __init__(self, rows: list[bytes]) -> None:
        told = next((each[1:] for each in rows if each[:1] == SEALS), b"")
        self.contents = [b"", *entries(told)][: len(PEOPLE)]
        self.cards = [bytes(ME.card)] + [
            signed(each[3:], seed_of(name)) for each, name in zip(self.contents[1:], NAMES[1:], strict=False)
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
        """Mode, size, whose the reader's role is; then whose openings have which bytes where."""
        mode, size, reader = body[:3].ljust(3, b"\x00")
        for at in range(3, len(body), 34):
            who, where = body[at] % len(self.openings), (*body[at + 1 : at + 2], 0)[0] % 128
            made, put = bytearray(self.openings[who]), body[at + 2 : at + 34]
            made[where : where + len(put)] = put
            self.openings[who] = bytes(made[:128])
        commitments = tuple(map(commit, self._sorted()))
        reads = commit(self.openings[reader % len(self.openings)])
        return bytes(messages.Listing(Mode(mode & 1), size, reads, commitments))

    def _who(self, run: Run, place: int) -> int:
        """Whose a position is, of the people of this target."""
        openings = run.transcript.openings
        return self.openings.index(openings[place]) if openings[place] in self.openings else 0

    def _seals(self, state: Any, run: Run, body: bytes) -> messages.Message:
        """A byte for a wrong proof, the length and the card of each of the others."""
        made = []
        for place in run.everybody:
            who = self._who(run, place)
            fresh = PEOPLE[who].fresh
            flags = self.contents[who][:1] if who < len(self.contents) else b""
            said = self.cards[who] if who < len(self.cards) else b""
            bound = run.transcript.bind(run.position if flags == b"\x01" else place)
            proof = crypto.sign(seed_of(NAMES[who]), bound)
            content = fresh.salt + proof + len(said).to_bytes(2, "big") + said
            size = messages.SEAL_SIZES[run.transcript.listing.size]
            full = content.ljust(size, b"\x01" if flags == b"\x02" else b"\x00")
            made.append(crypto.seal(fresh.card_key, NONCE, full, run.transcript.seal_context(place)))
        return messages.Seals(tuple(made))

    def _oks(self, state: Any, run: Run, body: bytes) -> messages.Message:
        """The positions, or else those that I signed; each signs."""
        staying = tuple(body) or getattr(state, "signed", ())
        known = [place for place in staying if place in run.everybody]
        transcript = run.transcript
        return messages.Oks(
            staying,
            tuple(
                crypto.sign(PEOPLE[self._who(run, place)].fresh.signing, transcript.ok(place, staying))
                for place in known
            ),
        )

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
        for at in range(0, len(body) - 1, 2):
            place, stored = body[at], tuple(bit for bit in range(8) if body[at + 1] >> bit & 1)
            seed = PEOPLE[self._who(run, place) if place in run.everybody else 0].fresh.signing
            made.append(messages.Done(place, stored, crypto.sign(seed, run.transcript.done(place, stored))))
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
    """A byte, a length in two bytes and as many bytes, again and again."""
    found = []
    while body:
        size = 3 + int.from_bytes(body[1:3], "big")
        found.append(body[:size])
        body = body[size:]
    return found


def signed(said: bytes, seed: bytes) -> bytes:
    """A card under this seed's signature."""
    made = bytearray(said)
    sign(made, 0, len(made), seed)
    return bytes(made)


def opening_of(one: Self, said: bytes) -> bytes:
    """Somebody's opening to this card."""
    made = one.fresh.opening(one.card)
    return made[:64] + card_hash(one.fresh.salt, said) + made[96:]
