"""The first screen: six choices and more, a word that is no choice searches, and all fits the window."""

import itertools
import re

import pytest

from p2pcard.cli.guided import choices
from p2pcard.cli.guided.first_screen import actions
from p2pcard.cli.window import cells
from p2pcard.wording import catalogue
from tests.cli.guided.sitting import FIND, SIZES, sitting
from tests.peers import card_of
from tests.shells import ANA, BEN, device
from tests.shells import swap as swap_of


@pytest.mark.parametrize("plain", [(), ("--plain",)])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", SIZES)
def test_the_first_screen_has_six_choices_and_more_and_fits_the_window(tmp_path, size, language, plain):
    with sitting(device(tmp_path, ANA), *plain, language=language, size=size) as session:
        rows = session.first.split("\n")
        shown = [row for row in rows if re.match(r" *[\dmq](: |  )", row)]
        assert len(shown) == 8
        assert len(rows) < size[0]
        for row in [*rows, *session.choose("m").split("\n")]:
            assert cells(row) <= size[1]
        assert session.leave() == 0
    said = {"en": "Locked. Nothing can be read here now.", "es": "Cerrado. Ahora aquí no se puede leer nada."}
    assert said[language] in session.terminal.shown


def test_no_number_is_used_twice_and_every_choice_does_something():
    keys = [*choices.FIRST, *choices.BEHIND_MORE]
    assert len(keys) == len(set(keys))
    assert len(set(choices.FIRST) - {choices.MORE, choices.LEAVE}) == 6
    assert {*actions()} == {*keys} - {choices.MORE, choices.LEAVE}


def test_every_choice_says_the_same_in_spanish():
    labels = {
        label
        for each in (
            choices.FIRST,
            choices.BEHIND_MORE,
            choices.OF_PERSON,
            choices.OF_MY_CARD,
            choices.OF_LOST,
        )
        for label in each.values()
    }
    spanish = {catalogue.in_each(label)[1] for label in labels}
    assert len(spanish) == len(labels)
    assert not spanish & labels


@pytest.mark.parametrize("word", ["van", "be", "primeros", "VAN"])
def test_a_word_that_is_no_choice_searches(tmp_path, word):
    ana = device(tmp_path, ANA)
    ana.hold(card_of("Ben", offers=(1, 11)))
    with sitting(ana) as session:
        assert "  1  Ben\n" in session.choose(word, "")


def test_nobody_who_fits_is_said_and_where_everybody_is_found(tmp_path):
    ana = device(tmp_path, ANA)
    ana.hold(card_of("Cam"))
    with sitting(ana) as session:
        told = session.choose("zeppelin")
        assert "Nobody among your people fits that. See everybody: 3 (Find somebody)\n" in told


def test_where_there_is_nobody_nobody_is_asked_for(tmp_path):
    with sitting(device(tmp_path, ANA)) as session:
        nobody = "Nobody yet. Swap cards with somebody: 1 (Swap cards with one person)\n"
        assert nobody in session.choose("6")
        assert nobody in session.choose("van")
        assert nobody in session.choose("3", ("Enter: everybody.", ""))


@pytest.mark.parametrize("typed", ["", "?", "help", "p2pcard"])
def test_whoever_does_not_know_what_to_type_sees_the_choices(tmp_path, typed):
    with sitting(device(tmp_path, ANA)) as session:
        assert "  m  More\n  q  Lock and leave\n" in session.choose(typed)


@pytest.mark.parametrize("size", SIZES)
def test_twelve_people_are_shown_a_window_at_a_time(tmp_path, size):
    ana = device(tmp_path, ANA)
    names = [f"Person {letter}" for letter in "ABCDEFGHIJKL"]
    for number, name in enumerate(names):
        ana.hold(card_of(name, channels=((0, f"600 100 1{number:02}"),)))
    with sitting(ana, size=size) as session:
        session.terminal.type("3")
        session.terminal.answer("Enter: everybody.", "")
        pages = []
        for _ in itertools.count():
            shown = session.terminal.until(":\n")
            pages.append(shown)
            if "Type a number to see one" in shown:
                break
            session.terminal.type("")
        assert len(pages) > 1
        assert all(page.count("\n") <= size[0] for page in pages)
        assert [name for name in names if name not in "".join(pages)] == []
        session.terminal.answer("", "")
        session.terminal.until(FIND["en"])
        session.terminal.type("3")
        session.terminal.answer("Enter: everybody.", "")
        session.terminal.answer("or type q to stop here:", "q")
        session.terminal.answer("Type a number to see one", "12")
        assert "Name: Person" in session.terminal.until("Forget Person")


def test_the_number_of_what_waits_stands_at_its_choice(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    swap_of(ana, ben)
    ana.do("vouch", "Ben", "--yes")
    ben.do("add", given=ana.do("show", "--for", "Ben")["block"])
    with sitting(ben) as session:
        assert "1 thing waits for you.\n" in session.first
        assert "  5  What waits for me (1)\n" in session.first
        agreed = session.choose("5", ("press Enter to decide later:", "y"))
        assert "You agreed." in agreed
        assert "What waits for me (0)" in session.choose("?")


def test_the_language_is_changed_for_good(tmp_path):
    ana = device(tmp_path, ANA)
    with sitting(ana) as session:
        session.terminal.type("11")
        session.terminal.answer("go back:", "1")
        session.terminal.answer("press Enter for English:", "2")
        session.terminal.answer("o pulsa Enter para volver:", "")
        session.terminal.until(FIND["es"])
        assert session.leave() == 0
    assert "Todavía nadie." in ana.tell("people")
