"""On whose word newcomers come: budgets for each quarter, and of newcomers one (spec 17)."""

from dataclasses import replace

import pytest

from p2pcard.core.book import retention
from p2pcard.core.book.tally import Tally
from p2pcard.errors import NotYet, OverBudget
from tests.newcomers import (
    JANUARY,
    QUARTER,
    checked,
    circle,
    contact,
    counted_in,
    credits,
    founder,
    having_brought,
)
from tests.peers import MONTH
from tests.vouchers import (
    NAMED,
    WORD,
    accepted,
    after,
    confirmed,
    given,
    held,
    key_of,
    marked,
    met,
    shown,
)

ANA, BEN = map(key_of, ("Ana", "Ben"))
TWO = circle(confirmed("Ana", "Ben"))


def named(*pairs, near=("Ana", "Ben"), book=None):
    """A book in which the second of each pair vouches for Teo, and the first lets them introduce."""
    book = held("Teo", book=met(*near, mark=NAMED, book=book))
    for by, far in pairs:
        book = after(held(far, book=book), shown(by, far, may_introduce=True), shown(far, "Teo"))
    return book


def through(book):
    """The quarter and the number of newcomers who came through others."""
    return book.settings.through_others


def rested(book, count, quarter=QUARTER):
    """The book in which so many came through others in a quarter."""
    return book.with_settings(replace(book.settings, through_others=Tally(quarter, count)))


# A person's budget


@pytest.mark.parametrize(("count", "have"), [(0, 2), (2, 2), (3, 1), (4, 1)])
def test_a_persons_word_brings_so_many_newcomers_in_a_quarter_as_the_rule_says(count, have):
    book = having_brought(TWO, Ana=count)
    assert checked(book).have == have
    assert checked(book).spent == ((ANA,) if have == 1 else ())
    if have == 2:
        assert credits(counted_in(book), "Ana", "Ben") == [count + 1, 1]
        return
    with pytest.raises(OverBudget):
        counted_in(book)


@pytest.mark.parametrize("budget", [1, 9])
def test_the_budget_is_that_of_the_circle_that_is_asked(budget):
    book = circle(having_brought(confirmed("Ana", "Ben"), Ana=budget), 2, budget)
    assert not checked(book).met
    wider = circle(having_brought(confirmed("Ana", "Ben"), Ana=budget - 1), 2, budget)
    assert checked(wider).met


def test_it_begins_anew_with_each_quarter():
    book = having_brought(TWO, Ana=3, Ben=3)
    assert checked(book, month=MONTH + 1).have == 0
    assert checked(book, month=JANUARY).have == 2
    anew = counted_in(book, month=JANUARY)
    assert contact(anew, "Ana").brought == Tally(QUARTER + 1, 1)


def test_anyway_goes_beyond_a_budget_and_never_below_the_number():
    book = having_brought(TWO, Ana=3, Ben=3)
    assert credits(counted_in(book, anyway=True), "Ana", "Ben") == [4, 4]
    few = having_brought(circle(confirmed("Ana", "Ben"), people=3), Ana=3)
    with pytest.raises(NotYet) as refused:
        counted_in(few, anyway=True)
    assert refused.value.values == {"name": "Teo", "have": 1, "need": 3}


def test_anyway_counts_my_own_word_too():
    book = accepted(given(met("Teo", book=having_brought(circle(confirmed("Ana")), Ana=3))))
    assert checked(book).have == 1
    assert credits(counted_in(book, anyway=True), "Ana") == [4]


def test_whose_card_is_not_held_has_brought_nobody():
    book = circle(named(("Ana", "Eva"), near=("Ana",)), 1, 1)
    unknown = {key: each for key, each in book.contacts.items() if key != key_of("Eva")}
    assert checked(replace(book, contacts=unknown)).have == 1


def test_my_own_word_has_no_budget():
    book = having_brought(circle(confirmed("Ana", "Ben")), Ana=3)
    book = accepted(given(met("Teo", book=book)))
    assert (checked(book).have, checked(book).met) == (2, True)


def test_everybody_who_stands_alone_is_noted_also_those_who_were_not_needed():
    book = circle(confirmed("Ana", "Ben", "Eva"))
    assert credits(counted_in(book), "Ana", "Ben", "Eva") == [1, 1, 1]
    assert through(counted_in(book)) == Tally()


def test_whose_budget_is_spent_counts_neither_alone_nor_between_others():
    book = named(("Ana", "Eva"))
    book = marked(met("Eva", book=book), "Eva", WORD)
    assert checked(circle(book, 1)).have == 1
    assert checked(circle(having_brought(book, Eva=3), 1)).have == 0
    assert checked(circle(having_brought(book, Ana=3), 1)).have == 1


def test_who_is_counted_in_is_past_all_budgets():
    book = having_brought(counted_in(TWO), Ana=9, Ben=9)
    assert (checked(book).have, checked(book).spent, checked(book).through_spent) == (2, (), False)
    far = rested(counted_in(circle(named(("Ana", "Eva"), ("Ben", "Leo")))), 9)
    assert (checked(far).have, checked(far).through_spent) == (2, False)
    elsewhere = circle(book, name="clinic")
    assert checked(elsewhere, circle="clinic").have == 0


# The budget of all who are known through others


@pytest.mark.parametrize(("count", "have"), [(0, 2), (2, 2), (3, 0), (4, 0)])
def test_all_whom_i_know_through_others_share_one_budget(count, have):
    book = rested(circle(named(("Ana", "Eva"), ("Ben", "Leo"))), count)
    assert checked(book).have == have
    assert checked(book).through_spent == (have == 0)
    if have:
        assert through(counted_in(book)) == Tally(QUARTER, count + 1)
        assert credits(counted_in(book), "Ana", "Ben") == [0, 0]
        return
    with pytest.raises(OverBudget):
        counted_in(book)
    assert through(counted_in(book, anyway=True)) == Tally(QUARTER, count + 1)


def test_that_one_begins_anew_with_each_quarter_too():
    book = rested(circle(named(("Ana", "Eva"), ("Ben", "Leo"))), 3)
    assert checked(book, month=JANUARY).have == 2
    assert through(counted_in(book, month=JANUARY)) == Tally(QUARTER + 1, 1)
    assert through(retention.settle(book, JANUARY)) == Tally()


def test_when_it_is_spent_those_who_stand_alone_still_count():
    book = rested(circle(named(("Ana", "Eva"), book=confirmed("Leo"), near=("Ana",))), 3)
    assert (checked(book).have, checked(book).through_spent) == (1, True)
    alone = rested(TWO, 3)
    assert (checked(alone).have, checked(alone).through_spent) == (2, False)


def test_a_newcomer_came_through_others_where_those_alone_and_i_are_too_few():
    mixed = circle(named(("Ana", "Eva"), book=confirmed("Leo"), near=("Ana",)))
    assert (through(counted_in(mixed)), credits(counted_in(mixed), "Ana", "Leo")) == (
        Tally(QUARTER, 1),
        [0, 1],
    )
    with_me = accepted(given(met("Teo", book=mixed)))
    assert through(counted_in(with_me)) == Tally()
    enough = circle(named(("Ana", "Eva"), book=confirmed("Leo", "Zoe"), near=("Ana",)))
    assert through(counted_in(enough)) == Tally()


# Of newcomers one


def come_new(book, *names):
    """The book in which these people, all marked by me, came to another circle as newcomers."""
    book = circle(book, name="clinic", probation=0)
    for name in names:
        rule = replace(book.circles["clinic"].rule, people=1)
        wanted = after(met("Yan", mark=WORD, book=book), shown("Yan", name))
        wanted = replace(
            wanted, circles={**wanted.circles, "clinic": replace(wanted.circles["clinic"], rule=rule)}
        )
        book = counted_in(wanted, name, circle="clinic")
    return book


def test_of_those_who_came_as_newcomers_themselves_one_counts():
    three = confirmed("Ana", "Ben", "Eva")
    for new, have in ((("Ana",), 3), (("Ana", "Ben"), 2), (("Ana", "Ben", "Eva"), 1)):
        book = circle(come_new(three, *new))
        assert checked(book).have == have
        assert checked(book).new == tuple(sorted(map(key_of, new)))


def test_who_was_there_from_the_start_is_no_newcomer():
    book = circle(confirmed("Ana", "Ben"))
    for name in ("Ana", "Ben"):
        book = founder(book, name)
    assert (checked(book).have, checked(book).new) == (2, ())


def test_newcomers_between_others_count_once_as_well():
    book = named(("Ana", "Eva"), ("Ben", "Leo"))
    assert checked(circle(book)).have == 2
    assert checked(circle(come_new(book, "Eva"))).have == 2
    assert checked(circle(come_new(book, "Eva", "Leo"))).have == 1


def test_anyway_does_not_make_two_of_them():
    book = circle(come_new(confirmed("Ana", "Ben"), "Ana", "Ben"))
    for anyway in (False, True):
        with pytest.raises(NotYet):
            counted_in(book, anyway=anyway)


def test_two_newcomers_alone_do_not_make_others_unneeded():
    book = come_new(named(("Ana", "Eva"), book=confirmed("Leo", "Zoe"), near=("Ana",)), "Leo", "Zoe")
    left = counted_in(circle(book))
    assert through(left) == Tally(QUARTER, 1)


def test_of_a_newcomer_and_whoever_is_needed_beside_them_the_one_counts_who_leaves_most():
    """Eva and Leo are new; through Eva, Ana's route counts, and Leo adds nothing."""
    book = come_new(named(("Ana", "Eva"), ("Ana", "Leo")), "Eva", "Leo")
    assert checked(circle(book, 1)).have == 1


# Nothing depends on what keys are


@pytest.mark.parametrize("number", range(12))
def test_whoever_of_two_has_a_budget_left_names_the_third_whatever_their_keys_are(number):
    one, other, far = f"One {number}", f"Other {number}", f"Far {number}"
    book = circle(named((one, far), (other, far), near=(one, other)), 1, 1)
    for spent in (one, other):
        assert checked(having_brought(book, **{spent: 1})).have == 1
    assert checked(having_brought(book, **{one: 1, other: 1})).have == 0
