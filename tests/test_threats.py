"""docs/threats.md: each attack there is played, each attack in the tests is there, and its odds are true."""

import ast
import math
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from p2pcard.core import phrase
from p2pcard.core.phrase import LETTERS, WORDS, Mode
from p2pcard.core.wordlists import PGP_EVEN, PGP_ODD
from p2pcard.errors import Differs

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs/threats.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(tests/test_\w+\.py)(?:::(test_\w+))?`", TEXT))
ATTACKS = sorted((ROOT / "tests").glob("test_attacks*.py"))
ENTRIES = re.findall(
    r"^### (.*?)\n(.*?)(?=^##|\Z)", TEXT.partition("## Not covered")[0], re.MULTILINE | re.DOTALL
)


def names_in(path):
    if not path.exists():
        return set()
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {
        node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_there_are_entries_and_attacks():
    assert len(ENTRIES) > 20
    assert len(ATTACKS) > 4


@pytest.mark.parametrize(("title", "entry"), ENTRIES, ids=[title for title, _ in ENTRIES])
def test_each_entry_says_who_what_and_by_which_test(title, entry):
    assert "\nWho: " in entry
    assert "\nCan: " in entry or "\nCannot: " in entry
    assert re.search(r"^Played by: `tests/", entry, re.MULTILINE)


@pytest.mark.parametrize(("file", "name"), sorted(NAMED))
def test_each_test_that_is_named_exists(file, name):
    assert name in names_in(ROOT / file) if name else (ROOT / file).exists()


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.name)
def test_each_attack_in_the_tests_is_named(path):
    named = {name for file, name in NAMED if file == f"tests/{path.name}"}
    assert names_in(path) - named == set()


@pytest.mark.parametrize("file", ["adversaries", "cheats"])
def test_each_attacker_is_played_by_an_attack(file):
    played = "".join(path.read_text(encoding="utf-8") for path in [*ATTACKS, ROOT / f"tests/{file}.py"])
    body = ast.parse((ROOT / f"tests/{file}.py").read_text(encoding="utf-8")).body
    attackers = [node.name for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    assert attackers
    assert [name for name in attackers if len(re.findall(rf"\b{name}\b", played)) < 2] == []


def test_each_sentence_has_its_line():
    for line in TEXT.splitlines():
        assert not re.search(r"[a-z)]\. [A-Z]", line), line


# Odds


def chance_to_pass(words):
    """How likely a word of a list, typed as shortly as is allowed, passes for another one drawn from it."""
    starts = Counter(word[:LETTERS] for word in words)
    return sum(Fraction(count, len(words)) ** 2 for count in starts.values())


def bits(chance):
    return -math.log2(chance)


ONE_RUN = math.prod(chance_to_pass(PGP_ODD if place % 2 else PGP_EVEN) for place in range(WORDS))


@pytest.mark.parametrize("words", [PGP_EVEN, PGP_ODD])
def test_the_program_takes_the_short_forms_that_the_odds_count(words):
    place = int(words is PGP_ODD)
    before = (PGP_EVEN[0],) * place
    passed = 0
    for expected in words:
        for typed in {word[:LETTERS] for word in words}:
            try:
                phrase.hear((*before, expected), " ".join((*before, typed)), Mode.WORDS)
            except Differs:
                continue
            passed += sum(word.startswith(typed) for word in words)
    assert Fraction(passed, len(words) ** 2) == chance_to_pass(words)


def test_the_odds_of_the_phrase_follow_from_the_word_lists():
    assert f"leaves {bits(ONE_RUN):.1f} bits" in TEXT
    assert f"about {float(ONE_RUN) * 1e9:.1f} in a thousand million" in TEXT
    assert f"about {round(3 * 99 * float(ONE_RUN) * 1e7)} in 10 million" in TEXT
    assert f"about {round(3 * 99 / 2**32 * 1e8)} in 100 million" in TEXT  # ten digits, all typed
    even, odd = (Counter(word[:LETTERS] for word in words).most_common(1)[0] for words in (PGP_EVEN, PGP_ODD))
    assert (even, odd) == (("sta", 5), ("con", 6))
    assert f"would leave {bits(Fraction(even[1] * odd[1], 256 * 256) ** 2):.1f} bits" in TEXT
    assert 8 * WORDS == 32


def test_the_odds_of_one_word_follow_from_the_word_list():
    """The answer and the swap word are of the even list, with three tries."""
    whole, short = 3, sum(n for _, n in Counter(word[:LETTERS] for word in PGP_EVEN).most_common(3))
    assert f"{whole} times in {len(PGP_EVEN)}" in TEXT
    assert f"{short} times in {len(PGP_EVEN)}" in TEXT
    digits = Counter(phrase.word(number.to_bytes(2, "big"), Mode.DIGITS) for number in range(65536))
    best = sum(count for _, count in digits.most_common(3))
    assert f"once in {round(65536 / best)}" in TEXT


def test_guessing_a_generated_phrase_takes_what_is_said():
    assert bits(Fraction(1, 2048**6)) == 66
    assert "2^66 guesses" in TEXT
