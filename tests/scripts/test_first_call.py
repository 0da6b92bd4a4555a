"""What a person calls in scripts/ starts from a fresh clone and an empty home, whatever is installed."""

import os
import shutil
import subprocess
import sys
import sysconfig

import pytest

from tests.shells import ROOT

SCRIPTS = sorted(path for path in (ROOT / "scripts").iterdir() if path.is_file() and os.access(path, os.X_OK))
SYSTEM = "/usr/local/bin:/usr/bin:/bin"


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A checkout elsewhere whose environment is made already, of what this one holds: nothing is fetched."""
    root = tmp_path_factory.mktemp("clone").resolve()
    for name in ("scripts", "p2pcard", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "tests").symlink_to(ROOT / "tests")
    shutil.copy(ROOT / "pyproject.toml", root)
    place = root / ".venv-dev"
    subprocess.run([sys.executable, "-I", "-m", "venv", "--without-pip", place], check=True)
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "clone.pth").write_text(f"{root}\n{sysconfig.get_path('purelib')}\n")
    requirements = (root / "scripts/requirements/dev.txt").read_text()
    (place / "made-from").write_text(f"{root}\n{requirements}")
    return root


def called(clone, home, *words, **more):
    """Call a script of the clone with nothing around it but an empty home and the system's programs."""
    home.mkdir(exist_ok=True)
    around = {"HOME": str(home), "PATH": SYSTEM, **more}
    return subprocess.run(
        [clone / words[0], *words[1:]], env=around, cwd=home, capture_output=True, text=True, check=False
    )


def test_no_script_that_a_person_calls_runs_with_the_python_that_is_there_by_chance():
    called = "bench check fuzz lock make p2pcard pictures screenshots test test-bounds words"
    assert {path.name for path in SCRIPTS} == set(called.split())
    for path in SCRIPTS:
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        assert first == "#!/bin/sh", path.name
        assert any(line.startswith('. "$(dirname') and "environment.sh" in line for line in rest), path.name


@pytest.mark.parametrize("script", ["bench", "fuzz", "words"])
def test_a_script_says_how_it_is_called(clone, tmp_path, script):
    done = called(clone, tmp_path / "home", f"scripts/{script}", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: scripts/{script} ")


def test_the_tests_are_run_by_their_own_pytest(clone, tmp_path):
    done = called(clone, tmp_path / "home", "scripts/test", "--version")
    assert done.returncode == 0
    assert f"pytest {pytest.__version__}" in done.stdout + done.stderr


def test_what_is_made_from_the_program_is_made_again_just_the_same(clone, tmp_path):
    pages = [clone / "docs/commands.md", *(clone / "p2pcard/locale").rglob("*.[mp]o")]
    before = {page: page.read_bytes() for page in pages}
    assert len(before) > 4
    for page in pages:
        page.touch()
    for words in (("scripts/make", "commands"), ("scripts/words",)):
        done = called(clone, tmp_path / "home", *words)
        assert (done.returncode, done.stderr) == (0, "")
    assert {page: page.read_bytes() for page in pages} == before
    unknown = called(clone, tmp_path / "home", "scripts/make", "hay")
    assert unknown.returncode == 2
    said = "Say what to write: scripts/make commands, scripts/make vectors, or scripts/make characters.\n"
    assert unknown.stderr == said


def test_without_a_network_no_versions_are_lost(clone, tmp_path):
    files = {path: path.read_bytes() for path in (clone / "scripts/requirements").iterdir()}
    done = called(clone, tmp_path / "home", "scripts/lock", PIP_NO_INDEX="1", TMPDIR=str(tmp_path))
    assert done.returncode != 0
    assert "ModuleNotFoundError" not in done.stderr
    assert "uv" in done.stderr
    assert {path: path.read_bytes() for path in (clone / "scripts/requirements").iterdir()} == files
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
