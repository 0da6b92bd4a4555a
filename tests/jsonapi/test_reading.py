"""JSON of people and programs is read in one way or not at all, and what is wrong is told by name."""

import pytest

from p2pcard.errors import NotJson, SaidTwice
from p2pcard.jsonapi import reading

FILE = "card.json"


def test_what_json_says_comes_as_it_is():
    text = '{"name": "Zoë \\ud83d\\udc08", "list": [1, true, null, {"deep": "x"}]}'
    assert reading.read(text, FILE) == {"name": "Zoë 🐈", "list": [1, True, None, {"deep": "x"}]}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ('{"name": "Ana"\n "offers": []}', 2),
        ('{\n"name": "Ana",\n}', 3),
        ('{"name": "Ana"}\n{"name": "Ben"}', 2),
        ('{"name": NaN}', 1),
        ('{"name": -Infinity}', 1),
        ('{"name": "\\ud83d"}', 1),
        ('{"\\udc08": "x"}', 1),
        ("[" * 200_000, 1),
        ('{"a":' * 200_000, 1),
        ("9" * 10_000, 1),
        ('\ufeff{"name": "Ana"}', 1),
    ],
)
def test_what_is_no_json_is_refused_with_its_file_and_line(text, line):
    with pytest.raises(NotJson) as found:
        reading.read(text, FILE)
    assert found.value.values == {"file": FILE, "line": line}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"name": "Ana", "offers": [], "name": "Ben"}', "name"),
        ('{"name": "Ana", "name": "Ana"}', "name"),
        ('[{"x": {"y": 1, "y": 2}}]', "y"),
        ('{"n\\u0061me": "Ana", "name": "Ben"}', "name"),
        ('{"\\udc08": 1, "\\udc08": 2}', "?"),
    ],
)
def test_a_name_that_comes_twice_is_refused_by_name(text, field):
    with pytest.raises(SaidTwice) as found:
        reading.read(text, FILE)
    assert found.value.values == {"file": FILE, "field": field}
