"""Codes, and both machines of a swap: sections 7.7.2 and 8."""

from dataclasses import dataclass
from typing import Any

from tests.second_reader import curve, spoken
from tests.second_reader.basics import Cursor, Refusal, demand, digest, u8, u16
from tests.second_reader.cards import read_card
from tests.second_reader.handing import Handing

SIZE = 2304
SCANNER, SHOWER = 1, 2


@dataclass(frozen=True)
class Code:
    """An invitation, or the code of a swap."""

    psk: bytes
    token: bytes
    host: str
    port: int
    digits: bool = False
    key: bytes = b""


def _begin(data, kind, size):
    demand(len(data) >= 2, "Malformed")
    demand(data[0] == 1, "NewerVersion")
    demand(data[1] == kind, "NotAnInvitation")
    demand(len(data) == size, "Malformed")
    return Cursor(data[2:])


def _address(cursor):
    demand(cursor.number(1) == 1, "NewerVersion")
    return ".".join(map(str, cursor.take(4))), cursor.number(2)


def read_invitation(data):
    cursor = _begin(data, 0x11, 25)
    token = cursor.take(16)
    host, port = _address(cursor)
    return Code(digest("p2pc-invite", token), token, host, port)


def read_code(data):
    cursor = _begin(data, 0x10, 58)
    mode = cursor.number(1)
    demand(mode <= 1, "NewerVersion")
    key, token = cursor.take(32), cursor.take(16)
    host, port = _address(cursor)
    return Code(digest("p2pcard-qr-psk", token), token, host, port, mode == 1, key)


def write_code(digits, key, token, host, port):
    address = bytes(int(part) for part in host.split("."))
    return b"\x01\x10" + u8(int(digits)) + key + token + b"\x01" + address + u16(port)


class Side(Handing):
    """What scanner and shower have in common."""

    role = 0

    def __init__(self, seed, card, digits, binding, third):
        self.seed = seed
        self.card = card
        self.asks = digits
        self.binding = binding
        self.other: Any = None
        self.state = ""
        self.secret = digest("p2pc-pair", third, binding)

    def _proof_of(self, role):
        return b"p2pcard/1/bind\0\x01" + u8(role) + self.binding

    def _word(self, digits):
        return spoken.word(digest("p2pc-swap-word", self.binding), digits)

    def _send_card(self):
        proof = curve.sign(self.seed, self._proof_of(self.role))
        raw = b"\x01" + u8(int(self.asks)) + proof + u16(len(self.card)) + self.card
        return ("send", raw.ljust(SIZE, b"\0"))

    def _read_card(self, raw):
        """The digits flag of a CARD that holds; its card is kept in mind."""
        demand(len(raw) == SIZE and raw[0] == 1 and raw[1] <= 1, "Malformed")
        cursor = Cursor(raw[2:])
        proof, size = cursor.take(64), cursor.number(2)
        inside = cursor.take(size)
        demand(not any(cursor.rest()), "Malformed")
        card = read_card(inside)
        curve.verify(card.key, self._proof_of(SHOWER + SCANNER - self.role), proof)
        demand(card.key != curve.public_key(self.seed), "YourOwnCard")
        self.other = card
        return raw[1] == 1

    def table(self):
        raise NotImplementedError

    def take(self, event, *details):
        if self.state == "Handing":
            return self.in_handing(event, *details)
        handler = self.table().get((self.state, event))
        if handler is not None:
            return handler(*details)
        demand(self.state not in ("Showing", "Expecting", "Asking"), "SwapBroken")
        return []

    def _stop(self):
        raise Refusal("SwapStopped")

    def _elapsed(self):
        raise Refusal("SwapTookTooLong")

    def _keep(self):
        self.state = "Storing"
        return [("keep", self.other)]


class Scanner(Side):
    """The side that scanned the code."""

    role = SCANNER

    def begin(self, code_digits):
        self.state = "Showing"
        return [self._send_card(), ("word", self._word(self.asks or code_digits)), ("wait", 330)]

    def table(self):
        return {
            ("Showing", "message"): self._card,
            ("Showing", "Stop"): self._stop,
            ("Showing", "Elapsed"): self._elapsed,
            ("Storing", "Saved"): self._saved,
        }

    def _card(self, raw):
        self._read_card(raw)
        return self._keep()

    def _saved(self, with_card):
        demand(with_card, "SwapNotKept")
        return [("send", b"\x02"), ("confirm",), *self.begin_handing()]


class Shower(Side):
    """The side that showed the code."""

    role = SHOWER
    digits = False
    tries = 3

    def begin(self):
        self.state = "Expecting"
        return [("wait", 30)]

    def table(self):
        early = {(state, "Stop"): self._stop for state in ("Expecting", "Asking")}
        slow = {(state, "Elapsed"): self._elapsed for state in ("Expecting", "Asking")}
        over = {("Sent", event): self._finish for event in ("Elapsed", "Dropped", "Stop")}
        return {
            ("Expecting", "message"): self._card,
            ("Asking", "Heard"): self._heard,
            ("Storing", "Saved"): self._saved,
            ("Sent", "message"): self._receipt,
            **early,
            **slow,
            **over,
        }

    def _card(self, raw):
        theirs = self._read_card(raw)
        self.digits = self.asks or theirs
        self.state = "Asking"
        mode = "digits" if self.digits else "words"
        return [("ask", self.other.fields["name"], mode), ("wait", 300)]

    def _heard(self, typed):
        try:
            spoken.hear(typed, [self._word(self.digits)], self.digits)
        except Refusal as refusal:
            self.tries -= refusal.name == "Differs"
            demand(self.tries > 0, "WordDiffers")
            return []
        return self._keep()

    def _saved(self, with_card):
        demand(with_card, "SwapNotKept")
        self.state = "Sent"
        return [self._send_card(), ("wait", 20)]

    def _receipt(self, raw):
        return [("confirm",), *self.begin_handing()] if raw == b"\x02" else self._finish()
