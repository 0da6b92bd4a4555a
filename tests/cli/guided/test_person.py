"""One person in the guided session: all that can be done about them belongs to them."""

import pytest

from tests.cli.guided.sitting import sitting
from tests.peers import card_of
from tests.shells import device
from tests.standings import friends, mark_of, said_of

SOONER = "or press Enter to go on:"


@pytest.fixture
def town(tmp_path):
    """Ana, Ben and Cleo, who have all met each other."""
    return friends(tmp_path)


def test_a_word_is_given_told_about_and_taken_back_from_the_person(town):
    ana, *_ = town
    with sitting(ana) as session:
        given = session.choose(
            "ben",
            "1",
            "2",
            ("or press Enter for no:", "sí"),
            ("or press Enter for 1:", "2"),
            (SOONER, ""),
            "",
        )
        assert "You vouch for Ben." in given
        assert "p2pcard show" not in given
        taken = session.choose("ben", "1", "3", ("Type yes:", "y"), "")
        assert "You no longer vouch for Ben." in taken
    assert mark_of(ana, "Ben") == "word"
    assert "You vouch for Ben" not in ana.tell("trace", "Ben")


def test_what_i_vouch_is_written_to_a_file_at_once(town, tmp_path):
    ana, ben, _ = town
    file = tmp_path / "for ben.txt"
    with sitting(ana) as session:
        written = session.choose(
            "6",
            ("a part of it:", "ben"),
            ("or press Enter for no:", "ok"),
            ("or press Enter for 1:", ""),
            (SOONER, "f"),
            ("Enter alone: nowhere.", str(file)),
        )
        assert f"The text is in {file}." in written
    assert ben.do("add", str(file))["news"][0]["news"] == "vouch-offered"


def test_a_mark_an_introduction_and_what_would_change_belong_to_the_person(town):
    ana, *_ = town
    with sitting(ana) as session:
        session.choose("ben", "1", "4", ("press Enter for “no”:", "1"), "")
        told = session.choose("ben", "1", "5", ("Type a name:", "cleo"), "")
        assert "Ben and Cleo are asked when you next meet them." in told
        traced = session.choose("ben", "1", "1", ("Enter: go on.", "cleo"), ("Enter: go on.", ""), "")
        assert "Without Cleo, nothing would change." in traced
    assert mark_of(ana, "Ben") == "word"


def test_whoever_does_not_mean_it_changes_nothing(town):
    ana, *_ = town
    with sitting(ana) as session:
        for keys in (
            ("2", ("or press Enter for no:", "")),
            ("3", ("Type yes:", "")),
            ("7", ("Type yes:", "n")),
        ):
            session.choose("ben", "1", *keys, "")
    assert said_of(ana) == []
    assert ana.people("ben") == ["Ben"]


def test_a_person_who_is_forgotten_has_no_choices_any_more(tmp_path):
    ana = device(tmp_path, {"name": "Ana"})
    ana.hold(card_of("Cam"))
    with sitting(ana) as session:
        assert "Forgotten" in session.choose("cam", "1", "7", ("Type yes:", "yes"))
    assert ana.people() == []
