"""The second implementation agrees with every vector."""

import pytest

from tests.second_reader import vectors
from tests.second_reader.basics import Refusal
from tests.second_reader.checks import CHECKS

PUBLISHED = {"base45", "bip39", "chacha20poly1305", "ed25519", "msgpack", "noise", "pgp", "routes", "x25519"}
CASES = [path for folder in CHECKS for path in vectors.files(folder)]


def outcome(path):
    vector = vectors.Vector(path)
    try:
        CHECKS[path.parent.name](vector)
    except Refusal as refusal:
        return refusal.name
    return "ok"


def test_every_folder_of_vectors_has_a_second_reader():
    assert {path.name for path in vectors.FOLDER.iterdir() if path.is_dir()} - PUBLISHED == set(CHECKS)


@pytest.mark.parametrize("folder", CHECKS)
def test_no_folder_of_vectors_is_empty(folder):
    assert vectors.files(folder) != []


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_program_written_from_the_document_agrees_with_the_vector(path):
    assert outcome(path) == vectors.Vector(path).expect
