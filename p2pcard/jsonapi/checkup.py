"""What was found on this device and network as plain values (docs/json.md)."""

from collections.abc import Iterable

from p2pcard.jsonapi.refusals import write_next
from p2pcard.jsonapi.values import Json
from p2pcard.wording.checkup import Told


def answer_checkup(findings: Iterable[Told], *, ready: bool) -> dict[str, Json]:
    """Answer what was found, and whether nothing of it stands in the way."""
    return {"ready": ready, "findings": [_finding(each) for each in findings]}


def _finding(told: Told) -> dict[str, Json]:
    return {
        "check": told.check,
        "weight": told.weight,
        "text": told.text,
        "advice": told.advice,
        "next": write_next(told.next),
    }
