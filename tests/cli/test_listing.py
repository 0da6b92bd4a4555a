"""Lists of people: in the order of their names, and no line wider than a terminal."""

import pytest

from tests.neighbours import PEOPLE, VAN, neighbours
from tests.peers import card_of
from tests.shells import ANA, device, swap


@pytest.fixture
def ana(tmp_path):
    return neighbours(tmp_path)


def test_without_words_everybody_is_listed_by_name(ana):
    assert ana.people() == ["Łukasz", "Mei", "Peña"]


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
        (("nobody at all",), []),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_people_are_found_by_anything_on_their_cards_in_either_language(ana, words, names, language):
    found = ana.do("--lang", language, "people", *words)
    assert [each["name"] for each in found["people"]] == names
    assert found["by_other_words"] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("bakery", "Mei"),
        ("night", "Mei"),
        ("600 100 103", "Peña"),
        ("0100", "Peña"),
        ("van 600", "Peña"),
        ("shift mei", "Mei"),
    ],
)
def test_people_found_by_something_else_stand_apart(ana, words, name):
    found = ana.do("people", words)
    assert [[each["name"] for each in found[where]] for where in ("people", "by_other_words")] == [[], [name]]
    assert ana.tell("people", words).splitlines()[:1] == ["By other words on their cards:"]


def test_who_offers_it_stands_before_who_has_the_word_elsewhere(ana):
    ana.hold(card_of("Ivan Petrov", organisation="Van drivers", channels=((1, "evans@example.org"),)))
    ana.hold(card_of("Carmen Evans"))
    assert [[each["name"] for each in people] for people in ana.do("people", "van").values()] == [
        ["Peña"],
        ["Ivan Petrov"],
    ]
    lines = ana.tell("people", "van").splitlines()
    assert lines[0] == "1 person"
    assert lines[lines.index("By other words on their cards:") - 1] == ""
    assert lines.index("By other words on their cards:") < lines.index("Ivan Petrov  evans@example.org")
    assert ana.people("car") == ["Carmen Evans"]


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
