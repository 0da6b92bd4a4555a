"""Copies, and what to do when a device is lost, taken or broken: all in the guided session."""

from p2pcard.service.cardholder import Cardholder
from tests.cli.guided.sitting import FIND, HIDDEN, sitting
from tests.shells import ANA, PHRASE, device
from tests.terminals import Terminal


def test_a_copy_is_made_and_named_with_its_folder_and_brings_everything_back(tmp_path):
    ana, place = device(tmp_path, ANA), tmp_path / "stick"
    place.mkdir()
    with sitting(ana) as session:
        session.terminal.type("7")
        session.terminal.answer("Enter alone: nowhere.", str(place))
        session.terminal.until("again:\n")
        words = session.terminal.until("Type all").removesuffix("Type all").split()
        session.terminal.answer("from your paper:", " ".join(words))
        assert f"The copy is in {place / 'p2pcard-copy'}." in session.terminal.until(FIND["en"])
    with Terminal(tmp_path / "new", "--lang", "en") as new:
        new.answer("Type a number:", "2")
        new.answer("Which file is the copy?", str(tmp_path / "other"))
        assert "There is no “" in new.answer("Which file is the copy?", f"'{place / 'p2pcard-copy'}'")
        new.answer("Type 1 or 2:", "1")
        new.answer("Type your twelve words:", " ".join(words))
        new.answer(HIDDEN["en"], PHRASE)
        new.answer("type it once more:", PHRASE)
        assert "Your cards are back" in new.until(FIND["en"])
    mine = Cardholder(tmp_path / "new")
    mine.unlock(PHRASE)
    assert mine.book.me.hex() == ana.do("card")["card"]["id"]
    mine.lock()


def test_ones_card_is_ended_and_the_notice_is_kept(tmp_path):
    ana = device(tmp_path, ANA)
    before, notice = ana.do("card")["card"]["id"], tmp_path / "notice.png"
    with sitting(ana) as session:
        session.choose("8", "3", "3", ("Enter alone: nowhere.", str(notice)), "")
        assert notice.read_bytes().startswith(b"\x89PNG")
        begun = session.choose("8", "4", ("Type DEAD:", "dead"), "")
        assert "Make a new copy with new words: 7 (Copy of everything)" in begun
    assert ana.do("card")["card"]["id"] != before


def test_one_goes_back_to_a_save_that_is_chosen_from_all(tmp_path):
    ana = device(tmp_path, ANA)
    ana.do("circle", "new", "street")
    with sitting(ana) as session:
        assert "street" in session.choose("10", "")
        session.terminal.type("8")
        session.terminal.answer("go back:", "2")
        session.terminal.answer(HIDDEN["en"], PHRASE)
        session.terminal.answer("or press Enter to change nothing:", "2")
        session.terminal.until("Your cards are back")
        session.terminal.answer("go back:", "")
        session.terminal.until(FIND["en"])
        assert "You have no circle." in session.choose("10", "")


def test_everything_is_deleted_after_a_word_typed_in_full(tmp_path):
    ana = device(tmp_path, ANA)
    with sitting(ana) as session:
        session.terminal.type("15")
        session.terminal.answer("Type DELETE:", "yes")
        session.terminal.until(FIND["en"])  # the cards stayed open
        session.terminal.type("15")
        session.terminal.answer("Type DELETE:", "delete")
        assert session.terminal.end() == 0
    assert not [path for path in ana.home.rglob("*") if path.is_file()]
