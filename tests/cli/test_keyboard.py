"""Lines of standard input come whole up to a limit; what is beyond it is skipped, and harms no other line."""

import contextlib
import os
import sys
import threading

import pytest

from p2pcard.cli.keyboard import LINE_LIMIT, PIECE, Keyboard
from tests.terminals import Terminal


@pytest.fixture
def typed(monkeypatch):
    """A keyboard, and a way to type: what is typed is over when all of it was."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        writers = []

        def type_all(*pieces):
            def write():
                with contextlib.suppress(BrokenPipeError), os.fdopen(writing, "wb") as file:
                    for piece in pieces:
                        file.write(piece)

            writers.append(threading.Thread(target=write))
            writers[0].start()
            return Keyboard()

        yield type_all
    writers[0].join()


@pytest.mark.parametrize("more", [1, PIECE, 3 * LINE_LIMIT])
def test_a_line_that_is_too_long_is_cut_and_the_next_one_comes_whole(typed, more):
    keyboard = typed(b"x" * (LINE_LIMIT + more), b"\nnext\n", b"last")
    assert keyboard.line() == "x" * LINE_LIMIT
    assert [keyboard.line() for _ in range(3)] == ["next", "last", None]
    assert keyboard.ended


def test_a_line_may_hold_as_much_as_the_limit_says(typed):
    keyboard = typed(b"x" * LINE_LIMIT, b"\n\nnext\n")
    assert [len(keyboard.line()) for _ in range(3)] == [LINE_LIMIT, 0, 4]


def test_of_a_line_without_end_no_more_is_kept_than_one_line_may_hold(typed):
    keyboard = typed(*[b"x" * PIECE] * 64)
    assert keyboard.line() == "x" * LINE_LIMIT
    assert keyboard.line() is None
    assert keyboard._buffer == b""


def test_all_that_is_left_ends_at_the_limit_too(typed):
    keyboard = typed(b"first\n", b"x" * (2 * LINE_LIMIT))
    assert keyboard.line() == "first"
    assert keyboard.everything() == b"x" * LINE_LIMIT


STORY = """
import asyncio, select
from p2pcard.cli.keyboard import Keyboard

async def main():
    keyboard = Keyboard()
    line = asyncio.ensure_future(keyboard.line_soon())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("typing", flush=True)
    select.select([0], [], [])
    print("half of a line:", keyboard.half_typed(), end=".\\n")
    print("line:", await line)

asyncio.run(main())
"""


def test_a_line_that_ends_as_something_is_told_is_no_half_one_and_is_taken_at_once(tmp_path):
    with Terminal(tmp_path, shell=(sys.executable, "-c", STORY)) as terminal:  # noqa: S604  # no shell is called
        terminal.answer("typing", "a whole line")
        terminal.until("half of a line: .")
        terminal.until("line: a whole line")
        assert terminal.end() == 0


def test_where_nobody_types_there_is_no_half_line():
    assert Keyboard().half_typed() == ""
