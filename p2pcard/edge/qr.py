"""QR codes: text to squares, and squares to text.

Draws for a terminal, as PNG and as SVG; reads one code from the bytes of a
picture. The text is what `core.armor` wrote, so that every code stays in
alphanumeric mode: that comes back exact from every reader measured, bytes do
not. What draws is imported when the first code is drawn; what reads is the
extra `scan`.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from p2pcard.errors import (
    CodeTooBig,
    NoCodeInPicture,
    NotAPicture,
    PictureDamaged,
    PictureTooBig,
    ScanNotInstalled,
    SeveralCodesInPicture,
    TooMuchForOneCode,
)

if TYPE_CHECKING:
    from PIL import Image
    from qrcode.main import QRCode

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
    """Load what draws codes, for whoever has time for it before the first one."""
    import_module("qrcode.main")


def terminal(text: str, rows: int, columns: int) -> list[str]:
    """Draw `text` as lines that fit a window, two squares above each other in one character.

    On a screen nothing is scratched, so error correction shrinks before the
    quiet zone does. Raises CodeTooBig with the window it would need, or
    TooMuchForOneCode.
    """
    size = 0
    for quiet in (QUIET, NARROW):
        for level in _levels(text):
            size = _size(text, level) + 2 * quiet
            if size <= columns and _lines(size) <= rows:
                return _halves(_framed(_squares(text, level), quiet))
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


def _halves(squares: Squares) -> list[str]:
    """Return lines of half blocks; an odd last row gets a white one below it."""
    below = [*squares[1::2], [False] * len(squares[0])]
    pairs = (zip(*pair, strict=True) for pair in zip(squares[::2], below, strict=True))
    return [_PAINT + "".join(_HALVES[cell] for cell in pair) + _UNPAINT for pair in pairs]


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
PIXEL_LIMIT: Final = 40  # million: unpacked, 160 megabytes, which a small computer can still hold
DOUBLE_LIMIT: Final = 4  # million pixels: doubling helps small pictures, and costs four times the memory
SIDE_LIMIT: Final = 65_535  # pixels: zxing-cpp takes no longer side, and raises ValueError
FORMATS: Final = ("PNG", "JPEG", "WEBP")  # what cameras and screens write; each more is one more parser
MILLION: Final = 1_000_000


def refuse_if_unreadable() -> None:
    """Raises ScanNotInstalled where no picture can be read."""
    try:
        for extra in ("PIL.Image", "zxingcpp"):
            import_module(extra)
    except ImportError as error:
        raise ScanNotInstalled from error


def read_image(data: bytes) -> str:
    """Return the text of the one QR code in the picture of which `data` is the file.

    PNG, JPEG or WebP, turned or mirrored as it may be; the same code twice is
    one. Where nothing is found it looks again at twice the size and at three
    sharpened ones: of 660 bad pictures that reads 90 % (`scripts/bench qr`).
    Raises ScanNotInstalled, PictureTooBig, NotAPicture, PictureDamaged,
    NoCodeInPicture or SeveralCodesInPicture.
    """
    refuse_if_unreadable()
    for picture in _tries(_grey(data)):
        texts = _texts(picture)
        if len(texts) > 1:
            raise SeveralCodesInPicture
        if texts:
            return texts.pop()
    raise NoCodeInPicture


def _texts(picture: "Image.Image") -> set[str]:
    """Return what the QR codes in a grey `picture` say."""
    import zxingcpp

    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=kinds, text_mode=zxingcpp.TextMode.Plain)
    return {code.text for code in found}


def _grey(data: bytes) -> "Image.Image":
    """Unpack a picture to grey, its see-through parts to white; what it may cost is known before.

    Every exception of Pillow is taken as its word that the file is damaged: on
    100,000 damaged files it raised five kinds, a failed assertion among them.
    """
    from PIL import Image

    too_big = PictureTooBig(megapixels=PIXEL_LIMIT, megabytes=FILE_LIMIT)
    if len(data) > FILE_LIMIT * MILLION:
        raise too_big
    with warnings.catch_warnings(action="ignore"):  # a picture is read or refused, not remarked upon
        try:
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise too_big from error
        except Exception as error:
            raise NotAPicture from error
        if picture.width * picture.height > PIXEL_LIMIT * MILLION or max(picture.size) > SIDE_LIMIT:
            raise too_big
        try:
            return _on_white(picture)
        except Exception as error:
            raise PictureDamaged from error


def _on_white(picture: "Image.Image") -> "Image.Image":
    """Return `picture` in grey, on white where it is see-through: else black on nothing is black on black."""
    from PIL import Image

    picture.draft("L", None)  # of a JPEG only the grey is unpacked: a third of the memory, and quicker
    if not picture.has_transparency_data:
        return picture.convert("L")
    colours = picture.convert("RGBA")
    paper = Image.new("L", picture.size, 255)
    paper.paste(colours.convert("L"), mask=colours.getchannel("A"))
    return paper


def _tries(picture: "Image.Image") -> Iterator["Image.Image"]:
    """Give the picture as it is, at twice its size, sharpened twice, and small (measured in this order)."""
    from PIL import Image, ImageFilter

    yield picture
    if picture.width * picture.height <= DOUBLE_LIMIT * MILLION and 2 * max(picture.size) <= SIDE_LIMIT:
        yield picture.resize((2 * picture.width, 2 * picture.height), Image.Resampling.BICUBIC)
    yield picture.filter(ImageFilter.UnsharpMask(radius=3, percent=150))
    yield picture.filter(ImageFilter.UnsharpMask(radius=5, percent=250))
    # Large squares may be blurred more widely than those two reach.
    yield picture.reduce(3).filter(ImageFilter.UnsharpMask(radius=2, percent=400))
