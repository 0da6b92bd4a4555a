"""Codes for a page: drawn as SVG, and read from the frames of a camera, one try for each."""

import pytest
from PIL import Image, ImageChops, ImageFilter

from p2pcard.core.formats import armor
from p2pcard.edge import qr
from p2pcard.errors import (
    ContactCode,
    LinkCode,
    MailCode,
    NotAPicture,
    NotOurCode,
    PaymentCode,
    PhoneCode,
    PictureDamaged,
    PictureTooBig,
    SeveralCodesInPicture,
    TextCode,
    WifiCode,
)
from p2pcard.service import codes
from tests.peers import card_of
from tests.screens import WHITE, drawn, opened, painted, saved

CARD = bytes(card_of("Ana", channels=((0, "+49 30 1234567"),)))


def framed(picture, size=(1280, 720), paper=190):
    """A picture in front of a camera."""
    frame = Image.new("L", size, paper)
    frame.paste(picture, ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2))
    return frame


@pytest.mark.parametrize("smallest", [False, True])
def test_a_code_that_a_page_shows_is_read_back_from_its_pixels(smallest):
    svg = codes.svg_of(CARD, "A <card>", smallest=smallest)
    assert "<title>A &lt;card&gt;</title>" in svg
    text = codes.read_frame(saved(framed(painted(svg, WHITE)), "JPEG", quality=70))
    assert text == codes.text_of(CARD)
    assert codes.data_of(text) == CARD


def test_a_frame_without_a_code_is_no_refusal():
    assert codes.read_frame(saved(Image.new("L", (640, 480), 120), "JPEG")) is None
    assert codes.read_frame(saved(Image.effect_noise((640, 480), 90), "JPEG")) is None


def test_a_frame_gets_one_try_where_a_picture_gets_five():
    blurred = framed(opened(qr.png(armor.to_qr(CARD)))).filter(ImageFilter.GaussianBlur(4.5))
    assert codes.read_picture(saved(blurred)) == codes.text_of(CARD)
    assert codes.read_frame(saved(blurred)) is None


def test_a_frame_has_at_most_the_pixels_of_a_camera_for_calls():
    code = opened(qr.png(armor.to_qr(CARD)))
    assert codes.read_frame(saved(framed(code, (1920, 1080)), "JPEG")) == codes.text_of(CARD)
    large = saved(framed(code, (1921, 1080)), "JPEG")
    with pytest.raises(PictureTooBig) as refused:
        codes.read_frame(large)
    assert refused.value.values["megapixels"] == 2
    assert codes.read_picture(large) == codes.text_of(CARD)


def beside(*texts):
    """A picture of several codes, one beside the other."""
    found = [drawn(text) for text in texts]
    picture = Image.new("L", (sum(code.width for code in found), max(code.height for code in found)), 255)
    for number, code in enumerate(found):
        picture.paste(code, (sum(each.width for each in found[:number]), 0))
    return picture


TEO = armor.to_qr(bytes(card_of("Teo")))
ANA = armor.to_qr(CARD)
SWAP = armor.to_qr(bytes(25))
WIFI = "WIFI:T:WPA;S:guest;P:secret;;"


def test_beside_codes_of_others_the_one_that_is_ours_is_taken():
    picture = saved(beside(WIFI, ANA, "https://example.org"))
    assert codes.read_picture(picture) == codes.read_frame(picture) == ANA


def test_of_several_of_ours_the_only_one_that_is_asked_for_is_taken():
    picture = saved(beside(ANA, SWAP, WIFI))
    assert codes.read_picture(picture, lambda text: text == SWAP) == SWAP
    assert codes.read_picture(picture, lambda text: text == ANA) == ANA
    with pytest.raises(SeveralCodesInPicture):
        codes.read_picture(picture)
    with pytest.raises(SeveralCodesInPicture):
        codes.read_picture(picture, lambda text: False)
    alone = saved(beside(ANA, WIFI))
    assert codes.read_picture(alone, lambda text: False) == ANA  # its reader says what is wrong with it


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (WIFI, WifiCode),
        ("https://example.org", LinkCode),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD", ContactCode),
        ("tel:+34600100101", PhoneCode),
        ("mailto:ana@example.org", MailCode),
        ("BCD\n002\n1\nSCT\n\nAna\nDE02120300000000202051\nEUR1", PaymentCode),
        ("Hello", TextCode),
    ],
)
def test_a_code_of_another_program_alone_is_named_and_nothing_of_it_is_shown(text, refusal):
    code = beside(text)
    for shown in (code, ImageChops.invert(code), code.rotate(33, expand=True, fillcolor=255)):
        with pytest.raises(NotOurCode) as refused:
            codes.read_picture(saved(shown))
        assert type(refused.value) is refusal
        assert not refused.value.values


def test_a_frame_that_is_no_picture_or_shows_two_codes_is_refused():
    for data, refusal in (
        (b"no picture", NotAPicture),
        (saved(framed(opened(qr.png(ANA))), "JPEG")[:2000], PictureDamaged),
        (saved(framed(beside(ANA, TEO), (1800, 900))), SeveralCodesInPicture),
    ):
        with pytest.raises(refusal):
            codes.read_frame(data)
