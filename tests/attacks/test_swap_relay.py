"""Somebody between the two people of a swap, with a code of their own: one draw each way, and no other."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange import phrase, swap
from p2pcard.core.exchange.events import Dropped, Heard
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import Role, Side
from p2pcard.core.exchange.swap_bundles import SwapSend
from p2pcard.errors import CannotOpen, NotTyped, OtherDevice, Refusal, SwapBroken, WordsDiffer
from tests.pairs import Pair, code_of
from tests.peers import chance_of, self_of
from tests.swap_relays import THERE, Relay, Rules, Shower, handshake, successes

SHOWER, SCANNER = Role.SHOWER, Role.SCANNER
RULES = Rules()
HELLO, TYPED = bytes((5, *bytes(31))), b"\x06"
WEAK = {
    "keys": replace(RULES, bound=False),
    "payloads": replace(RULES, bare=False),
    "answers": replace(RULES, one_answer=False),
    "calls": replace(RULES, one_call=False),
}


@pytest.mark.parametrize("ahead", [False, True], ids=["scanner first", "shower first"])
@pytest.mark.parametrize("role", Role)
def test_a_relay_with_its_own_code_has_one_chance_in_all_that_can_be_said(role, ahead):
    """Of the words only four bits count here: 25 of 400 are expected, and 9 to 45 are 1 in 10,000."""
    relays = (Relay(RULES, f"{role}/{ahead}/{run}", role, ahead=ahead) for run in range(400))
    assert 9 <= successes(relays) <= 45


@pytest.mark.parametrize("drawing", WEAK)
@pytest.mark.parametrize("role", Role)
def test_a_relay_that_draws_again_is_found_out_and_wins_no_more_often(role, drawing):
    relays = (Relay(RULES, f"{drawing}/{role}/{run}", role, drawing=drawing) for run in range(100))
    assert successes(relays) <= 16  # 6 are expected, as without drawing


@pytest.mark.parametrize("drawing", WEAK)
@pytest.mark.parametrize("role", Role)
def test_a_copy_of_the_protocol_without_one_of_its_rules_falls_to_the_same_relay(role, drawing):
    relays = (Relay(WEAK[drawing], f"{drawing}/{role}/{run}", role, drawing=drawing) for run in range(20))
    assert successes(relays) == 20


def test_asking_for_digits_draws_no_other_words():
    """Words and digits are the same 16 bits: who stands between cannot choose the way in which it fits."""
    for run in range(20):
        channel = Pair(self_of("Ana"), self_of("Bo"), run=str(run)).sides[SHOWER].channel
        for role in Role:
            number = int(swap.said(channel, role, Mode.DIGITS)[0]).to_bytes(2, "big")
            assert swap.said(channel, role, Mode.WORDS) == phrase.pair(number, Mode.WORDS, swap.first(role))


def test_the_scanner_takes_no_other_key_than_the_codes_from_somebody_who_has_the_code():
    code, _ = code_of()
    begun, first = swap.call(code, chance_of("scanner")(32))
    state, _ = handshake(code, chance_of("thief")(32), initiator=False).read(first)
    with pytest.raises(OtherDevice):
        swap.connect(code, begun, state.write()[1])


@pytest.mark.parametrize("payload", [b"\0", b"!", bytes(16), bytes(1000)])
def test_a_payload_is_refused_on_both_sides_of_the_handshake_although_it_opens(payload):
    code, secret = code_of()
    _, loaded = handshake(code, chance_of("scanner")(32), initiator=True).write(payload)
    handshake(code, secret, initiator=False).read(loaded)
    with pytest.raises(CannotOpen):
        swap.answer(code, secret, loaded)
    begun, first = swap.call(code, chance_of("scanner")(32))
    state, _ = handshake(code, secret, initiator=False).read(first)
    _, loaded = state.write(payload)
    begun.read(loaded)
    with pytest.raises(OtherDevice):
        swap.connect(code, begun, loaded)


def test_who_takes_only_the_code_from_the_air_cannot_move_it_to_another_address():
    """The whole code is in the prologue: the same commitment at another address is another code."""
    secret = chance_of("moved")(32)
    mine, moved = (swap.code_for(secret, place) for place in (code_of()[0].address, THERE))
    assert mine.commitment == moved.commitment
    with pytest.raises(CannotOpen):
        swap.answer(mine, secret, swap.call(moved, chance_of("scanner")(32))[1])


def test_a_second_first_message_to_one_shower_is_another_channel_and_so_is_never_answered():
    shower = Shower(RULES, chance_of("shower"))
    calls = [swap.call(shower.code, chance_of(who)(32))[1] for who in ("one", "two")]
    shower.answer(calls[0])
    with pytest.raises(Refusal):
        shower.answer(calls[1])


# What is said and typed


@pytest.mark.parametrize("typing", ["first", "last"])
@pytest.mark.parametrize("digits", [False, True])
def test_between_two_people_who_hear_each_other_a_relay_gets_no_card_in_any_order(typing, digits):
    """It says TYPED at once or late; both people type what the other says, and it is not on its own lines."""
    sent: list[tuple[str, Role, bytes]] = []

    def listen(name: str) -> Callable[[Role, bytes], tuple[bytes, ...]]:
        def bend(role: Role, message: bytes) -> tuple[bytes, ...]:
            sent.append((name, role, message))
            return (message,)

        return bend

    far = Pair(self_of("Mal"), self_of("Bo", digits=digits), listen("far"), "far")
    near = Pair(self_of("Ana", digits=digits), self_of("Mal"), listen("near"), "near")
    honest = ((near, SHOWER, far.said(SCANNER)), (far, SCANNER, near.said(SHOWER)))
    for both, role, heard in honest:
        if typing == "first":
            both.happen(role, TYPED)
        for _ in range(3):
            both.happen(role, Heard(heard))
        if typing == "last" and not both.ends[role].ended:
            both.happen(role, TYPED)
        assert isinstance(both.ends[role].ended, WordsDiffer | SwapBroken)
        assert both.ends[role].stored is None
    assert [role for name, role, message in sent if len(message) == swap.CARD_SIZE] == []


def test_somebody_who_mistypes_three_times_or_is_talked_into_three_guesses_gives_nothing_away():
    both = Pair(self_of("Ana"), self_of("Mal"))
    said = both.said(SCANNER).split()
    guesses = [
        f"{said[0]} {each}" for each in ("adroitness", "adviser", "aftermath", "aggregate") if each != said[1]
    ]
    both.happen(SHOWER, TYPED)
    for guess in guesses[:3]:
        both.happen(SHOWER, Heard(guess))
    assert isinstance(both.ends[SHOWER].ended, WordsDiffer)
    assert both.ends[SHOWER].stored is None
    assert both.ends[SCANNER].stored is None


# A code of somebody who is not there


def leaked(step: Callable[[Any, Any], Any], side: Side, events: list[Any]) -> list[int]:
    """The lengths of what a side sends when nobody speaks and these come in."""
    state, effects = swap.begin(side)
    sent = [effect.message for effect in effects if isinstance(effect, SwapSend)]
    for event in events:
        try:
            state, effects = step(state, event)
        except Refusal:
            break
        sent += [effect.message for effect in effects if isinstance(effect, SwapSend)]
    return [len(message) for message in sent]


def card_first(state: Any, event: Any) -> Any:
    """A weakened copy in which the card goes with the words, before anybody typed."""
    after, effects = swap.step(state, event)
    if isinstance(after, swap.Comparing) and isinstance(state, swap.Greeting):
        effects = (*effects, SwapSend(swap._card(state.me)))
    return after, effects


@pytest.mark.parametrize("role", Role)
def test_a_poster_that_nobody_in_the_room_made_gets_no_card_and_no_name_is_shown(role):
    """A person who takes the code hears nobody say any words, and so types none."""
    both = Pair(self_of("Poster"), self_of("Poster"), lambda who, message: ())
    side = both.sides[role]
    card = swap._card(both.sides[Role(3 - role)])
    for events in ([HELLO, TYPED, card], [HELLO, card], [HELLO, TYPED, b"\x02"], [HELLO, TYPED, Dropped()]):
        assert leaked(swap.step, side, events) == [swap.HELLO_SIZE]
    assert leaked(card_first, side, [HELLO]) == [swap.HELLO_SIZE, swap.CARD_SIZE]


@pytest.mark.parametrize("event", [Dropped(), b"\x02"])
def test_one_side_that_typed_alone_reads_nowhere_as_met(event):
    both = Pair(self_of("Ana"), self_of("Bo"))
    both.typed(SCANNER)
    both.happen(SCANNER, event)
    assert isinstance(both.ends[SCANNER].ended, NotTyped | SwapBroken)
    assert both.ends[SCANNER].stored is None
    assert not both.ends[SCANNER].confirmed
