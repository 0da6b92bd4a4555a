"""Those who cheat as members, and those who photograph codes (docs/threats.md)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from p2pcard.core.exchange.meeting import opening
from p2pcard.core.exchange.meeting.messages import Message, Seal
from p2pcard.core.exchange.meeting.opening import MeetingMine
from p2pcard.core.exchange.meeting.transcript import Fresh, card_hash
from p2pcard.core.formats import crypto
from p2pcard.core.statements import card
from p2pcard.core.statements.statement import Statement
from tests.adversaries import values_of
from tests.pairs import Pair
from tests.peers import MONTH, Device, card_of, seed_of, self_of

# Members


def copycat(name: str, victim: str) -> MeetingMine:
    """Somebody who hands in another person's card, which is no secret, without that person's key."""
    return replace(self_of(name), card=card_of(victim))


def twin(name: str) -> MeetingMine:
    """A second device of the same person."""
    return self_of(name, run="twin")


@dataclass(frozen=True)
class Crooked(Fresh):
    """Fresh values whose opening holds another e or k than the secrets belong to."""

    e: bytes = b""
    k: bytes = b""

    def opening(self, card: Statement) -> bytes:
        """Commit to the other values from the start."""
        honest = super().opening(card)
        return (self.e or honest[:32]) + (self.k or honest[32:64]) + honest[64:]


def crooked(name: str, *, e: bytes = b"", k: bytes = b"") -> MeetingMine:
    """A member whose exchange key or signing key is not its own."""
    honest = self_of(name)
    return replace(honest, fresh=Crooked(*values_of(honest.fresh), e, k))


def other_card(device: Callable[[], Device], name: str, other: Statement) -> Callable[[Message], Message]:
    """A SEAL of another card than the one committed to, with a good proof for the person's own key."""

    def forge(message: Message) -> Message:
        run = device().state.run
        honest = run.me
        assert card_hash(honest.fresh.salt, bytes(other)) != run.transcript.card_hash(run.position)
        prove = lambda text: crypto.sign(seed_of(name), text)  # noqa: E731  # one line of a test
        return opening.seal(replace(run, me=replace(honest, card=other, prove=prove)))

    return forge


def written_behind(device: Callable[[], Device]) -> Callable[[Seal], Seal]:
    """A SEAL of the right card with something else than zeros behind it."""

    def forge(message: Seal) -> Seal:
        run = device().state.run
        key, context = run.me.fresh.card_key, run.transcript.seal_context(run.position)
        content = crypto.unseal(key, bytes(12), message.sealed, context)
        return Seal(crypto.seal(key, bytes(12), content[:-1] + b"\x01", context))

    return forge


# Codes


@dataclass
class Photographer:
    """Somebody who photographs a swap's code and is faster than the person it was shown to."""

    name: str  # as he likes: the name of the person it was shown to, for instance
    run: str = "1"

    def race(self, shower: MeetingMine) -> Pair:
        """Answer the code first; from here on it is used up."""
        return Pair(
            shower, replace(self_of("Photographer"), card=self._card(), prove=self._prove), run=self.run
        )

    def _card(self) -> Statement:
        return card.write(card.Card(self.name, month=MONTH, until=MONTH + 12), seed_of("Photographer"))

    def _prove(self, message: bytes) -> bytes:
        return crypto.sign(seed_of("Photographer"), message)
