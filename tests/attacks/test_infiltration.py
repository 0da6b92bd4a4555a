"""Attacks on who is counted in: fakes, second keys, budgets, probation, and introducers who lie."""

from itertools import permutations

import pytest

from p2pcard import errors
from p2pcard.core.book import admission
from p2pcard.core.book.routes import Mark
from p2pcard.core.statements import vouch
from p2pcard.core.statements.vouch import Manner
from tests.holders import NAMED, QUARTER, WORD, Holder, circle_of, comes, fakes, holders
from tests.peers import MONTH


@pytest.mark.parametrize("mark", [WORD, NAMED])
def test_one_infiltrator_with_fifty_fakes_counts_as_one_and_gets_nobody_in(mark):
    eve, ana = holders("Eve Ana")
    cleo, army = circle_of(eve, ana, mark=mark), fakes(50)
    for fake in army:
        eve.vouch(fake, may=True)
    for place, fake in enumerate(army):
        for other in army[place - 9 : place] if place >= 9 else ():
            other.vouch(fake, may=True)
        assert comes(cleo, fake) is errors.NotYet
    for fake in army:  # once more, now that all is known of all
        fake.show(cleo)
        assert cleo.counts_in(fake) is errors.NotYet
        assert cleo.people(fake) == 1
        assert list(cleo.answer(fake).groups()) == [frozenset({eve.key})]
    assert all(len(held) <= 8 for held in cleo.book.vouches.shown.values())


def test_an_infiltrator_and_one_person_who_was_tricked_get_in_one_fake_who_counts_once_marked():
    eve, ana = holders("Eve Ana", QUARTER)
    cleo, (one, two, three, four, five) = circle_of(eve, ana), fakes(5, QUARTER)
    assert comes(cleo, one, eve, ana) is None
    assert comes(cleo, two, eve, one) is errors.NotYet
    with pytest.raises(errors.StillNew):
        cleo.mark(one)
    for each in (cleo, eve, one, two, three, four, five):
        each.later(6)
    cleo.mark(one)  # if they are marked when that is over, they are one more infiltrator, with one budget
    assert [comes(cleo, each, eve, one) for each in (two, three, four)] == [None] * 3
    for each in (cleo, one, two, five):
        each.later(6)
    cleo.mark(one, two)
    assert comes(cleo, five, one, two) is errors.NotYet  # of newcomers one counts


def test_two_infiltrators_get_in_three_fakes_a_quarter_and_use_up_their_own_budget_for_honest_people():
    eve, fay, ana = holders("Eve Fay Ana", QUARTER)
    cleo, army = circle_of(eve, fay, ana), fakes(8, QUARTER)
    tried = [comes(cleo, each, eve, fay) for each in army]
    assert tried == [None] * 3 + [errors.OverBudget] * 5
    assert comes(cleo, Holder("Teo", QUARTER), eve, ana) is errors.OverBudget
    cleo.later(3)
    assert [comes(cleo, each) for each in army[3:]] == [None] * 3 + [errors.OverBudget] * 2


def test_an_infiltrator_known_through_honest_people_has_one_budget_however_many_named_them():
    bo, cy, di, ed, gus, hal = founders = holders("Bo Cy Di Ed Gus Hal", QUARTER)
    eve, fay = holders("Eve Fay", QUARTER)
    cleo, army = circle_of(*founders, mark=NAMED), fakes(6, QUARTER)
    for near, far in ((bo, eve), (cy, eve), (di, eve), (ed, fay), (gus, fay), (hal, fay)):
        near.vouch(far, may=True)
    for far in (eve, fay):
        cleo.meet(far)
        far.show(cleo)
    assert [comes(cleo, each, eve, fay) for each in army] == [None] * 3 + [errors.OverBudget] * 3


@pytest.mark.parametrize("mark", [WORD, NAMED])
def test_the_word_of_those_whose_budget_is_used_up_spares_nobody_elses_budget(mark):
    ana, bob, eve, fay, mal, max_ = holders("Ana Bob Eve Fay Mal Max", QUARTER)
    cleo, army = circle_of(ana, bob, eve, fay, mark=NAMED), fakes(11, QUARTER)
    for near, far in ((ana, mal), (bob, max_)):
        near.vouch(far, may=True)
        cleo.meet(far)
        far.show(cleo)
    cleo.mark(eve, fay, mark=mark)
    used = [comes(cleo, each, eve, fay) for each in army[:4]]
    assert used == [None] * 3 + [errors.OverBudget]
    tried = [comes(cleo, each, eve, fay, mal, max_) for each in army[4:]]
    assert tried == [None] * 3 + [errors.OverBudget] * 4


def test_my_own_word_beside_one_whose_budget_is_used_up_spares_nobody_elses_budget():
    ana, eve, fay, mal = holders("Ana Eve Fay Mal", QUARTER)
    cleo, army = circle_of(ana, eve, fay, mark=NAMED), fakes(8, QUARTER)
    ana.vouch(mal, may=True)
    cleo.meet(mal)
    mal.show(cleo)
    assert [comes(cleo, each, eve, fay) for each in army[:3]] == [None] * 3
    for each in army[3:]:
        cleo.vouch(each)
    assert [comes(cleo, each, eve, mal) for each in army[3:]] == [None] * 3 + [errors.OverBudget] * 2


def test_a_sponsor_with_two_keys_is_two_people_only_to_whoever_met_and_marked_both():
    eve, second, ana, dai = Holder("Eve"), Holder("second", called="Evelyn"), Holder("Ana"), Holder("Dai")
    cleo, fake = circle_of(eve, ana, mark=NAMED), Holder("Fake")
    eve.vouch(second, may=True)
    cleo.meet(second)
    second.show(cleo)
    assert comes(cleo, fake, eve, second) is errors.NotYet
    assert (cleo.people(fake), list(cleo.answer(fake).groups())) == (1, [frozenset({eve.key})])
    dai.meet(eve, second, fake)
    dai.mark(eve, second)
    fake.show(dai)
    assert dai.people(fake) == 2  # what is won where one person stood there twice


def test_nobody_vouches_for_themselves_but_by_a_second_key_that_was_met_and_marked():
    cleo, teo, second = Holder("Cleo"), Holder("Teo"), Holder("second", called="Theodor")
    cleo.meet(teo)
    with pytest.raises(errors.Malformed):
        vouch.read(vouch.issue(teo.root, teo.key, "Teo", 1, MONTH, Manner.QR, may_introduce=False))
    second.vouch(teo, may=True)
    teo.vouch(second, may=True)
    teo.show(cleo)
    assert cleo.people(teo) == 0
    cleo.meet(second)  # as if they were two people
    second.show(cleo)
    cleo.mark(teo, mark=NAMED)
    assert (cleo.people(teo), cleo.people(second)) == (0, 1)
    cleo.mark(second)
    assert (cleo.people(teo), cleo.people(second)) == (1, 1)  # all that is won: each is one, by the other


def test_a_ring_of_people_who_vouch_for_one_another_is_worth_the_one_who_is_marked():
    cleo, teo, *ring = holders("Cleo Teo Eve Fay Gil Hal")
    cleo.meet(*ring, teo)
    for one, other in permutations((*ring, teo), 2):
        one.vouch(other, may=True)
    cleo.mark(ring[0], mark=NAMED)
    for one in (*ring, teo):
        one.show(cleo)
    assert cleo.people(teo) == 1
    assert list(cleo.answer(teo).groups()) == [frozenset({ring[0].key})]
    assert [cleo.people(each) for each in ring] == [0, 1, 1, 1]


def test_a_budget_is_not_evaded_by_coming_twice_or_to_two_circles_and_begins_anew_with_the_quarter():
    eve, fay = holders("Eve Fay", QUARTER)
    cleo, army = circle_of(eve, fay), fakes(4, QUARTER)
    cleo.founds("choir", people=(eve, fay))
    assert comes(cleo, army[0], eve, fay) is None
    assert cleo.counts_in(army[0]) is None  # nothing happens
    assert [cleo.held(each).brought.count for each in (eve, fay)] == [1, 1]
    assert cleo.counts_in(army[0], "choir") is None
    assert comes(cleo, army[1], eve, fay) is None
    assert [comes(cleo, army[2], eve, fay), cleo.counts_in(army[2], "choir")] == [errors.OverBudget] * 2
    cleo.later(2)
    assert comes(cleo, army[2]) is errors.OverBudget
    cleo.later(1)
    assert [comes(cleo, army[2]), comes(cleo, army[3], eve, fay)] == [None, None]


def test_months_set_back_in_vouches_shorten_no_probation_and_no_other_circle_does():
    eve, fay = holders("Eve Fay", QUARTER + 2)
    cleo, fake = circle_of(eve, fay), Holder("Fake", QUARTER + 2)
    cleo.founds("choir")
    for each in (eve, fay, fake):
        each.month -= 12
    cleo.meet(fake)
    cleo.mark(fake)  # before it is counted in
    assert comes(cleo, fake, eve, fay) is None
    assert cleo.held(fake).mark is Mark.NO
    with pytest.raises(errors.StillNew):
        cleo.book = admission.found(cleo.book, "street", cleo.held(fake), cleo.month)
    cleo.book = admission.found(cleo.book, "choir", cleo.held(fake), cleo.month)
    for _ in range(4):  # this quarter has one month left, and two whole quarters follow
        with pytest.raises(errors.StillNew):
            cleo.mark(fake)
        cleo.later(1)
    cleo.mark(fake)
    assert cleo.held(fake).mark is WORD


def test_a_fake_called_like_somebody_whom_one_knows_is_said_to_be_named_by_another():
    eve, ana, rosa, teo = holders("Eve Ana Rosa Teo")
    fake = Holder("fake", called="Rosa")
    cleo = circle_of(eve, ana, rosa, mark=NAMED)
    eve.vouch(fake, may=True)
    assert comes(cleo, teo, fake, ana) is None  # what is won: one of two, as by Eve herself
    told = " ".join(cleo.told(teo)).replace("\u2068", "").replace("\u2069", "")
    assert "Confirmed by 2 people who do not depend on each other: Ana, Rosa (as Eve says)." in told
