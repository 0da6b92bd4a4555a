"""The words of the page: each is on it, and each that is on it is there, in both languages."""

import re
from importlib.resources import files

from p2pcard.wording import catalogue, page

SCRIPTS = "".join(
    each.read_text("utf-8")
    for each in files("p2pcard.web").joinpath("page").iterdir()
    if each.name.endswith(".js")
)
MADE = re.compile(r'"([a-z][a-z-]*-)" \+')  # names that a script puts together


def test_every_word_that_a_script_says_is_there():
    said = set(re.findall(r'\bt\("([a-z-]+)"[,)]', SCRIPTS))
    assert len(said) > 50
    assert said <= page.words().keys()


def test_every_word_that_is_there_is_said_by_a_script():
    starts = tuple(MADE.findall(SCRIPTS))
    quoted = set(re.findall(r'"([a-z-]+)"', SCRIPTS))
    ends = ("-more",)
    unsaid = [
        name
        for name in page.words()
        if name not in quoted and not name.startswith(starts) and not name.endswith(ends)
    ]
    assert unsaid == []


def test_what_is_filled_in_is_the_same_in_both_languages():
    english = page.words()
    catalogue.install("es")
    try:
        spanish = page.words()
    finally:
        catalogue.install("en")
    for name, sentence in english.items():
        assert sorted(re.findall(r"\{\w+\}", spanish[name])) == sorted(re.findall(r"\{\w+\}", sentence)), name
    same = {name for name in english if english[name] == spanish[name]}
    assert same == {"no", "mark-no"}


def test_a_script_fills_in_what_the_sentence_has():
    for name, values in re.findall(r'\bt\("([a-z-]+)", \{ ([\w, :.]*) \}\)', SCRIPTS):
        given = {value.partition(":")[0].strip() for value in values.split(",")}
        assert set(re.findall(r"\{(\w+)\}", page.words()[name])) == given, name
