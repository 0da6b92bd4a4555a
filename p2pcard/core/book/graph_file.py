"""Networks of people given as plain values, for research, audits and tests: questions in, answers out.

    {"cases": [{"id", "now", "people": [me, ...], "vouches":
        [{"from", "to", "introduces": 0 to 2, "created", "expires" or null, "withdrawn"}]}]}

Times are seconds since 1970 here alone. Of several vouches of one person about
another the newest speaks, also when it has run out; my own vouches stand for
having met, and their `introduces` for my mark (docs/json.md).
"""

from collections.abc import Mapping
from typing import Any, Final

from p2pcard.core.book.routes import ActiveVouch, Level, Mark, Network, Verdict, lay_out
from p2pcard.errors import NetworkNotUnderstood

LEVELS: Final = {
    Level.MET: "checked by you",
    Level.CONFIRMED: "confirmed by several",
    Level.ONE: "introduced by one",
    Level.NONE: "not introduced",
}


def answer_cases(values: object) -> list[dict[str, Any]]:
    """Answer about everybody in each network; raises NetworkNotUnderstood with the case that is not one."""
    if not isinstance(values, Mapping) or not isinstance(values.get("cases"), list):
        raise NetworkNotUnderstood(case="cases")
    return [_answer_case(case) for case in values["cases"]]


def _answer_case(case: Any) -> dict[str, Any]:
    try:
        network = read(case)
        answers = [_values(network.answer(str(person).encode())) for person in case["people"][1:]]
        return {"id": str(case["id"]), "answers": answers}
    except (LookupError, TypeError, ValueError) as error:
        name = case.get("id", "?") if isinstance(case, Mapping) else "?"
        raise NetworkNotUnderstood(case=name) from error


def read(case: Mapping[str, Any]) -> Network:
    """Lay out one network; raises LookupError, TypeError or ValueError for what is not one."""
    newest: dict[tuple[bytes, bytes], Mapping[str, Any]] = {}
    for vouch in case["vouches"]:
        pair = str(vouch["from"]).encode(), str(vouch["to"]).encode()
        if pair not in newest or newest[pair]["created"] < vouch["created"]:
            newest[pair] = vouch
    now = case["now"]
    active = {
        pair: Mark(vouch["introduces"])
        for pair, vouch in newest.items()
        if not vouch["withdrawn"] and (vouch["expires"] is None or now < vouch["expires"])
    }
    me = str(case["people"][0]).encode()
    marks = {subject: mark for (by, subject), mark in active.items() if by == me}
    vouches = [ActiveVouch(by, subject, mark is not Mark.NO) for (by, subject), mark in active.items()]
    return lay_out(me, marks, marks, marks, vouches)


def _values(verdict: Verdict) -> dict[str, Any]:
    groups = sorted(sorted(person.decode() for person in group) for group in verdict.groups())
    return {
        "person": verdict.person.decode(),
        "level": LEVELS[verdict.level],
        "own_vouch": verdict.own,
        "independent_routes": len(verdict.separate),
        "smallest_blocking_groups": groups,
    }
