"""What is typed comes line by line, whole and in order, no matter who waits for it."""

import asyncio
import os
import sys

import pytest

from p2pcard.cli.keyboard import LINE_LIMIT, Keyboard


@pytest.fixture
def typing(monkeypatch):
    """A keyboard, and the end of a pipe into which a test types."""
    reading, writing = os.pipe()
    with open(reading, encoding="utf-8") as there, open(writing, "wb", buffering=0) as here:  # noqa: PTH123  # pipes have no path
        monkeypatch.setattr(sys, "stdin", there)
        yield Keyboard(), here


def test_lines_come_one_after_the_other_without_their_ends(typing):
    keyboard, here = typing
    here.write("first\r\nsecond\n\nñ\nwithout an end".encode())
    here.close()
    assert [keyboard.line() for _ in range(6)] == ["first", "second", "", "ñ", "without an end", None]
    assert keyboard.ended


def test_waiting_for_a_while_ends_without_a_line_and_loses_none(typing):
    keyboard, here = typing
    here.write(b"half")
    assert keyboard.line_within(0) is None
    here.write(b" a line\nmore\n")
    assert [keyboard.line_within(60), keyboard.line_within(0)] == ["half a line", "more"]
    assert not keyboard.ended
    here.close()
    assert (keyboard.line_within(60), keyboard.ended) == (None, True)


def test_while_a_line_is_left_the_end_has_not_come(typing):
    keyboard, here = typing
    here.write(b"one\ntwo\n")
    here.close()
    assert (keyboard.line(), keyboard.ended, keyboard.line(), keyboard.line()) == ("one", False, "two", None)
    assert keyboard.ended


def test_beside_a_conversation_lines_come_from_the_same_buffer(typing):
    keyboard, here = typing
    here.write(b"one\ntwo\nthree")
    here.close()
    assert keyboard.line() == "one"

    async def both():
        return [await keyboard.line_soon() for _ in range(3)]

    assert asyncio.run(both()) == ["two", "three", None]


def test_what_is_left_comes_at_once_and_no_more_than_the_limit(typing, tmp_path, monkeypatch):
    keyboard, here = typing
    here.write(b"one\nall\nthe rest")
    here.close()
    assert (keyboard.line(), keyboard.everything(), keyboard.everything()) == ("one", b"all\nthe rest", b"")
    (tmp_path / "long").write_bytes(b"x" * (LINE_LIMIT + 9))
    with (tmp_path / "long").open(encoding="utf-8") as long:
        monkeypatch.setattr(sys, "stdin", long)
        assert len(Keyboard().everything()) == LINE_LIMIT


def test_a_line_that_never_ends_is_cut_off(tmp_path, monkeypatch):
    (tmp_path / "long").write_bytes(b"x" * (3 * LINE_LIMIT))
    with (tmp_path / "long").open(encoding="utf-8") as long:
        monkeypatch.setattr(sys, "stdin", long)
        keyboard = Keyboard()
        assert len(keyboard.line() or "") == LINE_LIMIT
        assert keyboard.line() is None


def test_bytes_that_are_no_text_are_shown_as_such(typing):
    keyboard, here = typing
    here.write(b"a\xffb\n")
    assert keyboard.line() == "a\ufffdb"


def test_what_is_not_typed_at_a_terminal_needs_not_be_hidden(typing, capsys):
    keyboard, here = typing
    here.write(b"a phrase\n")
    assert keyboard.hidden("Your phrase:") == "a phrase"
    assert capsys.readouterr() == ("", "")


def test_an_input_that_is_closed_has_ended(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    keyboard = Keyboard()
    assert (keyboard.line(), keyboard.hidden("Your phrase:"), keyboard.everything()) == (None, None, b"")
    assert keyboard.ended


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_the_mark_that_an_editor_puts_in_front_is_no_part_of_the_first_line(typing, mark, size):
    keyboard, here = typing
    written = "señora 🐈\r\nnext\n".encode(mark)
    for start in range(0, len(written), size):
        here.write(written[start : start + size])
        keyboard._take(os.read(sys.stdin.fileno(), 1000))
    here.close()
    assert [keyboard.line() for _ in range(3)] == ["señora 🐈", "next", None]


@pytest.mark.parametrize("start", [b"\xef", b"\xff", b"\xef\xbb"])
def test_the_beginning_of_a_mark_alone_is_what_was_typed(typing, start):
    keyboard, here = typing
    here.write(start)
    here.close()
    assert keyboard.everything() == start
