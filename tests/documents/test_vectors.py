"""The vectors of our own formats are fresh, are all there, and say what the code does."""

from pathlib import Path

import pytest

from p2pcard.errors import Refusal
from scripts import make_vectors
from tests.vector_checks import CHECKS
from tests.vector_files import VECTORS, vectors

CASES = [(folder, vector) for folder in CHECKS for vector in vectors(folder)]


@pytest.fixture(scope="module")
def fresh():
    return make_vectors.files()


@pytest.mark.parametrize("folder", CHECKS)
def test_no_folder_of_vectors_is_empty(folder):
    expected = {vector.expect for vector in vectors(folder)}
    assert "ok" in expected
    assert len(expected) > 1


def test_a_fresh_run_writes_the_same_files_and_no_others(fresh):
    there = {f"{folder}/{path.name}" for folder in CHECKS for path in (VECTORS / folder).glob("*.txt")}
    assert {Path(path).parts[0] for path in fresh} == set(CHECKS)
    assert there == set(fresh)
    stale = [path for path, text in fresh.items() if (VECTORS / path).read_bytes() != text.encode("ascii")]
    assert stale == []


@pytest.mark.parametrize(("folder", "vector"), CASES, ids=[vector.name for _, vector in CASES])
def test_a_vector_holds(folder, vector):
    try:
        CHECKS[folder](vector)
        found = "ok"
    except Refusal as refusal:
        found = type(refusal).__name__
    assert found == vector.expect
