"""Vouching on the spot at a terminal: for which person, in which words, and what is said of a no."""

import pytest

from p2pcard.core.book.news import VouchOffered
from p2pcard.core.book.routes import Mark
from p2pcard.core.exchange.events import AnswerVouch, Busy, ShowVouches, StoredNow, VouchFor
from p2pcard.errors import NotHere
from p2pcard.service.live.person import NewsNow, PersonLeaves, ToShowNow
from tests.stages import AGREE, AS_IT_IS, HINT, MEAN_IT
from tests.vouchers import card_by, key_of

ANA, BEN, TEO = (key_of(name) for name in ("Ana", "Ben", "Teo"))


def test_a_vouch_is_begun_by_name_and_goes_through_two_questions(stage):
    stage.meet()
    event, lines = stage.type("vouch ben")
    assert (event, lines[-1]) == (Busy(), MEAN_IT.format(name="Ben"))
    assert "You met" in lines[0]
    event, lines = stage.type("YES")
    assert (event, lines[0]) == (None, "When Ben brings somebody new, does the word of Ben help them in?")
    assert [line[:6] for line in lines[1:-1]] == ["1: Not", "2: Yes", "3: Yes"]
    assert lines[-1] == AS_IT_IS
    vouched = VouchFor(BEN.hex(), True, Mark.THEIR_WORD)
    assert stage.act("3") == (vouched, ["You vouch for Ben. It counts once Ben agreed."])


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("", (False, Mark.NO)), ("1", (False, Mark.NO)), ("2", (False, Mark.THEIR_WORD))],
)
def test_other_answers_promise_less_and_enter_promises_nothing(stage, answer, meant):
    stage.meet()
    for line in ("vouch Ben", "yes"):
        stage.type(line)
    assert stage.type(answer) == (VouchFor(BEN.hex(), *meant), [])


@pytest.mark.parametrize("line", ["", "no", "NO"])
def test_whoever_does_not_mean_a_vouch_is_told_that_they_did_not_vouch(stage, line):
    stage.meet()
    stage.type("vouch Ben")
    assert stage.type(line) == (None, ["You did not vouch for Ben. To begin again, type: vouch NAME"])
    assert stage.type("yes") == (None, [HINT])


@pytest.mark.parametrize("line", ["yes please", "4", "hm"])
def test_an_answer_that_is_neither_yes_nor_no_is_asked_again(stage, line):
    stage.meet()
    stage.type("vouch Ben")
    not_there = f"There is no choice {line} here."
    event, lines = stage.type(line)
    assert (event, lines[0], lines[-1]) == (None, not_there, MEAN_IT.format(name="Ben"))
    assert stage.type("yes")[1][-1] == AS_IT_IS
    assert stage.type("") == (VouchFor(BEN.hex(), False, Mark.NO), [])
    stage.show(NewsNow((VouchOffered(ANA),)))
    assert stage.type(line) == (None, [not_there, "Ana vouches for you.", AGREE.format(word="yes")])
    assert stage.type("yes")[0] == AnswerVouch(ANA, yes=True)


def test_vouch_alone_shows_who_is_here_and_a_number_picks_from_that_list(stage):
    stage.meet()
    assert stage.type("vouch 2") == (None, ["“2” is not here.", NotHere.kept, NotHere.advice])
    told = "To vouch for one of them, type the number, too, like this: vouch 1"
    assert stage.type("vouch") == (Busy(), ["1: Ana", "2: Ben", told])
    assert stage.type("vouch 3")[1][0] == "“3” is not here."
    event, lines = stage.type("vouch 2")
    assert (event, lines[-1]) == (Busy(), MEAN_IT.format(name="Ben"))
    stage.type("yes")
    assert stage.type("") == (VouchFor(BEN.hex(), False, Mark.NO), [])


def test_a_name_that_cannot_be_typed_is_picked_by_its_number(stage):
    stage.meet()
    stage.show(StoredNow((card_by("أمل"), card_by("Ben")), (), ()))
    assert stage.type("vouch")[1][:2] == ["1: Ben", "2: \u2068أمل\u2069"]
    assert "أمل" in stage.type("vouch 2")[1][0]
    stage.type("no")
    stage.show(ToShowNow((TEO,)))
    assert stage.act("2") == (ShowVouches((key_of("أمل").hex(),)), ["\u2068أمل\u2069 can see it now."])


def test_two_who_look_alike_have_the_start_of_their_ids_beside_their_numbers(stage):
    stage.meet()
    stage.show(StoredNow((card_by("Ana"), card_by("Mila"), card_by("Mi1a")), (), ()))
    ids = {name: key_of(name).hex()[:8] for name in ("Mila", "Mi1a")}
    assert stage.type("vouch")[1][1:3] == [f"2: Mi1a ({ids['Mi1a']})", f"3: Mila ({ids['Mila']})"]


def test_as_the_cards_come_names_that_look_like_those_of_others_are_pointed_out(stage):
    careful = "Careful: you hold a card of somebody else whose name looks like this: {}. Ask who is who."
    came = stage.show(StoredNow((card_by("Ana"), card_by("Mila"), card_by("Mi1a")), (), ()))
    assert came == ["You now hold 3 cards: Ana, Mila, Mi1a", careful.format("Mi1a, Mila")]
    assert stage.show(StoredNow((card_by("Ana"), card_by("Ben")), (), ())) == [
        "You now hold 2 cards: Ana, Ben"
    ]


def test_whoever_leaves_in_the_middle_of_a_vouch_is_told_that_it_was_none(stage):
    stage.meet()
    for line in ("vouch Ben", "yes"):
        stage.type(line)
    assert stage.type("q") == (PersonLeaves(), ["You did not vouch for Ben."])


def test_a_choice_that_is_not_there_is_asked_again(stage):
    stage.meet()
    for line in ("vouch Ben", "yes"):
        stage.type(line)
    event, lines = stage.type("yes")
    assert (event, lines[0], lines[-1]) == (None, "There is no choice yes here.", AS_IT_IS)
    assert stage.type("2") == (VouchFor(BEN.hex(), False, Mark.THEIR_WORD), [])


@pytest.mark.parametrize("name", ["Teo", "Nobody"])
def test_whoever_is_not_here_cannot_be_vouched_for_on_the_spot(stage, name):
    stage.meet()
    event, lines = stage.type(f"vouch {name}")
    assert (event, lines) == (None, [f"“{name}” is not here.", NotHere.kept, NotHere.advice])
    assert stage.type("yes") == (None, [HINT])


def test_a_name_that_fits_two_who_are_here_is_told(stage):
    stage.meet()
    stage.show(StoredNow((card_by("Eva Ruiz"), card_by("Leo Ruiz")), (), ()))
    event, lines = stage.type("vouch ruiz")
    assert (event, len(lines)) == (None, 3)
    assert all(name in lines[0] + lines[2] for name in ("Eva Ruiz", "Leo Ruiz"))
