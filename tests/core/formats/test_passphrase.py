"""The phrase that opens a vault: no keyboard locks anybody out, and what is too simple is refused."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from p2pcard.core.formats import passphrase, recovery
from p2pcard.errors import WeakPhrase


@pytest.mark.parametrize(
    "typed",
    [
        "Árbol ÑANDÚ Straße Ωmega Łódź İzmir",
        "  árbol\tñandú   straße ωmega łódź izmir\n",
        unicodedata.normalize("NFD", "árbol ñandú straße ωmega łódź i̇zmir"),
        "ARBOL\u00a0NANDU\u3000STRASSE ΩMEGA ŁODZ IZMIR",
        "ａｒｂｏｌ nandu strasse ωmega łodz ızmir",
    ],
)
def test_capitals_spaces_accents_and_keyboards_do_not_change_the_phrase(typed):
    assert passphrase.read(typed) == "arbol nandu strasse ωmega łodz izmir".encode()


def test_cyrillic_and_greek_capitals_and_both_sigmas_are_the_same():
    assert passphrase.read("ЁЛКА Ђак ΟΔΟΣ") == passphrase.read("ёлка ђак οδος")


def test_different_phrases_stay_different():
    assert passphrase.read("one two") != passphrase.read("onetwo")
    assert passphrase.read("o-n-e") != passphrase.read("one")


@given(st.text())
def test_making_a_phrase_steady_twice_changes_nothing_more(typed):
    assert passphrase.steady(passphrase.steady(typed)) == passphrase.steady(typed)


@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_how_a_keyboard_composes_its_letters_never_matters(typed, form):
    other = unicodedata.ucd_3_2_0.normalize(form, typed)
    assert passphrase.read(other) == passphrase.read(typed)


def test_bytes_that_were_no_text_still_give_a_phrase():
    assert passphrase.read("\udcff") == b"\xed\xb3\xbf"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("don’t say ‘why’", "don't say 'why'"),
        ("DONʼT", "don't"),
        ("“one” „two‟", '"one" "two"'),
        ("one—two – three−four ‐ five", "one-two - three-four - five"),
        ("\ufeffone\u200b two\u00ad\u2060", "one two"),
        ("\u200eone \u202etwo\u202c", "one two"),
        ("❤\ufe0f one", "❤ one"),
    ],
)
def test_what_keyboards_and_editors_put_in_by_themselves_does_not_change_the_phrase(typed, plain):
    assert passphrase.read(typed) == plain.encode()


def test_an_older_spelling_is_tried_only_where_it_differs():
    assert passphrase.spellings("a kettle of seven lanterns") == (b"a kettle of seven lanterns",)
    assert passphrase.spellings("Don’t") == (b"don't", "don’t".encode())
    assert passphrase.spellings("\ufeffone") == (b"one", "\ufeffone".encode())


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "short",
        "a" * 40,
        "password password",
        "hello hello hello hello",
        "1212121212121212",
        "1234567890abcdef",
        "fedcba0987654321",
        "abcdefghijklmnopqrstuvwxyz",
        "zyxwvutsrqponmlk",
        "qwertyuiopasdfgh",
        "QWERTZUIOPASDFGHJKL",
        "poiuytrewqlkjhgfdsa",
        "йцукенгшщзхъфыва",
        "1qaz2wsx3edc4rfv",
        "passwordpassword1234",
        "Password1 Password2 Password3",
        "P@ssw0rd P@ssw0rd 2026",
        "contraseña123456",
        "contraseña contraseña",
        "correct horse battery staple",
        "Correct-Horse-Battery-Staple!",
        "the quick brown fox jumps over the lazy dog",
        "En un lugar de la Mancha",
        "iloveyou iloveyou 11",
        "abcdefghabcdefgh",
        "maria maria maria maria",
        "aaaabbbbccccddddeeee",
    ],
)
def test_a_phrase_that_is_guessed_first_is_refused(weak):
    with pytest.raises(WeakPhrase):
        passphrase.new(weak)


@pytest.mark.parametrize(
    "own",
    [
        "a kettle of seven lanterns",
        "don't tell the grey cat",
        "mi gata come sardinas verdes",
        "my dog ate my homework twice",
        "seven passwords on a yellow postcard",
        "кот ест зелёную рыбу",
        "الباب الأزرق خلف المدرسة",
        "窓の外に青い自転車が三台ある古い家",
        "x7#kQ!92mZp4vL&wT",
    ],
)
def test_a_phrase_that_nobody_guesses_first_is_taken(own):
    assert passphrase.new(own) == passphrase.read(own)


def test_the_floor_is_sixteen_letters_and_eight_different_ones():
    assert passphrase.new("abdg hcae ifbj kelm")
    for weak in ("abdg hcae ifbj kel", "bdac fgca ecfb gdae gcbf"):
        with pytest.raises(WeakPhrase):
            passphrase.new(weak)
    assert passphrase.new("bdac fgca ecfb gdae gcbf h")


def test_three_letters_of_a_row_are_chance_and_four_are_not():
    assert passphrase._counted("abc wer xabcd") == "abcwerxab"


@given(st.binary(min_size=9, max_size=9), st.sampled_from(["en", "es"]))
def test_six_generated_words_are_never_too_easy(chance, language):
    typed = " ".join(recovery.opening_words(chance, language))
    assume(len(set(typed.split())) == 6)
    assert passphrase.new(typed)
