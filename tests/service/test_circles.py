"""Circles of one open vault: kept as they were chosen, and what is forgotten with one is in neither save."""

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.book.circles import Rule
from p2pcard.core.statements.card import Card
from p2pcard.errors import CircleExists, NoSuchCircle, NotYet
from p2pcard.service.cardholder import Cardholder
from tests.peers import MONTH, chance_of
from tests.vaults import PHRASE, go_back
from tests.vouchers import card_by, key_of

pytestmark = pytest.mark.usefixtures("stretched_once")


@pytest.fixture
def mine(tmp_path):
    """My device, with Ana and Ben, both met."""
    made = Cardholder(tmp_path / "mine", chance=chance_of("mine"), clock=lambda: MONTH)
    made.create(PHRASE, Card("Me"), low_memory=True)
    book = made.book
    for name in ("Ana", "Ben"):
        book = book.accept(card_by(name), How.QR, MONTH)
    made.store.change(lambda _: book)
    return made


def contact(mine, name):
    return mine.book.contacts[key_of(name)]


def test_a_circle_begins_once_under_a_tidy_name_and_is_named_in_any_case(mine):
    assert mine.circles.begin("  Our   Stréet ", Rule(1, 2, 0)) == "Our Stréet"
    with pytest.raises(CircleExists):
        mine.circles.begin("Our Stréet", Rule())
    assert mine.circles.named("our street") == "Our Stréet"
    assert mine.circles.find("Our Stréet").rule == Rule(1, 2, 0)
    with pytest.raises(NoSuchCircle):
        mine.circles.find("another")


def test_founders_are_counted_in_by_my_word_and_newcomers_by_the_rule(mine):
    mine.circles.begin("street", Rule())
    mine.circles.count_in("street", contact(mine, "Ana"), founder=True, anyway=False)
    with pytest.raises(NotYet):
        mine.circles.count_in("street", contact(mine, "Ben"), founder=False, anyway=False)
    people = mine.circles.find("street").people
    assert {key: place.founder for key, place in people.items()} == {key_of("Ana"): True}
    assert mine.circles.check("street", contact(mine, "Ben")).rule == Rule()


def test_another_rule_leaves_the_people(mine):
    mine.circles.begin("street", Rule())
    mine.circles.count_in("street", contact(mine, "Ana"), founder=True, anyway=False)
    mine.circles.change("street", Rule(3, 1, 1))
    circle = mine.circles.find("street")
    assert (circle.rule, [*circle.people]) == (Rule(3, 1, 1), [key_of("Ana")])


@pytest.mark.parametrize(("forget", "gone"), [(True, 1), (False, 0)])
def test_who_leaves_forgets_people_only_when_asked_and_then_from_both_saves(mine, forget, gone):
    for name in ("street", "choir"):
        mine.circles.begin(name, Rule())
    for name, person in (("street", "Ana"), ("street", "Ben"), ("choir", "Ben")):
        mine.circles.count_in(name, contact(mine, person), founder=True, anyway=False)
    assert mine.circles.leave("street", forget=forget) == gone
    assert [*mine.book.circles] == ["choir"]
    assert (key_of("Ana") in mine.book.contacts) is not forget
    mine.lock()
    go_back(mine)
    assert "street" not in mine.book.circles
