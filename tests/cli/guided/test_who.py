"""Asking for a person by a part of the name; people of one name are told apart up to the last question."""

from p2pcard.core.statements.card import Card, write
from tests.cli.guided.sitting import sitting
from tests.peers import MONTH, seed_of
from tests.shells import ANA, device

WHO = "Type the name or a part of it:"
WHICH = "press Enter for nobody:"


def two_of_one_name(tmp_path):
    ana = device(tmp_path, ANA)
    for number, (name, way) in enumerate((("Teo", "600 222 345"), ("Teo", "600 710 088"), ("Rosa", "600 1"))):
        mine = Card(name, month=MONTH, until=MONTH + 12, channels=((0, way),))
        ana.hold(write(mine, seed_of(f"{name} {number}")))
    return ana


def test_among_several_people_one_is_chosen_by_number_and_named_by_what_differs(tmp_path):
    ana = two_of_one_name(tmp_path)
    with sitting(ana) as session:
        shown = session.choose("te", "2", "7", ("Type yes:", "y"))
        assert "2 people are called Teo. Look at what differs." in shown
        assert "Forget Teo (600 " in shown
        assert "Forgotten" in shown
    (left,) = [each["channels"][0][1] for each in ana.do("people", "teo")["people"]]
    assert f"Forget Teo ({left})" not in shown


def test_a_choice_of_who_to_vouch_for_shows_what_tells_them_apart(tmp_path):
    with sitting(two_of_one_name(tmp_path)) as session:
        shown = session.choose("6", (WHO, "teo"), (WHICH, "3"), (WHICH, "1"))
        assert "  1  Teo  600 " in shown
        assert "  2  Teo  600 " in shown
        assert "There is no choice 3 here." in shown
        assert "You have not met Teo in person." in shown


def test_whoever_names_nobody_is_asked_again_and_enter_leaves(tmp_path):
    with sitting(two_of_one_name(tmp_path)) as session:
        shown = session.choose("6", (WHO, "nobody"), (WHO, ""))
        assert (
            "You hold no card of “nobody”.\nType another part of the name, or press Enter to leave" in shown
        )
