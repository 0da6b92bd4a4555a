"""A swap: two people, one code, and cards leave only when each typed what the other said."""

import pytest

from p2pcard.core.exchange import phrase, swap
from p2pcard.core.exchange.events import (
    Again,
    Arrival,
    Busy,
    Dropped,
    Elapsed,
    Heard,
    Saved,
    Stop,
    StoredNow,
    Wait,
)
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import CardSentNow, ReceiptNow, Role, TypedNow, WordsNow
from p2pcard.core.formats import crypto
from p2pcard.core.formats.wordlists import PGP_EVEN, PGP_ODD
from p2pcard.core.statements import bundle
from p2pcard.errors import (
    BadKey,
    CannotOpen,
    CardNotBack,
    Malformed,
    NotAWord,
    NotTyped,
    OtherDevice,
    SwapBroken,
    SwapNotKept,
    SwapStopped,
    SwapTookTooLong,
    WordsDiffer,
    YourOwnCard,
)
from tests.pairs import Pair, code_of
from tests.peers import card_of, self_of

SHOWER, SCANNER = Role.SHOWER, Role.SCANNER
ENDS = (SHOWER, SCANNER)
LARGE = {"channels": tuple((0, str(number) * 190) for number in range(8))}
HELLO, TYPED, OK = swap.HELLO_SIZE, 1, 1


def pair(bend=None, *, run="1", digits=(False, False), fields=None):
    shower = self_of("Ana", digits=digits[0], **(fields or {}))
    return Pair(shower, self_of("Bo", digits=digits[1], **(fields or {})), bend, run)


def recorded():
    """What crossed, and a bend that records it."""
    said = []

    def bend(role, message):
        said.append((role, message))
        return (message,)

    return said, bend


def cards(said):
    """Who sent a card."""
    return [role for role, message in said if len(message) == swap.CARD_SIZE]


def silent(kind):
    """A bend in which the scanner says nothing from its first message of this length on."""
    over: list[bool] = []

    def bend(role, message):
        over.extend([True] if role is SCANNER and len(message) == kind else ())
        return () if over and role is SCANNER else (message,)

    return bend


def wrong(both, role):
    """What is on the lists of a role, and not what its screen says."""
    lists = (PGP_EVEN, PGP_ODD) if role is SCANNER else (PGP_ODD, PGP_EVEN)
    first, second = both.said(role).split()
    return f"{first} {next(word for word in lists[1] if word != second)}"


def test_one_code_and_two_words_each_way_give_each_the_others_card():
    both = pair()
    both.both_typed()
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
        both.both_typed()
    assert len({end.secret for both in runs for end in both.ends.values()}) == 2


def test_each_screen_says_two_words_of_its_own_in_another_order_of_lists():
    for run in range(20):
        both = pair(run=str(run))
        scanner, shower = (both.said(role).split() for role in (SCANNER, SHOWER))
        assert [PGP_EVEN.count(scanner[0]), PGP_ODD.count(scanner[1])] == [1, 1]
        assert [PGP_ODD.count(shower[0]), PGP_EVEN.count(shower[1])] == [1, 1]


def test_what_a_device_asks_for_and_what_it_shows_are_bytes_of_one_hash():
    me = pair().sides[SCANNER]
    digest = crypto.digest("p2pc-swap-words", me.channel.binding)
    assert swap.said(me.channel, SCANNER, Mode.WORDS) == (PGP_EVEN[digest[0]], PGP_ODD[digest[1]])
    assert swap.said(me.channel, SHOWER, Mode.WORDS) == (PGP_ODD[digest[2]], PGP_EVEN[digest[3]])
    assert swap.said(me.channel, SCANNER, Mode.DIGITS) == (f"{digest[0] * 256 + digest[1]:05d}",)
    assert swap.said(me.channel, SHOWER, Mode.DIGITS) == (f"{digest[2] * 256 + digest[3]:05d}",)


def test_ones_own_words_are_not_on_the_list_and_cost_no_try():
    both = pair()
    with pytest.raises(NotAWord):
        phrase.hear(tuple(both.said(SCANNER).split()), both.said(SHOWER), Mode.WORDS)
    both.happen(SHOWER, Heard(both.said(SHOWER)))
    assert both.ends[SHOWER].last(Again) == Again(differs=False, left=3, typed=both.said(SHOWER))


@pytest.mark.parametrize("first", ENDS)
def test_no_card_leaves_and_no_name_shows_before_both_typed(first):
    said, bend = recorded()
    both = pair(bend)
    both.typed(first)
    assert cards(said) == []
    assert both.ends[first].shown[1:] == [TypedNow()]
    assert [type(screen) for screen in both.ends[Role(3 - first)].shown] == [WordsNow]
    both.typed(Role(3 - first))
    assert sorted(cards(said)) == [SCANNER, SHOWER]
    assert [end.last(CardSentNow) for end in both.ends.values()] == [CardSentNow()] * 2
    kinds = [type(screen) for screen in both.ends[Role(3 - first)].shown]
    assert kinds == [WordsNow, CardSentNow, StoredNow, ReceiptNow]


def test_nothing_is_shown_before_both_said_whether_they_work_in_digits():
    both = pair(lambda role, message: () if role is SCANNER else (message,))
    assert both.ends[SHOWER].shown == []
    assert [type(screen) for screen in both.ends[SCANNER].shown] == [WordsNow]


@pytest.mark.parametrize("fields", [{}, LARGE])
def test_all_cards_travel_at_one_size(fields):
    said, bend = recorded()
    pair(bend, fields=fields).both_typed()
    sizes = sorted(len(message) for _, message in said)
    behind = [1, 1, 1 + bundle.LARGE, 1 + bundle.LARGE]
    assert sizes == sorted([HELLO, HELLO, TYPED, TYPED, OK, OK, swap.CARD_SIZE, swap.CARD_SIZE, *behind])


@pytest.mark.parametrize("digits", [(True, False), (False, True), (True, True)])
def test_five_digits_are_said_where_either_person_works_in_digits(digits):
    both = pair(digits=digits)
    for role in ENDS:
        shown = both.ends[role].last(WordsNow)
        assert shown.mode is Mode.DIGITS
        assert len(shown.words[0]) == 5
        assert 0 <= int(shown.words[0]) < 65536
    both.both_typed()
    assert all(end.stored for end in both.ends.values())


@pytest.mark.parametrize("role", ENDS)
def test_three_other_pairs_end_the_swap_and_no_card_left(role):
    said, bend = recorded()
    both = pair(bend)
    typed = wrong(both, Role(3 - role))
    both.typed(Role(3 - role))
    for left in (2, 1):
        both.happen(role, Heard(typed))
        assert both.ends[role].last(Again) == Again(differs=True, left=left, typed=typed)
    both.happen(role, Heard(typed))
    assert isinstance(both.ends[role].ended, WordsDiffer)
    both.happen(Role(3 - role), Dropped())
    assert isinstance(both.ends[Role(3 - role)].ended, NotTyped)
    assert cards(said) == []
    assert not any(end.stored for end in both.ends.values())


def test_what_is_no_word_costs_no_try():
    both = pair()
    for typed in ("", "no", "word", "xyzzy plugh", "12", "one two three"):
        both.happen(SHOWER, Heard(typed))
        assert both.ends[SHOWER].last(Again) == Again(differs=False, left=3, typed=typed)
    both.both_typed()
    assert both.ends[SHOWER].stored


def test_a_beginning_of_several_words_is_asked_on_and_costs_no_try():
    both = pair()
    both.happen(SHOWER, Heard("sno bab"))
    asked = both.ends[SHOWER].last(Again)
    assert asked == Again(differs=False, left=3, typed="sno bab", beginning="sno")


@pytest.mark.parametrize(("event", "refusal"), [
    (Stop(), SwapStopped), (Elapsed(), SwapTookTooLong), (Dropped(), SwapBroken),
])  # fmt: skip
@pytest.mark.parametrize("end", ENDS)
def test_before_my_person_typed_stopping_waiting_and_a_cut_line_store_nothing(event, refusal, end):
    both = pair()
    waiting = pair(lambda role, message: ())
    for each in (both, waiting):
        each.happen(end, event)
        assert type(each.ends[end].ended) is refusal
        assert each.ends[end].stored is None


@pytest.mark.parametrize(("event", "refusal"), [
    (Stop(), SwapStopped), (Elapsed(), NotTyped), (Dropped(), NotTyped),
])  # fmt: skip
@pytest.mark.parametrize("end", ENDS)
def test_who_typed_first_is_told_that_the_other_did_not_and_that_nothing_left(event, refusal, end):
    said, bend = recorded()
    both = pair(bend)
    both.typed(end)
    both.happen(end, event)
    assert type(both.ends[end].ended) is refusal
    assert "Nothing has left this device" in both.ends[end].ended.kept
    assert cards(said) == []


@pytest.mark.parametrize("event", [Stop(), Elapsed(), Dropped()])
def test_where_my_card_went_and_theirs_did_not_come_it_is_said_to_whom_mine_went(event):
    both = pair(silent(swap.CARD_SIZE))
    both.both_typed()
    both.happen(SHOWER, event)
    assert type(both.ends[SHOWER].ended) is CardNotBack
    assert "went to the person whose words you typed" in both.ends[SHOWER].ended.text
    assert both.ends[SHOWER].stored is None
    assert both.ends[SCANNER].stored == card_of("Ana")
    assert both.ends[SCANNER].confirmed is False


@pytest.mark.parametrize("event", [Stop(), Elapsed(), Dropped(), b"\x02\x00", b"\x06"])
def test_only_a_receipt_says_that_they_hold_mine_and_confirms_the_secret(event):
    said = []

    def bend(role, message):
        said.append((role, message))
        return () if role is SCANNER and (SCANNER, b"\x02") in said else (message,)

    both = pair(bend)
    both.both_typed()
    assert both.ends[SHOWER].stored
    assert not both.ends[SHOWER].over
    both.happen(SHOWER, event)
    assert both.ends[SHOWER].last(ReceiptNow) == ReceiptNow(stored=False)
    assert both.ends[SHOWER].over
    assert not both.ends[SHOWER].confirmed
    assert both.ends[SCANNER].confirmed


@pytest.mark.parametrize("kept", range(9))
def test_a_line_cut_at_any_message_leaves_true_cards_and_true_words(kept):
    """Messages 0 and 1 are the HELLOs, 2 and 3 TYPED, 4 and 5 the cards, 6 and 7 the receipts."""
    count = iter(range(100))
    both = pair(lambda role, message: (message,) if next(count) < kept else ())
    for role in ENDS:
        if both.ends[role].last(WordsNow):
            both.happen(
                role, Heard(" ".join(swap.said(both.sides[role].channel, Role(3 - role), Mode.WORDS)))
            )
    for role in ENDS:
        both.happen(role, Dropped())
    ends = both.ends.values()
    assert sum(bool(end.stored) for end in ends) == max(0, min(2, kept - 4))
    assert all(bool(end.ended) is not bool(end.stored) for end in ends)
    assert [end.over for end in ends] == [bool(end.stored) for end in ends]
    assert sum(end.confirmed for end in ends) == max(0, min(2, kept - 6))
    assert all(end.last(ReceiptNow) == ReceiptNow(stored=end.confirmed) for end in ends if end.stored)


def test_a_card_that_the_book_refuses_ends_the_swap_for_that_reason():
    both = pair(silent(OK))
    state = swap.Storing(Arrival(0, card_of("Bo"), bytes(32)))
    with pytest.raises(SwapNotKept):
        swap.step(state, Saved(()))
    assert both.ends[SHOWER].stored is None


def test_each_side_waits_for_devices_in_seconds_and_for_people_in_minutes():
    me = pair().sides[SHOWER]
    greeting, effects = swap.begin(me)
    assert [each.seconds for each in effects if isinstance(each, Wait)] == [30]
    comparing, effects = swap.step(greeting, bytes((5, *bytes(31))))
    assert [each.seconds for each in effects if isinstance(each, Wait)] == [300]
    typed, effects = swap.step(comparing, Heard(" ".join(swap.said(me.channel, SCANNER, Mode.WORDS))))
    assert [each.seconds for each in effects if isinstance(each, Wait)] == [300]
    _, effects = swap.step(typed, b"\x06")
    assert [each.seconds for each in effects if isinstance(each, Wait)] == [30]


@pytest.mark.parametrize("message", [
    b"", b"\x05", bytes(32), bytes((5, 2, *bytes(30))), bytes((5, *bytes(30))), bytes((5, *bytes(32))),
    bytes((5, *bytes(30), 1)),
])  # fmt: skip
def test_a_hello_of_another_form_is_refused_and_nothing_is_shown(message):
    both = pair(lambda role, said: (message,) if role is SCANNER else (said,))
    assert isinstance(both.ends[SHOWER].ended, Malformed)
    assert both.ends[SHOWER].shown == []


def test_anything_written_behind_the_card_ends_the_swap_and_nothing_is_stored():
    def bend(role, message):
        return (message[:-1] + b"\x01",) if len(message) == swap.CARD_SIZE else (message,)

    both = pair(bend)
    both.both_typed()
    assert all(isinstance(end.ended, Malformed) and not end.stored for end in both.ends.values())


@pytest.mark.parametrize("event", [Heard("word"), Busy()])
def test_what_a_person_does_while_the_cards_are_under_way_does_not_belong_there(event):
    both = pair(silent(swap.CARD_SIZE))
    both.both_typed()
    both.happen(SHOWER, event)
    assert isinstance(both.ends[SHOWER].ended, SwapBroken)


def test_the_scanner_takes_an_answer_of_the_right_key_and_length_that_opens_and_no_other():
    code, secret = code_of()
    begun, first = swap.call(code, bytes(range(32)))
    _, second = swap.answer(code, secret, first)
    flipped = second[:-1] + bytes((second[-1] ^ 1,))
    for wrong in (b"", second[:-1], second + b"\0", bytes(48), flipped):
        with pytest.raises(OtherDevice):
            swap.connect(code, begun, wrong)
    assert swap.connect(code, begun, second).binding == swap.answer(code, secret, first)[0].binding


def test_the_shower_answers_a_first_message_of_the_right_length_alone():
    code, secret = code_of()
    _, first = swap.call(code, bytes(range(32)))
    for wrong in (b"", first[:-1], first + b"\0", first[::-1]):
        with pytest.raises((CannotOpen, BadKey)):
            swap.answer(code, secret, wrong)


def test_ones_own_card_is_refused():
    both = Pair(self_of("Ana"), self_of("Ana"))
    both.both_typed()
    assert all(isinstance(end.ended, YourOwnCard) and not end.stored for end in both.ends.values())
