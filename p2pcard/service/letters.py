"""What a file or a pasted text says: in whichever encoding an editor wrote it, and out of a saved mail.

What is looked for is in plain letters in all of them and signed, so an
encoding that is guessed wrongly costs nothing.
"""

import codecs
import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from p2pcard.core.formats import armor
from p2pcard.errors import OldLetters

if TYPE_CHECKING:
    from email.message import Message

_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before the mark of UTF-16, with which it begins
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_MAIL: Final = (
    rb"(?:\xef\xbb\xbf)?(?:>?From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n"  # RFC 5322
)
_TAG: Final = "<[^>]*>"


def text_of(data: bytes) -> str | None:
    """Return the text in a file, of a saved mail the parts that hold a block; None where it is no text."""
    if re.match(_MAIL, data) and (said := _in_mail(data)):
        return said
    text = decoded(data)
    return None if text is None else text.removeprefix("\ufeff")


def written(data: bytes, file: str) -> str:
    """Return what a program or an editor wrote as UTF-8 or UTF-16, where each letter matters.

    Raises OldLetters for what may be any of the alphabets of one byte a letter.
    """
    if any(map(data.startswith, _MARKS)) or b"\0" in data:
        found = decoded(data)
        if found is not None and "\ufffd" not in found:
            return found.removeprefix("\ufeff")
    else:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8")
    raise OldLetters(file=file)


def decoded(data: bytes) -> str | None:
    """Return bytes as text, with the mark that an editor put in front of it; None where they are no text."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data:  # no text of one byte a letter
        wide = (data.decode(encoding, "replace") for encoding in ("utf-16-le", "utf-16-be"))
        return next((text for text in wide if _is_readable(text)), None)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_readable(text: str) -> bool:
    """Tell whether nothing but letters, signs and white space is in `text`."""
    return "\ufffd" not in text and all(part.isprintable() for part in text.split())


def _in_mail(data: bytes) -> str:
    """Return the parts of a mail that hold a block; those with tags only where none without does."""
    from email import message_from_bytes
    from html import unescape

    parts = [*_parts(message_from_bytes(data))]
    plain = [text for kind, text in parts if kind != "text/html" and armor.holds_block(text)]
    tagged = (unescape(re.sub(_TAG, "\n", text)) for kind, text in parts if kind == "text/html")
    return "\n".join(plain or filter(armor.holds_block, tagged))


def _parts(mail: "Message") -> Iterator[tuple[str, str]]:
    """Give the kind and the text of each part that is text, attached files as well."""
    for part in mail.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and (text := decoded(payload)) is not None:
            yield part.get_content_type(), text
