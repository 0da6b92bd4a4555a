"""The specification says what the code does: its examples, tables, tags and limits."""

import ast
import importlib
import re
from pathlib import Path

import pytest

from p2pcard.core.exchange import noise
from p2pcard.core.exchange.meeting import abort
from p2pcard.core.formats import characters, offers, text
from p2pcard.core.statements import card
from p2pcard.core.statements.statement import Kind
from scripts import make_vectors
from scripts.vectors.examples import examples

ROOT = Path(__file__).resolve().parents[2]
SPEC = (ROOT / "docs" / "spec.md").read_text(encoding="utf-8")
MODULES = sorted((ROOT / "p2pcard").rglob("*.py"))
CONTEXT = re.compile(rb"p2pcard/[12]/[a-zA-Z0-9-]+")


def rows(heading, after=""):
    """The rows of the first table behind a heading, without its head, as lists of cells."""
    section = SPEC[SPEC.index(f"\n{heading}") :]
    section = section[section.index(after) :]
    (table,) = re.findall(r"^\|.*\n\|[-|]+\|\n((?:\|.*\n)+)", section, re.MULTILINE)[:1]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]


def unquoted(cell):
    return cell.strip("`")


def ranges(heading, columns=slice(0, 2)):
    return [tuple(int(cell[2:], 16) for cell in row[columns]) for row in rows(heading)]


# Examples


def test_every_example_is_what_the_code_makes():
    assert make_vectors.with_examples(SPEC) == SPEC


def test_every_example_stands_in_the_specification_once():
    assert sorted(re.findall(r"```example ([a-z-]+)", SPEC)) == sorted(examples())


# Contents


def slug(title):
    """The name that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_the_contents_list_every_chapter_and_section_in_order():
    headings = re.findall(r"^(##|###) (.*)$", re.sub(r"```.*?```", "", SPEC, flags=re.DOTALL), re.MULTILINE)
    listed = SPEC.partition("\n## Contents\n\n")[2].partition("\n\n")[0].splitlines()
    titles = [(mark, title) for mark, title in headings if title != "Contents"]
    assert listed == [f"{'  ' * (len(mark) - 2)}- [{title}](#{slug(title)})" for mark, title in titles]
    assert len({slug(title) for _, title in titles}) == len(titles)


# Formats and vectors


FORMATS = rows("### 14.1 Formats")


@pytest.mark.parametrize("row", FORMATS, ids=[row[0] for row in FORMATS])
def test_the_module_of_a_format_names_its_section_and_has_vectors(row):
    _, section, module, folder = map(unquoted, row)
    sign = ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8"))) or ""
    assert re.search(rf"spec (sections? )?([0-9.]+ and )?{re.escape(section)}\b", sign)
    assert list((ROOT / folder).glob("*.txt"))
    assert re.search(rf"^#+ {re.escape(section)}\.? ", SPEC, re.MULTILINE)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_section_that_the_code_cites_is_there(path):
    cited = re.findall(r"spec\s+(?:sections?\s+)?(\d+(?:\.\d+)*)(?:\s+and\s+(\d+(?:\.\d+)*))?", sign_of(path))
    for section in filter(None, (number for pair in cited for number in pair)):
        assert re.search(rf"^#+ {re.escape(section)}\.? ", SPEC, re.MULTILINE), section


def sign_of(path):
    """The whole text of a module on one line, so that a citation may be broken over two."""
    return re.sub(r"\s+#?\s*", " ", path.read_text(encoding="utf-8"))


# Tags


def used_tags():
    """Every tag with the number of places in the code that use it."""
    found: dict[str, int] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"crypto.digest", "crypto.derive"}:
                for tag in (a.value for a in node.args if isinstance(a, ast.Constant)):
                    if isinstance(tag, str):
                        found[tag] = found.get(tag, 0) + 1
            elif isinstance(node, ast.Constant) and isinstance(node.value, bytes):
                for context in CONTEXT.findall(node.value):
                    found[context.decode()] = found.get(context.decode(), 0) + 1
    return found | {kind.context.rstrip(b"\0").decode(): 1 for kind in Kind}


def test_the_table_of_tags_holds_every_tag_once_for_one_purpose():
    table = rows("### 1.2 Tags")
    tags = [row[0].split("`")[1] for row in table]
    assert sorted(tags) == sorted(set(tags))
    assert len({row[2] for row in table}) == len(table)
    used = used_tags()
    assert set(tags) == set(used)
    assert {tag: len(row[3].split(",")) for tag, row in zip(tags, table, strict=True)} == used


def test_no_tag_is_longer_than_a_personalisation():
    hashed = [unquoted(row[0]) for row in rows("### 1.2 Tags") if row[1] in {"H", "K"}]
    assert hashed
    assert [tag for tag in hashed if len(tag) > 16 or not tag.isascii()] == []


# Limits


LIMITS = rows("### 14.2 Limits")


@pytest.mark.parametrize("row", LIMITS, ids=[row[0] for row in LIMITS])
def test_a_limit_is_the_constant_of_the_code(row):
    module, _, name = unquoted(row[2]).partition(":")
    assert getattr(importlib.import_module(module), name) == int(row[1])


def test_every_limit_of_the_core_is_in_the_table():
    listed = {unquoted(row[2]) for row in LIMITS}
    limits = {
        f"{module}:{ast.unparse(node.target)}"
        for path in MODULES
        if "core" in path.parts
        for module in [".".join(path.relative_to(ROOT).with_suffix("").parts)]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target).endswith("_LIMIT")
    }
    own = {each for each in limits if not each.partition(":")[2].startswith("_")}
    # of a file and of a statement, which follow from others in the table
    assert own - listed == {
        "p2pcard.core.formats.sealed:SIZE_LIMIT",
        "p2pcard.core.statements.statement:SIZE_LIMIT",
    }


# Tables of code points and numbers


def test_the_tables_of_text_are_those_of_the_code():
    assert {unquoted(kind) for kind, *_ in rows("### 3.2")} == {
        {" ": "space"}.get(kind, kind) for kind in set(characters.KINDS) - {"-"}
    }
    ways = {way: set(scripts.split(", ")) for way, scripts in rows("### 3.4")}
    assert ways == text._SEVERAL


def test_the_tables_of_numbers_are_those_of_the_code():
    assert [(int(n), name) for n, name in rows("### 5.3")] == list(enumerate(card.CHANNELS))
    assert [(int(n), name) for n, name in rows("### 5.3", "| number | other")] == list(
        enumerate(card.OTHER_KEYS)
    )
    cells = [cell for row in rows("### 5.3", "| number | offer") for cell in row]
    found = {name: int(number) for number, name in zip(cells[::2], cells[1::2], strict=True)}
    assert found == offers.NUMBERS
    reasons = {int(n): unquoted(name) for n, _, name in rows("### 7.3", "| reason")}
    assert reasons == {why.value: type(abort.refusal(why)).__name__ for why in abort.Why}
    lengths = {name: (int(one), int(two)) for name, one, two in rows("### 6.2")}
    assert set(lengths) == set(noise.PATTERNS)


def test_one_sentence_stands_on_a_line():
    prose = re.sub(r"```.*?```", "", SPEC, flags=re.DOTALL)
    several = [
        line
        for line in prose.splitlines()
        if not line.startswith(("|", "    ", "#")) and re.search(r"[a-z)`]\. [A-Z]", line)
    ]
    assert several == []


# Sentences

MOST_WORDS = 40


def sentences(page):
    """Every sentence of a page, without its code: a line of prose without its number, or a cell of a table.

    Both are cut behind a full stop, question mark or exclamation mark before a capital or a backtick, and
    nowhere else: neither at a colon nor at a semicolon, so a list in one sentence counts as that sentence.
    """
    prose = re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE)
    for line in prose.splitlines():
        if not line.startswith("    "):
            for part in line.strip("|").split("|") if line.startswith("|") else [line]:
                yield from re.split(r"(?<=[.?!]) (?=[A-Z`])", re.sub(r"^(?:\d+\.|-) ", "", part.strip()))


def long_ones(page):
    """The sentences of more words than a reader keeps in mind; a word is what holds a letter or a digit."""
    return [
        each
        for each in sentences(page)
        if sum(bool(re.search(r"\w", word)) for word in each.split()) > MOST_WORDS
    ]


def test_no_sentence_has_more_words_than_a_reader_keeps_in_mind():
    assert long_ones(SPEC) == []


def test_sentences_are_counted_in_lines_lists_and_cells_and_code_is_left_out():
    most = " ".join(["word"] * MOST_WORDS)
    assert long_ones(f"{most}.\n- {most};\n12. {most}\n| {most} | {most} |\n{most}. And {most[:-5]}") == []
    assert long_ones(f"    {most} more\n```example\n{most} more\n```\n{most} - |") == []
    for page in (
        f"{most} more",
        f"1. {most} more",
        f"| a | {most} more |",
        f"{most}: more",
        f"{most}; `x y`",
    ):
        assert len(long_ones(page)) == 1
