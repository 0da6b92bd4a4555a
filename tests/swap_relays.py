"""Those who stand between the two people of a swap, and how each draws again until words are alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from p2pcard.core.exchange import noise, swap
from p2pcard.core.exchange.invitation import Address, SwapCode
from p2pcard.core.exchange.noise import Channel, Handshake
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import Role
from p2pcard.core.formats.crypto import Chance
from p2pcard.errors import OtherDevice, Refusal
from tests.peers import chance_of

HERE, THERE = Address("192.0.2.7", 4711), Address("192.0.2.66", 4711)
DRAWS = 400  # after which somebody who draws gives up: 25 times what four bits take


@dataclass(frozen=True)
class Rules:
    """What two honest devices keep to; a copy of the protocol that leaves one out is weakened there."""

    bound: bool = True  # the scanner takes no other key than the one that its code binds
    bare: bool = True  # a message with a payload is refused
    one_answer: bool = True  # a shower answers one first message
    one_call: bool = True  # a scanner calls once
    bits: int = 4  # of what is said in each direction, so that a test sees how often somebody wins

    def alike(self, one: Channel, other: Channel, role: Role) -> bool:
        """Whether what the person of a role says in one channel passes in the other one."""
        first, second = (int(swap.said(each, role, Mode.DIGITS)[0]) for each in (one, other))
        return first >> 16 - self.bits == second >> 16 - self.bits


def handshake(code: SwapCode, secret: bytes, *, initiator: bool) -> Handshake:
    """The handshake of a code, for those who do not keep to the program's own way through it."""
    prologue = b"p2pcard/2/swapNNpsk0" + bytes(code)
    return noise.begin("NNpsk0", initiator=initiator, ephemeral=secret, prologue=prologue, psk=code.psk)


class Shower:
    """An honest device that shows a code."""

    def __init__(self, rules: Rules, chance: Chance) -> None:
        self._rules, self._secret, self._open = rules, chance(32), True
        self.code = swap.code_for(self._secret, HERE)

    def answer(self, first: bytes) -> bytes:
        """Answer a first message; raises a Refusal for the second one."""
        if not self._open and self._rules.one_answer:
            raise Refusal
        self._open = False
        self.channel, second = swap.answer(self.code, self._secret, first)
        return second


class Scanner:
    """An honest device whose person gave it a code, perhaps that of somebody in between."""

    def __init__(self, rules: Rules, code: SwapCode, chance: Chance) -> None:
        self._rules, self._code, self._chance, self._calls = rules, code, chance, 0
        self.first = b""

    def call(self) -> bytes:
        """Call, or call again as after a failure of the network; raises a Refusal where one call is all."""
        if self._calls and self._rules.one_call:
            raise Refusal
        self._calls += 1
        self._begun, self.first = swap.call(self._code, self._chance(32))
        return self.first

    def take(self, second: bytes) -> None:
        """Take an answer; raises OtherDevice."""
        checked = second if self._rules.bare else second[:48]
        if self._rules.bound and self._rules.bare:
            self.channel = swap.connect(self._code, self._begun, checked)
        elif len(checked) != swap.HANDSHAKE_SIZE:
            raise OtherDevice
        else:
            self.channel = self._begun.read(second)[0].finish()


@dataclass
class Relay:
    """Somebody who gives the scanner a code of their own, and speaks with the shower under hers.

    `ahead`: the relay is done with the shower before its own code exists; else the scanner has
    called by then. `drawing` is what is drawn again: nothing, or what a weakened copy allows.
    """

    rules: Rules
    run: str
    role: Role  # whose words are to come out alike
    ahead: bool = False
    drawing: str = "nothing"

    def wins(self) -> bool:
        """Play it; whether the honest devices took it all, and the words of the role are alike."""
        chance, honest = chance_of(f"relay/{self.run}"), chance_of(f"honest/{self.run}")
        self.shower = Shower(self.rules, honest)
        self.towards_shower = self._met(chance) if self.ahead else None
        self.secret = chance(32)
        self.scanner = Scanner(self.rules, swap.code_for(self.secret, THERE), honest)
        try:
            self.scanner.call()
            self.towards_shower = self.towards_shower or self._met(chance)
            answer = self._best(chance)
            self.scanner.take(answer)
        except Refusal:
            return False
        return self.rules.alike(self.scanner.channel, self.shower.channel, self.role)

    def _met(self, chance: Chance) -> Channel:
        begun, first = swap.call(self.shower.code, chance(32))
        return swap.connect(self.shower.code, begun, self.shower.answer(first))

    def _best(self, chance: Chance) -> bytes:
        """The answer to the scanner under which the words are alike, or the last that could be drawn."""
        found = b""
        for towards_scanner, found in self._answers(chance):  # noqa: B007  # the last one is returned
            assert self.towards_shower
            if self.rules.alike(towards_scanner, self.towards_shower, self.role):
                break
        return found

    def _answers(self, chance: Chance) -> Iterator[tuple[Channel, bytes]]:
        yield self._answer(self.secret)
        for number in range(DRAWS * (self.drawing != "nothing")):
            match self.drawing:
                case "keys":
                    yield self._answer(chance(32))
                case "payloads":
                    yield self._answer(self.secret, number.to_bytes(2, "big"))
                case "answers":
                    self.towards_shower = self._met(chance)
                    yield self._answer(self.secret)
                case "calls":
                    self.scanner.call()
                    yield self._answer(self.secret)

    def _answer(self, secret: bytes, payload: bytes = b"") -> tuple[Channel, bytes]:
        code = swap.code_for(self.secret, THERE)
        state, _ = handshake(code, secret, initiator=False).read(self.scanner.first)
        state, second = state.write(payload)
        return state.finish(), second


def successes(relays: Iterator[Relay]) -> int:
    """How many of them win."""
    return sum(relay.wins() for relay in relays)
