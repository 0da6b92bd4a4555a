"""What programs read and write is what `docs/json.md` and its schema say, field by field."""

import json
import re

import click
import jsonschema
import pytest

from p2pcard import errors
from p2pcard.cli.general import reason_of
from p2pcard.cli.jsonlines import read_answer
from tests.peers import card_of
from tests.published import VECTORS
from tests.shells import ANA, BEN, LOOPBACK, PHRASE, ROOT, Device, Talk, device, meet, swap

DOC = (ROOT / "docs/json.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "docs/p2pcard.schema.json").read_text(encoding="utf-8"))
PARTS = SCHEMA["$defs"]
ROW = re.compile(r"^\| `([a-z-]+)` \| (\d) \|", re.MULTILINE)
ABOUT_VOUCHES = {  # commands whose answers `test_json_vouches.py` holds against the schema
    *("vouch", "accept", "withdraw", "mark", "introduce", "settings", "settings-memory", "revoke"),
    *("circle", "circle-new", "circle-add", "circle-leave", "circle-rule", "circle-check"),
}


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
            kind = {"Answers": "answer-", "Conversations": "event-"}.get(section, "")
            part = f"say-{name}" if found[2] else f"{kind}{name}"
        if line.startswith("{") and fence == "```json":
            yield part, line


def test_the_schema_is_one_and_allows_nothing_unknown():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert {each["$ref"].removeprefix("#/$defs/") for each in SCHEMA["anyOf"]} == {
        part for part in PARTS if part.startswith(("answer-", "event-", "say-")) or part == "refused"
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


def commands():
    """Each command that has an answer, those in groups behind the group's name."""
    from p2pcard.cli.commands import p2pcard

    for name, command in p2pcard.commands.items():
        group = command if isinstance(command, click.Group) else None
        if name not in ("swap", "meet", "demo") and (group is None or group.invoke_without_command):
            yield name
        yield from (f"{name}-{each}" for each in (group.commands if group else ()))


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


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The answer of every command, from a day in which all of them are used."""
    folder = tmp_path_factory.mktemp("told")
    ana, new = Device(folder / "ana"), Device(folder / "new")
    written, copy = json.dumps(ANA), str(folder / "copy")
    given = {
        "init": ana.do("init", "--low-memory", "--card", "-", given=written),
        "card": ana.do("card"),
        "card-edit": ana.do("card", "edit", "--card", "-", given=written),
        "card-new": ana.do("card", "new", "clinic", "--card", "-", given=json.dumps(_everything())),
        "card-list": ana.do("card", "list"),
        "card-drop": ana.do("card", "drop", "clinic"),
        "show": ana.do("show", "--png", str(folder / "a.png")),
        "add": ana.do("add", given=device(folder, BEN).do("show")["block"]),
    }
    ana.hold(card_of("BEN", channels=((200, "what a newer version knows"),), offers=(9999,)))
    given |= {
        "people": ana.do("people"),
        "person": ana.do("person", given["add"]["person"]["id"]),
        "backup": ana.do("backup", copy),
        "forget": ana.do("forget", given["add"]["person"]["id"][:8]),
    }
    words = " ".join(given["backup"]["words"])
    given["restore"] = new.do("restore", copy, "--taken", "--low-memory", given=words)
    ana.use(PHRASE, PHRASE.upper() + " and more")
    given["passphrase"] = ana.do("passphrase")
    given["trace"] = ana.do("trace", "--graph", str(VECTORS / "routes/routes.json"))
    given["doctor"], given["completion"] = ana.do("doctor"), ana.do("completion", "bash")
    given["wipe"] = ana.do("wipe", given="DELETE\n")
    given["again"] = ana.run("--json", "people").values
    return given


def _everything():
    return {
        "name": "Аня",
        "channels": [
            [kind, f"{kind} 1"] for kind in ("matrix", "xmpp", "briar", "threema", "url", "address")
        ],
        "offers": ["sofa", "saxophone"],
        "languages": ["RU"],
        "organisation": "Bakery",
        "role": "night shift",
        "keys": [["openpgp", "00ff"], ["ssh", "01"], ["age", "02"]],
        "printable": True,
    }


def test_every_answer_fits_the_schema(told):
    refused = told.pop("again")
    assert {*told} == {*commands()} - ABOUT_VOUCHES
    for name, values in told.items():
        fits(f"answer-{name}", values)
    fits("card", _everything())
    fits("refused", refused)
    assert refused["refused"]["reason"] == "no-vault"
    assert told["people"]["people"][0]["look_alikes"] == [told["people"]["people"][1]["id"]]


def test_a_person_has_exactly_what_other_programs_rely_on(told):
    person = told["people"]["people"][0]
    assert {"id", "name", "channels", "offers", "languages", "until", "provenance"} <= set(person)
    assert set(person["provenance"]) == {"how", "month", "by"}


def test_every_event_of_a_swap_and_of_a_meeting_fits_the_schema(tmp_path):
    ana, ben, cam = (device(tmp_path, {"name": name}) for name in ("Ana", "Ben", "Cam"))
    showing, scanning = swap(ana, ben)
    assert [line["event"] for line in showing.heard] == ["code", "word-needed", "stored", "receipt"]
    assert [line["event"] for line in scanning.heard] == ["word", "stored", "receipt"]
    talks = meet(ana, ben, cam)
    for talk in talks:
        order = [
            line["event"] for line in talk.heard if line["event"] not in ("people", "invitation", "reader")
        ]
        assert order == ["role", "phrase", "number", "sent", "stored", "receipts", "stay"]
        assert talk.heard[-2]["unknown"] == talk.heard[-2]["not_stored"] == []
    for talk in (showing, scanning, *talks):
        for line in talk.heard:
            fits(f"event-{line['event']}", line)
    phrases = [line["words"] for talk in talks for line in talk.heard if line["event"] == "phrase"]
    assert [phrase for phrase in phrases if None not in phrase] == [phrases[0]]
    assert phrases[1:] == [[None] * len(phrases[0])] * 2


def test_every_way_to_end_early_is_an_event_of_the_schema(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    with Talk(ana, "swap", "--address", LOOPBACK) as showing, Talk(ben, "swap", "--scan") as scanning:
        scanning.say({"code": showing.until("code")["text"]})
        showing.until("word-needed")
        word = scanning.until("word")["word"]
        for typed, reason in (("qqq", "not-a-word"), (_another(word), "different")):
            showing.say({"heard": typed})
            assert showing.until("again")["reason"] == reason
        showing.say({"stop": True})
        assert showing.end() == scanning.end() == 1
    for talk in (showing, scanning):
        assert talk.heard[-1]["event"] == "aborted"
        for line in talk.heard:
            fits(f"event-{line['event']}", line)


def _another(word):
    return "aardvark" if word != "aardvark" else "absurd"


def test_every_word_that_can_be_said_is_understood():
    for part, example in examples():
        if part.startswith("say-") and part not in ("say-code", "say-invitation"):
            assert read_answer(example) is not None, example
    for nonsense in ("", "{}", "[]", "7", '{"heard": 7}', '{"start": 1}', '{"dance": true}', "{" * 100_000):
        assert read_answer(nonsense) is None
    for wrong in ({"vouch": 7}, {"vouch": "Teo", "until": 7}, {"show": 7}, {"show": [7]}, {"show": "Teo"}):
        assert read_answer(json.dumps(wrong)) is None
    for said in ("accept", "decline", "accept_introduction", "decline_introduction"):
        assert [read_answer(json.dumps({said: what})) for what in (7, "Teo", "0", None)] == [None] * 4
