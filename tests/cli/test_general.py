"""The options of the whole program, wherever they stand, and a refusal as words and as one object."""

import json

import pytest

from tests.shells import ANA, PHRASE, Device, device


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


def test_json_may_be_asked_for_before_and_after_the_command(ana):
    home = ("--home", str(ana.home))
    answers = [
        ana.run("--json", "card", "list"),
        ana.run("card", "--json", "list"),
        ana.run("card", "list", "--json"),
    ]
    assert len({answer.out for answer in answers}) == 1
    assert answers[0].values["cards"][0]["name"] == "Ana"
    elsewhere = Device(ana.home.parent / "elsewhere", PHRASE)
    assert elsewhere.run("people", *home).code == 0


def test_one_object_stands_on_standard_output_and_nothing_else(ana):
    for words in (("people",), ("card",), ("show",), ("person", "Nobody"), ("wipe",)):
        answer = ana.run("--json", *words, given="no\n")
        assert answer.out.count("\n") == 1
        assert isinstance(json.loads(answer.out), dict)
    assert ana.run("--json").code == 2
    assert ana.run("--json").out == ""


def test_a_refusal_says_three_things_beside_the_answer(ana):
    refused = ana.run("person", "Nobody")
    assert refused.out == ""
    assert "Nobody" in refused.err
    assert "Traceback" not in refused.err
