"""Bundles in a swap: section 8.5."""

from collections.abc import Callable
from typing import Any

from tests.second_reader.basics import u8
from tests.second_reader.transcript import BUNDLE_SIZES

BUNDLE, END = 3, b"\x04"
MOST = 64
SIZE = BUNDLE_SIZES[1]


class Handing:
    """The part of a side behind the receipts."""

    state: str
    sent = heard = 0
    ended = over = done = False

    def begin_handing(self):
        self.state = "SwapBundling"
        return [("wait", 300), ("look",)]

    def _finish(self):
        self.state = "SwapOver"
        return [("finish",)]

    def in_handing(self, event, *details):
        """What one event brings about; everything that is not listed ends it."""
        handler = TABLE.get(event)
        found = None if handler is None else handler(self, *details)
        return self._finish() if found is None else found

    def _ready(self, waiting, _large, asking):
        if self.ended:
            return []
        if self.sent < MOST and (waiting or self.sent == 0):
            return [("pack", SIZE)]
        if self.heard == 0 or (asking and not self.done):
            return []
        self.ended = True
        return [("send", END), *(self._finish() if self.over else [])]

    def _packed(self, filled):
        if self.ended:
            return None
        self.sent += 1
        return [("send", u8(BUNDLE) + filled[0]), ("look",)]

    def _message(self, raw):
        if self.over:
            return None
        if raw == END:
            self.over = True
            return self._finish() if self.ended else []
        if raw[:1] != u8(BUNDLE) or len(raw) != 1 + SIZE or self.heard == MOST:
            return None
        self.heard += 1
        return [("unpack", raw[1:])]

    def _done(self):
        self.done = True
        return [("look",)]

    def _nothing(self, *_details):
        return []


TABLE: dict[str, Callable[..., list[tuple[Any, ...]] | None]] = {
    "Ready": Handing._ready,
    "Packed": Handing._packed,
    "message": Handing._message,
    "Done": Handing._done,
    "Heard": Handing._nothing,
    "Saved": Handing._nothing,
    "Busy": Handing._nothing,
}
