"""Who may be counted into a circle and who may be marked: budgets, quarters, probation (spec 17)."""

from dataclasses import replace

import pytest

from p2pcard.core.book import admission, retention
from p2pcard.core.book.admission import admit, check, found, mark
from p2pcard.core.book.circles import Place, Rule, read_rule
from p2pcard.core.book.settings import Retention, Settings
from p2pcard.errors import (
    CardRevoked,
    CircleExists,
    NoSuchCircle,
    NotMet,
    NotYet,
    RuleNotUnderstood,
    StillNew,
)
from tests.newcomers import JANUARY, checked, circle, contact, counted_in, credits, founder
from tests.peers import MONTH
from tests.vouchers import (
    NAMED,
    NO,
    WORD,
    about,
    accepted,
    after,
    confirmed,
    dead,
    given,
    held,
    key_of,
    marked,
    met,
    shown,
    withdrawn,
)

ANA, BEN, EVA, TEO = map(key_of, ("Ana", "Ben", "Eva", "Teo"))
OCTOBER, DECEMBER = MONTH - 1, MONTH + 1
TWO = circle(confirmed("Ana", "Ben"))


# A circle


def test_a_circle_begins_once_has_its_rule_and_can_be_dropped():
    book = circle(met("Ana"), 1, 2, 3)
    assert admission.find(book, "street").rule == Rule(1, 2, 3)
    with pytest.raises(CircleExists):
        circle(book)
    assert admission.leave(circle(book, name="clinic"), bytes(16), "clinic", MONTH, forget=False) == book
    assert admission.find(admission.change(book, "street", Rule()), "street").rule == Rule(2, 3, 2)


def test_whoever_leaves_a_circle_forgets_only_when_asked_and_only_who_is_in_no_other():
    book = founder(founder(circle(met("Ana", "Ben")), "Ana"), "Ben")
    book = admission.found(circle(book, name="clinic"), "clinic", contact(book, "Ben"), MONTH)
    left = {
        forget: admission.leave(book, bytes(16), "street", MONTH, forget=forget) for forget in (False, True)
    }
    assert all(each.circles == {"clinic": book.circles["clinic"]} for each in left.values())
    assert left[False].contacts.keys() == {ANA, BEN}
    assert left[True].contacts.keys() == {BEN}


def test_of_a_circle_that_is_not_there_nothing_can_be_asked():
    book = confirmed("Ana")
    for ask in (check, found, admit):
        with pytest.raises(NoSuchCircle):
            ask(book, "clinic", contact(book), MONTH)
    with pytest.raises(NoSuchCircle):
        admission.leave(book, bytes(16), "clinic", MONTH, forget=False)
    with pytest.raises(NoSuchCircle):
        admission.change(book, "clinic", Rule())


def test_a_circle_is_found_whatever_accents_and_capitals_are_typed():
    book = circle(confirmed("Ana"), name="Café")
    assert [admission.named(book, typed) for typed in (" CAFE ", "Café")] == ["Café", "Café"]
    with pytest.raises(NoSuchCircle) as refused:
        admission.named(book, "choir")
    assert refused.value.values == {"name": "choir"}


# Who was there from the start


def test_who_was_there_from_the_start_needs_nobody_and_adds_to_nobody():
    book = founder(met("Teo", book=TWO), "Teo")
    assert book.circles["street"].people == {TEO: Place(MONTH, founder=True)}
    assert credits(book, "Ana", "Ben") == [0, 0]
    alone = founder(circle(met("Zoe"), people=9), "Zoe")
    assert (checked(alone, "Zoe").met, checked(alone, "Zoe").have) == (True, 0)
    assert not checked(after(alone, dead("Zoe")), "Zoe").met


def test_only_whom_i_met_and_whose_card_lives_was_there_from_the_start():
    with pytest.raises(NotMet):
        founder(TWO, "Teo")
    with pytest.raises(CardRevoked):
        founder(after(met("Teo", book=TWO), dead("Teo")), "Teo")


def test_a_newcomer_cannot_be_said_to_have_been_there_before_their_probation_is_over():
    book = counted_in(met("Teo", book=TWO))
    with pytest.raises(StillNew) as refused:
        founder(book, "Teo", MONTH + 4)
    assert refused.value.values == {"name": "Teo", "circle": "street", "when": MONTH + 5}
    assert founder(book, "Teo", MONTH + 5).circles["street"].people[TEO].founder
    assert founder(founder(book, "Ana"), "Ana").circles["street"].people[ANA].founder


# How many


@pytest.mark.parametrize(("people", "enough"), [(1, True), (2, True), (3, False), (9, False)])
def test_so_many_separate_people_are_needed_as_the_rule_says(people, enough):
    book = circle(confirmed("Ana", "Ben"), people)
    assert (checked(book).have, checked(book).need, checked(book).met) == (2, people, enough)
    if enough:
        assert counted_in(book).circles["street"].people == {TEO: Place(MONTH)}
    for anyway in (False, True) if not enough else ():
        with pytest.raises(NotYet) as refused:
            counted_in(book, anyway=anyway)
        assert refused.value.values == {"name": "Teo", "have": 2, "need": people}


def test_my_own_word_is_one_more_once_it_is_accepted():
    book = circle(confirmed("Ana"))
    book = given(met("Teo", book=book))
    assert (checked(book).have, checked(book).own) == (1, False)
    whole = accepted(book)
    assert (checked(whole).have, checked(whole).own, checked(whole).met) == (2, True, True)
    assert credits(counted_in(whole), "Ana") == [1]


def test_having_met_is_nobodys_word():
    assert checked(circle(met("Teo"))).have == 0


def test_whoever_is_counted_in_stays_so_and_nothing_is_noted_twice():
    once = counted_in(TWO)
    assert counted_in(once, month=JANUARY) == once
    assert counted_in(after(once, dead("Ana"))) == after(once, dead("Ana"))


def test_nobody_is_counted_in_whose_card_is_dead():
    book = after(TWO, dead("Teo"))
    assert checked(book).revoked
    assert not checked(book).met
    for anyway in (False, True):
        with pytest.raises(CardRevoked):
            counted_in(book, anyway=anyway)


def test_what_is_kept_counts_for_who_is_counted_in_and_for_no_newcomer():
    inside = retention.settle(counted_in(TWO), MONTH + 2)
    assert (checked(inside, month=MONTH + 2).have, checked(inside, month=MONTH + 2).met) == (2, True)
    assert checked(inside, month=MONTH + 2).place == Place(MONTH)
    outside = retention.settle(TWO, MONTH + 2)
    assert about(outside, "Teo", MONTH + 2).people == 2
    assert checked(outside, month=MONTH + 2).have == 0
    for anyway in (False, True):
        with pytest.raises(NotYet):
            counted_in(outside, month=MONTH + 2, anyway=anyway)


def test_where_something_ended_the_person_is_to_show_it_again():
    book = after(counted_in(TWO), withdrawn("Ana", "Teo"))
    assert (checked(book).have, checked(book).met, checked(book).renew) == (1, False, True)
    assert not checked(TWO).renew


# Probation


@pytest.mark.parametrize("month", [OCTOBER, MONTH, DECEMBER])
@pytest.mark.parametrize(("probation", "until"), [(0, 0), (1, JANUARY), (2, JANUARY + 3), (9, JANUARY + 24)])
def test_a_newcomer_can_be_marked_from_the_start_of_a_later_quarter(month, probation, until):
    book = counted_in(circle(met("Teo", book=confirmed("Ana", "Ben", month=OCTOBER)), 2, 3, probation))
    newcomer = replace(book.circles["street"], people={TEO: Place(month)})
    book = replace(book, circles={"street": newcomer})
    if probation:
        with pytest.raises(StillNew) as refused:
            mark(book, contact(book), WORD, until - 1)
        assert refused.value.values == {"name": "Teo", "circle": "street", "when": until}
        assert mark(book, contact(book), NO, until - 1).contacts[TEO].mark is NO
    assert mark(book, contact(book), NAMED, max(until, month)).contacts[TEO].mark is NAMED


def test_who_is_counted_in_loses_my_mark_where_the_rule_has_a_probation():
    for probation, left in ((1, NO), (0, NAMED)):
        book = marked(met("Teo", book=confirmed("Ana", "Ben")), "Teo", NAMED)
        assert contact(counted_in(circle(book, probation=probation))).mark is left


def test_the_longest_of_several_circles_counts_and_a_founder_is_not_new():
    book = circle(counted_in(circle(met("Teo", book=confirmed("Ana", "Ben")))), 2, 3, 4, name="clinic")
    both = counted_in(book, circle="clinic")
    with pytest.raises(StillNew) as refused:
        mark(both, contact(both), WORD, JANUARY + 6)
    assert refused.value.values["circle"] == "clinic"
    old = founder(met("Teo", book=TWO), "Teo")
    assert mark(old, contact(old), WORD, MONTH).contacts[TEO].mark is WORD


def test_only_people_i_met_whose_card_lives_can_be_marked():
    with pytest.raises(NotMet):
        mark(TWO, contact(TWO), WORD, MONTH)
    dead_one = after(met("Teo"), dead("Teo"))
    with pytest.raises(CardRevoked):
        mark(dead_one, contact(dead_one), WORD, MONTH)
    assert mark(dead_one, contact(dead_one), NO, MONTH) == dead_one


def test_when_somebody_is_marked_what_is_in_hand_counts_at_once():
    book = after(held("Teo", book=met("Ana")), shown("Ana", "Teo"))
    assert book.vouches.kept == {}
    assert mark(book, contact(book, "Ana"), WORD, MONTH).vouches.kept[TEO].count == 1


def test_a_mark_made_while_an_exchange_goes_on_forgets_nothing_yet():
    book = after(
        held("Teo", book=met("Ana")).with_settings(Settings(retention=Retention.FORGET)), shown("Ana", "Teo")
    )
    for left in (mark(book, contact(book, "Ana"), WORD, MONTH), mark(TWO, contact(TWO, "Ana"), NO, MONTH)):
        assert left.vouches.about(TEO, ANA) is not None


def test_when_a_newcomer_loses_my_mark_whom_they_may_have_confirmed_is_asked_anew():
    book = after(held("Zoe", book=marked(met("Teo", book=TWO), "Teo", WORD)), shown("Teo", "Zoe"))
    left = counted_in(retention.settle(book, MONTH))
    assert (about(left, "Zoe").people, left.vouches.kept[key_of("Zoe")].renew) == (0, True)


def test_when_a_mark_is_lowered_only_what_is_in_hand_confirms_anybody():
    book = retention.settle(confirmed("Ana", "Ben"), JANUARY)
    raised = mark(book, contact(book, "Ana"), NAMED, JANUARY)
    assert raised.vouches == book.vouches
    lower = mark(raised, contact(raised, "Ana"), WORD, JANUARY)
    assert (about(lower, "Teo", JANUARY).people, lower.vouches.kept[TEO].renew) == (0, True)
    in_hand = mark(TWO, contact(TWO, "Ana"), NO, MONTH)
    assert (about(in_hand, "Teo").people, in_hand.vouches.kept[TEO].count) == (1, 2)
    assert mark(book, contact(book, "Ana"), WORD, JANUARY) == book


# Who depends on which people


def test_whoever_stands_alone_is_told_with_those_who_are_known_through_them_alone():
    book = held("Zoe", "Yan", "Eva", "Teo", book=met("Ana", "Ben", mark=NAMED))
    names = [("Ana", "Zoe"), ("Ana", "Yan"), ("Ben", "Yan")]
    book = after(book, *(shown(by, of, may_introduce=True) for by, of in names))
    book = after(book, *(shown(by, "Teo") for by in ("Ana", "Ben", "Zoe", "Yan", "Eva")))
    assert checked(circle(book)).bound == ((ANA, (key_of("Zoe"),)),)
    assert checked(TWO).bound == ()


# The text of a rule


def test_a_rule_is_read_as_it_is_written_and_nothing_else_is():
    for rule in (Rule(), Rule(1, 1, 0), Rule(9, 9, 9)):
        assert read_rule(f"  {rule}\n") == rule
    with pytest.raises(RuleNotUnderstood):
        read_rule("P2PCARD RULE people=0 budget=3 probation=2")
