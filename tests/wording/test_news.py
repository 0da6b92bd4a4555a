"""What a bundle brought, in sentences: who it is about, and the one next step where there is one."""

import pytest

from p2pcard.cli.next_steps import command
from p2pcard.core.book import news
from p2pcard.core.statements.bundle import Shown
from p2pcard.wording.news import news_lines, offer_lines, vouch_line, waiting_lines
from tests.peers import MONTH
from tests.vouchers import ME, after, key_of, met, offered, vouch_by

ANA, TEO, ZOE = map(key_of, ("Ana", "Teo", "Zoe"))
BOOK = met("Ana", "Teo")


def said(*each):
    return [*news_lines(BOOK, each, command)]


@pytest.mark.parametrize(
    ("new", "names", "steps"),
    [
        (news.VouchOffered(ANA), ["Ana"], 1),
        (news.VouchAccepted(TEO), ["Teo"], 0),
        (news.VouchShown(ANA, TEO), ["Ana", "Teo"], 0),
        (news.IntroductionOffered(bytes(32), ANA, "Leo", False), ["Ana", "Leo"], 1),
        (news.IntroductionAccepted(TEO), ["Teo"], 0),
        (news.IntroducedNow(ANA, TEO), ["Ana", "Teo"], 0),
        (news.RevokedNow(TEO), ["Teo"], 1),
        (news.RenewNow(TEO), ["Teo"], 1),
        (news.AskAgain(ANA), ["Ana"], 0),
        (news.VouchOffMonth(ANA, MONTH), ["Ana"], 1),
    ],
    ids=lambda each: type(each).__name__,
)
def test_each_news_says_whom_it_is_about_in_this_order_and_then_the_next_step(new, names, steps):
    first, *more = said(new)
    places = [first.index(name) for name in names]
    assert places == sorted(places)
    assert len(more) == steps


def test_news_comes_in_its_order_and_none_is_lost():
    assert said(news.VouchAccepted(TEO), news.VouchAccepted(ANA)) == [
        *said(news.VouchAccepted(TEO)),
        *said(news.VouchAccepted(ANA)),
    ]


def test_of_somebody_whose_card_is_not_held_no_name_is_made_up():
    (line,) = said(news.VouchShown(ZOE, TEO))
    assert "Teo" in line and "Zoe" not in line


def test_the_end_of_ones_own_card_is_told_apart_from_that_of_another():
    mine, theirs = said(news.RevokedNow(ME)), said(news.RevokedNow(TEO))
    assert "your card" in mine[0]
    assert "your card" not in theirs[0]


def test_under_which_name_i_am_vouched_for_is_said_before_i_agree():
    book = after(BOOK, Shown(vouch_by("Ana", "me", name="My name"), None))
    assert vouch_line(book, ANA) == "Ana vouches for you, as “My name”."
    assert vouch_line(BOOK, ANA) == "Ana vouches for you."


def test_where_two_introduce_me_to_one_name_i_am_warned_and_not_where_one_does():
    one = after(met("Ana", "Teo"), offered("Ana", "me", "Leo"))
    both = after(one, offered("Teo", "me", "Leo", number=bytes(16)))
    offer = one.introductions.offered[0]
    assert len([*waiting_lines(one, offer)]) == 1
    assert [*waiting_lines(both, offer)] == [*offer_lines(both, ANA, "Leo", again=True)]
    assert len([*waiting_lines(both, offer)]) == 2
