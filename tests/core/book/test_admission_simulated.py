"""What an infiltrator gets into a circle, by the simulation of `scripts/bench infiltration`, made small."""

import pytest

from scripts.benches.infiltration import (
    FAKES,
    NAMED,
    WORD,
    Case,
    Checker,
    Lead,
    World,
    delayed,
    play,
    play_simpler,
)

SEEDS = (1, 2)
MARKS = pytest.mark.parametrize("mark", [WORD, NAMED])


def fakes(case, quarters, seed):
    """How many fakes are in a circle at the end, on average, and how many in any."""
    return play(case, quarters, seed)[-1]


@MARKS
@pytest.mark.parametrize("seed", SEEDS)
def test_one_infiltrator_alone_gets_nobody_in(mark, seed):
    assert fakes(Case(1, mark=mark), 8, seed) == (0, 0)


@MARKS
@pytest.mark.parametrize("seed", SEEDS)
def test_one_infiltrator_gets_in_at_most_one_fake_for_each_tricked_vouch(mark, seed):
    for quarter, (mean, anywhere) in enumerate(play(Case(1, 1, mark), 8, seed), 1):
        assert 0 < mean <= anywhere <= quarter


@MARKS
@pytest.mark.parametrize(("bad", "limit"), [(2, 24), (3, 45)])
def test_what_infiltrators_get_in_together_is_bounded_by_the_budget(mark, bad, limit):
    mean, anywhere = fakes(Case(bad, mark=mark), 8, 1)
    assert mean == anywhere == 8 * (3 * bad // 2)
    assert mean <= limit


@MARKS
@pytest.mark.parametrize(("bad", "tricked"), [(1, 1), (2, 0), (2, 1)])
def test_the_number_of_fakes_grows_no_faster_than_time(mark, bad, tricked):
    after = [mean for mean, _ in play(Case(bad, tricked, mark), 12, 2)]
    assert after[11] <= 2.2 * after[5]


@MARKS
def test_an_infiltrator_and_all_fakes_they_name_count_as_one(mark):
    checker = Checker(World(Case(1, mark=mark), 1, 0), 1)
    checker.begin(0)
    leads = [Lead(0, voucher, checker.month) for voucher in (0, *FAKES[:7])]
    assert checker.show(checker.book, FAKES[7], [checker.vouches(FAKES[7], leads)]) is None


def test_two_infiltrators_do_get_somebody_in():
    checker = Checker(World(Case(2), 1, 0), 2)
    checker.begin(0)
    leads = [Lead(bad, bad, checker.month) for bad in (0, 1)]
    assert checker.show(checker.book, FAKES[0], [checker.vouches(FAKES[0], leads)]) is not None


def test_simpler_rules_let_in_more():
    assert play_simpler(1, 200, 0, 1, 0) == 200
    assert play_simpler(2, 200, 0, 1, 0) == 0
    assert play_simpler(2, 200, 0, 1, 1) == 200
    assert play_simpler(2, 3, 2, 1, 1) > 100


@pytest.mark.parametrize("founders", [25, 10, 5])
def test_nobody_honest_comes_twice_whom_two_marked_people_vouch_for_while_budgets_last(founders):
    late = [each for seed in SEEDS for each in delayed(WORD, "marked", founders, seed)]
    assert late
    assert sum(late) <= 0.06 * len(late)
