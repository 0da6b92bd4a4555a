"""What the page calls and is answered is what `docs/json.md` and its schema say."""

import re

from p2pcard.web.engine import DOOR, OPEN
from tests.page_calls import with_page
from tests.schema import DOC, PARTS
from tests.shells import ANA

SVG = re.compile(r"<svg [^>]*>.*</svg>\n", re.DOTALL)


def test_the_document_the_schema_and_the_program_have_the_same_methods():
    named = {
        name
        for name in re.findall(
            r"^\| `([\w-]+)` \|", DOC.partition("## The page")[2].partition("###")[0], re.M
        )
    }
    allowed = {each["properties"]["method"]["const"] for each in PARTS["call"]["anyOf"]}
    assert named == allowed
    of_the_engine = {"begin", "enter", "stay", "lock", "close", "swap", "meet", "say", "language"}
    assert OPEN.keys() | DOOR | of_the_engine == named


def test_my_cards_are_shown_changed_and_drawn(ana):
    changed = ANA | {"name": "Ana B", "offers": ["car"]}
    cards, edited, shown, drawn = with_page(
        ana.home,
        ("cards", {}),
        ("edit", {"card": changed}),
        ("show", {}),
        ("draw", {"text": "088F-KB3K-Y41E-C5Z6-SE5M-7RX0-PSCD-00E0-N00H-975V-2B6F-88"}),
    )
    assert cards["answer"]["cards"][0]["name"] == "Ana"
    assert len(edited["lines"]) == 1
    assert edited["answer"]["card"]["name"] == "Ana B"
    assert "Name: Ana B" in shown["lines"]
    assert SVG.fullmatch(shown["picture"])
    assert SVG.fullmatch(drawn["picture"])
    assert ana.do("card")["card"]["offers"] == ["car"]


def test_what_a_text_is_is_told_and_nothing_is_done(ana, ben):
    card, bundle, foreign = with_page(
        ana.home,
        ("look", {"text": ben.tell("show", "--text")}),
        ("look", {"text": "-----BEGIN P2PCARD BUNDLE-----\n"}),
        ("look", {"text": "WIFI:S:home;T:WPA;P:secret;;"}),
    )
    assert card["answer"]["found"]["name"] == "Ben"
    assert "Email: ben@example.org" in card["answer"]["found"]["lines"]
    assert bundle["answer"]["found"]["kind"] == "bundle"
    assert foreign["refused"]["reason"] == "wifi-code"
    assert ana.people() == []


def test_a_card_is_taken_found_looked_at_and_forgotten(ana, ben):
    taken, found, nobody = with_page(
        ana.home,
        ("take", {"text": ben.tell("show", "--text")}),
        ("people", {"words": "first aid"}),
        ("people", {"words": "zoe"}),
    )
    ids = [each["id"] for each in found["answer"]["people"]]
    assert ids == [taken["answer"]["person"]["id"]]
    assert nobody["answer"]["people"] == []
    person, forgotten, people = with_page(
        ana.home, ("person", {"id": ids[0]}), ("forget", {"id": ids[0]}), ("people", {})
    )
    assert person["answer"] == taken["answer"]
    assert any(line.startswith("You only hold the card") for line in person["lines"])
    assert person["picture"] is None
    assert forgotten["answer"]["forgotten"]["name"] == "Ben"
    assert people["answer"]["people"] == []
