"""Every state of a swap with every event: what the table in the module lists, and what it does not."""

import re
from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange import swap
from p2pcard.core.exchange.events import (
    Busy,
    Confirm,
    Dropped,
    Elapsed,
    Heard,
    Packed,
    PersonDone,
    Ready,
    Saved,
    Show,
    Stop,
)
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import Comparing, Giving, Greeting, ReceiptNow, Role, Sent, Storing, Typed
from p2pcard.core.exchange.swap_bundles import SwapBundling, SwapOver, SwapSend
from p2pcard.errors import (
    CardNotBack,
    NotTyped,
    Refusal,
    SwapBroken,
    SwapStopped,
    SwapTookTooLong,
)
from tests.pairs import Pair
from tests.peers import self_of

step: Any = swap.step


def swap_states():
    both = Pair(self_of("Ana"), self_of("Bo"), lambda role, message: ())
    me, them = both.sides[Role.SHOWER], both.sides[Role.SCANNER]
    events = {"HELLO": bytes((5, *bytes(31))), "TYPED": b"\x06", "CARD": swap._card(them),
              "OK": b"\x02", "KEPT": b"\x07",
              "Heard": Heard(" ".join(swap.said(me.channel, Role.SCANNER, Mode.WORDS))), "Saved": Saved((0,)),
              "Stop": Stop(), "Elapsed": Elapsed(), "Dropped": Dropped(),
              "Ready": Ready(), "Packed": Packed((bytes(4096),)), "Busy": Busy(),
              "PersonDone": PersonDone()}  # fmt: skip
    states: dict[type, Any] = {Greeting: swap.begin(me)[0]}
    for name in ("HELLO", "Heard", "TYPED", "CARD", "Saved"):
        state, _ = step(list(states.values())[-1], events[name])
        states[type(state)] = state
    return {**states, SwapOver: SwapOver()}, events


SWAPS, SWAP_EVENTS = swap_states()
SWAP_NEXT: dict[tuple[type, str], type] = {
    (Greeting, "HELLO"): Comparing, (Comparing, "TYPED"): Comparing, (Comparing, "Heard"): Typed,
    (Typed, "TYPED"): Giving, (Giving, "CARD"): Storing, (Storing, "OK"): Storing, (Storing, "Saved"): Sent,
    (Storing, "KEPT"): Storing, (Sent, "OK"): SwapBundling, (Sent, "KEPT"): SwapBundling,
    **{(Sent, name): SwapOver for name in ("HELLO", "TYPED", "CARD", "Stop", "Elapsed", "Dropped")},
}  # fmt: skip
SWAP_REFUSED: dict[tuple[type, str], type] = {
    **{(kind, "Stop"): SwapStopped for kind in (Greeting, Comparing, Typed)},
    **{(kind, "Elapsed"): SwapTookTooLong for kind in (Greeting, Comparing)},
    **{(Typed, name): NotTyped for name in ("Elapsed", "Dropped")},
    **{(Giving, name): CardNotBack for name in ("Stop", "Elapsed", "Dropped")},
    **{(Giving, name): Refusal for name in ("HELLO", "TYPED", "OK", "KEPT")},
    **{(Greeting, name): Refusal for name in ("TYPED", "CARD", "OK", "KEPT")},
}


@pytest.mark.parametrize("name", SWAP_EVENTS)
@pytest.mark.parametrize("kind", SWAPS)
def test_a_swap_does_what_its_table_says_and_nothing_else(kind, name):
    state, event = SWAPS[kind], SWAP_EVENTS[name]
    if (kind, name) in SWAP_NEXT:
        assert type(step(state, event)[0]) is SWAP_NEXT[kind, name]
    elif kind in (Greeting, Comparing, Typed, Giving):
        with pytest.raises(Refusal) as refused:
            step(state, event)
        assert isinstance(refused.value, SWAP_REFUSED.get((kind, name), SwapBroken))
    else:
        assert step(state, event) == (state, ())


def test_the_states_that_are_tried_are_all_that_the_module_has():
    assert set(SWAPS) == {Greeting, Comparing, Typed, Giving, Storing, Sent, SwapOver}


def test_who_types_behind_the_other_sends_both_messages_at_once():
    noted, effects = step(SWAPS[Comparing], SWAP_EVENTS["TYPED"])
    assert effects == ()
    after, effects = step(noted, SWAP_EVENTS["Heard"])
    assert isinstance(after, Giving)
    assert [len(each.message) for each in effects if isinstance(each, SwapSend)] == [1, swap.CARD_SIZE]
    with pytest.raises(SwapBroken):
        step(noted, SWAP_EVENTS["TYPED"])


def test_a_receipt_that_comes_while_the_card_is_saved_is_not_lost():
    noted, _ = step(SWAPS[Storing], SWAP_EVENTS["OK"])
    after, effects = step(noted, Saved((0,)))
    assert isinstance(after, SwapBundling)
    assert effects[0] == SwapSend(b"\x02")
    assert step(noted, SWAP_EVENTS["OK"]) == (replace(SWAPS[Storing], theirs=b"\x02"), ())


@pytest.mark.parametrize("bare", [(), (0,)])
@pytest.mark.parametrize("theirs", ["OK", "KEPT"])
@pytest.mark.parametrize("early", [False, True])
def test_only_ok_confirms_and_it_is_sent_only_where_the_pair_secret_was_taken(bare, theirs, early):
    state, said = SWAPS[Storing], []
    for event in (SWAP_EVENTS[theirs], Saved((0,), bare))[:: 1 if early else -1]:
        state, effects = step(state, event)
        said += effects
    assert isinstance(state, SwapBundling)
    assert SwapSend(b"\x07" if bare else b"\x02") in said
    assert (Confirm((SWAPS[Storing].arrival,)) in said) == (theirs == "OK")
    assert Show(ReceiptNow(stored=True)) in said


def test_the_table_of_the_swap_names_each_of_these_steps():
    words = swap.__doc__
    for kind, name in SWAP_NEXT:
        assert re.search(rf"{kind.__name__} +[^\n]*({name}|anything else)", words), (kind, name)


def test_a_person_has_five_minutes_and_three_tries_and_a_device_seconds():
    assert (swap.CODE_TIME, swap.WORD_TIME, swap.TRIES) == (300, 300, 3)
    assert (swap.DEVICE_TIME, swap.OK_TIME) == (30, 20)
