"""The picture of the rooms and of what is inside them, from the layers that the import contracts list."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from scripts.drawing.svg import LINE, Sheet, wrapped
from scripts.drawing.tables import ROOT

PROJECT: Final = ROOT / "pyproject.toml"
WIDE: Final = 760
EDGE: Final = 24
GAP: Final = 24  # between two layers, where an arrow stands
BESIDE: Final = 14
MOST: Final = 4  # boxes in a row
RULE: Final = "A room may import what stands below it, and nothing above or beside it."


@dataclass(frozen=True)
class Room:
    """A module or a folder, what it says it is, and the layers inside it from top to bottom."""

    name: str
    sentence: str
    layers: tuple[tuple["Room", ...], ...] = ()


def house() -> Room:
    """Return the whole program as the contracts describe it."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]
    layered = {
        each["containers"][0]: each["layers"]
        for each in project["contracts"]
        if each["type"] == "layers" and len(each.get("containers", ())) == 1
    }
    return _room(project["root_package"], layered)


def _room(dotted: str, layered: dict[str, list[str]]) -> Room:
    layers = (
        tuple(_room(f"{dotted}.{name.strip(' ()')}", layered) for name in re.split("[|:]", layer))
        for layer in layered.get(dotted, ())
    )
    return Room(dotted.rpartition(".")[2], _sentence(dotted), tuple(layers))


def _sentence(dotted: str) -> str:
    place = ROOT.joinpath(*dotted.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    sign = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return re.sub(r" \(spec [^)]*\)|`", "", sign.partition("\n\n")[0].replace("\n", " "))


def outline(room: Room, deep: int) -> Room:
    """Return a room without what is inside it deeper than so many levels."""
    layers = tuple(tuple(outline(each, deep - 1) for each in layer) for layer in room.layers if deep)
    return replace(room, layers=layers)


def inside(room: Room, name: str) -> Room:
    """Return one of the rooms inside a room."""
    return next(each for layer in room.layers for each in layer if each.name == name)


def picture(title: str, room: Room) -> str:
    """Return the SVG of what is inside a room."""
    sheet = Sheet(title, " ".join(words(room)))
    sheet.text(EDGE, EDGE + 14, RULE)
    bottom = _draw(sheet, room.layers, EDGE, EDGE + 32, WIDE)
    return sheet.svg(WIDE + 2 * EDGE, bottom + EDGE)


def words(room: Room) -> list[str]:
    """Say what the picture shows: the layers of each room in a sentence."""
    return [RULE, *_layers(room)]


def _layers(room: Room) -> Iterator[str]:
    yield f"Inside `{room.name}`, from top to bottom: {'; '.join(_beside(layer) for layer in room.layers)}."
    for layer in room.layers:
        for inner in layer:
            if inner.layers:
                yield from _layers(inner)


def _beside(layer: tuple[Room, ...]) -> str:
    return ", ".join(f"`{room.name}`" for room in layer)


def _rows(layer: tuple[Room, ...]) -> list[tuple[Room, ...]]:
    """Break a layer into rows of about the same length, so that no box is too narrow for its words."""
    count = ceil(len(layer) / MOST)
    long = ceil(len(layer) / count)
    return [layer[at : at + long] for at in range(0, len(layer), long)]


def _each(row: tuple[Room, ...], wide: float) -> float:
    return (wide - BESIDE * (len(row) - 1)) / len(row)


def _draw(sheet: Sheet, layers: tuple[tuple[Room, ...], ...], x: float, y: float, wide: float) -> float:
    """Draw layers from y downwards, and return where they end."""
    for number, layer in enumerate(layers):
        if number:
            sheet.path((x + wide / 2, y - GAP), (x + wide / 2, y))
        for row in _rows(layer):
            each, high = _each(row, wide), _row_high(row, wide)
            for place, room in enumerate(row):
                _box(sheet, room, x + place * (each + BESIDE), y, (each, high))
            y += high + BESIDE
        y += GAP - BESIDE
    return y - GAP


def _box(sheet: Sheet, room: Room, x: float, y: float, size: tuple[float, float]) -> None:
    sheet.box(x, y, *size, fill="#fff" if room.layers else "#f2f2f2")
    sheet.text(x + 12, y + 20, room.name, bold=True)
    said = _said(room, size[0])
    sheet.lines(x + 12, y + 20 + LINE, said)
    if room.layers:
        _draw(sheet, room.layers, x + 16, y + 36 + LINE * len(said), size[0] - 32)


def _said(room: Room, wide: float) -> list[str]:
    return wrapped(room.sentence, wide - 24)


def _row_high(row: tuple[Room, ...], wide: float) -> float:
    return max(_high(room, _each(row, wide)) for room in row)


def _high(room: Room, wide: float) -> float:
    own = 32.0 + LINE * len(_said(room, wide))
    inner = wide - 32
    rows = [[_row_high(row, inner) for row in _rows(layer)] for layer in room.layers]
    layers = [sum(row) + BESIDE * (len(row) - 1) for row in rows]
    return own + (20 + sum(layers) + GAP * (len(layers) - 1) if layers else 0)
