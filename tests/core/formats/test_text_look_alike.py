"""What two texts have in common: for finding, without accents and case; for the eye, what looks alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import text
from tests.names_of_the_world import NAMES

# A letter or digit, and the Latin letter that it may be taken for.
CONFUSED = (
    "аa вb сc ԁd еe ԍg һh іi јj кk ӏl тt ոn оo рp ԛq гr ѕs мm нh уy хx ԝw ѵv "
    "αa βb γy δd εe ηn ιi κk νv οo ρp τt υu χx ωw 0o 1l 5s Il"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peña", "pena"),
        ("ÁRBOL", "arbol"),
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("Straße", "strasse"),
        ("Iğdır", "igdir"),
        ("Pen\u0303a", "peña"),
        ("ﬁn", "fin"),
        ("𝐀𝐧𝐚", "ana"),
        ("Đorđe", "dorde"),
    ],
)
def test_accents_strokes_and_case_do_not_matter_for_finding(one, other):
    assert text.plain(one) == text.plain(other)


def test_each_letter_is_made_plain_by_itself_however_many_there_are():
    letters = [chr(number) for number in range(0x80, 0x3000)]
    apart = [text.plain(letter) for letter in letters]
    assert "".join(apart) == text.plain("".join(letters))
    assert apart == [text.plain(unicodedata.normalize("NFKD", letter)) for letter in letters]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_text_is_plain_alike_whether_its_letters_are_composed_or_not(typed):
    assert text.plain(typed) == text.plain(unicodedata.normalize("NFKD", typed))
    assert not any(map(unicodedata.combining, text.plain(typed)))


def test_to_make_plain_twice_changes_nothing_more():
    letters = [chr(n) for n in (*range(0x20, 0x530), *range(0x1D00, 0x2200), *range(0x1D400, 0x1D800))]
    assert [letter for letter in letters if text.plain(text.plain(letter)) != text.plain(letter)] == []


def alike(one, other):
    return not text.looks(one).isdisjoint(text.looks(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "Аnа"),
        ("Ana", "ANA"),
        ("Bill", "BiII"),
        ("Bill", "B1ll"),
        ("Maria", "Marıa"),
        ("Omar", "0mar"),
        ("Anna Maria", "Annamaria"),
        ("Carmen", "Carrnen"),
        ("Walter", "VValter"),
        ("Peña", "Pena"),
        ("Susan", "5u5an"),
        ("Zoe", "2oe"),
        ("Boris", "8oris"),
        ("Ana", "𝐀𝐧𝐚"),
        ("Ana", "Ａｎａ"),
        ("cocoa", "сосоа"),
        ("Carlos", "Carlᴏs"),
        ("Marco", "Marᴄo"),
        ("Maria", "Mɑria"),
        ("Olga", "Olɡa"),
        ("ANA", "ꓮꓠꓮ"),
        ("Ana", "ꓮꓠꓮ"),
        ("TAMA", "ᎢᎪᎷᎪ"),
        ("OMHP", "ⲞⲘⲎⲢ"),
        ("ANNA", "ΑΝΝΑ"),
        ("Άννα", "ΑΝΝΑ"),
        ("Coco", "Ϲοϲο"),
        ("Сара", "Capa"),
        ("Ольга", "ОЛЬГА"),
        ("علي", "علی"),
        ("علی\u200cرضا", "علیرضا"),
        ("علی\u200cرضا", "علی رضا"),
        ("Ana-María", "Ana María"),
        ("Ana", "Ana."),
        ("O’Brien", "O'Brien"),
        ("Łucja", "Lucja"),
        ("ɓala", "bala"),
        ("口田", "囗田"),
        ("土田", "士田"),
    ],
)
def test_names_that_a_reader_may_confuse_look_alike(one, other):
    assert one != other
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize("pair", CONFUSED.split())
def test_letters_that_look_like_a_latin_one_count_as_that(pair):
    one, other = pair
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "Anna"),
        ("Bela", "Bella"),
        ("Jan", "Jon"),
        ("Анна", "Инна"),
        ("علی", "ولی"),
        ("Ana", "Ana 🦊"),
        ("Ana 🦊", "Ana 🐺"),
        ("!!!", "???"),
        ("山田", "山口"),
        ("김", "김민"),
        ("ANNA", "αννα"),
    ],
)
def test_names_that_differ_to_the_eye_look_different(one, other):
    assert not alike(one, other)


def test_of_seven_hundred_names_of_the_world_only_those_look_alike_that_differ_in_what_stands_above():
    names = {name for parts in NAMES.values() for part in parts for name in part}
    kinds: dict[str, set[str]] = {}
    for name in names:
        for look in text.looks(name):
            kinds.setdefault(look, set()).add(name)
    found = {frozenset(kind) for kind in kinds.values() if len(kind) > 1}
    assert found == {
        frozenset(("Björn", "Bjørn")),
        frozenset(("Îbrahîm", "İbrahim")),
        frozenset(("محمد", "مُحَمَّد")),
        frozenset(("רִבְקָה", "רבֿקה")),
    }


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_name_looks_like_itself_in_capitals_composed_or_not(typed):
    assert text.looks(typed)
    assert alike(typed, unicodedata.normalize("NFC", typed)) or alike(
        typed, unicodedata.normalize("NFD", typed)
    )
    assert alike(typed, typed.casefold())
