"""Answering what waits: agreed to, thrown away, or gone through with a question each."""

import pytest

from tests.standings import friends, hand


@pytest.fixture
def town(tmp_path):
    """Ana, Ben and Cleo, who have all met each other."""
    return friends(tmp_path)


def test_what_is_thrown_away_is_gone_and_nobody_is_told(town):
    ana, ben, _ = town
    ana.do("vouch", "Ben")
    hand(ana, ben)
    assert ben.tell("accept", "Ana", "--no").splitlines()[1:] == ["Thrown away. Nobody is told."]
    assert ben.refused("accept", "Ana") == "nothing-to-accept"
    assert ben.refused("show", "--for", "Ana") == "nothing-for"


def test_all_that_waits_is_gone_through_with_a_question_each(town):
    ana, ben, cleo = town
    for by in (ana, cleo):
        by.do("vouch", "Ben")
        hand(by, ben)
    ana.do("introduce", "Ben", "Cleo")
    hand(ana, ben)
    waiting = ben.do("accept")["waiting"]
    assert [len(waiting["vouches"]), len(waiting["introductions"])] == [2, 1]
    answer = ben.run("accept", given="yes\n\nyes\n")
    assert answer.code == 0
    told = answer.err + answer.out
    for sentence in (
        "Ana vouches for you, as “Ben”.",
        "Cleo vouches for you, as “Ben”.",
        "Ana wants to introduce you to “Cleo”.",
    ):
        assert sentence in told
    assert "Something still waits for your answer: p2pcard accept\n" in answer.err
    left = ben.do("accept")["waiting"]
    assert left == {"vouches": waiting["vouches"][1:], "introductions": []}
    assert ben.run("accept", given="\n").code == 0
    assert ben.do("accept")["waiting"] == left


def test_a_no_throws_away_and_what_is_neither_is_asked_again(town):
    ana, ben, cleo = town
    for by in (ana, cleo):
        by.do("vouch", "Ben")
        hand(by, ben)
    ana.do("introduce", "Ben", "Cleo")
    hand(ana, ben)
    answer = ben.run("accept", given="nope\nno\nq\nn\n")
    told = answer.err + answer.out
    assert told.count("There is no choice nope here.") == 1
    assert told.count("Do you agree? Type yes or no, or press Enter to decide later:") == 4
    assert told.count("Thrown away. Nobody is told.") == 2
    left = ben.do("accept")["waiting"]
    assert [len(left["vouches"]), len(left["introductions"])] == [1, 0]


def test_where_nothing_waits_there_is_nothing_to_agree_to(town):
    ana, *_ = town
    assert ana.do("accept") == {"waiting": {"vouches": [], "introductions": []}}
    answer = ana.run("accept")
    assert (answer.code, answer.out) == (1, "")
    assert "Nothing is waiting for your answer." in answer.err
    assert ana.refused("accept", "Ben") == ana.refused("accept", "Ben", "--no") == "nothing-to-accept"
    answer = ana.run("accept", "--no")
    assert (answer.code, answer.out) == (2, "")
    assert "Name the person whose word you do not want." in answer.err
