"""A terminal, an SVG viewer and a camera, as small as the tests need: lines and files become pixels."""

import io
import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import zxingcpp
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
CELL_WIDTH, CELL_HEIGHT = 8, 16
PIECE = re.compile(r"\x1b\[([0-9;]*)m|([^\x1b])")
BAR = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z")
UPPER, LOWER = "▀█", "▄█"


@dataclass(frozen=True)
class Theme:
    """What a terminal shows where a program says nothing, and what it makes of colours 30 and 47."""

    letters: Colour
    ground: Colour
    palette: dict[int, Colour] = field(default_factory=lambda: {30: BLACK, 47: (229, 229, 229)})
    knows_256: bool = True


DARK = Theme(letters=(229, 229, 229), ground=BLACK)
LIGHT = Theme(letters=BLACK, ground=WHITE)
TINTED = Theme((131, 148, 150), (0, 43, 54), {30: (7, 54, 66), 47: (238, 232, 213)})
REVERSED = Theme((200, 200, 200), (20, 20, 20), {30: WHITE, 47: BLACK})
OLD = Theme(letters=(170, 170, 170), ground=BLACK, palette={30: BLACK, 47: (170, 170, 170)}, knows_256=False)


def colours(codes: str, theme: Theme, now: tuple[Colour, Colour]) -> tuple[Colour, Colour]:
    """The letters' and the ground's colour after one escape sequence for colours."""
    letters, ground = now
    numbers = iter(int(code) for code in codes.split(";"))
    for number in numbers:
        if number == 0:
            letters, ground = theme.letters, theme.ground
        elif number in (38, 48):
            assert next(numbers) == 5
            fixed = {16: BLACK, 231: WHITE}[next(numbers)]
            if theme.knows_256:
                letters, ground = (fixed, ground) if number == 38 else (letters, fixed)
        else:
            letters = theme.palette[number] if 30 <= number < 38 else letters
            ground = theme.palette[number] if 40 <= number < 48 else ground
    return letters, ground


def screenshot(lines: list[str], theme: Theme, rows: int = 24, columns: int = 80) -> Image.Image:
    """A window with `lines` at its top; what does not fit is an error of the test."""
    picture = Image.new("RGB", (columns * CELL_WIDTH, rows * CELL_HEIGHT), theme.ground)
    pen = ImageDraw.Draw(picture)
    assert len(lines) <= rows
    for row, line in enumerate(lines):
        now, column = (theme.letters, theme.ground), 0
        for escape, sign in PIECE.findall(line):
            if not sign:
                now = colours(escape, theme, now)
                continue
            assert column < columns
            left, top, half = column * CELL_WIDTH, row * CELL_HEIGHT, CELL_HEIGHT // 2
            upper, lower = now[sign not in UPPER], now[sign not in LOWER]
            pen.rectangle((left, top, left + CELL_WIDTH - 1, top + half - 1), fill=upper)
            pen.rectangle((left, top + half, left + CELL_WIDTH - 1, top + CELL_HEIGHT - 1), fill=lower)
            column += 1
    return picture


def painted(image: str, ground: Colour, scale: int = 6) -> Image.Image:
    """An SVG image of bars, on a page of the colour `ground`."""
    root = ElementTree.fromstring(image)  # noqa: S314  the image was made by the test itself
    side = int(root.attrib["viewBox"].split()[2])
    picture = Image.new("RGB", ((side + 4) * scale, (side + 4) * scale), ground)
    pen = ImageDraw.Draw(picture)
    for path in root.findall("{*}path"):
        drawn, fill = path.attrib["d"], path.attrib["fill"]
        assert BAR.sub("", drawn) == ""
        for left, top, width, height, _ in BAR.findall(drawn):
            x, y = (int(left) + 2) * scale, (int(top) + 2) * scale
            pen.rectangle((x, y, x + int(width) * scale - 1, y + int(height) * scale - 1), fill=fill)
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The file of a picture."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture of a file, in grey."""
    return Image.open(io.BytesIO(data)).convert("L")


def seen(picture: Image.Image) -> list[str]:
    """What a camera that knows only dark codes on light reads, without any help."""
    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=kinds, try_invert=False)]


def drawn(text: str) -> Image.Image:
    """The QR code of any text, as any program draws it, with its edge."""
    made: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=8)
    code = Image.frombytes("L", made.shape[::-1], bytes(memoryview(made)))
    picture = Image.new("L", (code.width + 64, code.height + 64), 255)
    picture.paste(code, (32, 32))
    return picture
