"""What `scripts/fuzz` found worth keeping ends in a value or a refusal, and the judge would notice if not."""

import itertools
import json
import random
import subprocess
import sys
from dataclasses import replace
from functools import partial

import pytest

from p2pcard.core.statements.card import Card
from p2pcard.errors import Malformed, NotAWord
from p2pcard.wording import catalogue
from scripts.fuzzing.edges import Edges
from scripts.fuzzing.hunting import Hunt
from scripts.fuzzing.keeping import FILES, SIZE, keep
from scripts.fuzzing.mutating import SIZE_LIMIT, mutated
from scripts.fuzzing.reshaping import reshaped
from tests.fuzzing import CORPUS, Shape, Target, judge, kept, risky
from tests.fuzzing_targets import TARGETS
from tests.shells import ROOT


def parser(parse, **more):
    return Target(parse, lambda: [b"seed"], **more)


def refuse(data):
    raise Malformed


def fail(data):
    raise ValueError(data)


def go_on_for_ever(data):
    for _ in itertools.count():
        pass


def go_on_whatever_happens(data):
    while True:
        try:
            go_on_for_ever(data)
        except Exception:  # noqa: S112  # as a careless parser would
            continue


def refuse_a_word(data):
    raise NotAWord(word="\x1b[2J")


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_was_kept_ends_in_a_value_or_a_refusal(name):
    files = kept(name)
    assert files
    target = TARGETS[name]
    # whether something takes a second is for the fuzzer: here other programs may be in the way
    found = {path.name: judge(replace(target, seconds=60.0), path.read_bytes()) for path in files}
    assert {file: wrong for file, wrong in found.items() if wrong[0]} == {}


def test_the_corpus_is_small_and_every_file_belongs_to_a_target():
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} == set(TARGETS)
    assert max(path.stat().st_size for path in files) <= SIZE
    assert sum(path.stat().st_size for path in files) < 400_000
    assert max(len(kept(name)) for name in TARGETS) <= FILES


@pytest.mark.parametrize("name", TARGETS)
def test_no_seed_is_wrong_and_one_at_least_is_read(name):
    target = replace(TARGETS[name], seconds=60.0)
    seeds = target.seeds()
    assert {judge(target, seed)[0] for seed in seeds} == {""}
    assert any(is_read(target, seed) for seed in [*seeds, *(path.read_bytes() for path in kept(name))])


def is_read(target, data):
    try:
        target.parse(data)
    except Exception:  # the judge has looked at which
        return False
    return True


def test_the_judge_lets_values_and_refusals_pass():
    assert judge(parser(lambda data: data), b"") == ("", "")
    assert judge(parser(refuse), b"") == ("", "")
    assert judge(parser(lambda data: Card("Çiğdem أمل", ((0, "600"),))), b"") == ("", "")
    assert judge(parser(refuse_a_word), b"") == ("", "")  # the program makes it harmless


@pytest.mark.parametrize("parse", [fail, go_on_for_ever, go_on_whatever_happens])
def test_the_judge_notices_what_fails_and_what_hangs(parse):
    expected = "crash" if parse is fail else "hang"
    assert judge(parser(parse, seconds=0.05), b"")[0] == expected


def test_the_judge_notices_memory():
    assert judge(parser(lambda data: [bytes(1 << 20) for _ in range(1)], mebibytes=-1), b"")[0] == "memory"


@pytest.mark.parametrize(
    "text", ["\x1b[2J", "a\nb", "\x9b", "\u202eneB", "\u2066", "\u2068", "\u2028", "\udc80"]
)
def test_the_judge_notices_what_commands_a_terminal(text, monkeypatch):
    assert judge(parser(lambda data: text), b"")[0] == "escape"
    assert judge(parser(lambda data: ({"a": [text]},)), b"")[0] == "escape"
    assert judge(parser(lambda data: Card(text)), b"")[0] == "escape"
    assert judge(parser(lambda data: text, typed=True), b"") == ("", "")  # `say` makes it harmless
    monkeypatch.setattr(catalogue, "harmless", str)
    assert judge(parser(lambda data: text, typed=True), b"")[0] == "escape"
    assert risky("Çiğdem أمل ñ") == set()


def test_the_judge_looks_at_the_sentences_of_a_refusal(monkeypatch):
    monkeypatch.setattr(catalogue, "harmless", str)
    assert judge(parser(refuse_a_word), b"")[0] == "escape"


def test_a_hunt_is_led_to_what_chance_alone_does_not_find(tmp_path):
    hunt = Hunt("message", TARGETS["message"], random.Random("led"))
    hunt.run([b""], 20_000, 600.0)
    assert hunt.cases == 20_000
    assert not hunt.wrong
    assert len(hunt.edges) > 2 * len(hunt.reach(b""))
    assert len(hunt.pool) > 10
    assert 0 < keep(hunt, tmp_path) <= FILES
    again = Hunt("message", TARGETS["message"], random.Random("again"))
    again.run([path.read_bytes() for path in tmp_path.iterdir()], 0, 600.0)
    assert len(again.edges) == len(hunt.edges)  # what was kept reaches all that was reached


def test_a_hunt_notices_and_tells_what_is_wrong():
    hunt = Hunt("fail", parser(fail), random.Random("fail"))
    hunt.run([b"seed"], 100, 600.0)
    assert hunt.wrong["crash"] == 100
    assert hunt.told[0] == ("crash", "ValueError(b'seed')", b"seed")


def test_edges_are_those_of_the_program_alone():
    assert Edges().of(lambda: random.Random(1).random()) == frozenset()
    read, refused = (Edges().of(partial(judge, TARGETS["rule"], data)) for data in (b"", b"P2PCARD"))
    assert read
    assert refused


def test_mutated_bytes_are_the_same_for_the_same_chance_and_bounded():
    one, other = (
        [mutated([b"abc" * 30_000, b"d"], random.Random(seed)) for seed in range(200)] for _ in range(2)
    )
    assert one == other
    assert len(set(one)) > 100
    assert max(map(len, one)) == SIZE_LIMIT


def test_altered_values_are_the_same_for_the_same_chance_and_of_every_kind():
    value = {0: bytes(32), 1: 7, 2: "Ana", 3: ((0, "600"), (1, "x")), 4: True}
    one, other = ([reshaped(value, random.Random(seed)) for seed in range(2000)] for _ in range(2))
    assert one == other
    assert any(type(each) is not dict for each in one)
    maps = [each for each in one if type(each) is dict]
    assert {len(each) for each in maps} == {4, 5, 6}
    assert {type(each.get(3)) for each in maps} >= {tuple, str, int, bytes, type(None)}
    assert any("\x1b" in str(each.get(2)) for each in maps)
    assert value == {0: bytes(32), 1: 7, 2: "Ana", 3: ((0, "600"), (1, "x")), 4: True}


def test_what_has_a_shape_is_altered_as_values_and_what_has_lost_it_as_bytes():
    seen: list[bytes] = []
    shape = Shape(json.loads, lambda value: json.dumps(value).encode())
    hunt = Hunt("shape", parser(seen.append, shape=shape), random.Random("shape"))
    hunt.run([b'{"a": [1, "b", null]}', b"\xff"], 1000, 600.0)
    assert len(seen) == hunt.cases == 1000
    whole = [data for data in set(seen) if is_read(parser(json.loads), data)]
    assert len(whole) > 50
    assert len(set(seen)) > len(whole) + 50


def test_the_script_prints_a_row_for_each_target_and_knows_no_other(tmp_path):
    command = [sys.executable, "-m", "scripts.fuzzing", "--corpus", str(tmp_path), "--cases", "200"]
    done = subprocess.run([*command, "rule", "fields"], cwd=ROOT, capture_output=True, text=True, check=True)
    _, rule, fields, total = done.stdout.splitlines()
    assert rule.split()[:2] == ["rule", "100"]
    assert fields.split()[:2] == ["fields", "100"]
    assert rule.split()[5:] == fields.split()[5:] == ["0"] * 4
    assert total.startswith("200 cases")
    assert {path.name for path in tmp_path.iterdir()} == {"rule", "fields"}
    unknown = subprocess.run([*command, "nothing"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert unknown.returncode == 2
