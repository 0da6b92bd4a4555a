"""QR codes: text to squares, and squares to text.

Draws for a terminal, as PNG and as SVG; reads one code from the bytes of a
picture. The text is what `core.armor` wrote, so that every code stays in
alphanumeric mode: that comes back exact from every reader measured, bytes do
not. What draws is imported when the first code is drawn; what reads is the
extra `scan`.
"""

import io
import math
import re
import struct
import time
import warnings
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from p2pcard.errors import (
    CodeTooBig,
    NoCodeInPicture,
    NotAPicture,
    PictureDamaged,
    PictureTooBig,
    ScanNotInstalled,
    TooMuchForOneCode,
)

if TYPE_CHECKING:
    from PIL import Image
    from qrcode.main import QRCode

Clock: TypeAlias = Callable[[], float]  # seconds
Squares = list[list[bool]]  # rows of squares, True where dark; no quiet zone unless it says so

M: Final = 0  # error correction, in the numbers of ISO/IEC 18004: 15 % may be lost
L: Final = 1  # 7 %
ALPHANUMERIC: Final = 2  # the mode, in the same numbers
STURDY: Final = 57  # squares a side, version 10: up to here every reader measured keeps up
QUIET: Final = 4  # squares of white around a code, as the standard wants
NARROW: Final = 2  # the least that was read back in every theme
PNG_START: Final = b"\x89PNG\r\n\x1a\n"
SVG_START: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 '


# Black on white: 16 and 231 are those of the 256 colours, which no theme changes; a terminal that does
# not know them takes 30 and 47.
_PAINT: Final = "\x1b[0;30;47m\x1b[38;5;16;48;5;231m"
_UNPAINT: Final = "\x1b[0m"
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def load() -> None:
    """Load what draws codes, where there is time for it before the first one."""
    import_module("qrcode.main")


def terminal(
    text: str, rows: int, columns: int, *, smallest: bool = False, colours: bool = True
) -> list[str]:
    """Draw `text` as lines that fit a window, two squares above each other in one character.

    Without `colours` the light squares are drawn, on a ground that is taken for dark.

    On a screen nothing is scratched, so error correction shrinks before the
    quiet zone does; the `smallest` code has the weakest one at once.
    Raises CodeTooBig with the window it would need, or TooMuchForOneCode.
    """
    size = 0
    for quiet in (QUIET, NARROW):
        for level in (L,) if smallest else _levels(text):
            size = _size(text, level) + 2 * quiet
            if size <= columns and _lines(size) <= rows:
                return _halves(_framed(_squares(text, level), quiet), colours=colours)
    raise CodeTooBig(rows=_lines(size), columns=size)


def png(text: str, *, smallest: bool = False) -> bytes:
    """Draw `text` as a PNG file (RFC 2083), 8 pixels to a square; raises TooMuchForOneCode.

    The `smallest` code is easiest to copy by hand and to print small, and survives less.
    """
    squares = _framed(_squares(text, L if smallest else _levels(text)[0]), QUIET)
    row_of = (bytes(0 if dark else 255 for dark in row) for row in squares)  # one byte: 8 pixels of one bit
    pixels = b"".join((b"\0" + row) * 8 for row in row_of)  # before each row of pixels: no filter
    header = struct.pack(">IIBBBBB", 8 * len(squares), 8 * len(squares), 1, 0, 0, 0, 0)  # 1 bit, grey
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return PNG_START + b"".join(_chunk(kind, body) for kind, body in chunks)


def svg(text: str, title: str, *, smallest: bool = False) -> str:
    """Draw `text` as an SVG image that scales, one unit to a square, and says `title` to a screen reader.

    It refers to nothing outside itself and has no style that a strict content
    policy would stop. Raises TooMuchForOneCode.
    """
    import html

    squares = _framed(_squares(text, L if smallest else _levels(text)[0]), QUIET)
    bars = "".join(
        f"M{left} {top}h{width}v1h-{width}z"
        for top, row in enumerate(squares)
        for left, width in _dark_runs(row)
    )
    return (
        f'{SVG_START}{len(squares)} {len(squares)}" role="img"'
        f' shape-rendering="crispEdges"><title>{html.escape(title, quote=False)}</title>'
        f'<path fill="#fff" d="M0 0h{len(squares)}v{len(squares)}h-{len(squares)}z"/>'
        f'<path fill="#000" d="{bars}"/></svg>\n'
    )


def is_png(start: bytes) -> bool:
    """Return whether a file begins as a PNG picture does."""
    return start.startswith(PNG_START)


def is_svg(start: bytes) -> bool:
    """Return whether a file begins as an SVG picture of this program does, a code or routes."""
    return start.startswith(SVG_START.encode())


# Drawing


def _levels(text: str) -> tuple[int, ...]:
    """Return the levels of error correction to draw with, the preferred one first."""
    return (M, L) if _size(text, L) <= STURDY and _size(text, M) <= STURDY else (L,)


def _size(text: str, level: int) -> int:
    """Return how many squares the side of the smallest code for `text` has; raises TooMuchForOneCode."""
    from qrcode.exceptions import DataOverflowError

    code = _code(text, level)
    try:
        return 4 * int(code.best_fit()) + 17
    except (DataOverflowError, ValueError) as error:  # which of the two depends on the library's version
        raise TooMuchForOneCode from error


def _code(text: str, level: int) -> "QRCode[Any]":
    """Return the code of `text`, not yet drawn.

    qrcode stops with an error where one of a code's blocks, of 27 bytes or
    more, is nothing but zeros. Cut into pieces it never is: each piece begins
    with its mode, and twenty digits are 14 bytes.
    """
    from qrcode.main import QRCode
    from qrcode.util import QRData

    code = QRCode(error_correction=level, border=0)
    step = 20 if "0" * 20 in text else len(text)
    for at in range(0, len(text), step):
        code.add_data(QRData(text[at : at + step].encode("ascii"), mode=ALPHANUMERIC))
    return code


def _squares(text: str, level: int) -> Squares:
    """Return the squares of the smallest code for `text`."""
    code = _code(text, level)
    code.make()
    return [[bool(square) for square in row] for row in code.modules]


def _framed(squares: Squares, quiet: int) -> Squares:
    """Return `squares` with `quiet` squares of white on all four sides."""
    white = [[False] * (len(squares) + 2 * quiet)] * quiet
    return [*white, *([False] * quiet + row + [False] * quiet for row in squares), *white]


def _lines(size: int) -> int:
    """Return how many lines of the terminal `size` rows of squares take."""
    return (size + 1) // 2


def _halves(squares: Squares, *, colours: bool) -> list[str]:
    """Return lines of half blocks; an odd last row gets a white one below it."""
    below = [*squares[1::2], [False] * len(squares[0])]
    pairs = (zip(*pair, strict=True) for pair in zip(squares[::2], below, strict=True))
    if colours:
        return [_PAINT + "".join(_HALVES[cell] for cell in pair) + _UNPAINT for pair in pairs]
    return ["".join(_HALVES[not above, not below] for above, below in pair) for pair in pairs]


def _dark_runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Give where each run of dark squares in `row` begins, and how many squares it has."""
    left = 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            yield left, width
        left += width


def _chunk(kind: bytes, body: bytes) -> bytes:
    """Return one chunk of a PNG file: length, kind, body and their CRC-32."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


# Reading

FILE_LIMIT: Final = 32  # megabytes: the largest pictures of today's telephones have about 25
GIF_LIMIT: Final = 2  # megabytes: Pillow takes a GIF apart block by block, in Python
PIXEL_LIMIT: Final = 40  # million: what today's telephones give without being asked for more
MEMORY_LIMIT: Final = 210  # megabytes for a picture that is unpacked; `scripts/bench pictures` has the peaks
FRAME_LIMIT: Final = 1920 * 1080  # pixels, 2 million: what cameras for calls give at most
LOOK_LIMIT: Final = 1_250_000  # pixels: zxing-cpp takes 2 s where all are corner marks, 5 s for twice as many
PART: Final = 1000  # pixels: the side of a part that is looked at by itself, and of what is shrunk
DOUBLE_LIMIT: Final = 4_000_000  # pixels: doubling helps small pictures, and takes four times as long
SCANS_LIMIT: Final = (
    40  # times that a JPEG may go over its picture; cameras and programs do so up to 20 times
)
TIME_LIMIT: Final = 0.7  # seconds after which nothing more is begun; what was begun then ends within 3
SIDE_LIMIT: Final = 65_535  # pixels: zxing-cpp takes no longer side, and raises ValueError
STRIP: Final = 1_000_000  # pixels that are turned to grey at once
FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP")  # what cameras, screens and chats give
MILLION: Final = 1_000_000


def refuse_if_unreadable() -> None:
    """Raises ScanNotInstalled where no picture can be read."""
    try:
        for extra in ("PIL.Image", "zxingcpp"):
            import_module(extra)
    except ImportError as error:
        raise ScanNotInstalled from error


def read_image(
    data: bytes, is_wanted: Callable[[str], bool] = lambda text: True, clock: Clock = time.thread_time
) -> frozenset[str]:
    """Return what the QR codes in the picture of which `data` is the file say: at least one text.

    PNG, JPEG, WebP, GIF or BMP, turned or mirrored as it may be, of several
    pictures the first; the same code twice is one. Where none that is wanted is
    found it looks again, until TIME_LIMIT on the `clock`, in seconds.
    Raises ScanNotInstalled, PictureTooBig, NotAPicture, PictureDamaged or NoCodeInPicture.
    """
    refuse_if_unreadable()
    end = clock() + TIME_LIMIT
    found: frozenset[str] = frozenset()
    for picture in _tries(_grey(data, PIXEL_LIMIT * MILLION)):
        found |= _texts(picture)
        if any(map(is_wanted, found)) or clock() > end:
            break
    if not found:
        raise NoCodeInPicture
    return found


def read_frame(data: bytes) -> frozenset[str]:
    """Return what the QR codes on a frame of a camera say; none is found in one try where there are none.

    That is no refusal: the next frame comes at once. Raises ScanNotInstalled, PictureTooBig above
    1920 x 1080 pixels, NotAPicture or PictureDamaged.
    """
    refuse_if_unreadable()
    return _texts(_whole(_grey(data, FRAME_LIMIT)))


def _texts(picture: "Image.Image") -> frozenset[str]:
    """Return what the QR codes in a grey `picture` say."""
    import zxingcpp

    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=kinds, text_mode=zxingcpp.TextMode.Plain)
    return frozenset(code.text for code in found)


# Unpacking


def _grey(data: bytes, limit: int) -> "Image.Image":
    """Unpack a picture to grey, its see-through parts to white; what it may cost is known before.

    Every exception of Pillow is taken as its word that the file is damaged: on
    100,000 damaged files it raised five kinds, a failed assertion among them.
    """
    with warnings.catch_warnings(action="ignore"):  # a picture is read or refused, not remarked upon
        picture = _opened(data, limit)
        try:
            return _on_white(picture)
        except Exception as error:
            raise PictureDamaged from error


def _opened(data: bytes, limit: int) -> "Image.Image":
    """Return a picture of which only the beginning was read, if unpacking it costs no more than it may."""
    from PIL import Image

    too_big = PictureTooBig(megapixels=limit // MILLION, megabytes=FILE_LIMIT)
    if len(data) > FILE_LIMIT * MILLION:
        raise too_big
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        picture.draft("L", None)  # of a JPEG only the grey is unpacked: a third of the memory, and quicker
    except Image.DecompressionBombError as error:
        raise too_big from error
    except Exception as error:
        raise NotAPicture from error
    pixels = picture.width * picture.height
    if pixels > limit or max(picture.size) > SIDE_LIMIT:
        raise too_big
    scans = _scans(data) if picture.format in _JPEG else 1
    each = _bytes_each(picture, scans)
    if pixels * each > MEMORY_LIMIT * MILLION or scans > SCANS_LIMIT:
        raise PictureTooBig(megapixels=MEMORY_LIMIT // each, megabytes=FILE_LIMIT)
    if picture.format == "GIF" and len(data) > GIF_LIMIT * MILLION:
        raise PictureTooBig(megapixels=PIXEL_LIMIT, megabytes=GIF_LIMIT)
    if picture.format == "BMP" and picture.info.get("compression") in _RUN_LENGTHS:
        raise NotAPicture
    return picture


_JPEG: Final = ("JPEG", "MPO")  # as Pillow calls them; the second holds several
_RUN_LENGTHS: Final = (1, 2)  # the kinds of BMP that Pillow unpacks dot by dot, in Python
_MARKER: Final = re.compile(rb"\xff[^\0\xd0-\xd7\xff]")  # of a JPEG, among bytes that are no marker


def _scans(data: bytes) -> int:
    """Return how many times a JPEG file goes over its picture, by its markers (ITU-T T.81, annex B)."""
    scans = at = 0
    while found := _MARKER.search(data, at):
        kind = found[0][1]
        at = found.end()
        if kind == 0xD9:  # end of the picture; what follows is another one, or a film
            break
        scans += kind == 0xDA
        if kind != 0xD8:  # each but the beginning says how long it is
            at += max(2, int.from_bytes(data[at : at + 2], "big"))
    return scans


def _bytes_each(picture: "Image.Image", scans: int) -> int:
    """Return how many bytes of memory a pixel takes until the picture is grey, as Pillow 13 unpacks it."""
    each = 1 + (1 if picture.mode in ("1", "L", "P") else 4)
    if picture.format == "WEBP":
        each += 12  # a canvas, the one before it, and what is handed over
    if scans > 1:
        each += 2 * int(getattr(picture, "layers", 4))  # all of them are held until the last one came
    return each


def _on_white(picture: "Image.Image") -> "Image.Image":
    """Return `picture` in grey, on white where it is see-through: else black on nothing is black on black."""
    from PIL import Image

    picture.load()
    if picture.mode == "L" and not picture.has_transparency_data:
        return picture
    paper = Image.new("L", picture.size, 255)
    rows = max(1, STRIP // picture.width)  # a strip at a time, because copies of the whole cost memory
    for top in range(0, picture.height, rows):
        strip = picture.crop((0, top, picture.width, min(top + rows, picture.height)))
        if strip.has_transparency_data:
            colours = strip.convert("RGBA")
            paper.paste(colours.convert("L"), (0, top), colours.getchannel("A"))
        elif strip.mode.startswith("I"):  # 16 bits, which not every version of Pillow shortens to 8
            greys = strip.convert("I").point(lambda grey: grey * (1 / 256))
            paper.paste(greys.convert("L"), (0, top))
        else:
            paper.paste(strip.convert("L"), (0, top))
    return paper


# Looking


def _tries(picture: "Image.Image") -> Iterator["Image.Image"]:
    """Give the whole picture, sharpened twice, and small; then its parts (measured in this order)."""
    from PIL import ImageFilter

    whole = _whole(picture)
    yield whole
    yield whole.filter(ImageFilter.UnsharpMask(radius=3, percent=150))
    yield whole.filter(ImageFilter.UnsharpMask(radius=5, percent=250))
    # Large squares may be blurred more widely than those two reach.
    yield whole.reduce(3).filter(ImageFilter.UnsharpMask(radius=2, percent=400))
    yield from _parts(picture)


def _whole(picture: "Image.Image") -> "Image.Image":
    """Return the whole picture, shrunk if it has more than LOOK_LIMIT pixels."""
    from PIL import Image

    if picture.width * picture.height <= LOOK_LIMIT:
        return picture
    shrink = PART / math.sqrt(picture.width * picture.height)
    size = max(1, int(picture.width * shrink)), max(1, int(picture.height * shrink))
    return picture.resize(size, Image.Resampling.BOX)


def _parts(picture: "Image.Image") -> Iterator["Image.Image"]:
    """Give parts in all detail that overlap by half, the middle first; small pictures at twice the size."""
    from PIL import Image

    middle = (picture.width - PART) / 2, (picture.height - PART) / 2
    corners = [(x, y) for x in _starts(picture.width) for y in _starts(picture.height)]
    for x, y in sorted(corners, key=lambda corner: math.dist(corner, middle)):
        part = picture.crop((x, y, min(x + PART, picture.width), min(y + PART, picture.height)))
        if picture.width * picture.height <= DOUBLE_LIMIT:
            part = part.resize((2 * part.width, 2 * part.height), Image.Resampling.BICUBIC)
        yield part


def _starts(length: int) -> list[int]:
    """Return where parts begin along a side."""
    count = max(1, math.ceil((length - PART) / (PART / 2)) + 1)
    return [round(number * (length - PART) / max(1, count - 1)) for number in range(count)]
