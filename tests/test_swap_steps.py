"""Every state of a swap with every event: what the table in the module lists, and what it does not."""

import re
from typing import Any

import pytest

from p2pcard.core import swap
from p2pcard.core.exchange import Busy, Done, Dropped, Elapsed, Heard, Packed, Ready, Saved, Stop
from p2pcard.core.handing import Handing, Over, Send
from p2pcard.core.swap import Asking, Expecting, Role, Sent, Showing, WordNow
from p2pcard.errors import (
    Refusal,
    SwapBroken,
    SwapStopped,
    SwapTookTooLong,
)
from tests.pairs import Pair
from tests.peers import self_of

step: Any = swap.step
begin: Any = swap.begin


def swap_states():
    both = Pair(self_of("Ana"), self_of("Bo"))
    word = Heard(both.ends[Role.SCANNER].last(WordNow).word)
    shower, scanner = both.sides[Role.SHOWER], both.sides[Role.SCANNER]
    showing, (first, *_) = begin(scanner, both.code)
    expecting, _ = begin(shower, both.code)
    asking, _ = step(expecting, first.message)
    storing, _ = step(asking, word)
    sent, (second, *_) = step(storing, Saved((0,)))
    theirs, _ = step(showing, second.message)
    handing, _ = step(theirs, Saved((0,)))
    over, _ = step(handing, Stop())
    events = {"CARD": {Expecting: first.message}, "OK": b"\x02", "Heard": word, "Saved": Saved((0,)),
              "Stop": Stop(), "Elapsed": Elapsed(), "Dropped": Dropped(),
              "Ready": Ready(), "Packed": Packed((bytes(4096),)), "Busy": Busy(), "Done": Done()}  # fmt: skip
    states: dict[type, Any] = {
        Expecting: expecting,
        Asking: asking,
        Showing: showing,
        swap.Storing: storing,
        Sent: sent,
        Over: over,
    }
    return states, events, second.message, theirs


SWAPS, SWAP_EVENTS, SECOND, SCANNED = swap_states()
SWAP_NEXT: dict[tuple[type, str], type] = {
    (Expecting, "CARD"): Asking, (Asking, "Heard"): swap.Storing, (Showing, "CARD"): swap.Storing,
    (swap.Storing, "Saved"): Sent,
    (Sent, "OK"): Handing,
    **{(Sent, name): Over for name in ("CARD", "Stop", "Elapsed", "Dropped")},
}  # fmt: skip
SWAP_REFUSED = {"Stop": SwapStopped, "Elapsed": SwapTookTooLong}


@pytest.mark.parametrize("name", SWAP_EVENTS)
@pytest.mark.parametrize("kind", SWAPS)
def test_a_swap_does_what_its_table_says_and_nothing_else(kind, name):
    state, event = SWAPS[kind], SWAP_EVENTS[name]
    if name == "CARD":
        event = SWAP_EVENTS["CARD"][Expecting] if kind is not Showing else SECOND
    if (kind, name) in SWAP_NEXT:
        assert type(step(state, event)[0]) is SWAP_NEXT[kind, name]
    elif kind in (Expecting, Asking, Showing):
        with pytest.raises(Refusal) as refused:
            step(state, event)
        expected = SWAP_REFUSED.get(name, SwapBroken)
        assert isinstance(refused.value, expected) or (name == "OK" and kind in (Expecting, Showing))
    else:
        assert step(state, event) == (state, ())


def test_the_scanner_gives_its_receipt_when_the_card_is_saved_and_bundles_begin():
    after, effects = step(SCANNED, Saved((0,)))
    assert isinstance(after, Handing)
    assert effects[0] == Send(b"\x02")


def test_the_table_of_the_swap_names_each_of_these_steps():
    words = swap.__doc__
    for kind, name in SWAP_NEXT:
        assert re.search(rf"{kind.__name__} +[^\n]*({name}|anything else)", words), (kind, name)
