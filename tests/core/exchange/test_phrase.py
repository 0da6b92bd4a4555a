"""Words that are said aloud: as many letters as tell one from all others, and no place is named."""

import itertools
import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.exchange import phrase
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats.wordlists import PGP_EVEN, PGP_ODD
from p2pcard.errors import Differs, MoreLetters, NotAWord
from tests.published import published

LISTS = (PGP_EVEN, PGP_ODD, PGP_EVEN, PGP_ODD)
DIGEST = bytes((0xE5, 0x82, 0x94, 0xF2)) + bytes(28)
PHRASE = ("topmost", "istanbul", "pluto", "vagabond")
TYPED = " ".join(PHRASE)


def answer(typed, expected=PHRASE, mode=Mode.WORDS):
    """None if what was typed is accepted, or the kind of refusal."""
    try:
        phrase.hear(expected, typed, mode)
    except (NotAWord, MoreLetters, Differs) as refusal:
        return type(refusal)
    return None


def test_the_lists_are_the_published_ones():
    words = published("pgp/pgp-wordlist.json")
    assert tuple(word.lower() for word in words["even"]) == PGP_EVEN
    assert tuple(word.lower() for word in words["odd"]) == PGP_ODD


def enough(word, words):
    """The fewest letters of a word that are taken."""
    return next(
        size
        for size in range(phrase.LETTERS, len(word) + 1)
        if sum(each.startswith(word[:size]) for each in words) == 1
    )


def test_the_letters_that_are_enough_tell_each_word_from_all_others_so_that_32_bits_are_compared():
    bits = 0.0
    for words in LISTS:
        starts = Counter(word[: enough(word, words)] for word in words)
        bits -= math.log2(sum((count / 256) ** 2 for count in starts.values()))
    assert bits == 32


def test_three_letters_are_enough_for_most_words_and_six_for_all():
    sizes = Counter(enough(word, words) for words in (PGP_EVEN, PGP_ODD) for word in words)
    assert sizes[3] > 256
    assert max(sizes) == 6


def test_two_letters_would_leave_less_than_24_bits():
    bits = 0.0
    for words in LISTS:
        starts = Counter(word[:2] for word in words)
        bits -= math.log2(sum((count / 256) ** 2 for count in starts.values()))
    assert bits < 24


def test_no_word_of_a_list_begins_another():
    for words in (PGP_EVEN, PGP_ODD):
        pairs = list(itertools.permutations(words, 2))
        assert len(pairs) == 256 * 255
        assert [(one, other) for one, other in pairs if other.startswith(one)] == []


def test_a_phrase_is_the_first_32_bits_as_words_of_two_and_three_syllables():
    assert phrase.phrase(DIGEST, Mode.WORDS) == PHRASE
    assert phrase.phrase(DIGEST[:4], Mode.WORDS) == PHRASE


@pytest.mark.parametrize(
    ("first", "digits"),
    [
        ("00000000", ("000", "000", "0000")),
        ("ffffffff", ("429", "496", "7295")),
        ("0000000a", ("000", "000", "0010")),
    ],
)
def test_a_phrase_in_digits_is_the_same_32_bits_in_groups(first, digits):
    assert phrase.phrase(bytes.fromhex(first) + bytes(28), Mode.DIGITS) == digits


def test_an_answer_is_one_word_or_three_digits():
    assert phrase.word(DIGEST, Mode.WORDS) == "topmost"
    assert phrase.word(DIGEST, Mode.DIGITS) == f"{0xE582 % 1000}"
    assert phrase.word(bytes((0, 7)), Mode.DIGITS) == "007"
    assert phrase.word(bytes((0xFF, 0xFF)), Mode.DIGITS) == "535"


@given(st.binary(min_size=4, max_size=32), st.sampled_from(Mode))
def test_whatever_is_shown_may_be_typed(digest, mode):
    for expected in (phrase.phrase(digest, mode), (phrase.word(digest + b"\0", mode),)):
        assert answer(" ".join(expected), expected, mode) is None


@given(st.binary(min_size=4, max_size=4), st.lists(st.integers(3, 12), min_size=4, max_size=4))
def test_three_letters_of_each_word_are_enough_or_more_are_asked_for(digest, sizes):
    expected = phrase.phrase(digest, Mode.WORDS)
    typed = " ".join(word[:size] for word, size in zip(expected, sizes, strict=True))
    clear = all(size >= enough(*each) for size, *each in zip(sizes, expected, LISTS, strict=True))
    assert answer(typed, expected) is (None if clear else MoreLetters)


@pytest.mark.parametrize(
    "typed",
    [
        "topmost istanbul pluto vagabond",
        " TOP ist  Plu\tvag\n",
        "topmost-istanbul-pluto-vagabond",
        "topmost, istanbul, pluto, vagabond.",
        "top;ist;plu;vag",
        "Topm. Ist. Plut. Vaga.",
    ],
)
def test_spelling_does_not_matter(typed):
    assert answer(typed) is None


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("to ist plu vag", "to"),
        ("top ist plu v", "v"),
        ("topmoss ist plu vag", "topmoss"),
        ("topmostly ist plu vag", "topmostly"),
        ("top ist plu xyz", "xyz"),
        ("ist top plu vag", "ist"),
        ("top ist plu 123", "123"),
        ("top ist plu", "top ist plu"),
        ("top ist plu vag vag", "top ist plu vag vag"),
        ("", ""),
        (" . ", "."),
    ],
)
def test_what_is_no_word_of_its_place_is_asked_again(typed, word):
    with pytest.raises(NotAWord) as refusal:
        phrase.hear(PHRASE, typed, Mode.WORDS)
    assert refusal.value.values == {"word": word}


NEIGHBOURS = [  # a whole other word with the same three letters
    (one, other)
    for words in (PGP_EVEN, PGP_ODD)
    for one, other in itertools.permutations(words, 2)
    if one[:3] == other[:3]
]


def test_a_whole_other_word_with_the_same_start_is_different():
    assert len(NEIGHBOURS) > 100
    for one, other in NEIGHBOURS:
        place = 0 if one in PGP_EVEN else 1
        expected = [words[0] for words in LISTS]
        typed = list(expected)
        expected[place], typed[place] = one, other
        assert answer(" ".join(typed), tuple(expected)) is Differs
        typed[place] = other[:3]
        assert answer(" ".join(typed), tuple(expected)) is MoreLetters


@pytest.mark.parametrize(
    "typed", ["sno ist plu vag", "top ist sno vag", "sno ist plu pro", "sno unu plu vag"]
)
def test_a_beginning_of_several_words_is_asked_on_by_its_letters_whatever_else_differs(typed):
    if "unu" in typed:
        assert answer(typed) is NotAWord
        return
    with pytest.raises(MoreLetters) as refusal:
        phrase.hear(PHRASE, typed, Mode.WORDS)
    assert refusal.value.word == "sno"


@pytest.mark.parametrize("place", range(4))
def test_a_different_phrase_never_says_in_which_place(place):
    typed = list(PHRASE)
    typed[place] = next(word for word in LISTS[place] if word[:3] != PHRASE[place][:3])
    with pytest.raises(Differs) as refusal:
        phrase.hear(PHRASE, " ".join(typed), Mode.WORDS)
    assert refusal.value.values == {}
    said = " ".join((refusal.value.text, refusal.value.kept, refusal.value.advice))
    assert not any(word in said for word in (*typed, *PHRASE))


@given(st.text("abcdeiloprstuv  ,.", max_size=30), st.binary(min_size=4, max_size=4))
def test_to_be_asked_again_tells_nothing_about_what_was_expected(typed, digest):
    expected = phrase.phrase(digest, Mode.WORDS)
    for kind in (NotAWord, MoreLetters):
        assert (answer(typed) is kind) == (answer(typed, expected) is kind)


def test_a_single_word_is_heard_like_the_first_of_a_phrase():
    assert answer("top", ("topmost",)) is None
    assert answer("tonic", ("topmost",)) is Differs
    assert answer("ist", ("topmost",)) is NotAWord


@pytest.mark.parametrize(
    "typed", ["385 150 4122", "3851504122", "385-150-4122", " 385,150.41 22\n", "٣٨٥ ١٥٠ ٤١٢٢", "۳۸۵۱۵۰۴۱۲۲"]
)
def test_digits_are_heard_however_they_are_grouped_and_of_arabic_and_persian_keyboards(typed):
    assert answer(typed, ("385", "150", "4122"), Mode.DIGITS) is None


@pytest.mark.parametrize(
    "typed", ["", "385150412", "38515041222", "385150412x", "३८५१५०४१२२", "topmost", "3851504１22"]
)
def test_what_is_not_all_the_digits_is_asked_again(typed):
    assert answer(typed, ("385", "150", "4122"), Mode.DIGITS) is NotAWord


@pytest.mark.parametrize("place", range(10))
def test_every_digit_counts(place):
    digits = "3851504122"
    wrong = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]
    assert answer(wrong, ("385", "150", "4122"), Mode.DIGITS) is Differs


@given(st.binary(min_size=2, max_size=2), st.sampled_from(Mode), st.integers(0, 1))
def test_the_two_words_of_a_side_are_heard_by_the_lists_of_their_places(two, mode, first):
    said = phrase.pair(two, mode, first)
    phrase.hear(said, " ".join(said), mode, first)
    if mode is Mode.WORDS:
        with pytest.raises(NotAWord):
            phrase.hear(said, " ".join(said), mode, 1 - first)


def test_two_bytes_are_two_words_or_five_digits():
    assert phrase.pair(bytes((0, 255)), Mode.WORDS, 0) == ("aardvark", "yucatan")
    assert phrase.pair(bytes((255, 0)), Mode.WORDS, 1) == ("yucatan", "aardvark")
    assert phrase.pair(bytes(2), Mode.DIGITS, 0) == ("00000",)
    assert phrase.pair(b"\xff\xff", Mode.DIGITS, 1) == ("65535",)
