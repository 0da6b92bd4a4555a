"""Whatever is typed, pasted or said about vouches and circles: a sentence and a code, and no Python."""

import base64
import json
import random

import pytest

from p2pcard.core.exchange.events import Busy, PersonDone
from p2pcard.edge.store.generations import VAULT
from p2pcard.jsonapi.live import read_answer
from tests.shells import swap
from tests.standings import friends, hand
from tests.terminals import controls

SEEDS = range(12)
ROUNDS = 25  # inputs of each seed
NASTY = (
    *(
        "",
        " ",
        "-",
        "--",
        "--yes",
        "--json=1",
        "{name}",
        "{0}",
        "%s",
        "Ben",
        "ben",
        "B",
        "Ana",
        "street",
    ),
    *(
        "\x1b[2J\x1b[31m",
        "a\nb",
        "\r",
        "\t",
        "\x07",
        "\x9b",
        "\u202eneB",
        "\u2068neB",
        "\u2069neB",
        "\u200b",
        "\ufeff",
        "\uffff",
    ),
    *(
        "أمل",
        "Bеn",
        "e\u0301" * 40,
        "😀",
        "x" * 5000,
        "0" * 64,
        "f" * 64,
        "../../etc",
        "Ben\u0000"[:3] + "\u2028",
    ),
)
NAMED = (
    *(
        ("vouch",),
        ("vouch", "--yes"),
        ("vouch", "--yes", "--mark"),
        ("accept",),
        ("accept", "--no"),
        ("withdraw",),
    ),
    *(
        ("mark",),
        ("introduce",),
        ("introduce", "Ben"),
        ("trace",),
        ("trace", "Ben", "--without"),
        ("trace", "--graph"),
    ),
    *(
        ("circle", "new"),
        ("circle", "add", "street"),
        ("circle", "leave"),
        ("circle", "rule"),
        ("circle", "check"),
    ),
    *(
        ("circle", "rule", "street", "--people"),
        ("circle", "check", "Ben"),
        ("settings", "memory"),
        ("settings",),
    ),
    *(
        ("show", "--for"),
        ("show", "--vouches"),
        ("show", "--for", "Ben", "--text"),
        ("revoke",),
        ("circle", "add"),
    ),
)
GIVEN = (
    *(("add",), ("circle", "rule", "street", "--take"), ("vouch", "Ben"), ("mark", "Ben"), ("accept",)),
    ("revoke", "--now"),
)
SAID = (
    "vouch",
    "accept",
    "decline",
    "accept_introduction",
    "decline_introduction",
    "later",
    "show",
    "done",
    "busy",
    "mark",
)


@pytest.fixture
def town(tmp_path):
    """Ana with a circle, and Ben, who vouches for her."""
    ana, ben, _ = friends(tmp_path)
    ana.do("circle", "new", "street")
    ben.do("vouch", "Ana")
    hand(ben, ana)
    return ana, ben


def endings(mine, arguments, given=b""):
    """Run a command, for people and for programs; what is refused leaves the vault as it is."""
    (vault,) = mine.home.rglob(VAULT)
    for way in ((), ("--json",)):
        before = vault.read_bytes()
        answer = mine.run(*way, *arguments, given=given)
        assert answer.code in (0, 1, 2, 3), (arguments, answer)
        assert "Traceback" not in answer.err + answer.out, arguments
        if answer.code:
            assert vault.read_bytes() == before, arguments
            assert len(answer.err.splitlines()) >= (1 if answer.code == 2 else 3), arguments
        assert not controls(answer.err + answer.out), (arguments, answer)
        if way and answer.code != 2:
            (line,) = answer.out.splitlines()
            assert ("refused" in json.loads(line)) == (answer.code != 0), arguments
        yield answer.code


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_stands_on_the_command_line_ends_in_words(town, seed):
    ana, _ = town
    chance = random.Random(f"words {seed}")
    codes = set()
    for _ in range(ROUNDS):
        command = chance.choice(NAMED)
        words = [chance.choice(NASTY) for _ in range(chance.choice((0, 1, 1, 1, 2, 3)))]
        codes |= {*endings(ana, (*command, *words))}
    assert {1, 2} <= codes


@pytest.mark.parametrize(
    "arguments", [("vouch", "\udcff"), ("vouch", "Ben", "\udcff"), ("circle", "new", "\udcff\udc80")]
)
def test_bytes_that_are_no_text_end_in_words_too(town, arguments):
    ana, _ = town
    process = ana.process("--json", *arguments)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in out + err
    assert err


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_pasted_ends_in_words(town, seed):
    ana, ben = town
    chance = random.Random(f"pasted {seed}")
    bundle = ben.do("show", "--for", "Ana")
    codes = set()
    for _ in range(ROUNDS):
        codes |= {*endings(ana, chance.choice(GIVEN), pasted(chance, bundle))}
    assert 1 in codes


def pasted(chance, bundle):
    """Random bytes, or a real bundle in which something is wrong."""
    match chance.randrange(5):
        case 0:
            return chance.randbytes(chance.choice((0, 1, 40, 3000)))
        case 1:
            return "\n".join(chance.choice(NASTY) for _ in range(8)).encode()
        case 2:
            text = bytearray(bundle["text"].encode())
            text[chance.randrange(len(text))] = chance.randrange(256)
            return bytes(text)
        case 3:
            whole = bundle["block"].encode()
            at = chance.randrange(len(whole))
            return whole[:at] + chance.randbytes(chance.randrange(4)) + whole[at + chance.randrange(9) :]
        case _:
            content = base64.b64encode(b"\x01\x20" + chance.randbytes(chance.randrange(300))).decode()
            return f"-----BEGIN P2PCARD BUNDLE-----\n{content}\n-----END P2PCARD BUNDLE-----\n".encode()


def anything(chance, depth=2):
    """Any value of JSON."""
    kind = chance.randrange(8 if depth else 6)
    if kind < 6:
        return (None, True, False, chance.randrange(-9, 9) / 2, chance.choice(NASTY), "00" * 32)[kind]
    inner = [anything(chance, depth - 1) for _ in range(chance.randrange(3))]
    return inner if kind == 6 else {chance.choice((*SAID, *NASTY)): each for each in inner}


def lines(chance, count):
    """Lines that a program might say: objects, other values, and what is no JSON."""
    for _ in range(count):
        value = {chance.choice(SAID): anything(chance)}
        value |= {chance.choice(SAID): anything(chance)} if chance.random() < 0.3 else {}
        line = json.dumps(value if chance.random() < 0.8 else anything(chance))
        yield line if chance.random() < 0.8 else line[: chance.randrange(len(line) + 1)]


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_a_program_says_is_understood_or_not_and_nothing_else(seed):
    chance = random.Random(f"said {seed}")
    understood = [read_answer(line) for line in lines(chance, 500)]
    assert None in understood
    assert len({type(each) for each in understood}) > 4


def test_whatever_a_program_says_behind_the_cards_is_answered_with_an_event(town):
    ana, ben = town
    chance = random.Random("behind the cards")
    said = [line for line in lines(chance, 200) if line.strip() and read_answer(line) != PersonDone()]

    def says(showing, _):
        showing.until("receipt")
        for line in said:
            showing.process.stdin.write(line + "\n")
        showing.say({"done": True})

    ben.do("introduce", "Ana", "Cleo")
    showing, _ = swap(ana, ben, after=says)
    answered = [line for line in showing.heard if line["event"] in ("ignored", "not-done", "acted")]
    assert len(answered) == sum(read_answer(line) != Busy() for line in said)
