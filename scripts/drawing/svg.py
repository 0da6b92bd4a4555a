"""The few shapes that the pictures consist of, as lines of SVG."""

import textwrap
from collections.abc import Iterable
from html import escape
from typing import Final

LETTER: Final = 7.6  # the width of one letter at most, in text of size 13
LINE: Final = 17  # from one line of text to the next
FONT: Final = "DejaVu Sans, Verdana, Arial, sans-serif"


class Sheet:
    """A white sheet on which shapes are drawn, and what it tells readers who do not see it."""

    def __init__(self, title: str, words: str) -> None:
        self.title, self.words = title, words.replace("`", "")
        self.shapes: list[str] = []

    def text(self, x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False) -> None:
        """Write one line whose letters stand on y."""
        weight = ' font-weight="bold"' if bold else ""
        self.shapes.append(
            f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{weight}>{escape(words, quote=False)}</text>'
        )

    def lines(self, x: float, y: float, words: Iterable[str], *, anchor: str = "start") -> None:
        """Write lines one below the other, the first one's letters standing on y."""
        for number, line in enumerate(words):
            self.text(x, y + number * LINE, line, anchor=anchor)

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: str = "#f2f2f2", end: str = ""
    ) -> None:
        """Draw a box; `end` is "final" for a doubled line and "refused" for a broken one."""
        dashed = ' stroke-dasharray="6 4"' if end == "refused" else ""
        where = f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="6"'
        self.shapes.append(f'{where} fill="{fill}" stroke="#000" stroke-width="1.5"{dashed}/>')
        if end == "final":
            self.box(x + 4, y + 4, wide - 8, high - 8, fill="none")

    def path(self, *points: tuple[float, float], arrow: bool = True) -> None:
        """Draw a line through points, with an arrow at its end."""
        way = " ".join(f"{x:g},{y:g}" for x, y in points)
        tip = ' marker-end="url(#tip)"' if arrow else ""
        self.shapes.append(f'<polyline points="{way}" fill="none" stroke="#000" stroke-width="1.5"{tip}/>')

    def dot(self, x: float, y: float, size: float = 3.5) -> None:
        """Draw a dot: where a line begins or joins another one."""
        self.shapes.append(f'<circle cx="{x:g}" cy="{y:g}" r="{size:g}"/>')

    def svg(self, wide: float, high: float) -> str:
        """Return the whole picture."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" '
            f'viewBox="0 0 {wide:g} {high:g}" role="img" aria-labelledby="title words" '
            f'font-family="{FONT}" font-size="13">',
            "<!-- Drawn by scripts/pictures. -->",
            f'<title id="title">{escape(self.title, quote=False)}</title>',
            f'<desc id="words">{escape(self.words, quote=False)}</desc>',
            '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
            'orient="auto"><path d="M0,0 L10,5 L0,10 z"/></marker></defs>',
            f'<rect width="{wide:g}" height="{high:g}" fill="#fff"/>',
        )
        return "\n".join((*head, *self.shapes, "</svg>", ""))


def wrapped(words: str, wide: float) -> list[str]:
    """Break a text so that no line is wider than this."""
    return textwrap.wrap(words, int(wide / LETTER), break_long_words=False)
