"""Codes, the handshake and the machine of a swap: sections 7.7.2 and 8."""

import ipaddress
from dataclasses import dataclass
from typing import Any

from tests.second_reader import curve, noise, sealing, spoken
from tests.second_reader.basics import Cursor, Refusal, demand, digest, u8, u16
from tests.second_reader.cards import read_card
from tests.second_reader.handing import Handing

SIZE = 2304
SCANNER, SHOWER = 1, 2
EARLY = ("Greeting", "Comparing", "Typed", "Giving")
FAMILIES = {1: 4, 2: 16}


@dataclass(frozen=True)
class Code:
    """An invitation, or the code of a swap, whose token is a commitment."""

    raw: bytes
    psk: bytes
    token: bytes
    host: str
    port: int


def _read(data, tag):
    token, address = data[2:18], data[18:]
    demand(address, "Malformed")
    demand(address[0] in FAMILIES, "NewerVersion")
    demand(len(address) == 1 + FAMILIES[address[0]] + 2, "Malformed")
    cursor = Cursor(address[1:])
    host = str(ipaddress.ip_address(cursor.take(FAMILIES[address[0]])))
    return Code(data, digest(tag, token), token, host, cursor.number(2))


def read_invitation(data):
    demand(len(data) >= 2, "Malformed")
    demand(data[:2] != b"\x02\x10", "NotAnInvitation")
    demand(data[0] == 1, "NewerVersion")
    demand(data[1] == 0x11, "NotAnInvitation")
    return _read(data, "p2pc-invite")


def read_code(data):
    demand(len(data) >= 2, "Malformed")
    demand(data[:2] != b"\x01\x10", "OlderCode")
    demand(data[0] != 1, "NotAnInvitation")
    demand(data[0] == 2, "NewerVersion")
    demand(data[1] == 0x10, "NotAnInvitation")
    return _read(data, "p2pcard-qr-psk")


def commitment(public):
    return digest("p2pc-swap-commit", public)[:16]


def write_code(public, host, port):
    """The code of a shower that will send this key, at an address of IPv4."""
    address = bytes(int(part) for part in host.split("."))
    return b"\x02\x10" + commitment(public) + b"\x01" + address + u16(port)


def handshake(code, *, initiator, ephemeral):
    return noise.Handshake("NNpsk0", initiator, b"p2pcard/2/swapNNpsk0" + code.raw, ephemeral, code.psk)


def accept_first(shaking, first):
    demand(len(first) == 48, "CannotOpen")
    shaking.read(first)


def accept_second(shaking, code, second):
    demand(len(second) == 48 and commitment(second[:32]) == code.token, "OtherDevice")
    try:
        shaking.read(second)
    except Refusal as refusal:
        raise Refusal("OtherDevice") from refusal


def code_of(secret, host, port):
    return write_code(sealing.exchange_key(secret), host, port)


RECEIPTS = (b"\x02", b"\x07")  # OK and KEPT


class Side(Handing):
    """The machine of both sides; they differ in their role."""

    role = 0

    def __init__(self, seed, card, digits, binding, third):
        self.seed = seed
        self.card = card
        self.asks = digits
        self.binding = binding
        self.other: Any = None
        self.state = ""
        self.secret = digest("p2pc-pair", third, binding)
        self.digits = False
        self.theirs: Any = False
        self.tries = 3

    def _said_by(self, role):
        words = digest("p2pc-swap-words", self.binding)
        two = words[:2] if role == SCANNER else words[2:4]
        return spoken.pair(two[0], two[1], self.digits, role - SCANNER)

    def _proof_of(self, role):
        return b"p2pcard/2/bind\0" + u8(role) + self.binding

    def _other_role(self):
        return SHOWER + SCANNER - self.role

    def begin(self):
        self.state = "Greeting"
        return [("send", (b"\x05" + u8(int(self.asks))).ljust(32, b"\0")), ("wait", 30)]

    def take(self, event, *details):
        if self.state == "SwapBundling":
            return self.in_handing(event, *details)
        handlers: dict[tuple[str, str], Any] = {
            ("Greeting", "message"): self._greeted,
            ("Comparing", "message"): self._noted,
            ("Comparing", "Heard"): self._heard,
            ("Typed", "message"): self._typed,
            ("Giving", "message"): self._card,
            ("Storing", "message"): self._ok_early,
            ("Storing", "Saved"): self._saved,
            ("Sent", "message"): self._receipt,
            **{("Sent", each): self._finish for each in ("Elapsed", "Dropped", "Stop")},
        }
        handler = handlers.get((self.state, event))
        if handler is not None:
            return handler(*details)
        if self.state in EARLY:
            raise Refusal(self._end(event))
        return []

    def _end(self, event):
        if self.state == "Giving":
            return "CardNotBack" if event in ("Stop", "Elapsed", "Dropped") else "SwapBroken"
        if event == "Stop":
            return "SwapStopped"
        if self.state == "Typed":
            return "NotTyped" if event in ("Elapsed", "Dropped") else "SwapBroken"
        return "SwapTookTooLong" if event == "Elapsed" else "SwapBroken"

    def _greeted(self, raw):
        demand(len(raw) == 32 and raw[0] == 5 and raw[1] <= 1 and not any(raw[2:]), "Malformed")
        self.digits = self.asks or raw[1] == 1
        self.state = "Comparing"
        return [("say", self._said_by(self.role)), ("wait", 300)]

    def _noted(self, raw):
        demand(raw == b"\x06" and not self.theirs, "SwapBroken")
        self.theirs = True
        return []

    def _heard(self, typed):
        other = self._other_role()
        try:
            spoken.hear(typed, self._said_by(other).split(), self.digits, other - SCANNER)
        except Refusal as refusal:
            self.tries -= refusal.name == "Differs"
            demand(self.tries > 0, "WordsDiffer")
            return []
        sent = [("send", b"\x06")]
        if self.theirs:
            return sent + self._give()
        self.state = "Typed"
        return [*sent, ("typed",), ("wait", 300)]

    def _typed(self, raw):
        demand(raw == b"\x06", "SwapBroken")
        return self._give()

    def _give(self):
        self.state, self.theirs = "Giving", b""
        proof = curve.sign(self.seed, self._proof_of(self.role))
        raw = b"\x01" + proof + u16(len(self.card)) + self.card
        return [("send", raw.ljust(SIZE, b"\0")), ("gives",), ("wait", 30)]

    def _card(self, raw):
        demand(len(raw) == SIZE and raw[0] == 1, "Malformed")
        cursor = Cursor(raw[1:])
        proof, size = cursor.take(64), cursor.number(2)
        inside = cursor.take(size)
        demand(not any(cursor.rest()), "Malformed")
        card = read_card(inside)
        curve.verify(card.key, self._proof_of(self._other_role()), proof)
        demand(card.key != curve.public_key(self.seed), "YourOwnCard")
        self.other, self.state = card, "Storing"
        return [("keep", card)]

    def _ok_early(self, raw):
        self.theirs = raw if raw in RECEIPTS else self.theirs
        return []

    def _saved(self, with_card, with_secret=True):
        demand(with_card, "SwapNotKept")
        sent = [("send", RECEIPTS[0] if with_secret else RECEIPTS[1])]
        if self.theirs:
            return sent + self._receipt(self.theirs)
        self.state = "Sent"
        return [*sent, ("wait", 20)]

    def _receipt(self, raw):
        if raw not in RECEIPTS:
            return self._finish()
        return [*([("confirm",)] if raw == RECEIPTS[0] else []), *self.begin_handing()]


class Scanner(Side):
    """The side that scanned the code."""

    role = SCANNER


class Shower(Side):
    """The side that showed the code."""

    role = SHOWER
