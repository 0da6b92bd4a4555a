"""A screen or an event that is added is lost in no shell: the type checker names each place that lacks it."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PERSON = Path("p2pcard/service/live/person.py")
ADDED = '''

@dataclass(frozen=True, slots=True)
class {name}:
    """What nobody knows yet."""

'''


def takers(kind, *rooms):
    """The modules of these rooms in which a function takes a value of this kind."""
    found = set()
    for room in rooms:
        for path in (ROOT / "p2pcard" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.arg) and node.annotation and ast.unparse(node.annotation) == kind:
                    found.add(str(path.relative_to(ROOT)))
    return found


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """What the type checker says of a copy of the program with one more screen and one more event."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "p2pcard", copy / "p2pcard", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "scripts/typings", copy / "scripts/typings")
    shutil.copy(ROOT / "pyproject.toml", copy)
    text = (copy / PERSON).read_text(encoding="utf-8")
    for union, name in (("PersonEvent", "NewEvent"), ("BookScreen", "NewScreen")):
        added = ADDED.format(name=name) + r"\g<0>" + f"{name} | "
        text, count = re.subn(rf"^{union}: TypeAlias = (\(\n)?", added, text, flags=re.MULTILINE)
        assert count == 1
    (copy / PERSON).write_text(text, encoding="utf-8")
    rooms = ("p2pcard/cli", "p2pcard/jsonapi", "p2pcard/service")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(copy / "cache"), *rooms]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False).stdout


def test_every_shell_is_named_that_lacks_a_new_screen(complaints):
    shells = takers("Screen", "cli", "jsonapi")
    assert {"p2pcard/jsonapi/live.py", "p2pcard/cli/live/terminal.py"} <= shells
    assert set(re.findall(r'^(\S+?):.*incompatible type "NewScreen"', complaints, re.MULTILINE)) == shells


def test_every_conversation_is_named_that_lacks_a_new_event(complaints):
    takes = {"p2pcard/service/live/meeting.py", "p2pcard/service/live/swap.py"}
    assert set(re.findall(r'^(\S+?):.*incompatible type "NewEvent"', complaints, re.MULTILINE)) == takes


def test_nothing_else_is_wrong_with_the_program(complaints):
    assert all("assert_never" in line for line in complaints.splitlines()[:-1])
