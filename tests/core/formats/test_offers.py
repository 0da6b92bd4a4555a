"""Offers travel as numbers that stand for good."""

import pytest

from p2pcard.core.formats import offers
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
from p2pcard.errors import Malformed
from tests.peers import MONTH, seed_of


def test_the_numbers_that_are_out_there_stay():
    assert len(offers.NAMES) >= 40
    assert [offers.name(number) for number in (1, 6, 11, 18, 40)] == [
        "van",
        "babysitting",
        "first-aid",
        "spare-room",
        "clothing",
    ]


def test_every_name_has_one_number_and_every_number_its_name():
    assert len(offers.NUMBERS) == len(offers.NAMES)
    assert [offers.name(offers.NUMBERS[name]) for name in offers.NAMES] == list(offers.NAMES)
    assert 0 not in offers.NUMBERS.values()


def test_a_number_of_a_newer_version_has_a_name_of_its_own():
    assert offers.name(len(offers.NAMES) + 1) == f"offer-{len(offers.NAMES) + 1}"
    assert offers.name(offers.OFFER_LIMIT) == "offer-65535"


def test_free_words_stand_for_themselves():
    assert offers.name("two tents") == "two tents"


@pytest.mark.parametrize("offer", [1, offers.OFFER_LIMIT - 1, offers.OFFER_LIMIT])
def test_a_number_up_to_the_limit_travels(offer):
    made = card.write(Card("Ana", offers=(offer,), month=MONTH, until=MONTH), seed_of("Ana"))
    assert card.read(made).offers == (offer,)


@pytest.mark.parametrize("offer", [-1, 0, offers.OFFER_LIMIT + 1])
def test_no_other_number_travels(offer):
    with pytest.raises(Malformed):
        card.write(Card("Ana", offers=(offer,), month=MONTH, until=MONTH), seed_of("Ana"))
