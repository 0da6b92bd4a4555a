"""The next step of every refusal is a value, and no sentence of a refusal knows how a shell is used."""

import re
import string
from typing import get_args

import pytest

from p2pcard.errors import ExchangeEnded, Refusal
from p2pcard.errors.next_step import (
    Accept,
    AskSomebody,
    CheckPerson,
    CountInAnyway,
    CountInAsFounder,
    Either,
    InTurn,
    NextStep,
    Restore,
    ShowCard,
    Trace,
    TryAgain,
    Wipe,
    places,
)
from p2pcard.errors.vouching import NotYet, NoVouch, OverBudget
from p2pcard.wording import catalogue
from tests.next_steps import names_of_commands, raised

KEYS = re.compile(r"\b(Enter|Tab|Ctrl|Esc|q)\b|--\w|P2PCARD_")
COMMAND = re.compile(r"\bcommands?\b|p2pcard *$")


def kinds(kind=Refusal):
    for each in kind.__subclasses__():
        yield from kinds(each)
        if each is not ExchangeEnded and each.__module__.startswith("p2pcard."):
            yield each


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("kind", [*kinds()])
def test_every_refusal_has_a_next_step_and_its_sentence_names_each_place_of_it(kind):
    step = raised(kind).next
    assert isinstance(step, get_args(NextStep))
    assert fields(kind.advice) & {"next", "other"} == set(places(step))


@pytest.mark.parametrize("kind", [*kinds()])
def test_no_sentence_of_a_refusal_names_a_command_an_option_or_a_key(kind):
    for sentence in (kind.text, kind.kept, kind.advice):
        assert not KEYS.search(sentence)
        assert not COMMAND.search(sentence)
        named = re.findall(r"p2pcard +(\w+)", sentence)
        assert not {*named} & {*names_of_commands()}


def test_a_step_about_somebody_says_about_whom():
    assert NoVouch(name="Dot").next == Trace("Dot")
    lacking = NotYet(circle="street", name="Dot", have=1, need=2)
    assert lacking.next == Either(CheckPerson("Dot"), CountInAsFounder("street", "Dot"))
    assert OverBudget(circle="street", name="Dot").next == CountInAnyway("street", "Dot")


def test_steps_are_the_same_if_they_lead_to_the_same_with_the_same():
    assert len({Trace("Dot"), Trace("Dot"), Trace("Ana"), CheckPerson("Dot"), TryAgain(), TryAgain()}) == 4
    assert CheckPerson("Dot") != Trace("Dot") != "Dot"
    assert repr(CountInAsFounder("street", "Dot")) == "CountInAsFounder(circle='street', name='Dot')"


def test_the_places_of_a_step_are_those_that_its_sentence_can_name():
    assert not places(TryAgain())
    assert not places(AskSomebody())
    assert places(AskSomebody(Accept())) == {"next": Accept()}
    assert places(ShowCard(as_text=True)) == {"next": ShowCard(as_text=True)}
    assert places(InTurn(Wipe(), Restore())) == places(Either(Wipe(), Restore()))
    assert places(Either(Wipe(), Restore())) == {"next": Wipe(), "other": Restore()}


def test_what_stands_for_a_place_is_the_word_of_the_shell_that_speaks():
    told = catalogue.refusal(NoVouch(name="Dot"), str)
    assert told == (
        "You have not vouched for Dot.",
        "Nothing was changed.",
        "See what there is: Trace(name='Dot')",
    )
