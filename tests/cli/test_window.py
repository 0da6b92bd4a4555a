"""Lines are cut at spaces at the width of the window, and no word is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.cli.window import WIDTH, cells, rows


@given(
    st.lists(st.text("abcdeñ中", min_size=1, max_size=12), min_size=1, max_size=40),
    st.integers(24, 200),
    st.integers(0, 6),
)
def test_rows_fit_the_window_and_hold_all_words_in_order(words, columns, indent):
    found = rows(" " * indent + " ".join(words), columns)
    assert [word for row in found for word in row.split()] == words
    widest = max((cells(word) for word in words), default=0) + indent
    assert all(cells(row) <= max(min(columns, WIDTH), widest) for row in found)
    assert all(row.startswith(" " * indent) and row[indent : indent + 1] != " " for row in found)


def test_a_line_is_cut_no_sooner_than_it_must_be():
    assert rows("one two three", 7) == ["one two", "three"]
    assert rows("one two three", 13) == ["one two three"]
    assert rows("  one two three", 9) == ["  one two", "  three"]
    assert rows("a" * 90 + " b", 40) == ["a" * 90, "b"]


def test_where_no_window_is_and_in_codes_nothing_is_cut():
    line = "word " * 60
    assert rows(line, 1000) == [line]
    assert rows(f"\x1b[0m{line}", 60) == [f"\x1b[0m{line}"]


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("中文", 4), ("e\u0301", 1), ("\u2068أمل\u2069", 3)]
)
def test_a_text_takes_as_many_columns_as_it_is_shown_in(text, columns):
    assert cells(text) == columns
