"""A refusal is three sentences with its values in them, and a number that a script can tell apart."""

from p2pcard.errors import Refusal, VaultBusy
from p2pcard.errors.refusal import NOTHING_STORED


class Sample(Refusal):
    """A refusal for the tests alone."""

    text = "There is no “{name}” here, nor {other}."
    advice = "Look again."


def test_what_happened_is_said_with_its_values_which_are_kept_for_other_languages():
    refusal = Sample(name="Ana", other=7)
    assert str(refusal) == "There is no “Ana” here, nor 7."
    assert refusal.values == {"name": "Ana", "other": 7}
    assert (refusal.text, refusal.kept, refusal.advice) == (Sample.text, NOTHING_STORED, "Look again.")


def test_a_command_ends_with_1_unless_the_refusal_says_otherwise():
    assert (Sample.exit_code, VaultBusy.exit_code) == (1, 3)
