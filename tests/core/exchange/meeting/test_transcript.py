"""What all devices of a run compute alike rests on everything that was said (spec 7.4)."""

from dataclasses import replace

import pytest

from p2pcard.core.exchange.meeting.messages import Listing
from p2pcard.core.exchange.meeting.transcript import Fresh, Transcript, card_hash, commit
from p2pcard.core.exchange.phrase import Mode
from tests.peers import card_of, chance_of

PEOPLE = [Fresh.draw(chance_of(name)) for name in ("Ana", "Ben", "Eva", "Teo")]
OPENINGS = tuple(sorted((fresh.opening(card_of("Ana")) for fresh in PEOPLE), key=commit))
LISTING = Listing(Mode.WORDS, 0, commit(OPENINGS[2]), tuple(map(commit, OPENINGS)))
RUN = Transcript(LISTING, OPENINGS)
ALL = (0, 1, 2, 3)


def test_the_reader_is_found_by_the_commitment_and_everybody_has_a_number_from_1():
    assert (RUN.count, RUN.reader) == (4, 2)
    assert sorted(RUN.numbers) == [1, 2, 3, 4]
    assert len({Transcript(LISTING, (*OPENINGS[:3], bytes((n,)) * 128)).numbers for n in range(20)}) > 1


@pytest.mark.parametrize(
    "other",
    [
        replace(LISTING, mode=Mode.DIGITS),
        replace(LISTING, size=1),
        replace(LISTING, version=2),
        replace(LISTING, reader=LISTING.commitments[0]),
    ],
)
def test_the_phrase_rests_on_everything_that_the_list_says(other):
    assert Transcript(other, OPENINGS).digest != RUN.digest


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("byte", [0, 31, 32, 63, 64, 95, 96, 127])
def test_the_phrase_rests_on_every_part_of_every_opening(place, byte):
    changed = bytearray(OPENINGS[place])
    changed[byte] ^= 1
    openings = (*OPENINGS[:place], bytes(changed), *OPENINGS[place + 1 :])
    assert Transcript(LISTING, openings).phrase != RUN.phrase
    assert commit(bytes(changed)) != LISTING.commitments[place]


def test_an_opening_holds_the_two_keys_the_hash_of_the_card_and_what_was_drawn():
    fresh = PEOPLE[0]
    place = OPENINGS.index(fresh.opening(card_of("Ana")))
    parts = (RUN.exchange_key(place), RUN.signing_key(place), RUN.card_hash(place), fresh.random)
    assert b"".join(parts) == OPENINGS[place]
    assert RUN.card_hash(place) == card_hash(fresh.salt, bytes(card_of("Ana")))
    assert card_hash(bytes(32), bytes(card_of("Ana"))) != RUN.card_hash(place)


@pytest.mark.parametrize("staying", [ALL, (0, 2), (1, 2, 3), (0, 1, 2)])
def test_the_answer_is_said_by_the_last_number_among_those_who_stay_and_never_by_the_reader(staying):
    others = [RUN.numbers[place] for place in staying if place != RUN.reader]
    assert RUN.numbers[RUN.answerer(staying)] == max(others)


def test_each_list_of_those_who_stay_has_an_answer_of_its_own():
    lists = [ALL, (0, 1, 2), (0, 2, 3), (1, 2, 3)]
    assert len({RUN.answer(staying) for staying in lists}) == 4


def test_what_is_signed_serves_for_one_purpose_one_place_and_one_list():
    signed = [
        way(place, staying) for way in (RUN.ok, RUN.done) for place in ALL for staying in (ALL, (0, 1, 2))
    ] + [RUN.bind(place) for place in ALL]
    assert len(set(signed)) == 20
    assert all(RUN.digest in each for each in signed)
    assert len({RUN.seal_context(place) for place in ALL}) == 4


def test_keys_differ_by_direction_and_purpose_and_a_pair_has_one_secret():
    shared = bytes(32)
    boxes = {RUN.box_key(shared, one, other) for one in ALL for other in ALL}
    bundles = {RUN.bundle_key(shared, one, other) for one in ALL for other in ALL}
    secrets = {RUN.pair_secret(shared, one, other) for one in ALL for other in ALL if one < other}
    assert (len(boxes), len(bundles), len(secrets)) == (16, 16, 6)
    assert boxes.isdisjoint(bundles | secrets) and bundles.isdisjoint(secrets)
    assert RUN.pair_secret(shared, 3, 1) == RUN.pair_secret(shared, 1, 3)
    assert RUN.pair_secret(bytes(31) + b"\x01", 1, 3) not in secrets


def test_a_device_draws_five_times_32_bytes_and_nothing_twice():
    drawn = PEOPLE[0]
    parts = {drawn.exchange, drawn.signing, drawn.random, drawn.salt, drawn.card_key}
    assert {len(part) for part in parts} == {32}
    assert len(parts) == 5
