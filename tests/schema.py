"""What programs are told, as `docs/json.md` and its schema write it."""

import json
import re

import click
import jsonschema

from tests.shells import ROOT

DOC = (ROOT / "docs/json.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "docs/p2pcard.schema.json").read_text(encoding="utf-8"))
PARTS = SCHEMA["$defs"]
ABOUT_VOUCHES = {  # commands whose answers `jsonapi/test_standing.py` holds against the schema
    *("vouch", "accept", "withdraw", "mark", "introduce", "settings", "settings-memory", "revoke"),
    *("circle", "circle-new", "circle-add", "circle-leave", "circle-rule", "circle-check"),
}

SERVES = {"ui"}  # its answer is one of many, while it goes on: `cli/test_page.py`


def fits(part, values):
    """Check values against one definition of the schema; raises what does not fit."""
    jsonschema.Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{part}"}]}).validate(values)
    return True


def examples():
    """Each example of the document, with the definition that its heading names."""
    section = part = fence = ""
    for line in DOC.splitlines():
        if line.startswith("```"):
            fence = line
        if line.startswith("## "):
            section = line[3:]
        if found := re.fullmatch(r"#+ `([a-z_ -]+)`( said)?", line):
            name = found[1].replace(" ", "-")
            kind = {"Answers": "answer-", "Conversations": "event-", "Events of the page": "event-"}.get(
                section, ""
            )
            part = f"say-{name}" if found[2] else f"{kind}{name}"
        if line.startswith("{") and fence == "```json":
            yield part, line


def commands():
    """Each command that has an answer, those in groups behind the group's name."""
    from p2pcard.cli.commands import p2pcard

    for name, command in p2pcard.commands.items():
        group = command if isinstance(command, click.Group) else None
        if name not in ("swap", "meet", "demo") and (group is None or group.invoke_without_command):
            yield name
        yield from (f"{name}-{each}" for each in (group.commands if group else ()))
