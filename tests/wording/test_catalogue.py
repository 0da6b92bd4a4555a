"""Every word on the screen: in both languages, plain enough for a child, and true about the program."""

import json
import re
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from p2pcard import errors
from p2pcard.cli.next_steps import command
from p2pcard.errors import ExchangeEnded, MeetingEnded, Refusal
from p2pcard.wording import catalogue
from scripts import catalogues
from tests.next_steps import every_place, raised, there_is

ROOT = Path(__file__).resolve().parents[2]
BANNED = {
    "en": r"trust\w*|web of|verif\w*|fingerprint\w*|keys?|certif\w*|sign|signs|signed|signing|signature\w*"
    r"|revok\w*|revocation|invalid\w*|fake\w*|suspicio\w*|untrusted|secur\w*|military|anonym\w*|undetectable"
    r"|users?|nodes?|peers?|scores?|ratings?|strength|compromised|passphrase|vault|valid",
    "es": r"confi[aá]\w*|confianza|verific\w*|huellas?|claves?|llaves?|certific\w*|firm\w*|revoc\w*"
    r"|inv[aá]lid\w*|fals[oa]s?|sospech\w*|segur[oa]s?|seguridad|militar\w*|an[oó]nim\w*|usuari\w*|nodos?"
    r"|puntuaci\w*|calificaci\w*|comprometid\w*|contraseñas?|v[aá]lid[oa]s?",
}
ALLOWED = {
    "sign language": "an offer: a language of hands, nothing is signed",
    "p2pcard passphrase": "the name of a command, which stays the same in both languages",
    "p2pcard revoke": "the name of a command, too",
}
SAID = {"usted", "ustedes", "vosotros", "vosotras", "vuestro", "vuestra", "bienvenido", "todos juntos"}
COMMAND = re.compile(r": (p2pcard(?: [\w\[\]-]+)*)$")


def _pairs(language):
    """Each template with each of its translations."""
    messages: Any = catalogues.committed(language)  # babel's types do not tell one form from several
    for message in messages:
        if message.id:
            ids = message.id if message.pluralizable else (message.id,)
            strings = message.string if message.pluralizable else (message.string,)
            yield from ((ids[min(place, 1)], each) for place, each in enumerate(strings))


def _said(language):
    """Every sentence of a language; in English what is not translated is said as it is."""
    own = dict(_pairs("en"))
    return [own.get(one, one) if language == "en" else other for one, other in _pairs("es")]


def _fields(template):
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name)


def _refusals(kind=Refusal):
    for each in kind.__subclasses__():
        yield from _refusals(each)
        if each is not ExchangeEnded and each.__module__.startswith("p2pcard."):
            yield each


def _help(language):
    """Every help page, from a process that speaks the language from its first word on."""
    program = (
        "import json, sys, click\n"
        "from p2pcard.wording import catalogue\n"
        "catalogue.install(sys.argv[1])\n"
        "from p2pcard.cli.commands import p2pcard\n"
        "def pages(command, context):\n"
        "    yield command.get_help(context)\n"
        "    for name, each in getattr(command, 'commands', {}).items():\n"
        "        yield from pages(each, click.Context(each, info_name=name, parent=context))\n"
        "print(json.dumps(list(pages(p2pcard, click.Context(p2pcard, info_name='p2pcard')))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, language], cwd=ROOT, check=True, capture_output=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_fresh_collection_is_the_committed_catalogue(language):
    assert catalogues.text_of(catalogues.merged(language)) == catalogues.file(language).read_bytes()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_compiled_catalogue_is_fresh(language):
    fresh = catalogues.compiled(catalogues.merged(language))
    assert fresh == catalogues.file(language).with_suffix(".mo").read_bytes()


def test_every_sentence_is_in_spanish_with_the_same_values():
    for template, translated in _pairs("es"):
        assert translated, template
        assert set(_fields(translated)) <= set(_fields(template)), template
        if not template.startswith(("Got unexpected", "Takes", "Option {name!r} requires")):
            assert _fields(translated) == _fields(template), template


def test_no_translation_is_a_guess():
    assert not [message.id for message in catalogues.committed("es") if message.id and message.fuzzy]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_catalogue_names_no_place_no_day_and_nobody(language):
    text = catalogues.file(language).read_text(encoding="utf-8")
    head = text[: text.index("\n\n")]
    assert not re.search(r"\d{4}-\d\d|@|/(?:home|tmp|work)|Translator|Team", head)
    assert "#:" not in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_and_no_help_page_uses_a_banned_word(language):
    for sentence in [*_said(language), *_help(language)]:
        text = sentence
        for allowed in ALLOWED:
            text = text.replace(allowed, "")
        text = re.sub(r"--[\w-]+|^  (?:passphrase|revoke)  ", "", text, flags=re.MULTILINE)
        text = text.replace("_PASSPHRASE_", "")
        assert not re.findall(rf"\b({BANNED[language]})\b", text, re.IGNORECASE), sentence


def test_spanish_says_tu_takes_nobody_for_a_man_or_a_woman_and_quotes_as_spanish_does():
    for _, sentence in _pairs("es"):
        assert not SAID & set(re.findall(r"\w+", sentence.casefold())), sentence
        assert not re.search(r"[“”]|\w/a\b|\w@\w", sentence), sentence


def test_spanish_has_one_word_for_a_command():
    for template, sentence in _pairs("es"):
        named = re.sub(r"p2pcard \w+|{\w+}", "", template)
        assert not re.search(r"\bcommands?\b", named, re.IGNORECASE) or "comando" in sentence.casefold(), (
            sentence
        )
        assert not re.search(r"\bórdenes\b", sentence, re.IGNORECASE), sentence


def test_every_refusal_says_what_happened_what_was_kept_and_what_to_do():
    found = set(_refusals())
    assert found >= {getattr(errors, name) for name in errors.__all__ if name not in ("N_", "Refusal")} - {
        ExchangeEnded
    }
    for kind in found:
        happened, kept, advice = kind.text, kind.kept, kind.advice
        assert all((happened, kept, advice)), kind
        assert re.search(r"[Nn]othing was|not lost", kept), kind
        assert set(_fields(kept + advice)) <= {*_fields(happened), "next", "other"}, kind
        assert advice[0].isupper() and advice.count(". ") <= 1, kind


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_refusal_is_filled_with_its_values_in_both_languages(language):
    catalogue.install(language)
    try:
        for kind in _refusals():
            found = kind() if issubclass(kind, MeetingEnded) else raised(kind)
            sentences = catalogue.refusal(found, command)
            assert not any("{" in sentence for sentence in sentences)
            assert language == "en" or sentences[0] != str(found)
    finally:
        catalogue.install("en")


@pytest.mark.parametrize("language", ["en", "es"])
def test_advice_names_only_commands_and_options_that_there_are(language):
    catalogue.install(language)
    try:
        places = [command(place) for place in every_place()]
    finally:
        catalogue.install("en")
    calls = [found[1] for sentence in _said(language) if (found := COMMAND.search(sentence))]
    calls += [place for place in places if place.startswith("p2pcard")]
    assert len(calls) > 30
    for call in calls:
        assert there_is(call.split()[1:]), call


@pytest.mark.parametrize("language", ["en", "es"])
def test_in_a_list_of_commands_every_line_is_whole(language):
    pages = _help(language)
    assert not [page for page in pages if "..." in re.sub(r"\[\w+\]\.\.\.", "", page)]
    assert (language == "es") == ("Opciones:" in pages[0])


def test_spanish_help_has_no_english_sentence_left():
    spanish = "\n".join(_help("es"))
    flat = re.sub(r"\s+", " ", spanish)
    for template, translated in _pairs("es"):
        if template != translated and len(template) > 12:
            assert template not in flat, template


def test_what_stands_in_a_sentence_moves_no_cursor():
    assert catalogue.say("The code is in {file}.", file=Path("a\x1b[31mb\r\u202ec.png")) == (
        "The code is in a\ufffd[31mb\ufffd\ufffdc.png."
    )
