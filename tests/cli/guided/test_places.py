"""How the guided session names places: by choices that there are, and never by a command."""

import re

import pytest

from p2pcard.cli.guided import choices
from p2pcard.cli.guided.places import choice_for
from p2pcard.cli.next_steps import command
from p2pcard.errors.next_step import GivePhrase, MarkPerson, ReadFormats, Swap, Withdraw
from p2pcard.wording import catalogue
from tests.next_steps import every_place

LISTS: tuple[dict[str, str], ...] = (
    choices.FIRST,
    choices.BEHIND_MORE,
    choices.OF_PERSON,
    choices.OF_MY_CARD,
    choices.OF_LOST,
)
LISTS += (choices.OF_CIRCLES, choices.OF_SETTINGS, choices.BEGINNINGS, {choices.WAITS: choices.WAITING})


@pytest.fixture(params=["en", "es"])
def language(request):
    catalogue.install(request.param)
    yield request.param
    catalogue.install("en")


def test_the_guided_session_names_every_place_by_choices_and_none_by_a_command(language):
    for place in every_place():
        worded = choice_for(place)
        assert worded
        assert not re.search(r"\bp2pcard \w|--\w|chmod|pip ", worded), worded
        assert worded != command(place) or isinstance(place, GivePhrase | ReadFormats), worded


def test_each_choice_that_is_named_is_in_a_list_under_that_number(language):
    labels = {
        (key, catalogue.say(label, name="Ana", count=0)) for each in LISTS for key, label in each.items()
    }
    labels |= {
        (key, catalogue.say(label, name=catalogue.say("somebody")))
        for key, label in choices.OF_PERSON.items()
    }
    named = [
        found for place in every_place() for found in re.findall(r"(\d+) \((.*?)\)(?:,|$)", choice_for(place))
    ]
    assert len(named) > 40
    assert {*named} <= labels


def test_a_place_behind_others_is_named_with_the_way_to_it():
    assert choice_for(Swap()) == "1 (Swap cards with one person)"
    assert choice_for(MarkPerson("Ana")) == (
        "3 (Find somebody), then 4 (Whether the word of Ana counts with me)"
    )
    assert choice_for(Withdraw()).endswith("then 3 (Take back my word for somebody)")
