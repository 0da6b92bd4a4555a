"""The people whose cards one holds: found, shown, told apart, and forgotten without a trace."""

import pytest

from p2pcard.core.statements import card
from p2pcard.edge.store import generations
from p2pcard.edge.store.generations import PREVIOUS, VAULT
from p2pcard.edge.store.vault import Vault
from tests.neighbours import neighbours
from tests.peers import MONTH, card_of, chance_of
from tests.shells import ANA, BEN, PHRASE, device


@pytest.fixture
def ana(tmp_path):
    return neighbours(tmp_path)


def test_a_name_of_several_words_needs_no_quotation_marks(ana):
    ana.hold(card_of("María José"))
    assert ana.tell("person", "maria", "jose").startswith("Name: María José\n")
    assert ana.refused("vouch", "maria", "jose", "--yes") == "not-met"
    assert ana.do("forget", "--yes", "maria", "jose")["forgotten"]["name"] == "María José"
    assert ana.run("person").code == 2


def test_a_person_is_shown_with_how_their_card_came_and_until_when_it_is_good(ana):
    shown = ana.tell("person", "peña")
    for text in ("Peña", "600 100 103", "van", "Spanish", "November 2027"):
        assert text in shown
    key = ana.do("person", "Peña")["person"]["id"]
    assert key not in shown
    assert key in ana.tell("person", "Peña", "--technical")
    assert ana.do("person", key[:8])["person"]["name"] == "Peña"


def test_whoever_is_not_there_or_not_one_person_is_refused(ana):
    assert ana.refused("person", "Nobody") == "no-such-person"
    assert ana.refused("forget", "", "--yes") == "no-such-person"
    ana.hold(card_of("Mei Lin"))
    assert ana.do("person", "mei")["person"]["name"] == "Mei"
    ana.hold(card_of("Meike"))
    assert ana.refused("person", "me") == "several-people"
    assert "Meike" in ana.run("person", "me").err


@pytest.mark.parametrize(
    ("one", "other"), [("Ana", "Aná"), ("Ana", "ANA"), ("Ace", "\u0410\u0441\u0435"), ("Modern", "Modem")]
)
def test_two_people_whose_names_look_alike_are_pointed_out(tmp_path, one, other):
    ben = device(tmp_path, BEN)
    ben.hold(card_of(one, channels=((0, "1"),)))
    assert ben.do("person", one)["person"]["look_alikes"] == []
    ben.hold(card_of(other, channels=((0, "2"),)))
    people = ben.do("people")["people"]
    assert [each["look_alikes"] for each in people] == [[people[1]["id"]], [people[0]["id"]]]
    assert "alike" in ben.tell("person", people[0]["id"])


def test_after_forgetting_a_person_neither_save_holds_a_trace(tmp_path):
    ana, cam = device(tmp_path, ANA), card_of("Camembert Quux", channels=((0, "600 999 998"),))
    ana.hold(cam)
    assert ana.do("forget", "Camembert Quux")["forgotten"]["name"] == "Camembert Quux"
    (folder,) = ana.home.iterdir()
    first, second = folder / VAULT, folder / PREVIOUS
    for _ in range(2):
        with Vault.open(generations.unlock(folder, PHRASE), chance_of("look")) as vault:
            image = vault._opened.image
            assert not vault.book.contacts
        for trace in (b"Camembert", b"600 999 998", cam.author, bytes(cam)[:40]):
            assert trace not in image
        first.write_bytes(second.read_bytes())
    assert card.read(cam).month == MONTH


def test_forgetting_asks_first_and_no_answer_forgets_nobody(ana):
    assert ana.run("forget", "Mei", given="no\n").code == 1
    assert ana.run("forget", "Mei").code == 2
    assert ana.people("mei") == ["Mei"]
    assert ana.run("forget", "Mei", given="yes\n").code == 0
    assert ana.people("mei") == []
    ana.tell("forget", "Łukasz", "--yes")
    assert ana.people() == ["Peña"]
