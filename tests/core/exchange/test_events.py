"""What was typed is compared alike in swaps and meetings: what it costs, and what is asked again."""

import pytest

from p2pcard.core.exchange.events import Again, Show, try_words
from p2pcard.core.exchange.phrase import Mode

SAID = ("talon", "adviser")


@pytest.mark.parametrize("typed", ["talon adviser", "TALON, advis", "tal advi"])
def test_what_fits_costs_no_try_and_asks_nothing(typed):
    assert try_words(SAID, typed, Mode.WORDS, 3) == (3, ())


def test_another_word_costs_a_try_up_to_the_last_one():
    for tries in (3, 2, 1):
        asked = Again(differs=True, left=tries - 1, typed="tactics adviser")
        assert try_words(SAID, "tactics adviser", Mode.WORDS, tries) == (tries - 1, (Show(asked),))


@pytest.mark.parametrize("typed", ["", "talon", "talon xyz", "ta adviser"])
def test_what_is_no_word_of_the_list_costs_no_try(typed):
    assert try_words(SAID, typed, Mode.WORDS, 2) == (2, (Show(Again(differs=False, left=2, typed=typed)),))


def test_a_beginning_of_several_words_costs_no_try_and_is_named():
    asked = Again(differs=False, left=1, typed="sta adviser", beginning="sta")
    assert try_words(SAID, "sta adviser", Mode.WORDS, 1) == (1, (Show(asked),))


def test_the_first_word_may_stand_at_the_second_place_and_digits_are_compared_as_such():
    assert try_words(("adviser", "talon"), "adviser talon", Mode.WORDS, 3, first=1) == (3, ())
    assert try_words(("05213",), "0 5213", Mode.DIGITS, 3) == (3, ())
    assert try_words(("05213",), "05214", Mode.DIGITS, 3)[0] == 2
