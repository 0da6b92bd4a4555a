"""The picture of an exchange: a line down for each side, and an arrow for each message, in their order."""

from itertools import pairwise
from typing import Final

from scripts.drawing.svg import LINE, Sheet, wrapped
from scripts.drawing.tables import Exchange

WIDE: Final = 150  # of the box with the name of a side
APART: Final = 330  # from one line to the next
EDGE: Final = 24
TOP: Final = EDGE + 40  # where the lines begin


def picture(title: str, exchange: Exchange) -> str:
    """Return the SVG of an exchange."""
    sheet = Sheet(title, " ".join(words(exchange)))
    places = {side: EDGE + WIDE / 2 + APART * place for place, side in enumerate(exchange.sides)}
    deep = [TOP]
    for message in exchange.messages:
        deep.append(deep[-1] + 16 + LINE * len(wrapped(message.what, APART - 40)))
    for side, x in places.items():
        sheet.path((x, TOP), (x, deep[-1] + EDGE), arrow=False)
        sheet.box(x - WIDE / 2, EDGE, WIDE, TOP - EDGE)
        sheet.text(x, EDGE + 25, side, anchor="middle", bold=True)
    for message, (above, y) in zip(exchange.messages, pairwise(deep), strict=True):
        start, end = places[message.sender], places[message.receiver]
        sheet.path((start, y), (end, y))
        beside = start + (APART if end > start else -APART) / 2  # where no other line crosses the words
        sheet.lines(beside, above + LINE + 8, wrapped(message.what, APART - 40), anchor="middle")
    return sheet.svg(2 * EDGE + WIDE + APART * (len(places) - 1), deep[-1] + 2 * EDGE)


def words(exchange: Exchange) -> list[str]:
    """Say what the picture shows: each message in a sentence."""
    return [f"From {each.sender} to {each.receiver}: {each.what}." for each in exchange.messages]
