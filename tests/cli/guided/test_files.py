"""Files are named as people name them, sticks are offered, and what is written is named with its folder."""

import re

import pytest

from p2pcard.cli.guided.files import named
from p2pcard.service.files import sticks
from tests.cli.guided.sitting import sitting
from tests.shells import ANA, BEN, device


@pytest.mark.parametrize("typed", ["'{}'", '"{}"', "{}", "escaped"])
def test_a_file_is_named_as_a_window_does_it_into_which_it_is_dragged(tmp_path, typed):
    file = tmp_path / "from ben (1).txt"
    escaped = re.sub(r"([ ()])", r"\\\1", str(file))
    assert named(f"{typed.format(file) if '{' in typed else escaped} ".strip()) == file


def test_a_file_is_named_with_its_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert named("my copy") == tmp_path / "my copy"
    monkeypatch.setenv("HOME", str(tmp_path / "ana"))
    assert named("~/copy") == tmp_path / "ana" / "copy"


def test_sticks_are_found_where_systems_put_them(tmp_path):
    for place in ("media/ana/USB", "run/media/ana/BLUE", "Volumes/Keys", "media/ana/USB/deeper", "mnt/x"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "media/ana/file").write_text("no folder")
    (tmp_path / "media/ana/link").symlink_to(tmp_path)
    found = [each.name for each in sticks(tmp_path)]
    assert sorted(found) == ["BLUE", "Keys", "USB"]


def test_a_card_comes_from_a_file_or_from_text_and_the_session_goes_on(tmp_path):
    ana, file = device(tmp_path, ANA), tmp_path / "ben.txt"
    block = device(tmp_path, BEN).do("show")["block"]
    file.write_text(block)
    with sitting(ana) as session:
        assert "You now hold this card:" in session.choose("9", ("type or paste the text here.", f"'{file}'"))
        pasted = session.choose(
            "9", ("type or paste the text here.", ""), ("press Enter twice:", block.strip())
        )
        assert "Name: Ben\n" in pasted
        assert "There is no “" in session.choose(
            "9", ("type or paste the text here.", str(tmp_path / "no.png"))
        )
