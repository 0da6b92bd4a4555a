"""Attacks on swaps: a code that is photographed, a race, and messages replayed, reflected, cut or forged."""

from dataclasses import replace
from fractions import Fraction

import pytest

from p2pcard.core.exchange import phrase, swap
from p2pcard.core.exchange.channel import Inbox, cut
from p2pcard.core.exchange.events import Dropped, Heard, StoredNow
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import Role
from p2pcard.errors import (
    BadKey,
    BadSignature,
    CannotOpen,
    Malformed,
    OtherDevice,
    SwapBroken,
    WordsDiffer,
    YourOwnCard,
)
from tests.cheats import Photographer, copycat
from tests.pairs import Pair, code_of
from tests.peers import card_of, chance_of, self_of

SHOWER, SCANNER = Role.SHOWER, Role.SCANNER
CODE, SECRET = code_of()
CARD, OK = swap.CARD_SIZE, b"\x02"

# Swaps


def test_a_photographer_who_wins_the_race_is_named_nowhere_and_gets_no_card_without_the_words():
    """The person who really scanned has no words to say, and the photographer cannot speak as them."""
    raced = Photographer("Bo").race(self_of("Ana"))
    assert "Bo" not in repr(raced.ends[SHOWER].shown)
    raced.typed(SCANNER)
    first, second = raced.said(SCANNER).split()
    guesses = [f"{first} {each}" for each in ("adroitness", "adviser", "aftermath", "aggregate")]
    for guess in [each for each in guesses if not each.endswith(second)][:3]:
        raced.happen(SHOWER, Heard(guess))
    assert isinstance(raced.ends[SHOWER].ended, WordsDiffer)
    assert not any(end.stored or end.last(StoredNow) for end in raced.ends.values())


def test_a_photographer_whose_words_are_typed_gets_the_card():
    """This stays open: words are only as good as the look at who says them, or the voice."""
    raced = Photographer("Bo").race(self_of("Ana"))
    raced.both_typed()
    assert raced.ends[SCANNER].stored == card_of("Ana")


def test_three_guesses_of_two_words_or_five_digits_hit_three_times_in_65536():
    for mode in Mode:
        said = {phrase.pair(number.to_bytes(2, "big"), mode, 0) for number in range(65536)}
        assert Fraction(3, len(said)) == Fraction(3, 65536)


def test_no_choice_of_the_photographers_decides_the_words():
    """The shower's key was fixed before his: each try is another code."""
    words = {Photographer("Bo", run=str(run)).race(self_of("Ana")).said(SHOWER) for run in range(40)}
    assert len(words) == 40


def test_of_two_scanners_of_one_code_the_second_gets_no_answer_it_could_use():
    """The shower answers once; were there a second answer under the same key, its channel would be new."""
    calls = [swap.call(CODE, chance_of(who)(32)) for who in ("one", "two")]
    first, answer = swap.answer(CODE, SECRET, calls[0][1])
    with pytest.raises(OtherDevice):
        swap.connect(CODE, calls[1][0], answer)
    assert swap.connect(CODE, calls[0][0], answer).binding == first.binding


def test_who_did_not_see_the_code_gets_no_answer():
    other = replace(CODE, commitment=bytes(range(16)))
    _, first = swap.call(other, bytes(range(32)))
    with pytest.raises(CannotOpen):
        swap.answer(CODE, SECRET, first)


@pytest.mark.parametrize("change", ["cut", "longer", "reflected", "empty", "low"])
def test_a_handshake_that_is_cut_lengthened_or_sent_back_does_not_open(change):
    handshake, first = swap.call(CODE, bytes(range(32)))
    broken = {
        "cut": first[:-1], "longer": first + b"!", "reflected": first[::-1], "empty": b"", "low": bytes(48),
    }[change]  # fmt: skip
    with pytest.raises((CannotOpen, BadKey)):
        swap.answer(CODE, SECRET, broken)
    with pytest.raises(OtherDevice):
        swap.connect(CODE, handshake, first if change == "reflected" else broken)


def test_a_recorded_first_message_leads_into_a_channel_that_the_replayer_cannot_use():
    """The shower answers one; a later code has another key, and opens nothing that was for this one."""
    _, first = swap.call(CODE, bytes(range(32)))
    one, _ = swap.answer(CODE, SECRET, first)
    later, secret = code_of("2")
    with pytest.raises(CannotOpen):
        swap.answer(later, secret, first)
    _, frames = cut(one.sending, b"a card")
    with pytest.raises(CannotOpen):
        Inbox(one.receiving).take(next(frames))


def sent(role, run="1"):
    """The card that a role sent in another swap, or in this one."""
    said: dict[Role, bytes] = {}

    def bend(who, message):
        said.update({who: message} if len(message) == CARD else {})
        return (message,)

    Pair(self_of("Ana"), self_of("Bo"), bend, run).both_typed()
    return said[role]


def without_cards(run="1"):
    """A swap in which both typed, and both cards are kept back on their way."""
    both = Pair(self_of("Ana"), self_of("Bo"), lambda role, m: () if len(m) == CARD else (m,), run)
    both.both_typed()
    return both


@pytest.mark.parametrize("run", ["1", "2"])
@pytest.mark.parametrize("role", [SHOWER, SCANNER])
def test_a_card_sent_back_to_its_sender_is_refused(role, run):
    """Of this swap its proof is for the other role, of another swap for another channel."""
    both = without_cards()
    both.happen(role, sent(role, run))
    assert isinstance(both.ends[role].ended, BadSignature)
    assert both.ends[role].stored is None


@pytest.mark.parametrize("role", [SHOWER, SCANNER])
def test_a_card_of_another_swap_is_refused(role):
    both = without_cards()
    both.happen(Role(3 - role), sent(role, "2"))
    assert isinstance(both.ends[Role(3 - role)].ended, BadSignature)
    assert both.ends[Role(3 - role)].stored is None


def test_a_copied_card_is_refused_in_a_swap_and_ones_own_too():
    copied = Pair(self_of("Ana"), copycat("Mallory", "Bo"))
    copied.both_typed()
    assert isinstance(copied.ends[SHOWER].ended, BadSignature)
    mine = Pair(self_of("Ana"), self_of("Ana"))
    mine.both_typed()
    assert all(isinstance(end.ended, YourOwnCard) for end in mine.ends.values())


SPOILED = {
    "empty": lambda m: b"", "cut": lambda m: m[:-1], "longer": lambda m: m + b"\x00",
    "another kind": lambda m: b"\x02" + m[1:], "something behind it": lambda m: m[:-1] + b"\x01",
    "a length beyond the end": lambda m: m[:65] + b"\xff\xff" + m[67:],
    "a receipt": lambda m: OK, "the words once more": lambda m: b"\x06",
}  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
@pytest.mark.parametrize("role", [SHOWER, SCANNER])
def test_a_card_message_of_another_form_is_refused_and_nothing_is_stored(role, spoil):
    both = Pair(
        self_of("Ana"), self_of("Bo"),
        lambda who, m: (spoil(m),) if who is role and len(m) == CARD else (m,),
    )  # fmt: skip
    both.both_typed()
    other = both.ends[Role(3 - role)]
    assert isinstance(other.ended, Malformed)
    assert other.stored is None


@pytest.mark.parametrize("role", [SHOWER, SCANNER])
def test_noise_behind_a_card_cannot_make_a_device_say_that_nothing_was_stored(role):
    def bend(who, message):
        return (message, b"noise", message) if who is role and len(message) == CARD else (message,)

    both = Pair(self_of("Ana"), self_of("Bo"), bend)
    both.both_typed()
    other = both.ends[Role(3 - role)]
    assert other.stored
    assert not other.ended
    both.happen(Role(3 - role), Dropped())
    assert other.over


@pytest.mark.parametrize("role", [SHOWER, SCANNER])
def test_a_card_before_both_typed_ends_the_swap(role):
    both = Pair(self_of("Ana"), self_of("Bo"))
    both.happen(Role(3 - role), swap._card(both.sides[role]))
    assert isinstance(both.ends[Role(3 - role)].ended, SwapBroken)
    assert both.ends[Role(3 - role)].stored is None
