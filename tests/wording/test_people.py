"""People and what they offer, in words."""

from p2pcard.core.formats import offers
from p2pcard.wording import catalogue
from p2pcard.wording.people import LANGUAGE_WORDS, OFFER_WORDS, validity
from tests.peers import MONTH


def test_every_offer_language_and_month_has_a_word_of_its_own():
    for table in (OFFER_WORDS.values(), LANGUAGE_WORDS.values(), catalogue.MONTHS):
        spanish = [catalogue.in_each(word)[1] for word in table]
        assert len(set(spanish)) == len(spanish)
    assert set(OFFER_WORDS) == set(offers.NAMES)


def test_a_card_is_good_until_the_end_of_its_last_month_and_then_a_new_one_is_to_be_asked_for():
    last = catalogue.month(MONTH)
    assert [validity(MONTH, now) for now in (MONTH - 1, MONTH)] == [f"Good until {last}."] * 2
    assert validity(MONTH, MONTH + 1) == f"This card has run out ({last}). Ask for a new one."
    assert validity(MONTH, None) == "Nobody here knows whether this card is still good."
