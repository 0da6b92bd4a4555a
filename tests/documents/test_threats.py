"""docs/threats.md: each attack there is played, each attack in the tests is there, and its odds are true."""

import ast
import math
import re
from collections import Counter
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest

from p2pcard.core.exchange import phrase
from p2pcard.core.exchange.phrase import LETTERS, WORDS, Mode
from p2pcard.core.formats.wordlists import PGP_EVEN, PGP_ODD
from p2pcard.errors import Differs, MoreLetters

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/threats.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", TEXT))
ATTACKS = sorted((ROOT / "tests/attacks").glob("test_*.py"))
ENTRIES = re.findall(
    r"^### (.*?)\n(.*?)(?=^##|\Z)", TEXT.partition("## Not covered")[0], re.MULTILINE | re.DOTALL
)


def names_in(path):
    if not path.exists():
        return set()
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {
        node.name
        for node in nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
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
    named = {name for file, name in NAMED if file == f"tests/attacks/{path.name}"}
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


def bits(chance):
    return -math.log2(chance)


@pytest.mark.parametrize("words", [PGP_EVEN, PGP_ODD])
def test_no_short_form_that_the_program_takes_passes_for_two_words(words):
    place = int(words is PGP_ODD)
    beginnings = {word[:size] for word in words for size in range(LETTERS, len(word) + 1)}
    for typed in beginnings:
        passed = 0
        for expected in words:
            with suppress(Differs, MoreLetters):
                phrase.hear((expected,), typed, Mode.WORDS, place)
                passed += 1
        assert passed <= 1, typed


def test_the_odds_of_the_phrase_follow_from_the_word_lists():
    assert 8 * WORDS == 32
    assert "one chance in 2^32" in TEXT
    assert f"about {round(3 * 99 / 2**32 * 1e8)} in 100 million" in TEXT


def test_the_odds_of_a_swap_follow_from_two_bytes_each_way():
    assert f"one chance in {256**2:,}" in TEXT
    assert f"one of {256**2 // 2:,}" in TEXT
    assert f"3 in {256**2:,}" in TEXT
    assert f"about {round(2_000_000 / 256**2 / 10) * 10} in each direction" in TEXT
    assert f"one in {2**4}" in TEXT


def test_the_odds_of_one_word_follow_from_the_word_list():
    """The answer is of the even list, with three tries."""
    assert f"3 times in {len(PGP_EVEN)}" in TEXT
    digits = Counter(phrase.word(number.to_bytes(2, "big"), Mode.DIGITS) for number in range(65536))
    best = sum(count for _, count in digits.most_common(3))
    assert f"once in {round(65536 / best)}" in TEXT


def test_guessing_a_phrase_takes_what_is_said():
    """A guess is right after half of all tries on average."""
    year, day = 86400 * 365, 86400
    for each in ("two", "eleven"):
        assert f"about {each} guesses a second for each core" in TEXT
    years = [2**65 / (rate * 10**6) / year for rate in (2, 11)]
    assert (
        f"about {round(years[0], -3):,.0f} years on average, and about {round(years[1], -3):,.0f} years"
        in TEXT
    )
    days = [2**29 / (rate * 256) / day for rate in (2, 11)]
    assert f"in about {days[0]:.0f} days on average, and in about {days[1]:.0f} days" in TEXT


def test_guessing_a_generated_phrase_takes_what_is_said():
    assert bits(Fraction(1, 2048**6)) == 66
    assert "2^66 guesses" in TEXT
