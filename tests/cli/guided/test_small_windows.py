"""The guided session in a small window: no row is wider than it, and no answer scrolls out of it at once."""

import pytest

from p2pcard.cli.window import DRAWN, cells
from p2pcard.wording.catalogue import in_each
from tests.cli.guided.sitting import sitting
from tests.peers import card_of
from tests.standings import friends, hand

ROWS, COLUMNS = 20, 60
BACK = [""] * 4  # Enter, which leads back from every place
NOBODY = "zeppelin"  # a word that fits nobody, and that the first screen alone looks for
FITS_NOBODY = "Nobody among your people fits that. See everybody: {next}"
MORE = {"en": "more lines. Press Enter", "es": "líneas más. Pulsa Enter"}  # where an answer turns pages
# What is typed one after the other at the first screen, each line at the next question.
PLACES = [
    ["1", ""],  # swap with one person
    ["1", "1", "q"],  # my code
    ["2", "q"],  # a room
    ["2", "2", "q", "1"],  # its first screen
    ["3", "", "1", "", ""],  # find somebody: a list, and one of them
    ["3", "ben", "1", "", ""],  # and what can be done about them
    ["4", "1", "q", "", ""],
    ["4", "3", "", ""],
    ["4", "4", "", ""],
    ["5", ""],  # what waits
    ["6", "", ""],  # vouch for somebody
    ["m"],
    ["7", ""],
    ["8", "3", "", ""],
    ["9", "", ""],
    ["10", "1", "street", "4", "ben", "", ""],
    ["11", "3", "", ""],
    ["12"],
    ["13", "", ""],
    ["15", ""],
]


@pytest.mark.parametrize("plain", [(), ("--plain",)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_screen_fits_a_small_window(tmp_path, language, plain):
    ana, ben, _ = friends(tmp_path)
    ben.do("vouch", "Ana")
    hand(ben, ana)
    for number in range(12):
        ana.hold(card_of(f"Neighbour of the north {number}", offers=(1, 7, 11)))
    with sitting(ana, *plain, language=language, size=(ROWS, COLUMNS)) as session:
        for lines in PLACES:
            session.terminal.press("".join(f"{line}\n" for line in [*lines, *BACK, NOBODY]))
            session.terminal.until(begin(FITS_NOBODY, language))
        text = session.terminal.shown
        assert session.leave() == 0
    wide = [row for row in text.split("\n") if cells(row) > COLUMNS and not DRAWN.search(row)]
    assert [row for row in wide if " " in row.strip()] == []  # a folder's place is one word
    assert MORE[language] in text


def begin(sentence, language):
    """The first words of a sentence in a language: what stands before a dot."""
    english, spanish = in_each(sentence)
    return (english if language == "en" else spanish).partition(".")[0]
