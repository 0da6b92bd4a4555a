"""Behind the cards of a swap, bundles go both ways until both sides have nothing more."""

import re
from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange import swap, swap_bundles
from p2pcard.core.exchange.events import (
    Busy,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Look,
    Pack,
    Packed,
    PersonDone,
    Ready,
    Saved,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.exchange.swap import Role
from p2pcard.core.exchange.swap_bundles import ANSWER_TIME, BUNDLES, SwapBundling, SwapOver, SwapSend
from p2pcard.core.statements import bundle
from tests.bags import Bag, withdrawal, withdrawals
from tests.pairs import Pair
from tests.peers import card_of, self_of

SHOWER, SCANNER = Role.SHOWER, Role.SCANNER
KEYS = {SHOWER: card_of("Ana").author, SCANNER: card_of("Bo").author}
END = b"\x04"
step: Any = swap_bundles.step


class Line:
    """Notes what goes behind the receipt; a test may put something else in its place."""

    def __init__(self, bend=lambda role, message: (message,)):
        self.other, self.said = bend, []

    def bend(self, role, message):
        if message == END or message[:1] == b"\x03":
            self.said.append((role, message))
            return self.other(role, message)
        return (message,)

    def sent(self, role):
        return [message[:1] for who, message in self.said if who is role]


def handed(line=None, *, asking=(), shower=(), scanner=(), bags=None):
    """A swap whose word was said; the others' items, and whose person has a question on the screen."""
    both = Pair(self_of("Ana"), self_of("Bo"), line.bend if line else None)
    for role, items in ((SHOWER, shower), (SCANNER, scanner)):
        both.ends[role].bag = (bags or {}).get(role, Bag())
        both.ends[role].bag.items[KEYS[Role(3 - role)]] += items
        both.ends[role].bag.asking = role in asking
    both.both_typed()
    return both


def got(both, role):
    return both.ends[role].bag.got().get(KEYS[Role(3 - role)], [])


# Both ways


def test_each_side_sends_one_bundle_even_if_it_has_nothing_and_then_the_swap_is_over():
    line = Line()
    both = handed(line)
    assert all(end.over and not end.ended for end in both.ends.values())
    assert line.sent(SHOWER) == line.sent(SCANNER) == [b"\x03", b"\x04"]
    assert {len(message) for _, message in line.said} == {1 + bundle.LARGE, 1}
    assert [got(both, role) for role in (SHOWER, SCANNER)] == [[], []]


def test_what_each_has_for_the_other_comes_at_one_size_however_much_it_is():
    line = Line()
    both = handed(line, shower=withdrawals(2), scanner=withdrawals(250))
    assert got(both, SCANNER) == withdrawals(2)
    assert got(both, SHOWER) == withdrawals(250)
    assert line.sent(SHOWER) == [b"\x03", b"\x04"]
    assert line.sent(SCANNER) == [b"\x03"] * 3 + [b"\x04"]
    assert {len(message) for _, message in line.said} == {1 + bundle.LARGE, 1}
    assert all(end.over for end in both.ends.values())


@pytest.mark.parametrize("asking", [(SHOWER,), (SCANNER,), (SHOWER, SCANNER)])
def test_no_side_ends_while_its_person_has_a_question_on_the_screen(asking):
    line = Line()
    both = handed(line, asking=asking)
    assert [line.sent(role) for role in asking] == [[b"\x03"]] * len(asking)
    assert not any(end.over for end in both.ends.values())
    for role in asking:
        both.ends[role].bag.asking = False
        both.ends[role].bag.items[KEYS[Role(3 - role)]].append(withdrawal(9))
        both.happen(role, both.ends[role].bag.ready())
    assert [line.sent(role) for role in asking] == [[b"\x03", b"\x03", b"\x04"]] * len(asking)
    assert [got(both, Role(3 - role)) for role in asking] == [[withdrawal(9)]] * len(asking)
    assert all(end.over for end in both.ends.values())


@pytest.mark.parametrize("asking", [(SHOWER,), (SHOWER, SCANNER)])
def test_whoever_is_done_leaves_the_question_and_the_other_has_time_for_theirs(asking):
    both = handed(asking=asking, scanner=withdrawals(1))
    both.happen(SHOWER, PersonDone())
    assert [end.over for end in both.ends.values()] == [SCANNER not in asking] * 2
    both.done()
    assert all(end.over for end in both.ends.values())
    assert got(both, SHOWER) == withdrawals(1)


def test_whoever_is_done_before_the_other_sent_anything_waits_for_what_comes():
    line = Line(lambda role, message: () if role is SCANNER else (message,))
    both = handed(line, scanner=withdrawals(1))
    both.happen(SHOWER, PersonDone())
    assert not both.ends[SHOWER].over
    assert line.sent(SHOWER) == [b"\x03"]
    for message in [message for role, message in line.said if role is SCANNER]:
        both.happen(SHOWER, message)
    assert line.sent(SHOWER) == [b"\x03", b"\x04"]
    assert got(both, SHOWER) == withdrawals(1)


def test_what_a_person_types_late_ends_nothing():
    both = handed(asking=(SHOWER, SCANNER))
    for role in both.ends:
        both.happen(role, Heard("acme"))
        both.happen(role, Saved((0,)))
    assert not any(end.over for end in both.ends.values())
    both.done()
    assert all(end.over and not end.ended for end in both.ends.values())


# Lines that break, and others who do not keep to it


@pytest.mark.parametrize("event", [Stop(), Elapsed(), Dropped()])
def test_whatever_ends_it_early_takes_nothing_of_what_came(event):
    both = handed(asking=(SHOWER, SCANNER), scanner=withdrawals(1))
    both.happen(SHOWER, event)
    assert both.ends[SHOWER].over
    assert both.ends[SHOWER].ended is None
    assert both.ends[SHOWER].stored == card_of("Bo")
    assert got(both, SHOWER) == withdrawals(1)


@pytest.mark.parametrize("lost", range(5))
def test_a_line_cut_at_any_bundle_leaves_both_with_their_cards_and_what_came_before(lost):
    count = iter(range(9))
    line = Line(lambda role, message: (message,) if next(count) < lost else ())
    both = handed(line, shower=withdrawals(1), scanner=withdrawals(1))
    for role in both.ends:
        both.happen(role, Dropped())
    assert all(end.over and end.stored and end.confirmed and not end.ended for end in both.ends.values())
    assert len(line.said) == (4 if lost > 1 else 2 + lost)
    assert sum(len(got(both, role)) for role in both.ends) == min(lost, 2)


class Chatty(Bag):
    """Somebody who always has something more to say."""

    def ready(self):
        return Ready(waiting=True)


def test_somebody_who_always_has_more_sends_64_bundles_and_then_ends():
    line = Line()
    both = handed(line, bags={SCANNER: Chatty()})
    assert line.sent(SCANNER) == [b"\x03"] * 64 + [b"\x04"]
    assert len(both.ends[SHOWER].bag.came) == BUNDLES == 64
    assert all(end.over for end in both.ends.values())


def test_a_flood_of_bundles_ends_with_the_65th():
    line = Line(lambda role, message: (message,) * 65 if role is SCANNER and message != END else (message,))
    both = handed(line)
    assert len(both.ends[SHOWER].bag.came) == 64
    assert both.ends[SHOWER].over
    assert both.ends[SHOWER].stored == card_of("Bo")


@pytest.mark.parametrize("spoil", [
    lambda m: m[:-1], lambda m: m + b"\x00", lambda m: b"\x03", lambda m: b"\x05" + m[1:], lambda m: b"",
    lambda m: b"\x02", lambda m: END + b"\x00",
])  # fmt: skip
def test_what_is_neither_a_bundle_nor_an_end_ends_it_and_nothing_of_it_is_taken(spoil):
    line = Line(lambda role, m: (spoil(m),) if role is SCANNER and m != END else (m,))
    both = handed(line, scanner=withdrawals(1))
    assert both.ends[SHOWER].over
    assert both.ends[SHOWER].ended is None
    assert both.ends[SHOWER].bag.came == []
    assert both.ends[SHOWER].stored == card_of("Bo")


# Every state with every event

BUNDLE = b"\x03" + bundle.fill((), bundle.LARGE)[0]
FULL = Packed((BUNDLE[1:],))
FRESH = SwapBundling(b"them")
STATES = {
    f"{sent} sent, {heard} heard{', ended' * ended}{', over' * over}{', done' * done}": SwapBundling(
        b"them", sent, heard, ended=ended, over=over, done=done
    )
    for sent in (0, 1, BUNDLES)
    for heard in (0, 1, BUNDLES)
    for ended in (False, True)
    for over in (False, True)
    for done in (False, True)
    if not (ended and over)  # that is the end
}
EVENTS: dict[str, Any] = {
    "nothing": Ready(), "something": Ready(waiting=True), "much": Ready(waiting=True, large=True),
    "asking": Ready(asking=True), "something, asking": Ready(waiting=True, asking=True),
    "Packed": FULL, "BUNDLE": BUNDLE, "END": END, "short BUNDLE": BUNDLE[:-1], "long BUNDLE": BUNDLE + b"!",
    "OK": b"\x02", "empty": b"", "long END": END + END, "two Packed": Packed(FULL.bundles * 2),
    "Busy": Busy(), "PersonDone": PersonDone(), "Stop": Stop(), "Elapsed": Elapsed(), "Dropped": Dropped(),
    "Saved": Saved(()), "Heard": Heard("acme"),
}  # fmt: skip


def end(state, *effects):
    """Where both said END it is over."""
    return (SwapOver(), [*effects, Finish()]) if state.ended and state.over else (state, list(effects))


def listed(state, event):  # the table of docs/spec.md, 8.5
    look, pack = Look((b"them",)), Pack((b"them",), 4096)
    match event:
        case Ready() if state.ended:
            return state, []
        case Ready(waiting) if state.sent < 64 and (waiting or state.sent == 0):
            return state, [pack]
        case Ready(_, _, asking):
            ends = state.heard > 0 and (state.done or not asking)
            return end(replace(state, ended=True), SwapSend(END)) if ends else (state, [])
        case Packed((filled,)) if not state.ended:
            return replace(state, sent=state.sent + 1), [SwapSend(b"\x03" + filled), look]
        case bytes() if event == END and not state.over:
            return end(replace(state, over=True))
        case bytes() if event == BUNDLE and not state.over and state.heard < 64:
            return replace(state, heard=state.heard + 1), [Unpack(((b"them", event[1:]),))]
        case PersonDone():
            return replace(state, done=True), [look]
        case Heard() | Saved() | Busy():
            return state, []
    return SwapOver(), [Finish()]


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("name", STATES)
def test_a_side_behind_the_cards_does_what_the_table_says_and_nothing_else(name, event):
    state, effects = listed(STATES[name], EVENTS[event])
    before = repr(STATES[name])
    assert step(STATES[name], EVENTS[event]) == (state, tuple(effects))
    assert swap.step(STATES[name], EVENTS[event]) == (state, tuple(effects))
    assert repr(STATES[name]) == before


def test_a_side_has_five_minutes_and_asks_first_what_there_is():
    assert swap_bundles.begin(b"them") == (FRESH, (Wait(ANSWER_TIME), Look((b"them",))))
    assert ANSWER_TIME == 300


def test_the_table_in_the_module_names_each_kind_of_event():
    rows = re.findall(r"^    SwapBundling +(.*?)  ", swap_bundles.__doc__ or "", re.MULTILINE)
    named = {word for row in rows for word in re.split(r"\W+", row)}
    assert named >= {"Ready", "BUNDLE", "END", "PersonDone", "Stop", "Elapsed", "Dropped"}
