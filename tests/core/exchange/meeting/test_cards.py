"""A card holds where its box, its seal and its proof are all for this run and place (spec 7.6)."""

import pytest

from p2pcard.core.exchange.events import Refused
from p2pcard.core.exchange.meeting import cards, opening
from p2pcard.core.exchange.meeting.messages import NO_BOX, Listing, Opens
from p2pcard.core.exchange.meeting.opening import Opened
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from tests.peers import card_of, seed_of, self_of

ALL = (0, 1, 2)


def runs_of(*people):
    """The run of each of these people, in the order of their list."""
    listed = sorted(people, key=lambda me: me.join.commitment)
    commitments = tuple(each.join.commitment for each in listed)
    listing = Listing(Mode.WORDS, 0, commitments[0], commitments)
    opens = Opens(tuple(each.opening for each in listed))
    return [opening.check_openings(Opened(me, listing, False), opens) for me in listed]


RUNS = runs_of(self_of("Ana"), self_of("Ben"), self_of("Eva"))
ME = RUNS[1]
SEALS = tuple(opening.seal(run).sealed for run in RUNS)
BOXES = (cards.keys(RUNS[0], ALL).boxes[0], cards.keys(RUNS[2], ALL).boxes[1])  # from 0 and from 2, for me
ME_FOR_TWO = cards.keys(ME, ALL).boxes[1]


def arrived(runs, seals, boxes, me=1, staying=ALL):
    """Which members' cards came, and the reasons against others by their numbers."""
    found = cards.open_boxes(runs[me], staying, seals, boxes)
    return {each.position: each for each in found.arrivals}, found.refused


def test_each_card_comes_with_the_secret_that_its_owner_has_of_me():
    came, refused = arrived(RUNS, SEALS, BOXES)
    assert {place: each.card for place, each in came.items()} == {0: RUNS[0].me.card, 2: RUNS[2].me.card}
    assert refused == ()
    theirs, _ = arrived(RUNS, SEALS, (cards.keys(RUNS[0], ALL).boxes[1], ME_FOR_TWO), me=2)
    assert theirs[1].secret == came[2].secret != came[0].secret


def test_a_box_for_each_of_the_others_who_stay_and_none_for_anybody_else():
    assert [len(cards.keys(ME, staying).boxes) for staying in (ALL, (0, 1), (1, 2))] == [2, 1, 1]
    assert cards.keys(ME, (1, 2)).boxes == (ME_FOR_TWO,)


def test_who_sent_no_box_is_left_out_without_a_reason():
    came, refused = arrived(RUNS, SEALS, (NO_BOX, BOXES[1]))
    assert (list(came), refused) == ([2], ())


@pytest.mark.parametrize(
    ("seals", "boxes"),
    [
        (SEALS, (BOXES[1], BOXES[1])),
        (SEALS, (cards.keys(RUNS[0], ALL).boxes[1], BOXES[1])),
        (SEALS, (bytes(47) + b"\x01", BOXES[1])),
        ((SEALS[2], *SEALS[1:]), BOXES),
        ((SEALS[0][:-1] + bytes((SEALS[0][-1] ^ 1,)), *SEALS[1:]), BOXES),
        ((b"", *SEALS[1:]), BOXES),
    ],
    ids=[
        "another's box",
        "a box for another",
        "no box at all",
        "another's seal",
        "a changed seal",
        "no seal",
    ],
)
def test_a_card_that_does_not_open_is_damaged_and_no_other_suffers_for_it(seals, boxes):
    came, refused = arrived(RUNS, seals, boxes)
    assert list(came) == [2]
    assert refused == (Refused(ME.transcript.numbers[0], "damaged"),)


def resealed(run, content):
    """The seals with other content in place 0, under the right key."""
    sealed = crypto.seal(
        run.me.fresh.card_key, bytes(crypto.NONCE_SIZE), content, run.transcript.seal_context(0)
    )
    return (sealed, *SEALS[1:])


def test_another_card_than_the_one_committed_to_a_proof_of_another_run_or_anything_behind_is_damaged():
    run = RUNS[0]
    fresh, card = run.me.fresh, bytes(run.me.card)
    proof = run.me.prove(run.transcript.bind(0))
    for salt, signed, held, more in (
        (fresh.salt, proof, bytes(card_of("Ana", organisation="Other")), b""),
        (bytes(32), proof, card, b""),
        (fresh.salt, run.me.prove(run.transcript.bind(1)), card, b""),
        (fresh.salt, crypto.sign(seed_of("Eva"), run.transcript.bind(0)), card, b""),
        (fresh.salt, proof, card, b"\x01"),
    ):
        seals = resealed(run, salt + signed + len(held).to_bytes(2, "big") + held + more)
        assert list(arrived(RUNS, seals, BOXES)[0]) == [2]
    whole = resealed(run, fresh.salt + proof + len(card).to_bytes(2, "big") + card + bytes(9))
    assert list(arrived(RUNS, whole, BOXES)[0]) == [0, 2]


@pytest.mark.parametrize(("names", "come"), [(("Ana", "Ana", "Ben"), 0), (("Ana", "Ben", "Ben"), 1)])
def test_of_two_cards_of_one_identity_and_of_one_that_is_mine_none_is_taken(names, come):
    runs = runs_of(*(self_of(name, run=str(place)) for place, name in enumerate(names)))
    me = next(place for place, run in enumerate(runs) if run.me.card == card_of("Ben"))
    others = runs[me].others(ALL)
    seals = tuple(opening.seal(run).sealed for run in runs)
    boxes = tuple(cards.keys(runs[i], ALL).boxes[runs[i].others(ALL).index(me)] for i in others)
    came, refused = arrived(runs, seals, boxes, me)
    assert [each.card for each in came.values()] == [card_of("Ana")] * come
    assert {each.reason for each in refused} == {"same-person"}
    assert {each.number for each in refused} == {
        runs[me].transcript.numbers[i] for i in set(others) - set(came)
    }
