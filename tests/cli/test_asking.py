"""Words that are typed before something that cannot be undone, in each language."""

import pytest

from p2pcard.cli.asking import is_yes, wants_help
from tests.shells import ANA, BEN, device
from tests.shells import swap as swap_of


@pytest.mark.parametrize("typed", ["y", "Y", "yes", "YES", "ok", "s", "sí", "si", "SI", " vale "])
def test_yes_is_understood_as_people_write_it(typed):
    assert is_yes(typed) is True


@pytest.mark.parametrize(
    ("typed", "meant"), [("", False), ("n", False), ("No", False), ("yes please", None), ("1", None)]
)
def test_no_and_anything_else_are_told_apart(typed, meant):
    assert is_yes(typed) is meant


@pytest.mark.parametrize(
    ("typed", "wanted"), [("?", True), ("help", True), ("AYUDA", True), ("helper", False), ("", False)]
)
def test_whoever_asks_for_help_is_understood_in_each_language(typed, wanted):
    assert wants_help(typed) is wanted


@pytest.mark.parametrize("typed", ["sí", "SI", "si", "yes"])
def test_confirmations_are_typed_without_accents_and_in_any_case(tmp_path, typed):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    swap_of(ana, ben)
    assert ana.run("--lang", "es", "forget", "ben", given=f"{typed}\n").code == 0
    assert ana.people() == []


@pytest.mark.parametrize("typed", ["BORRAR", "borrar", " Borrar ", "DELETE"])
def test_wiping_takes_the_word_in_spanish(tmp_path, typed):
    ana = device(tmp_path, ANA)
    assert ana.run("--lang", "es", "wipe", given="sí\n").code == 1
    assert "Escribe BORRAR:" in ana.run("--lang", "es", "wipe", given="\n").out
    assert ana.run("--lang", "es", "wipe", given=f"{typed}\n").code == 0
    assert not [path for path in ana.home.rglob("*") if path.is_file()]
