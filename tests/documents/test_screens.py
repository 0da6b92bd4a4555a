"""The pictures of the program in use are small, made by the script, and show what the program shows today."""

import json

import pytest

from scripts.screens import FOLDER, NOTED, digest, pictures
from tests.shells import ROOT

SHOWN = json.loads((FOLDER / NOTED).read_text(encoding="utf-8"))
LIMIT = 300_000  # bytes of them all


def test_each_picture_is_as_the_script_made_it_and_they_are_small():
    files = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.name != NOTED}
    assert {name: digest(data) for name, data in files.items()} == {
        name: each["sha256"] for name, each in SHOWN.items()
    }, "run scripts/screenshots"
    assert sum(map(len, files.values())) <= LIMIT


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_on_the_pictures_is_what_the_program_shows_today(language):
    now = {name: taken.text.split("\n") for name, taken in pictures(language).items()}
    noted = {name: each["text"] for name, each in SHOWN.items() if f"-{language}." in name}
    assert now == noted, "run scripts/screenshots"


@pytest.mark.parametrize(("language", "page"), [("en", "README.md"), ("es", "README.es.md")])
def test_the_first_page_shows_them(language, page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for name in SHOWN:
        if f"-{language}." in name:
            assert f"(docs/screens/{name})" in text
