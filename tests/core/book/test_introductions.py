"""The introductions under way: one of each is held, and what ran out is gone (spec 15.4)."""

from dataclasses import replace

from p2pcard.core.book.introductions import Introductions, offer
from tests.peers import MONTH
from tests.vouchers import agreed, offered

BY_ANA, BY_BEN = (offer(offered(by, "me", "Zoë")) for by in ("Ana", "Ben"))
TO_TEO, TO_ZOE = offer(offered("me", "Teo", "Zoe")), offer(offered("me", "Zoe", "Teo"))


def test_an_offer_takes_the_place_of_the_same_one_and_stands_behind_the_others():
    both = Introductions().with_offered(BY_ANA).with_offered(BY_BEN)
    answered = replace(BY_ANA, acceptance=agreed(BY_ANA.statement, "me"))
    assert both.offered == (BY_ANA, BY_BEN)
    assert both.with_offered(answered).offered == (BY_BEN, answered)
    assert both.with_offered(answered).without_offered(BY_ANA).offered == (BY_BEN,)
    made = Introductions().with_made(TO_TEO).with_made(TO_ZOE).with_made(TO_TEO)
    assert (made.made, made.offered) == ((TO_ZOE, TO_TEO), ())


def test_a_name_that_looks_alike_is_offered_twice_only_by_somebody_else():
    waiting = Introductions((BY_ANA,))
    assert waiting.is_offered_twice(offer(offered("Ben", "me", "zoe")))
    assert not waiting.is_offered_twice(offer(offered("Ben", "me", "Zoa")))
    assert not waiting.is_offered_twice(offer(offered("Ana", "me", "Zoe", number=bytes(16))))


def test_the_partner_is_the_offer_of_the_same_number_to_the_other():
    others = (offer(offered("me", "Eva", "Teo", number=bytes(16))), TO_TEO, TO_ZOE)
    assert Introductions(made=others).partner(TO_TEO) == TO_ZOE
    assert Introductions(made=others).partner(TO_ZOE) == TO_TEO
    assert Introductions(made=others[:2]).partner(TO_TEO) is None


def test_an_offer_is_there_until_the_end_of_its_last_month():
    whole = Introductions((BY_ANA,), (TO_TEO,))
    assert BY_ANA.says.until == MONTH + 1
    assert [whole.current(month) for month in (MONTH, MONTH + 1)] == [whole] * 2
    assert whole.current(MONTH + 2) == Introductions()
