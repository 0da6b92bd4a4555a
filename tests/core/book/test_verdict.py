"""What counts of what is held about somebody, why the rest does not, and the answer (spec 15.7)."""

from dataclasses import replace

import pytest

from p2pcard.core.book import verdict, vouching
from p2pcard.core.book.book import How
from p2pcard.core.book.retention import settle
from p2pcard.core.book.routes import Level
from p2pcard.core.book.verdict import Lack, Link
from p2pcard.core.book.vouches import Confirmation, Held, KeptRoute
from p2pcard.core.statements import vouch
from tests.peers import MONTH, chance_of
from tests.vouchers import (
    INTRODUCES,
    KNOWS,
    ME,
    NAMED,
    NO,
    ROOT,
    WORD,
    about,
    after,
    agreed,
    card_by,
    confirmed,
    dead,
    held,
    key_of,
    marked,
    met,
    newest,
    shown,
    vouch_by,
    withdrawn,
)

ANA, BEN, EVA, TEO = map(key_of, ("Ana", "Ben", "Eva", "Teo"))


def holding(*items, book=None):
    """A book that holds these vouches as they are, whatever would be refused."""
    book = book or held("Teo", book=met("Ana", "Ben", mark=WORD))
    for item in items:
        each = Held(item.vouch, vouch.read(item.vouch), item.acceptance, MONTH)
        book = replace(book, vouches=book.vouches.with_shown(each))
    return book


def why(book, month=MONTH, name="Teo"):
    """Why each vouch about somebody does not count, by its author."""
    return {each.says.by: reason for each, reason in about(book, name, month).lacking}


GOOD = shown("Ana", "Teo")
BARE = replace(GOOD, acceptance=None)


# What counts


def test_a_vouch_counts_with_its_acceptance_in_its_time_under_the_name_on_the_card():
    book = holding(GOOD)
    for month in (MONTH, MONTH + 12):
        assert about(book, "Teo", month).verdict.routes == ((ANA,),)
        assert why(book, month) == {}


@pytest.mark.parametrize(
    ("book", "month", "reason"),
    [
        (holding(BARE), MONTH, Lack.ACCEPTANCE),
        (holding(GOOD), MONTH + 13, Lack.TIME),
        (holding(shown("Ana", "Teo", name="Theo")), MONTH, Lack.NAME),
        (holding(GOOD, book=after(holding(), withdrawn("Ana", "Teo"))), MONTH, Lack.WITHDRAWN),
        (holding(GOOD, book=after(holding(), dead("Ana"))), MONTH, Lack.REVOKED),
        (holding(GOOD, book=after(holding(), dead("Teo"))), MONTH, Lack.REVOKED),
    ],
    ids=["not accepted", "run out", "another name", "withdrawn", "author dead", "subject dead"],
)
def test_whatever_it_lacks_it_does_not_count_and_it_is_told_why(book, month, reason):
    assert why(book, month) == {ANA: reason}
    assert about(book, "Teo", month).verdict.routes == ()
    assert about(book, "Teo", month).level is Level.NONE


def test_what_ended_is_told_before_what_merely_lacks():
    book = holding(BARE, book=after(holding(), withdrawn("Ana", "Teo")))
    assert why(book) == {ANA: Lack.WITHDRAWN}
    assert why(after(holding(), dead("Ana"))) == {}
    assert why(holding(BARE), MONTH + 13) == {ANA: Lack.TIME}


def test_a_vouch_of_next_month_counts_now():
    assert about(holding(shown("Ana", "Teo", month=MONTH + 1)), "Teo").people == 1


def test_a_newer_card_with_another_name_ends_what_was_vouched_for_the_old_one():
    book = holding(GOOD).accept(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY, MONTH)
    assert why(book) == {ANA: Lack.NAME}
    again = holding(shown("Ana", "Teo", name="Theo"), book=book)
    assert about(again, "Teo").people == 1


def test_about_somebody_whose_card_is_not_held_any_name_counts():
    book = holding(shown("Ana", "Zoe", name="Zoë"))
    assert about(book, "Zoe").verdict.routes == ((ANA,),)
    assert (about(book, "Zoe").people, about(book, "Zoe").kept) == (1, None)


# Routes


def test_whoever_i_met_has_a_direct_route_which_is_never_one_of_the_separate_ones():
    answer = about(holding(GOOD, book=met("Teo", "Ana", mark=WORD)), "Teo")
    assert answer.verdict.routes == ((), (ANA,))
    assert (answer.level, answer.people) == (Level.MET, 1)
    assert list(answer.groups()) == [frozenset({ANA})]


@pytest.mark.parametrize(("mark", "routes"), [(NO, ()), (WORD, ((ANA,),)), (NAMED, ((ANA,),))])
def test_only_the_word_of_people_i_met_and_marked_counts(mark, routes):
    book = holding(GOOD, shown("Zoe", "Teo"), book=held("Teo", "Zoe", book=met("Ana", mark=mark)))
    assert about(book, "Teo").verdict.routes == routes
    only_held = marked(holding(GOOD, book=held("Ana", "Teo")), "Ana", mark)
    assert about(only_held, "Teo").verdict.routes == ()


@pytest.mark.parametrize(
    ("mark", "may_introduce", "routes"),
    [(NO, True, ()), (WORD, True, ()), (NAMED, False, ()), (NAMED, True, ((ANA, EVA),))],
)
def test_whom_others_name_counts_if_they_may_introduce_and_their_naming_counts(mark, may_introduce, routes):
    book = held("Teo", "Eva", book=met("Ana", mark=mark))
    book = holding(shown("Ana", "Eva", may_introduce=may_introduce), shown("Eva", "Teo"), book=book)
    assert about(book, "Teo").verdict.routes == routes


def test_a_dead_key_is_nobody_i_met_and_its_mark_is_void():
    book = replace(met("Ana", "Teo", mark=NAMED), vouches=holding(shown("Ana", "Eva")).vouches)
    book = after(book, dead("Ana"))
    assert about(book, "Ana").verdict.routes == ()
    assert about(book, "Eva").verdict.routes == ()
    assert about(book, "Ana").level is Level.NONE


def test_with_two_separate_routes_somebody_is_confirmed_and_with_one_depends_on_somebody():
    one, two = holding(GOOD), holding(GOOD, shown("Ben", "Teo"))
    assert (about(one, "Teo").level, about(two, "Teo").level) == (Level.ONE, Level.CONFIRMED)
    assert list(about(two, "Teo").groups()) == [frozenset({ANA, BEN})]
    assert list(about(one, "Zoe").groups()) == []


def test_without_somebody_the_answer_is_what_the_others_say():
    book = holding(GOOD, shown("Ben", "Teo"))
    less = verdict.answer(book, verdict.lay_out(book, MONTH), TEO, MONTH, frozenset({ANA}))
    assert (less.verdict.routes, less.people, less.kept) == (((BEN,),), 1, None)


def test_each_step_of_a_route_says_who_and_when_and_how():
    book = held("Teo", "Eva", book=met("Ben", book=met("Ana", mark=NAMED), mark=WORD))
    book = book.accept(card_by("Teo"), How.PHRASE, MONTH + 1)
    book = holding(
        shown("Ana", "Eva", may_introduce=True, month=MONTH - 2),
        shown("Eva", "Teo", month=MONTH - 1, how=vouch.Manner.PHRASE),
        shown("Ana", "Teo"),
        book=book,
    )
    assert set(about(book, "Teo").links) == {
        Link(ME, TEO, MONTH + 1, "phrase"),
        Link(ME, ANA, MONTH, "qr"),
        Link(ANA, EVA, MONTH - 2, "qr"),
        Link(EVA, TEO, MONTH - 1, "phrase"),
        Link(ANA, TEO, MONTH, "qr"),
    }
    assert len(about(book, "Teo").links) == 5


def test_the_handles_of_a_route_are_those_of_the_vouches_that_are_held():
    book = holding(shown("Ana", "Eva"), shown("Eva", "Teo", month=MONTH - 3))
    found = list(verdict.handles(book, TEO, (ANA, EVA)))
    assert [until for until, _ in found] == [MONTH + 12, MONTH + 9]
    assert [each for _, each in found] == [
        vouch.read(made).handle for made in (vouch_by("Ana", "Eva"), vouch_by("Eva", "Teo", month=MONTH - 3))
    ]
    assert list(verdict.handles(book, TEO, (BEN,))) == []


# My own word


def test_my_own_vouch_counts_once_it_is_accepted_and_is_no_route():
    book = met("Teo")
    book = vouching.give(book, ROOT, book.contacts[TEO], MONTH, KNOWS, chance_of("me"))
    assert not about(book, "Teo").verdict.own
    mine = newest(book).statement
    book = after(book, agreed(mine, "Teo"))
    assert about(book, "Teo").verdict.own
    assert verdict.is_given(book, TEO, MONTH + 12)
    assert not verdict.is_given(book, TEO, MONTH + 13)
    assert about(book, "Teo").verdict.routes == ((),)
    assert not verdict.is_given(book, ANA, MONTH)
    renamed = book.accept(card_by("Teo", "Theo", sequence=2), How.QR, MONTH)
    assert not verdict.is_given(renamed, TEO, MONTH)


def test_of_my_vouches_about_somebody_the_newest_counts():
    book = met("Teo")
    for said in (KNOWS, INTRODUCES):
        book = vouching.give(book, ROOT, book.contacts[TEO], MONTH, said, chance_of("me"))
    first, second = (each.statement for each in book.vouches.given[TEO])
    assert not verdict.is_given(after(book, agreed(first, "Teo")), TEO, MONTH)
    assert verdict.is_given(after(book, agreed(second, "Teo")), TEO, MONTH)


# Vouches about me


def test_what_counts_of_what_others_say_about_me_comes_newest_first():
    book = met("Ana", "Ben", "Eva", "Leo")
    book = after(
        book,
        shown("Ana", "me", month=MONTH - 1),
        shown("Ben", "me"),
        shown("Leo", "me", month=MONTH - 12),
        replace(shown("Eva", "me"), acceptance=None),
    )
    assert [each.says.by for each in verdict.about_me(book, MONTH)] == [BEN, ANA, key_of("Leo")]
    ended = after(book, withdrawn("Ana", "me", month=MONTH - 1), dead("Ben"))
    assert [each.says.by for each in verdict.about_me(ended, MONTH)] == [key_of("Leo")]
    assert verdict.about_me(ended, MONTH + 1) == ()


def test_of_one_month_the_order_is_that_of_the_keys():
    book = after(met("Ana", "Ben"), shown("Ana", "me"), shown("Ben", "me"))
    assert [each.says.by for each in verdict.about_me(book, MONTH)] == sorted((ANA, BEN))


# What is kept


def test_what_is_kept_is_told_where_it_tells_more_than_the_vouches_in_hand():
    book = confirmed("Ana", "Ben")
    assert about(book, "Teo").kept is None
    forgotten = settle(book, MONTH + 2)
    answer = about(forgotten, "Teo", MONTH + 2)
    assert (answer.level, answer.people, answer.verdict.separate) == (Level.CONFIRMED, 2, ())
    assert (answer.kept.count, answer.kept.renew) == (2, False)
    one = after(forgotten, shown("Ana", "Teo"), month=MONTH + 2)
    assert (about(one, "Teo", MONTH + 2).people, len(about(one, "Teo", MONTH + 2).verdict.separate)) == (2, 1)


def test_what_is_kept_and_has_ended_is_told_so_that_somebody_asks():
    book = after(confirmed("Ana", "Ben"), withdrawn("Ana", "Teo"))
    answer = about(book, "Teo")
    assert (answer.people, answer.level, answer.kept.renew) == (1, Level.ONE, True)
    none = after(book, withdrawn("Ben", "Teo"))
    assert (about(none, "Teo").people, about(none, "Teo").level) == (0, Level.NONE)


def test_what_was_kept_under_another_name_or_about_somebody_unknown_is_not_told():
    forgotten = settle(confirmed("Ana", "Ben"), MONTH + 2)
    renamed = forgotten.accept(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY, MONTH + 2)
    assert about(renamed, "Teo", MONTH + 2).people == 0
    assert about(renamed, "Teo", MONTH + 2).kept is None
    assert about(replace(forgotten, contacts={}), "Teo", MONTH + 2).kept is None


def test_kept_routes_that_ran_out_by_now_do_not_count():
    handle = vouch.read(vouch_by("Ana", "Teo")).handle
    routes = (KeptRoute(MONTH, (handle,)), KeptRoute(MONTH + 1, (handle,)))
    book = held("Teo")
    book = replace(book, vouches=replace(book.vouches, kept={TEO: Confirmation("Teo", 2, MONTH, routes)}))
    assert [about(book, "Teo", MONTH + later).people for later in (0, 1, 2)] == [2, 1, 0]
