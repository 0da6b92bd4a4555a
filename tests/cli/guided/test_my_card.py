"""My card in the guided session: what others get, a change, and who holds the old one."""

from tests.cli.guided.sitting import sitting
from tests.shells import ANA, BEN, device
from tests.shells import swap as swap_of


def test_after_a_change_it_is_said_who_holds_the_old_card_and_how_they_get_the_new_one(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    swap_of(ana, ben)
    with sitting(ana) as session:
        shown = session.choose(
            "4",
            "1",
            ("Now: Ana\n", ""),
            ("Now: Phone 600 100 101\n", "tel 600 100 109, telegram @ana"),
            ("Right? Press Enter.", ""),
            ("Now: van\n", ""),
            ("Now: Spanish\n", ""),
            "",
        )
    assert "Understood: Phone 600 100 109. Telegram @ana." in shown
    assert "1 person has your old card from a swap or a meeting: Ben." in shown
    assert "They get the new one when you next swap or meet." in shown
    assert ana.do("card")["card"]["channels"] == [["phone", "600 100 109"], ["other", "Telegram @ana"]]


def test_several_cards_are_written_listed_shown_and_dropped(tmp_path):
    ana = device(tmp_path, ANA)
    with sitting(ana) as session:
        session.choose(
            "4",
            "5",
            ("For example: clinic", "clinic"),
            ("or press Enter for no:", ""),
            ("call you?", "Dr. A"),
            ("reach you?", ""),
            ("can you offer?", ""),
            ("do you speak?", ""),
            "",
        )
        assert "clinic" in session.choose("4", "4", "")
        assert "█" in session.choose("4", "2", ("press Enter for the first:", "2"), "1", "")
        session.choose("4", "6", ("press Enter for the first:", "2"), ("or press Enter for no:", "y"), "")
    assert len(ana.do("card", "list")["cards"]) == 1
