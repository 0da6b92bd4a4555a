"""Giving a card away in the guided session: here, as text, or in a file that is a picture or text."""

from tests.cli.guided.sitting import sitting
from tests.shells import ANA, BEN, device


def test_a_card_is_shown_as_a_code_as_text_and_in_files_of_each_kind(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    picture, drawing, text = (tmp_path / name for name in ("ana.png", "ana.svg", "ana.txt"))
    with sitting(ana) as session:
        shown = session.choose("4", "2", "1", "")
        assert "█" in shown
        assert "p2pcard show" not in shown
        assert "-----END P2PCARD CARD-----" in session.choose("4", "2", "2", "")
        for file in (picture, drawing, text):
            told = session.choose("4", "2", "3", ("Enter alone: nowhere.", str(file)), "")
            assert f"is in {file}." in told
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "<svg" in drawing.read_text()
    ben.do("add", str(text))
    assert ben.people() == ["Ana"]


def test_a_file_that_is_something_else_stays_as_it_is(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ben")
    with sitting(device(tmp_path, ANA)) as session:
        assert "Something else is at" in session.choose(
            "4", "2", "3", ("Enter alone: nowhere.", str(letter)), ""
        )
    assert letter.read_text() == "Dear Ben"


def test_with_lines_alone_a_code_comes_as_text(tmp_path):
    with sitting(device(tmp_path, ANA), "--plain") as session:
        shown = session.choose("4", "2", "1", "")
        assert "The code as text, to send or to paste:" in shown
        assert "█" not in shown
