"""A live conversation as lines of JSON: what is told fits the schema, and what is said is understood."""

import json

import pytest

from p2pcard.jsonapi.live import read_answer
from tests.schema import examples, fits
from tests.shells import ANA, BEN, LOOPBACK, Talk, device, meet, swap


def test_every_event_of_a_swap_and_of_a_meeting_fits_the_schema(tmp_path):
    ana, ben, cam = (device(tmp_path, {"name": name}) for name in ("Ana", "Ben", "Cam"))
    showing, scanning = swap(ana, ben)
    for talk, begun in ((showing, ["code"]), (scanning, [])):
        order = [line["event"] for line in talk.heard if line["event"] != "typed"]
        assert order == [*begun, "words", "card-sent", "stored", "receipt"]
    talks = meet(ana, ben, cam)
    for talk in talks:
        order = [
            line["event"]
            for line in talk.heard
            if line["event"] not in ("invitation", "reader", "came", "not-ready")
        ]
        assert order == ["role", "in", "phrase", "number", "waiting", "sent", "stored", "receipts", "stay"]
        assert talk.heard[-2]["unknown"] == talk.heard[-2]["not_stored"] == []
    for talk in (showing, scanning, *talks):
        for line in talk.heard:
            fits(f"event-{line['event']}", line)
    phrases = [line["words"] for talk in talks for line in talk.heard if line["event"] == "phrase"]
    assert [phrase for phrase in phrases if None not in phrase] == [phrases[0]]
    assert phrases[1:] == [[None] * len(phrases[0])] * 2


def test_every_way_to_end_early_is_an_event_of_the_schema(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    with (
        Talk(ana, "swap", "--address", LOOPBACK) as showing,
        Talk(ben, "swap", "--scan", "--address", LOOPBACK) as scanning,
    ):
        scanning.say({"code": showing.until("code")["text"]})
        said, other = scanning.until("words")["say"], showing.until("words")["say"]
        slips = (("qqq", "not-a-word"), ("sno bab", "more-letters"), (_another(said), "different"))
        for typed, reason in slips:
            showing.say({"heard": typed})
            assert showing.until("again")["reason"] == reason
        scanning.say({"heard": " ".join(other)})
        scanning.until("typed")
        showing.say({"stop": True})
        assert showing.end() == scanning.end() == 1
    for talk in (showing, scanning):
        assert talk.heard[-1]["event"] == "aborted"
        for line in talk.heard:
            fits(f"event-{line['event']}", line)


def _another(words):
    return f"{'aardvark' if words[0] != 'aardvark' else 'absurd'} {words[1]}"


def test_every_word_that_can_be_said_is_understood():
    for part, example in examples():
        if part.startswith("say-") and part not in ("say-code", "say-invitation"):
            assert read_answer(example) is not None, example
    for nonsense in (
        "",
        "{}",
        "[]",
        "7",
        '{"heard": 7}',
        '{"start": true}',
        '{"start": "2"}',
        '{"counted": true}',
        '{"leave_out": [true]}',
        '{"leave_out": 5}',
        '{"dance": true}',
        "{" * 100_000,
    ):
        assert read_answer(nonsense) is None
    for wrong in ({"vouch": 7}, {"vouch": "Teo", "until": 7}, {"show": 7}, {"show": [7]}, {"show": "Teo"}):
        assert read_answer(json.dumps(wrong)) is None
    for said in ("accept", "decline", "accept_introduction", "decline_introduction"):
        assert [read_answer(json.dumps({said: what})) for what in (7, "Teo", "0", None)] == [None] * 4


@pytest.mark.parametrize(
    "line", ['{"leave": true, "leave": true}', '{"heard": "1", "heard": "2"}', '{"heard": "\\ud800"}']
)
def test_an_answer_that_can_be_read_in_two_ways_is_none(line):
    assert read_answer(line) is None
