"""Codes are read from pictures of many kinds, however they were taken; what cannot be read is refused."""

import random
import struct
import sys
import zlib
from itertools import count, pairwise
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from p2pcard.cli.next_steps import command
from p2pcard.core.formats import armor
from p2pcard.edge import qr
from p2pcard.errors import (
    NoCodeInPicture,
    NotAPicture,
    PictureDamaged,
    PictureTooBig,
    Refusal,
    ScanNotInstalled,
)
from tests.screens import drawn, opened, saved, seen

CHANCE = random.Random(45)
SWAP, CARD, RICH = (armor.to_qr(CHANCE.randbytes(size)) for size in (57, 125, 607))


def photo(text):
    """A code on grey paper, not yet turned or blurred."""
    code = opened(qr.png(text))
    paper = Image.new("L", (code.width + 200, code.height + 120), 235)
    paper.paste(code, (90, 70))
    return paper


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_pictures_of_every_kind_are_read(kind, mode):
    colours = "RGB" if kind in ("JPEG", "WEBP") and mode in "1P" else mode
    assert qr.read_image(saved(photo(SWAP).convert(colours), kind)) == {SWAP}


@pytest.mark.parametrize(
    ("mode", "kind", "how"),
    [
        ("CMYK", "JPEG", {}),
        ("CMYK", "JPEG", {"progressive": True}),
        ("RGB", "JPEG", {"progressive": True}),
        ("LA", "PNG", {}),
        ("RGBA", "PNG", {}),
        ("RGBA", "WEBP", {"lossless": True}),
        ("RGBA", "BMP", {}),
    ],
)
def test_pictures_of_more_colours_than_three_are_read(mode, kind, how):
    assert qr.read_image(saved(photo(SWAP).convert(mode), kind, **how)) == {SWAP}


@pytest.mark.parametrize("dark", [0, 20_000])
def test_a_picture_of_16_bits_a_dot_is_read(dark):
    greys = photo(SWAP).convert("I").point(lambda grey: grey * 100 + dark)
    assert qr.read_image(saved(greys.convert("I;16"))) == {SWAP}


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_that_says_how_it_is_to_be_turned_is_read(turned):
    paper = photo(CARD)
    exif = paper.getexif()
    exif[0x0112] = turned
    assert qr.read_image(saved(paper, "JPEG", exif=exif)) == {CARD}


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_a_moving_picture_the_first_one_is_read(kind):
    code, nothing = photo(SWAP), Image.new("L", photo(SWAP).size, 255)
    assert qr.read_image(saved(code, kind, save_all=True, append_images=[nothing])) == {SWAP}
    with pytest.raises(NoCodeInPicture):
        qr.read_image(saved(nothing, kind, save_all=True, append_images=[code]))


@pytest.mark.parametrize("kind", ["GIF", "PNG"])
def test_a_code_on_nothing_is_read_whatever_way_nothing_is_written(kind):
    code = opened(qr.png(SWAP)).convert("1").convert("P")  # two numbered colours, black for both
    code.putpalette([0, 0, 0] * 256)
    assert qr.read_image(saved(code, kind, transparency=255)) == {SWAP}


@pytest.mark.parametrize("angle", [15, 45, 90, 137, 180, 271])
def test_a_turned_code_is_read(angle):
    turned = photo(CARD).rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=190)
    assert qr.read_image(saved(turned, "JPEG", quality=60)) == {CARD}


def test_a_mirrored_code_and_a_negative_are_read():
    assert qr.read_image(saved(photo(CARD).transpose(Image.Transpose.FLIP_LEFT_RIGHT))) == {CARD}
    assert qr.read_image(saved(photo(CARD).point(lambda grey: 255 - grey))) == {CARD}


def test_a_code_on_nothing_is_read_as_if_on_white():
    code = opened(qr.png(SWAP))
    clear = Image.new("RGBA", code.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=code.point(lambda grey: 255 - grey))
    assert qr.read_image(saved(clear)) == {SWAP}


def test_a_small_code_is_read_at_twice_its_size():
    code = opened(qr.png(RICH))
    squares = code.width // 8
    large = code.resize((24 * squares, 24 * squares), Image.Resampling.NEAREST)
    small = large.resize((round(1.3 * squares), round(1.3 * squares)), Image.Resampling.BOX)
    turned = small.rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor=220)
    assert seen(turned) == []
    assert qr.read_image(saved(turned)) == {RICH}


@pytest.mark.parametrize(
    ("pixels", "squares"), [(4, 0.55), (8, 0.6), (18, 0.58)], ids=["a little", "a lot", "widely"]
)
def test_a_blurred_code_is_read_after_sharpening(pixels, squares):
    paper = photo(CARD)
    paper = paper.resize((paper.width * pixels // 8, paper.height * pixels // 8))
    blurred = paper.filter(ImageFilter.GaussianBlur(pixels * squares))
    assert seen(blurred) == []
    assert qr.read_image(saved(blurred)) == {CARD}


def test_a_large_picture_is_sharpened_too():
    large = Image.new("L", (2500, 2000), 235)
    large.paste(photo(CARD), (900, 700))
    blurred = large.filter(ImageFilter.GaussianBlur(8 * 0.55))
    assert seen(blurred) == []
    assert qr.read_image(saved(blurred)) == {CARD}


def test_a_picture_without_a_code_says_so():
    with pytest.raises(NoCodeInPicture):
        qr.read_image(saved(Image.effect_noise((300, 200), 60)))
    with pytest.raises(NoCodeInPicture):
        qr.read_image(saved(photo(CARD).filter(ImageFilter.GaussianBlur(12))))


def test_only_qr_codes_are_looked_for():
    stripes: Any = zxingcpp.create_barcode("P2PC", zxingcpp.BarcodeFormat.Code128).to_image(scale=4)
    picture = Image.frombytes("L", stripes.shape[::-1], bytes(memoryview(stripes)))
    assert zxingcpp.read_barcodes(picture)[0].text == "P2PC"
    with pytest.raises(NoCodeInPicture):
        qr.read_image(saved(picture))


def pair(left, right):
    both = Image.new("L", (left.width + right.width, max(left.height, right.height)), 235)
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    return saved(both)


def test_of_different_codes_all_are_given_and_the_same_code_twice_is_one():
    assert qr.read_image(pair(photo(CARD), photo(CARD))) == {CARD}
    assert qr.read_image(pair(photo(CARD), photo(SWAP))) == {CARD, SWAP}


def test_a_blurred_code_that_is_wanted_is_looked_for_beside_a_clear_one_that_is_not():
    link = "https://example.org"
    picture = pair(drawn(link), photo(CARD).filter(ImageFilter.GaussianBlur(8 * 0.6)))
    assert qr.read_image(picture) == {link}
    assert qr.read_image(picture, lambda text: text != link) == {link, CARD}
    assert qr.read_image(picture, lambda text: False) == {link, CARD}


# Refusing


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"P2PC:BB8",
        b"\x89PNG\r\n\x1a\n",
        saved(photo(SWAP), "TIFF"),
        saved(photo(SWAP), "ICO"),
        qr.svg(SWAP, "A code").encode(),
    ],
)
def test_a_file_of_another_kind_is_not_a_picture(data):
    with pytest.raises(NotAPicture):
        qr.read_image(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_a_picture_cut_short_is_refused(kind):
    data = saved(photo(RICH), kind)
    with pytest.raises((PictureDamaged, NotAPicture)):
        qr.read_image(data[: len(data) // 2])


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width, height, colours, *chunks):
    """A PNG file that says how large it would be, with the chunks that are given and no dots."""
    header = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join([chunk(b"IHDR", header), *chunks])


NO_DOTS, END = chunk(b"IDAT", zlib.compress(b"")), chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(png_of(40, 40, 0, NO_DOTS, END), id="no dots"),
        pytest.param(png_of(40, 40, 3, NO_DOTS, END), id="numbered colours without their list"),
        pytest.param(png_of(40, 40, 0, chunk(b"IDAT", b"dots"), END), id="dots that do not unpack"),
        pytest.param(
            png_of(40, 40, 0, NO_DOTS[:-1] + b"?", b"\0\0\0\0\0\0\0\0" * 2), id="a chunk of no kind"
        ),
    ],
)
def test_a_damaged_picture_is_refused(data):
    with pytest.raises(PictureDamaged):
        qr.read_image(data)


@pytest.mark.parametrize("side", [(8001, 5000), (10_000, 10_000), (20_000, 20_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_would_unpack_to_too_much_is_refused_before_it_is_unpacked(side):
    with pytest.raises(PictureTooBig):
        qr.read_image(png_of(*side, 2, NO_DOTS, END))


def test_a_picture_with_a_remark_that_unpacks_to_megabytes_is_refused():
    remark = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(2**21)))
    with pytest.raises(NotAPicture):
        qr.read_image(png_of(40, 40, 0, remark, NO_DOTS, END))


@pytest.mark.parametrize("height", [4999, 5000])
def test_a_picture_up_to_the_limit_is_read(height):
    paper = Image.new("1", (8000, height), 1)
    paper.paste(photo(SWAP).convert("1"), (700, 700))
    assert qr.read_image(saved(paper)) == {SWAP}


def test_a_file_of_too_many_bytes_is_refused():
    data = qr.png(SWAP)
    limit = qr.FILE_LIMIT * qr.MILLION
    assert qr.read_image(data.ljust(limit, b"\0")) == {SWAP}
    with pytest.raises(PictureTooBig):
        qr.read_image(data.ljust(limit + 1, b"\0"))


@given(
    st.sampled_from(["PNG", "JPEG", "WEBP", "GIF", "BMP"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255))),
)
@settings(deadline=None)
def test_no_damage_to_a_picture_breaks_the_reader(kind, changes):
    data = bytearray(saved(photo(SWAP), kind))
    for place, byte in changes:
        data[int(place * (len(data) - 1))] = byte
    try:
        assert qr.read_image(bytes(data)) == {SWAP}
    except Refusal as refusal:
        assert refusal.text


@pytest.mark.parametrize("package", ["zxingcpp", "PIL.Image"])
def test_without_the_extra_the_refusal_says_what_to_install(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ScanNotInstalled) as refusal:
        qr.read_image(qr.png(SWAP))
    assert command(refusal.value.next) == 'pip install "p2pcard[scan]"'


@pytest.mark.parametrize(
    ("side", "refusal"), [(32_768, NoCodeInPicture), (65_535, NoCodeInPicture), (65_536, PictureTooBig)]
)
@pytest.mark.parametrize("upright", [False, True])
def test_a_side_longer_than_the_reader_takes_is_too_big_and_none_becomes_so_by_doubling(
    side, refusal, upright
):
    size = (2, side) if upright else (side, 2)
    with pytest.raises(refusal):
        qr.read_image(saved(Image.new("L", size, 255)))


# What a picture may cost


def test_a_small_code_in_a_large_picture_is_read_in_its_part():
    wall = Image.new("L", (4000, 3000), 235)
    small = photo(CARD).resize((photo(CARD).width // 4, photo(CARD).height // 4), Image.Resampling.BOX)
    wall.paste(small, (3300, 150))
    assert seen(qr._whole(wall)) == []
    assert qr.read_image(saved(wall), clock=lambda: 0.0) == {CARD}


@pytest.mark.parametrize(
    "size", [(1, 1), (1000, 1000), (1250, 1000), (1251, 1000), (5000, 8000), (65_535, 600)]
)
def test_nothing_is_looked_at_that_has_more_detail_than_the_limit(size):
    for looked in qr._tries(Image.new("L", size, 255)):
        doubled = 4 if size[0] * size[1] <= qr.DOUBLE_LIMIT else 1
        assert looked.width * looked.height <= doubled * qr.LOOK_LIMIT


@pytest.mark.parametrize("size", [(999, 1), (1001, 1000), (4000, 3000), (1499, 1500), (20_000, 700)])
def test_parts_cover_the_whole_picture_and_overlap_by_half(size):
    for length in size:
        starts = qr._starts(length)
        ends = [min(start + qr.PART, length) for start in map(lambda each: max(0, each), starts)]
        assert (max(0, starts[0]), ends[-1]) == (0, length)
        assert all(after <= before + qr.PART / 2 for before, after in pairwise(starts))


def test_when_its_time_is_over_nothing_more_is_tried():
    blurred = saved(photo(CARD).filter(ImageFilter.GaussianBlur(8 * 0.55)))
    assert qr.read_image(blurred, clock=lambda: 7.0) == {CARD}
    late = count(step=qr.TIME_LIMIT + 0.1)
    with pytest.raises(NoCodeInPicture):
        qr.read_image(blurred, clock=lambda: next(late))


def jpeg_of(width, height, mode="RGB"):
    """A JPEG file whose head says another size, with nothing for most of it."""
    data = bytearray(saved(Image.new(mode, (16, 16)), "JPEG", progressive=True))
    head = next(at for at in range(len(data)) if data[at] == 0xFF and data[at + 1] == 0xC2)
    data[head + 5 : head + 9] = struct.pack(">HH", height, width)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "megapixels"),
    [
        pytest.param(
            saved(Image.new("L", (4000, 3100), 255), "WEBP", lossless=True),
            12,
            id="WebP, of which four copies are needed",
        ),
        pytest.param(jpeg_of(8000, 4000), 26, id="JPEG that comes in several goes"),
        pytest.param(jpeg_of(5000, 4000, "CMYK"), 16, id="the same in four colours"),
    ],
)
def test_a_picture_whose_kind_takes_more_memory_has_a_lower_limit(data, megapixels):
    with pytest.raises(PictureTooBig) as refused:
        qr.read_image(data)
    assert refused.value.values["megapixels"] == megapixels


def test_a_jpeg_that_goes_over_its_picture_again_and_again_is_refused_and_what_follows_it_does_not_count():
    data = saved(photo(SWAP), "JPEG", progressive=True)
    start, end = data.index(b"\xff\xda"), data.rindex(b"\xff\xd9")
    assert qr._scans(data) == data.count(b"\xff\xda") > 1
    scan = data[start : data.index(b"\xff", start + 14)]
    with pytest.raises(PictureTooBig):
        qr.read_image(data[:end] + scan * qr.SCANS_LIMIT + data[end:])
    assert qr.read_image(data + data * qr.SCANS_LIMIT) == {SWAP}


def test_a_small_picture_within_a_jpeg_is_no_other_go():
    small = saved(photo(SWAP).resize((80, 60)), "JPEG")
    note = b"\xff\xe1" + struct.pack(">H", 2 + len(small)) + small
    data = saved(photo(SWAP), "JPEG")
    assert qr._scans(data[:2] + note * 3 + data[2:]) == 1


def test_a_gif_of_too_many_bytes_and_a_bmp_in_run_lengths_are_refused():
    data = saved(photo(SWAP), "GIF")
    limit = qr.GIF_LIMIT * qr.MILLION
    assert qr.read_image(data.ljust(limit, b"\0")) == {SWAP}
    with pytest.raises(PictureTooBig) as refused:
        qr.read_image(data.ljust(limit + 1, b"\0"))
    assert refused.value.values["megabytes"] == qr.GIF_LIMIT
    packed = bytearray(saved(photo(SWAP), "BMP"))
    packed[30] = 1
    with pytest.raises(NotAPicture):
        qr.read_image(bytes(packed))
