"""Two people introduced by a third: asked both, and their cards move only when both agreed."""

import pytest

from tests.shells import ANA, BEN, device, swap
from tests.standings import friends, hand, id_of, kinds


@pytest.fixture
def town(tmp_path):
    """Ana, Ben and Cleo, who have all met each other."""
    return friends(tmp_path)


def test_two_people_are_introduced_through_files_and_their_cards_move_only_when_both_agreed(tmp_path):
    ana, ben, cleo = (device(tmp_path, card) for card in (ANA, BEN, {"name": "Cleo"}))
    swap(ana, ben)
    swap(ana, cleo)
    assert ana.tell("introduce", "Ben", "Cleo").splitlines() == [
        "Ben and Cleo are asked when you next meet them.",
        "Their cards move only when both agreed. By the end of next month it runs out.",
    ]
    for asked, name in ((ben, "Cleo"), (cleo, "Ben")):
        (offer,) = hand(ana, asked)
        assert (offer["news"], offer["name"], offer["again"]) == ("introduction-offered", name, False)
    ben.do("accept", "Ana")
    assert hand(ben, ana) == [{"news": "introduction-accepted", "id": id_of(ben)}]
    assert hand(ana, cleo) == []  # Cleo has not agreed, so nothing more comes than the offer that she holds
    assert ana.refused("show", "--for", "Ben") == "nothing-for"
    assert (ben.people(), cleo.people()) == (["Ana"], ["Ana"])
    cleo.do("accept", "Ana")
    assert kinds(hand(cleo, ana)) == ["introduction-accepted"]
    assert (ben.people(), cleo.people()) == (["Ana"], ["Ana"])
    for asked, other in ((ben, cleo), (cleo, ben)):
        assert hand(ana, asked) == [{"news": "introduced", "by": id_of(ana), "id": id_of(other)}]
        came = asked.do("person", other.home.name)["person"]["provenance"]
        assert (came["how"], came["by"]) == ("introduced", id_of(ana))
        assert asked.refused("vouch", other.home.name) == "not-met"


def test_whoever_is_not_asked_or_says_no_gets_and_gives_nothing(town):
    ana, ben, cleo = town
    ana.do("introduce", "Ben", "Cleo")
    assert cleo.refused("add", given=ana.do("show", "--for", "Ben")["block"]) == "not-for-you"
    hand(ana, ben)
    ben.do("accept", "Ana", "--no")
    assert ben.refused("show", "--for", "Ana") == "nothing-for"
    assert ana.refused("introduce", "Ben", "Ben") == "the-same-person"
    assert ana.refused("introduce", "Ben", "Nobody") == "no-such-person"


def test_what_one_has_for_somebody_is_carried_as_a_picture_too(town, tmp_path):
    ana, ben, _ = town
    ana.do("vouch", "Ben")
    picture = str(tmp_path / "for ben.png")
    assert ana.do("show", "--for", "Ben", "--png", picture)["files"] == [picture]
    assert kinds(ben.do("add", picture)["news"]) == ["vouch-offered"]
    assert ana.run("show", "card", "--for", "Ben").code == ana.run("show", "card", "--vouches").code == 2
