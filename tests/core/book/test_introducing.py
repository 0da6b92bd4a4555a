"""From an offer to a card: both agree to one introduction, and nothing else brings a card (spec 16.2)."""

import pytest

from p2pcard.core.book import introductions, receiving, vouching
from p2pcard.core.book.book import How, Provenance
from p2pcard.core.book.news import IntroducedNow, IntroductionAccepted, IntroductionOffered
from p2pcard.core.book.receiving import NO_SENDER, Came
from p2pcard.errors import (
    CardRevoked,
    IntroductionRanOut,
    Malformed,
    ManyIntroductions,
    NotForYou,
    NothingForYou,
    NotIntroduced,
    TwoVersions,
    UnknownVoucher,
    YourOwnCard,
)
from tests.peers import MONTH, chance_of
from tests.vouchers import (
    KNOWS,
    NUMBER,
    ROOT,
    after,
    agreed,
    brought,
    card_by,
    dead,
    held,
    key_of,
    met,
    news_of,
    offered,
    shown,
    vouch_by,
    why_not,
    withdrawn,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
BOOK = met("Ana", "Ben")
OTHER = bytes(16)
OFFER = offered("Ana", "me", "Teo")


def waiting(book=BOOK, *, yes=True, offer=OFFER):
    """The book in which an offer waits, and I agreed to it or did not yet."""
    book = after(book, offer)
    if not yes:
        return book
    return vouching.accept_introduction(book, ROOT, book.introductions.offered[-1])


def numbered(count, by="Ana"):
    """So many offers, each with a number of its own."""
    return [
        offered(by, "me", f"Newcomer {number}", number=number.to_bytes(16, "big")) for number in range(count)
    ]


# The offer


@pytest.mark.parametrize("sender", [ANA, BEN, NO_SENDER], ids=["Ana", "Ben", "a file"])
def test_an_offer_waits_for_my_answer_whoever_brings_it(sender):
    assert news_of(BOOK, OFFER, sender=sender) == (IntroductionOffered(OFFER.id, ANA, "Teo", again=False),)
    (found,) = after(BOOK, OFFER, sender=sender).introductions.offered
    assert (found.statement, found.acceptance) == (OFFER, None)


def test_an_offer_that_came_before_is_nothing_new_also_when_i_agreed():
    for book in (waiting(yes=False), waiting()):
        assert news_of(book, OFFER) == ()
        assert after(book, OFFER) == book


def test_what_i_declined_does_not_come_again():
    book = waiting(yes=False)
    no = vouching.decline_introduction(book, book.introductions.offered[0], MONTH)
    assert after(no, OFFER) == no
    assert news_of(no, OFFER, month=MONTH + 1) == ()
    assert len(news_of(no, offered("Ana", "me", "Teo", number=OTHER))) == 1


def test_an_offer_by_somebody_dead_unknown_or_to_another_is_refused():
    assert why_not(after(BOOK, dead("Ana")), OFFER) == [CardRevoked]
    assert why_not(BOOK, offered("Ana", "Ben", "Teo")) == [NotForYou]
    assert why_not(BOOK, offered("Zoe", "me", "Teo")) == [UnknownVoucher]
    _, _, (refusal,) = receiving.take(BOOK, [offered("Ana", "Ben", "Teo")], Came(NO_SENDER, MONTH))
    assert refusal.values == {"name": "Ana"}


def test_an_offer_enters_from_the_month_before_its_own_to_the_month_after():
    for month in (MONTH - 2, MONTH + 2):
        assert why_not(BOOK, OFFER, month=month) == [IntroductionRanOut]
    for month in (MONTH - 1, MONTH, MONTH + 1):
        assert len(news_of(BOOK, OFFER, month=month)) == 1


def test_thirty_two_offers_wait_and_no_more_until_one_is_answered_no():
    book = after(BOOK, *numbered(introductions.LIMIT - 1))
    full = after(book, OFFER)
    assert len(full.introductions.offered) == 32
    assert why_not(full, offered("Ben", "me", "Teo")) == [ManyIntroductions]
    assert after(full, OFFER) == full
    less = vouching.decline_introduction(full, full.introductions.offered[0], MONTH)
    assert len(after(less, offered("Ben", "me", "Teo")).introductions.offered) == 32


def test_two_who_introduce_somebody_of_a_name_that_looks_alike_are_told_apart_from_one_who_does_twice():
    (again,) = news_of(waiting(yes=False), offered("Ben", "me", "TEO"))
    assert again == IntroductionOffered(offered("Ben", "me", "TEO").id, BEN, "TEO", again=True)
    (other,) = news_of(waiting(yes=False), offered("Ben", "me", "Leo"))
    (same,) = news_of(waiting(yes=False), offered("Ana", "me", "Teo", number=OTHER))
    assert not other.again
    assert not same.again


def test_what_has_run_out_waits_no_longer():
    book = waiting()
    assert after(book, month=MONTH + 1).introductions.offered == book.introductions.offered
    assert after(book, month=MONTH + 2).introductions.offered == ()
    made = vouching.introduce(BOOK, ROOT, BOOK.contacts[ANA], BOOK.contacts[BEN], MONTH, NUMBER)
    assert after(made, month=MONTH + 1).introductions.made == made.introductions.made
    assert after(made, month=MONTH + 2).introductions.made == ()


# Those that I made


def test_who_agrees_to_my_introduction_is_noted_once_and_nobody_else_can():
    book = vouching.introduce(BOOK, ROOT, BOOK.contacts[ANA], BOOK.contacts[BEN], MONTH, NUMBER)
    to_ana = next(each for each in book.introductions.made if each.says.to == ANA)
    yes = agreed(to_ana.statement, "Ana")
    assert news_of(book, yes) == (IntroductionAccepted(ANA),)
    once = after(book, yes)
    assert [each.says.to for each in once.introductions.made if each.acceptance] == [ANA]
    assert after(once, yes) == once
    assert news_of(once, yes) == ()
    for item in (agreed(to_ana.statement, "Ben"), agreed(OFFER, "me")):
        assert why_not(book, item) == [NothingForYou]


def test_an_agreement_to_a_vouch_is_none_to_an_introduction_and_both_are_found():
    book = vouching.introduce(BOOK, ROOT, BOOK.contacts[ANA], BOOK.contacts[BEN], MONTH, NUMBER)
    book = vouching.give(book, ROOT, book.contacts[ANA], MONTH, KNOWS, chance_of("me"))
    book = vouching.give(book, ROOT, book.contacts[ANA], MONTH, KNOWS, chance_of("me"))
    first, second = book.vouches.given[ANA]
    whole = after(book, agreed(first.statement, "Ana"))
    assert [bool(each.acceptance) for each in whole.vouches.given[ANA]] == [True, False]
    assert after(whole, agreed(second.statement, "Ana")).vouches.given_to(ANA).acceptance is not None


# The card


def test_the_card_comes_when_both_agreed_and_says_who_introduced_us():
    book = after(waiting(), brought("Ana", "Teo"), month=MONTH + 1)
    assert book.contacts[TEO].provenance == Provenance(How.INTRODUCED, MONTH + 1, MONTH + 1, ANA)
    assert book.contacts[TEO].cards == (card_by("Teo"),)
    assert book.introductions.offered == ()
    assert news_of(waiting(), brought("Ana", "Teo")) == (IntroducedNow(ANA, TEO),)
    assert after(book, brought("Ana", "Teo"), month=MONTH + 1) == book  # it is here already


def test_of_somebody_whose_card_was_only_passed_on_it_is_noted_and_having_met_stays():
    known = after(waiting(held("Teo", book=BOOK)), brought("Ana", "Teo"), month=MONTH + 1)
    assert known.contacts[TEO].provenance == Provenance(How.INTRODUCED, MONTH + 1, MONTH, ANA)
    before = after(waiting(met("Teo", book=BOOK)), brought("Ana", "Teo"), month=MONTH + 1)
    assert before.contacts[TEO].provenance == Provenance(How.QR, MONTH, MONTH)


@pytest.mark.parametrize(
    ("book", "item"),
    [
        (BOOK, brought("Ana", "Teo")),
        (waiting(yes=False), brought("Ana", "Teo")),
        (waiting(), brought("Ana", "Teo", number=OTHER)),
        (waiting(), brought("Ben", "Teo")),
        (waiting(), brought("Ana", "Teo", carried=card_by("Zoe", "Teo"))),
        (waiting(), brought("Ana", "Teo", accepted=agreed(offered("Ana", "Teo", "me"), "Zoe"))),
        (waiting(), brought("Ana", "Teo", accepted=agreed(OFFER, "Teo"))),
        (waiting(), brought("Ana", "Teo", carried=card_by("Teo", "Theo"))),
        (after(waiting(), dead("Teo")), brought("Ana", "Teo")),
        (after(waiting(), dead("Ana")), brought("Ana", "Teo")),
    ],
    ids=[
        *("no offer", "not agreed to", "another number", "another introducer", "to another"),
        *("agreed to by another", "agreed to another", "another name", "dead", "by somebody dead"),
    ],
)
def test_a_card_without_all_that_belongs_to_it_is_refused(book, item):
    assert why_not(book, item) == [NotIntroduced]


def test_other_kinds_in_the_places_of_an_introduced_card_are_malformed():
    for item in (
        brought("Ana", "Teo", made=vouch_by("Ana", "Teo")),
        brought("Ana", "Teo", accepted=card_by("Teo")),
        brought("Ana", "Teo", carried=agreed(OFFER, "Teo")),
    ):
        assert why_not(waiting(), item) == [Malformed]


def test_an_introduced_card_is_refused_like_any_card():
    other = waiting(met("Teo", book=BOOK)).accept(card_by("Teo", sequence=2, role="nurse"), How.QR, MONTH)
    assert why_not(other, brought("Ana", "Teo", carried=card_by("Teo", sequence=2))) == [TwoVersions]
    own = offered("Ana", "me", "Teo")
    mine = brought("Ana", "me", made=own, carried=card_by("me", "Teo"))
    assert why_not(waiting(offer=own), mine) == [YourOwnCard]


def test_where_a_newer_card_is_held_it_stays_and_the_introduction_is_done():
    book = waiting().accept(card_by("Teo", sequence=2), How.CARD_ONLY, MONTH)
    done = after(book, brought("Ana", "Teo"))
    assert done.contacts == book.contacts
    assert done.introductions.offered == ()
    assert news_of(book, brought("Ana", "Teo")) == (IntroducedNow(ANA, TEO),)


def test_i_agree_to_the_one_of_two_introducers_whom_i_choose():
    book = after(waiting(), offered("Ben", "me", "Teo"))
    assert why_not(book, brought("Ben", "Teo")) == [NotIntroduced]
    left = after(book, brought("Ana", "Teo"))
    assert [each.says.by for each in left.introductions.offered] == [BEN]
    ben = vouching.accept_introduction(left, ROOT, left.introductions.offered[0])
    twice = after(ben, brought("Ben", "Teo"))
    assert twice.contacts[TEO].provenance.by == ANA
    assert twice.introductions.offered == ()


def test_no_route_leads_through_an_introduction():
    book = after(waiting(), brought("Ana", "Teo"))
    assert book.vouches == BOOK.vouches
    assert not book.contacts[TEO].provenance.how.met


# What is none of these


@pytest.mark.parametrize("item", [card_by("Teo"), card_by("Ana"), vouch_by("Ana", "Teo")])
def test_a_card_or_a_vouch_alone_is_nothing_for_me(item):
    assert why_not(held("Teo", book=BOOK), item) == [NothingForYou]


def test_what_is_refused_harms_nothing_beside_it():
    book = held("Teo", book=BOOK)
    items = (card_by("Teo"), OFFER, shown("Ana", "Zoe"), shown("Ben", "Teo"), withdrawn("Ana", "Zoe"))
    left, news, refused = receiving.take(book, items, Came(TEO, MONTH))
    assert left == after(book, items[1], items[3], items[4], sender=TEO)
    assert [type(each).__name__ for each in refused] == ["NothingForYou", "NotTheirs"]
    assert len(news) == 2
