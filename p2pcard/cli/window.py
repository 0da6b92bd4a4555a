"""Lines for people: cut at spaces to the width of the window, and never inside a word."""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

import click

WIDTH: Final = 80  # columns: longer lines are harder to read, however wide the window is
BESIDE: Final = 4  # rows that stay free beside a page: for a question, and what is typed
DRAWN: Final = re.compile("[\x1b█▀▄]")  # in each line of a code, and in none that is read


def tell(*texts: str, err: bool = False, turn_page: Callable[[int], bool] | None = None) -> None:
    """Print texts for people; where nobody looks at a window, lines stay as long as they are.

    Where they take more rows than the window has, `turn_page` is asked before each page, with how many rows
    are left; what it does not want is not shown. A code is shown whole.
    """
    height, columns = size_of(sys.stderr if err else sys.stdout)
    found = [row for text in texts for row in rows(text, columns)]
    page = len(found)
    if turn_page and page > height - BESIDE and not any(DRAWN.search(row) for row in found):
        page = max(1, height - BESIDE)
    while True:
        click.echo("".join(f"{row}\n" for row in found[:page]), nl=False, err=err)
        found = found[page:]
        if not found or (turn_page and not turn_page(len(found))):
            return


def size_of(stream: object) -> tuple[int, int]:
    """Return rows and columns of the window that a stream leads to; any, which is 1000, where to none."""
    import shutil

    isatty = getattr(stream, "isatty", None)
    if isatty is None or not isatty():
        return 1000, 1000
    size = shutil.get_terminal_size((80, 24))
    return size.lines, size.columns


def rows(text: str, columns: int) -> list[str]:
    """Return a text as the rows that it takes in a window of so many columns, or of WIDTH if it is wider.

    Where no window is (1000 columns), nothing is cut. A row that goes on begins as far to the right as the
    line did, or as its words behind a number. A word that is wider than the window stays whole.
    """
    if columns >= 1000:
        return text.split("\n")
    return [row for line in text.split("\n") for row in _cut(line, min(columns, WIDTH))]


def _cut(line: str, width: int) -> Iterator[str]:
    if DRAWN.search(line) or cells(line) <= width:
        yield line
        return
    start = re.match(r" *(?:\w{1,3}(?:: |  ))?", line)  # a choice goes on below its words, not its number
    place = start.end() if start else 0
    row, *words = line[place:].split(" ")
    row = line[:place] + row
    for word in words:
        if cells(f"{row} {word}") > width and row.strip():
            yield row
            row = " " * place + word
        else:
            row = f"{row} {word}"
    yield row


def cells(text: str) -> int:
    """Return how many columns a text takes: two for the wide letters of East Asia, none for marks on others.

    As in Unicode Standard Annex 11; what only turns the direction of a text takes none, either.
    """
    if text.isascii():
        return len(text)
    return sum(_cells_of(each) for each in text)


def _cells_of(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
