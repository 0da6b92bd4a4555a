"""Where on the page the next step of a refusal is."""

from p2pcard.errors.next_step import Accept, Backup, EditCard, Meet, SeePeople, Unlock
from p2pcard.web.places import place_on_page
from p2pcard.wording import page
from tests.next_steps import every_place


def test_a_next_step_is_a_place_of_the_page_or_in_the_terminal():
    shown = {*page.words().values(), "p2pcard in the terminal"}
    assert {place_on_page(place) for place in every_place()} <= shown


def test_what_the_page_has_is_found_on_it():
    words = page.words()
    for place, name in (
        (Unlock(), "open"),
        (EditCard(), "place-card"),
        (Meet(), "place-meet"),
        (SeePeople(), "place-people"),
        (Accept(), "place-vouching"),
    ):
        assert place_on_page(place) == words[name]
    assert place_on_page(Backup()) == "p2pcard in the terminal"
