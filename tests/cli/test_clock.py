"""Time passes, or goes back; and everything is where the system wants it."""

import json
import os
import sys
from functools import partial

import pytest

from p2pcard.core.book.book import Contact
from p2pcard.core.formats import armor, calendar
from p2pcard.core.statements import card
from p2pcard.edge.store.generations import VAULT
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.keeper import this_month
from p2pcard.wording import catalogue
from tests.peers import card_of, chance_of
from tests.shells import ANA, PHRASE, ROOT, Device, call, device
from tests.terminals import Terminal, proposed


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


def test_a_clock_that_went_back_is_told_and_makes_nothing_new(ana):
    me = Cardholder(ana.home, chance=os.urandom, clock=lambda: this_month() - 30)
    me.unlock(PHRASE)
    assert not me.knows_month
    assert me.month == this_month()
    contact = me.add(armor.to_text(bytes(card_of("Cam"))))
    assert isinstance(contact, Contact)
    assert contact.provenance.month == this_month()
    me.lock()
    me = Cardholder(ana.home, chance=chance_of("later"))
    me.unlock(PHRASE)
    assert me.knows_month
    me.lock()


def test_a_card_whose_year_is_over_is_written_anew_before_it_is_given_away(ana):
    me = Cardholder(ana.home, clock=lambda: this_month() + 12)
    me.it_is(this_month() + 12)
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


NOW = this_month()
WHICH = "Type it like 3 2026, or press Enter if you do not know:"
HIDDEN = "(what you type is not shown):"
# the real program on a device whose clock shows another month
PROGRAM = """
import sys
from functools import partial
from p2pcard import __main__
from p2pcard.service import cardholder
month = int(sys.argv.pop(1))
cardholder.Cardholder = partial(cardholder.Cardholder, clock=lambda: month)
__main__.main()
"""


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of the devices in this process."""

    def set_clock(month):
        monkeypatch.setattr("p2pcard.service.cardholder.Cardholder", partial(Cardholder, clock=lambda: month))

    return set_clock


def window(home, month, *words):
    """The program at a terminal, on a device whose clock shows this month."""
    shell = (sys.executable, "-c", PROGRAM, str(month), "--home", str(home), *words)
    return Terminal(home, shell=shell)


def typed(month):
    year, number = calendar.parts(month)
    return f"{number} {year}"


def month_of(home):
    """The month of the last save."""
    me = Cardholder(home)
    me.it_is(None)
    me.unlock(PHRASE)
    last = me.store.last_month
    me.lock()
    return last


@pytest.mark.parametrize("ahead", [3, 13, 600])
def test_a_clock_far_ahead_is_refused_until_somebody_says_the_month(ana, clock, ahead):
    clock(NOW + ahead)
    done = ana.run("--json", "people")
    assert (done.code, done.values["refused"]["reason"]) == (1, "clock-ahead")
    shown = calendar.write(NOW + ahead)
    assert done.values["refused"]["next"] == {"do": "say-month", "month": shown}
    assert catalogue.month(NOW + ahead) in done.values["refused"]["text"]
    assert month_of(ana.home) == NOW
    assert ana.do("--month", calendar.write(NOW), "people") == {"people": [], "by_other_words": []}
    assert month_of(ana.home) == NOW
    ana.do("--month", shown, "people")
    assert month_of(ana.home) == NOW + ahead
    assert ana.run("people").err == "Opened: 0 people, save number 3.\n"


@pytest.mark.parametrize("ahead", [0, 1, 2])
def test_a_clock_that_went_on_as_clocks_do_is_believed(ana, clock, ahead):
    clock(NOW + ahead)
    assert ana.run("people").err.startswith("Opened: 0 people")
    assert month_of(ana.home) == NOW + ahead


def test_a_person_is_asked_which_month_it_is_before_anything_is_judged_by_a_clock_far_ahead(ana):
    with window(ana.home, NOW + 40, "card") as asked:
        asked.answer(HIDDEN, PHRASE)
        told = f"This device says it is {catalogue.month(NOW + 40)}, but your cards were last saved in "
        asked.until(told + catalogue.month(NOW))
        asked.answer(WHICH, "soon")
        asked.until("This is not a month")
        asked.answer(WHICH, "")
        asked.until("So months are shown as not known.")
        asked.until("Nobody here knows whether this card is still good.")
        assert asked.end() == 0
    assert month_of(ana.home) == NOW
    with window(ana.home, NOW + 40, "card") as asked:
        asked.answer(HIDDEN, PHRASE)
        asked.answer(WHICH, typed(NOW + 40))
        asked.until("This card has run out")
        asked.until("It is written anew when you next show or swap it.")
        assert asked.end() == 0
    assert month_of(ana.home) == NOW + 40


def test_when_a_wrong_clock_is_right_again_the_month_goes_back_on_the_word_of_the_person(ana, clock):
    clock(NOW + 40)
    ana.do("--month", calendar.write(NOW + 40), "people")
    clock(NOW)
    told = ana.run("people").err
    assert f"This device says it is {catalogue.month(NOW)}, but your cards were last saved in" in told
    assert month_of(ana.home) == NOW + 40
    with window(ana.home, NOW, "people") as asked:
        asked.answer(HIDDEN, PHRASE)
        asked.answer(WHICH, typed(NOW))
        asked.until("Opened: 0 people")
        assert asked.end() == 0
    assert month_of(ana.home) == NOW
    assert ana.run("people").err.startswith("Opened: 0 people")


@pytest.mark.parametrize("month", [0, 1, calendar.FIRST - 1])
def test_a_clock_that_was_never_set_is_told_before_the_first_card(tmp_path, clock, month):
    clock(month)
    new = Device(tmp_path / "new")
    card = ("init", "--low-memory", "--card", "-")
    done = new.run("--json", *card, given=json.dumps(ANA))
    assert (done.code, done.values["refused"]["reason"]) == (1, "clock-not-set")
    assert done.values["refused"]["next"] == {"do": "say-month", "month": ""}
    assert not new.home.exists()
    made = new.do("--month", calendar.write(NOW), *card, given=json.dumps(ANA))
    assert made["card"]["until"] == calendar.write(NOW + 12)
    told = new.run("people").err
    assert f"The clock of this device is not set: it says {catalogue.month(month)}." in told


def test_a_person_whose_clock_was_never_set_is_asked_for_the_month_of_the_first_card(tmp_path):
    with window(tmp_path / "new", 0, "--lang", "en", "init", "--low-memory") as new:
        new.until("The clock of this device is not set: it says January 1970.")
        new.answer(WHICH, typed(NOW))
        new.answer("call you?", "Ana")
        new.answer("reach you?", "")
        new.answer("can you offer?", "")
        new.answer("languages do you speak?", "")
        new.type(proposed(new.until("Type the six words")))
        new.until(f"Good until {catalogue.month(NOW + 12)}.")
        assert new.end() == 0


@pytest.mark.parametrize("month", ["soon", "2026-13", "2026-00", "1999-01", "26-1", "12/2026/1"])
def test_what_is_no_month_is_wrong_use(ana, month):
    assert ana.run("--month", month, "people").code == 2


def test_a_copy_is_not_brought_back_by_a_clock_far_ahead_until_somebody_says_the_month(ana, clock, tmp_path):
    words = ana.do("backup", str(tmp_path / "copy"))["words"]
    clock(NOW + 40)
    new = Device(tmp_path / "new")
    back = ("restore", str(tmp_path / "copy"), "--lost", "--low-memory")
    done = new.run("--json", *back, given=" ".join(words) + "\n")
    assert done.values["refused"]["reason"] == "clock-ahead"
    assert not new.home.exists() or not [*new.home.iterdir()]
    new.do("--month", calendar.write(NOW + 1), *back, given=" ".join(words) + "\n")
    assert month_of(new.home) == NOW + 1
