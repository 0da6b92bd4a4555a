"""A language is added by its line and its catalogue alone: it needs no list of words of its own."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from p2pcard.core.formats.wordlists import BIP39
from tests.shells import ANA, ROOT
from tests.terminals import Terminal

FRENCH = {
    "These six words will open your cards. Make a small story of them:": "Six mots ouvrent tes cartes :",
    "Your card is made. This is all that others will get:": "Ta carte est faite :",
}


@pytest.fixture
def program(tmp_path):
    """The program with one more language, in a folder of its own."""
    copy = tmp_path / "program"
    shutil.copytree(ROOT / "p2pcard", copy / "p2pcard", ignore=shutil.ignore_patterns("__pycache__"))
    table = copy / "p2pcard" / "wording" / "catalogue.py"
    text = table.read_text(encoding="utf-8")
    assert '"es": "Español"' in text
    table.write_text(text.replace('"es": "Español"', '"es": "Español", "fr": "Français"'), encoding="utf-8")
    catalogue = Catalog("fr")
    for english, french in FRENCH.items():
        catalogue.add(english, french)
    folder = copy / "p2pcard" / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "p2pcard.mo").open("wb") as file:
        write_mo(file, catalogue)
    return copy


def test_with_a_language_that_has_no_list_of_words_cards_are_made_backed_up_and_brought_back(
    program, tmp_path
):
    (tmp_path / "ana.json").write_text(json.dumps(ANA), encoding="utf-8")
    home, copy = tmp_path / "home", tmp_path / "ana.copy"
    start = ("--lang", "fr", "init", "--low-memory", "--card", str(tmp_path / "ana.json"))
    with Terminal(home, *start, program=program) as ana:
        ana.until("Six mots ouvrent tes cartes :")
        shown = ana.until("(what you type is not shown):")
        phrase = " ".join(re.findall(r"[a-z]+", shown)[:6])
        assert set(phrase.split()) <= set(BIP39["en"])
        ana.type(phrase)
        ana.until("Ta carte est faite :")
        assert ana.end() == 0

    def run(home, *arguments, given=""):
        (tmp_path / "phrase").write_text(phrase, encoding="utf-8")
        environment = {**os.environ, "P2PCARD_PASSPHRASE_FILE": str(tmp_path / "phrase")}
        command = [sys.executable, "-m", "p2pcard", "--home", str(home), "--json", *arguments]
        done = subprocess.run(
            command, cwd=program, env=environment, input=given, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    words = run(home, "backup", str(copy))["words"]
    assert len(words) == 12
    assert set(words) <= set(BIP39["en"])
    run(tmp_path / "other", "restore", str(copy), "--lost", "--low-memory", given=" ".join(words) + "\n")
    assert run(tmp_path / "other", "card")["card"]["name"] == "Ana"
