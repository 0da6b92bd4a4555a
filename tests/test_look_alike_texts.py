"""What two texts have in common: for finding, without accents and case; for the eye, what looks alike."""

import pytest

from p2pcard.core import text

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


def test_to_make_plain_twice_changes_nothing_more():
    letters = [chr(n) for n in (*range(0x20, 0x530), *range(0x1D00, 0x2200), *range(0x1D400, 0x1D800))]
    assert [letter for letter in letters if text.plain(text.plain(letter)) != text.plain(letter)] == []


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
        ("Carmen", "Cannen".replace("nn", "rrn")),
        ("Walter", "VValter"),
        ("Peña", "Pena"),
        ("Susan", "5u5an"),
        ("Ana", "𝐀𝐧𝐚"),
        ("cocoa", "сосоа"),
        ("Ana", "Αηα".replace("η", "n")),
    ],
)
def test_names_that_a_reader_may_confuse_look_the_same(one, other):
    assert one != other
    assert text.look(one) == text.look(other)


@pytest.mark.parametrize("pair", CONFUSED.split())
def test_letters_that_look_like_a_latin_one_count_as_that(pair):
    one, other = pair
    assert text.look(one) == text.look(other)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Anna"), ("Bela", "Bella"), ("Jan", "Jon")])
def test_names_that_differ_to_the_eye_look_different(one, other):
    assert text.look(one) != text.look(other)
