"""A network that a file describes is answered exactly, or refused with the case that is wrong."""

import json

import pytest

from p2pcard.core.book import graph_file
from p2pcard.errors import NetworkNotUnderstood
from tests.published import published
from tests.shells import Device

CASES = published("routes/routes.json")["cases"]
VOUCH = {"from": "Me", "to": "Ana", "introduces": 0, "created": 1, "expires": None, "withdrawn": False}
GOOD = {"id": "one", "now": 5, "people": ["Me", "Ana"], "vouches": [VOUCH]}


def vouch(**changes):
    return {**GOOD, "vouches": [{**VOUCH, **changes}]}


def test_the_command_gives_the_saved_answers_of_all_networks_and_makes_no_folder(tmp_path):
    device, file = Device(tmp_path / "home"), tmp_path / "networks.json"
    file.write_text(json.dumps({"cases": CASES}), encoding="utf-8")
    told = device.do("trace", "--graph", str(file))["cases"]
    assert not device.home.exists()
    assert [case["id"] for case in told] == [case["id"] for case in CASES]
    for case, answered in zip(CASES, told, strict=True):
        expected = [
            {name: each[name] for name in answered["answers"][0] if name != "smallest_blocking_groups"}
            | {"smallest_blocking_groups": sorted(map(sorted, each["smallest_blocking_groups"]))}
            for each in case["expected"]
        ]
        assert sorted(answered["answers"], key=lambda each: each["person"]) == sorted(
            expected, key=lambda each: each["person"]
        )


@pytest.mark.parametrize(
    "case",
    [
        {**GOOD, "people": []},
        {**GOOD, "vouches": None},
        {name: GOOD[name] for name in ("id", "people", "vouches")},
        vouch(introduces=3),
        vouch(introduces="1"),
        vouch(expires="soon"),
        {**GOOD, "vouches": [{"from": "Me"}]},
        {"people": ["Me", "Ana"], "now": 5, "vouches": []},
        [],
        "case",
    ],
)
def test_a_case_that_is_not_one_is_refused(case):
    assert graph_file.answer_cases({"cases": [GOOD]})
    with pytest.raises(NetworkNotUnderstood):
        graph_file.answer_cases({"cases": [GOOD, case]})


@pytest.mark.parametrize("values", [[], None, {}, {"cases": {}}])
def test_a_file_without_cases_is_refused(values):
    with pytest.raises(NetworkNotUnderstood):
        graph_file.answer_cases(values)


def test_of_two_vouches_the_newest_speaks_even_when_it_has_run_out():
    newer = {**VOUCH, "created": 2, "expires": 4}
    both = {**GOOD, "vouches": [newer, VOUCH]}
    assert graph_file.read(GOOD).answer(b"Ana").own
    assert not graph_file.read(both).answer(b"Ana").own


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not-json"),
        ("{", "not-json"),
        ("[" * 100_000, "not-json"),
        ('{"cases": [], "cases": []}', "said-twice"),
        ("\ud800", "old-letters"),
    ],
)
def test_a_file_that_is_no_json_is_refused_with_its_name(tmp_path, text, reason):
    file = tmp_path / "no.json"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    done = Device(tmp_path / "home").run("--json", "trace", "--graph", str(file))
    assert done.code == 1
    assert done.values["refused"]["reason"] == reason
    assert "no.json" in done.values["refused"]["text"]
