"""The rules of the house hold over the whole tree: names, frozen values, and what is not imported."""

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
from p2pcard.core.statements.card import Card
from p2pcard.service.cardholder import Cardholder
from tests.vaults import PHRASE

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "p2pcard").rglob("*.py"))
SCRIPTS = sorted((ROOT / "scripts").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
REQUIREMENTS = sorted((ROOT / "scripts/requirements").glob("*.txt"))
PINNED = re.compile(r"[a-z0-9._-]+==[^ ;]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
NAMELESS = re.compile(r"util|helper|manager|common|misc|base|handler|processor", re.IGNORECASE)
SUPPRESSION = re.compile(
    r"#\s*(noqa(:\s*[A-Z]+\d+([, ]+[A-Z]+\d+)*)?|type:\s*ignore(\[[^]]*\])?|pragma:\s*no \w+)(?P<reason>.*)"
)
REASON = re.compile(r"\w+\W+\w+")  # at least two words
HIDDEN = re.compile(r"\b(whoever|whom(so)?ever|whom)\b", re.IGNORECASE)  # subjects that no sentence names
SLOW = {"asyncio", "zeroconf", "nacl", "rich", "starlette", "PIL", "zxingcpp", "qrcode", "sqlite3", "pathlib"}
SLOW |= {"dataclasses", "json", "hashlib"}  # each data class takes as long to make as seventy others

WITHOUT_A_HOME = {
    "cli/background.py": "what it hears ends nothing anywhere, which cli/test_ending.py plays in processes",
    "cli/demo/command.py": "one story with the three beside it, which documents/test_readme.py plays whole",
    "cli/demo/meeting.py": "the same",
    "cli/demo/newcomer.py": "the same",
    "cli/demo/people.py": "the same",
    "cli/demo/teller.py": "the same",
    "errors/exchange.py": "sentences, all of which wording/test_catalogue.py fills with their values",
    "errors/vouching.py": "the same",
}


def where(path, line=1):
    return f"{path.relative_to(ROOT)}:{line}"


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def test_the_rules_are_applied_to_something():
    assert MODULES
    assert SCRIPTS
    assert TESTS
    assert REQUIREMENTS


def behaves(path):
    """Whether a module does anything, and is more than values, sentences or lists."""
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree(path)))


def home_of(path):
    """The first file that tests this module, and not one beside it whose name is longer."""
    place = ROOT / "tests" / path.relative_to(ROOT / "p2pcard").parent
    beside = sorted((each.stem for each in path.parent.glob("*.py")), key=len, reverse=True)
    for file in sorted(place.glob(f"test_{path.stem}*.py")):
        meant = (name for name in beside if re.fullmatch(rf"test_{name}(_\w+)?", file.stem))
        if next(meant) == path.stem:
            return file
    return None


def test_every_module_that_does_anything_has_a_home_for_its_tests():
    looked_at = [path for path in MODULES if path.stem not in ("__init__", "__main__") and behaves(path)]
    homeless = [str(path.relative_to(ROOT / "p2pcard")) for path in looked_at if home_of(path) is None]
    assert [path for path in homeless if path not in WITHOUT_A_HOME] == []


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


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS, *TESTS], ids=where)
def test_comments_and_docstrings_name_their_subjects_plainly(path):
    with path.open("rb") as file:
        said = [token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    said += [ast.get_docstring(node) or "" for node in ast.walk(tree(path)) if isinstance(node, kinds)]
    assert [text for text in said if HIDDEN.search(text)] == []


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
    rooms = {name.split(".")[1] for name in modules if name.startswith("p2pcard.")}
    assert rooms <= {"__main__", "cli", "wording", "errors", "core"}


def test_a_short_call_ends_before_python_looks_for_what_it_could_drop(tmp_path):
    program = (
        "import atexit, gc, p2pcard.__main__\n"
        "looked = [each['collections'] for each in gc.get_stats()]\n"
        "more = lambda: [each['collections'] - old for each, old in zip(gc.get_stats(), looked)]\n"
        "atexit.register(lambda: print('LOADED', *more(), file=sys.stderr))"
    )
    assert loaded(["--help"], tmp_path, program)[1] == {"0"}


def loaded_by_people(noted, tmp_path, names="sys.modules"):
    """What `people` of a fresh vault prints, and which modules were loaded when this method was called.

    In place of modules, it can be other names.
    """
    ana = Cardholder(tmp_path / "home")
    ana.create(PHRASE, Card("Ana"), low_memory=True)
    ana.lock()
    (tmp_path / "phrase").write_text(PHRASE)
    program = (
        "from p2pcard.service.unlocking import Unlocking\n"
        f"as_it_is = Unlocking.{noted}\n"
        "def noted(*given, **more):\n"
        f"    print('LOADED', *{names}, file=sys.stderr)\n"
        "    return as_it_is(*given, **more)\n"
        f"Unlocking.{noted} = noted"
    )
    file = str(tmp_path / "phrase")
    return loaded(["--home", "home", "people"], tmp_path, program, P2PCARD_PASSPHRASE_FILE=file)


def test_what_a_command_needs_is_loaded_while_the_opening_phrase_is_tried(tmp_path):
    printed, modules = loaded_by_people("__init__", tmp_path)
    assert "p2pcard swap" in printed
    assert {"p2pcard.core.formats.crypto", "p2pcard.cli.people"} <= modules
    later = {"p2pcard.service.cardholder", "p2pcard.core.book.book", "p2pcard.edge.store.vault"}
    assert modules & later == set()


def test_before_the_opening_phrase_is_tried_two_data_classes_are_made(tmp_path):
    made = "(each.__name__ for each in object.__subclasses__() if '__dataclass_params__' in vars(each))"
    assert loaded_by_people("__init__", tmp_path, made)[1] == {"Keyring", "Unlocked"}  # they hide keys


def test_what_a_command_answers_with_is_loaded_before_the_opening_phrase_was_tried(tmp_path):
    printed, modules = loaded_by_people("result", tmp_path)
    assert "p2pcard swap" in printed
    assert {"json", "p2pcard.jsonapi.cards", "p2pcard.wording.people", "p2pcard.wording.vault"} <= modules
