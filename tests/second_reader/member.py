"""The member's machine: section 7.5, with the boxes and receipts of 7.6 and the rounds of 7.9.

Each event gives a list of effects, which are tuples of a name and what belongs to it.
"""

from typing import Any

from tests.second_reader import curve, messages, passing, sealing, spoken
from tests.second_reader.basics import Refusal, ascending, demand, u8, u16
from tests.second_reader.cards import read_card
from tests.second_reader.messages import message, positions
from tests.second_reader.transcript import SIZES, Transcript, commitment

EARLY = ("Waiting", "Opened", "Comparing")


def _send(name, *parts):
    return ("send", message(name, *parts))


class Member(passing.Passing):
    """One device in one run."""

    def __init__(self, person):
        self.me = person
        self.state = "Waiting"
        self.asked = self.inside = False
        self.shown_reader = None
        self.announced: Any = None
        self.transcript: Any = None
        self.seals: Any = None
        self.position = -1
        self.shared: dict[int, bytes] = {}
        self.staying: list[int] = []
        self.accepted = self.confirmed = False
        self.agreed = True
        self.tries = self.counts = 3
        self.recounting = False
        self.signed: Any = None
        self.proposed: Any = None
        self.unready: list[int] = []
        self.cards: dict[int, Any] = {}
        self.stored: list[int] = []

    def begin(self):
        flags = (1 if self.me.digits else 0) + (2 if self.me.large else 0)
        return [_send("JOIN", u8(1), u8(flags), self.me.commitment)]

    def receive(self, raw):
        """A message that came; what cannot be read is as if the line had broken."""
        try:
            received = messages.read_message(raw)
        except Refusal as refusal:
            if refusal.name != "NewerVersion":
                return self.take("Dropped")
            received = messages.read_message(messages.abort(12))
        return self.take(received.name, received)

    def take(self, event, *details):
        handler = TABLE.get((self.state, event))
        if handler is not None:
            return handler(self, *details) + self._perhaps_ok()
        demand(self.state not in EARLY, "MeetingBroken")
        return []

    def _people(self, _received):
        first, self.inside = not self.inside, True
        return [("in", True)] if first else []

    def _take_reader(self):
        self.asked = True
        return [_send("READ")]

    def _reader(self, received):
        mine = received["commitment"] == self.me.commitment
        refused = self.asked and not mine
        news = refused or self.shown_reader != mine
        self.asked = self.shown_reader = mine
        return [("reader", mine)] if news else []

    def _list(self, received):
        mine, all_of_them = self.me.commitment, received["commitments"]
        demand(len(all_of_them) >= 2 and ascending(all_of_them), "ListWrong")
        demand(mine in all_of_them and received["reader"] in all_of_them, "ListWrong")
        demand(received["mode"] == 1 or not self.me.digits, "ListWrong")
        demand(received["size"] == 1 or not self.me.large, "ListWrong")
        demand(received["reader"] == mine or not self.asked, "ReaderDiffers")
        self.announced = received
        self.position = all_of_them.index(mine)
        self.state = "Opened"
        return [_send("OPEN", self.me.opening), ("wait", 60)]

    def _opens(self, received):
        openings, commitments = received["openings"], self.announced["commitments"]
        demand([commitment(opening) for opening in openings] == commitments, "OpeningWrong")
        try:
            self._check_keys(openings)
        except Refusal:
            raise Refusal("OpeningWrong") from None
        self.transcript = Transcript(self.announced, openings)
        self.staying = self.transcript.everyone
        self.accepted = self._am_reader()
        self.state = "Comparing"
        sealed = self.transcript.sealed_card(self.me, self.position)
        shown = [("phrase", self.transcript.phrase()), self._number()] if self._am_reader() else []
        return [_send("SEAL", sealed), *shown, ("wait", 1800)]

    def _check_keys(self, openings):
        signing = [opening[32:64] for opening in openings]
        for key in signing:
            curve.check_key(key)
        agreed = [sealing.exchange(self.me.exchange, opening[:32]) for opening in openings]
        demand(len(set(signing)) == len(set(agreed)) == len(openings), "OpeningWrong")
        self.shared = dict(enumerate(agreed))

    def _am_reader(self):
        return self.announced["reader"] == self.me.commitment

    def _number(self):
        staying = self.proposed or self.staying
        answers = self.transcript.answerer(staying) == self.position
        answer = self.transcript.answer(staying) if answers and not self._am_reader() else None
        number = self.transcript.number(self.position)
        return ("number", {"number": number, "answer": answer})

    def _seals(self, received):
        sealed = received["seals"]
        size = SIZES[self.announced["size"]] + 16
        fits = len(sealed) == len(self.transcript.everyone) and all(len(each) == size for each in sealed)
        demand(self.seals is None and fits, "MeetingBroken")
        self.seals = sealed
        return []

    def _heard(self, typed):
        if self._am_reader():
            return self._heard_answer(typed)
        if self.accepted or not self._fits(typed, self.transcript.phrase(), "PhraseDiffers"):
            return []
        self.accepted = True
        return [self._number()]

    def _heard_answer(self, typed):
        done = self.confirmed and self.agreed
        expected = [self.transcript.answer(self.staying)]
        if not done and self._fits(typed, expected, "AnswerDiffers"):
            self.confirmed = self.agreed = True
        return []

    def _fits(self, typed, expected, end):
        try:
            spoken.hear(typed, expected, self.transcript.digits)
        except Refusal as refusal:
            self.tries -= refusal.name == "Differs"
            demand(self.tries > 0, end)
            return False
        return True

    def _counted(self, number):
        demand(self.accepted and not self._am_reader(), "MeetingBroken")
        if self.confirmed:
            return []
        if self.recounting:
            return [("count-again", self.counts)]
        if number == len(self.transcript.everyone):
            self.confirmed = True
            return []
        self.counts -= 1
        demand(self.counts > 0, "CountDiffers")
        self.recounting = True
        return [("count-again", self.counts), ("wait", 20)]

    def _elapsed(self):
        demand(self.recounting, "TookTooLong")
        self.recounting = False
        return [("count", True), ("wait", 1800)]

    def _agree(self):
        self.agreed = self.agreed or not self._am_reader()
        return []

    def _unready(self, positions):
        self.unready = positions
        return []

    def _leave_out(self, numbers):
        demand(self.confirmed or self.signed is not None, "MeetingBroken")
        waited_for = {self.transcript.number(each): each for each in self.unready if each != self.position}
        places = [place for number, place in sorted(waited_for.items()) if number in numbers]
        fits = numbers and set(numbers) <= set(waited_for) and self.transcript.reader not in places
        return [("propose", sorted(places))] if fits and len(self.staying) - len(places) >= 2 else []

    def _check_fewer(self, fewer, before):
        demand(set(fewer) < set(before) and len(fewer) >= 2, "ListWrong")
        demand(self.position in fewer and self.transcript.reader in fewer, "ListWrong")

    def _without(self, received):
        self._check_fewer(received["staying"], self.staying)
        gone = self._gone(received["staying"], self.staying) if self.confirmed or self.signed else []
        self.staying = received["staying"]
        self.agreed = False
        if self._am_reader():
            self.confirmed, self.tries = False, 3
        return [("gone", gone), *([self._number()] if self.accepted else [])]

    def _gone(self, fewer, before):
        return sorted(self.transcript.number(place) for place in before if place not in fewer)

    def _perhaps_ok(self):
        ready = self.seals is not None and self.accepted and self.confirmed and self.agreed
        if self.state != "Comparing" or not ready or self.signed == self.staying:
            return []
        return [self._ok(self.staying)]

    def _ok(self, staying):
        self.signed = staying
        signature = curve.sign(self.me.signing, self.transcript.ok(self.position, staying))
        return _send("OK", positions(staying), signature)

    def _oks(self, received):
        staying, signatures = received["staying"], received["signatures"]
        demand(self.signed is not None and staying == self.signed, "ListWrong")
        demand(len(signatures) == len(staying), "ListWrong")
        for position, signature in zip(staying, signatures, strict=True):
            signed = self.transcript.ok(position, staying)
            demand(self.transcript.holds(position, signed, signature), "ListWrong")
        self.staying = staying
        self.state = "Keyed"
        boxes = [
            self.transcript.box(self.shared[other], self.me.card_key, self.position, other)
            for other in self.others()
        ]
        return [_send("KEYS", *boxes), ("wait", 40)]

    def others(self):
        return [position for position in self.staying if position != self.position]

    def _boxes(self, received):
        boxes, others = received["boxes"], self.others()
        if len(boxes) != len(others):
            return []
        for other, box in zip(others, boxes, strict=True):
            sealed, shared = self.seals[other], self.shared[other]
            card = self.transcript.open_card(shared, box, sealed, other, self.position) if any(box) else None
            if card is not None:
                self.cards[other] = card
        keys = [card.key for card in self.cards.values()] + [read_card(self.me.card).key]
        self.cards = {other: card for other, card in self.cards.items() if keys.count(card.key) == 1}
        return self._keep()

    def _keep(self, *_details):
        self.state = "Storing"
        return [("keep", sorted(self.cards))]

    def _late_without(self, received):
        try:
            self._check_fewer(received["staying"], self.proposed or self.staying)
        except Refusal:
            return []
        gone = self._gone(received["staying"], self.proposed or self.staying)
        self.proposed, self.tries = received["staying"], 3
        return [("gone", gone), self._number()]

    def _late_agree(self):
        return [] if self._am_reader() else self._late_ok()

    def _late_ok(self):
        waits = self.proposed is not None and self.signed != self.proposed
        return [self._ok(self.proposed)] if waits else []

    def _late_heard(self, typed):
        waits = self.proposed is not None and self.signed != self.proposed
        if not self._am_reader() or not waits or self.tries == 0:
            return []
        try:
            spoken.hear(typed, [self.transcript.answer(self.proposed)], self.transcript.digits)
        except Refusal as refusal:
            self.tries -= refusal.name == "Differs"
            return []
        return self._late_ok()

    def _saved(self, stored, without=()):
        """The positions whose cards are stored, and those of them whose pair secret is not."""
        self.stored = stored
        self.state = "Receiving"
        named = [place for place in stored if place not in without]
        signature = curve.sign(self.me.signing, self.transcript.done(self.position, named))
        return [_send("DONE", u16(self.position), positions(named), signature), ("wait", 20)]

    def _dones(self, received):
        counting = {
            receipt["position"]: receipt["stored"]
            for receipt in received["receipts"]
            if self._counts(receipt)
        }
        confirmed = [other for other in self.stored if self.position in counting.get(other, [])]
        return [("confirm", confirmed), *self.begin_passing()]

    def _counts(self, receipt):
        position, stored = receipt["position"], receipt["stored"]
        if position not in self.transcript.everyone or position == self.position:
            return False
        return self.transcript.holds(position, self.transcript.done(position, stored), receipt["signature"])

    def pair_secret(self, other):
        return self.transcript.pair_secret(self.shared[other], self.position, other)


def _refused(name):
    def refuse(_member, *_details):
        raise Refusal(name)

    return refuse


def _aborted(_member, received):
    raise Refusal(messages.REASONS[received["why"] - 1])


TABLE = {
    ("Waiting", "PEOPLE"): Member._people,
    ("Waiting", "TakeReader"): Member._take_reader,
    ("Waiting", "READER"): Member._reader,
    ("Waiting", "LIST"): Member._list,
    ("Opened", "OPENS"): Member._opens,
    ("Comparing", "SEALS"): Member._seals,
    ("Comparing", "Heard"): Member._heard,
    ("Comparing", "Counted"): Member._counted,
    ("Comparing", "Agree"): Member._agree,
    ("Comparing", "Unready"): Member._unready,
    ("Comparing", "LeaveOut"): Member._leave_out,
    ("Comparing", "WITHOUT"): Member._without,
    ("Comparing", "OKS"): Member._oks,
    ("Keyed", "BOXES"): Member._boxes,
    ("Keyed", "WITHOUT"): Member._late_without,
    ("Keyed", "Agree"): Member._late_agree,
    ("Keyed", "Heard"): Member._late_heard,
    ("Storing", "Saved"): Member._saved,
    ("Receiving", "DONES"): Member._dones,
    ("Opened", "Elapsed"): _refused("TookTooLong"),
    ("Comparing", "Elapsed"): Member._elapsed,
    **{(state, "ABORT"): _aborted for state in EARLY},
    **{(state, "Stop"): _refused("MeetingStopped") for state in EARLY},
    **{(state, "Dropped"): _refused("MeetingBroken") for state in EARLY},
    **{("Keyed", event): Member._keep for event in ("Elapsed", "Dropped", "ABORT", "Stop")},
    **{("Receiving", event): Member.finish for event in ("Elapsed", "Dropped", "ABORT", "Stop")},
    **passing.TABLE,
}
