"""Circles: begun, joined, left and checked by a rule that anybody can hand on; nothing of them travels."""

import pytest

from p2pcard.core.book import retention
from p2pcard.core.book.settings import Retention
from p2pcard.wording.catalogue import month
from tests.shells import ANA, device
from tests.standings import NOW, device_of, given, through, trusting, with_shown
from tests.vouchers import NAMED, NO, WORD, after, agreed, dead, held, key_of, met, withdrawn

RULE = "P2PCARD RULE people=2 budget=3 probation=2"
CONFIRMED = [
    "Confirmed by 2 people who do not depend on each other: Ana, Ben.",
    "You would be fooled only if all of these were wrong: Ana; Ben.",
]
DEAD = "This card is dead: its owner said so. Meet Teo again and take the new card."
NEWCOMERS = ("Nora", "Otto", "Pia")


@pytest.fixture
def street(tmp_path):
    """Begin a circle called street on a device that holds a book, with numbers of the rule if given."""

    def begin(book, *rule):
        mine = device_of(tmp_path, book)
        mine.do("circle", "new", "street", *rule)
        return mine

    return begin


def checked(mine, name="Teo"):
    """What the circle's rule says of somebody, below the circle's name."""
    first, *others = mine.tell("circle", "check", name, "street").splitlines()
    assert first == "Circle “street”:"
    return others


def is_in(mine, name="Teo"):
    (circle,) = mine.do("circle")["circles"]
    return key_of(name).hex() in circle["people"]


# Beginning, listing, leaving


def test_a_circle_is_begun_listed_and_left_and_nobody_is_told(street):
    mine = street(held("Teo", book=met("Ana", "Ben")))
    assert mine.tell("circle", "new", "choir", "--people", "1").splitlines() == [
        "The circle “choir” is there. Only you know of it."
    ]
    mine.do("circle", "add", "street", "Ana", "--founder")
    assert mine.tell("circle").splitlines() == ["choir: 0 people", "street: 1 person"]
    assert mine.tell("circle", "leave", "street").splitlines() == [
        "You left “street”. Nobody is told.",
        "What you vouched stays until it runs out. To take it back: p2pcard withdraw NAME",
    ]
    assert mine.tell("circle").splitlines() == ["choir: 0 people"]
    assert mine.people() == ["Ana", "Ben", "Teo"]


def test_a_circle_is_named_in_any_case_and_begun_once(street):
    mine = street(met("Ana Ruiz"))
    assert mine.do("circle", "new", "Calle", "Mayor")["circle"]["name"] == "Calle Mayor"
    assert mine.refused("circle", "new", "calle máyor") == "circle-exists"
    assert mine.do("circle", "rule", "calle", "mayor")["circle"]["name"] == "Calle Mayor"
    mine.do("circle", "add", "calle mayor", "ana", "ruiz", "--founder")
    (found,) = mine.do("circle", "check", "ana", "Calle mayor")["checks"]
    assert (found["circle"], found["meets"]) == ("Calle Mayor", True)
    assert mine.do("circle", "leave", "CALLE MAYOR")["left"]["name"] == "Calle Mayor"
    assert mine.refused("circle", "leave", "Calle Mayor") == "no-such-circle"


def test_leaving_may_forget_the_people_who_are_in_no_other_circle(street):
    mine = street(met("Ana", "Ben", "Cleo"))
    mine.do("circle", "new", "choir")
    for circle, name in (("street", "Ana"), ("street", "Ben"), ("choir", "Ben")):
        mine.do("circle", "add", circle, name, "--founder")
    assert "1 person is forgotten." in mine.tell("circle", "leave", "street", "--forget").splitlines()
    assert mine.people() == ["Ben", "Cleo"]
    assert mine.do("circle", "leave", "choir", "--forget")["left"] == {"name": "choir", "forgotten": 1}
    assert mine.people() == ["Cleo"]


def test_whoever_has_no_circle_is_told_how_to_begin_one(tmp_path):
    mine = device_of(tmp_path, held("Teo"))
    hint = "You have no circle. Begin one: p2pcard circle new NAME\n"
    assert mine.tell("circle") == mine.tell("circle", "check", "Teo") == hint


# Counting in


def test_a_newcomer_with_two_separate_people_behind_them_is_counted_in(street):
    mine = street(trusting("Ana", "Ben"))
    assert checked(mine) == ["Teo meets the circle's rule: 2 of 2.", *CONFIRMED]
    assert mine.tell("circle", "add", "street", "Teo") == "Teo is counted in.\n"
    assert checked(mine)[-1] == f"You counted Teo in ({month(NOW)})."
    assert is_in(mine)


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ("2", "Not yet: Teo has 1 of 2. 1 more person is needed."),
        ("4", "Not yet: Teo has 1 of 4. 3 more people are needed."),
    ],
)
def test_with_too_few_people_a_newcomer_waits(street, people, sentence):
    mine = street(trusting("Ana"), "--people", people)
    assert checked(mine) == [sentence, "Only Ana vouches for Teo: everything depends on Ana."]
    assert mine.refused("circle", "add", "street", "Teo") == "not-yet"
    assert mine.refused("circle", "add", "street", "Teo", "--anyway") == "not-yet"
    assert not is_in(mine)


def test_my_own_word_is_one_of_them_once_they_agreed(street):
    waiting = given(met("Teo", book=trusting("Ana")))
    assert checked(street(waiting))[0] == "Not yet: Teo has 1 of 2. 1 more person is needed."
    made = waiting.vouches.given_to(key_of("Teo")).statement
    lines = checked(street(after(waiting, agreed(made, "Teo"), month=NOW)))
    assert lines[:2] == ["Teo meets the circle's rule: 2 of 2.", "You are one of them."]


def test_a_founder_was_there_from_the_start_and_needs_nobody_but_must_have_been_met(street):
    mine = street(met("Ana", book=held("Teo")))
    mine.do("circle", "add", "street", "Ana", "--founder")
    assert checked(mine, "Ana") == ["Ana has been there from the start."]
    assert mine.refused("circle", "add", "street", "Teo", "--founder") == "not-met"
    assert not is_in(mine)


def test_on_one_persons_word_no_more_newcomers_come_in_a_quarter_than_the_rule_says(street):
    book = held(*NEWCOMERS, book=met("Ana", "Ben", mark=WORD))
    book = with_shown(book, *(f"{by} {name}" for by in ("Ana", "Ben") for name in NEWCOMERS))
    mine = street(book, "--budget", "2")
    for name in NEWCOMERS[:2]:
        mine.do("circle", "add", "street", name)
    spent = "You took 2 newcomers this quarter on the word of {}, so it does not count again."
    assert {spent.format(name) for name in ("Ana", "Ben")} <= set(checked(mine, "Pia"))
    assert mine.refused("circle", "add", "street", "Pia") == "over-budget"
    assert not is_in(mine, "Pia")
    mine.do("circle", "add", "street", "Pia", "--anyway")
    assert is_in(mine, "Pia")


def test_a_budget_of_one_is_said_of_one_newcomer(street):
    book = with_shown(held("Nora", "Teo", book=met("Ana", mark=WORD)), "Ana Nora", "Ana Teo")
    mine = street(book, "--budget", "1", "--people", "1")
    mine.do("circle", "add", "street", "Nora")
    spent = "You took 1 newcomer this quarter on the word of Ana, so it does not count again."
    assert checked(mine)[-1] == spent


def test_people_whom_i_know_only_through_others_share_one_budget(street):
    known = held("Nora", "Teo", book=through("Bo"))
    known = met("Ben", book=with_shown(known, "Bo Nora", "Ana Nora"), mark=NAMED)
    mine = street(known, "--people", "1", "--budget", "1", "--probation", "0")
    mine.do("circle", "add", "street", "Teo")
    through_others = "You took 1 newcomer this quarter on the word of people you know only through others."
    assert through_others in checked(mine, "Nora")


def test_of_newcomers_who_vouch_only_one_counts(street):
    book = held("Teo", book=met("Nora", "Otto", book=met("Ana", "Ben", mark=WORD)))
    pairs = [f"{by} {name}" for by in ("Ana", "Ben") for name in NEWCOMERS[:2]]
    mine = street(with_shown(book, *pairs, "Nora Teo", "Otto Teo"), "--probation", "0")
    for name in NEWCOMERS[:2]:
        mine.do("circle", "add", "street", name)
        mine.do("mark", name, "word")
    lines = checked(mine)
    assert lines[0] == "Not yet: Teo has 1 of 2. 1 more person is needed."
    assert "Nora, Otto came as newcomers themselves, so only one of them counts." in lines


def test_those_whom_i_know_through_one_person_alone_count_as_one_with_them(street):
    mine = street(with_shown(through("Bo"), "Ana Teo"))
    lines = checked(mine)
    assert lines[0] == "Not yet: Teo has 1 of 2. 1 more person is needed."
    assert "Ana and Bo count as one here, because you know Bo only through Ana." in lines
    lines = checked(street(with_shown(through("Bo", "Cleo"), "Ana Teo")))
    assert "You know these only through Ana, so they count as one: Bo, Cleo." in lines


# What changes later


def test_a_newcomers_own_word_cannot_be_counted_before_their_time_is_over(street):
    mine = street(met("Teo", book=trusting("Ana", "Ben")))
    mine.do("circle", "add", "street", "Teo")
    assert mine.refused("mark", "Teo", "word") == "still-new"
    until = month((NOW // 3 + 2) * 3)
    said = f"Teo is new in “street”. Its rule says to wait ({until})."
    assert mine.run("mark", "Teo", "word").err.splitlines()[-3] == said
    assert mine.refused("circle", "add", "street", "Teo", "--founder") == "still-new"
    assert mine.do("mark", "Teo")["marked"]["mark"] == "no"
    mine.do("circle", "rule", "street", "--probation", "0")
    assert mine.do("mark", "Teo", "word")["marked"]["mark"] == "word"


def test_a_dead_card_is_the_only_thing_said_of_it(street):
    mine = street(after(trusting("Ana", "Ben"), dead("Teo"), month=NOW))
    assert checked(mine) == [DEAD]
    assert mine.refused("circle", "add", "street", "Teo") == "card-revoked"
    assert not is_in(mine)


def test_whoever_is_counted_in_stays_so_and_is_to_be_asked_anew_when_something_ended(street):
    forgotten = retention.settle(trusting("Ana", "Ben", memory_kind=Retention.TWO_MONTHS), NOW)
    mine = street(forgotten)
    mine.do("circle", "add", "street", "Teo")
    mine.do("settings", "memory", "forget")
    lines = checked(mine)
    assert lines[0] == "Teo meets the circle's rule: 2 of 2."
    assert "Who that was is no longer kept. To see it again, ask Teo to show it." in lines
    (check,) = mine.do("circle", "check", "Teo")["checks"]
    assert (check["meets"], check["renew"], check["counted_in"] is None) == (True, False, False)


def test_when_one_of_two_took_back_their_word_the_rule_is_no_longer_met(street):
    mine = street(after(trusting("Ana", "Ben"), withdrawn("Ben", "Teo", month=NOW), month=NOW))
    lines = checked(mine)
    assert lines[0] == "Not yet: Teo has 1 of 2. 1 more person is needed."
    assert "Something that this rested on has ended. Please ask Teo to show it again." in lines


# The rule


def test_a_rule_is_said_in_sentences_and_as_the_line_that_hands_it_on(street):
    mine = street(met("Ana", mark=NO))
    assert mine.tell("circle", "rule", "street").splitlines() == [
        "A newcomer needs 2 people who vouch for them and do not depend on each other.",
        "On one person's word you take 3 newcomers in a quarter of a year.",
        "You cannot count a newcomer's own word for 2 quarters of a year.",
        f"To hand this rule on, send the line: {RULE}",
    ]
    ones = ("--people", "1", "--budget", "1", "--probation", "1")
    assert mine.tell("circle", "rule", "street", *ones).splitlines()[:3] == [
        "A newcomer needs 1 person who vouches for them.",
        "On one person's word you take 1 newcomer in a quarter of a year.",
        "You cannot count a newcomer's own word for 1 quarter of a year.",
    ]


def test_a_rule_that_was_handed_on_is_taken_over_with_its_numbers(street, tmp_path):
    mine, ana = street(met("Ana")), device(tmp_path, ANA)
    line = mine.do("circle", "rule", "street", "--people", "3", "--budget", "9")["circle"]["rule"]["text"]
    ana.do("circle", "new", "our street")
    taken = ana.do("circle", "rule", "our street", "--take", given=f"  {line.replace(' ', '   ')} \r\n")
    rule = taken["circle"]["rule"]
    assert rule == {"people": 3, "budget": 9, "probation": 2, "text": line}
    assert ana.do("circle", "rule", "our street")["circle"]["rule"] == rule


@pytest.mark.parametrize(
    "line", ["", "nonsense", RULE.lower(), RULE + " more", RULE.replace("2", "0"), RULE.replace("3", "10")]
)
def test_what_is_no_rule_changes_nothing(street, line):
    mine = street(met("Ana"))
    assert mine.refused("circle", "rule", "street", "--take", given=f"{line}\n") == "rule-not-understood"
    assert mine.do("circle", "rule", "street")["circle"]["rule"]["text"] == RULE


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("new", "street"), "circle-exists"),
        (("new", " street "), "circle-exists"),
        (("new", ""), "empty-text"),
        (("new", "a" * 100), "text-too-long"),
        (("new", "\x1b[31mred"), "hidden-character"),
        (("add", "choir", "Ana"), "no-such-circle"),
        (("add", "street", "Nobody"), "no-such-person"),
        (("leave", "choir"), "no-such-circle"),
        (("rule", "choir"), "no-such-circle"),
        (("check", "Ana", "choir"), "no-such-circle"),
        (("check", "Nobody"), "no-such-person"),
        (("rule", "street", "--take"), "no-answer"),
    ],
)
def test_what_cannot_be_done_with_a_circle_is_refused_and_changes_nothing(street, arguments, reason):
    mine = street(met("Ana"))
    before = mine.do("circle")
    assert mine.refused("circle", *arguments, code=2 if reason == "no-answer" else 1) == reason
    assert mine.do("circle") == before


@pytest.mark.parametrize(
    "number", [("--people", "0"), ("--budget", "10"), ("--probation", "-1"), ("--people", "two")]
)
def test_a_number_that_no_rule_has_is_wrong_use(street, number):
    mine = street(met("Ana"))
    answer = mine.run("circle", "rule", "street", *number)
    assert (answer.code, answer.out) == (2, "")
    assert mine.run("circle", "rule", "street", "--take", "--budget", "2", given=f"{RULE}\n").code == 2
    assert f"What you typed for '{number[0]}' does not fit" in answer.err
    assert mine.do("circle", "rule", "street")["circle"]["rule"]["text"] == RULE
