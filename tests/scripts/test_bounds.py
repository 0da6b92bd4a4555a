"""The versions that pyproject.toml allows are those that scripts/test-bounds tries."""

import re
import tomllib

import pytest

from scripts.bounds import ASKED, compiled_here
from tests.shells import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["scan"],
]
BOUND = re.compile(r"(?P<name>[a-z-]+)>=(?P<version>[0-9.]+)")
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[0-9.]+)", re.MULTILINE)
LOWEST = (ROOT / "scripts/requirements/lowest.txt").read_text(encoding="utf-8")
SCRIPT = (ROOT / "scripts/test-bounds").read_text(encoding="utf-8")


def numbers(version):
    """A version without the noughts at its end, which say nothing: 8.2 is 8.2.0."""
    return re.sub(r"(\.0)+$", "", version)


def dated(version):
    """A version without the day that packages of types put behind it."""
    return re.sub(r"\.20\d{6}$", "", version)


@pytest.mark.parametrize("asked", [*DEPENDENCIES, *PROJECT["dependency-groups"]["dev"]])
def test_the_lowest_version_that_is_allowed_is_the_one_that_is_tried(asked):
    bound = BOUND.fullmatch(asked)
    assert bound, "one lower bound and nothing else"
    pinned = {pin["name"]: numbers(dated(pin["version"])) for pin in PIN.finditer(LOWEST)}
    assert pinned[bound["name"]] == numbers(bound["version"]), "run scripts/lock, or raise the bound"


def test_what_the_program_is_made_of_is_told_with_its_version():
    assert sorted(ASKED) == sorted(found["name"] for found in BOUND.finditer("\n".join(DEPENDENCIES)))


def test_the_pythons_that_are_looked_for_are_those_that_the_project_names():
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    script = (ROOT / "scripts/environment.sh").read_text(encoding="utf-8")
    looked_for = re.search(r'^versions="(.*)"', script, re.MULTILINE)
    assert looked_for
    assert looked_for[1].split() == named[::-1]
    assert PROJECT["project"]["requires-python"] == f">={named[0]}"


def test_every_test_that_is_named_for_the_bounds_is_there():
    listed = re.search(r'touching="(.*?)"', SCRIPT, re.DOTALL)
    assert listed
    names = listed[1].split()
    assert len(names) > 10
    assert [name for name in names if not (ROOT / "tests" / f"{name}.py").exists()] == []


def test_a_package_that_was_compiled_here_is_told_from_one_that_came_ready():
    assert compiled_here("Wheel-Version: 1.0\nTag: cp313-cp313-linux_x86_64\n")
    assert not compiled_here(
        "Tag: cp313-cp313-manylinux_2_17_x86_64\nTag: cp313-cp313-musllinux_1_2_x86_64\n"
    )
    assert not compiled_here("Tag: py3-none-any\n")
    assert not compiled_here("")
