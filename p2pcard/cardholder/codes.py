"""Bytes as codes and texts for a shell to show, and pictures of codes read back."""

from pathlib import Path

from p2pcard.core import armor, bundle
from p2pcard.core.armor import Label
from p2pcard.edge import disk, qr


def load() -> None:
    """Load what draws codes, for whoever has time for it before the first one."""
    qr.load()


def text_of(data: bytes) -> str:
    """Return the text that the code of `data` holds."""
    return armor.to_qr(data)


def block_of(data: bytes) -> str:
    """Return a card or a bundle as a block of text for a mail or a file."""
    return armor.to_text(data, Label.BUNDLE if bundle.is_bundle(data) else Label.CARD)


def typed_of(data: bytes) -> str:
    """Return `data` as short groups of letters and digits to type."""
    return armor.to_typed(data)


def drawn(data: bytes, rows: int, columns: int) -> list[str]:
    """Return the code of `data` as lines for a window; raises CodeTooBig."""
    return qr.terminal(armor.to_qr(data), rows, columns)


def write_pictures(
    data: bytes, png: Path | None, svg: Path | None, title: str, *, smallest: bool = False
) -> list[Path]:
    """Write the code of `data` to the files that are named, all or none; return them.

    An older picture of the same kind is replaced; raises SomethingElseThere for
    anything else, and what `disk` raises.
    """
    for file, is_of_its_kind in ((png, qr.is_png), (svg, qr.is_svg)):
        if file:
            disk.refuse_something_else(file, is_of_its_kind)
    if png:
        disk.replace({png: qr.png(armor.to_qr(data), smallest=smallest)})
    if svg:
        disk.replace({svg: qr.svg(armor.to_qr(data), title, smallest=smallest).encode("utf-8")})
    return [file for file in (png, svg) if file]


def write_svg(path: Path, picture: str) -> None:
    """Write a picture to a file, for its owner alone, over nothing but an older one; raises the same."""
    disk.refuse_something_else(path, qr.is_svg)
    disk.replace({path: picture.encode("utf-8")})


def read_picture(data: bytes) -> str:
    """Return the text of the one code on a picture; raises what `qr.read_image` raises."""
    return qr.read_image(data)


def read_picture_file(path: Path) -> str:
    """Return the text of the one code on a picture in a file; raises what `disk.read` raises, too."""
    return read_picture(disk.read(path, qr.FILE_LIMIT * qr.MILLION))


def data_of(text: str) -> bytes:
    """Return the bytes that a code, a block or a typed text holds; raises what `armor.read` raises."""
    return armor.read(text)
