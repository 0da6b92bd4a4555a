"""Attacks on swaps: a code that is photographed, a race, and messages replayed, reflected, cut or forged."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from p2pcard.core import crypto, noise, swap
from p2pcard.core.channel import Inbox, cut
from p2pcard.core.exchange import Heard
from p2pcard.core.phrase import Mode, word
from p2pcard.core.swap import Role, WordNeeded, WordNow
from p2pcard.errors import (
    BadKey,
    BadSignature,
    CannotOpen,
    Malformed,
    SwapBroken,
    WordDiffers,
    YourOwnCard,
)
from tests.cheats import Photographer, copycat
from tests.pairs import Pair, code_of
from tests.peers import card_of, chance_of, self_of

SHOWER, SCANNER = Role.SHOWER, Role.SCANNER
TOKEN = bytes(range(16))
CODE, SECRET = code_of()

# Swaps


def test_a_photographer_who_wins_the_race_gets_no_card_without_the_word_on_his_own_screen():
    """The shower sees the name he chose; the person who really scanned has no word to say."""
    raced = Photographer("Bo").race(self_of("Ana"))
    assert raced.ends[SHOWER].last(WordNeeded).name == "Bo"
    shown = raced.ends[SCANNER].last(WordNow).word
    guesses = [each for each in ("aardvark", "absurd", "accrue", "acme") if each != shown]
    for guess in guesses[:3]:
        raced.happen(SHOWER, Heard(guess))
    assert isinstance(raced.ends[SHOWER].ended, WordDiffers)
    assert raced.ends[SHOWER].stored is None
    assert raced.ends[SCANNER].stored is None


def test_a_photographer_whose_word_is_typed_gets_the_card():
    """This stays open: a word is only as good as the look at who says it."""
    raced = Photographer("Bo").race(self_of("Ana"))
    raced.happen(SHOWER, Heard(raced.ends[SCANNER].last(WordNow).word))
    assert raced.ends[SCANNER].stored == card_of("Ana")


def test_three_guesses_of_a_swap_word_hit_three_times_in_256_or_with_digits_once_in_331():
    words = Counter(word(bytes((byte, 0)), Mode.WORDS) for byte in range(256))
    assert Fraction(sum(n for _, n in words.most_common(3)), 256) == Fraction(3, 256)
    digits = Counter(word(number.to_bytes(2, "big"), Mode.DIGITS) for number in range(65536))
    assert Fraction(sum(n for _, n in digits.most_common(3)), 65536) == Fraction(198, 65536)


def test_no_choice_of_the_photographers_decides_the_word():
    """His key is fixed before the shower's is drawn: each try is another code."""
    words = {
        Photographer("Bo", run=str(run)).race(self_of("Ana")).ends[SCANNER].last(WordNow).word
        for run in range(40)
    }
    assert len(words) > 20


def test_who_did_not_see_the_code_gets_no_answer():
    other = replace(CODE, token=TOKEN)
    _, first = swap.call(other, bytes(range(32)))
    with pytest.raises(CannotOpen):
        swap.answer(CODE, SECRET, chance_of("shower")(32), first)


def test_who_answers_without_the_codes_key_is_found_out():
    """He photographed the code and stands between: he cannot pretend to be the shower."""
    handshake, first = swap.call(CODE, bytes(range(32)))
    thief = crypto.exchange_public(SECRET[::-1])
    with pytest.raises(CannotOpen):
        swap.answer(replace(CODE, key=thief), SECRET[::-1], chance_of("thief")(32), first)
    spoken = noise.begin(
        "NNpsk0", initiator=False, ephemeral=chance_of("thief")(32), prologue=swap.PROLOGUE, psk=CODE.psk
    )
    with pytest.raises(CannotOpen):
        spoken.read(first)
    with pytest.raises(CannotOpen):
        handshake.read(chance_of("noise")(48))


@pytest.mark.parametrize("change", ["cut", "longer", "reflected", "empty", "low"])
def test_a_handshake_that_is_cut_lengthened_or_sent_back_does_not_open(change):
    handshake, first = swap.call(CODE, bytes(range(32)))
    broken = {
        "cut": first[:-1], "longer": first + b"!", "reflected": first[::-1], "empty": b"", "low": bytes(48),
    }[change]  # fmt: skip
    with pytest.raises((CannotOpen, BadKey)):
        swap.answer(CODE, SECRET, chance_of("shower")(32), broken)
    with pytest.raises((CannotOpen, BadKey)):
        handshake.read(first if change == "reflected" else broken)


def test_a_code_with_a_key_of_low_order_begins_no_swap():
    with pytest.raises(BadKey):
        swap.call(replace(CODE, key=bytes(32)), bytes(range(32)))


def test_a_replayed_first_message_leads_into_another_channel_that_the_replayer_cannot_use():
    """The driver answers one; were there a second answer, the channel, its word and its keys would be new."""
    _, first = swap.call(CODE, bytes(range(32)))
    one, _ = swap.answer(CODE, SECRET, chance_of("one")(32), first)
    two, _ = swap.answer(CODE, SECRET, chance_of("two")(32), first)
    assert one.binding != two.binding
    _, frames = cut(one.receiving, b"a card")
    with pytest.raises(CannotOpen):
        Inbox(two.receiving).take(next(frames))


def sent(role, run="1"):
    """What a role sent in another swap, or in this one."""
    said: dict[Role, bytes] = {}

    def bend(who, message):
        said.setdefault(who, message)
        return (message,)

    both = Pair(self_of("Ana"), self_of("Bo"), bend, run)
    both.happen(SHOWER, Heard(both.ends[SCANNER].last(WordNow).word))
    return said[role]


@pytest.mark.parametrize("run", ["1", "2"])
def test_a_card_sent_back_to_its_sender_is_refused(run):
    """Of this swap its proof is for the other role, of another swap for another channel."""
    both = Pair(self_of("Ana"), self_of("Bo"), lambda role, message: ())
    both.happen(SCANNER, sent(SCANNER, run))
    assert isinstance(both.ends[SCANNER].ended, BadSignature)


@pytest.mark.parametrize("role", [SHOWER, SCANNER])
def test_a_card_of_another_swap_is_refused(role):
    both = Pair(self_of("Ana"), self_of("Bo"), lambda role, message: ())
    both.happen(Role(3 - role), sent(role, "2"))
    assert isinstance(both.ends[Role(3 - role)].ended, BadSignature)


def test_a_copied_card_is_refused_in_a_swap_and_ones_own_too():
    copied = Pair(self_of("Ana"), copycat("Mallory", "Bo"))
    assert isinstance(copied.ends[SHOWER].ended, BadSignature)
    mine = Pair(self_of("Ana"), self_of("Ana"))
    assert isinstance(mine.ends[SHOWER].ended, YourOwnCard)


SPOILED = {
    "empty": lambda m: b"", "cut": lambda m: m[:-1], "longer": lambda m: m + b"\x00",
    "another kind": lambda m: b"\x02" + m[1:], "an unknown flag": lambda m: m[:1] + b"\x02" + m[2:],
    "a length beyond the end": lambda m: m[:66] + b"\xff\xff" + m[68:],
    "a receipt": lambda m: b"\x02",
}  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
@pytest.mark.parametrize("role", [SHOWER, SCANNER])
def test_a_card_message_of_another_form_is_refused_and_nothing_is_stored(role, spoil):
    both = Pair(self_of("Ana"), self_of("Bo"), lambda who, m: (spoil(m),) if who is role else (m,))
    if role is SHOWER:
        both.happen(SHOWER, Heard(both.ends[SCANNER].last(WordNow).word))
    other = both.ends[Role(3 - role)]
    assert isinstance(other.ended, Malformed)
    assert other.stored is None


@pytest.mark.parametrize("role", [SHOWER, SCANNER])
def test_noise_behind_a_card_cannot_make_a_device_say_that_nothing_was_stored(role):
    both = Pair(self_of("Ana"), self_of("Bo"), lambda who, m: (m, b"\x02", m) if who is SHOWER else (m,))
    if role is SCANNER:
        both = Pair(self_of("Ana"), self_of("Bo"))
        both._event(SHOWER, Heard(both.ends[SCANNER].last(WordNow).word))
        both._event(SHOWER, b"\x02")  # before it is saved: no receipt yet
        assert not both.ends[SHOWER].confirmed
        both.run()
    else:
        both.happen(SHOWER, Heard(both.ends[SCANNER].last(WordNow).word))
    assert all(end.stored and not end.ended and end.over for end in both.ends.values())


def test_a_second_card_while_the_word_is_asked_ends_the_swap():
    both = Pair(self_of("Ana"), self_of("Bo"), lambda who, m: (m, m) if who is SCANNER else (m,))
    assert isinstance(both.ends[SHOWER].ended, SwapBroken)
    assert both.ends[SHOWER].stored is None
