"""The bundles of a round are taken one by one and looked through together (spec 7.9, 15.8, 16.2)."""

import pytest

from p2pcard.core.book import receiving
from p2pcard.core.book.news import IntroductionOffered, RevokedNow, VouchOffered, VouchShown
from p2pcard.core.book.receiving import Came
from p2pcard.core.statements.bundle import Shown
from tests.peers import MONTH
from tests.vouchers import after, dead, first_of, held, key_of, met, offered, shown, vouch_by, withdrawn

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
BOOK = held("Teo", book=met("Ana", "Ben"))
NEWER = shown("Ana", "me", sequence=first_of(MONTH) + 1)


def test_what_a_round_brings_is_what_its_bundles_bring_one_after_the_other():
    book = held("Teo", book=held("Uma", book=met("Ana", "Ben")))
    bundles = [(TEO, [shown("Ana", "Teo")]), (key_of("Uma"), [shown("Ben", "Uma")]), (ANA, [first_vouch()])]
    one_by_one, told = book, []
    for sender, items in bundles:
        one_by_one, news, refused = receiving.take(one_by_one, items, Came(sender, MONTH))
        assert not refused
        told.append(news)
    assert receiving.take_round(book, bundles, MONTH) == (one_by_one, (*told, ()))
    assert told == [(VouchShown(ANA, TEO),), (VouchShown(BEN, key_of("Uma")),), (VouchOffered(ANA),)]


def first_vouch():
    """Ana's vouch for me, to which I have not agreed."""
    return Shown(vouch_by("Ana", "me"), None, ())


def test_what_one_brings_and_another_ends_in_the_same_round_is_not_told_as_new():
    bundles = [(TEO, [shown("Ana", "Teo")]), (ANA, [withdrawn("Ana", "Teo")])]
    found, told = receiving.take_round(BOOK, bundles, MONTH)
    assert told == ((), (), ())
    assert found.vouches.about(TEO, ANA) is None
    assert TEO not in found.vouches.kept


@pytest.mark.parametrize("ending", [withdrawn("Ana", "me"), dead("Ana"), NEWER])
def test_nobody_is_asked_about_a_vouch_that_another_of_the_round_ended_or_that_needs_no_answer(ending):
    offer = first_vouch()
    for bundles in ([(ANA, [offer]), (BEN, [ending])], [(ANA, [offer, ending])]):
        found, told = receiving.take_round(BOOK, bundles, MONTH)
        news = [each for one in told for each in one]
        assert news == ([RevokedNow(ANA)] if ending == dead("Ana") else [])
        assert ANA in found.vouches.mine
    assert receiving.take_round(BOOK, [(ANA, [offer])], MONTH)[1] == ((VouchOffered(ANA),), ())


def test_nobody_is_asked_about_an_introduction_by_somebody_whose_card_another_says_is_dead():
    offer = offered("Ana", "me", "Yan")
    asked = IntroductionOffered(offer.id, ANA, "Yan", again=False)
    assert receiving.take_round(BOOK, [(ANA, [offer]), (BEN, [dead("Ben")])], MONTH)[1][0] == (asked,)
    assert receiving.take_round(BOOK, [(ANA, [offer]), (BEN, [dead("Ana")])], MONTH)[1] == (
        (),
        (RevokedNow(ANA),),
        (),
    )


def test_nonsense_in_a_round_harms_nobody_else():
    bundles = [(BEN, [shown("Ana", "Teo")]), (TEO, [shown("Ana", "Teo")])]  # Ben shows what is Teo's to show
    found, told = receiving.take_round(BOOK, bundles, MONTH)
    assert told == ((), (VouchShown(ANA, TEO),), ())
    assert found == after(BOOK, shown("Ana", "Teo"), sender=TEO)
