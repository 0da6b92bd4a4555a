"""What all devices of a run compute alike: sections 7.4 and 7.6."""

from dataclasses import dataclass

from tests.second_reader import curve, sealing, spoken
from tests.second_reader.basics import Refusal, demand, digest, number_of, u8, u16, u32
from tests.second_reader.cards import read_card
from tests.second_reader.messages import positions

SIZES = (1024, 2304)
BUNDLE_SIZES = (512, 4096)
ZEROS = bytes(12)


@dataclass(frozen=True)
class Person:
    """What one person brings to a run."""

    seed: bytes
    card: bytes
    digits: bool
    exchange: bytes
    signing: bytes
    random: bytes
    salt: bytes
    card_key: bytes

    @property
    def opening(self):
        e, k = sealing.exchange_key(self.exchange), curve.public_key(self.signing)
        return e + k + digest("p2pc-meet-card", self.salt, self.card) + self.random

    @property
    def commitment(self):
        return commitment(self.opening)

    @property
    def large(self):
        return len(self.card) > 926


def commitment(opening):
    return digest("p2pc-meet-commit", opening)


def nonce_of(number):
    """The nonce of all boxed bundles in the round of this number."""
    return bytes(8) + u32(number)


class Transcript:
    """A run whose openings are all there."""

    def __init__(self, announced, openings):
        self.digits = announced["mode"] == 1
        self.size = SIZES[announced["size"]]
        self.commitments = announced["commitments"]
        self.reader = self.commitments.index(announced["reader"])
        self.openings = openings
        self.everyone = list(range(len(openings)))
        numbers = u8(1), u16(len(openings)), u8(announced["mode"]), u8(announced["size"])
        self.t = digest("p2pc-meet", *numbers, announced["reader"], *openings)

    def e(self, position):
        return self.openings[position][:32]

    def k(self, position):
        return self.openings[position][32:64]

    def card_hash(self, position):
        return self.openings[position][64:96]

    def number(self, position):
        places = [digest("p2pc-meet-place", self.t, each) for each in self.commitments]
        return sorted(places).index(places[position]) + 1

    def phrase(self):
        return spoken.phrase(digest("p2pc-meet-sas", self.t), self.digits)

    def answer(self, staying):
        return spoken.word(digest("p2pc-meet-answ", self.t, positions(staying)), self.digits)

    def answerer(self, staying):
        return max((position for position in staying if position != self.reader), key=self.number)

    def ok(self, position, staying):
        return b"p2pcard/1/meet-ok\0" + self.t + u16(position) + positions(staying)

    def done(self, position, stored):
        return b"p2pcard/1/meet-done\0" + self.t + u16(position) + positions(stored)

    def proof(self, position):
        return b"p2pcard/1/meet-bind\0" + self.t + u16(position)

    def sealed_card(self, person, position):
        proof = curve.sign(person.seed, self.proof(position))
        content = person.salt + proof + u16(len(person.card)) + person.card
        context = self.t + u16(position)
        return sealing.seal(person.card_key, ZEROS, content.ljust(self.size, b"\0"), context)

    def _box_key(self, shared, sender, receiver):
        return digest("p2pc-meet-box", shared, self.t, u16(sender), u16(receiver))

    def box(self, shared, card_key, sender, receiver):
        return sealing.seal(self._box_key(shared, sender, receiver), ZEROS, card_key)

    def bundle_key(self, shared, sender, receiver):
        return digest("p2pc-meet-bundle", shared, self.t, u16(sender), u16(receiver))

    def boxed_bundle(self, shared, filled, sender, receiver, number):
        return sealing.seal(self.bundle_key(shared, sender, receiver), nonce_of(number), filled)

    def open_bundle(self, shared, box, sender, receiver, number):
        return sealing.unseal(self.bundle_key(shared, sender, receiver), nonce_of(number), box)

    def pair_secret(self, shared, one, two):
        return digest("p2pc-pair", shared, self.t, u16(min(one, two)), u16(max(one, two)))

    def open_card(self, shared, box, sealed, sender, receiver):
        """The card of one position, or nothing if it does not hold."""
        try:
            card_key = sealing.unseal(self._box_key(shared, sender, receiver), ZEROS, box)
            content = sealing.unseal(card_key, ZEROS, sealed, self.t + u16(sender))
            return self._card(content, sender)
        except Refusal:
            return None

    def _card(self, content, sender):
        salt, proof, size = content[:32], content[32:96], number_of(content[96:98])
        demand(98 + size <= len(content), "Malformed")
        raw = content[98 : 98 + size]
        demand(not any(content[98 + size :]), "Malformed")
        demand(digest("p2pc-meet-card", salt, raw) == self.card_hash(sender), "Malformed")
        card = read_card(raw)
        curve.verify(card.key, self.proof(sender), proof)
        return card

    def holds(self, position, message, signature):
        try:
            curve.verify(self.k(position), message, signature)
        except Refusal:
            return False
        return True
