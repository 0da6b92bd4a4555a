"""Bytes as codes and texts for a shell to show, and pictures of codes read back."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from p2pcard.core.formats import armor, foreign
from p2pcard.core.formats.armor import Label
from p2pcard.core.statements import bundle
from p2pcard.edge import qr
from p2pcard.edge.store import disk
from p2pcard.errors import SeveralCodesInPicture

Fits: TypeAlias = Callable[[str], bool]  # whether the text of a code is what is asked for


def load() -> None:
    """Load what draws codes, where there is time for it before the first one."""
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


def drawn(data: bytes, rows: int, columns: int, *, smallest: bool = False, colours: bool = True) -> list[str]:
    """Return the code of `data` as lines for a window, as `qr.terminal`; raises CodeTooBig."""
    return qr.terminal(armor.to_qr(data), rows, columns, smallest=smallest, colours=colours)


def svg_of(data: bytes, title: str, *, smallest: bool = False) -> str:
    """Return the code of `data` as an SVG picture that says `title` to a screen reader."""
    return qr.svg(armor.to_qr(data), title, smallest=smallest)


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
        disk.replace({svg: svg_of(data, title, smallest=smallest).encode("utf-8")})
    return [file for file in (png, svg) if file]


def write_block(path: Path, data: bytes) -> None:
    """Write `data` as text to a file, for its owner alone, over nothing but an older one; raises the same."""
    block = block_of(data).encode("utf-8")
    disk.refuse_something_else(path, lambda found: found.startswith(armor.MARKER.encode()))
    disk.replace({path: block + b"\n"})


def write_svg(path: Path, picture: str) -> None:
    """Write a picture to a file, for its owner alone, over nothing but an older one; raises the same."""
    disk.refuse_something_else(path, qr.is_svg)
    disk.replace({path: picture.encode("utf-8")})


def read_file(path: Path) -> bytes:
    """Return what is in a file, up to the size of the largest pictures; raises what `disk.read` raises."""
    return disk.read(path, qr.FILE_LIMIT * qr.MILLION)


def read_picture(data: bytes, fits: Fits = lambda text: True) -> str:
    """Return the text of the one code of ours on a picture; codes of others beside it do not matter.

    Of several of ours, the only one that `fits` what is asked for is taken.
    Raises what `qr.read_image` raises, SeveralCodesInPicture, or NotOurCode
    where all codes were made by other programs.
    """
    return _chosen(qr.read_image(data, armor.is_code), fits)


def read_frame(data: bytes, fits: Fits = lambda text: True) -> str | None:
    """Return the same of a frame of a camera, or None where one try finds no code; see `qr.read_frame`."""
    found = qr.read_frame(data)
    return _chosen(found, fits) if found else None


def read_picture_file(path: Path, fits: Fits = lambda text: True) -> str:
    """Return the same of a picture in a file; raises what `disk.read` raises, too."""
    return read_picture(read_file(path), fits)


def _chosen(texts: Iterable[str], fits: Fits) -> str:
    ours = [text for text in texts if armor.is_code(text)]
    if not ours:
        raise foreign.refusal(min(texts))
    fitting = [text for text in ours if fits(text)] if len(ours) > 1 else ours
    if len(fitting) != 1:
        raise SeveralCodesInPicture
    return fitting[0]


def data_of(text: str) -> bytes:
    """Return the bytes that a code, a block or a typed text holds; raises what `armor.read` raises."""
    return armor.read(text)
