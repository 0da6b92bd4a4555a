"""Values of a call that have another form than their method takes are refused."""

import pytest

from p2pcard.errors import CallNotUnderstood
from p2pcard.web import calls


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (calls.text, 1),
        (calls.id_of, "zz"),
        (calls.id_of, ["00"]),
        (calls.yes_or_no, "yes"),
        (calls.yes_or_no, 1),
    ],
)
def test_what_has_another_form_is_refused(read, value):
    with pytest.raises(CallNotUnderstood):
        read({"it": value}, "it")


@pytest.mark.parametrize("value", [-1, 0, 10, True, "3", 1.5, None])
def test_a_number_that_is_none_of_a_rule_is_refused(value):
    with pytest.raises(CallNotUnderstood):
        calls.digit({"it": value}, "it", 3, 1)


def test_what_is_not_given_is_empty_no_or_as_before():
    assert calls.text({}, "it") == ""
    assert calls.id_of({}, "it") == b""
    assert calls.yes_or_no({}, "it") is False
    assert calls.digit({}, "it", 3, 1) == 3
    assert calls.digit({"it": 9}, "it", 3, 1) == 9
