"""A camera that takes bad pictures of codes: turned, tilted, blurred, noisy, dark, far away.

The code is laid flat into a room with things in it, seen in perspective, and
taken at twice the size before it is shrunk, so that squares have soft edges as
on a sensor. The same shot with the same chance gives the same picture.
"""

import io
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1280, 960
FINE = 2  # times the size at which a picture is made
SIDE = 640.0  # pixels of a code with the white around it, where a shot says nothing else
QUIET = 4  # squares of white on each side
FARNESS = 2.0  # how far the camera stands, in sides of a code
SMALL = 200  # pixels of a code beside the one that is meant
DARK = 20  # grey of what stands around a code without enough white
Column = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shot:
    """How a picture is taken; what says nothing is a good camera held straight in good light."""

    turn: float = 0  # degrees, in the picture's plane
    tilt: float = 0  # degrees, away from the viewer
    sway: float = 0  # degrees, to the side
    square: float = 0  # pixels to a square of the code; 0 for a code of SIDE
    blur: float = 0  # standard deviation, in squares
    motion: float = 0  # squares, sideways
    noise: float = 0  # standard deviation, in grey levels
    contrast: float = 1.0
    light: str = ""  # "gradient", from one side; "glare", a lamp in the picture; "shine", "spots" on the code
    # Not in the name of a shot, from which its chance comes: so older shots stay the same pictures.
    margin: float = field(default=QUIET, repr=False)  # squares of white; what is left of four is dark
    inverted: bool = field(default=False, repr=False)  # light on dark
    quality: int = 92  # of JPEG, as a telephone writes it


def photograph(
    code: Image.Image, squares: int, shot: Shot, chance: random.Random, beside: Sequence[Image.Image] = ()
) -> bytes:
    """Return the file of a picture of `code`, which has so many squares a side without its white.

    Up to four smaller codes stand `beside` it, in the corners of the picture.
    """
    whole = squares + 2 * QUIET
    side = shot.square * whole if shot.square else SIDE
    picture = _placed(_printed(code, whole, shot), side, shot, chance)
    for number, other in enumerate(beside):
        small = other.convert("L").resize((SMALL, SMALL), Image.Resampling.BOX)
        right, below = divmod(number, 2)
        picture.paste(small, (right * (WIDTH - SMALL), below * (HEIGHT - SMALL)))
    square = side / whole
    if shot.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(square * shot.blur))
    if shot.motion:
        picture = picture.filter(ImageFilter.BoxBlur((square * shot.motion / 2, 0)))
    picture = _lit(picture, shot, side, chance)
    if shot.noise:
        picture = ImageChops.add(picture, _noise(shot.noise, chance), offset=-128)
    file = io.BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=shot.quality)
    return file.getvalue()


def _printed(code: Image.Image, whole: int, shot: Shot) -> Image.Image:
    """Return the code with as much white around it as the shot says, and light on dark if it says so."""
    grey = code.convert("L")
    edge = round((QUIET - shot.margin) * grey.width / whole)
    framed = Image.new("L", grey.size, DARK)
    framed.paste(grey.crop((edge, edge, grey.width - edge, grey.height - edge)), (edge, edge))
    return ImageChops.invert(framed) if shot.inverted else framed


def _placed(code: Image.Image, side: float, shot: Shot, chance: random.Random) -> Image.Image:
    """Return a room with the code in it, somewhere near its middle."""
    large, size = round(FINE * side), (FINE * WIDTH, FINE * HEIGHT)
    source = code.resize((large, large), Image.Resampling.BOX)
    middle = tuple(length / 2 + FINE * chance.uniform(-20, 20) for length in size)
    numbers = _seen_from(shot, large, FARNESS * max(large, FINE * SIDE), middle[0], middle[1])
    how = (Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BICUBIC)
    paper = Image.new("L", source.size, 255).transform(size, *how)
    room = _room(chance).resize(size)
    room.paste(source.transform(size, *how), mask=paper)
    return room.reduce(FINE)


def _seen_from(shot: Shot, side: int, far: float, x: float, y: float) -> tuple[float, ...]:
    """Return Pillow's eight numbers: they lead from a pixel of the picture to one of the code.

    The way from the code to the picture is a matrix of three columns; the way
    back is its inverse up to a factor, whose rows are products of the columns.
    """
    turn, tilt, sway = (math.radians(angle) for angle in (shot.turn, shot.tilt, shot.sway))
    right = _turned((math.cos(turn), math.sin(turn), 0), tilt, sway)
    down = _turned((-math.sin(turn), math.cos(turn), 0), tilt, sway)
    corner = [-side / 2 * (a + b) for a, b in zip(right, down, strict=True)]
    corner[2] += far
    first, second, third = (
        (far * at[0] + x * at[2], far * at[1] + y * at[2], at[2]) for at in (right, down, corner)
    )
    rows = (*_product(second, third), *_product(third, first), *_product(first, second))
    return tuple(number / rows[8] for number in rows[:8])


def _turned(at: Column, tilt: float, sway: float) -> Column:
    """Turn a direction about the horizontal axis, then about the vertical one."""
    x, y, z = at[0], at[1] * math.cos(tilt), at[1] * math.sin(tilt)
    return x * math.cos(sway) + z * math.sin(sway), y, z * math.cos(sway) - x * math.sin(sway)


def _product(a: Column, b: Column) -> Column:
    """Return the cross product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _room(chance: random.Random) -> Image.Image:
    """Return a background: things of all sizes and greys, some of them striped like print."""
    room = Image.new("L", (WIDTH, HEIGHT), chance.randint(90, 170))
    pen = ImageDraw.Draw(room)
    for number in range(60):
        left, top = chance.randint(-100, WIDTH), chance.randint(-100, HEIGHT)
        wide, high, grey = chance.randint(10, 250), chance.randint(10, 200), chance.randint(20, 235)
        box = (left, top, left + wide, top + high)
        (pen.ellipse if number % 3 else pen.rectangle)(box, fill=grey)
        for stripe in range(0, wide if number % 4 == 0 else 0, 8):
            pen.line((left + stripe, top, left + stripe, top + high), fill=255 - grey, width=3)
    return room


def _lit(picture: Image.Image, shot: Shot, side: float, chance: random.Random) -> Image.Image:
    """Return the picture in this light; with less contrast it is darker, too."""
    if shot.contrast < 1:
        picture = picture.point([round(20 + shot.contrast * grey) for grey in range(256)])
    if shot.light == "gradient":
        shade = Image.linear_gradient("L").rotate(90).resize(picture.size)
        picture = ImageChops.multiply(picture, shade.point([round(60 + 195 / 255 * g) for g in range(256)]))
    if shot.light == "glare":
        lamp = (
            Image.radial_gradient("L").resize((500, 500)).point([round(0.7 * (255 - g)) for g in range(256)])
        )
        shine = Image.new("L", picture.size)
        shine.paste(lamp, (WIDTH // 2 - 150, HEIGHT // 2 - 350))
        picture = ImageChops.add(picture, shine)
    for wide in {"shine": (0.4,), "spots": (0.12,) * 5}.get(shot.light, ()):
        picture = _shone_on(picture, wide * side, side, chance)
    return picture


def _shone_on(picture: Image.Image, wide: float, side: float, chance: random.Random) -> Image.Image:
    """Return the picture with a bright round spot somewhere on the code; in its middle nothing is left."""
    spot = ImageChops.invert(Image.radial_gradient("L")).resize((round(wide), round(wide)))
    spot = spot.point([min(255, 2 * grey) for grey in range(256)])
    x, y = (length / 2 + chance.uniform(-0.4, 0.4) * side - wide / 2 for length in (WIDTH, HEIGHT))
    shine = Image.new("L", picture.size)
    shine.paste(spot, (round(x), round(y)))
    return ImageChops.add(picture, shine)


def _noise(deviation: float, chance: random.Random) -> Image.Image:
    """Return normal noise about 128; Pillow's own cannot be repeated."""
    usual = NormalDist(128, deviation)
    greys = [min(255, max(0, round(usual.inv_cdf((number + 0.5) / 256)))) for number in range(256)]
    return Image.frombytes("L", (WIDTH, HEIGHT), chance.randbytes(WIDTH * HEIGHT)).point(greys)
