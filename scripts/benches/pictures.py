"""The worst pictures that the reader of codes may be given: how long each takes, and how much memory.

Each is read by a process of its own, as somebody would make it to keep a
device busy: as large as may be, packed as small as can be, or full of what a
code begins with. Time is that of the processor, so that a busy machine says the same.
"""

import io
import random
import re
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from p2pcard.edge import qr
from p2pcard.errors import Refusal

TIME_LIMIT, MEMORY_LIMIT = 3.0, 300.0  # seconds, MB
PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)
WIDE, HIGH = 8000, 5000  # as many pixels as the reader takes
ASK = "from scripts.benches import pictures; pictures.ask()"


def run() -> bool:
    """Print a row for each picture; return whether all kept within the limits."""
    print(f"{'picture':<52}{'MB':>7}{'time':>9}{'peak':>9}  what comes of it")
    kept = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "picture")
        for name, data in _pictures():
            file.write_bytes(data)
            done = subprocess.run(
                [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, '.'); {ASK}", file],
                check=True,
                capture_output=True,
                text=True,
            )
            took, peak, answer = done.stdout.split()
            kept.append(float(took) <= TIME_LIMIT and float(peak) <= MEMORY_LIMIT)
            over = "" if kept[-1] else "  OVER THE LIMIT"
            size = len(data) / 1e6
            print(f"{name:<52}{size:>7.2f}{float(took):>7.2f} s{float(peak):>6.0f} MB  {answer}{over}")
    print(f"limits: {TIME_LIMIT:.0f} s, {MEMORY_LIMIT:.0f} MB")
    return all(kept)


def ask() -> None:
    """Read the picture that is named, and print the seconds, the peak in MB and what came of it."""
    data = Path(sys.argv[1]).read_bytes()
    try:
        found = qr.read_image(data)
        answer = f"codes:{len(found)}"
    except Refusal as refusal:
        answer = type(refusal).__name__
    peak = PEAK.search(Path("/proc/self/status").read_text())
    print(time.process_time(), int(peak[1]) / 1000 if peak else 0, answer)


def _pictures() -> Iterator[tuple[str, bytes]]:
    """Give each picture with what it is, one at a time: together they would fill the memory."""
    chance = random.Random(8)  # noqa: S311  repeatable chance is wanted
    yield "PNG, 40 million dots of one colour", _file(Image.new("RGB", (WIDE, HIGH), "tan"), "PNG")
    yield "PNG, 40 million, half see-through", _file(Image.new("RGBA", (WIDE, HIGH), (9, 9, 9, 128)), "PNG")
    yield "PNG, 40 million of 16 bits in four colours", _png16(WIDE, HIGH)
    yield (
        "PNG, 40 million in numbers, see-through",
        _file(Image.new("P", (WIDE, HIGH), 3), "PNG", transparency=3),
    )
    yield "PNG, 2,000 million dots", _png_head(50_000, 40_000)
    rough = _rough(WIDE, HIGH, chance)
    yield "JPEG, 40 million, rough", _file(rough, "JPEG", quality=60, subsampling=0)
    yield "JPEG, 40 million in four colours", _file(rough.convert("CMYK"), "JPEG", quality=20)
    yield "JPEG in several goes, 40 million", _file(rough, "JPEG", quality=30, progressive=True)
    less = rough.crop((0, 0, 6000, 4300))
    yield "JPEG in several goes, 26 million", _file(less, "JPEG", quality=75, subsampling=0, progressive=True)
    yield (
        "JPEG in several goes, four colours, 16 million",
        _file(less.crop((0, 0, 4000, 4000)).convert("CMYK"), "JPEG", quality=60, progressive=True),
    )
    even = _file(Image.new("RGB", less.size, "tan"), "JPEG", subsampling=0, progressive=True)
    for times in (qr.SCANS_LIMIT, 1000):
        yield f"JPEG in {times:,} goes, 26 million", _again_and_again(even, times)
    yield "WebP, 12 million, without loss, see-through", _webp(chance)
    yield "WebP, 40 million", _file(Image.new("RGBA", (WIDE, HIGH), (9, 9, 9, 9)), "WEBP", lossless=True)
    frames = [Image.new("RGB", (4000, 3000), (shade, 0, 0)) for shade in range(4)]
    yield "WebP, moving, 12 million", _file(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    yield "GIF, 40 million", _file(Image.new("P", (WIDE, HIGH), 3), "GIF")
    yield "GIF, 2 MB of one-letter remarks", _gif_of_remarks(1_990_000)
    yield "BMP, 40 million of black and white", _file(Image.new("1", (WIDE, HIGH), 1), "BMP")
    yield "BMP, 10 million in three colours", _file(rough.crop((0, 0, 3500, 3000)), "BMP")
    yield (
        "PNG, 40 million of noise in black and white",
        _file(Image.frombytes("1", (WIDE, HIGH), chance.randbytes(WIDE * HIGH // 8)), "PNG"),
    )
    for width, height in ((1250, 1000), (4000, 3000), (WIDE, HIGH)):
        marks = _tiled(_marks(), width, height)
        yield f"PNG full of corner marks, {width * height / 1e6:.2f} million", _file(marks, "PNG")
    shrunk = _tiled(_marks(), 1000, 1000).resize((5000, 5000), Image.Resampling.NEAREST)
    yield "PNG full of corner marks once it is shrunk", _file(shrunk, "PNG")
    code = Image.open(io.BytesIO(qr.png("HELLO"))).convert("L")
    yield "PNG full of codes of others", _file(_tiled(code.resize((58, 58)), WIDE, HIGH), "PNG")


def _file(picture: Image.Image, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def _rough(width: int, height: int, chance: random.Random) -> Image.Image:
    """Return a picture that packs badly."""
    noise = Image.frombytes("L", (width // 4, height // 4), chance.randbytes(width * height // 16))
    grey = noise.resize((width, height), Image.Resampling.BICUBIC)
    flip = Image.Transpose
    return Image.merge("RGB", (grey, grey.transpose(flip.FLIP_LEFT_RIGHT), grey.transpose(flip.ROTATE_180)))


def _png_head(width: int, height: int, rows: bytes = b"", depth: int = 8) -> bytes:
    body = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, depth, 6, 0, 0, 0),
        b"IDAT": rows or zlib.compress(b""),
        b"IEND": b"",
    }
    chunks = (
        struct.pack(">I", len(each)) + kind + each + struct.pack(">I", zlib.crc32(kind + each))
        for kind, each in body.items()
    )
    return qr.PNG_START + b"".join(chunks)


def _png16(width: int, height: int) -> bytes:
    packing = zlib.compressobj(1)
    row = b"\4" + bytes(8 * width)  # the filter that takes longest
    rows = b"".join(packing.compress(row) for _ in range(height)) + packing.flush()
    return _png_head(width, height, rows, 16)


def _again_and_again(data: bytes, times: int) -> bytes:
    """Return a JPEG file that goes over its picture so many times, the last one again and again."""
    end = data.rindex(b"\xff\xd9")
    last = data.rindex(b"\xff\xda")
    return data[:end] + data[last:end] * (times - qr._scans(data)) + data[end:]


def _webp(chance: random.Random) -> bytes:
    smooth = _rough(1000, 752, chance).resize((4000, 3000), Image.Resampling.NEAREST)
    smooth.putalpha(smooth.getchannel("R"))
    return _file(smooth, "WEBP", lossless=True, method=0, quality=0)


def _gif_of_remarks(size: int) -> bytes:
    data = _file(Image.new("P", (40, 40), 1), "GIF")
    at = data.rindex(b",", 0, len(data) - 20)
    remarks = b"\x21\xff\x01a\x01a\0" * (size // 7)
    return data[:at] + remarks + data[at:]


def _marks() -> Image.Image:
    """Return the smallest piece that, laid side by side, gives a corner mark of a code for every 36 dots."""
    piece = Image.new("L", (6, 6), 255)
    pen = ImageDraw.Draw(piece)
    pen.line((0, 0, 5, 0), fill=0)
    pen.line((0, 0, 0, 5), fill=0)
    pen.rectangle((2, 2, 4, 4), fill=0)
    return piece


def _tiled(piece: Image.Image, width: int, height: int) -> Image.Image:
    whole = Image.new("L", (width, height), 255)
    for y in range(0, height, piece.height):
        for x in range(0, width, piece.width):
            whole.paste(piece, (x, y))
    return whole
