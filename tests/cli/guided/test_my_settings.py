"""Settings in the guided session: what is remembered, the opening phrase, and the network address."""

from tests.cli.guided.sitting import FIND, HIDDEN, sitting
from tests.shells import ANA, device

NEW = "a red bicycle under nine stars"


def test_how_long_vouches_are_remembered_is_chosen_by_a_number(tmp_path):
    ana = device(tmp_path, ANA)
    with sitting(ana) as session:
        shown = session.choose("11", "3", ("leave it as it is:", "3"), "")
        assert "p2pcard settings" not in shown
    assert ana.do("settings")["memory"] == "until-expiry"


def test_another_phrase_opens_the_cards_from_then_on(tmp_path):
    ana = device(tmp_path, ANA)
    with sitting(ana) as session:
        session.terminal.type("11")
        session.terminal.answer("go back:", "2")
        session.terminal.answer(HIDDEN["en"], NEW)
        session.terminal.answer("type it once more:", NEW)
        session.terminal.until("Only the new phrase opens your cards now.")
    ana.use(NEW)
    assert ana.people() == []


def test_an_address_is_chosen_for_as_long_as_the_session_lasts(tmp_path):
    with sitting(device(tmp_path, ANA)) as session:
        asked = "Enter: leave it as it is."
        shown = session.choose("11", "4", (asked, "here"), (asked, "127.0.0.1"), "")
        assert "“here” is not written like 192.168.1.20." in shown
        assert "Now: 127.0.0.1\n" in session.choose("11", "4", (asked, "-"), "")
        assert "127.0.0.1" not in session.choose("11", "4", (asked, ""), "").partition("go back")[2]
        session.terminal.type("")
        session.terminal.until(FIND["en"])
