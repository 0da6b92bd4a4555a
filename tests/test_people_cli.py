"""The people whose cards one holds: found, shown, told apart, and forgotten without a trace."""

import pytest

from p2pcard.core import card
from p2pcard.edge import generations
from p2pcard.edge.generations import PREVIOUS, VAULT
from p2pcard.edge.vault import Vault
from tests.peers import MONTH, card_of, chance_of
from tests.shells import ANA, BEN, PHRASE, device, swap

VAN, BABYSITTING, FIRST_AID = 1, 6, 11
PEOPLE = (
    card_of("Peña", offers=(VAN,), languages=("es",), channels=((0, "600 100 103"),)),
    card_of("Łukasz", offers=(BABYSITTING, "saxophone"), languages=("pl", "en")),
    card_of("Mei", offers=(FIRST_AID,), languages=("zh",), organisation="Bakery", role="night shift"),
)


@pytest.fixture
def ana(tmp_path):
    made = device(tmp_path, ANA)
    for each in PEOPLE:
        made.hold(each)
    return made


def test_without_words_everybody_is_listed_by_name(ana):
    assert ana.people() == ["Łukasz", "Mei", "Peña"]


def test_a_name_of_several_words_needs_no_quotation_marks(ana):
    ana.hold(card_of("María José"))
    assert ana.tell("person", "maria", "jose").startswith("Name: María José\n")
    assert ana.refused("vouch", "maria", "jose", "--yes") == "not-met"
    assert ana.do("forget", "--yes", "maria", "jose")["forgotten"]["name"] == "María José"
    assert ana.run("person").code == 2


def test_each_offer_written_from_right_to_left_turns_nothing_around_it(tmp_path):
    ana = device(tmp_path, ANA)
    ana.hold(card_of("أمل", offers=("سيارة", VAN, "عربي"), channels=((0, "600 100 104"),)))
    amal, car, arabic = (f"\u2068{each}\u2069" for each in ("أمل", "سيارة", "عربي"))
    lines = ana.tell("people").splitlines()
    assert lines[2] == f"{amal}  600 100 104"
    assert lines[3] == f"    {car}, van, {arabic}"
    assert f"Can offer: {car}, van, {arabic}" in ana.tell("--plain", "people").splitlines()


def test_no_line_of_the_list_is_wider_than_a_terminal(tmp_path):
    ana = device(tmp_path, ANA)
    ways = (*((3, f"@somebody-{number}:example.org") for number in range(3)), (0, "600 100 105"))
    ana.hold(card_of("Zoe", offers=tuple(range(1, 9)), channels=ways))
    lines = ana.tell("people").splitlines()[2:]
    assert max(map(len, lines)) <= 80
    assert (lines[0][:5], {line[:4] for line in lines[1:]}) == ("Zoe  ", {"    "})
    assert "  600 100 105" in lines[1]
    assert lines[2] == "    van, car, bicycle, driving, help with moving, babysitting,"
    assert lines[3] == "    fetching children from school, care for old people"
    assert lines[4].startswith("    You only hold the card (")


def test_nobody_yet_is_said_with_what_to_do(tmp_path):
    assert "p2pcard swap" in device(tmp_path, ANA).tell("people")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("pena",), ["Peña"]),
        (("PEÑ",), ["Peña"]),
        (("lukasz",), ["Łukasz"]),
        (("van",), ["Peña"]),
        (("furgoneta",), ["Peña"]),
        (("camioneta",), ["Peña"]),
        (("babysit",), ["Łukasz"]),
        (("first", "aid"), ["Mei"]),
        (("first-aid",), ["Mei"]),
        (("primeros", "auxilios"), ["Mei"]),
        (("saxo",), ["Łukasz"]),
        (("spanish",), ["Peña"]),
        (("español",), ["Peña"]),
        (("espanol", "van"), ["Peña"]),
        (("polish",), ["Łukasz"]),
        (("polaco",), ["Łukasz"]),
        (("polish", "van"), []),
        (("bakery",), ["Mei"]),
        (("night",), ["Mei"]),
        (("600 100 103",), ["Peña"]),
        (("nobody at all",), []),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_people_are_found_by_anything_on_their_cards_in_either_language(ana, words, names, language):
    found = ana.do("--lang", language, "people", *words)["people"]
    assert [each["name"] for each in found] == names


def test_those_met_stand_before_those_whose_card_came_alone(tmp_path):
    ana, zoe = device(tmp_path, ANA), device(tmp_path, {"name": "Zoe", "offers": ["van"]})
    for each in PEOPLE:
        ana.hold(each)
    swap(ana, zoe)
    assert ana.people() == ["Zoe", "Łukasz", "Mei", "Peña"]
    assert ana.people("van") == ["Zoe", "Peña"]
    met = ana.do("person", "zoe")["person"]
    assert met["provenance"] == {"how": "qr", "month": met["provenance"]["month"], "by": None}
    again = ana.do("add", given=zoe.do("show")["block"])["person"]
    assert again["provenance"] == met["provenance"]  # a card in hand never hides that they met


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
            image = vars(vault)["_image"]
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
