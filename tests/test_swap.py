"""A swap: two people, one code, and the second card leaves only behind a spoken word."""

from dataclasses import replace

import pytest

from p2pcard.core import bundle, crypto, swap
from p2pcard.core.exchange import Again, Dropped, Elapsed, Heard, Saved, Stop, StoredNow, Wait
from p2pcard.core.swap import ReceiptNow, Role, WordNeeded, WordNow
from p2pcard.errors import Malformed, SwapBroken, SwapNotKept, SwapStopped, SwapTookTooLong, WordDiffers
from tests.pairs import Pair
from tests.peers import card_of, self_of

SHOWER, SCANNER = Role.SHOWER, Role.SCANNER
ENDS = (SHOWER, SCANNER)
LARGE = {"channels": tuple((0, str(number) * 190) for number in range(8))}


def pair(bend=None, *, run="1", digits=(False, False), fields=None):
    shower = self_of("Ana", digits=digits[0], **(fields or {}))
    return Pair(shower, self_of("Bo", digits=digits[1], **(fields or {})), bend, run)


def say(both):
    """The scanner's person says the word on their screen, and the shower's person types it."""
    both.happen(SHOWER, Heard(both.ends[SCANNER].last(WordNow).word))


def recorded():
    """What crossed, and a bend that records it."""
    said = []

    def bend(role, message):
        said.append((role, message))
        return (message,)

    return said, bend


def test_one_code_and_one_word_give_each_the_others_card():
    both = pair()
    assert both.ends[SHOWER].last(WordNeeded).name == "Bo"
    say(both)
    shower, scanner = (both.ends[role] for role in ENDS)
    assert (shower.stored, scanner.stored) == (card_of("Bo"), card_of("Ana"))
    assert shower.last(StoredNow).cards == (card_of("Bo"),)
    assert all(end.over and end.confirmed and end.last(ReceiptNow).stored for end in (shower, scanner))
    assert shower.secret == scanner.secret
    channel = both.sides[SHOWER].channel
    assert shower.secret == crypto.digest("p2pc-pair", channel.third, channel.binding)


def test_the_secrets_of_two_swaps_of_two_people_differ():
    runs = [pair(run=run) for run in ("1", "2")]
    for both in runs:
        say(both)
    assert len({end.secret for both in runs for end in both.ends.values()}) == 2


@pytest.mark.parametrize("lost", ["the receipt", "the receipt and all behind it"])
def test_only_a_receipt_confirms_a_pair_secret(lost):
    kept = (swap.CARD_SIZE,) if "all" in lost else (swap.CARD_SIZE, 1 + bundle.LARGE)
    both = pair(lambda role, message: (message,) if role is SHOWER or len(message) in kept else ())
    say(both)
    assert not both.ends[SHOWER].confirmed  # the OK was lost
    assert both.ends[SCANNER].confirmed  # the card itself says that mine is on disk
    both.happen(SHOWER, Elapsed())
    assert both.ends[SHOWER].last(ReceiptNow) == ReceiptNow(stored=False)
    assert both.ends[SHOWER].stored


def test_the_showers_card_leaves_only_after_the_word():
    said, bend = recorded()
    both = pair(bend)
    assert [role for role, _ in said] == [SCANNER]
    assert both.ends[SHOWER].stored is None
    say(both)
    assert [role for role, _ in said[:3]] == [SCANNER, SHOWER, SCANNER]
    assert [role for role, message in said if len(message) == swap.CARD_SIZE] == [SCANNER, SHOWER]


@pytest.mark.parametrize("fields", [{}, LARGE])
def test_all_cards_travel_at_one_size(fields):
    said, bend = recorded()
    say(pair(bend, fields=fields))
    assert [len(message) for _, message in said[:3]] == [swap.CARD_SIZE, swap.CARD_SIZE, 1]
    assert sorted(len(message) for _, message in said[3:]) == [1, 1, 1 + bundle.LARGE, 1 + bundle.LARGE]


@pytest.mark.parametrize("digits", [(True, False), (False, True), (True, True)])
def test_three_digits_are_said_where_either_person_works_in_digits(digits):
    both = pair(digits=digits)
    word = both.ends[SCANNER].last(WordNow).word
    assert len(word) == 3
    assert word.isdecimal()
    say(both)
    assert both.ends[SHOWER].stored


def wrong(both):
    """A word that is not the one on the scanner's screen."""
    return "aardvark" if both.ends[SCANNER].last(WordNow).word != "aardvark" else "absurd"


def test_three_other_words_end_the_swap_and_no_card_of_mine_left():
    said, bend = recorded()
    both = pair(bend)
    for left in (2, 1):
        both.happen(SHOWER, Heard(wrong(both)))
        assert both.ends[SHOWER].last(Again) == Again(differs=True, left=left, typed=wrong(both))
    both.happen(SHOWER, Heard(wrong(both)))
    assert isinstance(both.ends[SHOWER].ended, WordDiffers)
    assert [role for role, _ in said] == [SCANNER]
    assert not any(end.stored for end in both.ends.values())


def test_what_is_no_word_costs_no_try():
    both = pair()
    for typed in ("", "no", "two words", "xyzzy", "12"):
        both.happen(SHOWER, Heard(typed))
        assert both.ends[SHOWER].last(Again) == Again(differs=False, left=3, typed=typed)
    say(both)
    assert both.ends[SHOWER].stored


@pytest.mark.parametrize(("event", "refusal"), [
    (Stop(), SwapStopped), (Elapsed(), SwapTookTooLong), (Dropped(), SwapBroken),
])  # fmt: skip
def test_before_a_card_is_kept_stopping_waiting_and_a_cut_line_store_nothing(event, refusal):
    for end in ENDS:
        both = pair()
        both.happen(end, event)
        assert isinstance(both.ends[end].ended, refusal)
        assert both.ends[end].stored is None
    waiting = pair(lambda role, message: ())
    waiting.happen(SHOWER, event)
    assert isinstance(waiting.ends[SHOWER].ended, refusal)


@pytest.mark.parametrize("lost", range(8))
def test_a_line_cut_at_any_message_leaves_true_cards_and_true_words(lost):
    """Message 0 is the scanner's card, 1 the shower's, 2 the receipt; the others bring and end bundles."""
    count = iter(range(9))
    both = pair(lambda role, message: (message,) if next(count) < lost else ())
    if lost:
        say(both)
    for end in ENDS:
        both.happen(end, Dropped())
    shower, scanner = (both.ends[role] for role in ENDS)
    assert bool(shower.stored) is (lost > 0)
    assert bool(scanner.stored) is (lost > 1)
    assert bool(shower.ended) is (lost == 0)
    assert bool(scanner.ended) is (lost < 2)
    assert [end.over for end in (shower, scanner)] == [lost > 0, lost > 1]
    if lost:
        assert shower.last(ReceiptNow) == ReceiptNow(stored=lost > 2)  # else not known


def test_a_card_that_the_book_refuses_ends_the_swap_for_that_reason_and_mine_does_not_leave():
    both = pair()
    state, _ = swap.step(both.ends[SHOWER].state, Heard(both.ends[SCANNER].last(WordNow).word))
    with pytest.raises(SwapNotKept):
        swap.step(state, Saved(()))


def test_each_side_waits_for_devices_in_seconds_and_for_people_in_minutes():
    both = pair()
    begun = {role: swap.begin(side, both.code)[1] for role, side in both.sides.items()}
    assert [e.seconds for e in begun[SHOWER] if isinstance(e, Wait)] == [30]
    assert [e.seconds for e in begun[SCANNER] if isinstance(e, Wait)] == [330]


def test_the_code_says_whether_the_shower_works_in_digits():
    assert pair(digits=(True, False)).code.mode == 1
    assert replace(pair().code, mode=1) == pair(digits=(True, False)).code


def test_anything_written_behind_the_card_ends_the_swap_and_nothing_is_stored():
    both = pair(lambda role, message: (message[:-1] + b"\x01",) if len(message) > 1 else (message,))
    assert isinstance(both.ends[SHOWER].ended, Malformed)
    assert not both.ends[SHOWER].stored
