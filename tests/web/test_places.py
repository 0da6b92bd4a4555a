"""Where on the page the next step of a refusal is."""

import pytest

from p2pcard.errors.next_step import Accept, Backup, Demo, EditCard, MakeVault, Meet, SeePeople, Unlock, Wipe
from p2pcard.web.places import place_on_page
from p2pcard.wording import catalogue, page
from tests.next_steps import every_place

ELSEWHERE = {"p2pcard in the terminal", "the same once more"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_next_step_is_named_by_what_stands_on_the_page(language):
    catalogue.install(language)
    try:
        shown = {*page.words().values(), *map(catalogue.say, ELSEWHERE)}
        between = catalogue.translated("{first}, then {second}").split("{first}")[1].split("{second}")[0]
        for place in every_place():
            assert {*place_on_page(place).split(between)} <= shown, place
    finally:
        catalogue.install("en")


def test_what_the_page_has_is_found_on_it():
    words = page.words()
    for place, name in (
        (Unlock(), "open"),
        (MakeVault(), "make-card"),
        (EditCard(), "place-card"),
        (Meet(), "place-meet"),
        (SeePeople(), "place-people"),
        (Accept(), "place-vouching"),
    ):
        assert place_on_page(place) == words[name]
    assert place_on_page(Backup()) == "More, then Copy of everything"
    assert place_on_page(Wipe()) == "More, then Delete everything"
    assert place_on_page(Demo()) == "p2pcard in the terminal"
