"""Giving one's word in sentences: what was done, and when others get to know it."""

import pytest

from p2pcard.cli.next_steps import command
from p2pcard.core.book.routes import Mark
from p2pcard.errors.next_step import ShowFor
from p2pcard.wording import vouching
from tests.vouchers import key_of, met

BOOK = met("Ana", "Bo Diaz")
ANA, BO = (BOOK.contacts[key_of(name)] for name in ("Ana", "Bo Diaz"))


def test_what_i_vouch_is_told_with_how_the_person_gets_it():
    assert [*vouching.vouched(BO)] == [
        "You vouch for Bo Diaz. It counts once Bo Diaz agreed.",
        "Bo Diaz gets it when you next swap or meet.",
    ]


def test_a_name_from_right_to_left_turns_nothing_of_the_command():
    assert command(ShowFor("\u0623\u0645\u0644")).endswith('--for "\u2068\u0623\u0645\u0644\u2069" --text')


def test_what_is_taken_back_names_the_person_and_when_others_know():
    first, then = vouching.withdrawn(ANA)
    assert first == "You no longer vouch for Ana."
    assert "swap or meet" in then


def test_both_who_are_offered_to_each_other_are_named():
    first, then = vouching.introduced(ANA, BO)
    assert first == "Ana and Bo Diaz are asked when you next meet them."
    assert "both agreed" in then


@pytest.mark.parametrize(("yes", "told"), [(True, "You agreed. Ana gets"), (False, "Thrown away. Nobody")])
def test_what_was_answered_is_told_apart(yes, told):
    assert vouching.answered(ANA, yes=yes).startswith(told)


@pytest.mark.parametrize("mark", Mark)
def test_each_mark_has_words_of_its_own(mark):
    marked = met("Ana", mark=mark).contacts[key_of("Ana")]
    assert vouching.marked(marked).endswith(f"counts with you: {vouching.MARKS[mark]}.")
    assert len(set(vouching.MARKS.values())) == len(Mark)


def test_what_is_asked_names_the_person_and_says_who_sees_the_answer():
    asked, *answers = vouching.counts_lines("Ana")
    assert "Ana" in asked
    assert "Only I see this." in answers[1]
    assert answers[2].endswith("Ana sees this.")
    assert vouching.whether_it_counts("Ana").startswith("For you alone:")
    assert "Ana" in vouching.whether_it_counts("Ana")


@pytest.mark.parametrize("mark", Mark)
def test_of_three_answers_enter_keeps_what_holds_and_no_yes_lowers_a_mark(mark):
    contact = met("Ana", mark=mark).contacts[key_of("Ana")]
    assert vouching.counted(contact, vouching.answer_of(contact)) == (mark, False)
    assert vouching.counted(contact, "1") == (Mark.NO, False)
    assert vouching.counted(contact, "3") == (max(mark, Mark.THEIR_WORD), True)


def test_what_waits_is_told_with_the_place_where_it_is_answered():
    assert vouching.something_waits(command) == "Something still waits for your answer: p2pcard accept"
