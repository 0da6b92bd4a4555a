"""What was found on a device as programs are told of it."""

from p2pcard.core.checkup import Check
from p2pcard.errors.next_step import CloseFolder, DoNothing
from p2pcard.jsonapi.checkup import answer_checkup
from p2pcard.wording.checkup import Told
from tests.schema import fits

FINE = [Told(check.value, "fine", "All is well.", "", DoNothing()) for check in Check]
OPEN = Told(Check.PRIVACY.value, "note", "Others may look.", "Close it.", CloseFolder())


def test_findings_are_told_in_their_order_with_the_next_step_as_a_value():
    told = {"check": "privacy", "weight": "note", "text": "Others may look.", "advice": "Close it."}
    fine = {"check": "cards", "weight": "fine", "text": "All is well.", "advice": ""}
    assert answer_checkup([OPEN, FINE[0]], ready=True) == {
        "ready": True,
        "findings": [{**told, "next": {"do": "close-folder"}}, {**fine, "next": {"do": "do-nothing"}}],
    }
    assert answer_checkup([], ready=False) == {"ready": False, "findings": []}


def test_a_whole_checkup_is_as_the_schema_says():
    assert fits("answer-doctor", answer_checkup(FINE, ready=True))
