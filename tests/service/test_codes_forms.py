"""Bytes as codes, blocks and typed groups, and back; pictures are written all or none."""

import pytest
from PIL import Image

from p2pcard.core.statements import bundle
from p2pcard.errors import FolderMissing, NoCodeInPicture, SomethingElseThere
from p2pcard.service import codes
from tests.peers import card_of
from tests.screens import saved
from tests.vouchers import dead

CARD = bytes(card_of("Ana"))


@pytest.mark.parametrize(
    ("form", "data"), [(codes.text_of, CARD), (codes.block_of, CARD), (codes.typed_of, CARD[:20])]
)
def test_each_form_is_read_back(form, data):
    assert codes.data_of(form(data)) == data


def test_a_bundle_stands_in_a_block_of_its_own_name():
    assert "BEGIN P2PCARD CARD" in codes.block_of(CARD)
    assert "BEGIN P2PCARD BUNDLE" in codes.block_of(bundle.write((dead("Ana"),)))


def test_pictures_hold_the_code_and_are_written_where_they_were_named(tmp_path):
    png, svg = tmp_path / "a.png", tmp_path / "a.svg"
    assert codes.write_pictures(CARD, png, svg, "A title") == [png, svg]
    assert codes.data_of(codes.read_picture_file(png)) == CARD
    assert "A title" in svg.read_text(encoding="utf-8")
    assert codes.write_pictures(CARD, None, svg, "Another title") == [svg]
    assert "Another title" in svg.read_text(encoding="utf-8")
    assert codes.write_pictures(CARD, None, None, "") == []


def test_of_two_pictures_none_is_written_where_something_else_stands(tmp_path):
    png, svg = tmp_path / "a.png", tmp_path / "a.svg"
    svg.write_text("my notes")
    with pytest.raises(SomethingElseThere):
        codes.write_pictures(CARD, png, svg, "A title")
    with pytest.raises(SomethingElseThere):
        codes.write_svg(svg, "<svg/>")
    assert [each.name for each in tmp_path.iterdir()] == ["a.svg"]
    assert svg.read_text() == "my notes"


def test_a_picture_without_a_code_and_a_file_that_is_missing_are_refused(tmp_path):
    with pytest.raises(NoCodeInPicture):
        codes.read_picture(saved(Image.new("L", (64, 64), 255), "PNG"))
    with pytest.raises(FolderMissing):
        codes.read_picture_file(tmp_path / "none.png")
