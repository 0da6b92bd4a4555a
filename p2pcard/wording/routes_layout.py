"""The routes from me to one person as a picture: an SVG file that stands alone and prints in black and white.

The people stand in columns, the one nearest to me on the left, and lines
go from left to right. Where several lines meet at a box each has an end of its
own. Labels stand where lines are level: beside the box that a line leads to, or
for lines to the person before their last turn; where lines turn or cross
there are none. A line that passes a column has a lane there, as high and as
wide as a box. All lengths are in SVG's user units: pixels, at the usual size.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from math import ceil
from typing import Final, NamedTuple

from p2pcard.core.book.routes import Verdict
from p2pcard.wording.catalogue import isolated

MARGIN: Final = 24  # white around everything
BOX: Final = 40  # least height of a box
GAP: Final = 20  # between two boxes of a column
NARROWEST, WIDEST = 90, 210  # a box
PADDING: Final = 14  # between a box and its name, and between the ends of a label and what follows
APART: Final = 24  # between the ends of two lines at one box: room for a label
MOST_BEND: Final = 150  # width of the part where lines turn, which is as gentle as that allows
HEAD: Final = 10  # length of an arrow's head
HEADING, NAME, NOTE, LABEL = 18, 15, 13, 12  # sizes of letters
THICK, MIDDLE, THIN = 3.5, 2, 1.2  # strokes

# What XML does not know, controls, and marks that would turn what stands around them.
_UNFIT: Final = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What to draw, in the reader's language: `title` above, `notes` below, `description` for screen readers.

    `people` are names by key, me included. `columns` go from me alone to the
    person alone; a person who stands in two is drawn twice, dashed the second time.
    `links` are (by, subject, label), each pair once; those in `separate` are thick.
    """

    title: str
    description: str
    people: Mapping[bytes, str]
    columns: tuple[tuple[bytes, ...], ...]
    links: tuple[tuple[bytes, bytes, str], ...]
    separate: frozenset[tuple[bytes, bytes]]
    notes: tuple[str, ...] = ()


class _Stop(NamedTuple):
    """Where a line begins, passes or ends: in a column, somebody's box or a lane for somebody's line."""

    column: int
    person: bytes
    lane: bool = False


class _Arrow(NamedTuple):
    """A line, one stop in each column that it touches."""

    stops: tuple[_Stop, ...]
    label: str
    thick: bool


_Step = tuple[_Stop, _Stop]  # the part of a line between two columns next to each other
_Columns = Sequence[Sequence[_Stop]]  # from left to right, each from top to bottom


class _Grid(NamedTuple):
    """Where all is: x of the sides of each column, y of the middles of stops and of both ends of steps."""

    sides: Sequence[tuple[int, int]]
    bend: int  # width
    middles: Mapping[_Stop, int]
    heights: Mapping[_Stop, int]
    begins: Mapping[_Step, int]
    ends: Mapping[_Step, int]


def columns(verdict: Verdict, me: bytes) -> tuple[tuple[bytes, ...], ...]:
    """Return who stands where: me, the people nearest to me, the second ones in between, the person.

    Those of separate routes stand above the others. Who leads to the person
    alone, and also behind somebody else, is in both columns in between.
    """
    ordered = (*verdict.separate, *verdict.routes)
    near = dict.fromkeys(route[0] for route in ordered if route)
    far = dict.fromkeys(route[1] for route in ordered if len(route) == 2)
    return (me,), tuple(near), tuple(far), (verdict.person,)


def svg(figure: Figure) -> str:
    """Draw a figure as an SVG image; the same figure is drawn the same.

    It refers to nothing outside itself and has no style that a strict content
    policy would stop.
    """
    figure = replace(figure, columns=tuple(people for people in figure.columns if people))
    arrows = sorted(_arrows(figure), key=lambda arrow: arrow.thick)  # what is drawn last lies on top
    grid = _grid(figure, arrows)
    bottom = max(middle + grid.heights[stop] // 2 for stop, middle in grid.middles.items())
    words = [(MARGIN + HEADING, HEADING, figure.title)]
    words += [(bottom + GAP + (at + 1) * 20, NOTE, note) for at, note in enumerate(figure.notes)]
    width = MARGIN + max(grid.sides[-1][1], *(MARGIN + _width(text, size) for _, size, text in words))
    height = MARGIN + max(bottom, words[-1][0])
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" aria-labelledby="title description"'
        ' font-family="system-ui, sans-serif">',
        f'<title id="title">{_xml(figure.title)}</title>',
        f'<desc id="description">{_xml(figure.description)}</desc>',
        f'<path fill="#fff" d="M0 0h{width}v{height}h-{width}z"/>',
        *(_line(grid, arrow) for arrow in arrows),
        *(_box(figure, grid, stop) for stop in grid.middles if not stop.lane),
        *(_label(grid, arrow) for arrow in arrows),
        *(_text(MARGIN, y, size, text) for y, size, text in words),
    )
    return "\n".join((*parts, "</svg>\n"))


# Where all is


def _arrows(figure: Figure) -> Iterator[_Arrow]:
    """Walk through the lines: for each link, from each box of the one to the next box of the other."""
    last = len(figure.columns)
    for by, subject, label in figure.links:
        starts = [place for place, people in enumerate(figure.columns) if by in people]
        for start in starts:
            end = next((at for at in range(start + 1, last) if subject in figure.columns[at]), start)
            if end > start:
                lanes = (_Stop(at, by, lane=True) for at in range(start + 1, end))
                thick = start == starts[0] and (by, subject) in figure.separate
                yield _Arrow((_Stop(start, by), *lanes, _Stop(end, subject)), label, thick)


def _grid(figure: Figure, arrows: Sequence[_Arrow]) -> _Grid:
    """Lay all out: columns next to each other, in each its stops below each other around a common middle."""
    steps = [step for arrow in arrows for step in pairwise(arrow.stops)]
    meeting = Counter(source for source, _ in steps) | Counter(target for _, target in steps)  # the larger
    ordered = _ordered(figure, arrows, steps)
    heights = {
        stop: max(BOX, 2 * PADDING + APART * (meeting[stop] - 1)) for stop in chain.from_iterable(ordered)
    }
    talls = [sum(heights[stop] + GAP for stop in column) for column in ordered]
    middles: dict[_Stop, int] = {}
    for column, tall in zip(ordered, talls, strict=True):
        top = MARGIN + HEADING + MARGIN + (max(talls) - tall) // 2
        for stop in column:
            middles[stop] = top + heights[stop] // 2
            top += heights[stop] + GAP
    steps.sort(key=lambda step: (middles[step[0]], middles[step[1]]))
    begins, ends = (_spread(steps, side, middles) for side in (0, 1))
    bend = min(2 * max((abs(begins[step] - ends[step]) for step in steps), default=GAP), MOST_BEND)
    return _Grid(_sides(figure, arrows, bend), bend, middles, heights, begins, ends)


def _ordered(figure: Figure, arrows: Sequence[_Arrow], steps: Iterable[_Step]) -> _Columns:
    """Return all stops, each as near as can be to the height of those it comes from: so few lines cross."""
    sources: defaultdict[_Stop, list[_Stop]] = defaultdict(list)
    for source, target in steps:
        sources[target].append(source)
    lanes = [stop for arrow in arrows for stop in arrow.stops[1:-1]]
    heights: dict[_Stop, float] = {}

    def wanted(stop: _Stop) -> float:
        return sum(heights[source] for source in sources[stop]) / max(1, len(sources[stop]))

    ordered = []
    for place, people in enumerate(figure.columns):
        stops = [lane for lane in lanes if lane.column == place] + [_Stop(place, each) for each in people]
        ordered.append(sorted(stops, key=wanted))
        heights |= {stop: at - len(stops) / 2 for at, stop in enumerate(ordered[-1])}
    return ordered


def _sides(figure: Figure, arrows: Iterable[_Arrow], bend: int) -> list[tuple[int, int]]:
    """Return x of the left and the right side of each column, as far apart as the widest label needs."""
    names = (_width(figure.people[person], NAME) for person in chain.from_iterable(figure.columns))
    box = min(max(2 * PADDING + max(names), NARROWEST), WIDEST)
    runs = [0] * (len(figure.columns) - 1)
    for arrow in arrows:
        gap = arrow.stops[-1].column - 1
        runs[gap] = max(runs[gap], 2 * PADDING + _width(arrow.label, LABEL))
    lefts = accumulate((box + bend + run + HEAD for run in runs), initial=MARGIN)
    return [(left, left + box) for left in lefts]


def _spread(steps: Iterable[_Step], side: int, middles: Mapping[_Stop, int]) -> dict[_Step, int]:
    """Return y of one end of each step: those that meet at a stop are spread around its middle."""
    meeting: defaultdict[_Stop, list[_Step]] = defaultdict(list)
    for step in steps:
        meeting[step[side]].append(step)
    return {
        step: middles[stop] + APART * (2 * place + 1 - len(group)) // 2
        for stop, group in meeting.items()
        for place, step in enumerate(group)
    }


# What it looks like


def _box(figure: Figure, grid: _Grid, stop: _Stop) -> str:
    """Draw somebody's box; the inner picture cuts off what a strange name would paint outside."""
    (left, right), height = grid.sides[stop.column], grid.heights[stop]
    top, width = grid.middles[stop] - height // 2, right - left
    again = stop.person in chain.from_iterable(figure.columns[: stop.column])
    dashes = ' stroke-dasharray="5 4"' if again else ""
    stroke = MIDDLE if stop.column in (0, len(grid.sides) - 1) else THIN
    name = figure.people[stop.person]
    cut = isolated(_cut(name, width - 2 * PADDING))
    written = _text(width // 2, height // 2 + NAME // 3, NAME, cut, "middle")
    return (
        f'<g><title>{_xml(isolated(name))}</title><rect x="{left}" y="{top}" width="{width}"'
        f' height="{height}" rx="6" fill="#fff" stroke="#000" stroke-width="{stroke}"{dashes}/>'
        f'<svg x="{left}" y="{top}" width="{width}" height="{height}">{written}</svg></g>'
    )


def _line(grid: _Grid, arrow: _Arrow) -> str:
    """Draw a line and its head: before the last column it turns late, before all others at once."""
    steps = list(pairwise(arrow.stops))
    path = f"M{grid.sides[arrow.stops[0].column][1]} {grid.begins[steps[0]]}"
    for step in steps:
        left, right = _turn(grid, step[1].column)
        middle, begin, end = (left + right) // 2, grid.begins[step], grid.ends[step]
        path += f"H{left}C{middle} {begin} {middle} {end} {right} {end}"
    tip, y = grid.sides[arrow.stops[-1].column][0], grid.ends[steps[-1]]
    return (
        f'<path fill="none" stroke="#000" stroke-width="{THICK if arrow.thick else THIN}"'
        f' d="{path}H{tip - HEAD + 1}"/><path d="M{tip} {y}l-{HEAD} -5v10z"/>'
    )


def _turn(grid: _Grid, column: int) -> tuple[int, int]:
    """Return x of where the lines that come to a column begin and end to turn."""
    if column == len(grid.sides) - 1:
        right = grid.sides[column][0] - HEAD
        return right - grid.bend, right
    left = grid.sides[column - 1][1]
    return left, left + grid.bend


def _label(grid: _Grid, arrow: _Arrow) -> str:
    """Write a line's label above its level part: after its last turn, or before it where that is late."""
    source, target = step = arrow.stops[-2], arrow.stops[-1]
    turning, turned = _turn(grid, target.column)
    left, right = grid.sides[source.column][1], grid.sides[target.column][0] - HEAD
    late = turned == right
    x = (left + turning) // 2 if late else (turned + right) // 2
    y = (grid.begins if late else grid.ends)[step]
    return _text(x, y - 7, LABEL, arrow.label, "middle")


def _text(x: int, y: int, size: int, text: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}">{_xml(text)}</text>'


def _xml(text: str) -> str:
    return html.escape(_UNFIT.sub("\ufffd", text), quote=False)


def _width(text: str, size: int) -> int:
    """Return about how wide a text is, rather more: nobody knows what the reader's letters look like."""
    return ceil(size * sum(map(_ems, text)))


def _ems(letter: str) -> float:
    """Return about how wide a letter is, in parts of its size."""
    if unicodedata.category(letter) == "Mn":
        return 0
    if letter in "mwMW@%—…" or unicodedata.east_asian_width(letter) in "WF":
        return 1
    if letter in " .,:;'fiIjlrt":
        return 0.42
    return 0.8 if letter.isupper() else 0.66


def _cut(text: str, room: int) -> str:
    """Return `text`, or as much of its beginning as fits with an ellipsis; no mark loses its letter."""
    if _width(text, NAME) <= room:
        return text
    end = bisect_right(list(accumulate(NAME * _ems(letter) for letter in text)), room - _width("…", NAME))
    while end and unicodedata.category(text[end]).startswith("M"):
        end -= 1
    return text[:end].rstrip() + "…"
