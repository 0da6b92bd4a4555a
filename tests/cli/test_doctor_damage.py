"""What shows of damaged cards without their phrase, and the one next step."""

import pytest

from p2pcard.edge.store.generations import PREVIOUS, VAULT
from tests.peers import card_of
from tests.shells import ANA, device


def cut(data):
    return data[: len(data) // 2]


def newer(data):
    return data[:8] + b"\x02" + data[9:]


DAMAGED = "In the way: The last save of your cards is damaged, or somebody changed it."
GO_BACK = "    Go back to the save before: p2pcard restore --previous"
FROM_A_COPY = "    If you have a sealed copy, first p2pcard wipe, then: p2pcard restore FILE"
NEWER = [
    "In the way: A newer version of p2pcard wrote these cards.",
    "    Install the newest version, then try again.",
]


@pytest.mark.parametrize(
    ("damage", "before", "told"),
    [
        (cut, "whole", [DAMAGED, GO_BACK]),
        (lambda data: b"Dear Ben", "whole", [DAMAGED, GO_BACK]),
        (lambda data: None, "whole", [DAMAGED, GO_BACK]),
        (cut, "none", [DAMAGED, FROM_A_COPY]),
        (lambda data: b"", "cut", [DAMAGED, FROM_A_COPY]),
        (newer, "whole", NEWER),
        (lambda data: data, "cut", []),
    ],
)
def test_cards_that_show_without_a_phrase_that_they_are_damaged_are_in_the_way(
    tmp_path, damage, before, told
):
    ana = device(tmp_path, ANA)
    ana.hold(card_of("Cam"))
    (vault,) = ana.home.rglob(VAULT)
    previous = vault.with_name(PREVIOUS)
    if before != "whole":
        previous.write_bytes(cut(previous.read_bytes()))
    if before == "none":
        previous.unlink()
    damaged = damage(vault.read_bytes())
    vault.unlink() if damaged is None else vault.write_bytes(damaged)
    finding = ana.do("doctor")["findings"][0]
    assert finding["check"] == "cards"
    assert finding["weight"] == ("blocks" if told else "fine")
    lines = ana.tell("doctor").splitlines()
    assert [line for line in lines if line in (DAMAGED, GO_BACK, FROM_A_COPY, *NEWER)] == told


def test_a_folder_in_the_place_of_the_cards_is_said_to_be_one(tmp_path):
    ana = device(tmp_path, ANA)
    ana.hold(card_of("Cam"))
    (vault,) = ana.home.rglob(VAULT)
    vault.unlink()
    vault.mkdir()
    told = ana.tell("doctor").splitlines()
    place = told.index(f"In the way: Where your last save belongs there is a folder: “{vault}”.")
    assert told[place + 1] == GO_BACK
