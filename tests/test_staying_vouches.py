"""Vouching on the spot at a terminal: for whom, in which words, and what is said of a no."""

import pytest

from p2pcard.cardholder.person import NewsNow, ToShowNow
from p2pcard.core.exchange import AnswerVouch, Busy, ShowVouches, Stop, StoredNow, VouchFor
from p2pcard.core.news import VouchOffered
from p2pcard.core.routes import Mark
from p2pcard.errors import NotHere
from tests.stages import AGREE, AS_IT_IS, HINT, MEAN_IT, NO_YES
from tests.vouchers import card_by, key_of

ANA, BEN, TEO = (key_of(name) for name in ("Ana", "Ben", "Teo"))


def test_a_vouch_is_begun_by_name_and_goes_through_three_questions(stage):
    stage.meet()
    assert stage.type("vouch ben") == (Busy(), [MEAN_IT.format(name="Ben", word="yes")])
    may = "May others count what Ben says of newcomers? They will see your answer."
    assert stage.type("YES") == (None, [may, NO_YES])
    event, lines = stage.type("yes")
    assert (event, lines[0]) == (None, "For you alone: does the word of Ben on newcomers count with you?")
    assert lines[1:-1] == ["0: no", "1: yes, their own word", "2: yes, and the word of those they name"]
    assert lines[-1] == AS_IT_IS
    vouched = VouchFor(BEN.hex(), True, Mark.THOSE_THEY_NAME)
    assert stage.act("2") == (vouched, ["You vouch for Ben. It counts once Ben agreed."])


def test_empty_answers_promise_nothing_and_leave_the_mark(stage):
    stage.meet()
    for line in ("vouch Ben", "yes", ""):
        stage.type(line)
    assert stage.type("") == (VouchFor(BEN.hex(), False, None), [])


@pytest.mark.parametrize("line", ["", "no", "NO"])
def test_whoever_does_not_mean_a_vouch_is_told_that_they_did_not_vouch(stage, line):
    stage.meet()
    stage.type("vouch Ben")
    assert stage.type(line) == (None, ["You did not vouch for Ben. To begin again, type: vouch NAME"])
    assert stage.type("yes") == (None, [HINT])


@pytest.mark.parametrize("line", ["yes please", "1", "hm"])
def test_an_answer_that_is_neither_yes_nor_no_is_asked_again(stage, line):
    stage.meet()
    stage.type("vouch Ben")
    not_there = f"There is no choice {line} here."
    assert stage.type(line) == (None, [not_there, MEAN_IT.format(name="Ben", word="yes")])
    assert stage.type("yes")[1][-1] == NO_YES
    assert (stage.type(line)[1][0], stage.type("no")[1][-1]) == (not_there, AS_IT_IS)
    assert stage.type("") == (VouchFor(BEN.hex(), False, None), [])
    stage.show(NewsNow((VouchOffered(ANA),)))
    assert stage.type(line) == (None, [not_there, "Ana vouches for you.", AGREE.format(word="yes")])
    assert stage.type("yes")[0] == AnswerVouch(ANA, yes=True)


def test_vouch_alone_shows_who_is_here_and_a_number_picks_from_that_list(stage):
    stage.meet()
    assert stage.type("vouch 2") == (None, ["“2” is not here.", *NotHere(name="2").sentences[1:]])
    told = "To vouch for one of them, type the number, too, like this: vouch 1"
    assert stage.type("vouch") == (Busy(), ["1: Ana", "2: Ben", told])
    assert stage.type("vouch 3")[1][0] == "“3” is not here."
    assert stage.type("vouch 2") == (Busy(), [MEAN_IT.format(name="Ben", word="yes")])
    for line in ("yes", ""):
        stage.type(line)
    assert stage.type("") == (VouchFor(BEN.hex(), False, None), [])


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


def test_whoever_leaves_in_the_middle_of_a_vouch_is_told_that_it_was_none(stage):
    stage.meet()
    for line in ("vouch Ben", "yes"):
        stage.type(line)
    assert stage.type("q") == (Stop(), ["You did not vouch for Ben."])


def test_a_choice_that_is_not_there_is_asked_again(stage):
    stage.meet()
    for line in ("vouch Ben", "yes", ""):
        stage.type(line)
    event, lines = stage.type("yes")
    assert (event, lines[0], lines[-1]) == (None, "There is no choice yes here.", AS_IT_IS)
    assert stage.type("1") == (VouchFor(BEN.hex(), False, Mark.THEIR_WORD), [])


@pytest.mark.parametrize("name", ["Teo", "Nobody"])
def test_whoever_is_not_here_cannot_be_vouched_for_on_the_spot(stage, name):
    stage.meet()
    event, lines = stage.type(f"vouch {name}")
    assert (event, lines) == (None, [f"“{name}” is not here.", *NotHere(name=name).sentences[1:]])
    assert stage.type("yes") == (None, [HINT])


def test_a_name_that_fits_two_who_are_here_is_told(stage):
    stage.meet()
    stage.show(StoredNow((card_by("Eva Ruiz"), card_by("Leo Ruiz")), (), ()))
    event, lines = stage.type("vouch ruiz")
    assert (event, len(lines)) == (None, 3)
    assert all(name in lines[0] + lines[2] for name in ("Eva Ruiz", "Leo Ruiz"))
