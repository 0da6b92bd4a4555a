"""The first page tells the truth: its transcript, its commands, its claims and its links."""

import ast
import re
import subprocess
import sys
import tomllib

import pytest

from tests.peers import card_of
from tests.shells import ANA, ROOT, call, device
from tests.tutorials import BLOCK, COLOURS, pattern

PAGE = (ROOT / "README.md").read_text(encoding="utf-8")
SPANISH = (ROOT / "README.es.md").read_text(encoding="utf-8")
PAGES = pytest.mark.parametrize("page", [PAGE, SPANISH], ids=["en", "es"])
CLAIM = re.compile(r"^\| (?P<claim>[^|]+\.) \| `(?P<file>tests/[\w/]+\.py)::(?P<test>\w+)` \|$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)]+)\)")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_transcript_is_what_the_demo_shows():
    _, transcript = BLOCK.findall(PAGE)[0]
    command, *shown = transcript.splitlines()
    assert command == "$ scripts/p2pcard demo"
    assert len(shown) < 10
    done = subprocess.run(
        [sys.executable, "-m", "p2pcard", "--lang", "en", "demo"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = re.fullmatch(pattern(shown, {}), COLOURS.sub("", done.stdout), re.DOTALL)
    assert found, done.stdout
    assert len(found["phrase"].split()) == 4


def test_the_first_command_is_the_demo_and_the_second_one_the_tests():
    commands = re.findall(r"^\$ (.*)$", PAGE.partition("## Start here")[2], re.MULTILINE)
    assert commands[:2] == ["scripts/p2pcard demo", "scripts/test"]
    for command in commands[:2]:
        assert (ROOT / command.split()[0]).stat().st_mode & 0o111
    assert f"'{PROJECT['name']}[scan,web]'" in PAGE


@PAGES
def test_the_extras_that_are_installed_are_all_there_are(page):
    extras = {each for named in re.findall(r"\[([\w,]+)\]['\"]", page) for each in named.split(",")}
    assert extras == set(PROJECT["optional-dependencies"])


@PAGES
def test_every_command_that_is_named_is_there(page):
    from p2pcard.cli.commands import p2pcard

    named = set(re.findall(r"`p2pcard (\w+)", page))
    assert named
    assert named <= set(p2pcard.commands)


def test_the_first_spanish_command_is_the_demo_in_spanish():
    command, *_ = re.findall(r"^\$ (.*)$", SPANISH, re.MULTILINE)
    program, *words = command.split()
    assert program == "scripts/p2pcard"
    assert words[-1] == "demo"
    assert "Uso: p2pcard demo" in call(*words, "--help").out


def test_the_spanish_search_finds_who_has_a_van(tmp_path):
    ana = device(tmp_path, ANA)
    ana.hold(card_of("Ben", offers=(1,)))
    (words,) = re.findall(r"`p2pcard (people \w+)`", SPANISH)
    assert "Ben" in ana.tell("--lang", "es", *words.split())


@pytest.mark.parametrize("row", list(CLAIM.finditer(PAGE)), ids=lambda row: row["claim"][:50])
def test_every_claim_has_a_test_that_shows_it(row):
    tree = ast.parse((ROOT / row["file"]).read_text(encoding="utf-8"))
    assert row["test"] in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_no_row_of_a_table_is_without_a_test():
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "|---" not in line]
    titles = [line for line in rows if line in ("| claim | test |", "| limit | test |")]
    assert len(titles) == 2
    assert len(rows) == len(titles) + len(CLAIM.findall(PAGE))


@PAGES
def test_every_link_leads_to_a_file_and_none_elsewhere(page):
    assert len(LINK.findall(page)) > 3
    for link in LINK.findall(page):
        assert (ROOT / link).is_file(), link
    assert "://" not in page


def test_each_language_leads_to_the_other():
    assert "(README.es.md)" in PAGE
    assert "(README.md)" in SPANISH
