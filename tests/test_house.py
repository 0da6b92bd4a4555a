"""The rules of the house hold over the whole tree: sizes, names, frozen values, and what is not imported."""

import ast
import dataclasses
import importlib
import os
import pkgutil
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

import p2pcard.core
from p2pcard.cardholder.service import Cardholder
from p2pcard.core.card import Card
from tests.vaults import PHRASE

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "p2pcard").rglob("*.py"))
SCRIPTS = sorted(
    [*(ROOT / "scripts").rglob("*.py"), *(ROOT / "scripts" / name for name in ("bench", "fuzz", "words"))]
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
REQUIREMENTS = sorted((ROOT / "scripts/requirements").glob("*.txt"))
PINNED = re.compile(r"[a-z0-9._-]+==[^ ;]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
NAMELESS = re.compile(r"util|helper|manager|common|misc|base|handler|processor", re.IGNORECASE)
SUPPRESSION = re.compile(
    r"#\s*(noqa(:\s*[A-Z]+\d+([, ]+[A-Z]+\d+)*)?|type:\s*ignore(\[[^]]*\])?|pragma:\s*no \w+)(?P<reason>.*)"
)
REASON = re.compile(r"\w+\W+\w+")  # at least two words
SLOW = {"asyncio", "zeroconf", "nacl", "rich", "starlette", "PIL", "zxingcpp", "qrcode", "sqlite3", "pathlib"}
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def where(path, line=1):
    return f"{path.relative_to(ROOT)}:{line}"


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, FUNCTIONS)]


def body(function):
    """The statements of a function, without its docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def lines(function):
    """How many lines a function takes, without its docstring and its decorators."""
    sign = function.body[0] if ast.get_docstring(function) is not None else None
    total = function.end_lineno - function.lineno + 1
    return total - (sign.end_lineno - sign.lineno + 1 if sign else 0)


def is_command(function):
    decorators = [ast.unparse(getattr(node, "func", node)) for node in function.decorator_list]
    return any(name.rpartition(".")[2] in {"command", "group"} for name in decorators)


def test_the_rules_are_applied_to_something():
    assert MODULES
    assert SCRIPTS
    assert TESTS
    assert REQUIREMENTS


def test_no_module_is_longer_than_300_lines():
    sizes = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in [*MODULES, *SCRIPTS, *TESTS]
    }
    assert [f"{where(path)} has {size}" for path, size in sizes.items() if size > 300] == []


def test_no_function_is_longer_than_30_lines():
    # a table of cases for the vectors is easier to read whole
    looked_at = [*MODULES, *(path for path in SCRIPTS if "vectors" not in path.parts)]
    sizes = [(where(path, f.lineno), lines(f)) for path in looked_at for f in functions(path)]
    assert [f"{place} has {size}" for place, size in sizes if size > 30] == []


def test_no_command_does_more_than_10_lines():
    commands = [
        (path, f) for path in MODULES if "cli" in path.parts for f in functions(path) if is_command(f)
    ]
    sizes = [(where(path, f.lineno), f.end_lineno - body(f)[0].lineno + 1) for path, f in commands if body(f)]
    assert [f"{place} has {size}" for place, size in sizes if size > 10] == []


def test_everything_has_a_name_that_says_what_it_is():
    files = [where(path) for path in [*MODULES, *SCRIPTS, *TESTS] if NAMELESS.search(path.stem)]
    classes = [
        f"{where(path, node.lineno)} {node.name}"
        for path in [*MODULES, *TESTS]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and NAMELESS.search(node.name)
    ]
    assert files + classes == []


def core_classes():
    for found in pkgutil.walk_packages(p2pcard.core.__path__, "p2pcard.core."):
        module = importlib.import_module(found.name)
        for thing in vars(module).values():
            if isinstance(thing, type) and thing.__module__ == module.__name__:
                yield thing


def test_no_value_of_the_core_ever_changes():
    values = [thing for thing in core_classes() if dataclasses.is_dataclass(thing)]
    assert [value for value in values if not vars(value)["__dataclass_params__"].frozen] == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_exact_hashed_and_name_no_address(path):
    rows = path.read_text(encoding="utf-8").splitlines()
    assert rows
    assert [row for row in rows if not PINNED.fullmatch(row)] == []


def test_every_suppressed_warning_carries_its_reason():
    bare = []
    for path in [*MODULES, *SCRIPTS, *TESTS]:
        with path.open("rb") as file:
            comments = [token for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
        for comment in comments:
            suppression = SUPPRESSION.search(comment.string)
            if suppression and not REASON.search(suppression["reason"]):
                bare.append(f"{where(path, comment.start[0])} {comment.string}")
    assert bare == []


def loaded(words, tmp_path, program, **more):
    """Run p2pcard in a process; return what it prints and which modules the program saw loaded."""
    start = f"sys.argv = ['p2pcard', *{words!r}]\nfrom p2pcard.__main__ import main\nmain()\n"
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), **more}
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\n{start}"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, set(done.stderr.rpartition("LOADED")[2].splitlines()[0].split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_asking_what_the_program_is_loads_nothing_slow(option, tmp_path):
    program = "import atexit; atexit.register(lambda: print('LOADED', *sys.modules, file=sys.stderr))"
    printed, modules = loaded([option], tmp_path, program)
    assert printed
    assert "click" in modules or option == "--version"
    assert modules & SLOW == set()


def test_what_a_command_needs_is_loaded_while_the_opening_phrase_is_tried(tmp_path):
    ana = Cardholder(tmp_path / "home")
    ana.create(PHRASE, Card("Ana"), low_memory=True)
    ana.lock()
    (tmp_path / "phrase").write_text(PHRASE)
    program = (
        "from p2pcard.cardholder.unlocking import Unlocking\n"
        "begin = Unlocking.__init__\n"
        "def noted(*given, **more):\n"
        "    print('LOADED', *sys.modules, file=sys.stderr)\n"
        "    begin(*given, **more)\n"
        "Unlocking.__init__ = noted"
    )
    file = str(tmp_path / "phrase")
    printed, modules = loaded(["--home", "home", "people"], tmp_path, program, P2PCARD_PASSPHRASE_FILE=file)
    assert "p2pcard swap" in printed
    assert {"p2pcard.core.crypto", "p2pcard.cli.people"} <= modules
    assert modules & {"p2pcard.cardholder.service", "p2pcard.core.book", "p2pcard.edge.vault"} == set()
