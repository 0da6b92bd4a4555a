"""Twelve words bring the root back, and no keyboard locks anybody out."""

import hashlib
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import passphrase, recovery
from p2pcard.core.formats.wordlists import BIP39
from p2pcard.errors import (
    RecoveryWordsDoNotFit,
    RecoveryWordUnknown,
    Refusal,
    WrongNumberOfWords,
)
from p2pcard.service.cardholder import Cardholder

PUBLISHED = [
    (bytes.fromhex(entropy), words)
    for entropy, words, _ in json.loads(
        (Path(__file__).parents[2] / "vectors/bip39/bip39-vectors.json").read_text()
    )["english"]
    if len(entropy) == 32
]
ROOT = bytes(range(16))
roots = st.binary(min_size=16, max_size=16)
languages = st.sampled_from(sorted(BIP39))


def test_there_are_published_vectors_of_twelve_words():
    assert len(PUBLISHED) == 8


@pytest.mark.parametrize(("root", "words"), PUBLISHED)
def test_the_published_vectors_hold_both_ways(root, words):
    assert " ".join(recovery.recovery_words(root)) == words
    assert recovery.read_recovery_words(words) == root


@given(roots, languages)
def test_the_words_of_either_language_bring_the_root_back(root, language):
    assert recovery.read_recovery_words(" ".join(recovery.recovery_words(root, language))) == root


def test_a_language_without_a_list_of_its_own_has_the_english_words():
    root, chance = bytes(range(16)), bytes(range(9))
    assert "fr" not in BIP39
    assert recovery.recovery_words(root, "fr") == recovery.recovery_words(root, "en")
    assert recovery.opening_words(chance, "fr") == recovery.opening_words(chance, "en")
    assert recovery.recovery_words(root, "es") != recovery.recovery_words(root, "en")
    assert recovery.read_recovery_words(" ".join(recovery.recovery_words(root, "fr"))) == root


@given(roots, languages)
def test_four_letters_without_accents_in_capitals_are_enough(root, language):
    short = [passphrase.steady(word)[:4].upper() for word in recovery.recovery_words(root, language)]
    assert recovery.read_recovery_words("  ".join(short) + "\n") == root


def test_words_with_accents_apart_or_composed_are_the_same():
    words = " ".join(recovery.recovery_words(bytes(16), "es"))
    assert "á" in words
    assert recovery.read_recovery_words(unicodedata.normalize("NFD", words)) == bytes(16)


@pytest.mark.parametrize("count", [0, 1, 11, 13, 24])
def test_another_number_of_words_is_refused(count):
    with pytest.raises(WrongNumberOfWords) as refused:
        recovery.read_recovery_words("abandon " * count)
    assert refused.value.values["count"] == count


@pytest.mark.parametrize("position", [1, 7, 12])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("wrong", ["qqqqq", "aba", "a"])
def test_a_word_on_no_list_is_named_by_its_place(position, language, wrong):
    words = list(recovery.recovery_words(ROOT, language))
    words[position - 1] = wrong
    with pytest.raises(RecoveryWordUnknown) as refused:
        recovery.read_recovery_words(" ".join(words))
    assert refused.value.values["position"] == position
    assert wrong not in str(refused.value).split()


def test_a_word_with_more_letters_than_the_listed_one_is_not_taken_for_it():
    words = list(recovery.recovery_words(bytes(16)))
    words[2] = "abandoned"
    with pytest.raises(RecoveryWordUnknown):
        recovery.read_recovery_words(" ".join(words))


def test_two_words_that_changed_places_are_refused():
    words = list(recovery.recovery_words(ROOT))
    words[1], words[2] = words[2], words[1]
    with pytest.raises(RecoveryWordsDoNotFit):
        recovery.read_recovery_words(" ".join(words))


def test_one_wrong_word_passes_about_once_in_sixteen():
    words = recovery.recovery_words(ROOT)
    passed = 0
    for other in BIP39["en"]:
        try:
            passed += recovery.read_recovery_words(" ".join((other, *words[1:]))) != ROOT
        except RecoveryWordsDoNotFit:
            continue
    assert 80 < passed < 180


def test_six_opening_words_are_the_first_66_bits_and_nothing_else():
    assert recovery.opening_words(b"\x00" * 9) == ("abandon",) * 6
    assert recovery.opening_words(b"\xff" * 9, "es") == (BIP39["es"][-1],) * 6
    assert recovery.opening_words(b"\x00" * 8 + b"\x3f") == ("abandon",) * 6
    assert recovery.opening_words(b"\x00" * 8 + b"\x40") == (*("abandon",) * 5, "ability")


@given(st.binary(min_size=9, max_size=9), languages)
def test_words_that_are_proposed_may_always_be_taken(chance, language):
    drawn = iter((bytes(9), chance, b"p2pcard42"))  # the first are one word six times
    phrase = Cardholder(Path("nowhere"), chance=lambda size: next(drawn)).propose_phrase(language)
    assert passphrase.new(phrase) == passphrase.read(phrase)
    assert len(phrase.split()) == 6


def test_what_the_root_gives_is_as_the_specification_says():
    def keyed(tag, *parts):
        state = hashlib.blake2b(digest_size=32, key=ROOT, person=tag)
        for part in parts:
            state.update(len(part).to_bytes(4, "big") + part)
        return state.digest()

    assert recovery.identity_seed(ROOT) == keyed(b"p2pcard-ident", b"\0\0\0\0")
    assert recovery.backup_key(ROOT) == keyed(b"p2pcard-backup")
    assert recovery.support_secret(ROOT) == keyed(b"p2pc-support-sec")[:16]
    assert recovery.exchange_secret(ROOT) == keyed(b"p2pc-exchange")


@given(st.text())
def test_no_text_breaks_the_reader_of_words(typed):
    try:
        assert len(recovery.read_recovery_words(typed)) == 16
    except Refusal as refusal:
        assert refusal.text
