"""What the page asks for about others' standing, on real devices whose people met."""

import re

import pytest

from p2pcard.errors import CallNotUnderstood
from p2pcard.service.cardholder import Cardholder
from p2pcard.web import standing
from tests.page_calls import with_page
from tests.shells import PHRASE, swap
from tests.standings import friends, hand, id_of, mark_of

SVG = re.compile(r"<svg [^>]*>.*</svg>\n", re.DOTALL)


@pytest.fixture
def people(tmp_path):
    """Ana, Ben and Cleo, who all met each other."""
    return friends(tmp_path)


def reasons(answers):
    return [each["refused"]["reason"] for each in answers]


def later(showing, scanning):
    """Leave for later what the swap brought."""
    showing.until("news")
    showing.say({"done": True})


@pytest.mark.parametrize(("yes", "word"), [(True, "accepted"), (False, "declined")])
def test_what_waits_is_told_and_answered(ana, ben, yes, word):
    swap(ana, ben)
    ben.do("vouch", "Ana")
    swap(ana, ben, later)
    (waits,) = with_page(ana.home, ("waiting", {}))
    (vouch,) = waits["answer"]["waiting"]["vouches"]
    assert len(waits["lines"]) == 1
    answered, after, person, vouches = with_page(
        ana.home,
        ("accept", {"id": vouch["by"], "yes": yes}),
        ("waiting", {}),
        ("person", {"id": vouch["by"]}),
        ("vouches", {}),
    )
    assert answered["answer"][word]["vouches"] == [vouch["by"]]
    assert after["answer"]["waiting"]["vouches"] == []
    assert "Ben" in " ".join(person["lines"])
    assert [each["by"] for each in vouches["answer"]["vouches"]["mine"]] == [vouch["by"]] * yes


def test_one_word_is_given_seen_and_taken_back(people):
    ana, ben, _ = people
    id_ = id_of(ben)
    vouched, seen, withdrawn, after = with_page(
        ana.home,
        ("vouch", {"id": id_, "counts": "3"}),
        ("vouches", {}),
        ("withdraw", {"id": id_}),
        ("vouches", {}),
    )
    assert vouched["answer"]["vouch"]["subject"] == id_
    assert vouched["answer"]["vouch"]["may_introduce"] is True
    assert vouched["lines"][0] == "You vouch for Ben. It counts once Ben agreed."
    assert seen["answer"]["vouches"]["given"] == [vouched["answer"]["vouch"]]
    assert seen["lines"][0].endswith(", who has not agreed yet.")
    assert withdrawn["lines"][0] == "You no longer vouch for Ben."
    assert after["answer"]["vouches"]["given"] == []
    assert mark_of(ana, "Ben") == "word"


def test_a_mark_that_goes_further_stays_and_is_changed_by_its_own_question(people):
    ana, ben, _ = people
    id_ = id_of(ben)
    set_, vouched, now, less, same = with_page(
        ana.home,
        ("mark", {"id": id_, "mark": "named"}),
        ("vouch", {"id": id_, "counts": "2"}),
        ("mark", {"id": id_}),
        ("mark", {"id": id_, "mark": "no"}),
        ("mark", {"id": id_}),
    )
    assert [each["answer"]["marked"]["mark"] for each in (set_, now, less, same)] == [
        *("named", "named"),
        *("no", "no"),
    ]
    assert vouched["answer"]["vouch"]["may_introduce"] is False
    assert len(now["lines"]) == 1


@pytest.mark.parametrize(("method", "values"), [("vouch", {"counts": "4"}), ("mark", {"mark": "much"})])
def test_an_answer_that_there_is_not_is_refused_and_changes_nothing(people, method, values):
    ana, ben, _ = people
    me = Cardholder(ana.home)
    me.unlock(PHRASE)
    with pytest.raises(CallNotUnderstood):
        standing.METHODS[method](me, {"id": id_of(ben), **values})
    assert me.vouching.given() == ()
    me.lock()


def test_two_people_are_offered_to_each_other(people):
    ana, ben, cleo = people
    offered, same = with_page(
        ana.home,
        ("introduce", {"id": id_of(ben), "other": id_of(cleo)}),
        ("introduce", {"id": id_of(ben), "other": id_of(ben)}),
    )
    assert [each["name"] for each in offered["answer"]["introduced"]] == ["Ben", "Cleo"]
    assert same["refused"]["reason"] == "the-same-person"
    hand(ana, ben)
    (waits,) = with_page(ben.home, ("waiting", {}))
    (introduction,) = waits["answer"]["waiting"]["introductions"]
    (agreed,) = with_page(ben.home, ("introduced", {"id": introduction["id"], "yes": True}))
    assert agreed["answer"]["accepted"]["introductions"] == [introduction["id"]]


def test_who_stands_behind_somebody_is_traced_with_a_picture_and_without_one_person(people):
    ana, ben, cleo = people
    ben.do("vouch", "Cleo", "--may-introduce")
    hand(ben, cleo)
    cleo.do("accept", "Ben")
    ana.do("mark", "Ben", "word")
    ana.do("forget", "Cleo")
    ana.do("add", given=cleo.do("show")["block"])
    shown, given, traced, without = with_page(
        cleo.home,
        ("show", {"vouches": True}),
        ("show", {"for": id_of(ben)}),
        ("trace", {"id": id_of(ben)}),
        ("trace", {"id": id_of(ben), "without": id_of(ana)}),
    )
    assert SVG.fullmatch(shown["picture"])
    assert SVG.fullmatch(given["picture"])
    assert traced["lines"][0].startswith("You met")
    assert without["lines"] == ["Without Ana, nothing would change."]
    taken, traced, less = with_page(
        ana.home,
        ("take", {"text": shown["answer"]["block"]}),
        ("trace", {"id": id_of(cleo)}),
        ("trace", {"id": id_of(cleo), "without": id_of(ben)}),
    )
    assert taken["answer"]["news"][0]["news"] == "vouch-shown"
    assert traced["answer"]["separate"] == 1
    assert SVG.fullmatch(traced["picture"])
    assert "Only Ben vouches for Cleo: everything depends on Ben." in traced["lines"]
    assert less["lines"][0] == "Without Ben, this would be left:"
    assert less["picture"] is None


def test_nothing_for_somebody_and_nobody_who_vouches_are_refused(people):
    ana, ben, _ = people
    assert reasons(with_page(ana.home, ("show", {"for": id_of(ben)}), ("show", {"vouches": True}))) == [
        "nothing-for",
        "nothing-to-show",
    ]


def test_what_a_conversation_brought_is_put_into_words(people):
    ana, ben, cleo = people
    told, off = with_page(
        ana.home,
        (
            "news",
            {
                "news": [
                    {"news": "vouch-accepted", "id": id_of(ben)},
                    {"news": "vouch-shown", "by": id_of(ben), "id": id_of(cleo)},
                ]
            },
        ),
        ("news", {"news": []}),
    )
    assert told["lines"] == ["Ben agreed to what you said of them.", "Ben vouches for Cleo."]
    assert off["lines"] == []


def test_a_circle_is_begun_ruled_filled_checked_and_left(people):
    ana, ben, cleo = people
    name = {"name": "street"}
    none, begun, twice, ruled, taken, founder, checked, not_yet, anyway, listed, left = with_page(
        ana.home,
        ("circles", {}),
        ("circle-new", name),
        ("circle-new", name),
        ("circle-rule", name | {"people": 1, "probation": 0}),
        ("circle-rule", name | {"text": "P2PCARD RULE people=2 budget=1 probation=0"}),
        ("circle-add", name | {"id": id_of(ben), "founder": True}),
        ("circle-check", {"id": id_of(ben)}),
        ("circle-check", {"id": id_of(cleo)} | name),
        ("circle-add", name | {"id": id_of(cleo), "anyway": True}),
        ("circles", {}),
        ("circle-leave", name | {"forget": True}),
    )
    assert none["answer"]["circles"] == []
    assert begun["answer"]["circle"]["rule"] == {
        **{"people": 2, "budget": 3, "probation": 2},
        "text": "P2PCARD RULE people=2 budget=3 probation=2",
    }
    assert twice["refused"]["reason"] == "circle-exists"
    assert ruled["answer"]["circle"]["rule"]["text"] == "P2PCARD RULE people=1 budget=3 probation=0"
    assert taken["answer"]["circle"]["rule"]["text"] == "P2PCARD RULE people=2 budget=1 probation=0"
    assert len(taken["lines"]) == 4
    assert founder["answer"]["circle"]["people"] == [id_of(ben)]
    assert checked["answer"]["checks"][0]["founder"] is True
    assert not_yet["answer"]["checks"][0]["meets"] is False
    assert anyway["refused"]["reason"] == "not-yet"
    assert listed["lines"] == ["street: 1 person"]
    assert left["answer"]["left"] == {"name": "street", "forgotten": 1}
    assert ana.people() == ["Cleo"]


def test_a_check_without_a_circle_says_that_there_is_none(people):
    ana, ben, _ = people
    (checked,) = with_page(ana.home, ("circle-check", {"id": id_of(ben)}))
    assert checked["answer"]["checks"] == []
    assert checked["lines"][0].startswith("You have no circle.")
