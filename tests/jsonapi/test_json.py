"""What programs read and write is what `docs/json.md` and its schema say, field by field."""

import json

import jsonschema
import pytest

from tests.schema import PARTS, SCHEMA, commands, examples, fits


def test_the_schema_is_one_and_allows_nothing_unknown():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert {each["$ref"].removeprefix("#/$defs/") for each in SCHEMA["anyOf"]} == {
        part
        for part in PARTS
        if part.startswith(("answer-", "event-", "say-")) or part in ("refused", "fault")
    }
    objects = [part for part in inside(SCHEMA) if part.get("type") == "object"]
    assert len(objects) > 90
    assert all(part["additionalProperties"] is False for part in objects)


def inside(part):
    """Walk through everything in a part of the schema."""
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from inside(each)


@pytest.mark.parametrize(("part", "example"), [*examples()])
def test_every_example_fits_the_schema(part, example):
    assert fits(part, json.loads(example))


def test_everything_in_the_schema_has_an_example_and_its_command():
    shown = {part for part, _ in examples()}
    assert {part for part in PARTS if part.startswith(("answer-", "event-", "say-"))} <= shown
    assert {part.removeprefix("answer-") for part in PARTS if part.startswith("answer-")} == {*commands()}
