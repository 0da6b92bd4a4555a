"""Whatever a device lives through, both programs hold the same and give the same answers."""

import json
from collections import Counter

import pytest

from scripts.vectors.holdings import answered, checked, holdings
from scripts.vectors.lives import key_of
from tests.random_lives import PEOPLE, Fate
from tests.second_reader import circling, counting, life_checks

LIVES = 120
STEPS = 40


class Lived:
    """A life in the place of a vector's file."""

    expect = "ok"

    def __init__(self, life):
        self.life = life

    def bytes(self, _):
        return self.life.book.me

    def all(self, key):
        return [str(value) for name, value in self.life.lines if name == key]

    def text(self, _):
        return self.life.refused


@pytest.fixture(scope="module")
def lives():
    return [Fate(f"life {number}").live(STEPS) for number in range(LIVES)]


def plain(found):
    """As a file would say it."""
    return json.loads(json.dumps(found))


@pytest.fixture(scope="module")
def holders(lives):
    """What the second program makes of each."""
    return [life_checks.live(Lived(life))[0] for life in lives]


@pytest.mark.parametrize("number", range(LIVES))
def test_a_program_written_from_the_document_holds_the_same_after_any_life(lives, holders, number):
    life, holder = lives[number], holders[number]
    expected, found = plain(holdings(life.book)), life_checks.holdings(holder)
    if holder.chose:  # which of several equally good sets of routes is kept is not said
        del expected["kept"], found["kept"]
    assert found == expected


@pytest.mark.parametrize("number", range(LIVES))
def test_it_gives_the_same_answers(lives, holders, number):
    life, holder = lives[number], holders[number]
    silent = {"people", "level"} if holder.chose else set()
    for key in map(key_of, PEOPLE):
        for month in (life.month, life.month + 1, life.month + 13):
            expected = plain(answered(life.book, key, month))
            found = counting.answer(holder, key, month)
            assert {name: found[name] for name in found.keys() - silent} == {
                name: expected[name] for name in expected.keys() - silent
            }
            if key in life.book.contacts and not holder.chose:
                expected = plain(checked(life.book, "street", key, month))
                assert circling.check(holder, "street", key, month) == expected


def test_in_most_lives_there_is_one_way_to_keep_routes(holders):
    assert sum(holder.chose for holder in holders) < LIVES / 4


def test_these_lives_have_something_of_everything(lives):
    seen = Counter(name for life in lives for refused in life.refused for name in refused)
    for life in lives:
        seen.update(f"kept {kept.count}" for kept in life.book.vouches.kept.values())
        seen.update(f"left {len(kept.routes)}" for kept in life.book.vouches.kept.values())
        seen.update(answered(life.book, key_of(name), life.month)["level"] for name in PEOPLE)
        seen.update("place" for _ in life.book.circles["street"].people)
    few = {
        *("BadAcceptance", "VouchWithdrawn", "CardRevoked", "VouchAhead", "VouchRanOut", "NotAccepted"),
        *("NotTheirs", "UnknownSubject", "UnknownVoucher", "NothingForYou", "IntroductionRanOut"),
        *("NotForYou", "NotIntroduced", "kept 1", "kept 2", "kept 3", "left 0", "left 1", "left 2"),
        *("met", "confirmed", "one", "none", "place"),
    }
    assert {name: seen[name] for name in few if seen[name] < 10} == {}
