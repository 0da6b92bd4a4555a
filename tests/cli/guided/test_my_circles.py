"""My circles in the guided session: begun, changed, filled, looked at and left without a command."""

from tests.cli.guided.sitting import sitting
from tests.standings import friends

NOTHING = "or press Enter for no:"


def test_a_circle_is_begun_changed_filled_and_left(tmp_path):
    ana, *_ = friends(tmp_path)
    with sitting(ana) as session:
        assert "The circle “street” is there." in session.choose(
            "10", "1", ("Enter alone: go back.", "street"), ""
        )
        changed = session.choose(
            "10",
            "2",
            (NOTHING, "y"),
            ("does a newcomer need? Enter: 2", "1"),
            ("Enter: 3", ""),
            ("Enter: 2", "0"),
            "",
        )
        assert "A newcomer needs 1 person who vouches for them." in changed
        assert "Ben is counted in." in session.choose("10", "3", ("part of it:", "ben"), (NOTHING, "yes"), "")
        not_yet = session.choose("10", "3", ("part of it:", "cleo"), (NOTHING, ""), (NOTHING, ""), "")
        assert "Not yet: Cleo has 0 of 1." in not_yet
        assert "p2pcard" not in not_yet
        assert "Ben has been there from the start." in session.choose("10", "4", ("part of it:", "ben"), "")
        line = "P2PCARD RULE people=3 budget=1 probation=1"
        assert "A newcomer needs 3 people" in session.choose("10", "5", ("with the rule:", line), "")
        session.choose("10", "1", ("Enter alone: go back.", "choir"), "")
        of_all = session.choose("10", "4", ("part of it:", "ben"), ("or press Enter for all:", ""), "")
        of_one = session.choose("10", "4", ("part of it:", "ben"), ("or press Enter for all:", "2"), "")
        assert [each in of_all for each in ("choir", "street")] == [True, True]
        assert "Ben has been there from the start." in of_one
        assert (of_all.count("choir"), of_one.count("choir")) == (3, 2)  # in both lists, and with its answer
        assert "1  choir" in session.choose(
            "10", "6", ("to go back:", "1"), (NOTHING, "y"), (NOTHING, ""), ""
        )
    assert [each["name"] for each in ana.do("circle")["circles"]] == ["street"]
