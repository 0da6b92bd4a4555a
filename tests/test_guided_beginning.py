"""`p2pcard` alone on a device without cards: a new card, or those that were there before."""

import pytest

from tests.disks import make_read_only, needs_root, small_disk
from tests.shells import ANA, PHRASE, Device, device
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
LANGUAGE = "press Enter for English:"
CHOICE = "or press Enter to see all choices:"


def test_a_new_card_is_made_by_the_first_choice_and_the_language_is_asked_once(tmp_path):
    with Terminal(tmp_path / "new") as ana:
        ana.answer(LANGUAGE, "2")
        asked = ana.answer("Escribe 1 o 2:", "restore")
        assert "  1  Hacer una tarjeta nueva\n  2  Recuperar mis tarjetas de una copia\n" in asked
        assert "«restore» no es una de las opciones." in ana.answer("Escribe 1 o 2:", "1")
        assert "English" not in ana.answer("¿Cómo quieres que te llamen aquí?", "q")
        ana.until("No se cambió nada.\nPara empezar de nuevo: p2pcard\n")
        assert ana.end() == 1
    assert not (tmp_path / "new").exists()


def test_cards_from_before_are_brought_back_by_the_second_choice(tmp_path):
    ana, copy = device(tmp_path, ANA), tmp_path / "my copy"
    words = ana.do("backup", str(copy))["words"]
    with Terminal(tmp_path / "new", "--plain") as new:
        new.answer(LANGUAGE, "")
        assert "1: Make a new card\n2: Bring back my cards from a copy\n" in new.answer("Type 1 or 2:", "2")
        new.answer("Which file is the copy?", str(tmp_path / "other"))
        assert "There is no “" in new.answer("Which file is the copy?", f"'{copy}'")
        new.answer("Type 1 or 2:", "1")
        new.answer("Type your twelve words:", " ".join(words))
        new.answer(HIDDEN, PHRASE)
        new.answer("type it once more:", PHRASE)
        assert "Your cards are back" in new.until(CHOICE)
        new.type("q")
        assert new.end() == 0
    assert Device(tmp_path / "new").do("card")["card"]["id"] == ana.do("card")["card"]["id"]


@pytest.mark.parametrize("typed", ["", "nothing here"])
def test_where_no_copy_is_named_nothing_is_brought_back(tmp_path, typed):
    with Terminal(tmp_path / "new", "--lang", "en") as new:
        new.answer("Type 1 or 2:", "2")
        for _ in range(3 if typed else 1):
            new.answer("Which file is the copy?", typed)
        kept = "Nothing was brought back.\nTo begin again: p2pcard restore FILE\n"
        new.until(kept if typed else "Nothing was changed.\n")
        assert new.end() == (1 if typed else 2)
    assert not (tmp_path / "new").exists()


@needs_root
def test_where_nothing_can_be_kept_nothing_is_asked(tmp_path):
    with small_disk(tmp_path / "disk", 700) as disk:
        make_read_only(disk)
        with Terminal(disk / "home") as new:
            assert new.end() == 1
            assert "can be read but not written." in new.shown
            assert "English" not in new.shown
