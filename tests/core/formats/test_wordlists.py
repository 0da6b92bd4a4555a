"""The word lists are whole, ordered as published, and told apart by their first letters."""

import json
import unicodedata
from pathlib import Path

import pytest

from p2pcard.core.formats.wordlists import BIP39, PGP_EVEN, PGP_ODD


def plain(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@pytest.mark.parametrize("words", [PGP_EVEN, PGP_ODD])
def test_a_spoken_list_has_one_word_for_each_byte(words):
    assert len(words) == len(set(words)) == 256
    assert all(word == word.lower() and word.isascii() and word.isalpha() for word in words)


def test_the_two_spoken_lists_share_no_word():
    assert not set(PGP_EVEN) & set(PGP_ODD)


def test_the_spoken_words_stand_at_their_published_places():
    assert (PGP_EVEN[0x00], PGP_ODD[0x00]) == ("aardvark", "adroitness")
    assert (PGP_EVEN[0xE5], PGP_ODD[0x82]) == ("topmost", "istanbul")
    assert (PGP_EVEN[0xFF], PGP_ODD[0xFF]) == ("zulu", "yucatan")


@pytest.mark.parametrize("words", BIP39.values(), ids=BIP39.keys())
def test_a_written_list_has_2048_composed_words_told_apart_by_four_letters(words):
    assert len(words) == len(set(words)) == 2048
    assert all(word == unicodedata.normalize("NFC", word) for word in words)
    assert len({plain(word)[:4] for word in words}) == 2048


def test_the_english_list_is_the_one_of_the_published_vectors():
    vectors = json.loads((Path(__file__).parents[2] / "vectors/bip39/bip39-vectors.json").read_text())
    spelled = {word for _, words, _ in vectors["english"] for word in words.split()}
    assert len(spelled) > 100
    assert spelled <= set(BIP39["en"])
