"""Two people behind one code, and the channel between them that tests can bend."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from p2pcard.core.exchange import swap
from p2pcard.core.exchange.events import (
    Confirm,
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
from p2pcard.core.exchange.invitation import Address, SwapCode
from p2pcard.core.exchange.meeting.opening import MeetingMine
from p2pcard.core.exchange.swap import Role, Side, WordsNow
from p2pcard.core.exchange.swap_bundles import SwapSend
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import Refusal
from tests.bags import Bag
from tests.peers import chance_of, deliver


@dataclass
class End:
    """One end of a swap: its state, what it showed, stored and has for the other, and how it ended."""

    state: Any
    shown: list[object] = field(default_factory=list)
    stored: Statement | None = None
    secret: bytes = b""
    confirmed: bool = False
    bag: Bag = field(default_factory=Bag)
    ended: Any = None
    over: bool = False

    def last(self, kind: type) -> Any:
        """The last screen of a kind."""
        return next((s for s in reversed(self.shown) if isinstance(s, kind)), None)


def code_of(run: str = "1") -> tuple[SwapCode, bytes]:
    """A fresh code for a swap, and the secret behind it."""
    secret = chance_of(f"code/{run}")(32)
    return swap.code_for(secret, Address("192.0.2.7", 4711)), secret


class Pair:
    """A shower and a scanner behind one code; a test may bend what one says to the other.

    `bend(role, message)` returns the messages to deliver instead of what that
    role sent; they are inside the channel, as only the two ends can speak there.
    """

    def __init__(
        self,
        shower: MeetingMine,
        scanner: MeetingMine,
        bend: Callable[[Role, bytes], Iterable[bytes]] | None = None,
        run: str = "1",
    ) -> None:
        self.bend = bend or (lambda role, message: (message,))
        self.code, secret = code_of(run)
        handshake, first = swap.call(self.code, chance_of(f"scanner/{run}")(32))
        answered, second = swap.answer(self.code, secret, first)
        called = swap.connect(self.code, handshake, second)
        self.sides = {
            Role.SHOWER: Side(shower.card, shower.prove, shower.digits, Role.SHOWER, answered),
            Role.SCANNER: Side(scanner.card, scanner.prove, scanner.digits, Role.SCANNER, called),
        }
        self.queue: deque[Callable[[], None]] = deque()
        begun = {role: swap.begin(side) for role, side in self.sides.items()}
        self.ends = {role: End(state) for role, (state, _) in begun.items()}
        for role, (_, effects) in begun.items():
            self._do(role, effects)
        self.run()

    def run(self) -> None:
        """Deliver until nothing is under way."""
        deliver(self.queue)

    def happen(self, role: Role, event: swap.Event) -> None:
        """Let something happen at one end, and deliver what follows."""
        self._event(role, event)
        self.run()

    def said(self, role: Role) -> str:
        """What the screen of a role says."""
        return " ".join(self.ends[role].last(WordsNow).words)

    def typed(self, role: Role) -> None:
        """The person of a role types what the other one says."""
        self.happen(role, Heard(self.said(Role(3 - role))))

    def both_typed(self) -> None:
        """Both people type what the other one says."""
        for role in self.ends:
            self.typed(role)

    def done(self) -> None:
        """Both have nothing more to say, whatever is on their screens."""
        for role in self.ends:
            self.happen(role, PersonDone())

    def _event(self, role: Role, event: swap.Event) -> None:
        end = self.ends[role]
        if end.over or end.ended:
            return
        try:
            end.state, effects = swap.step(end.state, event)
        except Refusal as ended:
            end.ended = ended
            return
        self._do(role, effects)

    def _do(self, role: Role, effects: tuple[swap.Effect, ...]) -> None:
        end, other = self.ends[role], Role(3 - role)
        for effect in effects:
            match effect:
                case SwapSend(message):
                    for bent in self.bend(role, message):
                        self.queue.append(partial(self._event, other, bent))
                case Show(screen):
                    end.shown.append(screen)
                case Keep(arrivals):
                    end.stored, end.secret = arrivals[0].card, arrivals[0].secret
                    self.queue.append(partial(self._event, role, Saved((0,))))
                case Confirm():
                    end.confirmed = True
                case Look() | Pack() | Unpack():
                    self._event(role, end.bag.answer(effect))
                case Finish():
                    end.over = True
