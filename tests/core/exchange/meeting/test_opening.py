"""Before anything of mine is risked: which lists I open to, and which openings I believe (spec 7.4)."""

from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange.meeting import opening
from p2pcard.core.exchange.meeting.messages import Listing, Opens
from p2pcard.core.exchange.meeting.opening import Opened
from p2pcard.core.exchange.meeting.transcript import SMALL_CARD, commit
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from p2pcard.errors import ListWrong, OpeningWrong, ReaderDiffers
from tests.peers import chance_of, self_of

PEOPLE = sorted((self_of(name) for name in ("Ana", "Ben", "Eva")), key=lambda me: me.join.commitment)
ME = PEOPLE[1]
LISTING = Listing(Mode.WORDS, 0, PEOPLE[0].join.commitment, tuple(each.join.commitment for each in PEOPLE))
BIG: Any = {"channels": tuple((0, str(number) * 190) for number in range(8))}


def crowd(count):
    """A list of so many people, me among them."""
    chance = chance_of("a crowd")
    others = [chance(32) for _ in range(count - 1)]
    return replace(LISTING, commitments=tuple(sorted([ME.join.commitment, *others])))


@pytest.mark.parametrize("count", [2, 250])
def test_a_list_of_2_to_250_people_who_stand_in_order_is_opened_to(count):
    listing = replace(crowd(count), reader=ME.join.commitment)
    for asked in (True, False):
        opening.check_listing(ME, listing, asked=asked)
    opening.check_listing(ME, LISTING, asked=False)


@pytest.mark.parametrize(
    "listing",
    [
        crowd(1),
        crowd(251),
        replace(LISTING, commitments=LISTING.commitments[::-1]),
        replace(LISTING, commitments=(*LISTING.commitments, LISTING.commitments[-1])),
        replace(LISTING, commitments=(LISTING.commitments[0], LISTING.commitments[2])),
        replace(LISTING, reader=bytes(32)),
    ],
    ids=["one", "too many", "in another order", "twice", "without me", "without the reader"],
)
def test_to_any_other_list_i_do_not_open(listing):
    reader = listing.reader if listing.reader == bytes(32) else ME.join.commitment
    with pytest.raises(ListWrong):
        opening.check_listing(ME, replace(listing, reader=reader), asked=False)


def test_who_works_in_digits_or_has_a_large_card_opens_only_where_the_list_says_so():
    digits, large = self_of("Ana", digits=True), self_of("Ana", **BIG)
    assert (digits.join.digits, large.join.large, ME.join.digits, ME.join.large) == (True, True, False, False)
    for me, fits in ((digits, {"mode": Mode.DIGITS}), (large, {"size": 1})):
        people = tuple(sorted((me.join.commitment, ME.join.commitment)))
        listing = replace(LISTING, commitments=people, reader=ME.join.commitment)
        opening.check_listing(me, replace(listing, **fits), asked=False)
        with pytest.raises(ListWrong):
            opening.check_listing(me, listing, asked=False)


def test_who_took_the_readers_role_opens_only_where_they_read():
    with pytest.raises(ReaderDiffers):
        opening.check_listing(ME, LISTING, asked=True)


def openings(*changed):
    """All openings in their order, one of them perhaps another."""
    found = [each.opening for each in PEOPLE]
    for place, other in changed:
        found[place] = other
    return Opens(tuple(found))


def opened(opens):
    """I opened to a list whose commitments fit these openings."""
    return Opened(ME, replace(LISTING, commitments=tuple(map(commit, opens.openings))), False)


def test_good_openings_give_the_place_of_each_and_what_two_share():
    run = opening.check_openings(opened(openings()), openings())
    assert (run.position, run.reads, run.everybody, run.others((0, 1, 2))) == (1, False, (0, 1, 2), (0, 2))
    mine = crypto.exchange_public(ME.fresh.exchange)
    assert run.shared[2] == crypto.exchange(PEOPLE[2].fresh.exchange, mine)
    assert len(set(run.shared)) == 3
    assert run.numbers((2, 0)) == tuple(sorted((run.transcript.numbers[0], run.transcript.numbers[2])))


def test_an_opening_that_was_not_committed_to_is_refused():
    state = opened(openings())
    for opens in (openings((2, PEOPLE[0].opening)), Opens(openings().openings[:2])):
        with pytest.raises(OpeningWrong):
            opening.check_openings(state, opens)


@pytest.mark.parametrize(
    "other",
    [
        PEOPLE[0].opening[:32] + PEOPLE[2].opening[32:],
        PEOPLE[2].opening[:32] + PEOPLE[0].opening[32:64] + PEOPLE[2].opening[64:],
        bytes(32) + PEOPLE[2].opening[32:],
        PEOPLE[2].opening[:32] + bytes(32) + PEOPLE[2].opening[64:],
        PEOPLE[0].opening[:31] + bytes((PEOPLE[0].opening[31] | 0x80,)) + PEOPLE[2].opening[32:],
    ],
    ids=[
        "e of another",
        "k of another",
        "an e that gives nothing",
        "a k that is no key",
        "e spelled otherwise",
    ],
)
def test_an_opening_with_keys_that_serve_for_two_or_for_none_is_refused_although_it_was_committed_to(other):
    opens = openings((2, other))
    with pytest.raises(OpeningWrong):
        opening.check_openings(opened(opens), opens)


@pytest.mark.parametrize(("size", "length"), [(0, 1024 + 16), (1, 2304 + 16)])
def test_a_sealed_card_has_the_length_of_the_run_and_opens_with_its_card_key_in_its_place(size, length):
    state = opened(openings())
    run = opening.check_openings(replace(state, listing=replace(state.listing, size=size)), openings())
    sealed = opening.seal(run).sealed
    assert len(sealed) == length
    nonce, card = bytes(crypto.NONCE_SIZE), bytes(ME.card)
    content = crypto.unseal(ME.fresh.card_key, nonce, sealed, run.transcript.seal_context(1))
    assert content[:32] == ME.fresh.salt
    assert content[96:98] + content[98 : 98 + len(card)] == len(card).to_bytes(2, "big") + card
    crypto.verify(ME.card.author, run.transcript.bind(1), content[32:96])


def test_a_small_seal_has_room_for_926_bytes_of_a_card():
    assert SMALL_CARD == 926
