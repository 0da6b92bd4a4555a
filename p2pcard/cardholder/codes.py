"""Bytes as codes and texts for a shell to show, and pictures of codes read back."""

from p2pcard.core import armor
from p2pcard.edge import qr

Ink = qr.Ink


def text_of(data: bytes) -> str:
    """Return the text that the code of `data` holds."""
    return armor.to_qr(data)


def block_of(data: bytes) -> str:
    """Return `data` as a block of text for a mail or a file."""
    return armor.to_text(data)


def typed_of(data: bytes) -> str:
    """Return `data` as short groups of letters and digits to type."""
    return armor.to_typed(data)


def drawn(data: bytes, rows: int, columns: int, ink: Ink) -> list[str]:
    """Return the code of `data` as lines for a window; raises CodeTooBig."""
    return qr.terminal(armor.to_qr(data), rows, columns, ink)


def png(data: bytes) -> bytes:
    """Return the code of `data` as a PNG picture."""
    return qr.png(armor.to_qr(data))


def svg(data: bytes, title: str) -> str:
    """Return the code of `data` as an SVG picture with a title for screen readers."""
    return qr.svg(armor.to_qr(data), title)


def read_picture(data: bytes) -> str:
    """Return the text of the one code on a picture; raises what `qr.read_image` raises."""
    return qr.read_image(data)
