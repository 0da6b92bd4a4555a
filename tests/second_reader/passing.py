"""The member's machine in rounds of bundles, and how a bundle is filled: section 7.9."""

from typing import Any

from tests.second_reader.basics import Cursor, Refusal, demand, u8, u16
from tests.second_reader.bundling import read_bundle
from tests.second_reader.messages import message
from tests.second_reader.transcript import BUNDLE_SIZES

ROUNDS = 64
QUIET = 120
EMPTY = b"\x01\x20"


def fill(bundle, size):
    assert len(bundle) + 2 <= size
    return (u16(len(bundle)) + bundle).ljust(size, b"\0")


def unfill(filled):
    """The bundle in a filled one, which must be one."""
    cursor = Cursor(filled)
    bundle = cursor.take(cursor.number(2))
    read_bundle(bundle)
    demand(not any(cursor.rest()), "Malformed")
    return bundle


class Passing:
    """The part of a member behind the receipts."""

    state: str
    transcript: Any
    position: int
    shared: dict[int, bytes]
    stored: list[int]
    round = 0
    under_way = wanted = done = False

    def others(self):
        raise NotImplementedError

    def begin_passing(self):
        self.state = "MemberBundling"
        return [("wait", QUIET), ("look",)]

    def finish(self, *_details):
        self.state = "MemberOver"
        return [("finish",)]

    def ready(self, waiting, large):
        return self._want(large) if waiting or self.round == 0 else []

    def busy(self):
        return self._want(False)

    def _want(self, large):
        if self.under_way or self.wanted or self.done:
            return []
        self.wanted = True
        return [("send", message("WANT", u8(int(large))))]

    def begin_round(self, received):
        if self.round >= ROUNDS:
            return self.finish()
        if self.under_way:
            return []
        self.under_way, self.wanted = True, False
        waits = [] if self.done else [("wait", QUIET)]
        return [*waits, ("pack", BUNDLE_SIZES[received["size"]])]

    def packed(self, filled):
        """Filled bundles, one for each of the others who stay."""
        if not self.under_way:
            return []
        boxes = [
            self.transcript.boxed_bundle(self.shared[other], each, self.position, other, self.round)
            for other, each in zip(self.others(), filled, strict=True)
        ]
        return [("send", message("BUNDLES", u16(len(boxes)), *boxes))]

    def bundles(self, received):
        others, boxes = self.others(), received["boxes"]
        if not self.under_way or len(boxes) != len(others):
            return []
        opened = {other: self._opened(other, box) for other, box in zip(others, boxes, strict=True)}
        came = {other: filled for other, filled in opened.items() if filled is not None}
        came = {other: filled for other, filled in came.items() if other in self.stored}
        self.under_way = False
        self.round += 1
        unpack = ("unpack", came)
        return [unpack, *self.finish()] if self.done else [("wait", QUIET), unpack]

    def _opened(self, other, box):
        try:
            return self.transcript.open_bundle(self.shared[other], box, other, self.position, self.round)
        except Refusal:
            return None

    def nothing_more(self):
        if self.done or not (self.wanted or self.under_way):
            return self.finish()
        self.done = True
        return [("wait", 40)]


TABLE = {
    ("MemberBundling", "Ready"): Passing.ready,
    ("MemberBundling", "ROUND"): Passing.begin_round,
    ("MemberBundling", "Packed"): Passing.packed,
    ("MemberBundling", "BUNDLES"): Passing.bundles,
    ("MemberBundling", "Busy"): Passing.busy,
    ("MemberBundling", "Done"): Passing.nothing_more,
    **{("MemberBundling", event): Passing.finish for event in ("Stop", "ABORT", "Dropped", "Elapsed")},
}
