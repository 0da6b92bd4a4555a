"""Take the pictures of the program in use: the page in Debian's Chromium, and the terminal.

The people are invented. Nothing is drawn by hand: a real program answers, and
what it showed is kept as text beside each picture's digest, so that a test sees
when it would show something else now.
"""

import hashlib
import io
import json
import os
import tempfile
from html import escape
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image

from p2pcard.core.book.book import Book, How
from p2pcard.core.formats import calendar
from p2pcard.core.statements.card import Card
from p2pcard.service.cardholder import Cardholder
from tests.browser import Served, chromium
from tests.peers import MONTH, card_of, chance_of
from tests.shells import PHRASE, Device
from tests.terminals import Terminal

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "screens"
NOTED: Final = "screens.json"  # what each picture shows, and its digest
PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "Teo Sanz": {"channels": ((0, "600 555 014"),), "offers": (1,), "languages": ("es",)},
    "Nadia Haddad": {"channels": ((1, "nadia@example.org"),), "offers": (7, 1), "languages": ("ar", "es")},
    "Ola Nowak": {"channels": ((0, "600 555 027"),), "offers": (11,), "languages": ("pl", "en")},
}
WINDOW: Final = {"width": 720, "height": 560}
COLOURS: Final = 48  # of a picture of the page, which has few
ROWS, COLUMNS = 24, 72
ROW, LETTER, EDGE = 19.0, 8.43, 16.0  # how a terminal is drawn, in pixels
FIND: Final = {"en": "to find:", "es": "para buscar:"}
HIDDEN: Final = {"en": "not shown):", "es": "escribes):"}
PLACES: Final = (2, 3)  # of the row of places: to meet, and people


class Taken(NamedTuple):
    """A picture, and the text that is on it."""

    text: str
    data: bytes


def main() -> None:
    """Take all pictures, and note what is on them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    noted = {}
    for name, taken in {**pictures("en"), **pictures("es")}.items():
        (FOLDER / name).write_bytes(taken.data)
        noted[name] = {"sha256": digest(taken.data), "text": taken.text.split("\n")}
    text = json.dumps(noted, ensure_ascii=False, indent=1)
    (FOLDER / NOTED).write_text(text + "\n", encoding="utf-8")


def digest(data: bytes) -> str:
    """Return what tells one picture from another."""
    return hashlib.sha256(data).hexdigest()


def pictures(language: str) -> dict[str, Taken]:
    """Take the pictures in one language, by the names of their files."""
    with tempfile.TemporaryDirectory(prefix="screens-") as folder:
        device = _device(Path(folder) / "home", language)
        meet, people = _on_the_page(device)
        return {
            f"page-meet-{language}.png": meet,
            f"page-people-{language}.png": people,
            f"terminal-{language}.svg": _on_a_terminal(device, language),
        }


def _device(home: Path, language: str) -> Device:
    """Make a device of somebody who met a few people."""
    me = Cardholder(home)
    me.it_is(MONTH)
    me.create(PHRASE, Card("Rosa Gil", offers=(11,), languages=("es",)), low_memory=True)
    me.choose_language(language)

    def met(book: Book) -> Book:
        for name, fields in PEOPLE.items():
            book = book.accept(card_of(name, **fields), How.PHRASE, MONTH, chance_of(name)(32))
        return book

    me.store.change(met)
    me.lock()
    return Device(home)


def _on_the_page(device: Device) -> list[Taken]:
    with Served(device, "--month", calendar.write(MONTH)) as served, chromium(viewport=WINDOW) as context:
        page = context.new_page()
        page.goto(served.link)
        page.get_by_role("textbox").fill(PHRASE)
        page.keyboard.press("Enter")
        taken = []
        for place in PLACES:
            page.locator(f"nav li:nth-child({place}) button").click()
            page.locator(f"nav li:nth-child({place}) [aria-current]").wait_for()
            picture = page.screenshot()  # first: a list says nothing before it was drawn
            taken.append(Taken(page.locator("#page").inner_text(), _small(picture)))
        return taken


def _small(data: bytes) -> bytes:
    file = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _on_a_terminal(device: Device, language: str) -> Taken:
    """Open the cards on a terminal, and look for somebody who has a van."""
    words = ("--lang", language, "--month", calendar.write(MONTH))
    with Terminal(device.home, *words, language=language, size=(ROWS, COLUMNS)) as terminal:
        terminal.answer(HIDDEN[language], PHRASE)
        before = len(terminal.shown)
        terminal.until(FIND[language])
        while not terminal.echoes():  # as nobody types faster than they see what is asked
            os.sched_yield()
        terminal.type({"en": "van", "es": "furgoneta"}[language])
        terminal.until("2  ")
        terminal.until(":")
        text = terminal.shown[before:].strip("\n")
    return Taken(text, _drawn(text.split("\n")).encode())


def _drawn(rows: list[str]) -> str:
    """Return a terminal's window with these rows, as SVG."""
    wide, high = COLUMNS * LETTER + 2 * EDGE, len(rows) * ROW + 2 * EDGE
    lines = "\n".join(
        f'<text x="{EDGE:g}" y="{EDGE + (number + 0.75) * ROW:g}">{escape(row)}</text>'
        for number, row in enumerate(rows)
        if row.strip()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}">\n'
        "<style>text { font: 14px ui-monospace, monospace; fill: #e8e6e0; white-space: pre }</style>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#20242a"/>\n{lines}\n</svg>\n'
    )


if __name__ == "__main__":
    main()
