"""Codes are drawn so that a camera reads them: in a window of any theme, as PNG and as SVG."""

import random
import re
from xml.etree import ElementTree

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from p2pcard.core.book import issuing
from p2pcard.core.exchange.invitation import Address, Invitation
from p2pcard.core.formats import armor
from p2pcard.core.statements.card import Card
from p2pcard.edge import qr
from p2pcard.errors import CodeTooBig, TooMuchForOneCode
from tests import screens
from tests.screens import opened, saved, seen
from tests.terminals import COLOURS

ROWS, COLUMNS = 24, 80
CHANCE = random.Random(45)
SWAP, CARD, RICH = (armor.to_qr(CHANCE.randbytes(size)) for size in (57, 125, 607))
THEMES = [screens.DARK, screens.LIGHT, screens.TINTED, screens.REVERSED, screens.OLD]


# In the terminal


def unpainted(lines):
    """The squares of lines, without the colours around them."""
    found = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in lines]
    assert not re.search("[^ ▀▄█]", "".join(found))
    return found


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", [SWAP, CARD], ids=["swap", "card"])
def test_a_code_in_the_terminal_is_dark_on_light_in_any_theme(text, theme):
    assert seen(screens.screenshot(qr.terminal(text, ROWS, COLUMNS), theme)) == [text]


@given(st.binary(min_size=1, max_size=126), st.sampled_from(THEMES))
@settings(max_examples=30, deadline=None)
def test_whatever_fits_a_small_window_is_read_from_it(data, theme):
    text = armor.to_qr(data)
    picture = screens.screenshot(qr.terminal(text, ROWS, COLUMNS), theme)
    assert qr.read_image(saved(picture)) == {armor.to_qr(data)}


@pytest.mark.parametrize("size", [57, 60])
def test_a_swap_code_fits_a_window_of_24_lines_with_all_its_white_and_a_line_to_spare(size):
    lines = unpainted(qr.terminal(armor.to_qr(CHANCE.randbytes(size)), ROWS, COLUMNS))
    assert (len(lines), {len(line) for line in lines}) == (23, {45})
    assert [line.strip() for line in lines[:2]] == ["", ""]
    assert {line[:4] + line[-4:] for line in lines} == {" " * 8}


def test_a_card_with_a_name_fits_24_lines_with_a_narrower_white():
    lines = unpainted(qr.terminal(CARD, ROWS, COLUMNS))
    assert len(lines) == 23
    assert {line[:2] + line[-2:] for line in lines} == {" " * 4}
    assert len(qr.terminal(CARD, 29, COLUMNS)) == 29


def test_every_line_with_colours_puts_them_back():
    assert {line[-4:] for line in qr.terminal(SWAP, ROWS, COLUMNS)} == {"\x1b[0m"}


@pytest.mark.parametrize(("rows", "columns"), [(22, 80), (24, 44), (10, 10), (0, 0)])
def test_a_window_too_small_is_told_what_the_code_needs(rows, columns):
    with pytest.raises(CodeTooBig) as refusal:
        qr.terminal(CARD, rows, columns)
    assert refusal.value.values == {"rows": 23, "columns": 45}
    assert len(qr.terminal(CARD, rows=23, columns=45)) == 23


def test_a_code_takes_strong_correction_up_to_version_10_and_weak_above():
    longest = {level: qr.png("A" * length) for level, length in (("M", 311), ("L", 312))}
    side = {level: opened(data).width // 8 - 8 for level, data in longest.items()}
    assert side == {"M": 57, "L": 53}  # versions 10 and 9
    levels = {level: read(opened(data)).ec_level for level, data in longest.items()}
    assert levels == {"M": "M", "L": "L"}


def read(picture):
    (code,) = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return code


INVITATION = Invitation(bytes(range(16)), Address("192.168.100.200", 65535))
SHORTEST = issuing.issue(bytes(range(16)), Card("Ana Ruiz"), 1, 682, short=True)


@pytest.mark.parametrize(
    ("data", "version"),
    [(INVITATION, 2), (CHANCE.randbytes(25), 2), (CHANCE.randbytes(37), 3), (SHORTEST, 6)],
    ids=["an invitation", "the size of a swap", "the size of either with IPv6", "a card with a name only"],
)
def test_what_is_shown_most_fits_a_small_code(data, version):
    side = opened(qr.png(armor.to_qr(bytes(data)), smallest=True)).width // 8 - 2 * qr.QUIET
    assert side <= 4 * version + 17
    assert read(opened(qr.png(armor.to_qr(bytes(data)), smallest=True))).ec_level == "L"
    lines = [COLOURS.sub("", line) for line in qr.terminal(armor.to_qr(bytes(data)), 99, 99, smallest=True)]
    assert {len(line) for line in lines} == {side + 2 * qr.QUIET}


# As a picture


@pytest.mark.parametrize("size", [1, 17, 57, 125, 607, 2048])
def test_bytes_that_are_all_zero_are_drawn_like_others(size):
    text = armor.to_qr(bytes(size))
    assert seen(opened(qr.png(text))) == [text]


@pytest.mark.parametrize("text", [SWAP, CARD, RICH, armor.to_qr(CHANCE.randbytes(armor.LIMIT))])
def test_a_png_is_read_back(text):
    assert seen(opened(qr.png(text))) == [text]
    assert qr.read_image(qr.png(text)) == {text}


@pytest.mark.parametrize("ground", [screens.BLACK, screens.WHITE])
@pytest.mark.parametrize("text", [SWAP, RICH], ids=["swap", "rich card"])
def test_an_svg_is_read_back_from_a_dark_and_from_a_light_page(text, ground):
    assert seen(screens.painted(qr.svg(text, "A code"), ground)) == [text]


def test_an_svg_says_what_it_is_and_refers_to_nothing_outside():
    image = qr.svg(SWAP, title='Ana & "Bo" <x>')
    root = ElementTree.fromstring(image)  # noqa: S314  the image was made by the test itself
    assert root.attrib["role"] == "img"
    assert root[0].tag.endswith("title")
    assert root[0].text == 'Ana & "Bo" <x>'
    assert re.findall('href|style|url|script|https?:[^"]+', image) == ["http://www.w3.org/2000/svg"]


def test_more_than_the_largest_code_holds_is_refused_in_every_form():
    assert opened(qr.png("A" * 4296)).width == (177 + 8) * 8
    for draw in (qr.png, lambda text: qr.svg(text, "A code"), lambda text: qr.terminal(text, 1000, 1000)):
        with pytest.raises(TooMuchForOneCode):
            draw("A" * 4297)
