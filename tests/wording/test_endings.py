"""What is said where the program is broken promises no more than is known."""

import pytest

from p2pcard.wording import endings


@pytest.mark.parametrize(
    ("saved", "said"),
    [
        (None, "Whether your last step is saved is not known."),
        (0, "Nothing in your cards was changed."),
        (7, "What you did up to save number 7 is saved."),
    ],
)
def test_of_ones_cards_only_what_is_known_is_said(saved, said):
    assert endings.kept(saved) == endings.fault(saved)[1] == endings.unwritten(saved)[1] == said


def test_a_report_stands_between_its_two_lines():
    assert endings.framed(("one", "two")) == (endings.REPORT_BEGINS, "one", "two", endings.REPORT_ENDS)
