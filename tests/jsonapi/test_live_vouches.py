"""Vouches in a live conversation as lines of JSON, held against `docs/json.md`."""

import pytest

from tests.schema import fits
from tests.shells import LOOPBACK, Talk, meet, swap
from tests.standings import friends, hand, id_of, kinds


def heard(*talks):
    """The kinds of events that were told; each of them fits the schema."""
    lines = [line for talk in talks for line in talk.heard]
    assert all(fits(f"event-{line['event']}", line) for line in lines)
    return [line["event"] for line in lines]


def said(talk, **line):
    """Say something, and wait until it is done; all of it fits the schema."""
    assert fits(f"say-{next(iter(line))}", line)
    talk.say(line)
    return talk.until("acted")["act"]


def offered(talk):
    """Wait for offers, each with what names it in an answer."""
    found = [each for line in talk.heard if line["event"] == "news" for each in line["news"]]
    found = found or talk.until("news")["news"]
    assert kinds(found) == ["vouch-offered", "introduction-offered"]
    return found[0]["by"], found[1]["introduction"]


def asked(tmp_path):
    """Ana and Ben; Ana vouches for him and wants to introduce him to Cleo."""
    ana, ben, _ = friends(tmp_path)
    ana.do("vouch", "Ben")
    ana.do("introduce", "Ben", "Cleo")
    return ana, ben


@pytest.mark.parametrize("answer", ["accept", "decline", "later"])
def test_a_swap_waits_for_the_answers_to_its_questions_and_then_ends(tmp_path, answer):
    ana, ben = asked(tmp_path)
    acts = []

    def answers(_, scanning):
        by, id_ = offered(scanning)
        acts.append(said(scanning, **{answer: by}))
        scanning.say({"later" if answer == "later" else f"{answer}_introduction": id_})

    showing, scanning = swap(ana, ben, after=answers)
    assert heard(showing, scanning).count("acted") == 2
    assert acts == ["later" if answer == "later" else "answer"]
    news = [each for line in showing.heard if line["event"] == "news" for each in line["news"]]
    agreed = ["vouch-accepted", "introduction-accepted"] if answer == "accept" else []
    assert kinds(news) == agreed
    waiting = ben.do("accept")["waiting"]
    assert [len(waiting["vouches"]), len(waiting["introductions"])] == [int(answer == "later")] * 2


def test_a_newer_vouch_is_told_before_it_is_agreed_to(tmp_path):
    ana, ben, _ = friends(tmp_path)
    ana.do("vouch", "Ben")

    def vouches_anew(host, member):
        by = member.until("news")["news"][0]["by"]
        assert said(host, vouch="Ben", may_introduce=True) == "vouch"
        member.until("news")
        member.say({"accept": by})
        assert member.until("news")["news"] == [{"news": "vouch-offered", "by": by}]
        assert said(member, accept=by) == "answer"
        assert kinds(host.until("news")["news"]) == ["vouch-accepted"]

    heard(*meet(ana, ben, after=vouches_anew))
    assert ana.do("trace", "Ben")["own"]


def test_done_leaves_every_question_of_a_swap_for_later(tmp_path):
    ana, ben = asked(tmp_path)

    def leaves(_, scanning):
        scanning.until("receipt")
        scanning.say({"done": True})

    heard(*swap(ana, ben, after=leaves))
    waiting = ben.do("accept")["waiting"]
    assert [len(waiting["vouches"]), len(waiting["introductions"])] == [1, 1]


def test_to_whom_it_is_shown_is_asked_and_a_name_that_is_not_here_is_told(tmp_path):
    ana, ben, cleo = friends(tmp_path)
    ana.do("vouch", "Ben")
    hand(ana, ben)
    ben.do("accept", "Ana")
    id_of_cleo = id_of(cleo)

    def shows(_, scanning):
        assert scanning.until("to-show")["by"] == [id_of(ana)]
        scanning.say({"show": ["Ana"]})
        refused = scanning.until("not-done")
        assert (refused["reason"], refused["text"]) == ("not-here", "“Ana” is not here.")
        assert said(scanning, show=[id_of_cleo[:8]]) == "show"

    showing, scanning = swap(cleo, ben, after=shows)
    assert "to-show" in heard(showing, scanning)
    news = [each for line in showing.heard if line["event"] == "news" for each in line["news"]]
    assert {"news": "vouch-shown", "by": id_of(ana), "id": id_of(ben)} in news


def test_in_a_meeting_everybody_can_act_and_the_host_ends_it(tmp_path):
    ana, ben, cleo = friends(tmp_path)

    def acts(host, member, other):
        assert said(host, vouch="Ben", may_introduce=True, mark="word") == "vouch"
        (offer,) = member.until("news")["news"]
        assert said(member, accept=offer["by"]) == "answer"
        assert said(member, show="everybody") == "show"
        (seen,) = other.until("news")["news"]
        assert (seen["news"], seen["by"]) == ("vouch-shown", offer["by"])
        assert fits("say-busy", {"busy": True})
        for line in ({"busy": True}, {"dance": True}, {"vouch": "Teo"}):
            other.say(line)
        assert other.until("not-done")["reason"] == "not-here"

    talks = meet(ana, ben, cleo, after=acts)
    assert heard(*talks).count("ignored") == 1


@pytest.mark.parametrize("word", ["done", "stop"])
def test_a_member_may_go_before_the_others_and_keeps_the_cards(tmp_path, word):
    ana, ben, cleo = friends(tmp_path)
    left = []

    def goes(host, member, other):
        member.say({word: True})
        left.append(member.process.wait(60))
        assert said(host, vouch="Cleo") == "vouch"
        assert kinds(other.until("news")["news"]) == ["vouch-offered"]

    heard(*meet(ana, ben, cleo, after=goes))
    assert left == [0]
    assert ben.people() == ["Ana", "Cleo"]


def test_what_belongs_behind_the_cards_is_ignored_before_them(tmp_path):
    ana, ben, _ = friends(tmp_path)
    early = ({"vouch": "Ben"}, {"show": "everybody"}, {"done": True}, {"busy": True}, {"accept": id_of(ben)})
    with Talk(ana, "swap", "--address", LOOPBACK) as showing:
        showing.until("code")
        for line in early:
            showing.say(line)
            showing.until("ignored")
        showing.say({"stop": True})
        assert showing.end() == 1
    assert heard(showing).count("ignored") == len(early)
    assert showing.heard[-1] == {"event": "aborted", "reason": "stopped"}
