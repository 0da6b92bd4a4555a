"""The host's machine in rounds of bundles: section 7.9."""

from typing import Any

from tests.second_reader.basics import u8, u16
from tests.second_reader.messages import message
from tests.second_reader.transcript import BUNDLE_SIZES


class Rounds:
    """The part of the host behind the receipts."""

    stage: str
    order: list[int]
    staying: list[int]
    gone: set[int]
    came: dict[int, Any]
    first = False
    rests = False
    rounds = 0
    bundle_size = 0
    wants: dict[int, int]
    slow: frozenset[int] = frozenset()
    few = False
    pauses: list[int]

    def begin_rounds(self):
        self.stage, self.first, self.wants = "Ended" if 0 in self.gone else "Wanting", True, {}
        self.pauses += [] if 0 in self.gone else [10]

    def _there(self):
        return [position for position in self.staying if self.order[position] not in self.gone]

    def _to_staying(self, raw):
        return [(self.order[position], raw) for position in self._there()]

    def want(self, line, received):
        position = self.order.index(line)
        self.wants[position] = max(received["size"], self.wants.get(position, 0))
        return self._perhaps_round()

    def _perhaps_round(self, late=False):
        """In Wanting: begin a round if all are ready, or it is late, or anybody wants a later one."""
        there = self._there()
        all_ready = all(position in self.wants for position in there)
        ready = (late or all_ready) if self.first else bool(self.wants)
        if self.stage != "Wanting" or self.rests or not there or not ready:
            return []
        self.rounds += 1
        self.bundle_size = max(self.wants.values(), default=0)
        self.stage, self.first, self.came, self.wants = "Bundling", False, {}, {}
        self.few = False
        self.pauses.append(30)
        return self._to_staying(message("ROUND", u8(self.bundle_size)))

    def bundles(self, line, received):
        position, boxes = self.order.index(line), received["boxes"]
        size = BUNDLE_SIZES[self.bundle_size] + 16
        fits = len(boxes) == len(self.staying) - 1 and all(len(box) == size for box in boxes)
        if position in self.came:
            return []
        if not fits:
            return self.left(line)
        self.came[position] = boxes
        return self._if_all_sent()

    def too_late(self, _line, _received):
        return []

    def left(self, line):
        raise NotImplementedError

    def _missing(self):
        return {position for position in self._there() if position not in self.came}

    def _if_all_sent(self):
        """Hand over if nobody is missing; else a shorter time begins, once in a round, for the last few."""
        missing = self._missing()
        if not missing:
            return self._hand_over()
        fewest = len(missing) == 1 or 4 * len(missing) <= len(self._there())
        if not self.few and (fewest or missing <= self.slow):
            self.few = True
            self.pauses.append(5)
        return []

    def _late_bundles(self):
        waits_on = self.few and self._missing() - self.slow
        self.slow = self.slow | self._missing()
        self.pauses += [25] if waits_on else []
        return [] if waits_on else self._hand_over()

    def _hand_over(self):
        told = []
        for receiver in self._there():
            boxes = [self._bundle(sender, receiver) for sender in self.staying if sender != receiver]
            told.append((self.order[receiver], message("BUNDLES", u16(len(boxes)), *boxes)))
        self.stage, self.rests = "Wanting", self.rounds >= 8
        self.pauses += [self.rounds // 8] if self.rests else []
        return told + self._perhaps_round()

    def _bundle(self, sender, receiver):
        if sender not in self.came:
            return bytes(BUNDLE_SIZES[self.bundle_size] + 16)
        others = [position for position in self.staying if position != sender]
        return self.came[sender][others.index(receiver)]

    def left_in_rounds(self, line):
        if line == 0:
            self.stage = "Ended"
            return []
        return self._perhaps_round() if self.stage == "Wanting" else self._if_all_sent()

    def late_in_rounds(self):
        if self.stage == "Bundling":
            return self._late_bundles()
        self.rests = False
        return self._perhaps_round(late=self.first)


TABLE = {
    ("Wanting", "WANT"): Rounds.want,
    ("Bundling", "WANT"): Rounds.want,
    ("Bundling", "BUNDLES"): Rounds.bundles,
    ("Wanting", "BUNDLES"): Rounds.too_late,
    ("Wanting", "DONE"): Rounds.too_late,
    ("Bundling", "DONE"): Rounds.too_late,
}
