"""Each refusal has one name for programs, which `docs/json.md` lists with what the program ends with.

So are the next steps of refusals.
"""

import re
from typing import get_args

from p2pcard import errors
from p2pcard.errors import NoVouch, OtherBlock
from p2pcard.errors.next_step import AskSomebody, NextStep, Restore, SeePeople
from p2pcard.jsonapi.refusals import reason_of, write_next
from tests.schema import DOC, PARTS, fits

STEP = re.compile(r"^\| `([a-z-]+)` \|([^|]*)\|", re.MULTILINE)
ROW = re.compile(r"^\| `([a-z-]+)` \| (\d) \|", re.MULTILINE)


def kinds(kind):
    for each in kind.__subclasses__():
        yield each
        yield from kinds(each)


def test_every_reason_is_listed_with_its_exit_code():
    known = set()
    for kind in kinds(errors.Refusal):
        if kind.__module__.startswith("p2pcard.errors") and kind.text:
            reason = kind.__dict__.get("reason") if issubclass(kind, errors.ExchangeEnded) else _named(kind)
            known |= {(reason, kind.exit_code)} if reason else set()
    listed = [(reason, int(code)) for reason, code in ROW.findall(DOC)]
    assert set(listed) == known
    assert len(set(listed)) == len(listed)


def _named(kind):
    """What `reason_of` makes of a refusal's name, without what one such refusal would need."""
    return reason_of(kind.__new__(kind))


def test_every_next_step_is_listed_with_its_fields_and_is_in_the_schema():
    steps = get_args(NextStep)
    told = {write_next(step)["do"]: set(write_next(step)) - {"do"} for step in map(_filled, steps)}
    assert len(told) == len(steps)
    section = DOC[DOC.index("## Next steps") : DOC.index("## Reasons")].split("|---|---|---|")[1]
    listed = {do: set(re.findall(r"`(\w+)`", names)) for do, names in STEP.findall(section)}
    assert listed == told
    assert set(PARTS["next"]["properties"]["do"]["enum"]) == set(told)
    assert all(fits("next", write_next(_filled(step))) for step in steps)


def _filled(kind):
    values = {"place": SeePeople(), "other": Restore(), "name": "Dot", "circle": "choir", "extra": "web"}
    values |= {"month": "2026-11"}
    values |= dict.fromkeys(("as_text", "only_invited"), True)
    return kind(**{name: values[name] for name in kind.__match_args__})


def test_a_next_step_is_told_with_what_it_is_about():
    assert write_next(NoVouch(name="Dot").next) == {"do": "trace", "name": "Dot"}
    assert write_next(AskSomebody()) == {"do": "ask-somebody", "place": None}
    asked = {"do": "ask-somebody", "place": {"do": "show-card", "as_text": True}}
    assert write_next(OtherBlock().next) == asked
