"""What programs read and write about vouches, introductions and circles, held against `docs/json.md`."""

import pytest

from p2pcard.core.book.news import VouchOffMonth
from p2pcard.core.book.settings import Retention
from p2pcard.jsonapi.standing import read_news, write_news
from tests.peers import MONTH
from tests.schema import ABOUT_VOUCHES, PARTS, fits
from tests.shells import Device, device, swap
from tests.standings import NOW, device_of, friends, hand, id_of, kinds, through, trusting, with_shown
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
        *(cleo.do("settings", "memory", kind.value) for kind in Retention),
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
    assert [each["memory"] for each in told["settings-memory"]] == [Retention.TWO_MONTHS, *Retention]
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
        (trusting("Ana", month=NOW - 13, memory_kind=Retention.UNTIL_EXPIRY), "none", 0, ["run-out"]),
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
    came.append(write_news(VouchOffMonth(bytes(32), MONTH)))  # of two devices with months of their own
    assert all(fits("news", each) for each in came)
    assert {*kinds(came)} == {each["properties"]["news"]["const"] for each in PARTS["news"]["anyOf"]}
    assert fits("answer-add", {"news": came})
    assert [write_news(each) for each in map(read_news, came) if each] == came


@pytest.mark.parametrize(
    "written",
    [
        {},
        "vouch-offered",
        {"news": "vouch-offered"},
        {"news": "vouch-offered", "by": 1},
        {"news": "vouch-offered", "by": "no hex"},
        {"news": "another", "by": ""},
    ],
)
def test_what_is_no_news_is_read_as_none(written):
    assert read_news(written) is None


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
