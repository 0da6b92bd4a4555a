"""Codes are read from pictures of many kinds, however they were taken; what cannot be read is refused."""

import random
import struct
import sys
import zlib
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from p2pcard.core import armor
from p2pcard.edge import qr
from p2pcard.errors import (
    NoCodeInPicture,
    NotAPicture,
    PictureDamaged,
    PictureTooBig,
    Refusal,
    ScanNotInstalled,
    SeveralCodesInPicture,
)
from tests.screens import opened, saved, seen

CHANCE = random.Random(45)
SWAP, CARD, RICH = (armor.to_qr(CHANCE.randbytes(size)) for size in (57, 125, 607))


def photo(text):
    """A code on grey paper, not yet turned or blurred."""
    code = opened(qr.png(text))
    paper = Image.new("L", (code.width + 200, code.height + 120), 235)
    paper.paste(code, (90, 70))
    return paper


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_pictures_of_every_kind_are_read(kind, mode):
    colours = "RGB" if kind != "PNG" and mode in "1P" else mode
    assert qr.read_image(saved(photo(SWAP).convert(colours), kind)) == SWAP


@pytest.mark.parametrize("angle", [15, 45, 90, 137, 180, 271])
def test_a_turned_code_is_read(angle):
    turned = photo(CARD).rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=190)
    assert qr.read_image(saved(turned, "JPEG", quality=60)) == CARD


def test_a_mirrored_code_and_a_negative_are_read():
    assert qr.read_image(saved(photo(CARD).transpose(Image.Transpose.FLIP_LEFT_RIGHT))) == CARD
    assert qr.read_image(saved(photo(CARD).point(lambda grey: 255 - grey))) == CARD


def test_a_code_on_nothing_is_read_as_if_on_white():
    code = opened(qr.png(SWAP))
    clear = Image.new("RGBA", code.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=code.point(lambda grey: 255 - grey))
    assert qr.read_image(saved(clear)) == SWAP


def test_a_small_code_is_read_at_twice_its_size():
    code = opened(qr.png(RICH))
    squares = code.width // 8
    large = code.resize((24 * squares, 24 * squares), Image.Resampling.NEAREST)
    small = large.resize((round(1.3 * squares), round(1.3 * squares)), Image.Resampling.BOX)
    turned = small.rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor=220)
    assert seen(turned) == []
    assert qr.read_image(saved(turned)) == RICH


@pytest.mark.parametrize(
    ("pixels", "squares"), [(4, 0.55), (8, 0.6), (18, 0.58)], ids=["a little", "a lot", "widely"]
)
def test_a_blurred_code_is_read_after_sharpening(pixels, squares):
    paper = photo(CARD)
    paper = paper.resize((paper.width * pixels // 8, paper.height * pixels // 8))
    blurred = paper.filter(ImageFilter.GaussianBlur(pixels * squares))
    assert seen(blurred) == []
    assert qr.read_image(saved(blurred)) == CARD


def test_a_large_picture_is_sharpened_too():
    large = Image.new("L", (2500, 2000), 235)
    large.paste(photo(CARD), (900, 700))
    blurred = large.filter(ImageFilter.GaussianBlur(8 * 0.55))
    assert seen(blurred) == []
    assert qr.read_image(saved(blurred)) == CARD


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


def test_of_two_different_codes_none_is_chosen_and_the_same_code_twice_is_one():
    def pair(left, right):
        codes = [photo(text) for text in (left, right)]
        both = Image.new("L", (codes[0].width + codes[1].width, max(code.height for code in codes)), 235)
        both.paste(codes[0], (0, 0))
        both.paste(codes[1], (codes[0].width, 0))
        return saved(both)

    assert qr.read_image(pair(CARD, CARD)) == CARD
    with pytest.raises(SeveralCodesInPicture):
        qr.read_image(pair(CARD, SWAP))


# Refusing


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"P2PC:BB8",
        b"\x89PNG\r\n\x1a\n",
        saved(photo(SWAP), "GIF"),
        saved(photo(SWAP), "BMP"),
        qr.svg(SWAP, "A code").encode(),
    ],
)
def test_a_file_of_another_kind_is_not_a_picture(data):
    with pytest.raises(NotAPicture):
        qr.read_image(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
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
    assert qr.read_image(saved(paper)) == SWAP


def test_a_file_of_too_many_bytes_is_refused():
    data = qr.png(SWAP)
    limit = qr.FILE_LIMIT * qr.MILLION
    assert qr.read_image(data.ljust(limit, b"\0")) == SWAP
    with pytest.raises(PictureTooBig):
        qr.read_image(data.ljust(limit + 1, b"\0"))


@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255))))
@settings(deadline=None)
def test_no_damage_to_a_picture_breaks_the_reader(kind, changes):
    data = bytearray(saved(photo(SWAP), kind))
    for place, byte in changes:
        data[int(place * (len(data) - 1))] = byte
    try:
        assert qr.read_image(bytes(data)) == SWAP
    except Refusal as refusal:
        assert all(refusal.sentences)


@pytest.mark.parametrize("package", ["zxingcpp", "PIL.Image"])
def test_without_the_extra_the_refusal_says_what_to_install(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ScanNotInstalled) as refusal:
        qr.read_image(qr.png(SWAP))
    assert "p2pcard[scan]" in refusal.value.advice


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
