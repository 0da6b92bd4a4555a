"""What a person is asked once more says how it went, and asks for words or digits as the room does."""

import pytest

from p2pcard.core.exchange.events import Again
from p2pcard.core.exchange.phrase import Mode
from p2pcard.wording import prompts

MEETING = (prompts.PHRASE, prompts.COUNTED, prompts.ANSWER, prompts.NEW_ANSWER)


@pytest.mark.parametrize(("left", "said"), [(2, "2 tries are left"), (1, "1 try is left")])
def test_after_another_word_it_is_said_how_many_tries_are_left(left, said):
    line = prompts.again(Again(differs=True, left=left, typed="absurd"), Mode.WORDS)
    assert line == f"That was different. {said}. Ask to hear it again, and type it:"


def test_what_cannot_be_it_is_shown_and_costs_no_try():
    line = prompts.again(Again(differs=False, left=3, typed="qqq"), Mode.WORDS)
    assert line == "“qqq” cannot be it. Listen once more, and type it all:"


def test_a_beginning_of_several_words_is_named_and_one_more_letter_asked_for():
    line = prompts.again(Again(differs=False, left=3, typed="sno bab", beginning="sno"), Mode.WORDS)
    assert line.startswith("More than one word begins with “sno”.")
    assert "one more letter" in line


def test_a_swap_says_that_words_count_face_to_face_and_may_be_shown_and_prove_nothing_in_a_chat():
    for mode in Mode:
        assert "face to face, or on a call where you know the voice" in prompts.SWAP_SAY[mode]
    assert "cannot hear or speak shows this screen" in prompts.SWAP_SHOW
    assert "chat it proves nothing" in prompts.SWAP_SHOW


def test_letters_where_digits_are_wanted_are_told_apart_from_too_few_digits():
    letters = prompts.again(Again(differs=False, left=3, typed="12a"), Mode.DIGITS)
    few = prompts.again(Again(differs=False, left=3, typed="12"), Mode.DIGITS)
    assert letters.startswith("Here you need digits (0 to 9), not words.")
    assert few.startswith("“12” cannot be it.")


def test_every_question_has_its_sentence_for_words_and_for_digits():
    for table in (*MEETING, prompts.SWAP_SAY, prompts.SWAP_TYPE):
        assert set(table) == set(Mode)
        assert "digit" in table[Mode.DIGITS] and "digit" not in table[Mode.WORDS]
