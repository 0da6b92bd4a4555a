"""Time passes, or goes back; and everything is where the system wants it."""

import json
import os

import pytest

from p2pcard.cardholder.keeper import this_month
from p2pcard.cardholder.service import Cardholder
from p2pcard.core import armor, card
from p2pcard.core.book import Contact
from p2pcard.edge.generations import VAULT
from tests.peers import card_of, chance_of
from tests.shells import ANA, PHRASE, ROOT, call, device


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


def test_a_clock_that_went_back_is_told_and_makes_nothing_new(ana):
    me = Cardholder(ana.home, chance=os.urandom, clock=lambda: this_month() - 30)
    me.unlock(PHRASE)
    assert me.clock_is_behind
    assert me.month == this_month()
    contact = me.add(armor.to_text(bytes(card_of("Cam"))))
    assert isinstance(contact, Contact)
    assert contact.provenance.month == this_month()
    me.lock()
    me = Cardholder(ana.home, chance=chance_of("later"))
    me.unlock(PHRASE)
    assert not me.clock_is_behind
    me.lock()


def test_a_card_whose_year_is_over_is_written_anew_before_it_is_given_away(ana):
    me = Cardholder(ana.home, clock=lambda: this_month() + 12)
    me.unlock(PHRASE)
    given = card.read(me.current_card())
    assert (given.sequence, given.month, given.until) == (2, this_month() + 12, this_month() + 24)
    me.lock()


def test_without_a_home_everything_is_where_the_system_wants_it(tmp_path):
    phrase = tmp_path / "phrase"
    phrase.write_text(PHRASE)
    made = call(
        "init",
        "--low-memory",
        "--card",
        "-",
        given=json.dumps(ANA),
        XDG_DATA_HOME=str(tmp_path / "data"),
        P2PCARD_PASSPHRASE_FILE=str(phrase),
    )
    assert made.code == 0, made.err
    assert list((tmp_path / "data" / "p2pcard").iterdir())
    assert not (ROOT / "p2pcard" / VAULT).exists()
