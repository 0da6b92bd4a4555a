"""What programs read and write about vouches, introductions and circles, held against `docs/json.md`."""

import pytest

from p2pcard.core.memory import Memory
from tests.shells import LOOPBACK, Device, Talk, device, meet, swap
from tests.standings import NOW, device_of, friends, hand, id_of, kinds, through, trusting, with_shown
from tests.test_json import ABOUT_VOUCHES, PARTS, fits
from tests.vouchers import WORD, after, held, met, shown, withdrawn

TEO = {"name": "Teo"}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """All answers of each command, from a story in which all of them are used."""
    folder = tmp_path_factory.mktemp("told")
    ana, ben, cleo = friends(folder)
    teo = device(folder, TEO)
    swap(ana, teo)
    swap(ben, teo)
    given = {
        "vouch": [ana.do("vouch", "Teo", "--may-introduce", "--mark", "word"), ben.do("vouch", "Teo")],
        "introduce": [ana.do("introduce", "Teo", "Cleo")],
    }
    for by in (ana, ben):
        hand(by, teo)
    given["accept"] = [teo.do("accept"), teo.do("accept", "Ana"), teo.do("accept", "Ben", "--no")]
    given["mark"] = [cleo.do("mark", "Ana", "named"), cleo.do("mark", "Ben")]
    given["circle-new"] = [cleo.do("circle", "new", "street", "--people", "1", "--probation", "0")]
    cleo.do("add", given=teo.do("show")["block"])
    cleo.do("add", given=teo.do("show", "--vouches")["block"])
    given["circle-check"] = [cleo.do("circle", "check", "Teo")]
    given["circle-add"] = [
        cleo.do("circle", "add", "street", "Teo"),
        cleo.do("circle", "add", "street", "Ana", "--founder"),
    ]
    given["circle-check"] += [cleo.do("circle", "check", name, "street") for name in ("Teo", "Ana")]
    given["circle-rule"] = [cleo.do("circle", "rule", "street", "--budget", "1")]
    given["circle"] = [cleo.do("circle"), ana.do("circle")]
    given["withdraw"] = [ana.do("withdraw", "Teo")]
    given["circle-leave"] = [cleo.do("circle", "leave", "street", "--forget")]
    given["settings"] = [cleo.do("settings")]
    given["settings-memory"] = [
        cleo.do("settings", "memory"),
        *(cleo.do("settings", "memory", kind.value) for kind in Memory),
    ]
    picture = str(folder / "notice.svg")
    given["revoke"] = [ana.do("revoke", "--svg", picture), ana.do("revoke", "--now", given="DEAD\n")]
    return given


def test_every_answer_about_vouches_fits_the_schema(told):
    assert {*told} == ABOUT_VOUCHES
    assert all(fits(f"answer-{name}", values) for name, answers in told.items() for values in answers)


def test_answers_say_what_the_document_says_of_them(told):
    waiting, accepted, declined = told["accept"]
    assert [each["accepted"] for each in waiting["waiting"]["vouches"]] == [False, False]
    (offer,) = waiting["waiting"]["introductions"]
    assert (offer["by_name"], offer["name"], offer["accepted"]) == ("Ana", "Cleo", False)
    assert accepted["accepted"]["introductions"] == [offer["id"]]
    assert declined["declined"]["introductions"] == []
    assert [each["marked"]["mark"] for each in told["mark"]] == ["named", "no"]
    before, teo, ana = (answer["checks"][0] for answer in told["circle-check"])
    assert (before["meets"], before["counted_in"], before["founder"]) == (True, None, False)
    assert (teo["counted_in"] is None, teo["founder"], ana["founder"]) == (False, False, True)
    assert [len(each["circle"]["people"]) for each in told["circle-add"]] == [1, 2]
    assert told["circle-leave"][0]["left"] == {"name": "street", "forgotten": 2}
    assert [each["memory"] for each in told["settings-memory"]] == [Memory.TWO_MONTHS, *Memory]
    assert told["revoke"][1]["begun_anew"]["people"] == 3


def other_name(book):
    """The book with a vouch of Ana's that was made for another name than that on Teo's card."""
    return after(book, shown("Ana", "Teo", name="Theo", month=NOW), month=NOW)


@pytest.mark.parametrize(
    ("book", "level", "separate", "lacking"),
    [
        (held("Teo"), "none", 0, []),
        (trusting("Ana"), "one", 1, []),
        (trusting("Ana", "Ben"), "confirmed", 2, []),
        (with_shown(through("Bo"), "Ana Teo"), "one", 1, []),
        (met("Teo"), "met", 0, []),
        (other_name(held("Teo", book=met("Ana", mark=WORD))), "none", 0, ["other-name"]),
        (trusting("Ana", month=NOW - 13, memory_kind=Memory.UNTIL_EXPIRY), "none", 0, ["run-out"]),
    ],
)
def test_a_standing_fits_the_schema_whatever_it_is(tmp_path, book, level, separate, lacking):
    values = device_of(tmp_path, book).do("trace", "Teo", "--svg", str(tmp_path / "routes.svg"))
    assert fits("standing", values)
    assert (values["level"], values["separate"]) == (level, separate)
    assert [each["reason"] for each in values["lacking"]] == lacking
    assert values["files"] == [str(tmp_path / "routes.svg")]


def test_what_is_kept_fits_the_schema_too(tmp_path):
    book = after(trusting("Ana", "Ben"), withdrawn("Ben", "Teo", month=NOW), month=NOW)
    mine = device_of(tmp_path, book)
    mine.do("settings", "memory", "forget")
    values = mine.do("trace", "Teo")
    assert fits("answer-trace", values)
    assert (values["kept"]["count"], values["kept"]["left"], values["kept"]["renew"]) == (2, 1, True)
    assert mine.do("trace", "Teo", "--without", "Ana")["kept"] is None


def test_every_kind_of_news_comes_in_a_file_and_fits_the_schema(tmp_path):
    ana, ben, cleo = friends(tmp_path)
    teo = device(tmp_path, TEO)
    swap(ana, teo)
    ana.do("vouch", "Teo")
    ana.do("introduce", "Teo", "Ben")
    came = hand(ana, teo) + hand(ana, ben)
    teo.do("accept", "Ana")
    ben.do("accept", "Ana")
    ben.do("mark", "Ana", "word")
    came += hand(teo, ana) + hand(ben, ana) + hand(ana, ben)
    came += ben.do("add", given=teo.do("show", "--vouches")["block"])["news"]
    ana.do("withdraw", "Teo")
    came += hand(ana, ben) + hand(ana, teo)
    came += cleo.do("add", given=ana.do("revoke")["block"])["news"]
    assert all(fits("news", each) for each in came)
    assert {*kinds(came)} == {each["properties"]["news"]["const"] for each in PARTS["news"]["anyOf"]}
    assert fits("answer-add", {"news": came})


def test_what_one_shows_of_oneself_and_of_others_fits_the_schema(tmp_path):
    ana, ben, _ = friends(tmp_path)
    ana.do("vouch", "Ben")
    assert fits("answer-show", ana.do("show", "--for", "Ben", "--png", str(tmp_path / "for ben.png")))
    words = " ".join(ana.do("backup", str(tmp_path / "copy"))["words"])
    new, copy = Device(tmp_path / "new"), str(tmp_path / "copy")
    restored = new.do("restore", copy, "--taken", "--was-open", "--low-memory", given=words)
    assert fits("answer-restore", restored)
    assert [each["name"] for each in restored["tell"]] == ["Ben", "Cleo"]
    assert restored["tell"][0]["id"] == id_of(ben)


# Conversations


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
