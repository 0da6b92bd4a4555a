"""By whose word somebody reaches me: routes, separate routes, blocking groups, and what can never happen."""

import operator
import random
from dataclasses import FrozenInstanceError
from itertools import combinations, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.book import graph_file
from p2pcard.core.book.routes import ActiveVouch, Level, Mark, Verdict, lay_out
from tests.acquaintances import ME, TOM, Facts, facts, literal_groups, literal_routes, named, random_facts
from tests.published import published

CASES = published("routes/routes.json")["cases"]
LEVELS = {
    "checked by you": Level.MET,
    "confirmed by several": Level.CONFIRMED,
    "introduced by one": Level.ONE,
    "not introduced": Level.NONE,
}
BEST_FIRST = [Level.MET, Level.CONFIRMED, Level.ONE, Level.NONE]


def test_all_saved_networks_are_there():
    assert len(CASES) == 118
    assert sum(len(case["expected"]) for case in CASES) == 949


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_saved_networks_have_the_saved_answers(case):
    network = graph_file.read(case)
    for expected in case["expected"]:
        verdict = network.answer(expected["person"].encode())
        assert verdict.level == LEVELS[expected["level"]]
        assert verdict.own == expected["own_vouch"]
        assert len(verdict.separate) == expected["independent_routes"] == expected["networkx"]
        assert sorted(verdict.routes) == sorted(named(*route) for route in expected["all_routes"])
        groups = {frozenset(named(*group)) for group in expected["smallest_blocking_groups"]}
        assert set(verdict.groups()) == groups
        theirs = expected["sq-wot-0.2.0"]
        assert theirs["split_amount"] == 120 * verdict.own + 60 * theirs["routes"]
        assert theirs["routes"] <= len(verdict.separate)
        assert (theirs["routes"] > 0) == bool(verdict.separate)


def test_somebody_i_met_needs_nobody_else():
    network = facts({"Ana": 0}).network()
    assert network.answer(b"Ana") == Verdict(b"Ana", True, False, ((),), ())
    assert network.answer(b"Ana").level == "met"
    assert list(network.answer(b"Ana").groups()) == []


def test_my_own_vouch_is_told_apart_from_having_met():
    network = lay_out(ME, [b"Ana"], [b"Bo"], {}, [])
    assert (network.answer(b"Ana").met, network.answer(b"Ana").own) == (True, False)
    assert (network.answer(b"Bo").met, network.answer(b"Bo").own) == (False, True)
    assert network.answer(b"Bo").level is Level.NONE


def test_a_stranger_whom_nobody_names_has_no_route():
    verdict = facts({"Ana": 2}).network().answer(TOM)
    assert verdict == Verdict(TOM, False, False, (), ())
    assert verdict.level == "none"
    assert list(verdict.groups()) == []


@pytest.mark.parametrize(("mark", "level"), [(0, "none"), (1, "one"), (2, "one")])
def test_a_word_counts_from_mark_one(mark, level):
    assert facts({"Ana": mark}, "Ana Tom").network().answer(TOM).level == level


@pytest.mark.parametrize(
    ("mark", "plus", "level"), [(1, "+", "none"), (2, "", "none"), (2, "+", "one"), (0, "+", "none")]
)
def test_those_they_name_count_from_mark_two_if_they_may_introduce(mark, plus, level):
    assert facts({"Ana": mark}, f"Ana Bo {plus}", "Bo Tom").network().answer(TOM).level == level


def test_a_mark_on_somebody_i_did_not_meet_does_not_count():
    network = lay_out(ME, [], [b"Ana"], {b"Ana": Mark.THOSE_THEY_NAME}, [ActiveVouch(b"Ana", TOM, True)])
    assert network.answer(TOM).routes == ()


def test_three_in_between_are_too_far():
    known = facts({"Ana": 2}, "Ana Bo +", "Bo Cy +", "Cy Tom")
    assert known.network().answer(TOM).routes == ()
    assert known.network().answer(b"Cy").routes == (named("Ana", "Bo"),)


def test_two_routes_through_one_person_are_not_separate():
    verdict = facts({"Ana": 2, "Bo": 2}, "Ana Eve +", "Bo Eve +", "Eve Tom").network().answer(TOM)
    assert verdict.routes == (named("Ana", "Eve"), named("Bo", "Eve"))
    assert verdict.level is Level.ONE
    assert list(verdict.groups()) == [frozenset({b"Eve"})]


def test_the_tempting_route_in_the_middle_does_not_hide_two_separate_ones():
    known = facts({"Ana": 2, "Eve": 2}, "Ana Bo +", "Ana Cy +", "Eve Bo +", "Bo Tom", "Cy Tom")
    assert known.network().answer(TOM).separate == (named("Ana", "Cy"), named("Eve", "Bo"))


def test_whoever_can_stand_alone_is_not_spent_on_a_longer_route():
    known = facts({"Ana": 2, "Bo": 1}, "Ana Bo +", "Ana Tom", "Bo Tom")
    verdict = known.network().answer(TOM)
    assert verdict.routes == (named("Ana"), named("Bo"), named("Ana", "Bo"))
    assert verdict.separate == (named("Ana"), named("Bo"))
    assert list(verdict.groups()) == [frozenset(named("Ana", "Bo"))]


def test_nobody_is_fooled_unless_one_of_each_separate_route_is_wrong():
    known = facts({"Ana": 1, "Bo": 2}, "Ana Tom", "Bo Cy +", "Cy Tom")
    verdict = known.network().answer(TOM)
    assert verdict.level == "confirmed"
    assert set(verdict.groups()) == {frozenset(named("Ana", "Bo")), frozenset(named("Ana", "Cy"))}


def test_more_groups_than_can_be_counted_are_still_walked_through_from_the_first():
    known = facts(
        {f"A{number}": 2 for number in range(99)},
        *(f"A{number} B{number} +" for number in range(99)),
        *(f"B{number} Tom" for number in range(99)),
    )
    verdict = known.network().answer(TOM)
    groups = list(islice(verdict.groups(), 500))
    assert len(verdict.separate) == 99
    assert len(set(groups)) == 500
    assert all(len(group) == 99 and all(group & set(route) for route in verdict.routes) for group in groups)


def test_what_i_am_part_of_and_what_people_say_of_themselves_leads_nobody_to_me():
    known = facts({"Ana": 2}, "me Tom", "Ana me +", "me Bo +", "Bo Tom", "Tom Tom +", "Ana Ana +")
    network = known.network()
    assert network.answer(TOM).routes == ()
    assert network.answer(b"Ana").routes == ((),)
    assert network.answer(ME).routes == ()
    assert lay_out(ME, [ME], [ME], {ME: Mark(2)}, []).answer(ME) == Verdict(ME, False, False, (), ())


def test_nobody_stands_in_between_on_the_way_to_themselves():
    known = facts({"Ana": 2, "Bo": 2}, "Ana Bo +", "Bo Ana")
    assert known.network().answer(b"Ana").routes == ((), named("Bo"))


def test_of_two_copies_of_a_vouch_the_one_that_lets_introduce_counts():
    plain, plus = ActiveVouch(b"Ana", b"Bo", False), ActiveVouch(b"Ana", b"Bo", True)
    for copies in ([plain, plus], [plus, plain], [plus, plus, plain]):
        network = lay_out(ME, [b"Ana"], [], {b"Ana": Mark(2)}, [*copies, ActiveVouch(b"Bo", TOM, False)])
        assert network.answer(TOM).routes == (named("Ana", "Bo"),)


def test_a_network_stays_as_it_was_laid_out():
    met, marks = {b"Ana"}, {b"Ana": Mark.THEIR_WORD}
    network = lay_out(ME, met, [], marks, [ActiveVouch(b"Ana", TOM, False)])
    before = network.answer(TOM)
    met.clear()
    marks.clear()
    with pytest.raises(TypeError):
        operator.setitem(network.vouching, TOM, frozenset())  # type: ignore[call-overload]  # that is the test
    with pytest.raises(FrozenInstanceError):
        network.met = frozenset()  # type: ignore[misc]  # that is the test
    assert network.answer(TOM) == before


known_facts = st.builds(
    lambda seed, size: random_facts(random.Random(seed), size), st.integers(0, 2**32), st.integers(2, 8)
)


def places(known):
    """The place of each person's level, the best one first, and how many separate routes there are."""
    verdicts = [known.network().answer(person) for person in [*known.people, TOM]]
    return {each.person: (BEST_FIRST.index(each.level), -len(each.separate)) for each in verdicts}


@given(known_facts, st.data())
def test_one_more_fact_never_lowers_a_level_and_one_fewer_never_raises_one(known, data):
    people = st.sampled_from([*known.people, b"new", TOM])
    person = data.draw(people)
    more = data.draw(
        st.sampled_from(
            [
                Facts(known.met | {person}, known.own, known.marks, known.vouches),
                Facts(known.met, known.own, (*known.marks, (person, Mark(2))), known.vouches),
                Facts(known.met, known.own, known.marks, (*known.vouches, (person, data.draw(people), True))),
            ]
        )
    )
    worse, better = places(known), places(more)
    assert all(better[each][0] <= worse[each][0] and better[each][1] <= worse[each][1] for each in worse)


@given(known_facts, st.integers(0, 2**32))
def test_order_and_repetition_change_nothing(known, seed):
    chance = random.Random(seed)
    vouches = list(known.vouches) + chance.choices(known.vouches, k=3) if known.vouches else []
    marks = list(known.marks)
    chance.shuffle(vouches)
    chance.shuffle(marks)
    again = Facts(known.met, known.own, tuple(marks), tuple(vouches)).network()
    first = known.network()
    assert again == first
    for person in known.people:
        assert again.answer(person) == first.answer(person)
        assert list(again.answer(person).groups()) == list(first.answer(person).groups())


@given(known_facts, st.integers(0, 2**32))
def test_other_keys_give_the_same_answers_under_other_names(known, seed):
    everybody = {*known.people, TOM, *(person for person, _ in known.marks)}
    chance = random.Random(seed)
    names = {person: chance.randbytes(32) for person in sorted(everybody)}
    before, after = known.network(), known.renamed(names).network()
    for person in known.people:
        first, second = before.answer(person), after.answer(names[person])
        assert (first.level, first.own, len(first.separate)) == (
            second.level,
            second.own,
            len(second.separate),
        )
        assert {tuple(names[one] for one in route) for route in first.routes} == set(second.routes)
        groups = {frozenset(names[one] for one in group) for group in first.groups()}
        assert groups == set(second.groups())


@given(known_facts)
def test_separate_routes_are_routes_that_share_nobody(known):
    for person in known.people:
        verdict = known.network().answer(person)
        between = [each for route in verdict.separate for each in route]
        assert len(between) == len(set(between))
        assert set(verdict.separate) <= set(verdict.routes) - {()}
        assert set(verdict.routes) == literal_routes(known, person)


@given(known_facts)
def test_without_a_smallest_group_nobody_leads_there_and_without_fewer_somebody_does(known):
    for person in [*known.people, TOM]:
        verdict = known.network().answer(person)
        groups = set(verdict.groups())
        assert groups == literal_groups(literal_routes(known, person))
        for group in groups:
            assert len(group) == len(verdict.separate)
            assert known.silenced(group).network().answer(person).level is Level.NONE
        if groups:
            fewer = combinations(
                {each for route in verdict.routes for each in route}, len(verdict.separate) - 1
            )
            for few in islice(fewer, 20):
                assert known.silenced(few).network().answer(person).routes


@given(known_facts, st.data())
def test_asking_without_somebody_is_asking_as_if_they_had_said_nothing(known, data):
    silent = frozenset(data.draw(st.sets(st.sampled_from(known.people or [TOM]))))
    for person in [*known.people, TOM]:
        assert known.network().answer(person, silent) == known.silenced(silent).network().answer(person)


@given(st.integers(0, 3), st.integers(0, 2**32))
def test_fewer_bad_people_than_routes_asked_for_bring_in_no_fake(bad, seed):
    chance = random.Random(seed)
    honest = [b"h%d" % number for number in range(5)]
    bent = [b"b%d" % number for number in range(bad)]
    fakes = [b"f%d" % number for number in range(4)]
    real = honest + bent
    said = [
        (by, to, chance.random() < 0.7) for by in honest for to in real if by != to and chance.random() < 0.7
    ]
    lies = [
        (by, to, True) for by in bent + fakes for to in real + fakes if by != to and chance.random() < 0.8
    ]
    met = frozenset(person for person in real if chance.random() < 0.8)
    known = Facts(
        met, met, tuple((person, Mark(chance.choice([1, 2, 2]))) for person in met), tuple(said + lies)
    )
    network = known.network()
    for fake in fakes:
        assert len(network.answer(fake).separate) <= bad
        assert network.answer(fake, frozenset(bent)).level is Level.NONE
